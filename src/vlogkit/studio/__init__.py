"""Bundles come in; pages for a browser on the same machine go out."""
