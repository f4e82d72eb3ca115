"""Scripts and voices: alignment, draft voices, talks and voice-overs."""
