"""Sound comes in as samples; what is heard in it goes out: loudness, speech, spectra."""
