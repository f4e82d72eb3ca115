"""Lay a story out in a brand and format, as a timeline: layout, safe areas, motion."""
