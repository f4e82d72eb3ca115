"""Migrations of the ledger, run by `vlogkit.ledger.database.migrate`."""
