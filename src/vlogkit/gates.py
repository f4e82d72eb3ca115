"""The gates: everything that keeps an item from leaving, in one list that every way out asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from vlogkit.errors import Where
from vlogkit.findings.codes import found
from vlogkit.records.bundle import Bundle
from vlogkit.records.finding import Finding
from vlogkit.records.notices.gate import Gate, ItemState, Question
from vlogkit.records.notices.publish_window import PublishWindow
from vlogkit.records.post import Post, Yes, signature
from vlogkit.records.settings import Account, Approval

GATE_SHUT = "gate-shut"
"""The code of a finding that says which gate is shut."""


COMPLAINTS = "complaints"
"""The path under which a bundle of a complaint names what it was made of: the private store has no public one."""
COMPLAINT_PICTURES = "complaint-pictures"
"""The path under which it names the pictures and what is said of them, as one."""


class Items(Protocol):
    """Answers how things stand now; whoever plans or publishes asks it anew each time."""

    def state(self, bundle: Bundle, now: dt.datetime) -> ItemState:
        """The item that a bundle was made of. Raises OutsideError."""

    def agencies(self, account: Account) -> frozenset[str]:
        """Whose account it is; none where it is anybody's. Raises InputError."""


def asked(items: Items, bundle: Bundle, account: Account | None, at: dt.datetime, now: dt.datetime) -> Question:
    """What is asked of a bundle that would leave at a time, to an account or to any. Raises InputError, OutsideError."""
    agencies = items.agencies(account) if account is not None else frozenset[str]()
    return Question(item=items.state(bundle, now), bundle=bundle, account=account, agencies=agencies, at=at)


def owner_of(item: ItemState, bundle: Bundle) -> str:
    """Whose a bundle's posts are: the item's, of several agencies, else that of the brand it was made in."""
    return item.agency if item.bound else bundle.agency


def shut_gates(question: Question, *, opening: bool = False) -> tuple[Gate, ...]:
    """The gates that are shut, in their order; with `opening` without the one that opens by itself in time."""
    gates = (gate for ask in GATES for gate in ask(question))
    return tuple(gate for gate in gates if not (opening and gate.name == "early"))


def gate_findings(gates: Iterable[Gate], *, place: Where | None = None, subject: str = "") -> Iterator[Finding]:
    """Each shut gate as an error."""
    for gate in gates:
        yield found(GATE_SHUT, place=place, subject=subject, gate=gate.name, reason=gate.reason, advice=gate.hint)


def _there(question: Question) -> Iterator[Gate]:
    """The item is still where its bundle was made from."""
    item = question.item
    if not item.inputs:
        what = f"the {item.notice.partition(':')[0]} it was made of is gone"
        yield Gate(name="gone", reason=what, hint="Bring the item back and render it, or remove its bundle.")


def _unchanged(question: Question) -> Iterator[Gate]:
    """The item's file, the story that a person wrote, and all that is shown, with what is said of who is seen in it, are
    those that the bundle was made of. A bundle of an older version does not say what it shows."""
    bundle = question.bundle
    if bundle is None or not question.item.inputs:
        return
    then = {one.path: one.sha256 for one in bundle.inputs}
    now = {one.path: one.sha256 for one in question.item.inputs if one.path in then or not one.compared}
    own = [one.path for one in bundle.inputs if one.compared or one.path.startswith("stories/")]
    for path in dict.fromkeys((*now, *own)):
        if now.get(path, "") != then.get(path, ""):
            what = _INPUTS.get(path, f"`{path}`")
            reason = f"{what} {'has changed' if now.get(path) else 'is gone'} since the bundle was made"
            yield Gate(name="changed", reason=reason, hint=f"Render it again: vlogkit render {bundle.id}")


_INPUTS = {COMPLAINTS: "the complaint", COMPLAINT_PICTURES: "a picture of the complaint, or what is said of it,"}
"""What is made from the private store, in words."""


def _complaint(question: Question) -> Iterator[Gate]:
    """What is known of a complaint lets it be shown, and two people chose it."""
    yield from (gate for gate in question.item.gates if not gate.open)


def _findings(question: Question) -> Iterator[Gate]:
    """Nothing in which an error was found leaves: personal data, an unprotected picture, words nobody can read."""
    bundle = question.bundle
    if bundle is None:
        return
    grave = [one.code for one in bundle.findings if one.severity == "error" and one.code != GATE_SHUT]
    if grave:
        hint = (
            f"Mend what `vlogkit check {bundle.id}` says and render again, or accept it in vlogkit.yaml with a reason."
        )
        yield Gate(name="findings", reason=f"errors were found in it: {', '.join(dict.fromkeys(grave))}", hint=hint)


def _account(question: Question) -> Iterator[Gate]:
    """It is an account of the item's own agency, or one that the item names."""
    account, item = question.account, question.item
    if account is None:
        return
    if item.window.accounts and account.name not in item.window.accounts:
        reason = f"its `publish:` names {', '.join(item.window.accounts)}, and not `{account.name}`"
        yield Gate(name="account", reason=reason)
    elif question.agencies and item.agency not in question.agencies and (item.bound or not item.window.accounts):
        whose = ", ".join(sorted(question.agencies))
        unknown = "none of the agencies of vlogkit.yaml" if item.bound else "a brand that is gone"
        reason = f"`{account.name}` is an account of {whose}, and the item is of {item.agency or unknown}"
        hint = f"Name its brand in `brands:` of that account, or write into the item: publish: {{accounts: [{account.name}]}}"
        if item.bound:
            hint = "Write whose it is into the item: agency: NAME. Nothing of one agency leaves by another's account."
        yield Gate(name="account", reason=reason, hint=hint)


def _days(question: Question) -> Iterator[Gate]:
    """Its time has come and has not passed, by its own days and by those of its brand."""
    item = question.item
    for what, window in _windows(item):
        first, last = window.first(item.zone), window.last(item.zone)
        if first is not None and question.at < first:
            reason = f"{what} lets it leave from {first:%Y-%m-%d %H:%M} on"
            yield Gate(name="early", reason=reason, hint="It is planned for that time by itself.")
        if last is not None and question.at >= last:
            reason = f"{what} lets it leave before {last:%Y-%m-%d %H:%M} only"
            yield Gate(name="expired", reason=reason, hint="Correct the day where it is still true, and render again.")


def _windows(item: ItemState) -> Iterator[tuple[str, PublishWindow]]:
    if item.window.dated():
        yield "its `publish:` or its date", item.window
    if item.brand_from is not None or item.brand_to is not None:
        days = {"not_before": item.brand_from, "not_after": item.brand_to}
        yield "its brand", PublishWindow().model_copy(update=days)


def span_of(item: ItemState) -> tuple[dt.datetime | None, dt.datetime | None]:
    """From when and until before when an item may leave, by its own days and those of its brand; None: without limit."""
    windows = [window for _, window in _windows(item)]
    firsts = [first for window in windows if (first := window.first(item.zone)) is not None]
    lasts = [last for window in windows if (last := window.last(item.zone)) is not None]
    return max(firsts, default=None), min(lasts, default=None)


def _retracted(question: Question) -> Iterator[Gate]:
    """The item was not retracted."""
    if question.retracted:
        item = question.post.bundle if question.post is not None else ""
        hint = f"If it may go out again: vlogkit retract {item} --lift" if item else ""
        yield Gate(name="retracted", reason=f"it was retracted: {question.retracted}", hint=hint)


def _hold(question: Question) -> Iterator[Gate]:
    """No hold stops the post."""
    if question.hold is not None:
        hold = question.hold
        yield Gate(name="hold", reason=f"hold {hold.id} by {hold.by}: {hold.reason}")


def _approval(question: Question) -> Iterator[Gate]:
    """Who has to say yes said so to exactly this content."""
    post, rule = question.post, question.approval
    if post is None or (rule is not None and not rule.required):
        return
    missing = missing_yes(post, rule or Approval(), question.said_yes)
    if missing:
        yield Gate(name="approval", reason=missing)
    if question.account is not None:
        yield from destination_gate(post, question.account)


class Signed(Protocol):
    """What needs approval: it has an id, and somebody who made it."""

    @property
    def id(self) -> str: ...
    @property
    def author(self) -> str: ...


def missing_yes(post: Signed, rule: Approval, said: Sequence[Yes]) -> str:
    """What a post lacks of the approvals that a workspace asks for, in words; empty where they are all there.

    The name of who made a post is never proven. Where who approves is, a second person is certain once two of them said
    yes: at least one of the two did not make it.
    """
    names = " and ".join(one.by for one in said)
    if not said:
        return f"not approved as it stands now; see: vlogkit review show {post.id}"
    if rule.approvers:
        listed = {signature(name) for name in rule.approvers}
        proven = {signature(one.by) for one in said if one.proven} & listed
        others = ", ".join(name for name in rule.approvers if signature(name) not in proven)
        if not proven:
            return f"who approved it ({names}) was not proven; one of these has to: {others}"
        if rule.second_person and len(proven) < 2:
            return f"approved by {names}; a second person has to approve it as well: {others}"
    elif rule.second_person and all(signature(one.by) == signature(post.author) for one in said):
        return f"{names} made it and approved it; another person has to approve it"
    return ""


def destination_gate(post: Post, account: Account) -> Iterator[Gate]:
    """The account goes where it went when the post was planned."""
    was, now = post.goes_to, account.goes_to()
    if not was or was == now:
        return
    names = [name for name in {**was, **now} if was.get(name, "") != now.get(name, "")]
    changes = ", ".join(f"{name} was {was.get(name) or 'empty'}, is {now.get(name) or 'empty'}" for name in names)
    reason = f"`{account.name}` goes elsewhere than when this was planned: {changes}; plan again, then approve it"
    yield Gate(name="approval", reason=reason)


def _time(question: Question) -> Iterator[Gate]:
    """Its time is not long past: it is a person who decides whether it still matters."""
    post, now, late = question.post, question.now, question.late
    if post is not None and now is not None and late is not None and now - post.due > late:
        hours = (now - post.due).total_seconds() / 3600
        reason = f"overdue by {hours:.1f} h; give it a new time with: vlogkit queue retry {post.id} --at TIME"
        yield Gate(name="overdue", reason=reason)


GATES: tuple[Callable[[Question], Iterator[Gate]], ...] = (
    _retracted,
    _hold,
    _there,
    _unchanged,
    _complaint,
    _findings,
    _account,
    _days,
    _approval,
    _time,
)
"""Every gate, in the order in which they are told."""
