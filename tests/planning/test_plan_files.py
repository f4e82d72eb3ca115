"""Plans that people wrote are read whole, or every fault is told at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from tests.desk import NOW, OpenItems, make_bundle
from tests.material import write

from vlogkit.errors import InputError, SeveralErrors
from vlogkit.planning.calendars import read_calendar
from vlogkit.planning.exporting import as_calendar, as_csv
from vlogkit.planning.plan_files import Newsroom, posts_from, read_rows
from vlogkit.planning.typed_times import read_time
from vlogkit.publishing import registry
from vlogkit.records.calendar import Season
from vlogkit.records.post import Post
from vlogkit.records.settings import Account

CALENDAR = read_calendar("jawa-tengah")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    bundle = make_bundle(tmp_path)
    accounts = {"outbox": Account(name="outbox", platform="outbox"), "x": Account(name="x", platform="x")}
    return Newsroom(
        {bundle.id: bundle}, accounts, {name: registry.facts(name) for name in ("outbox", "x")}, OpenItems(), CALENDAR
    )


def taken(newsroom: Newsroom, path: Path, text: str) -> list[Post]:
    path.write_text(text, encoding="utf-8")
    return posts_from(read_rows(path), newsroom, NOW, author="Sari")[0]


def faults(newsroom: Newsroom, path: Path, text: str) -> list[str]:
    with pytest.raises((InputError, SeveralErrors)) as caught:
        taken(newsroom, path, text)
    error = caught.value
    return [str(one) for one in (error.errors if isinstance(error, SeveralErrors) else [error])]


def test_a_table_becomes_posts_with_a_persons_words(newsroom: Newsroom, tmp_path: Path) -> None:
    text = (
        "bundle;account;due;text;hashtags;tags\n"
        'jalan-blora;outbox;2026-12-01 07:00 WIB;"Kata; saya";#Blora Jateng;darurat\n'
        "jalan-blora;x;2026-12-01T09:00+07:00;;;\n"
    )
    first, second = taken(newsroom, tmp_path / "r.csv", text)
    assert (first.text, first.hashtags, first.tags, first.edited) == (
        "Kata; saya",
        ("Blora", "Jateng"),
        ("darurat",),
        True,
    )
    assert first.due == dt.datetime(2026, 12, 1, 0, 0, tzinfo=dt.UTC)
    assert second.text == "Jalan Blora mulus kembali."
    assert not second.edited


def test_yaml_does_the_same(newsroom: Newsroom, tmp_path: Path) -> None:
    text = 'posts:\n  - {bundle: jalan-blora, account: x, due: "2026-12-01 07:00", zone: WITA}\n'
    (post,) = taken(newsroom, tmp_path / "r.yaml", text)
    assert post.due == dt.datetime(2026, 11, 30, 23, 0, tzinfo=dt.UTC)
    assert post.when() == "Tue 2026-12-01 07:00 WITA"


def test_every_fault_of_a_file_is_told_at_once_with_its_row(newsroom: Newsroom, tmp_path: Path) -> None:
    text = (
        "bundle,account,due,text\n"
        "jalan-blora,outbox,2026-12-01 07:00,\n"
        "tidak-ada,outbox,2026-12-01 07:00 WIB,\n"
        "jalan-blora,tiktok,2026-12-01 07:00 WIB,\n"
        "jalan-blora,outbox,2020-01-01 07:00 WIB,\n"
        "jalan-blora,outbox,besok,\n"
        f"jalan-blora,x,2026-12-01 07:00 WIB,{'日' * 200}\n"
    )
    found = faults(newsroom, tmp_path / "r.csv", text)
    assert len(found) == 6
    for row, words in (
        (2, "does not say in which zone"),
        (3, "there is no bundle `tidak-ada`"),
        (4, "there is no account `tiktok`"),
        (5, "has passed"),
        (6, "is not a time"),
        (7, "text too long for X"),
    ):
        assert any(f"r.csv:{row}:" in one and words in one for one in found), (row, words, found)


@pytest.mark.parametrize(
    "text",
    ["2026-12-01 07:00 +24:00", "2026-12-01 07:00 -99:99", "0001-01-01 00:00 +07:00", "9999-12-31 23:00 -07:00", "0001-01-01 00:00 WIB",
     "2026-02-30 07:00 WIB", "2026-12-01 24:00 WIB", "2026-12-01 07:00 +0٧:00"],
)  # fmt: skip
def test_a_time_that_cannot_be_is_one_error(text: str) -> None:
    with pytest.raises(InputError, match="is not a time that exists"):
        read_time(text)


def test_a_bundle_that_is_nearly_named_is_offered(newsroom: Newsroom, tmp_path: Path) -> None:
    row = "bundle,account,due\njalan-blroa,outbox,2026-12-01 07:00 WIB\n"
    assert "Did you mean `jalan-blora`?" in faults(newsroom, tmp_path / "r.csv", row)[0]


def test_two_rows_may_not_want_one_account_at_one_time(newsroom: Newsroom, tmp_path: Path) -> None:
    row = "jalan-blora,outbox,2026-12-01 07:00 WIB,yes\n"
    assert "2 rows want" in faults(newsroom, tmp_path / "r.csv", "bundle,account,due,again\n" + row * 2)[0]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("r.csv", "bundel,account,due\n", "unknown column `bundel`"),
        ("r.csv", "bundle,account\n", "missing column: due"),
        ("r.csv", "", "missing column"),
        ("r.csv", "bundle,account,due,due\n", "the column `due` stands there twice"),
        (
            "r.csv",
            "bundle,account,due,text\njalan-blora,x,2026-12-01 07:00 WIB,satu, dua\n",
            "r.csv:2: the row has more cells",
        ),
        (
            "r.csv",
            'bundle,account,due,text\njalan-blora,x,2026-12-01 07:00 WIB,"satu\njalan-blora,outbox,,\n',
            "r.csv:2: a quote was",
        ),
        ("r.csv", 'bundle,account,due,text\njalan-blora,x,2026-12-01 07:00 WIB,"satu"dua\n', "r.csv:2: a quote was"),
        (
            "r.csv",
            f"bundle,account,due,text\njalan-blora,x,2026-12-01 07:00 WIB,{'x' * 1_100_000}\n",
            "r.csv:2: a cell is too long",
        ),
        ("r.txt", "x", "a .csv or a .yaml"),
        ("r.yaml", "posts: []", "`posts`"),
        ("r.yaml", "posts:\n  - {bundle: a, account: b, due: c, jam: d}", "unknown key `jam`"),
    ],
)
def test_a_file_of_another_shape_is_refused(
    newsroom: Newsroom, tmp_path: Path, name: str, text: str, words: str
) -> None:
    assert any(words in one for one in faults(newsroom, tmp_path / name, text))


def test_importing_the_same_file_again_gives_the_same_posts(newsroom: Newsroom, tmp_path: Path) -> None:
    text = "bundle,account,due,again\njalan-blora,x,2026-12-01 07:00 WIB,\njalan-blora,x,2026-12-08 07:00 WIB,yes\n"
    first = taken(newsroom, tmp_path / "r.csv", text)
    assert len({post.id for post in first}) == 2
    again = Newsroom(newsroom.bundles, newsroom.accounts, newsroom.facts, OpenItems(), CALENDAR, first)
    assert taken(again, tmp_path / "r.csv", text) == first


def moved(newsroom: Newsroom, tmp_path: Path) -> tuple[Newsroom, Post, str]:
    """A newsroom in which one post is planned, that post, and its table."""
    (post,) = taken(newsroom, tmp_path / "r.csv", "bundle,account,due\njalan-blora,outbox,2026-12-01 07:00 WIB\n")
    return (
        Newsroom(newsroom.bundles, newsroom.accounts, newsroom.facts, OpenItems(), CALENDAR, [post]),
        post,
        as_csv([post]),
    )


def test_a_changed_time_in_an_exported_table_moves_the_post(newsroom: Newsroom, tmp_path: Path) -> None:
    room, post, table = moved(newsroom, tmp_path)
    assert taken(room, tmp_path / "e.csv", table) == []
    (after,) = taken(room, tmp_path / "e.csv", table.replace("2026-12-01T07:00", "2026-12-02T08:30"))
    assert after == post.model_copy(update={"due": dt.datetime(2026, 12, 2, 1, 30, tzinfo=dt.UTC)})
    assert not after.edited


def test_a_changed_word_or_account_in_an_exported_table_edits_the_post(newsroom: Newsroom, tmp_path: Path) -> None:
    room, post, table = moved(newsroom, tmp_path)
    (after,) = taken(room, tmp_path / "e.csv", table.replace("mulus kembali", "dibuka"))
    assert (after.id, after.due, after.text, after.edited) == (post.id, post.due, "Jalan Blora dibuka.", True)
    (other,) = taken(room, tmp_path / "e.csv", table.replace(",outbox,", ",x,"))
    assert (other.id, other.account, other.platform) == (post.id, "x", "x")


def test_an_id_that_no_post_has_is_refused_with_the_nearest(newsroom: Newsroom, tmp_path: Path) -> None:
    room, post, table = moved(newsroom, tmp_path)
    (fault,) = faults(room, tmp_path / "e.csv", table.replace(post.id, post.id[:-1]))
    assert "e.csv:2:" in fault
    assert f"Did you mean `{post.id}`?" in fault


def test_a_post_that_has_left_may_stand_in_a_table_but_not_change(newsroom: Newsroom, tmp_path: Path) -> None:
    room, post, table = moved(newsroom, tmp_path)
    out = Newsroom(
        room.bundles, room.accounts, room.facts, OpenItems(), CALENDAR, [post.model_copy(update={"state": "published"})]
    )
    assert taken(out, tmp_path / "e.csv", table) == []
    (fault,) = faults(out, tmp_path / "e.csv", table.replace("T07:00", "T08:00"))
    assert "is published and cannot be changed" in fault


@pytest.mark.parametrize(("again", "words"), [("", "is on `outbox` already"), ("mungkin", "in the column `again`")])
def test_the_same_bundle_on_the_same_account_needs_a_word_that_says_so(
    newsroom: Newsroom, tmp_path: Path, again: str, words: str
) -> None:
    room, post, _ = moved(newsroom, tmp_path)
    text = "bundle,account,due,again\njalan-blora,outbox,2026-12-02 07:00 WIB,{}\n"
    (fault,) = faults(room, tmp_path / "r.csv", text.format(again))
    assert "r.csv:2:" in fault
    assert words in fault
    (second,) = taken(room, tmp_path / "r.csv", text.format("yes"))
    assert second.id != post.id


def test_two_rows_of_one_file_need_that_word_too(newsroom: Newsroom, tmp_path: Path) -> None:
    text = "posts:\n" + "".join(
        f'  - {{bundle: jalan-blora, account: x, due: "2026-12-0{day} 07:00 WIB"}}\n' for day in (1, 2)
    )
    assert "already in an earlier row" in faults(newsroom, tmp_path / "r.yaml", text)[0]
    assert len(taken(newsroom, tmp_path / "r.yaml", text.replace('2 07:00 WIB"', '2 07:00 WIB", again: true'))) == 2


def test_an_export_can_be_imported_and_runs_no_formula(newsroom: Newsroom, tmp_path: Path) -> None:
    text = 'bundle,account,due,text\njalan-blora,outbox,2026-12-01 07:00 WIB,"=1+1\n\n@dinas"\n'
    posts = taken(newsroom, tmp_path / "r.csv", text)
    exported = as_csv(posts)
    assert ",'=1+1" in exported or ",\"'=1+1" in exported
    again = Newsroom(newsroom.bundles, newsroom.accounts, newsroom.facts, OpenItems(), CALENDAR, posts)
    assert taken(again, tmp_path / "e.csv", exported) == []
    (back,) = taken(again, tmp_path / "e.csv", exported.replace("T07:00", "T08:00"))
    assert (back.id, back.text) == (posts[0].id, posts[0].text)


def test_a_calendar_has_folded_lines_of_75_bytes_and_escaped_words(newsroom: Newsroom, tmp_path: Path) -> None:
    posts = taken(newsroom, tmp_path / "r.csv", "bundle,account,due\njalan-blora,outbox,2026-12-01 07:00 WIB\n")
    long = posts[0].model_copy(update={"text": "Jalan, jembatan; ꦗꦮ – " * 12})
    text = as_calendar([long], NOW, name="Dinas Uji")
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = text.replace("\r\n ", "")
    assert "DTSTART:20261201T000000Z\r\n" in whole
    assert "Jalan\\, jembatan\\; ꦗꦮ" in whole
    assert whole.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert whole.endswith("END:VCALENDAR\r\n")


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-12-01 07:00 WIB", 0),
        ("2026-12-01 7.30 WITA", 23),
        ("2026-12-01T09:00 WIT", 0),
        ("2026-12-01T07:00+07:00", 0),
        ("2026-12-01T07:00:00Z", 7),
        ("2026-12-01 07:00 Asia/Jakarta", 0),
    ],
)
def test_times_are_read_as_people_here_write_them(text: str, hour: int) -> None:
    assert read_time(text).hour == hour


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01 07:00",
        "2026-02-30 07:00 WIB",
        "2026-12-01 25:00 WIB",
        "2026-12-01 07:00 Mars/Base",
        "",
        "7 pagi",
        "2026-12-01 07:00 +99:00",
        "2026-12-01T07:00+24:00",
        "0001-01-01T00:00+14:00",
    ],
)
def test_a_time_that_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_time(text)


def test_a_time_that_the_clock_change_skips_is_refused() -> None:
    with pytest.raises(InputError, match="skipped"):
        read_time("2027-03-28 02:30", zone="Europe/Berlin")


def test_more_posts_in_a_day_than_the_service_takes_are_refused(tmp_path: Path) -> None:
    bundle = make_bundle(tmp_path)
    account = Account(name="fb", platform="facebook", options={"page": "1"})
    room = Newsroom(
        {bundle.id: bundle}, {"fb": account}, {"facebook": registry.facts("facebook")}, OpenItems(), CALENDAR
    )
    rows = "".join(f"jalan-blora,fb,2026-12-01 {8 + n // 6:02}:{n % 6}0 WIB,yes\n" for n in range(31))
    assert "31 posts on `fb` on 2026-12-01, and the service takes 30 a day" in "".join(
        faults(room, tmp_path / "r.csv", "bundle,account,due,again\n" + rows)
    )


@pytest.mark.parametrize(
    ("due", "why"),
    [
        ("2026-12-04 12:00 WIB", "Friday prayer from 11:30 to 13:00"),
        ("2026-12-01 22:00 WIB", "night from 21:30 to 05:30"),
        ("2026-12-10 07:00 WIB", "Masa tenang is closed until 2026-12-12"),
        ("2026-12-09 07:00 WIB", "2026-12-09 is a holiday"),
    ],
)
def test_a_time_that_the_calendar_is_against_needs_a_reason(
    newsroom: Newsroom, tmp_path: Path, due: str, why: str
) -> None:
    silence = Season(name="Masa tenang", first=dt.date(2026, 12, 10), last=dt.date(2026, 12, 12), closed=True)
    holidays = CALENDAR.holidays.model_copy(update={"post": False, "add": {dt.date(2026, 12, 9): "Pilkada"}})
    calendar = CALENDAR.model_copy(update={"seasons": (silence,), "holidays": holidays})
    room, text = replace(newsroom, calendar=calendar), f"bundle,account,due\njalan-blora,outbox,{due}\n"
    (fault,) = faults(room, tmp_path / "r.csv", text)
    assert why in fault
    path = write(tmp_path / "r.csv", text)
    meant = replace(room, anyway="permintaan gubernur")
    ((post,), (note,)) = posts_from(read_rows(path), meant, NOW, author="Sari")
    assert (post.bundle, note.severity, why in note.message) == ("jalan-blora", "note", True)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "dinas.example", "https://", "https://a.example/ b", "lihat di bio"]
)
def test_a_link_that_is_no_web_address_is_refused(newsroom: Newsroom, tmp_path: Path, link: str) -> None:
    row = f'jalan-blora,x,2026-12-01 07:00 WIB,"{link}"'
    (fault,) = faults(newsroom, tmp_path / "r.csv", f"bundle,account,due,link\n{row}\n")
    assert f"`{link}` is not a web address" in fault


@pytest.mark.parametrize(
    ("due", "zone", "says"),
    [
        ("2026-12-01 07:00 WIB", "WIT", "of another zone than `WIT`"),
        ("2026-12-01T07:00+07:00", "Asia/Makassar", "of another zone than `Asia/Makassar`"),
        ("2026-12-01 07:00 WIB", "Asia/Jakrta", "there is no time zone `Asia/Jakrta`"),
        ("2026-12-01T07:00+07:00", "/etc/passwd", "there is no time zone `/etc/passwd`"),
    ],
)
def test_a_time_and_a_zone_beside_it_agree(newsroom: Newsroom, tmp_path: Path, due: str, zone: str, says: str) -> None:
    (fault,) = faults(newsroom, tmp_path / "r.csv", f"bundle,account,due,zone\njalan-blora,x,{due},{zone}\n")
    assert says in fault
    text = "bundle,account,due,zone\njalan-blora,x,2026-12-01T09:00+09:00,WIT\n"
    assert taken(newsroom, tmp_path / "r.csv", text)[0].zone == "Asia/Jayapura"
