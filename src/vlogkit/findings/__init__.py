"""What can be found: the codes with their severities, and the words in which each is told."""
