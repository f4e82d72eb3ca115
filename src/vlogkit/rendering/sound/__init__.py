"""The sound of a timeline: clips, music, mixing, loudness."""
