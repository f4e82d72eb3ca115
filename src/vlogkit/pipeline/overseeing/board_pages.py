"""Write the governor's board: pages that are read without a script, and the same as CSV and JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

from vlogkit.errors import UsageError
from vlogkit.files import write_text
from vlogkit.ledger.overviews import PostLine
from vlogkit.pipeline.overseeing.gathering import WAITING, AgencyRow, Board
from vlogkit.translating.gettext_catalogue import translated

DATA = "board.json"
"""By which the folder of an earlier board is known."""
NEWEST = 200
"""Posts that the page lists; `posts.csv` has all."""
_STYLE = """\
:root{color-scheme:light dark}body{font:16px/1.45 system-ui,sans-serif;max-width:1180px;margin:0 auto;padding:1rem}
h1{font-size:1.7rem;margin:.2rem 0}h2{font-size:1.2rem;margin:1.6rem 0 .4rem}table{border-collapse:collapse;width:100%}
.wide{overflow-x:auto}th,td{padding:.3rem .55rem;border-bottom:1px solid #8885;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}th button{font:inherit;font-weight:600;background:none;border:0;padding:0;
cursor:pointer;color:inherit;text-align:inherit}tr.silent td:first-child{border-left:4px solid #c60}.sums{display:flex;flex-wrap:wrap;gap:1.4rem}
.sums b{display:block;font-size:1.5rem}a{color:inherit}@page{size:A4;margin:15mm}
@media print{body{max-width:none;padding:0;font-size:10.5pt}nav{display:none}tr,h2{break-inside:avoid}h2{break-after:avoid}}
"""
_SORT = """\
for(const table of document.querySelectorAll('table'))table.querySelectorAll('th').forEach((th,n)=>{
const button=document.createElement('button');button.textContent=th.textContent;th.replaceChildren(button);let up=false;
button.addEventListener('click',()=>{const body=table.tBodies[0],key=row=>row.cells[n].dataset.value??row.cells[n].textContent;
up=!up;body.append(...[...body.rows].sort((a,b)=>key(a).localeCompare(key(b),undefined,{numeric:true})*(up?1:-1)))})})
"""
_CSV_OF_AGENCIES = (
    "workspace", "agency", "name", "published", "this_week", "handed_over", "scheduled", "held", "failed", "waiting", "retracted",
    "last", "silent", "resolved", "with_story", "without_story", "median_response_hours", "overdue",
)  # fmt: skip
_CSV_OF_POSTS = ("workspace", "agency", "account", "platform", "item", "state", "sent_at", "url")


def write_board(board: Board, out: Path, lang: str) -> list[Path]:
    """`index.html`, `week.html`, `agencies.csv`, `posts.csv`, `board.json`, and `private/index.html` for the heads alone.
    Raises UsageError for a folder in which something else is, DiskError."""
    if out.is_dir() and any(out.iterdir()) and not (out / DATA).is_file():
        hint = "Name a new folder, or that of an earlier board; nothing was changed."
        raise UsageError(f"`{out}` is not empty, and not a board", hint=hint)
    files = {
        "index.html": _overview(board, lang),
        "week.html": _week(board, lang),
        "agencies.csv": _csv(_CSV_OF_AGENCIES, [list(_values(row, board.at).values()) for row in board.agencies]),
        "posts.csv": _csv(_CSV_OF_POSTS, [_post_values(name, line) for name, line in board.posts]),
        DATA: json.dumps(as_data(board), ensure_ascii=False, indent=1) + "\n",
    }
    for name, text in files.items():
        write_text(out / name, text)
    private = out / "private"
    private.mkdir(mode=0o700, exist_ok=True)
    private.chmod(0o700)
    write_text(private / "index.html", _escalations(board, lang), private=True)
    return [*(out / name for name in files), private / "index.html"]


def as_data(board: Board) -> dict[str, object]:
    """What the overview says, as plain data; nothing that is for the heads alone."""
    return {
        "network": board.network,
        "at": board.at.isoformat(),
        "receipts": board.receipts,
        "agencies": [_values(row, board.at) for row in board.agencies],
        "silent": [row.name for row in board.silent()],
        "doubles": [
            {"workspace": one.workspace, "account": one.account, "count": one.count, "posts": list(one.posts)}
            for one in board.doubles
        ],
        "without_sender": [name for name, seen in board.workers.items() if _is_away(seen, board.at)],
    }


def _values(row: AgencyRow, now: dt.datetime) -> dict[str, object]:
    others = sum(count for state, count in row.waiting.items() if state not in {"held", "failed"})
    counts = [row.published, row.this_week, row.handed_over, row.scheduled, row.waiting["held"], row.waiting["failed"]]
    times = [others, row.retracted, row.last.isoformat() if row.last else "", row.silent(now)]
    answered = [row.resolved, row.with_story, row.without_story, row.median_response, row.overdue]
    return dict(zip(_CSV_OF_AGENCIES, [row.workspace, row.agency, row.name, *counts, *times, *answered], strict=True))


def _post_values(workspace: str, line: PostLine) -> list[object]:
    sent = line.sent_at.isoformat() if line.sent_at else ""
    url = line.url if line.url.startswith("http") else ""
    return [workspace, line.agency, line.account, line.platform, line.item, line.state, sent, url]


def _csv(head: tuple[str, ...], rows: list[list[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return text.getvalue()


def _plain(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@"} else value


def _is_away(seen: dt.datetime | None, now: dt.datetime) -> bool:
    return seen is None or now - seen > dt.timedelta(minutes=30)


def _page(title: str, body: str, lang: str, *, at: dt.datetime) -> str:
    made = translated("made {when} UTC", lang, when=f"{at:%Y-%m-%d %H:%M}")
    return (
        f'<!doctype html>\n<html lang="{lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>\n<h1>{escape(title)}</h1><p>{escape(made)}</p>\n"
        f"{body}\n<script>{_SORT}</script></html>\n"
    )


def _table(head: list[str], rows: Sequence[Sequence[object]], *, silent: frozenset[int] = frozenset()) -> str:
    cells = "".join(f"<th>{escape(word)}</th>" for word in head)
    lines = []
    for number, row in enumerate(rows):
        mark = ' class="silent"' if number in silent else ""
        lines.append(f"<tr{mark}>{''.join(_cell(value) for value in row)}</tr>")
    return f'<div class="wide"><table><thead><tr>{cells}</tr></thead><tbody>{"".join(lines)}</tbody></table></div>'


def _cell(value: object) -> str:
    if isinstance(value, int | float):
        return f'<td class="n">{value}</td>'
    if isinstance(value, dt.datetime):
        return f'<td data-value="{value.isoformat()}">{value:%Y-%m-%d %H:%M}</td>'
    text = "" if value is None else str(value)
    if text.startswith(("http://", "https://")):
        return f'<td><a href="{escape(text)}" rel="noreferrer">{escape(text)}</a></td>'
    return f"<td>{escape(text)}</td>"


def _sums(board: Board, lang: str) -> str:
    rows = board.agencies
    shown = {
        "published": sum(row.published for row in rows),
        "this week": sum(row.this_week for row in rows),
        "wait for somebody": sum(sum(row.waiting.values()) for row in rows),
        "failed": sum(row.waiting["failed"] for row in rows),
        "held": sum(row.waiting["held"] for row in rows),
        "silent agencies": len(board.silent()),
    }
    items = "".join(f"<div><b>{value}</b>{escape(translated(label, lang))}</div>" for label, value in shown.items())
    return f'<div class="sums">{items}</div>'


def _overview(board: Board, lang: str) -> str:
    def said(text: str) -> str:
        return translated(text, lang)

    head = [
        "agency",
        "published",
        "this week",
        "last",
        "scheduled",
        *(WAITING[state] for state in WAITING),
        "taken back",
    ]
    head += ["resolved complaints", "with a story", "without a story", "median response, hours", "late responses"]
    rows: list[list[object]] = [
        [
            row.name, row.published, row.this_week, row.last, row.scheduled,
            *(row.waiting[state] for state in WAITING), row.retracted,
            row.resolved, row.with_story, row.without_story, row.median_response, row.overdue,
        ]
        for row in board.agencies
    ]  # fmt: skip
    silent = frozenset(number for number, row in enumerate(board.agencies) if row.silent(board.at))
    body = f'<nav><a href="week.html">{said("The week, to print")}</a> · <a href="agencies.csv">CSV</a> · '
    body += f'<a href="posts.csv">{said("all posts")}</a> · <a href="board.json">JSON</a></nav>'
    body += (
        _sums(board, lang) + f"<h2>{said('Agencies')}</h2>" + _table([said(word) for word in head], rows, silent=silent)
    )
    body += _silent(board, lang)
    doubles = [[one.workspace, one.account, one.count, ", ".join(one.posts)] for one in board.doubles]
    if doubles:
        words = [said(word) for word in ("workspace", "account", "times", "posts")]
        body += f"<h2>{said('The same post more than once')}</h2>" + _table(words, doubles)
    away = [[name, seen] for name, seen in board.workers.items() if _is_away(seen, board.at)]
    if away:
        body += f"<h2>{said('Nobody sends')}</h2>" + _table([said("workspace"), said("last sign of life")], away)
    body += f"<h2>{said('Published last')}</h2>" + _published(board, lang, board.posts[:NEWEST])
    return _page(f"{board.network}: {said('publications')}", body, lang, at=board.at)


def _silent(board: Board, lang: str) -> str:
    silent = [[row.name, row.last] for row in board.silent()]
    if not silent:
        return ""
    head = [translated(word, lang) for word in ("agency", "last")]
    return f"<h2>{translated('Silent for a week or more', lang)}</h2>" + _table(head, silent)


def _published(board: Board, lang: str, posts: list[tuple[str, PostLine]]) -> str:
    head = [translated(word, lang) for word in ("sent", "workspace", "account", "item", "state", "where")]
    rows: list[list[object]] = [
        [
            line.sent_at,
            name,
            line.account,
            line.item,
            translated(line.state, lang),
            line.url if line.url.startswith("http") else "",
        ]
        for name, line in posts
    ]
    return _table(head, rows)


def _week(board: Board, lang: str) -> str:
    """One week on paper: sums, who was silent, what waits, and how complaints were answered."""
    since = board.at - dt.timedelta(days=7)
    head = [
        translated(word, lang)
        for word in ("agency", "this week", "wait for somebody", "without a story", "late responses")
    ]
    active = sorted(board.agencies, key=lambda row: (-row.this_week, row.name))
    rows: list[list[object]] = [
        [row.name, row.this_week, sum(row.waiting.values()), row.without_story, row.overdue] for row in active
    ]
    title = f"{board.network}: {since:%Y-%m-%d} – {board.at:%Y-%m-%d}"
    return _page(title, _sums(board, lang) + _table(head, rows) + _silent(board, lang), lang, at=board.at)


def _escalations(board: Board, lang: str) -> str:
    """For the heads alone: complaints past the time of their first response, and agencies that contradict each other."""
    late = sorted(board.late, key=lambda one: -one.hours)
    head = [translated(word, lang) for word in ("workspace", "agency", "ticket", "hours without a response")]
    body = f"<h2>{translated('Past the time of the first response', lang)}</h2>"
    body += _table(head, [[one.workspace, one.agency, one.ticket, one.hours] for one in late])
    head = [translated(word, lang) for word in ("about", "agencies", "what they say", "posts")]
    rows: list[list[object]] = [
        [one.about, " / ".join(one.agencies), " / ".join(one.says), " / ".join(one.posts)]
        for one in board.contradictions
    ]
    body += f"<h2>{translated('Two agencies contradict each other', lang)}</h2>" + _table(head, rows)
    return _page(f"{board.network}: {translated('for the heads alone', lang)}", body, lang, at=board.at)
