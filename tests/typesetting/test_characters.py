"""Characters are told apart as people perceive them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.errors import InputError
from vlogkit.typesetting.characters import clean, cluster_starts, is_invisible, name_of, wants_picture


def clusters(text: str) -> list[str]:
    return [text[start:end] for start, end in pairwise([*cluster_starts(text), len(text)])]


@pytest.mark.parametrize(
    "cluster",
    ["é", "👍🏽", "👩‍⚕️", "🇮🇩", "1️⃣", "ꦤꦶ", "ꦤ꧀ꦢ", "ꦱ꧀ꦠꦿꦶ", "กิ", "한", "각"],
)
def test_a_user_perceived_character_stays_whole(cluster: str) -> None:
    assert clusters(f"a{cluster}b") == ["a", cluster, "b"]


def test_two_flags_in_a_row_are_two_characters() -> None:
    assert clusters("🇮🇩🇮🇩") == ["🇮🇩", "🇮🇩"]


def test_neighbouring_emoji_without_a_joiner_are_apart() -> None:
    assert clusters("👍🚧") == ["👍", "🚧"]


def test_line_ends_of_every_system_become_one_without_moving_offsets() -> None:
    text = "a\r\nb\rc\u2028d\x85e"
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert [part.replace("\u2060", "") for part in cleaned.split("\n")] == ["a", "b", "c", "d", "e"]


def test_a_tab_becomes_a_space_and_other_controls_become_invisible() -> None:
    cleaned = clean("a\tb\x00\x1b")
    assert cleaned[:3] == "a b"
    assert all(is_invisible(char) for char in cleaned[3:])


def test_half_a_surrogate_pair_is_an_error_that_names_it() -> None:
    with pytest.raises(InputError, match=r"U\+D83D"):
        clean("halo \ud83d")


@pytest.mark.parametrize(
    ("cluster", "wanted"),
    [
        ("☎", False),
        ("☎️", True),
        ("☎\ufe0e", False),
        ("✅", True),
        ("©", False),
        ("🌡", True),
        ("7", False),
        ("🇮🇩", True),
    ],
)
def test_a_selector_or_the_default_decides_between_sign_and_picture(cluster: str, wanted: bool) -> None:
    assert wants_picture(cluster) is wanted


def test_a_character_is_named_so_that_a_person_can_find_it() -> None:
    assert name_of("漢") == "漢 (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)"


@settings(deadline=None, max_examples=examples(150))
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_clusters_joined_are_the_text_and_none_is_empty(text: str) -> None:
    parts = clusters(text)
    assert "".join(parts) == text
    assert all(parts)


@settings(deadline=None, max_examples=examples(150))
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_cleaning_keeps_every_offset_and_is_done_after_once(text: str) -> None:
    assert len(clean(text)) == len(text)
    assert clean(clean(text)) == clean(text)
