"""Texts are counted as each service counts, and shortened at a word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.planning.counting import ELLIPSIS, fits, length, shorten
from vlogkit.records.platform import TextRule

X = TextRule(count="weighted", max=280, link_length=23)
MASTODON = TextRule(count="graphemes", max=500, link_length=23)
BLUESKY = TextRule(count="graphemes", max=300, max_bytes=3000)
FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Jalan mulus", 11),
        ("é", 1),
        ("日本", 4),
        ("🛣️", 2),
        (FAMILY, 2),
        ("🇮🇩", 2),
        ("7 #1 ©", 6),
        ("“Jalan” – mulus…", 17),
        ("https://jatengprov.go.id/berita/sangat/panjang?sekali=1", 23),
        ("Lihat https://a.co dan https://b.co", 6 + 23 + 5 + 23),
        ("jatengprov.go.id", 23),
        ("ꦗꦮ", 4),
    ],
)
def test_x_weighs_characters_emoji_and_links(text: str, count: int) -> None:
    assert length(text, X) == count


@pytest.mark.parametrize(
    ("kind", "count"),
    [("characters", 12), ("bytes", 31), ("graphemes", 6), ("utf16", 16), ("emoji-bytes", 30)],
)
def test_each_service_counts_in_its_own_way(kind: str, count: int) -> None:
    text = f"Jé {FAMILY}a!"
    assert length(text, TextRule.model_validate({"count": kind, "max": 100})) == count


def test_mastodon_counts_links_as_23_and_mentions_without_their_server() -> None:
    assert length("https://sangat.panjang.example/" + "x" * 90, MASTODON) == 23
    assert length("@dinas@sangat.panjang.example halo", MASTODON) == len("@dinas halo")


def test_bluesky_has_a_limit_of_bytes_beside_the_graphemes() -> None:
    assert fits("a" * 300, BLUESKY)
    assert not fits("a" * 301, BLUESKY)
    assert not fits(FAMILY * 130, BLUESKY)


def test_a_text_is_cut_at_a_word_and_loses_the_comma_before_the_ellipsis() -> None:
    rule = TextRule(max=20)
    assert shorten("Jalan Purwodadi, lalu Blora", rule) == "Jalan Purwodadi…"
    assert shorten("Jalan", rule) == "Jalan"


def test_a_first_word_that_is_too_long_is_cut_between_graphemes() -> None:
    assert shorten(FAMILY * 9, TextRule(count="graphemes", max=4)) == FAMILY * 3 + ELLIPSIS
    assert shorten("panjang", TextRule(max=1)) == ELLIPSIS


PIECES = [*"ab é日ꦗ🛣\n.,#@:/", "https://a.co/x ", FAMILY, "jateng.go.id"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
RULES = st.builds(
    TextRule,
    count=st.sampled_from(["characters", "bytes", "graphemes", "utf16", "weighted", "emoji-bytes"]),
    max=st.integers(1, 60),
    link_length=st.sampled_from([None, 23]),
)


@settings(deadline=None, max_examples=examples(250))
@given(TEXTS, RULES)
def test_what_is_shortened_fits_begins_as_the_text_does_and_says_that_it_is_shortened(
    text: str, rule: TextRule
) -> None:
    short = shorten(text, rule)
    assert fits(short, rule) or short == ""
    if fits(text, rule):
        assert short == text
    elif short:
        assert short.endswith(ELLIPSIS)
        assert text.startswith(short.removesuffix(ELLIPSIS))


@settings(deadline=None, max_examples=examples(150))
@given(TEXTS, RULES)
def test_no_longer_cut_at_a_word_would_fit(text: str, rule: TextRule) -> None:
    import regex

    short = shorten(text, rule)
    if short == text or not short:
        return
    for match in regex.finditer(r"\S+", text):
        longer = text[: match.end()].rstrip(" \t\r\n,;:–—-.…") + ELLIPSIS
        if len(longer) > len(short) and rule.link_length is None:
            assert not fits(longer, rule)
