"""Read a plan that people wrote (CSV or YAML): all of its posts, or every fault of the file at once."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field

from vlogkit.errors import InputError, VlogkitError, Where, counted, raise_all
from vlogkit.faults import nearest, suggestion
from vlogkit.gates import Items, asked, gate_findings, owner_of, shut_gates
from vlogkit.planning.choose import choose
from vlogkit.planning.compose import compose, post_id
from vlogkit.planning.limits import examine
from vlogkit.planning.slots import objections
from vlogkit.planning.typed_times import is_of_zone, read_time, zone_named
from vlogkit.planning.variants import variant
from vlogkit.records.base import Record
from vlogkit.records.bundle import Bundle
from vlogkit.records.calendar import Calendar
from vlogkit.records.finding import Finding
from vlogkit.records.platform import PlatformFacts
from vlogkit.records.post import BEFORE_SENDING, Post
from vlogkit.records.settings import Account
from vlogkit.strict_yaml import parse, read_text, validate

COLUMNS = ("bundle", "account", "due", "zone", "title", "text", "hashtags", "link", "tags")
OWN = ("id", "again", "state")
"""Columns with a meaning of their own: the post that a row moves or edits, whether it is meant a second time, and the
state of an export, which is read over."""
_YES = frozenset({"yes", "ya", "true", "y"})

MAX_ROWS = 20_000


class PlanRow(Record):
    """One line of a plan that a person wrote; what is left out comes from the bundle."""

    id: str = ""
    """The post that the row moves or edits; empty for a new one."""
    again: bool = False
    """The bundle goes on this account a second time, and is meant to."""
    bundle: str
    account: str
    due: str
    zone: str = ""
    title: str = ""
    text: str = ""
    hashtags: tuple[str, ...] = ()
    link: str = ""
    tags: tuple[str, ...] = ()


class Rows(Record):
    """The YAML form: `posts:` and a list."""

    posts: tuple[PlanRow, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Placed:
    """A row and where it stands in its file."""

    row: PlanRow
    where: Where


@dataclass(frozen=True)
class Newsroom:
    """What rows are checked against: bundles and accounts by name, facts by platform, the posts there are."""

    bundles: Mapping[str, Bundle]
    accounts: Mapping[str, Account]
    facts: Mapping[str, PlatformFacts]
    items: Items
    calendar: Calendar
    existing: Sequence[Post] = ()
    zone: str = ""
    """In which people are told the times; empty is the calendar's."""
    anyway: str = ""
    """Why rows may leave at times that the calendar is against; without it they are refused."""
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    """Those of accounts that keep another calendar."""
    typed: Callable[[Post, Bundle], Iterable[Finding]] = lambda post, bundle: ()
    """What is personal in the words that a person typed."""


def read_rows(path: Path) -> list[Placed]:
    """The rows of a `.csv` (comma or semicolon) or `.yaml` file. Raises InputError or SeveralErrors."""
    if path.suffix.lower() in {".yaml", ".yml"}:
        document = parse(read_text(path), path)
        rows = validate(Rows, document).posts
        return [Placed(row, document.where(("posts", index))) for index, row in enumerate(rows)]
    if path.suffix.lower() != ".csv":
        raise InputError("a plan is a .csv or a .yaml file", where=path, hint="Save the table as CSV, UTF-8.")
    return list(_csv_rows(path))


def _csv_rows(path: Path) -> Iterator[Placed]:
    text = read_text(path)
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [(name or "").strip().lower() for name in table.fieldnames or ()]
    except csv.Error as error:
        raise _unreadable(error, Where(path, 1)) from None
    table.fieldnames = names
    errors: list[VlogkitError] = [
        InputError(f"unknown column `{name}`", where=Where(path, 1), hint=suggestion(name, [*COLUMNS, *OWN]))
        for name in names
        if name not in {*COLUMNS, *OWN}
    ]
    missing = [name for name in COLUMNS[:3] if name not in names]
    if missing:
        hint = f"The first row names the columns: {', '.join(COLUMNS)}."
        errors.append(InputError("missing column: " + ", ".join(missing), where=Where(path, 1), hint=hint))
    for name in sorted(name for name, count in Counter(names).items() if count > 1):
        hint = "Take one of them out."
        errors.append(InputError(f"the column `{name}` stands there twice", where=Where(path, 1), hint=hint))
    raise_all(errors)
    for values, line in _records(table, path):
        where = Where(path, line)
        if line > MAX_ROWS:
            raise InputError(f"more than {MAX_ROWS} rows", where=where, hint="Split the file.")
        cells = {key: _cell(value) for key, value in values.items() if key in COLUMNS}
        if any(cells.values()):
            lists = {key: tuple(cells.pop(key, "").replace("#", " ").split()) for key in ("hashtags", "tags")}
            own = {"id": _cell(values.get("id")), "again": _again(_cell(values.get("again")), where)}
            yield Placed(PlanRow.model_validate(cells | lists | own), where)


def _records(table: csv.DictReader[str], path: Path) -> Iterator[tuple[dict[str, str], int]]:
    """Each row with the line that it ends in. Raises InputError where quotes are wrong or a row has too many cells."""
    done = 1
    while True:
        try:
            values = next(table, None)
        except csv.Error as error:
            raise _unreadable(error, Where(path, done + 1)) from None
        if values is None:
            return
        done = table.line_num
        if None in values:
            hint = "Put a cell that has the separator in it between double quotes."
            raise InputError("the row has more cells than there are columns", where=Where(path, done), hint=hint)
        yield values, done


def _unreadable(error: csv.Error, where: Where) -> InputError:
    if "limit" in str(error):
        return InputError("a cell is too long for any post", where=where, hint="Look for a quote that is missing.")
    hint = "A cell with quotes stands between double quotes, and each quote in it twice."
    return InputError("a quote was opened and not closed, or closed too early", where=where, hint=hint)


def _again(cell: str, where: Where) -> bool:
    if cell and cell.casefold() not in _YES:
        raise InputError(f"`{cell}` in the column `again`", where=where, hint="Write yes, or leave it empty.")
    return bool(cell)


def _cell(value: object) -> str:
    """A cell's text, without the mark that keeps a spreadsheet from running it."""
    text = value.strip() if isinstance(value, str) else ""
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text


def posts_from(
    rows: Sequence[Placed], newsroom: Newsroom, now: dt.datetime, *, author: str
) -> tuple[list[Post], list[Finding]]:
    """Posts of every row, and notes on them. Raises every fault of the file at once; then nothing comes of it.

    A row with an `id` moves or edits that post, and is left out where it changes nothing. The same bundle on the same
    account at another time is refused unless the row says `again`.
    """
    errors: list[VlogkitError] = []
    made: list[Post] = []
    notes: list[Finding] = []
    seen: Counter[tuple[str, str]] = Counter()
    for placed in rows:
        try:
            post, found = _post(placed, newsroom, now, author, seen)
        except InputError as error:
            errors.append(error)
            continue
        if post is None:
            continue
        errors += [_as_error(finding, placed) for finding in found if finding.severity == "error"]
        notes += [finding for finding in found if finding.severity != "error"]
        made.append(post)
    errors += _twice(made, rows)
    errors += _too_many(made, newsroom, rows)
    raise_all(errors)
    return made, notes


def _post(
    placed: Placed, newsroom: Newsroom, now: dt.datetime, author: str, seen: Counter[tuple[str, str]]
) -> tuple[Post | None, list[Finding]]:
    row, where = placed.row, placed.where
    old = _named(row, newsroom.existing, where) if row.id else None
    due = read_time(row.due, zone=row.zone, where=where)
    if row.zone and not is_of_zone(row.due, due, row.zone, where=where):
        message = f"`{row.due}` is a time of another zone than `{row.zone}`, which the column `zone` says"
        raise InputError(message, where=where, hint="Leave one of the two out, or let both say the same.")
    if old is not None and _as_it_is(row, old, due, where):
        return None, []
    bundle, account = _ends(row, newsroom, where)
    if due <= now:
        raise InputError(f"`{row.due}` has passed", where=where, hint="Give it a time that is still ahead.")
    old = old or _standing(row, due, newsroom.existing)
    identity = _identity(row, old, newsroom.existing, seen, where)
    facts = newsroom.facts[account.platform]
    question = asked(newsroom.items, bundle, account, due, now)
    bundle = bundle.model_copy(update={"agency": owner_of(question.item, bundle)})
    files = choose(bundle, facts, account)
    draft = compose(
        bundle,
        account,
        facts,
        files=files,
        words=variant(bundle, facts, with_file=bool(files), in_thread=account.options.get("long") == "thread"),
        zone=zone_named(row.zone) or newsroom.zone or newsroom.calendar.timezone,
        author=author,
        old=old,
    )
    given = {key: getattr(row, key) for key in _WORDS if getattr(row, key) and not (old and _same(row, old, key))}
    edited = draft.edited or bool(set(given) - {"tags"})
    post = draft.model_copy(update={**given, "due": due, "id": identity, "edited": edited})
    if old is not None and post.content_hash() == old.content_hash():
        post = post.model_copy(update={"author": old.author})
    shut = gate_findings(shut_gates(question), subject=bundle.id)
    typed = newsroom.typed(post, bundle)
    return post, [*shut, *_against(post, account, newsroom), *examine(post, bundle, facts, account), *typed]


def _against(post: Post, account: Account, newsroom: Newsroom) -> Iterator[Finding]:
    """What the calendar has against a row's time: a note where somebody said why, else an error."""
    against = objections(newsroom.calendars.get(account.name, newsroom.calendar), account, post.due)
    if against:
        yield Finding(
            code="plan.calendar",
            severity="note" if newsroom.anyway else "error",
            message=f"the calendar is against this time: {'; '.join(against)}",
            subject=f"{post.bundle} on {post.account}",
            hint="" if newsroom.anyway else 'Choose another time, or say why it leaves then: --anyway "REASON"',
        )


_WORDS = ("title", "text", "hashtags", "link", "tags")


def _ends(row: PlanRow, newsroom: Newsroom, where: Where) -> tuple[Bundle, Account]:
    """The bundle and the account that a row names. Raises InputError."""
    bundle, account = newsroom.bundles.get(row.bundle), newsroom.accounts.get(row.account)
    if bundle is None:
        near = nearest(row.bundle, list(newsroom.bundles))
        hint = f"Did you mean `{near}`?" if near else f"Make it first: vlogkit render {row.bundle}"
        raise InputError(f"there is no bundle `{row.bundle}`", where=where, hint=hint)
    if account is None:
        hint = suggestion(row.account, list(newsroom.accounts))
        raise InputError(f"there is no account `{row.account}`", where=where, hint=hint)
    return bundle, account


def _named(row: PlanRow, existing: Sequence[Post], where: Where) -> Post:
    """The post of a row's `id`. Raises InputError with the nearest id."""
    by_id = {post.id: post for post in existing}
    if row.id not in by_id:
        near = nearest(row.id, list(by_id))
        hint = f"Did you mean `{near}`?" if near else "See the ids with: vlogkit queue list. Empty makes a new post."
        raise InputError(f"there is no post `{row.id}`", where=where, hint=hint)
    return by_id[row.id]


def _as_it_is(row: PlanRow, old: Post, due: dt.datetime, where: Where) -> bool:
    """Whether a row leaves its post as it stands, to the minute. Raises InputError for a change of one that has left."""
    stands = (old.bundle, old.account, old.due.replace(second=0, microsecond=0)) == (row.bundle, row.account, due)
    if stands and all(not getattr(row, key) or _same(row, old, key) for key in _WORDS):
        return True
    if old.state not in BEFORE_SENDING:
        hint = "Take the row out of the file. For a new post, empty its `id` and write `again: yes`."
        raise InputError(f"`{old.id}` is {old.state} and cannot be changed", where=where, hint=hint)
    return False


def _same(row: PlanRow, old: Post, key: str) -> bool:
    """Whether a row says in one of its columns what its post says; spreadsheets change white space."""
    said, stands = getattr(row, key), getattr(old, key)
    return bool(said == stands or (isinstance(said, str) and said.split() == stands.split()))


def _alive(row: PlanRow, existing: Sequence[Post]) -> list[Post]:
    mine = [post for post in existing if (post.bundle, post.account) == (row.bundle, row.account)]
    return [post for post in mine if post.state not in {"cancelled", "expired"}]


def _standing(row: PlanRow, due: dt.datetime, existing: Sequence[Post]) -> Post | None:
    """The post that stands at the row's time already: the same file may be imported again."""
    return next((post for post in _alive(row, existing) if post.due == due), None)


def _identity(
    row: PlanRow, old: Post | None, existing: Sequence[Post], seen: Counter[tuple[str, str]], where: Where
) -> str:
    """The id of the row's post, else the next free one. Raises InputError where the bundle is on the account already
    and nothing says that it is meant twice."""
    pair = (row.bundle, row.account)
    others = [post for post in _alive(row, existing) if old is None or post.id != old.id]
    moved = old is None or (old.bundle, old.account) != pair
    if moved and (others or seen[pair]) and not row.again:
        stands = f": `{others[0].id}` at {others[0].when()}" if others else " in an earlier row"
        hint = "To move or edit that post, write its id into the column `id`; for a second post, write `again: yes`."
        raise InputError(f"`{row.bundle}` is on `{row.account}` already{stands}", where=where, hint=hint)
    number, taken = seen[pair], {post.id for post in existing}
    seen[pair] += 1
    if old is not None:
        return old.id
    while (identity := post_id(*pair, again=number)) in taken:
        number += 1
    seen[pair] = number + 1
    return identity


def _twice(posts: Sequence[Post], rows: Sequence[Placed]) -> Iterator[VlogkitError]:
    for name, count in Counter(post.id for post in posts).items():
        if count > 1:
            yield InputError(
                f"{counted(count, 'row')} are of the post `{name}`", where=rows[0].where.path, hint="Keep one of them."
            )
    at = {(post.account, post.due): post for post in posts}
    for place, count in Counter((post.account, post.due) for post in posts).items():
        if count > 1:
            message = f"{counted(count, 'row')} want `{at[place].account}` at {at[place].when()}"
            yield InputError(message, where=rows[0].where.path, hint="Give each its own time.")


def _too_many(posts: Sequence[Post], newsroom: Newsroom, rows: Sequence[Placed]) -> Iterator[VlogkitError]:
    """Days on which an account has more posts than its service takes."""
    ids = {post.id for post in posts}
    others = [one for one in newsroom.existing if one.id not in ids and one.state not in {"cancelled", "expired"}]
    counts: Counter[tuple[str, dt.date]] = Counter()
    for post in (*posts, *others):
        known = newsroom.facts.get(post.platform)
        _, zone = (known.per_day() if known else None) or (0, "UTC")
        counts[post.account, post.due.astimezone(ZoneInfo(zone)).date()] += 1
    for (name, day), count in sorted(counts.items()):
        most = newsroom.facts[newsroom.accounts[name].platform].per_day() if name in newsroom.accounts else None
        if most is not None and count > most[0]:
            hint = f"Move {count - most[0]} of them to another day."
            message = f"{counted(count, 'post')} on `{name}` on {day}, and the service takes {most[0]} a day"
            yield InputError(message, where=rows[0].where.path, hint=hint)


def _as_error(finding: Finding, placed: Placed) -> InputError:
    measured = f" ({finding.measured}, limit {finding.limit})" if finding.limit else ""
    return InputError(finding.message + measured, where=placed.where, hint=finding.hint)
