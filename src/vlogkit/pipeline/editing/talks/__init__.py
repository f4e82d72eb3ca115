"""A clip in which somebody talks, edited by its words."""
