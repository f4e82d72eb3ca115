"""Fit a bundle's words to one service: title, text, hashtags and link within its limits."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vlogkit.planning.counting import fits, shorten
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


def variant(bundle: Bundle, facts: PlatformFacts, *, with_file: bool = True) -> PostWords:
    """The words of `bundle` for one service: its own text where the bundle has one, else the general one.

    The link stays whole. Hashtags go, the last first, before the text is cut; the text is cut at a word.
    """
    own = bundle.words_for(facts.name)
    title = _plain(own.title or bundle.title, facts.title)
    text = _plain(own.text, facts.text)
    if facts.title is not None:
        title = shorten(title, facts.title)
    rule = (facts.caption if with_file and facts.caption else facts.text) or _UNLIMITED
    tags = tuple(dict.fromkeys(own.hashtags))[: facts.max_hashtags]
    return PostWords(title, *fit(text, tags, own.link, rule), own.link)


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
