"""Read a plan that people wrote (CSV or YAML): all of its posts, or every fault of the file at once."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field

from vlogkit.errors import InputError, VlogkitError, Where, raise_all
from vlogkit.planning.choose import choose
from vlogkit.planning.compose import compose, post_id
from vlogkit.planning.limits import examine
from vlogkit.planning.slots import daily_quota
from vlogkit.planning.typed_times import read_time
from vlogkit.planning.variants import variant
from vlogkit.records.base import Record
from vlogkit.records.bundle import Bundle
from vlogkit.records.finding import Finding
from vlogkit.records.platform import PlatformFacts
from vlogkit.records.post import Post
from vlogkit.records.settings import Account
from vlogkit.strict_yaml import parse, read_text, validate

COLUMNS = ("bundle", "account", "due", "zone", "title", "text", "hashtags", "link", "tags")
EXPORTED = ("id", "state")
"""Columns that an export has in front; they are read over."""

MAX_ROWS = 20_000


class PlanRow(Record):
    """One line of a plan that a person wrote; what is left out comes from the bundle."""

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
    existing: Sequence[Post] = ()


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
    table = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    names = [(name or "").strip().lower() for name in table.fieldnames or ()]
    table.fieldnames = names
    errors: list[VlogkitError] = [
        InputError(f"unknown column `{name}`", where=Where(path, 1), hint="Known here: " + ", ".join(COLUMNS))
        for name in names
        if name not in {*COLUMNS, *EXPORTED}
    ]
    missing = [name for name in COLUMNS[:3] if name not in names]
    if missing:
        errors.append(InputError("missing column: " + ", ".join(missing), where=Where(path, 1)))
    raise_all(errors)
    for values in table:
        where = Where(path, table.line_num)
        if table.line_num > MAX_ROWS:
            raise InputError(f"more than {MAX_ROWS} rows", where=where, hint="Split the file.")
        cells = {key: _cell(value) for key, value in values.items() if key in COLUMNS}
        if any(cells.values()):
            lists = {key: tuple(cells.pop(key, "").replace("#", " ").split()) for key in ("hashtags", "tags")}
            yield Placed(PlanRow.model_validate(cells | lists), where)


def _cell(value: object) -> str:
    """A cell's text, without the mark that keeps a spreadsheet from running it."""
    text = value.strip() if isinstance(value, str) else ""
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text


def posts_from(
    rows: Sequence[Placed], newsroom: Newsroom, now: dt.datetime, *, author: str
) -> tuple[list[Post], list[Finding]]:
    """Posts of every row, and notes on them. Raises every fault of the file at once; then nothing comes of it.

    The same bundle on the same account is a repetition with an id of its own when its time differs.
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
        errors += [_as_error(finding, placed) for finding in found if finding.severity == "error"]
        notes += [finding for finding in found if finding.severity != "error"]
        made.append(post)
    errors += _twice(made, rows)
    errors += _too_many(made, newsroom, rows)
    raise_all(errors)
    return made, notes


def _post(
    placed: Placed, newsroom: Newsroom, now: dt.datetime, author: str, seen: Counter[tuple[str, str]]
) -> tuple[Post, list[Finding]]:
    row, where = placed.row, placed.where
    bundle, account = newsroom.bundles.get(row.bundle), newsroom.accounts.get(row.account)
    if bundle is None:
        hint = f"Make it first: vlogkit render {row.bundle}"
        raise InputError(f"there is no bundle `{row.bundle}`", where=where, hint=hint)
    if account is None:
        known = ", ".join(newsroom.accounts)
        raise InputError(f"there is no account `{row.account}`", where=where, hint=f"Known here: {known}")
    due = read_time(row.due, zone=row.zone, where=where)
    if due <= now:
        raise InputError(f"`{row.due}` has passed", where=where, hint="Give it a time that is still ahead.")
    facts = newsroom.facts[account.platform]
    files = choose(bundle, facts, account)
    draft = compose(
        bundle,
        account,
        facts,
        files=files,
        words=variant(bundle, facts, with_file=bool(files)),
        zone=row.zone or "Asia/Jakarta",
        author=author,
    )
    given = {key: getattr(row, key) for key in ("title", "text", "hashtags", "link", "tags") if getattr(row, key)}
    edited = bool(set(given) - {"tags"})
    identity = _identity(row, due, newsroom.existing, seen)
    post = draft.model_copy(update={**given, "due": due, "id": identity, "edited": edited})
    return post, examine(post, bundle, facts, account)


def _identity(row: PlanRow, due: dt.datetime, existing: Sequence[Post], seen: Counter[tuple[str, str]]) -> str:
    """The id of the post that stands at this time already, else the next free one for the pair."""
    pair = (row.bundle, row.account)
    mine = [post for post in existing if (post.bundle, post.account) == pair]
    for post in mine:
        if post.due == due:
            return post.id
    taken = {post.id for post in mine}
    while (identity := post_id(*pair, again=seen[pair])) in taken:
        seen[pair] += 1
    seen[pair] += 1
    return identity


def _twice(posts: Sequence[Post], rows: Sequence[Placed]) -> Iterator[VlogkitError]:
    counts = Counter((post.account, post.due) for post in posts)
    for (account, due), count in counts.items():
        if count > 1:
            message = f"{count} rows want `{account}` at {due:%Y-%m-%d %H:%M} UTC"
            yield InputError(message, where=rows[0].where.path, hint="Give each its own time.")


def _too_many(posts: Sequence[Post], newsroom: Newsroom, rows: Sequence[Placed]) -> Iterator[VlogkitError]:
    """Days on which an account has more posts than its service takes."""
    ids = {post.id for post in posts}
    others = [one for one in newsroom.existing if one.id not in ids and one.state not in {"cancelled", "expired"}]
    counts: Counter[tuple[str, dt.date]] = Counter()
    for post in (*posts, *others):
        most = newsroom.facts.get(post.platform)
        zone = ZoneInfo(most.quota.zone if most and most.quota else "UTC")
        counts[post.account, post.due.astimezone(zone).date()] += 1
    for (name, day), count in sorted(counts.items()):
        quota = daily_quota(newsroom.facts[newsroom.accounts[name].platform]) if name in newsroom.accounts else None
        if quota is not None and count > quota:
            hint = f"Move {count - quota} of them to another day."
            message = f"{count} posts on `{name}` on {day}, and the service takes {quota} a day"
            yield InputError(message, where=rows[0].where.path, hint=hint)


def _as_error(finding: Finding, placed: Placed) -> InputError:
    measured = f" ({finding.measured}, limit {finding.limit})" if finding.limit else ""
    return InputError(finding.message + measured, where=placed.where, hint=finding.hint)
