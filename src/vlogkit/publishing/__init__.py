"""Publish due posts: each is sent once, or left to a person with a reason."""

from vlogkit.publishing.due import Done, publish_due

__all__ = ["Done", "publish_due"]
