"""Drawings made for a scene: panels and signs, motifs, logos."""
