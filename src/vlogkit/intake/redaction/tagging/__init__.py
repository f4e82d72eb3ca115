"""Tell names from other words by a small statistical model: what the lists do not know, its letters and neighbours do."""
