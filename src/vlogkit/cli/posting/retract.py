"""`vlogkit retract`: take back or correct every post of an item, wherever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vlogkit.cli.common import JsonOption, WorkspaceOption, now, print_json, print_table, say
from vlogkit.cli.posting.post_options import ByOption, at_desk, person
from vlogkit.errors import UsageError, counted

if TYPE_CHECKING:
    from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
    from vlogkit.records.posting.retraction import Retraction

app = typer.Typer()


@app.command()
def retract(
    item: Annotated[str, typer.Argument(help="Name of the item; without it what is open is listed.")] = "",
    reason: Annotated[
        str | None, typer.Option(help="Why, for the trail; it is not published.", show_default=False)
    ] = None,
    correct: Annotated[
        str, typer.Option(help="Correct instead: the words that replace those of each post, or answer it.")
    ] = "",
    card: Annotated[
        bool, typer.Option("--card", help="With --correct: also write an item for a correction card.")
    ] = False,
    approve: Annotated[
        bool, typer.Option("--approve", help="Say yes to the steps; those that failed are tried again.")
    ] = False,
    as_: Annotated[str, typer.Option("--as", help="Who approves, proven by their passphrase.")] = "",
    done: Annotated[str, typer.Option(help="A step that was done by hand, by its id.", show_default=False)] = "",
    stays: Annotated[
        bool, typer.Option("--stays", help="With --done: the post stays up, as a person decided.")
    ] = False,
    lift: Annotated[bool, typer.Option("--lift", help="Let the item go out again.")] = False,
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Take back every post of an item: what waits is stopped at once, what is out is hidden, deleted, edited or answered as
    each service allows, after a yes.

    Example: vlogkit retract jalan-blora --reason "warga menarik izinnya"
    """
    if reason is not None and not reason.strip():
        raise UsageError("the reason is empty", hint="Say why, for the trail: --reason TEXT")
    acts = [
        name
        for name, given in (("--reason", reason), ("--approve", approve), ("--done", done), ("--lift", lift))
        if given
    ]
    if len(acts) > 1:
        raise UsageError(f"{' and '.join(acts)} exclude each other", hint="Do one after the other.")
    if acts and not item:
        raise UsageError(f"{acts[0]} needs the name of an item", hint="vlogkit retract ITEM " + acts[0])
    if correct and not reason:
        raise UsageError("--correct needs a reason for the trail", hint="Add --reason TEXT")
    with at_desk(workspace) as desk:
        if reason:
            begin(desk, item, reason, correct, person(by), card=card, quiet=json)
        elif approve:
            say_yes(desk, item, as_.strip(), by, quiet=json)
        elif done:
            settle(desk, item, done, person(by), stays=stays, quiet=json)
        elif lift:
            let_go(desk, item, person(by), quiet=json)
        elif item:
            check_retracted(desk, item)
        show(desk, item, json=json)


def begin(desk: PublishingDesk, item: str, reason: str, correct: str, by: str, *, card: bool, quiet: bool) -> None:
    """Retract an item, and say what was stopped and what to do next."""
    from vlogkit.pipeline.retracting.correction_items import write_correction
    from vlogkit.pipeline.retracting.retract import retract_item

    made = retract_item(desk, item, reason=reason, by=by, now=now(), correct=correct)
    path = write_correction(desk, item, correct, now()) if card and correct else None
    if quiet:
        return
    say(f"`{item}` is retracted. {counted(len(made.stopped), 'waiting post')} no longer leave.")
    if any(step.state == "draft" for step in made.steps):
        say(f"{counted(len(made.steps), 'step')} for what is out; approve them: vlogkit retract {item} --approve")
    if path is not None:
        say(f"The correction card: {path}; render, plan and approve it as any item.")


def say_yes(desk: PublishingDesk, item: str, as_: str, by: str, *, quiet: bool) -> None:
    """Approve the steps of an item."""
    from vlogkit.cli.posting.review import UNPROVEN, asker
    from vlogkit.pipeline.posting.proving import prove
    from vlogkit.pipeline.retracting.retract import approve_steps

    if as_ and by:
        raise UsageError("--as and --by both say who approves", hint="Give --as alone: it proves who it is.")
    who = prove(desk, as_, asker(stdin=False)) if as_ else person(by)
    approve_steps(desk, item, by=who, now=now(), proven=bool(as_))
    if not quiet:
        say(f"Approved by {who}. {'Their passphrase proved it.' if as_ else UNPROVEN}")
        say("They are done by the worker, or at once with: vlogkit publish")


def settle(desk: PublishingDesk, item: str, step: str, by: str, *, stays: bool, quiet: bool) -> None:
    """Note a step that was done by hand."""
    from vlogkit.pipeline.retracting.retract import done_by_hand

    done_by_hand(desk, step, by=by, now=now(), stays=stays)
    if not quiet:
        say(f"{step} of `{item}` is done")


def let_go(desk: PublishingDesk, item: str, by: str, *, quiet: bool) -> None:
    """Let an item go out again."""
    from vlogkit.pipeline.retracting.retract import lift_item

    lift_item(desk, item, by=by, now=now())
    if not quiet:
        say(f"`{item}` may go out again; nothing of it is sent by itself: vlogkit plan")


def check_retracted(desk: PublishingDesk, item: str) -> None:
    """Raise UsageError for an item whose steps cannot be shown, because it was not retracted or never made."""
    from vlogkit.pipeline.retracting.retract import check_item, steps_of

    check_item(desk, item)
    if not any(steps_of(desk, item)):
        hint = f"To retract it, say why: vlogkit retract {item} --reason TEXT"
        raise UsageError(f"`{item}` is not retracted, and --reason is missing", hint=hint)


def show(desk: PublishingDesk, item: str, *, json: bool) -> None:
    """The retracted items, and their steps."""
    from vlogkit.pipeline.retracting.retract import steps_of

    items, steps = steps_of(desk, item)
    if json:
        shown = {"items": [one.model_dump(mode="json") for one in items]}
        print_json(shown | {"steps": [step.model_dump(mode="json") for step in steps]})
    elif steps:
        print_table(("step", "account", "how", "state", "why or where~"), [_row(step) for step in steps])
    else:
        say("No post waits to be taken back.")


def _row(step: Retraction) -> tuple[str, str, str, str, str]:
    where = step.why or step.url
    return step.id, step.account, step.how.replace("-", " "), step.state.replace("-", " "), where
