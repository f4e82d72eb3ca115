"""Planning 10,000 posts, and 20,000 of 80 agencies with what is due and a month of them, and looking up what is due
beside 100 and 100,000 later posts; prints seconds.

usage: python benchmarks/planned_posts.py [--json]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import statistics
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from vlogkit.ledger.ledger import Ledger, open_ledger
from vlogkit.planning import plan
from vlogkit.planning.calendars import read_calendar
from vlogkit.publishing.registry import facts
from vlogkit.records.bundle import Bundle, Input, Output, PostText
from vlogkit.records.notices.gate import ItemState
from vlogkit.records.post import Post
from vlogkit.records.settings import Account

NOW = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
SIZES = {"portrait": (1080, 1920), "square": (1080, 1080), "landscape": (1920, 1080)}


def bundle(number: int) -> Bundle:
    """A bundle like a rendered one: three videos, a card, a text with hashtags."""
    outputs = [
        Output(path=f"{form}.mp4", kind="video", format=form, width=w, height=h, duration=24.0, sha256="0" * 64)
        for form, (w, h) in SIZES.items()
    ]
    outputs.append(Output(path="card.jpg", kind="card", format="feed", width=1080, height=1350, sha256="1" * 64))
    words = PostText(
        platform="outbox",
        text=f"Ruas jalan nomor {number} selesai diperbaiki, perjalanan warga 22 menit lebih singkat. " * 4,
        hashtags=("JalanJateng", "Blora", "Grobogan"),
        link="https://example.go.id/berita",
    )
    return Bundle(
        id=f"b{number}",
        notice=f"update:b{number}",
        title=f"Ruas jalan {number}",
        template="program-update",
        brand="jateng",
        lang="id",
        agency=f"dinas-{number % 7}",
        outputs=tuple(outputs),
        posts=(words,),
        inputs=(Input(path=f"updates/b{number}.md", sha256="2" * 64),),
        made_at=NOW,
    )


class Unchanged:
    """Items that stand as they did when their bundles were made; reading their files is not measured here."""

    def state(self, bundle: Bundle, now: dt.datetime) -> ItemState:
        """The item of a bundle."""
        return ItemState(notice=bundle.notice, inputs=bundle.inputs)

    def agencies(self, account: Account) -> frozenset[str]:
        """Anybody's."""
        return frozenset()


def time_planning() -> dict[str, float]:
    """Seconds to plan 1,000 bundles on 10 accounts of 5 platforms, and to plan the same once more."""
    names = ("outbox", "bluesky", "x", "youtube", "telegram")
    options = {"handle": "a", "chat": "@a"}
    accounts = [Account(name=f"{name}-{n}", platform=name, options=options) for name in names for n in range(2)]
    bundles = [bundle(number) for number in range(1000)]
    calendar, known = read_calendar("jawa-tengah"), {name: facts(name) for name in names}
    start = time.perf_counter()
    made = plan(bundles, accounts, calendar, [], NOW, facts=known, items=Unchanged())
    middle = time.perf_counter()
    again = plan(bundles, accounts, calendar, made.posts, NOW, facts=known, items=Unchanged())
    end = time.perf_counter()
    assert len(made.posts) == 10_000
    assert again.posts == []
    return {"posts": len(made.posts), "seconds": round(middle - start, 3), "again_seconds": round(end - middle, 3)}


class OfAgencies(Unchanged):
    """Items that are bound to the agency of their bundle, which each have an account of its name."""

    def state(self, bundle: Bundle, now: dt.datetime) -> ItemState:
        """The item of a bundle."""
        return ItemState(notice=bundle.notice, inputs=bundle.inputs, agency=bundle.agency, bound=True)

    def agencies(self, account: Account) -> frozenset[str]:
        """The one whose account it is."""
        return frozenset({account.name})


def time_province() -> dict[str, object]:
    """80 agencies with 250 stories each on an account of their own: seconds to plan them, milliseconds to look for what is
    due and to show a month of the calendar."""
    accounts = [Account(name=f"dinas-{n}", platform="telegram", options={"chat": "@a"}) for n in range(80)]
    bundles = [bundle(number).model_copy(update={"agency": f"dinas-{number % 80}"}) for number in range(20_000)]
    calendar, known = read_calendar("jawa-tengah"), {"telegram": facts("telegram")}
    start, processor = time.perf_counter(), time.process_time()
    made = plan(bundles, accounts, calendar, [], NOW, facts=known, items=OfAgencies())
    planned, processor = time.perf_counter() - start, time.process_time() - processor
    assert len(made.posts) == 20_000
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        ledger = open_ledger(f"sqlite:///{(Path(folder) / 'ledger.sqlite').as_posix()}")
        ledger.store_plan(made.posts, by="benchmark", now=NOW, review=False)
        due, months = [], []
        for _ in range(20):
            start = time.perf_counter()
            assert ledger.claim_due(NOW, "benchmark") is None
            due.append(time.perf_counter() - start)
            start = time.perf_counter()
            shown = ledger.month(NOW, NOW + dt.timedelta(days=31), zone="Asia/Jakarta", most=6)
            months.append(time.perf_counter() - start)
        ledger.close()
    return {
        "posts": len(made.posts),
        "posts_in_month": sum(count for count, _ in shown.values()),
        "plan_seconds": round(planned, 3),
        "plan_processor_seconds": round(processor, 3),
        "due_ms": round(statistics.median(due) * 1000, 3),
        "month_ms": round(statistics.median(months) * 1000, 3),
    }


def later_posts(count: int) -> list[Post]:
    """Posts that are due long after now."""
    return [
        Post(
            id=f"p{n}",
            bundle=f"b{n}",
            bundle_hash="0",
            platform="outbox",
            account="outbox",
            due=NOW + dt.timedelta(days=1, minutes=n),
        )
        for n in range(count)
    ]


def time_lookup(ledger: Ledger, count: int) -> dict[str, object]:
    """Median milliseconds to find that nothing is due, and to claim one due post, beside `count` later ones."""
    ledger.store_plan(later_posts(count), by="benchmark", now=NOW, review=False)
    nothing, claims = [], []
    for number in range(60):
        start = time.perf_counter()
        assert ledger.claim_due(NOW, "benchmark") is None
        nothing.append(time.perf_counter() - start)
        due = Post(id=f"due{number}", bundle="d", bundle_hash=str(number), platform="outbox", account="outbox", due=NOW)
        ledger.store_plan([due], by="benchmark", now=NOW, review=False)
        start = time.perf_counter()
        claim = ledger.claim_due(NOW, "benchmark")
        claims.append(time.perf_counter() - start)
        assert claim is not None
    with ledger.reading() as connection:
        query = "EXPLAIN QUERY PLAN SELECT id FROM posts WHERE wake <= '2026' ORDER BY wake, id LIMIT 1"
        steps = [str(row[-1]) for row in connection.execute(sa.text(query))]
    milliseconds = {"nothing_due_ms": nothing, "claim_ms": claims}
    medians = {key: round(statistics.median(values) * 1000, 3) for key, values in milliseconds.items()}
    return {"later_posts": count, **medians, "query_plan": steps}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    as_json = parser.parse_args().json
    planning, province = time_planning(), time_province()
    lookups = []
    for count in (100, 100_000):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            ledger = open_ledger(f"sqlite:///{(Path(folder) / 'ledger.sqlite').as_posix()}")
            lookups.append(time_lookup(ledger, count))
            ledger.close()
    if as_json:
        print(json.dumps({"planning": planning, "province": province, "lookups": lookups}, indent=2))
        return
    print(f"planning {planning['posts']} posts: {planning['seconds']} s, the same again: {planning['again_seconds']} s")
    print(
        f"80 agencies, {province['posts']} posts: planned in {province['plan_seconds']} s "
        f"({province['plan_processor_seconds']} s of the processor), what is due {province['due_ms']} ms, "
        f"a month of {province['posts_in_month']} posts {province['month_ms']} ms"
    )
    for row in lookups:
        print(
            f"beside {row['later_posts']} later posts: nothing due {row['nothing_due_ms']} ms, "
            f"claim {row['claim_ms']} ms, {row['query_plan']}"
        )


if __name__ == "__main__":
    main()
