"""Check what vlogkit.yaml says of its accounts against the facts of their platforms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import ValidationError

from vlogkit import resources
from vlogkit.errors import InputError, VlogkitError, raise_all
from vlogkit.faults import suggestion
from vlogkit.files import SETTINGS
from vlogkit.publishing import registry
from vlogkit.publishing.answers import ContentError
from vlogkit.publishing.transport.wire import check_address
from vlogkit.records.base import KeyPath
from vlogkit.records.platform import COMMON_OPTIONS, AccountOption, Pick
from vlogkit.records.settings import Account
from vlogkit.strict_yaml import Document, parse, read_text
from vlogkit.workspace import Workspace

_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,3})?")


def check_accounts_of(workspace: Workspace) -> None:
    """Raise every fault at its line: a platform, an option or a value that does not exist, an address without https, an
    agency's brand, account or calendar that there is not, an account that belongs to none of several agencies."""
    faults = [
        fault for n, account in enumerate(workspace.settings.accounts) for fault in _faults(workspace, account, n)
    ]
    faults += _agency_faults(workspace)
    if faults:
        path = workspace.root / SETTINGS
        document = parse(read_text(path), path) if path.is_file() else Document({}, {}, path)
        located: list[VlogkitError] = [
            InputError(words, where=document.where(at), hint=hint) for at, words, hint in faults
        ]
        raise_all(located)


def _can_be_sent(value: str) -> bool:
    try:
        Pick.read(value)
    except ValidationError:
        return False
    return True


Fault = tuple[KeyPath, str, str]
"""Where it stands, what is wrong, what to do."""


def _faults(workspace: Workspace, account: Account, number: int) -> Iterator[Fault]:
    at: KeyPath = ("accounts", number)
    if account.platform not in set(registry.names()):
        known = list(registry.names())
        yield (*at, "platform"), f"there is no platform `{account.platform}`", suggestion(account.platform, known)
        return
    if any(one.name == account.name for one in workspace.settings.accounts[:number]):
        hint = "Give each account a name of its own: approvals, posts and secrets go by it."
        yield (*at, "name"), f"two accounts are called `{account.name}`", hint
    if account.base_url and "://" not in account.base_url:
        yield (*at, "base_url"), f"`{account.base_url}` is not a web address", "Write it with https:// in front."
    try:
        check_address(account.base_url)
    except ContentError as error:
        yield (
            (*at, "base_url"),
            error.reason,
            "A token is sent over https only; this machine itself may be asked without.",
        )
    known_options = COMMON_OPTIONS | registry.facts(account.platform, workspace=workspace.root).options
    for name, value in account.options.items():
        if name not in known_options:
            yield (
                (*at, "options", name),
                f"`{account.name}` has the option `{name}`, which {account.platform} does not know",
                suggestion(name, sorted(known_options)),
            )
        elif fault := _value_fault(workspace, name, known_options[name], value):
            yield (*at, "options", name), f"the option `{name}` of `{account.name}` cannot be `{value}`", fault


def _value_fault(workspace: Workspace, name: str, option: AccountOption, value: str) -> str:
    """What to write instead of a value that the option cannot have; empty for one that it can."""
    if option.values and value not in option.values:
        return suggestion(value, list(option.values))
    if name == "media_host":
        hosts = [one.name for one in workspace.settings.accounts if one.platform == "wordpress"]
        return (
            "" if value in hosts else suggestion(value, hosts) if hosts else "Add a WordPress account that hosts files."
        )
    if name == "send" and not _can_be_sent(value):
        return "Write a kind of file, and a format after a colon where one is wanted: card, video:square, text."
    return "Write a number, without a unit." if option.number and not _NUMBER.fullmatch(value) else ""


def _agency_faults(workspace: Workspace) -> Iterator[Fault]:
    settings, root = workspace.settings, workspace.root
    accounts = {account.name: account for account in settings.accounts}
    for name, agency in settings.agencies.items():
        at: KeyPath = ("agencies", name)
        for n, account in enumerate(agency.accounts):
            if account not in accounts:
                words = f"the agency `{name}` names the account `{account}`, which there is not"
                yield (*at, "accounts", n), words, suggestion(account, list(accounts))
        for kind, folder, chosen in (("brand", "brands", agency.brand), ("calendar", "calendar", agency.calendar)):
            known = list(resources.names(folder, workspace=root))
            if chosen is not None and chosen not in known:
                words = f"the agency `{name}` names the {kind} `{chosen}`, which there is not"
                yield (*at, kind), words, suggestion(chosen, known)
    for n, one in enumerate(settings.accounts if settings.agencies else ()):
        if one.brands:
            hint = "Take `brands:` out: it belongs to the agencies that name it in their `accounts:`."
            yield ("accounts", n, "brands"), f"`{one.name}` names brands beside `agencies:`", hint
        elif not settings.agencies_with(one.name) and not _is_anybodys(workspace, one):
            hint = f"Write it into the `accounts:` of its agency: {', '.join(settings.agencies)}."
            yield ("accounts", n), f"`{one.name}` belongs to none of the agencies", hint


def _is_anybodys(workspace: Workspace, account: Account) -> bool:
    """Whether nothing that goes there leaves this machine; an account of an unknown platform is told of elsewhere."""
    known = account.platform in set(registry.names())
    return not known or registry.facts(account.platform, workspace=workspace.root).local
