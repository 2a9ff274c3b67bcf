"""Feeds become records, once, and for good: written when they are news, never over an editor.

sources ─→ answers ─→ feeds ─→ articles ─→ what is to be done ─→ record files
settings   HTTP       items    ours        nobody knew it, or     + ledger, state
                                           its source changed it
"""
