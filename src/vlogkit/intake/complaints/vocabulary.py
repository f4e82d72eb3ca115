"""The meanings of statuses, responses and subjects, from `words/complaints.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import Field, field_validator

from vlogkit.errors import InputError
from vlogkit.freshness import until_changed
from vlogkit.records.base import Record, Unit
from vlogkit.records.notices.complaint import Outcome, Stage
from vlogkit.resources import find, places
from vlogkit.strict_yaml import load

DONE = "<done>"
"""What a pattern of `evidence` writes for the words that put a verb into the past."""
_SAID_DONE = r"\b(?:sudah|sdh|udah|udh|telah|tlh|sampun|wis|kini|sekarang)\b"


class Subject(Record):
    """What a complaint is about: a pattern, how a title names it, and what being done with it is called."""

    find: str
    id: str
    en: str
    done: str = "diperbaiki"
    done_en: str = "fixed"

    @field_validator("find")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        _pattern(pattern)
        return pattern


class Pictures(Record):
    """Words in file names that tell a picture before from one after."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class ComplaintWords(Record):
    """The file `words/complaints.yaml`."""

    statuses: dict[Stage, tuple[str, ...]]
    outcomes: dict[Outcome, tuple[str, ...]]
    evidence: dict[Outcome, tuple[str, ...]]
    plans: tuple[str, ...]
    denials: tuple[str, ...] = (r"\b(?:tidak|tdk|tak|belum|blm|gagal|bukan|not|never|unable|cannot)\b",)
    """What denies a result that stands after it in the sentence."""
    conditions: tuple[str, ...] = ()
    """What makes a result that stands after it a wish, a condition or a step of the office."""
    undone: tuple[str, ...] = ()
    """What says anywhere in a response that the result did not last or did not work."""
    questions: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...] = ("tidak", "no", "false", "0")
    public: tuple[str, ...] = ("ya", "iya", "y", "yes", "true", "1", "1.0", "publik", "public", "terbuka", "open")
    """Values of a column such as `is_public` that mean that it may be shown."""
    in_confidence: tuple[str, ...] = (r"\b(?:rahasia|dirahasiakan|confidential|whistle\w*|wbs)\b",)
    """What names a kind, a subject or a channel of reports in confidence."""
    not_in_confidence: tuple[str, ...] = ()
    """What denies that, with the words it denies."""
    footers: tuple[str, ...] = ("total", "grand total", "subtotal", "jumlah", "dicetak", "printed")
    """How a line below the complaints begins: a sum, who printed it and when."""
    channels: dict[str, str] = Field(default_factory=dict)
    pictures: Pictures
    sensitive: tuple[str, ...]
    weights: dict[str, Unit] = Field(default_factory=dict)
    subjects: tuple[Subject, ...]

    @field_validator("evidence")
    @classmethod
    def _compile(cls, evidence: dict[Outcome, tuple[str, ...]]) -> dict[Outcome, tuple[str, ...]]:
        for patterns in evidence.values():
            for pattern in patterns:
                _pattern(pattern.replace(DONE, _SAID_DONE))
        return evidence

    @field_validator("plans", "denials", "conditions", "undone", "in_confidence", "not_in_confidence")
    @classmethod
    def _compile_each(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            _pattern(pattern)
        return patterns


@dataclass(frozen=True)
class Meanings:
    """The words as the import uses them."""

    stages: dict[str, Stage]
    outcomes: dict[str, Outcome]
    evidence: tuple[tuple[Outcome, re.Pattern[str]], ...]
    plans: re.Pattern[str]
    denials: re.Pattern[str]
    conditions: re.Pattern[str]
    undone: re.Pattern[str]
    questions: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    public: frozenset[str]
    in_confidence: re.Pattern[str]
    not_in_confidence: re.Pattern[str]
    footers: re.Pattern[str]
    channels: dict[str, str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    sensitive: re.Pattern[str]
    weights: dict[str, float]
    subjects: tuple[tuple[re.Pattern[str], Subject], ...]


@until_changed(partial(places, "words/complaints.yaml"))
def meanings(workspace: Path | None = None) -> Meanings:
    """The workspace's own `words/complaints.yaml`, else the shipped one. Raises InputError, SeveralErrors."""
    path = find("words/complaints.yaml", workspace=workspace)
    if path is None:
        raise InputError("there is no words/complaints.yaml", hint="Install vlogkit again, or restore the file.")
    source = load(ComplaintWords, path)
    return Meanings(
        stages={word.casefold(): stage for stage, words in source.statuses.items() for word in words},
        outcomes={word.casefold(): outcome for outcome, words in source.outcomes.items() for word in words},
        evidence=tuple(
            (outcome, _pattern("|".join(patterns).replace(DONE, _SAID_DONE)))
            for outcome, patterns in source.evidence.items()
        ),
        plans=_any(source.plans),
        denials=_any(source.denials),
        conditions=_any(source.conditions),
        undone=_any(source.undone),
        questions=frozenset(word.casefold() for word in source.questions),
        yes=frozenset(word.casefold() for word in source.yes),
        no=frozenset(word.casefold() for word in source.no),
        public=frozenset(word.casefold() for word in source.public),
        in_confidence=_any(source.in_confidence),
        not_in_confidence=_any(source.not_in_confidence),
        footers=_pattern(rf"(?:{'|'.join(map(re.escape, source.footers))})(?!\w)" if source.footers else r"(?!)"),
        channels={word.casefold(): channel for word, channel in source.channels.items()},
        before=_pattern("|".join(map(re.escape, source.pictures.before))),
        after=_pattern("|".join(map(re.escape, source.pictures.after))),
        sensitive=_pattern(rf"(?<!\w)(?:{'|'.join(map(re.escape, source.sensitive))})(?!\w)"),
        weights={category.casefold(): weight for category, weight in source.weights.items()},
        subjects=tuple((_pattern(subject.find), subject) for subject in source.subjects),
    )


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return _pattern("|".join(patterns) or r"(?!)")


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"`{text}` is not a regular expression: {error}") from None
