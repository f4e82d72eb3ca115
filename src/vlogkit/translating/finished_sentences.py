"""Say a finished English sentence in another language.

An error is raised far from where it is told, and has its names, paths and numbers in it by then. The template that it
was filled in from is found among those of the catalogue by the words that stay the same; the parts are put into the
translation. What stands in quotes is the person's own and stays, as does what a person types; other parts are said in the
language too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from string import Formatter
from typing import NamedTuple

from vlogkit.translating.gettext_catalogue import catalogue

_QUOTES = {"`": "`", "“": "”", "'": "'", '"': '"'}
_TWO_WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")
_QUOTED_FIRST = re.compile(r"(`[^`]+`|“[^”]+”) (.+)", re.DOTALL)
_DAY = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d{4}-.+)")
_COUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")
_MEASURE = re.compile(rf"(?:{_COUNT.pattern}|[ ×:%–/;]|\b(?:dB|Hz|kB|km|m|MB|GB|px|s|x)\b|, (?=\d))+")
"""Numbers with nothing but signs and units between them."""
_TYPED = {"known", "accounts", "STATES"}
"""Gaps with words that a person types, a key or a name, which are spelt alike in every language."""
_NUMBER = r"\d[\d.,]*"
_BETWEEN = ("; ", ": ", ", ")
_SURE = 6
"""Letters of a template that no other text has in this order by chance."""
_OWN = 5
"""Letters between two gaps from which on nobody else's words hold them by chance."""
_FULL_STOP = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_SPEC = re.compile(r"(?<!\{)\{(\w+)[:!][^{}]*\}")
_KEPT = 4_096


class GappedSentence(NamedTuple):
    """A sentence with gaps: the texts before, between and after them, and its translation."""

    texts: tuple[str, ...]
    names: tuple[str, ...]
    said: str
    letters: int

    def fits(self, text: str) -> bool:
        """Whether the text may be this sentence, asked for quickly."""
        return (
            text.startswith(self.texts[0]) and text.endswith(self.texts[-1]) and all(one in text for one in self.texts)
        )

    def parts_in(self, text: str) -> Mapping[str, str] | None:
        """What stands in the gaps of this text; None where it is another sentence."""
        pattern = re.escape(self.texts[0])
        for name, before, after in zip(self.names, self.texts, self.texts[1:], strict=False):
            close = _QUOTES.get(before[-1:], "")
            inside = rf"[^{re.escape(close)}]+" if close and after.startswith(close) else ".+?"
            pattern += f"({_NUMBER if name == 'n' else inside}){re.escape(after)}"
        match = re.fullmatch(pattern, text, re.DOTALL)
        if match is None or self._is_several(match.groups()):
            return None
        return dict(zip(self.names, match.groups(), strict=True))

    def _is_several(self, parts: Sequence[str | None]) -> bool:
        """Whether the sentence stands in the text more than once, so that a gap holds words of its own."""
        own = [one for one in self.texts[1:-1] if sum(char.isalpha() for char in one) >= _OWN]
        return any(one in (part or "") for one in own for part in parts)

    def filled(self, parts: Mapping[str, str], lang: str) -> str | None:
        """The translation with these parts; None where the few words of the template could be anybody's."""
        kept = {name for name, before in zip(self.names, self.texts, strict=False) if before[-1:] in _QUOTES} | _TYPED
        said = {name: part if name in kept else spoken(part, lang) for name, part in parts.items()}
        if self.letters < _SURE and any(_TWO_WORDS.search(parts[name]) and said[name] == parts[name] for name in parts):
            return None
        return self.said.format(**said)


@cache
def _templates(lang: str) -> Mapping[str, tuple[GappedSentence, ...]]:
    """The sentences with gaps by their first letters (none for those that begin with a gap), those with more words of
    their own first."""
    found = defaultdict(list)
    for source, said in catalogue(lang).items():
        texts, names = [""], []
        for text, name, _, _ in Formatter().parse(source):
            texts[-1] += text
            if name is not None:
                names.append(name)
                texts.append("")
        letters = sum(char.isalpha() for text in texts for char in text)
        if names and letters:
            sure = letters + _SURE * texts[0][:3].isalpha()
            found[texts[0][:2]].append(GappedSentence(tuple(texts), tuple(names), _SPEC.sub(r"{\1}", said), sure))
    return {start: tuple(sorted(ones, key=lambda one: -one.letters)) for start, ones in found.items()}


def spoken(text: str, lang: str) -> str:
    """The sentence in a language; as it is where the catalogue does not know it."""
    inner = text.strip()
    if not inner or lang == "en":
        return text
    return text.replace(inner, _spoken(inner, lang), 1)


@lru_cache(_KEPT)
def _spoken(text: str, lang: str) -> str:
    whole = _known(text, lang)
    if whole is not None:
        return whole
    if match := _QUOTED_FIRST.fullmatch(text):
        return f"{match[1]} {_spoken(match[2], lang)}"
    if match := _DAY.fullmatch(text):
        return f"{_spoken(match[1], lang)} {match[2]}"
    if re.search(r"\d[.,]\d", text) and _MEASURE.fullmatch(text):
        return _COUNT.sub(lambda match: _number(match, lang), text)
    return next(_composed(text, lang), text)


def _number(match: re.Match[str], lang: str) -> str:
    """A number as English writes it, written as a language does; one that may be written so already stays."""
    from vlogkit import formatting  # here: most sentences have no number that is written otherwise

    if not re.search("[.,]", match[0]) or re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", match[0]):
        return match[0]
    return formatting.number(float(match[0].replace(",", "")), "en" if lang == "en" else "id", len(match[2] or ""))


def _known(text: str, lang: str) -> str | None:
    """The translation of a sentence of the catalogue, its gaps filled in; None for another text."""
    words = catalogue(lang)
    literal = words.get(text) or words.get(text.replace("{", "{{").replace("}", "}}"))
    if literal is not None:
        return literal.replace("{{", "{").replace("}}", "}")
    by_start = _templates(lang)
    candidates: Iterable[GappedSentence] = (
        *by_start.get(text[:2], ()),
        *by_start.get(text[:1], ()),
        *by_start.get("", ()),
    )
    fitting = filter(lambda one: one.fits(text), candidates)
    # what begins with a quoted name, and says enough besides, is surer than what begins with a gap for anything
    for template in sorted(fitting, key=lambda one: (one.texts[0] not in _QUOTES or one.letters < _OWN, -one.letters)):
        parts = template.parts_in(text)
        filled = template.filled(parts, lang) if parts else None
        if filled is not None:
            return filled
    return None


def _composed(text: str, lang: str) -> Iterator[str]:
    """A list of sentences and counts, each said by itself, where one of them is known."""
    sentences = _FULL_STOP.split(text)
    if len(sentences) > 1 and (joined := " ".join(_spoken(one, lang) for one in sentences)) != text:
        yield joined
    for between in _BETWEEN:
        first, *others = text.split(between)
        said = [_spoken(first, lang)] if others else [first]
        for one in others:
            tail = _known(between.strip() + " " + one, lang)
            said.append(tail or between + _spoken(one, lang))
        joined = "".join(said)
        if joined != text:
            yield joined
