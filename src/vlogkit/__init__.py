"""vlogkit: program updates and resolved complaints become captioned videos, image cards and scheduled posts."""

__version__ = "0.1.0"
