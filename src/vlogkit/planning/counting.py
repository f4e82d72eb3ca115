"""Count a text as a service does, and shorten it at a word so that it fits."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import regex

from vlogkit.records.platform import Counting, TextRule

ELLIPSIS = "…"
_GRAPHEME = regex.compile(r"\X")
_JOINS = regex.compile(r"[^\u0000-\u02FF\u2010-\u2027\u2030-\u205E]")
"""Characters that may join their neighbours into one grapheme; without them each stands alone."""
_EMOJI = regex.compile(r"[\p{Extended_Pictographic}\p{RI}\u20E3]")
_ASCII_EMOJI = frozenset("#*0123456789©®‼⁉™ℹ")
_LINK = regex.compile(r"https?://[^\s<>\"]+", regex.IGNORECASE)
_BARE = regex.compile(r"(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[^\s<>\"]*)?", regex.IGNORECASE)
_DOT = regex.compile(r"[a-z0-9]\.[a-z]", regex.IGNORECASE)
_MENTION = regex.compile(r"(?<![\w/])(@[\w.-]+)@[\w.-]+\w")

_HEAVY = regex.compile(r"[^\u0000-\u10FF\u2000-\u200D\u2010-\u201F\u2032-\u2037]")
"""Characters that weigh 2 on X, all others 1: the published configuration of twitter-text, version 3."""


def length(text: str, rule: TextRule) -> int:
    """How long `text` is for the service: in code points, bytes, graphemes, UTF-16 units or X's weights."""
    counted = text
    links = 0
    if rule.link_length is not None:
        counted, links = _without_links(text, rule.link_length, bare=rule.count == "weighted")
    return links + _COUNTS[rule.count](counted)


_HASHTAG = regex.compile(r"(?<![\w&/#])#(?=\w*[^\W\d_])\w+")


def hashtags_in(text: str) -> list[str]:
    """The hashtags that stand in a text, with their signs; a number alone is none."""
    return _HASHTAG.findall(text)


def fits(text: str, rule: TextRule) -> bool:
    """Whether `text` is within the rule's length and, where there is one, its bytes."""
    if rule.max_bytes is not None and len(text.encode()) > rule.max_bytes:
        return False
    return length(text, rule) <= rule.max


def shorten(text: str, rule: TextRule, *, beside: Callable[[str], str] = lambda part: part) -> str:
    """The longest beginning of `text`, ending at a word and an ellipsis, so that `beside(it)` fits; whole if it does.

    `beside` puts the part into the whole that is counted (link and hashtags). A first word that is too long is
    cut between graphemes; the result is empty when not even the ellipsis has room.
    """
    if fits(beside(text), rule):
        return text
    ends = [match.end() for match in regex.finditer(r"\S+", text)]
    cut = _last_fitting([text[:end] for end in ends], rule, beside)
    if cut is None:
        first = text[: ends[0]] if ends else ""
        starts = [match.end() for match in _GRAPHEME.finditer(first)]
        cut = _last_fitting([first[:end] for end in starts], rule, beside)
    if cut is not None:
        return cut
    return ELLIPSIS if fits(beside(ELLIPSIS), rule) else ""


def _last_fitting(parts: list[str], rule: TextRule, beside: Callable[[str], str]) -> str | None:
    """The last of ever longer parts that fits with an ellipsis behind it, found by halving."""
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high) // 2
        if fits(beside(_ended(parts[middle])), rule):
            low = middle + 1
        else:
            high = middle
    while low and not fits(beside(_ended(parts[low - 1])), rule):
        low -= 1
    return _ended(parts[low - 1]) if low else None


def _ended(part: str) -> str:
    return part.rstrip(" \t\r\n,;:–—-.…") + ELLIPSIS


def _without_links(text: str, each: int, *, bare: bool) -> tuple[str, int]:
    """The text without what counts otherwise, and what that counts: links, and the server part of a mention."""
    total = 0

    def take(_match: regex.Match[str]) -> str:
        nonlocal total
        total += each
        return ""

    def take_bare(match: regex.Match[str]) -> str:
        nonlocal total
        total += max(each, _weighted(match.group()))
        return ""

    rest = _LINK.sub(take, text) if "://" in text else text
    if bare:
        return (_BARE.sub(take_bare, rest) if _DOT.search(rest) else rest), total
    return (_MENTION.sub(r"\1", rest) if "@" in rest else rest), total


def _graphemes(text: str) -> int:
    if _JOINS.search(text) is None:
        return len(text) - text.count("\r\n")
    return len(_GRAPHEME.findall(text))


def _weighted(text: str) -> int:
    """X's length: Latin and its neighbours 1, the rest 2, an emoji 2 however it is put together."""
    text = unicodedata.normalize("NFC", text)
    if _EMOJI.search(text) is None:
        return len(text) + len(_HEAVY.findall(text))
    clusters = (match.group() for match in _GRAPHEME.finditer(text))
    return sum(2 if _is_emoji(one) else len(one) + len(_HEAVY.findall(one)) for one in clusters)


def _is_emoji(cluster: str) -> bool:
    if len(cluster) == 1 and cluster in _ASCII_EMOJI:
        return False
    return _EMOJI.search(cluster) is not None


def _emoji_bytes(text: str) -> int:
    """Characters, except that an emoji counts its UTF-8 bytes."""
    clusters = (match.group() for match in _GRAPHEME.finditer(text))
    return sum(len(cluster.encode()) if _is_emoji(cluster) else len(cluster) for cluster in clusters)


_COUNTS: dict[Counting, Callable[[str], int]] = {
    "characters": len,
    "bytes": lambda text: len(text.encode()),
    "graphemes": _graphemes,
    "utf16": lambda text: len(text.encode("utf-16-le")) // 2,
    "weighted": _weighted,
    "emoji-bytes": _emoji_bytes,
}
