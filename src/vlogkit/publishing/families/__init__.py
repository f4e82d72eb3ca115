"""What several platforms of one family share: Google, Meta, WordPress, Bluesky."""
