"""Read a network's file, and open its workspaces and ledgers.

A command for the whole network goes over what `open_network` gives: `members` have a `workspace` where their folder is on
this machine (make a `PublishingDesk` of it), and `ledgers` opens each ledger once, also of those on other machines. What
all share, quotas and holds, is in the ledger at `database`; a desk has its network as `PublishingDesk.network`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from vlogkit.errors import InputError, UsageError, VlogkitError, raise_all
from vlogkit.faults import suggestion
from vlogkit.files import SETTINGS
from vlogkit.ledger.ledger import Ledger, open_ledger
from vlogkit.records.settings import Member, Network
from vlogkit.strict_yaml import Document, parse, read_text, validate
from vlogkit.workspace import Workspace, open_workspace

FILE = "network.yaml"


@dataclass(frozen=True)
class OpenMember:
    """A workspace of a network: `workspace` is None where only its ledger can be reached."""

    name: str
    database: str
    workspace: Workspace | None = None


@dataclass(frozen=True)
class OpenNetwork:
    """A network as its file has it, with its workspaces."""

    path: Path
    network: Network
    members: tuple[OpenMember, ...]

    @property
    def database(self) -> str:
        """URL of the ledger that keeps what all share."""
        beside = self.path.parent / ".vlogkit" / "network.sqlite"
        return self.network.database or f"sqlite:///{beside.as_posix()}"

    def name_of(self, workspace: Workspace) -> str:
        """The name that the network's file gives to a workspace which it names."""
        return next(one.name for one in self.members if one.workspace and one.workspace.root == workspace.root)

    def member(self, name: str) -> OpenMember:
        """The workspace of a name. Raises UsageError with the nearest one."""
        for one in self.members:
            if one.name == name:
                return one
        hint = suggestion(name, [one.name for one in self.members])
        raise UsageError(f"there is no workspace `{name}` in {self.path.name}", hint=hint)


def open_network(path: Path, *, whole: bool = True) -> OpenNetwork:
    """The network of a file, of `network.yaml` in a folder, or of the workspace that the folder is in. Raises every fault at its line: InputError, SeveralErrors;
    unless it has to be `whole`, workspaces that cannot be opened are left out."""
    path = (_file_of(path.resolve()) if path.is_dir() else path).resolve()
    document = parse(read_text(path), path)
    network = validate(Network, document)
    members, errors = [], []
    for name, member in network.workspaces.items():
        try:
            members.append(_open(name, member, document))
        except VlogkitError as error:
            errors.append(error)
    raise_all(errors if whole else [])
    raise_all(list(_doubled(members, document)))
    return OpenNetwork(path, network, tuple(members))


def _file_of(folder: Path) -> Path:
    """The `network.yaml` of a folder, else the file that the workspace around it names."""
    root = next((root for root in (folder, *folder.parents) if (root / SETTINGS).is_file()), None)
    named = open_workspace(root).settings.network if root is not None and not (folder / FILE).exists() else ""
    path = root / named if root is not None and named else folder / FILE
    return path / FILE if path.is_dir() else path


def network_of(workspace: Workspace) -> OpenNetwork | None:
    """The network that a workspace says it is one of; one that is broken keeps no other from working. Raises InputError,
    also where that network does not name it, and what keeps it from being opened there."""
    named = workspace.settings.network
    if not named:
        return None
    where = workspace.root / SETTINGS
    path = workspace.root / named
    if not path.exists():
        raise InputError(f"there is no network file `{named}`", where=where, hint="Correct `network:`, or take it out.")
    opened = open_network(path, whole=False)
    if all(one.workspace is None or one.workspace.root != workspace.root for one in opened.members):
        document = parse(read_text(opened.path), opened.path)
        for name, member in opened.network.workspaces.items():
            if member.folder and (opened.path.parent / member.folder).resolve() == workspace.root:
                _open(name, member, document)
        raise InputError(
            f"`{named}` does not name this workspace", where=where, hint=f"Add its folder to {opened.path}."
        )
    return opened


def ledgers(opened: OpenNetwork) -> Iterator[tuple[tuple[str, ...], Ledger]]:
    """Each ledger of a network once, with the names of the workspaces that keep their posts in it; closed afterwards.
    Raises InputError, OutsideError."""
    shared: dict[object, list[OpenMember]] = defaultdict(list)
    for member in opened.members:
        shared[_place(member.database)].append(member)
    for members in shared.values():
        ledger = open_ledger(members[0].database)
        try:
            yield tuple(member.name for member in members), ledger
        finally:
            ledger.close()


NOBODY = ("",)
"""Accounts that no post is for: an empty list would mean all."""


def own_ledger(opened: OpenNetwork, member: OpenMember) -> Ledger:
    """The ledger of a workspace, for its own posts. Where several share it, each post is of one of them: one whose folder is
    on another machine has the accounts that no other has. Raises InputError, OutsideError."""
    accounts = _account_names(member)
    ledger = open_ledger(member.database, accounts=accounts)
    place = _place(member.database)
    sharing = [one for one in opened.members if _place(one.database) == place]
    if len(sharing) > 1 and not accounts:
        far = [one for one in sharing if one.workspace is None]
        taken = {name for one in sharing for name in _account_names(one)}
        ledger.accounts = tuple(sorted(ledger.names("account") - taken)) if far[:1] == [member] else ()
        ledger.accounts = ledger.accounts or NOBODY
    return ledger


def _account_names(member: OpenMember) -> list[str]:
    return [account.name for account in member.workspace.settings.accounts] if member.workspace else []


def _place(url: str) -> object:
    """Where a ledger is, however its URL is written."""
    try:
        parts = make_url(url)
    except ArgumentError:
        return url
    if parts.get_backend_name() == "sqlite":
        return Path(parts.database or "").resolve()
    return (parts.host, parts.port or 5432, parts.database)


def _open(name: str, member: Member, document: Document) -> OpenMember:
    where = document.where(("workspaces", name))
    if not member.folder:
        return OpenMember(name, member.database)
    folder = Path(document.path).parent / member.folder
    if not (folder / SETTINGS).is_file():
        near = [path.parent.name for path in folder.parent.glob(f"*/{SETTINGS}")] if folder.parent.is_dir() else []
        hint = suggestion(folder.name, sorted(near)) if near else f"Make one there with: vlogkit init {folder.name}"
        raise InputError(f"`{member.folder}` is not a workspace: it has no {SETTINGS}", where=where, hint=hint)
    workspace = open_workspace(folder)
    return OpenMember(name, workspace.database, workspace)


def _doubled(members: list[OpenMember], document: Document) -> Iterator[VlogkitError]:
    """Folders that two names share, and accounts of the same name in workspaces that share a ledger, whose posts could not
    be told apart."""
    roots: dict[Path, str] = {}
    accounts: dict[tuple[object, str], str] = {}
    for member in members:
        if member.workspace is None:
            continue
        where = document.where(("workspaces", member.name))
        if (other := roots.setdefault(member.workspace.root, member.name)) != member.name:
            yield InputError(f"`{other}` and `{member.name}` are one folder", where=where, hint="Keep one of them.")
            continue
        for account in member.workspace.settings.accounts:
            if (other := accounts.setdefault((_place(member.database), account.name), member.name)) != member.name:
                words = f"`{other}` and `{member.name}` share a ledger, and both have an account `{account.name}`"
                yield InputError(words, where=where, hint="Give one of the two accounts another name.")
