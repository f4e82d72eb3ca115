"""Publish due posts: each is sent once, or left to a person with a reason."""
