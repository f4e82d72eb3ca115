"""Measure and draw the forms in which counts are shown."""
