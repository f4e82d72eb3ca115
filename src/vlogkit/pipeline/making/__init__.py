"""A told story becomes a bundle: videos, cards, texts, manifest."""
