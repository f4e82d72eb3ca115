"""The words in which a tally of complaints is told, from `words/tallies.yaml`."""

from __future__ import annotations

from pathlib import Path

from vlogkit.errors import InputError
from vlogkit.records.base import Language, Record
from vlogkit.resources import find
from vlogkit.strict_yaml import load


class StageWords(Record):
    """What complaints of each stage are called; the last where the rejected and the unclear are counted together."""

    resolved: str
    in_progress: str
    verifying: str
    received: str
    rejected: str
    unknown: str
    rejected_or_unknown: str


class TallyWords(Record):
    """The sentences and labels of one language; `filled` puts numbers into their braces."""

    title: str
    summary: str
    of_category: str
    of_district: str
    of_agency: str
    stages: StageWords
    counted: str
    resolved: str
    median: str
    more: str
    fewer: str
    as_many: str
    fact_median: str
    fact_in_time: str
    fact_change: str
    fact_share: str
    limit_days: str
    limit_hours: str
    complaints: str
    hours: str
    points: str
    by_week: str
    by_week_note: str
    reported: str
    by_category: str
    by_district: str
    by_agency: str
    no_category: str
    no_district: str
    others: str
    source: str


class TallyLanguages(Record):
    """The file `words/tallies.yaml`."""

    id: TallyWords
    en: TallyWords
    jv: TallyWords


def tally_words(lang: Language, workspace: Path | None = None) -> TallyWords:
    """The words of a language from the workspace's own `words/tallies.yaml`, else from the shipped one.
    Raises InputError, SeveralErrors."""
    path = find("words/tallies.yaml", workspace=workspace)
    if path is None:
        raise InputError("there is no words/tallies.yaml", hint="Install vlogkit again, or restore the file.")
    languages = load(TallyLanguages, path)
    return {"id": languages.id, "en": languages.en, "jv": languages.jv}[lang]


def filled(words: str, **values: str) -> str:
    """Words with what stands in their braces."""
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", value)
    return words
