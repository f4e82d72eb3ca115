"""Notices: updates, complaints and tallies, with their pictures and clips."""
