"""A notice: what an agency has to tell, as read from its files."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import Update

Notice = Annotated[Update | Complaint | Tally, Field(discriminator="kind")]
