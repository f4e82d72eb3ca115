"""Score an eligible complaint, up to 100 points in parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from vlogkit.intake.complaints.storing.decision_tables import ShownCase
from vlogkit.intake.complaints.vocabulary import Meanings
from vlogkit.records.notices.complaint import Complaint

PAIR, SPEED, RATING, CATEGORY, FAIRNESS = 40.0, 20.0, 10.0, 10.0, 20.0
ENOUGH = 2
"""An agency or district shown so often lately gets no points for fairness."""


class Score(NamedTuple):
    """Points by part; they sum to the score."""

    pair: float
    speed: float
    rating: float
    category: float
    fairness: float

    def total(self) -> float:
        """0–100."""
        return round(sum(self), 2)


def score(case: Complaint, *, pair: bool, medians: Mapping[str, float], words: Meanings, shown: Counter[str]) -> Score:
    """Points of a complaint.

    A before/after pair: 40. Speed, 20: half for the first response against the deadline, half for closing against
    twice the category's median (hours). The citizen's rating, 10 (none counts half). The category's weight, 10.
    Fairness, 20: agency and district, each less the oftener it was `shown` lately.
    """
    return Score(
        PAIR if pair else 0.0,
        _speed(case, medians),
        RATING * _rating(case),
        CATEGORY * words.weights.get(case.category.casefold(), 0.5),
        fairness(case, shown),
    )


def fairness(case: Complaint, shown: Counter[str]) -> float:
    """0–20 by how often the complaint's agency and district were shown lately."""
    share = [1 - min(shown[key], ENOUGH) / ENOUGH for key in keys_of(case)]
    return FAIRNESS * sum(share) / len(share)


def keys_of(case: Complaint | ShownCase) -> tuple[str, str]:
    """What fairness counts: the agency and the district."""
    return f"agency:{case.agency.casefold()}", f"district:{case.district.casefold()}"


def _speed(case: Complaint, medians: Mapping[str, float]) -> float:
    respond, close, median = case.hours_to_respond(), case.hours_to_close(), medians.get(case.category)
    first = max(0.0, 1 - respond / case.deadline_hours) if respond is not None else 0.0
    second = max(0.0, 1 - close / (2 * median)) if close is not None and median else 0.0
    return SPEED / 2 * (min(first, 1.0) + min(second, 1.0))


def _rating(case: Complaint) -> float:
    ratings = [event.rating for event in case.events if event.rating is not None]
    return (ratings[-1] - 1) / 4 if ratings else 0.5
