"""The governor's board of 80 workspaces with 50,000 receipts: seconds, and whether its sums are the ledgers' own.

usage: python benchmarks/board.py [--workspaces 80] [--receipts 50000] [--json]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa
import yaml

from vlogkit.ledger.ledger import open_ledger
from vlogkit.ledger.tables import posts, receipts
from vlogkit.pipeline.network.members import open_network
from vlogkit.pipeline.overseeing.board_pages import write_board
from vlogkit.pipeline.overseeing.gathering import gather

NOW = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
SILENT = 7
"""The workspace that published nothing for two weeks."""


def word(number: int) -> str:
    """A name for a number: Aaaa, Aaab, …"""
    return "".join(chr(97 + number // 26**place % 26) for place in (3, 2, 1, 0)).title()


def rows_of(name: str, number: int, count: int) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The posts and receipts of one workspace; two of them say other numbers of one road, one posted twice."""
    made, answered = [], []
    for n in range(count):
        late = 20 if number == SILENT else 0
        due = NOW - dt.timedelta(hours=6 * n, days=late)
        post = f"{name}-{n}"
        text = f"Jalan {word(number)} {word(n)} mulus, {n + 1} km."
        if n == 0 and number in {1, 2}:
            text = f"Jalan Pantura Raya dibuka, {number * 10} km."
        content = "same" if number == 3 and n < 2 else post
        record = {"id": post, "bundle": f"item-{n}", "bundle_hash": "h", "platform": "telegram", "account": "kanal"}
        record |= {"due": due.isoformat(), "title": f"Kabar {n}", "text": text}
        shared = {"agency": name, "content": content, "due": due, "state": "published", "updated_at": due}
        kept = {key: record[key] for key in ("id", "bundle", "platform", "account")}
        made.append({**kept, **shared, "url": f"https://t.me/{name}/{n}", "record": record})
        answered.append({"post": post, "outcome": "published", "sent_at": due, "record": {}})
    return made, answered


def province(root: Path, workspaces: int, count: int) -> None:
    """Workspaces with their ledgers, and the network's file."""
    members = {}
    for number in range(workspaces):
        name = f"ws-{number}"
        (root / name).mkdir(parents=True)
        account = {"name": "kanal", "platform": "telegram", "options": {"chat": "@uji"}}
        (root / name / "vlogkit.yaml").write_text(yaml.safe_dump({"name": f"Dinas {number}", "accounts": [account]}))
        ledger = open_ledger(f"sqlite:///{(root / name / '.vlogkit' / 'ledger.sqlite').as_posix()}")
        made, answered = rows_of(name, number, count // workspaces)
        with ledger.writing() as connection:
            connection.execute(sa.insert(posts), made)
            connection.execute(sa.insert(receipts), answered)
        ledger.close()
        members[name] = name
    (root / "network.yaml").write_text(yaml.safe_dump({"name": "Jawa Tengah", "workspaces": members}))


def measured(workspaces: int, count: int) -> dict[str, object]:
    """Seconds to gather and to write, those of the processor (the rest is waiting for it and the disk), and what was found of what was planted."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        province(root, workspaces, count)
        start, processor = time.perf_counter(), time.process_time()
        board = gather(open_network(root), NOW)
        gathered = time.perf_counter() - start
        write_board(board, root / "papan", "id")
        whole, processor = time.perf_counter() - start, time.process_time() - processor
    return {
        "seconds": round(whole, 2),
        "processor": round(processor, 2),
        "gathering": round(gathered, 2),
        "receipts": board.receipts,
        "sums_equal": board.receipts == sum(row.published for row in board.agencies) == len(board.posts),
        "silent": [row.workspace for row in board.silent()],
        "doubles": [one.workspace for one in board.doubles],
        "contradictions": [one.about for one in board.contradictions],
    }


def main() -> None:
    """Measure, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspaces", type=int, default=80)
    parser.add_argument("--receipts", type=int, default=50_000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = measured(given.workspaces, given.receipts)
    print(json.dumps(found) if given.json else "\n".join(f"{key}: {value}" for key, value in found.items()))


if __name__ == "__main__":
    main()
