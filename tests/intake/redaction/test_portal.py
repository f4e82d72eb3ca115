"""Personal data leaves a day's complaints of a portal, and what has none comes back unchanged: a set that nothing was tuned on."""

from __future__ import annotations

from pathlib import Path

import yaml

from vlogkit.intake.redaction.redact import redact

DAY = yaml.safe_load(Path(__file__).with_name("portal.yaml").read_text(encoding="utf-8"))
NEEDED_RECALL = 0.97
MOST_ALTERED = 0.01


def test_what_must_go_stands_in_its_sentence() -> None:
    assert min(len(DAY["recall"]), len(DAY["survive"])) >= 200
    assert all(secret in one["text"] for one in DAY["recall"] for secret in one["secrets"])


def test_personal_data_of_a_day_is_removed() -> None:
    items = [(secret, one["text"]) for one in DAY["recall"] for secret in one["secrets"]]
    missed = [(secret, text) for secret, text in items if secret in redact(text).text]
    told = [f"{secret!r} in {text!r}" for secret, text in missed]
    assert 1 - len(missed) / len(items) >= NEEDED_RECALL, "\n".join([f"{len(missed)} of {len(items)} stayed", *told])


def test_sentences_of_a_day_without_personal_data_are_left_alone() -> None:
    altered = [(text, shown) for text in DAY["survive"] if (shown := redact(text).text) != text]
    told = [f"{text!r} became {shown!r}" for text, shown in altered]
    assert len(altered) / len(DAY["survive"]) <= MOST_ALTERED, "\n".join(told)
