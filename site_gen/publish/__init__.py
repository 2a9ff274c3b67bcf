"""A built folder → the branch that a host serves."""
