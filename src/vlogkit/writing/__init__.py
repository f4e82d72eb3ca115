"""Notice and template come in; a story goes out: scenes, words, captions and their timing, voice."""
