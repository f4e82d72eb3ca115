"""Fit a bundle's words to one service: title, text, hashtags and link within its limits."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vlogkit.planning.counting import fits, hashtags_in, shorten
from vlogkit.records.bundle import Bundle
from vlogkit.records.platform import PlatformFacts, TextRule
from vlogkit.records.post import wording

_UNLIMITED = TextRule(max=1_000_000)


@dataclass(frozen=True)
class PostWords:
    """What one post says."""

    title: str
    text: str
    hashtags: tuple[str, ...]
    link: str
    thread: tuple[str, ...] = ()
    """What does not fit into the text and follows it, in pieces."""


def variant(bundle: Bundle, facts: PlatformFacts, *, with_file: bool = True, in_thread: bool = False) -> PostWords:
    """The words of `bundle` for one service: its own text where the bundle has one, else the general one.

    The link stays whole. Hashtags go, the last first, before the text is cut; the text is cut at a word. What is too long
    goes on `in_thread`, as far as that is wished, instead of being cut.
    """
    own = bundle.words_for(facts.name)
    title = _plain(own.title or bundle.title, facts.title)
    text = _plain(own.text, facts.text)
    if facts.title is not None:
        title = shorten(title, facts.title)
    rule = (facts.caption if with_file and facts.caption else facts.text) or _UNLIMITED
    tags = tuple(dict.fromkeys(own.hashtags))
    if facts.max_hashtags is not None:
        tags = tags[: max(facts.max_hashtags - len(hashtags_in(text)), 0)]
    if in_thread and not fits(wording(text, own.link, tags), rule):
        first, *more = pieces(text, tags, own.link, rule, facts.text or rule)
        return PostWords(title, first, tags, own.link, tuple(more))
    return PostWords(title, *fit(text, tags, own.link, rule), own.link)


def pieces(text: str, hashtags: tuple[str, ...], link: str, first: TextRule, later: TextRule) -> tuple[str, ...]:
    """A text in pieces that each fit, the first beside link and hashtags; they end at a sentence where one ends in their
    second half, else at a word."""
    found: list[str] = []
    rest = text.strip()
    while rest:
        rule = later if found else first
        beside = (lambda part: part) if found else (lambda part: wording(part, link, hashtags))
        ends = [match.end() for match in re.finditer(r"\S+", rest)]
        fitting = [end for end in ends if fits(beside(rest[:end]), rule)]
        if not fitting:
            return (*found, shorten(rest, rule, beside=beside))
        whole = fitting[-1]
        sentences = [end for end in fitting if rest[end - 1] in ".!?…" and end > whole // 2]
        end = whole if whole == len(rest) or not sentences else sentences[-1]
        found.append(rest[:end].strip())
        rest = rest[end:].strip()
    return tuple(found)


def fit(text: str, hashtags: tuple[str, ...], link: str, rule: TextRule) -> tuple[str, tuple[str, ...]]:
    """Text and as many hashtags as fit beside the link."""
    if not fits(wording(text, link, ()), rule):
        return shorten(text, rule, beside=lambda part: wording(part, link, ())), ()
    for count in range(len(hashtags), 0, -1):
        if fits(wording(text, link, hashtags[:count]), rule):
            return text, hashtags[:count]
    return text, ()


def _plain(text: str, rule: TextRule | None) -> str:
    """The text without the characters that the service refuses."""
    if rule is None or not rule.forbidden:
        return text
    return re.sub(f"[{re.escape(rule.forbidden)}]", "", text)
