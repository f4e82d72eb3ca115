"""Migrations of the ledger, run by `vlogkit.ledger.opening.migrate`."""
