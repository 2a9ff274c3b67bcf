"""What need not be done again: parsed records, grouped blocks, pages that would be the same.

All of it lies in the cache folder, outside the output, and may be deleted at any time. What
is there is believed only where its digest agrees and the same program wrote it; in any other
case it is as if there were nothing, and the work is done.
"""
