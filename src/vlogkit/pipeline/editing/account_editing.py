"""Add an account to vlogkit.yaml from a page: the rest of the file stays as the person wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from vlogkit.errors import InputError
from vlogkit.files import SETTINGS, write_text
from vlogkit.pipeline.editing.update_files import yaml_list_with
from vlogkit.pipeline.posting.account_settings import check_accounts_of
from vlogkit.publishing import registry
from vlogkit.records.platform import PlatformFacts
from vlogkit.records.settings import Settings
from vlogkit.strict_yaml import parse, read_text, validate
from vlogkit.workspace import Workspace


def known_platforms(workspace: Workspace) -> list[PlatformFacts]:
    """What is known of every platform, by name. Raises InputError."""
    return [registry.facts(name, workspace=workspace.root) for name in registry.names()]


@cache
def platform_labels() -> dict[str, str]:
    """What each platform is called, in English, by its name. Raises InputError."""
    return {name: registry.facts(name).label for name in registry.names()}


def add_account(
    workspace: Workspace, name: str, platform: str, *, base_url: str = "", options: Mapping[str, str] | None = None
) -> None:
    """Write an account below `accounts:`. Raises InputError for a name that is taken or cannot be one, for what the
    platform does not know, and DiskError; the file is as it was then."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", name):
        raise InputError(
            f"`{name}` cannot name an account", hint="Use lower-case letters, digits and hyphens: instagram-dinas."
        )
    if name in {account.name for account in workspace.settings.accounts}:
        raise InputError(f"there is an account `{name}` already", hint="Choose another name.")
    entry: dict[str, object] = {"name": name, "platform": platform}
    if base_url.strip():
        entry["base_url"] = base_url.strip()
    given = {key: value.strip() for key, value in (options or {}).items() if value.strip()}
    if given:
        entry["options"] = given
    path = workspace.root / SETTINGS
    text = read_text(path)
    standing = [account.model_dump(mode="json", exclude_defaults=True) for account in workspace.settings.accounts]
    made = yaml_list_with(text, "accounts", entry, standing)
    check_accounts_of(replace(workspace, settings=validate(Settings, parse(made, path))))
    write_text(path, made)
