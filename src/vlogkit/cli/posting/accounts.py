"""`vlogkit accounts`: connect the accounts of vlogkit.yaml, and check that they still work. No secret is ever shown."""

from __future__ import annotations

import json as json_module
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, err, now, print_json, print_table, say
from vlogkit.cli.posting.post_options import at_desk
from vlogkit.cli.terminal.own_language import tongue
from vlogkit.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from vlogkit.pipeline.posting.publishing_desk import PublishingDesk

app = typer.Typer(no_args_is_help=True, help="Connect accounts, and check that they still work.")

NameArgument = Annotated[str, typer.Argument(help="Name of the account in vlogkit.yaml.")]


@app.command()
def add(
    name: NameArgument,
    client_file: Annotated[
        Path | None, typer.Option(help="YouTube only: JSON file of your Google app.", show_default=False)
    ] = None,
    stdin: Annotated[bool, typer.Option("--stdin", help="Read the secrets as JSON from standard input.")] = False,
    stored_before: Annotated[
        bool, typer.Option("--stored-before", help="Take over what an earlier version of vlogkit stored.")
    ] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Store an account's secrets in the system's keyring, or in a private file where there is none.

    You are asked for them: on the command line itself others could read them. They belong to this workspace and to the
    host that the account names now.

    Example: vlogkit accounts add bluesky-dinas
    """
    from vlogkit.pipeline.posting.account_secrets import SIGN_IN, adopt_secrets, ready_account, sign_in, store_secrets

    with at_desk(workspace) as desk:
        account = ready_account(desk, name)
        if stored_before:
            stored = adopt_secrets(desk, name)
        elif account.platform in SIGN_IN and not stdin:
            say("Sign in on the page that opens in your browser.", to=err)
            stored = sign_in(desk, name, client_file, now())
        else:
            stored = store_secrets(desk, name, given() if stdin else asked(desk, name))
    if json:
        print_json({"account": name, "stored": list(stored.names), "place": stored.place})
    elif stored.names:
        say(f"Stored {', '.join(stored.names)} in {stored.place}. Try it: vlogkit accounts check {name}")
    else:
        say("Nothing was stored." if stored.needed else f"{account.platform} needs no secrets.")


@app.command("list")
def list_(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """List the accounts, the names of their stored secrets, and what protects them from double posts.

    Example: vlogkit accounts list
    """
    from vlogkit.pipeline.posting.account_secrets import list_accounts

    with at_desk(workspace) as desk:
        found = list_accounts(desk)
    if json:
        print_json([{key: value for key, value in asdict(one).items() if key != "protected_by"} for one in found])
        return
    for one in found:
        if one.trouble:
            say(one.trouble, to=err)
    rows = [
        (one.account, one.platform, ", ".join(one.stored), ", ".join(one.missing), tongue(one.protected_by))
        for one in found
    ]
    print_table(("account", "platform", "stored", "missing", "against double posts~"), rows)


@app.command()
def check(
    name: Annotated[str, typer.Argument(help="Only this account.", show_default=False)] = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Ask each service whose account it is, renew what can be renewed, and say what a person has to do.

    Example: vlogkit accounts check
    """
    from vlogkit.pipeline.posting.account_secrets import check_named_accounts

    with at_desk(workspace) as desk:
        results = check_named_accounts(desk, [name] if name else [], now)
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
def remove(name: NameArgument, workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Remove an account's secrets from this machine. Take the account out of vlogkit.yaml yourself.

    Example: vlogkit accounts remove bluesky-dinas
    """
    from vlogkit.pipeline.posting.account_secrets import remove_secrets

    with at_desk(workspace) as desk:
        left = remove_secrets(desk, name)
    if json:
        print_json({"account": name, "still_in_environment": list(left)})
        return
    say(f"The secrets of {name} were removed from the keyring and from its file.")
    if left:
        say("The environment still has: " + ", ".join(left))


def asked(desk: PublishingDesk, name: str) -> dict[str, str]:
    """Each secret, typed without being shown; nothing typed leaves it as it is."""
    from vlogkit.pipeline.posting.account_secrets import secret_names

    answers = {
        one: typer.prompt(
            tongue(f"{one} (not shown)"), hide_input=True, default="", show_default=False, err=True
        ).strip()
        for one in secret_names(desk, name)
    }
    return {one: value for one, value in answers.items() if value}


def given() -> dict[str, str]:
    """The secrets of standard input. Raises UsageError."""
    try:
        data = json_module.loads(sys.stdin.buffer.read().decode("utf-8-sig"))
    except ValueError:
        data = None
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise UsageError("standard input is not a JSON object of texts", hint='Write: {"app_password": "…"}')
    return {str(key): value for key, value in data.items()}
