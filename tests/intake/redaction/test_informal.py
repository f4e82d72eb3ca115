"""Personal data leaves sentences as citizens really type them, and sentences without any come back unchanged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from vlogkit.intake.redaction.redact import redact

SENTENCES = yaml.safe_load(Path(__file__).with_name("informal.yaml").read_text(encoding="utf-8"))
MARK = re.compile(r"\{(?P<kind>[a-z-]+)\|(?P<item>[^{}|]+)\}")
PARTS = {"name": re.compile(r"[^\W\d_]{3,}"), "rt-rw": re.compile(r"(?i:r[tw])\W*\w+")}
"""What must not be left of an item either: the second word of a name, the RW behind an RT. Of all others, four digits."""
DIGITS = re.compile(r"\d{4,}")
NEEDED_RECALL = 0.97
MOST_ALTERED = 0.01


class Item(NamedTuple):
    """A piece of personal data in a sentence, and the sentence without the marks."""

    kind: str
    text: str
    sentence: str


def items() -> Iterator[Item]:
    """Every marked item of the file."""
    for marked in SENTENCES["personal"]:
        sentence = MARK.sub(lambda mark: mark["item"], marked)
        for mark in MARK.finditer(marked):
            yield Item(mark["kind"], mark["item"], sentence)


def parts(item: Item) -> list[str]:
    """The item and the pieces of it that give it away by themselves."""
    return [item.text, *PARTS.get(item.kind, DIGITS).findall(item.text)]


def is_gone(item: Item) -> bool:
    """Whether nothing that gives the item away is left in the redacted sentence."""
    shown = redact(item.sentence).text
    return not any(part in shown for part in parts(item))


def table(missed: list[Item], count: Counter[str]) -> str:
    """Recall by kind, worst first, with the items that stayed."""
    by_kind = {kind: [item for item in missed if item.kind == kind] for kind in count}
    lines = [f"{sum(count.values()) - len(missed)} of {sum(count.values())} items removed"]
    for kind, left in sorted(by_kind.items(), key=lambda pair: -len(pair[1]) / count[pair[0]]):
        lines.append(f"{kind}: {count[kind] - len(left)} of {count[kind]}")
        lines += [f"    {item.text!r} in {item.sentence!r}" for item in left]
    return "\n".join(lines)


def test_a_marked_item_stands_nowhere_else_in_its_sentence() -> None:
    for marked in SENTENCES["personal"]:
        rest = MARK.sub("\x00", marked)
        assert "\x00" in rest, f"nothing is marked in {marked!r}"
        assert not re.search(r"[{|}]", rest), f"a mark is not closed in {marked!r}"
        for mark in MARK.finditer(marked):
            twice = [part for part in parts(Item(mark["kind"], mark["item"], marked)) if part in rest]
            assert not twice, f"{twice} also stands outside the mark in {marked!r}"


def test_a_long_number_has_as_many_digits_as_its_kind() -> None:
    lengths = {"nik": {16}, "kk": {16}, "npwp": {15, 16}, "nip": {18}}
    look_alikes = str.maketrans("Ool", "001")
    for item in items():
        digits = re.sub(r"\D", "", item.text.translate(look_alikes))
        assert len(digits) in lengths.get(item.kind, {len(digits)}), item


def test_every_kind_is_well_represented_and_no_sentence_stands_twice() -> None:
    kept = [sentence for group in SENTENCES["survives"].values() for sentence in group]
    assert len({*SENTENCES["personal"], *kept}) == len(SENTENCES["personal"]) + len(kept)
    assert min(len(SENTENCES["personal"]), len(kept)) >= 200
    assert min(Counter(item.kind for item in items()).values()) >= 4


def test_personal_data_in_informal_sentences_is_removed() -> None:
    every = list(items())
    missed = [item for item in every if not is_gone(item)]
    recall = 1 - len(missed) / len(every)
    assert recall >= NEEDED_RECALL, table(missed, Counter(item.kind for item in every))


def test_informal_sentences_without_personal_data_are_left_alone() -> None:
    kept = [(group, sentence) for group, group_of in SENTENCES["survives"].items() for sentence in group_of]
    altered = [(group, sentence) for group, sentence in kept if redact(sentence).text != sentence]
    told = [f"{group}: {sentence!r} became {redact(sentence).text!r}" for group, sentence in altered]
    assert len(altered) / len(kept) <= MOST_ALTERED, "\n".join([f"{len(altered)} of {len(kept)} altered", *told])
