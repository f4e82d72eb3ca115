"""Train the tagger of names on the marked sentences beside this tool, and write its weights.

    python -m tools.train_name_tagger assets/models/names/names.bin

A sentence stands on a line, `\\n` for a line break in it, with `[[kind|words]]` around what is personal. All are invented.
Each is learned as it stands and in variants: other names, all in lower case or in capitals, without its signs.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from tools.linear_chain import FORBIDDEN, LinearChain, Sentence
from tools.name_variants import Mark, Marked, Variants, marked

from vlogkit.intake.redaction.finds import Hit
from vlogkit.intake.redaction.normalise import plain
from vlogkit.intake.redaction.redact import by_rules
from vlogkit.intake.redaction.tagged import evidence
from vlogkit.intake.redaction.tagging.features import REACH, WordFeatures, case_of, joint
from vlogkit.intake.redaction.tagging.tagger import LABELS
from vlogkit.intake.redaction.tagging.tokens import Token
from vlogkit.intake.redaction.word_lists import FinderWords, words

SENTENCES = Path(__file__).parent / "name_sentences"


def labels_of(tokens: Sequence[Token], marks: Sequence[Mark], lists: FinderWords) -> list[str]:
    """The label of each token. A title before a name is no part of it."""
    titles = re.compile(lists.honorific.pattern.removesuffix(r"[ \t]*"), re.IGNORECASE)
    labels = [""] * len(tokens)
    for mark in marks:
        inside = [at for at, token in enumerate(tokens) if token.start < mark.end and token.end > mark.start]
        inside = [at for at in inside if not tokens[at].written.startswith("<")]
        if mark.kind == "name":
            while (len(inside) > 1 and titles.match(f"{tokens[inside[0]].written} ")) or (
                inside and not tokens[inside[0]].written[0].isalpha()
            ):
                inside = inside[1:]
            for place, at in enumerate(inside):
                labels[at] = "name+" if place and inside[place - 1] == at - 1 else "name"
    return labels


class Learner:
    """Sentences as rows of the table and labels."""

    def __init__(self, lists: FinderWords) -> None:
        self._lists = lists
        self._words = WordFeatures(lists)
        self._rows: dict[str, tuple[tuple[int, ...], ...]] = {}

    def _word(self, written: str) -> tuple[tuple[int, ...], ...]:
        if written not in self._rows:
            rows: list[list[int]] = [[] for _ in range(2 * REACH + 1)]
            for slot, feature in self._words.of_word(written):
                rows[slot].append(crc32(f"{slot}{feature}".encode()))
            self._rows[written] = tuple(map(tuple, rows))
        return self._rows[written]

    def sentence(self, one: Marked, gone: Sequence[Mark] = ()) -> Sentence | None:
        """A sentence in which the names `gone` are found already."""
        source = plain(one.text)
        rest = by_rules(source.text, self._lists)
        for mark in gone:
            inside = [at for at, start in enumerate(source.starts) if mark.start <= start < mark.end]
            rest.take([Hit("name", inside[0], inside[-1] + 1, 1.0)] if inside else [])
        tokens, marks, _ = evidence(rest.text, rest.taken, self._lists)
        if not tokens:
            return None
        spans = [source.span(token.start, token.end) for token in tokens]
        placed = [Token(t.written, start, end, t.glued) for t, (start, end) in zip(tokens, spans, strict=True)]
        labels = labels_of(placed, one.marks, self._lists)
        sketches = [self._words.sketch(token.written) for token in tokens]
        words_ = [self._word(token.written) for token in tokens]
        case, count = case_of(tokens), len(tokens)
        rows, counts = [], []
        for at in range(count):
            near = range(max(0, at - REACH), min(count, at + REACH + 1))
            here = [row for place in near for row in words_[place][place - at + REACH]]
            here += [crc32(feature.encode()) for feature in joint(sketches, tokens, marks, at, case)]
            rows += here
            counts.append(len(here))
        return Sentence(
            np.array(rows, np.uint32),
            np.array(counts, np.int32),
            np.array([LABELS.index(label) for label in labels], np.int8),
        )


def batches(sentences: Sequence[Sentence], size: int, chance: random.Random) -> Iterator[list[Sentence]]:
    """All sentences once, those of like length together, in a random order."""
    order = sorted(range(len(sentences)), key=lambda at: len(sentences[at].counts) + chance.random() * 4)
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    chance.shuffle(groups)
    for group in groups:
        yield [sentences[at] for at in group]


def write(path: Path, chain: LinearChain, size: int, lean: float) -> int:
    """The weights as whole numbers; how many bytes the file has."""
    scale = 127 / float(np.abs(chain.table).max() * 0.8)
    table = np.clip(np.round(chain.table * scale), -127, 127).astype(np.int8)
    steps = np.where(chain._allowed, np.round(chain.steps * scale), FORBIDDEN * 1000).astype(int)
    steps[:, LABELS.index("name")] += round(lean * scale)
    head = json.dumps({"size": size, "scale": scale, "steps": steps.T.tolist()})
    data = zlib.compress(head.encode() + b"\n" + table.tobytes(), 9)
    path.write_bytes(data)
    print(f"{len(data)} bytes, {np.count_nonzero(table) / table.size:.3f} of the table in use, scale {scale:.1f}")
    return len(data)


def read(paths: Iterable[Path]) -> list[Marked]:
    """All sentences of some files."""
    return [marked(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _with(sentence: Sentence, features: NDArray[np.uint32], size: int) -> Sentence:
    """A sentence with these features alone, by their rows."""
    place = np.minimum(np.searchsorted(features, sentence.rows), len(features) - 1)
    known = features[place] == sentence.rows
    token = np.repeat(np.arange(len(sentence.counts)), sentence.counts)[known]
    counts = np.bincount(token, minlength=len(sentence.counts)).astype(np.int32)
    return Sentence((sentence.rows[known] & (size - 1)).astype(np.int32), counts, sentence.labels)


def _found_before(one: Marked, chance: random.Random) -> list[Mark]:
    """Now and then some or all names, as when a text is looked at again."""
    if chance.random() > 0.25:
        return []
    share = chance.choice((0.5, 1.0))
    return [mark for mark in one.marks if mark.kind == "name" and chance.random() < share]


def prepared(
    sentences: Sequence[Marked], *, each: int, seed: int
) -> tuple[list[Sentence], NDArray[np.uint32], NDArray[np.int64]]:
    """Each sentence as it stands and in `each` variants; all features; and in how many sentences each stands."""
    lists, chance = words(), random.Random(seed)
    titles = re.compile(rf"(?:{lists.honorific.pattern})+", re.IGNORECASE)
    variants = Variants(sorted(lists.given | lists.also_words), titles, chance)
    learner = Learner(lists)
    start = time.perf_counter()
    ready: list[Sentence] = []
    seen: list[NDArray[np.uint32]] = []
    for one in sentences:
        drawn = [one]
        for _ in range(each if one.marks else max(1, each * 2 // 3)):
            other = variants.of(one)
            drawn.append(
                variants.joined(other, variants.of(chance.choice(sentences))) if chance.random() < 0.12 else other
            )
        new = [row for draw in drawn if (row := learner.sentence(draw, _found_before(draw, chance)))]
        ready += new
        seen.append(np.unique(np.concatenate([row.rows for row in new])))
    features, counts = np.unique(np.concatenate(seen), return_counts=True)
    print(f"{len(ready)} sentences, {len(features)} features, {time.perf_counter() - start:.0f} s", flush=True)
    return ready, features, counts


def train(
    ready: Sequence[Sentence],
    features: NDArray[np.uint32],
    *,
    size: int,
    rounds: int,
    seed: int,
    rate: float,
    decay: float,
    hidden: float,
) -> LinearChain:
    """A chain that has seen all sentences `rounds` times, by these features."""
    ready, start, chance = [_with(row, features, size) for row in ready], time.perf_counter(), random.Random(seed)
    inside, name = LABELS.index("name+"), LABELS.index("name")
    forbidden = [(before, inside) for before in range(len(LABELS)) if before not in {inside, name}]
    chain = LinearChain(size, len(LABELS), forbidden, [inside])
    noise = np.random.default_rng(seed)
    for turn in range(rounds):
        losses = [
            chain.learn(batch, rate * (1 - turn / rounds), decay, hidden, noise) for batch in batches(ready, 32, chance)
        ]
        print(
            f"round {turn + 1}: loss {sum(losses) / len(losses):.4f}, {time.perf_counter() - start:.0f} s", flush=True
        )
    return chain


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("weights", type=Path)
    options.add_argument("--sentences", type=Path, nargs="+", default=sorted(SENTENCES.glob("*.txt")))
    options.add_argument("--bits", type=int, default=19, help="the table has 2 to this power rows")
    options.add_argument("--rounds", type=int, default=6)
    options.add_argument("--each", type=int, default=4, help="variants of each sentence")
    options.add_argument("--rate", type=float, default=0.1)
    options.add_argument("--decay", type=float, default=1e-4)
    options.add_argument(
        "--lean", type=float, default=0.0, help="how much more a name costs where it is missed than where it is none"
    )
    options.add_argument("--hidden", type=float, default=0.3, help="the share of features that are not seen at a step")
    options.add_argument("--seed", type=int, default=20261129)
    options.add_argument("--often", type=int, default=4, help="in how many sentences a feature must stand")
    chosen = options.parse_args()
    size = 1 << chosen.bits
    ready, features, counts = prepared(read(chosen.sentences), each=chosen.each, seed=chosen.seed)
    chain = train(
        ready, features[counts >= chosen.often], size=size, rounds=chosen.rounds, seed=chosen.seed, rate=chosen.rate, decay=chosen.decay,
        hidden=chosen.hidden,
    )  # fmt: skip
    write(chosen.weights, chain, size, chosen.lean)


if __name__ == "__main__":
    main()
