"""Analyse sound: its samples, speech level, voice activity and spectra."""
