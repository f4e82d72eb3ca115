"""Planning and publishing with a workspace: its ledger, its accounts, its archive."""
