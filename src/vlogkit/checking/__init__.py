"""What is wrong with a story, its timelines and its pixels, found before anything is encoded or sent."""
