"""Plan bundles as posts at allowed times, within each platform's limits."""

from vlogkit.planning.fill import Plan, plan
from vlogkit.planning.limits import examine

__all__ = ["Plan", "examine", "plan"]
