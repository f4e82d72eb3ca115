"""`vlogkit accounts`: store, check and remove the secrets of accounts; no secret is ever printed."""

from __future__ import annotations

import json as json_module
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, out, print_json, table
from vlogkit.cli.posting.post_options import at_desk, clock, say
from vlogkit.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
    from vlogkit.records.settings import Account

app = typer.Typer(no_args_is_help=True, help="The accounts posts go to, and their secrets.")

NameArgument = Annotated[str, typer.Argument(help="The account's name in vlogkit.yaml.")]


@app.command()
def add(
    name: NameArgument,
    client_file: Annotated[Path | None, typer.Option(help="YouTube: the JSON file of your Google app.")] = None,
    stdin: Annotated[bool, typer.Option("--stdin", help="Read the secrets as JSON from standard input.")] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Store an account's secrets in the system's keyring, or in a private file where there is none.

    Nothing is taken from the command line itself, where others could read it: you are asked.

    Example: vlogkit accounts add bluesky-dinas
    """
    with at_desk(workspace) as desk:
        account = _account(desk, name)
        if account.platform == "youtube" and not stdin:
            values = _signed_in(client_file)
        else:
            values = _given() if stdin else _asked(desk, account)
        if not values:
            say(f"{account.platform} needs no secrets.")
            return
        place = desk.secrets.write(name, values)
    say(f"Stored {', '.join(sorted(values))} in {place}. Try it: vlogkit accounts check {name}")


@app.command("list")
def list_accounts(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Show the accounts, what they have stored by name, and what protects them from double posts.

    Example: vlogkit accounts list
    """
    rows = table("account", "platform", "stored", "missing", "against double posts")
    found = []
    with at_desk(workspace) as desk:
        for account in desk.accounts.values():
            facts = desk.facts[account.platform]
            have = sorted(desk.secrets.read(account.name)) if facts.secrets else []
            lacks = [one for one in facts.secrets if one not in have]
            found.append({"account": account.name, "platform": account.platform, "stored": have, "missing": lacks})
            rows.add_row(account.name, account.platform, ", ".join(have), ", ".join(lacks), facts.protected_by)
    if json:
        print_json(found)
        return
    out.print(rows)


@app.command()
def check(
    name: Annotated[str, typer.Argument(help="Only this account.")] = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Ask each service whose account it is, renew what can be renewed, and say what a person must do.

    Example: vlogkit accounts check
    """
    from vlogkit.pipeline.posting.publishing_desk import check_accounts

    with at_desk(workspace) as desk:
        results = check_accounts(desk, [_account(desk, name)] if name else list(desk.accounts.values()), clock)
    if json:
        print_json([vars(result) for result in results])
    else:
        for result in results:
            state = f"does not work: {result.trouble}" if result.trouble else f"works, {result.who}"
            say(f"{result.account} ({result.platform}): {state}")
            for warning in result.warnings:
                say(f"  warning: {warning}")
    if any(result.trouble for result in results):
        raise typer.Exit(ExitCode.FAILED)


@app.command()
def remove(name: NameArgument, workspace: WorkspaceOption = None) -> None:
    """Forget an account's secrets on this machine; take it out of vlogkit.yaml yourself.

    Example: vlogkit accounts remove bluesky-dinas
    """
    with at_desk(workspace) as desk:
        desk.secrets.remove(name)
        left = desk.secrets.read(name)
    say(f"The secrets of {name} are gone from the keyring and from its file.")
    if left:
        say("The environment still has: " + ", ".join(sorted(left)))


def _account(desk: PublishingDesk, name: str) -> Account:
    if name not in desk.accounts:
        lines = f"accounts:\n  - {{name: {name}, platform: bluesky, options: {{…}}}}"
        hint = f"Known here: {', '.join(desk.accounts)}. Write it into vlogkit.yaml first:\n{lines}"
        raise UsageError(f"there is no account `{name}`", hint=hint)
    return desk.accounts[name]


def _asked(desk: PublishingDesk, account: Account) -> dict[str, str]:
    """Each secret, typed without being shown; nothing typed leaves it as it is."""
    answers = {
        one: typer.prompt(f"{one} (not shown)", hide_input=True, default="", show_default=False).strip()
        for one in desk.facts[account.platform].secrets
    }
    return {one: value for one, value in answers.items() if value}


def _given() -> dict[str, str]:
    try:
        data = json_module.loads(sys.stdin.read())
    except ValueError:
        data = None
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise UsageError("standard input is no JSON object of texts", hint='{"app_password": "…"}')
    return {str(key): value for key, value in data.items()}


def _signed_in(client_file: Path | None) -> dict[str, str]:
    from vlogkit.publishing.accounts.google_sign_in import sign_in_to_youtube

    if client_file is None:
        hint = "vlogkit accounts add NAME --client-file client_secret.json"
        raise UsageError("YouTube needs the file of your Google app", hint=hint)
    out.print("Sign in on the page that opens in your browser.")
    return sign_in_to_youtube(client_file, clock())
