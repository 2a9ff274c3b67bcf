"""New site folders, and new records in them."""
