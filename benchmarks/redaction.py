"""Prints precision and recall of the redactor by class over generated complaints, and how fast it is;
--json for programs."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter

from personal_data import KINDS, NEEDED, Case, cases

from vlogkit.intake.redaction.redact import redact

CLASSES = {"mobile": "phone", "landline": "phone", "spelled": "phone", "quiet-name": "name", "kk": "nik"}
"""Generated class → the class the redactor calls it."""


def measure(every: list[Case]) -> dict[str, dict[str, float]]:
    """By class: cases, recall (share whose secret is wholly gone), precision (share of the finds of that
    class that overlap a secret), and how often a text that must survive was touched."""
    hits, found, right, damaged, total = (
        Counter[str](),
        Counter[str](),
        Counter[str](),
        Counter[str](),
        Counter[str](),
    )
    for case in every:
        result = redact(case.text)
        total[case.kind] += 1
        hits[case.kind] += all(
            secret not in result.text and _removed(case.text, secret, result.findings) for secret in case.gone
        )
        damaged[case.kind] += any(kept not in result.text for kept in case.kept)
        spans = [(case.text.index(secret), case.text.index(secret) + len(secret)) for secret in case.gone]
        for finding in result.findings:
            found[case.kind] += 1
            right[case.kind] += any(finding.start < end and finding.end > start for start, end in spans)
    return {
        kind: {
            "cases": total[kind],
            "recall": hits[kind] / total[kind],
            "precision": right[kind] / found[kind] if found[kind] else 1.0,
            "damaged": damaged[kind] / total[kind],
            "needed": NEEDED.get(kind, 0.0),
        }
        for kind in [*KINDS, "nothing"]
    }


def _removed(text: str, secret: str, findings: object) -> bool:
    """Whether no digit and no letter of the secret is left outside the finds."""
    start = text.index(secret)
    covered = {place for finding in findings for place in range(finding.start, finding.end)}  # type: ignore[attr-defined]
    return all(place in covered for place in range(start, start + len(secret)) if text[place].isalnum())


def main() -> int:
    """Measure and print; 1 where a class misses what it needs or a survivor was touched."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--each", type=int, default=400, help="sentences of each class")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    every = list(cases(chosen.seed, chosen.each))
    redact("persiapan")
    start = time.perf_counter()
    table = measure(every)
    seconds = time.perf_counter() - start
    if chosen.json:
        print(json.dumps({"classes": table, "texts_per_second": len(every) / seconds, "seed": chosen.seed}, indent=2))
    else:
        print(f"{'class':12} {'cases':>6} {'recall':>7} {'needed':>7} {'precision':>9} {'survivors touched':>18}")
        for kind, row in table.items():
            print(
                f"{kind:12} {row['cases']:6.0f} {row['recall']:7.3f} {row['needed']:7.2f} {row['precision']:9.3f} {row['damaged']:18.3f}"
            )
        print(f"{len(every) / seconds:.0f} texts a second")
    return int(any(row["recall"] < row["needed"] or row["damaged"] > 0 for row in table.values()))


if __name__ == "__main__":
    sys.exit(main())
