"""Write a notice as a story by its template: scenes, words, captions and their timing, voice."""
