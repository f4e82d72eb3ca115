"""The commands that plan, approve, hold and publish posts."""
