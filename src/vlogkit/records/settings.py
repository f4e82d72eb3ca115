"""The settings of a workspace (`vlogkit.yaml`): whose it is, what is made of each item, where it may go; and of a network."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from vlogkit.records.base import Format, Language, Name, Record, Zone
from vlogkit.records.finding import Severity
from vlogkit.records.post import signature


class Account(Record):
    """One account on one platform; secrets stand elsewhere (keyring, a 0600 file, the environment)."""

    name: Name
    platform: Name
    brands: tuple[Name, ...] = ()
    """Whose account it is: what goes there is of these brands, or of another brand of the same agencies. Without it, of
    the workspace's own brand."""
    base_url: str = ""
    """Another server that speaks the platform's protocol; empty is the platform's own."""
    options: dict[str, str] = Field(default_factory=dict)
    """What the platform needs to know: a page id, a chat id, a handle, a playlist."""

    def goes_to(self) -> dict[str, str]:
        """Where a post by this account goes and who sees it there; no secret is among it. Approval is bound to it."""
        options = {name: value for name, value in self.options.items() if name not in _HOW}
        return {"platform": self.platform, "base_url": self.base_url, **options}

    def hosts(self) -> tuple[str, ...]:
        """The hosts, with ports, that it names in place of the platform's own; its secrets are sent to no other."""
        addresses = [value for value in (self.base_url, *self.options.values()) if "://" in value]
        return tuple(sorted({_host(address) for address in addresses}))


_HOW = frozenset(
    {
        "send",
        "schedule",
        "ahead_hours",
        "timeout_seconds",
        "project",
        "daily_uploads",
        "daily_units",
        "app",
        "spend_limit",
        "link",
        "long",
    }
)
"""Options that say how and when a post is sent, not where to; what they choose to send is in the post itself."""


def _host(address: str) -> str:
    """Host and port as they stand in an address, in lower case; the whole of one that cannot be read."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower() or address
    except ValueError:
        return address


class Approval(Record):
    """Who must have said yes before anything leaves."""

    required: bool = True
    """Whether a person approves each post; it is asked for wherever the settings do not say otherwise."""
    second_person: bool = False
    """The approver must be someone else than the author."""
    approvers: tuple[str, ...] = ()
    """Who may approve, each proven by a passphrase of their own (`vlogkit review enroll NAME`); with `second_person` two of
    them. Without it anybody may, and names are taken as they are written."""

    @model_validator(mode="after")
    def _can_be_given(self) -> Approval:
        if self.approvers and not self.required:
            raise ValueError("`approvers` are asked only where `required` is true")
        if self.second_person and len({signature(name) for name in self.approvers}) == 1:
            raise ValueError("`second_person` needs two `approvers` or more")
        return self


Duty = Literal["author", "approver", "publisher", "admin"]
"""What somebody who signs in to the studio may do; an admin may do everything."""


class Person(Record):
    """Somebody who signs in to the studio over the network, with the passphrase of `vlogkit review enroll NAME`."""

    name: str
    roles: tuple[Duty, ...] = Field(min_length=1)


class AgencySettings(Record):
    """One of several agencies that a workspace works for: nothing of it leaves by another's account."""

    brand: Name
    """The brand of its items, where they name none."""
    accounts: tuple[Name, ...] = ()
    """The accounts of this workspace that are its own."""
    calendar: Name | None = None
    """When its accounts post; without it as the workspace does."""
    approvers: tuple[str, ...] = ()
    """Who may approve its posts; without it whoever may in this workspace."""
    also_called: tuple[str, ...] = ()
    """Its names in exports of complaint systems, whose complaints are its items."""


class Suppression(Record):
    """A finding that is accepted, and why."""

    code: str
    item: Name | None = None
    reason: str = Field(min_length=8)


class Checks(Record):
    """How grave each finding is here, and which are accepted."""

    severities: dict[str, Severity] = Field(default_factory=dict)
    suppress: tuple[Suppression, ...] = ()


class SpeechSettings(Record):
    """Speech recognition: the folder of a faster-whisper model, which a person puts there."""

    model: str = ""
    """The folder, in the workspace or absolute; empty: there is none."""
    precision: Literal["int8", "float32"] = "int8"
    """How the model calculates; int8 is quicker, and its words are the same but for rare ones."""


class Settings(Record):
    """`vlogkit.yaml`."""

    name: str
    """The agency's full name, as it signs."""
    brand: Name = "jateng"
    lang: Language = "id"
    videos: tuple[Format, ...] = ("portrait", "square", "landscape")
    cards: tuple[Format, ...] = ("portrait", "feed", "square", "landscape")
    timezone: Zone = "Asia/Jakarta"
    response_hours: float = Field(default=48.0, gt=0)
    """Hours within which a complaint must have its first response, by the rule that the agency works under."""
    calendar: Name = "jawa-tengah"
    """The calendar of slots, quiet hours and holidays: `calendar/NAME.yaml` of the workspace or a shipped one."""
    accounts: tuple[Account, ...] = (Account(name="outbox", platform="outbox"),)
    agencies: dict[Name, AgencySettings] = Field(default_factory=dict)
    """The agencies that this workspace works for, by the name that items say in `agency:`. Without it there is one."""
    approval: Approval = Approval()
    people: tuple[Person, ...] = ()
    """Who signs in to a studio that is open to the network, and what they do there; approvers need not be named again."""
    database: str = ""
    """URL of the ledger; empty is SQLite in the workspace."""
    network: str = ""
    """The file of the network that this workspace is one of, from its folder: `../network.yaml`. Its workspaces share
    quotas and holds."""
    cache_gb: float = Field(default=4.0, gt=0)
    speech: SpeechSettings = SpeechSettings()
    checks: Checks = Checks()

    @model_validator(mode="after")
    def _agencies_can_approve(self) -> Settings:
        for name, agency in self.agencies.items():
            if self.approval.second_person and len({signature(one) for one in agency.approvers}) == 1:
                raise ValueError(f"`second_person` needs two `approvers` or more of the agency `{name}`")
        return self

    @model_validator(mode="after")
    def _people_differ(self) -> Settings:
        if len({signature(one.name) for one in self.people} - {""}) < len(self.people):
            raise ValueError("each of the `people` has a name of their own")
        return self

    def agencies_with(self, account: str) -> tuple[str, ...]:
        """The agencies whose own an account is."""
        return tuple(name for name, agency in self.agencies.items() if account in agency.accounts)

    def agency_called(self, text: str) -> str:
        """The agency that a complaint system calls so, capitals and spaces aside; empty for none."""
        known = {
            signature(word): name for name, agency in self.agencies.items() for word in (name, *agency.also_called)
        }
        return known.get(signature(text), "")

    def agency_of_brand(self, brand: str) -> str:
        """The one agency of a brand; empty where there is none or several."""
        found = [name for name, agency in self.agencies.items() if agency.brand == brand]
        return found[0] if len(found) == 1 else ""

    def approval_of(self, agency: str) -> Approval:
        """Who must say yes to the posts of an agency: its own approvers, else the workspace's."""
        own = self.agencies[agency].approvers if agency in self.agencies else ()
        return self.approval.model_copy(update={"approvers": own}) if own and self.approval.required else self.approval

    def approvers(self) -> tuple[str, ...]:
        """Everybody who may approve something here, each once; empty where anybody may."""
        own = (one for agency in self.agencies.values() for one in agency.approvers)
        return tuple(dict.fromkeys((*self.approval.approvers, *own)))

    def duties(self) -> dict[str, frozenset[Duty]]:
        """What everybody who may sign in does here, by name: the people, and the approvers."""
        found: dict[str, tuple[str, set[Duty]]] = {}
        named: list[tuple[str, tuple[Duty, ...]]] = [(one.name, one.roles) for one in self.people]
        for name, roles in (*named, *((one, ("approver",)) for one in self.approvers())):
            found.setdefault(signature(name), (name, set()))[1].update(roles)
        return {name: frozenset(roles) for name, roles in found.values()}


class Member(Record):
    """One workspace of a network: its folder, or the ledger of one whose folder is on another machine."""

    folder: str = ""
    """From the folder of the network's file, or absolute."""
    database: str = ""
    """URL of its ledger, where it has no folder here."""

    @model_validator(mode="before")
    @classmethod
    def _from_folder(cls, value: object) -> object:
        return {"folder": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_of_both(self) -> Member:
        if bool(self.folder) == bool(self.database):
            raise ValueError("a workspace has either a folder or the `database` of one on another machine")
        return self


class Network(Record):
    """`network.yaml`: the workspaces of a province, which share quotas and holds."""

    name: str = Field(min_length=1)
    workspaces: dict[Name, Member] = Field(min_length=1)
    """By a short name: a folder, or `{database: postgresql://…}`."""
    database: str = ""
    """URL of the ledger that keeps what the workspaces share (quotas, holds); empty is SQLite beside this file."""
    holders: dict[str, str] = Field(default_factory=dict)
    """Who may stop and start the whole network, each with the public key that `vlogkit hold key NAME` shows."""
