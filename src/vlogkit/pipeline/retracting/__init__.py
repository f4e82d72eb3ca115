"""Take back what is out: the posts of a retracted item, and those that a hold came too late for."""
