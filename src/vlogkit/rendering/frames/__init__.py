"""Timelines become frames: layers, blending, transitions, all in the planes of the encoder."""
