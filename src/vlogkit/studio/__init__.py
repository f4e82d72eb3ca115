"""Local web pages: the gallery of bundles, the preview and the report of templates."""
