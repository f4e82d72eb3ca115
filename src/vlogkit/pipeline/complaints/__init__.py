"""Complaints in the private store: importing, listing, counting, choosing the ones worth showing."""
