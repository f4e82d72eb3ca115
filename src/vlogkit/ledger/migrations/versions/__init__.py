"""One file a migration, in the order of their numbers; a published one never changes."""
