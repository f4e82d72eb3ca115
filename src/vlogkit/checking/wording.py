"""Find missing alt texts, titles that say too little, unfilled template words and campaign slogans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path

from pydantic import Field

from vlogkit.checking.privacy import Said
from vlogkit.errors import InputError, Where
from vlogkit.findings.codes import found
from vlogkit.freshness import until_changed
from vlogkit.records.base import KeyPath, Language, Record
from vlogkit.records.finding import Finding
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.notice import Notice
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import Update
from vlogkit.records.story import Story
from vlogkit.resources import find, places
from vlogkit.strict_yaml import load

Place = Callable[[KeyPath], Where | None]
"""A key of the item's file → its place; None where there is no file."""
Locate = Callable[[str], Where | None]
"""Words → the place in the item's file where they stand, or None."""
BRACES = re.compile(r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)|\{\w+\}|\}\}|%\}", re.DOTALL)
"""Jinja, and the `{name}` of the fixed words."""
HIDING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e]")
"""Control characters that are neither space nor line ends, with which terminals hide words, and overrides of direction,
after which words are read in another order than they were checked in."""
MEDIA = {"picture", "footage", "compare", "moviepy"}


class WordLists(Record):
    """`words/checking.yaml`."""

    officials: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    results: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    campaign: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    not_campaign: dict[Language, tuple[str, ...]] = Field(default_factory=dict)


@until_changed(partial(places, "words/checking.yaml"))
def word_lists(workspace: Path | None = None) -> WordLists:
    """The workspace's own `words/checking.yaml`, else the shipped one. Raises InputError, SeveralErrors."""
    path = find("words/checking.yaml", workspace=workspace)
    if path is None:
        raise InputError("there is no words/checking.yaml", hint="Install vlogkit again, or restore the file.")
    return load(WordLists, path)


@lru_cache(maxsize=64)
def either(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of whole words, the longest first; a space matches any run of spaces."""
    longest = sorted(words, key=len, reverse=True)
    inside = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)
    return re.compile(rf"(?<!\w)(?:{inside})(?!\w)" if inside else r"(?!)", re.IGNORECASE)


def alt_findings(notice: Notice, story: Story, place: Place) -> Iterator[Finding]:
    """Pictures, clips and picture scenes that nobody described for those who cannot see them."""
    silent = [(key, medium.file) for key, medium in notice.media() if not medium.alt.strip()]
    for key, file in silent:
        yield found("alt-missing", place=place(key), about=file)
    named = {file for _, file in silent}
    for scene in story.scenes:
        shows = [layer for layer in scene.layers if layer.type in MEDIA]
        if (
            not scene.alt.strip()
            and (scene.card or shows)
            and not any(getattr(layer, "file", "") in named for layer in shows)
        ):
            origin = next((layer.origin for layer in scene.layers if layer.origin), "")
            yield found("alt-missing", "scene", place=Where.read(origin), scene=scene.name)


def title_findings(notice: Notice, lists: WordLists, place: Place) -> Iterator[Finding]:
    """A title that tells who came, and an item without place, date or result."""
    where = place(("title",))
    leads = either(lists.officials.get(notice.lang, ())).match(notice.title.lstrip("*“\"' "))
    if leads:
        yield found("title-official", place=where, about=notice.title, official=leads.group())
    if not any(name.strip() for name in notice.places()):
        yield found("title-place", place=where)
    if not notice.days():
        yield found("title-date", place=where)
    if not has_result(notice, lists):
        yield found("title-result", place=where, about=notice.title)


def has_result(notice: Notice, lists: WordLists) -> bool:
    """Whether an item proves something: counts, facts, steps, an answer, a pair of pictures, a quote, or words of a result."""
    match notice:
        case Tally():
            return True
        case Complaint() if notice.response or notice.after:
            return True
        case Update() if notice.facts or notice.steps or notice.quote or notice.after or notice.items:
            return True
    text = f"{notice.title} {notice.summary}"
    return bool(re.search(r"\d", text) or either(lists.results.get(notice.lang, ())).search(text))


def unfilled_findings(said: Iterable[Said], locate: Locate) -> Iterator[Finding]:
    """Words that would leave with the braces of a template in them."""
    for one, left, place in _holding(BRACES, said, locate):
        yield found("words-unfilled", place=place, scene=one.scene, about=one.text, braces=left.group()[:40])


def hiding_findings(said: Iterable[Said], locate: Locate) -> Iterator[Finding]:
    """Words that would leave with a character in them that hides or turns what people read."""
    for one, hidden, place in _holding(HIDING, said, locate):
        shown, character = HIDING.sub("\ufffd", one.text), f"U+{ord(hidden[0]):04X}"
        yield found("words-hiding", place=place, scene=one.scene, about=shown, character=character)


def _holding(
    pattern: re.Pattern[str], said: Iterable[Said], locate: Locate
) -> Iterator[tuple[Said, re.Match[str], Where | None]]:
    """The words in which a pattern is found, what was found first, and where they stand; names of files are none."""
    for one in said:
        left = pattern.search(one.text)
        if left and one.kind != "file":
            yield one, left, locate(one.text) or Where.read(one.origin)


def campaign_findings(texts: Iterable[str], lang: Language, lists: WordLists, locate: Locate) -> Iterator[Finding]:
    """Words of an election campaign in any text that leaves; one finding for each word and place."""
    listed = (
        lists.campaign.get(lang, ()) if lang == "id" else (*lists.campaign.get(lang, ()), *lists.campaign.get("id", ()))
    )
    words, harmless = either(listed), either(lists.not_campaign.get(lang, ()))
    seen: set[tuple[str, Where | None]] = set()
    for text in texts:
        spared = [match.span() for match in harmless.finditer(text)]
        for match in words.finditer(text):
            key = (match.group().casefold(), locate(text))
            if key in seen or any(start <= match.start() < end for start, end in spared):
                continue
            seen.add(key)
            yield found("campaign-words", place=key[1], about=text, word=match.group())
