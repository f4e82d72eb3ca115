"""Accounts: their secrets, signing in, and whether they work."""
