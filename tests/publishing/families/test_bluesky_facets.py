from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlogkit.publishing.families.bluesky_facets import facets

LINK = "https://jateng.example/b"


def spans(text: str) -> list[str]:
    raw = text.encode()
    return [
        raw[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode() for one in facets(text, lambda _: "did:1")
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"Baca ({LINK}).",
        f"Baca {LINK}, lalu",
        f"Lihat {LINK}.",
        f"“{LINK}”",
        f"«{LINK}»!",
        f"Jalan – mulus: {LINK}\u00a0(resmi)",
        f"'{LINK}'?",
        f"{LINK}…",
        f"[{LINK}]",
    ],
)
def test_a_link_ends_before_the_punctuation_of_its_sentence(text: str) -> None:
    assert spans(text) == [LINK]
    assert facets(text, lambda _: "")[0]["features"][0]["uri"] == LINK


def test_a_bracket_that_belongs_to_an_address_stays() -> None:
    assert spans("(https://id.example/wiki/Blora_(kota))") == ["https://id.example/wiki/Blora_(kota)"]


def test_hashtags_and_mentions_end_before_quotation_marks() -> None:
    assert spans("“#Blora” dan #Jateng… @dinas.example") == ["#Blora", "#Jateng", "@dinas.example"]


@given(st.text(alphabet="ab#@.:/()“”\u00a0 –h🛣"))
def test_places_always_fall_on_whole_characters(text: str) -> None:
    whole = "https://x.example " + text
    assert all(span in whole for span in spans(whole))
