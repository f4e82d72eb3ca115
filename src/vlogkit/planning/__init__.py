"""Bundles, accounts and a calendar come in; posts at allowed times go out, with what is wrong with them."""

from vlogkit.planning.fill import Plan, plan
from vlogkit.planning.limits import examine

__all__ = ["Plan", "examine", "plan"]
