"""A linear-chain conditional random field over hashed features, trained by AdaGrad on batches of sentences, in NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FORBIDDEN = -30.0
FIRST = 1e-3
"""What the first steps are divided by, squared: less, and what is seen once would weigh as much as what is seen always."""


class Sentence(NamedTuple):
    """`rows` are the feature rows of all tokens one after another, `counts` how many each token has, `labels` its label."""

    rows: NDArray[np.int32]
    counts: NDArray[np.int32]
    labels: NDArray[np.int8]


class LinearChain:
    """`table[row, label]` and `steps[label before, label]`; label 0, nothing, has no features of its own."""

    def __init__(
        self, size: int, labels: int, forbidden: Sequence[tuple[int, int]], never_first: Sequence[int]
    ) -> None:
        self.table = np.zeros((size, labels - 1), np.float32)
        self.steps = np.zeros((labels, labels), np.float32)
        self._allowed = np.ones((labels, labels), bool)
        for before, label in forbidden:
            self._allowed[before, label] = False
        self._first = np.zeros(labels, np.float32)
        self._first[list(never_first)] = FORBIDDEN
        self._seen = np.full_like(self.table, FIRST)
        self._seen_steps = np.full_like(self.steps, FIRST)

    def learn(
        self, batch: Sequence[Sentence], rate: float, decay: float, hidden: float, chance: np.random.Generator
    ) -> float:
        """One step over a batch, a share `hidden` of all features unseen so that none is leant on; the mean loss of a token."""
        counts = np.concatenate([sentence.counts for sentence in batch])
        rows = np.concatenate([sentence.rows for sentence in batch])
        labels = np.concatenate([sentence.labels for sentence in batch])
        lengths = np.array([len(sentence.counts) for sentence in batch])
        emitted = np.zeros((len(counts), self.steps.shape[0]), np.float32)
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        kept = (chance.random(len(rows), np.float32) >= hidden).astype(np.float32) / (1 - hidden)
        emitted[:, 1:] = np.add.reduceat(self.table[rows] * kept[:, None], starts, axis=0)
        share, pairs, total = self._marginals(emitted, lengths)
        gold = emitted[np.arange(len(labels)), labels].sum()
        error = share
        error[np.arange(len(labels)), labels] -= 1
        inside = np.ones(len(labels), bool)
        inside[np.concatenate([[0], np.cumsum(lengths)[:-1]])] = False
        into = np.flatnonzero(inside)
        np.add.at(pairs, (labels[into - 1], labels[into]), -1.0)
        steps = np.where(self._allowed, self.steps, FORBIDDEN)
        gold += steps[labels[into - 1], labels[into]].sum()
        spread = np.repeat(error[:, 1:], counts, axis=0) * kept[:, None]
        used, place = np.unique(rows, return_inverse=True)
        slope = np.stack([np.bincount(place, spread[:, at], len(used)) for at in range(spread.shape[1])], 1)
        slope = (slope / len(batch)).astype(np.float32) + decay * self.table[used]
        self._seen[used] += slope**2
        self.table[used] -= rate * slope / np.sqrt(self._seen[used])
        pairs /= len(batch)
        self._seen_steps += pairs**2
        self.steps -= rate * pairs * self._allowed / np.sqrt(self._seen_steps)
        return float(total - gold) / len(labels)

    def _marginals(self, emitted: NDArray[np.float32], lengths: NDArray[np.int64]):  # type: ignore[no-untyped-def]
        """Each token's chance of each label, the expected number of each step, and the sum of the log partition functions."""
        count, longest, labels = len(lengths), int(lengths.max()), emitted.shape[1]
        at = np.repeat(np.arange(count), lengths)
        place = np.concatenate([np.arange(length) for length in lengths])
        grid = np.zeros((longest, count, labels))
        grid[place, at] = emitted
        steps = np.where(self._allowed, self.steps, FORBIDDEN).astype(float)
        alpha = np.zeros_like(grid)
        alpha[0] = grid[0] + self._first
        for t in range(1, longest):
            alpha[t] = grid[t] + _sum(alpha[t - 1][:, :, None] + steps, 1)
        beta = np.zeros_like(grid)
        for t in range(longest - 2, -1, -1):
            rest = _sum(steps + (grid[t + 1] + beta[t + 1])[:, None, :], 2)
            beta[t] = np.where((t < lengths - 1)[:, None], rest, 0.0)
        whole = _sum(alpha[lengths - 1, np.arange(count)], 1)
        share = np.exp(alpha + beta - whole[:, None])
        pairs = np.zeros((labels, labels))
        for t in range(1, longest):
            live = t < lengths
            chance = alpha[t - 1][:, :, None] + steps + (grid[t] + beta[t])[:, None, :] - whole[:, None, None]
            pairs += np.exp(chance[live]).sum(0)
        return share[place, at].astype(np.float32), pairs, whole.sum()


def _sum(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    most = values.max(axis=axis, keepdims=True)
    return np.log(np.exp(values - most).sum(axis=axis)) + most.squeeze(axis)  # type: ignore[no-any-return]
