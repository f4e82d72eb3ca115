"""Register two photographs of one place, the first before and the second after it was changed: by points that both
show (ORB, RANSAC), then by all that agrees (ECC)."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from vlogkit.records.registration import Registration
from vlogkit.seeing.copied_picture import copied_share
from vlogkit.seeing.seen import packed
from vlogkit.seeing.shared_view import agreeing, changed_cells, level_curves, shared_window

Pixels = NDArray[np.uint8]
Matrix = NDArray[np.float64]

SIDE = 960
"""Pixels of the longer side at which points are looked for."""
FINE_SIDE = 640
"""The same for what ECC goes over, pixel by pixel."""
POINTS = 4000
CLOSER = 0.8
"""A point's nearest neighbour must be so much nearer than the next one (Lowe's ratio)."""
ERROR = 3.0
"""Pixels by which points that agree may miss each other."""
ENOUGH, ENOUGH_SHARE = 24, 0.14
"""Points, and share of those that resemble each other, from which a homography is believed."""
PROVEN, FEW = 450, 20
"""Two pictures with so many points each, of which fewer than `FEW` agree, are of two places."""
BETTER = 1.002
"""Times what agrees must grow for a less simple homography to be taken."""
LEAST_SHARED = 0.3
"""Share of the picture after that both must show."""


class _Match(NamedTuple):
    """A homography from pixels of the picture after to those of the picture before, and what speaks for it."""

    matrix: Matrix
    inliers: int
    candidates: int


def register(before: Pixels, after: Pixels) -> Registration:
    """Find how the picture before (RGB) lies over the picture after, or why it does not. Deterministic."""
    copied = copied_share(before, after)
    if copied is not None:
        return Registration(verdict="same", differing=copied)
    first, second = _small(before, SIDE), _small(after, SIDE)
    (points_a, marks_a), (points_b, marks_b) = _points(first), _points(second)
    points = min(len(points_a), len(points_b))
    match = _match(points_a, marks_a, points_b, marks_b) if points >= ENOUGH else None
    inliers = match.inliers if match else 0
    if match is None or not _believed(match, first.shape, second.shape):
        verdict = "elsewhere" if points >= PROVEN and inliers < FEW else "unsure"
        return Registration(verdict=verdict, inliers=inliers, points=points)  # type: ignore[arg-type]  # one of two verdicts
    matrix = _finished(match.matrix, first, second)
    shares = _in_shares(matrix, first.shape, second.shape)
    window = shared_window(shares)
    if (window[2] - window[0]) * (window[3] - window[1]) < LEAST_SHARED:
        return Registration(verdict="unsure", inliers=inliers, points=points)
    over = cv2.warpPerspective(first, matrix, second.shape[1::-1], flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    laid = np.asarray(over, np.uint8)
    curves = level_curves(laid, second, window)
    return Registration(
        verdict="registered",
        inliers=inliers,
        points=points,
        homography=tuple(round(float(value), 9) for value in shares.ravel()),
        window=window,
        curves=curves,
        changed=packed(changed_cells(laid, second, window, curves)),
    )


def _small(rgb: Pixels, side: int) -> Pixels:
    scale = min(1.0, side / max(rgb.shape[:2]))
    size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)


def _grey(rgb: Pixels) -> Pixels:
    """Grey with its contrast evened out, so that points are found in the shade as well."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.createCLAHE(2.0, (8, 8)).apply(grey), np.uint8)


def _points(rgb: Pixels) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """The corners of a picture (n, 2) and what they look like (n, 32)."""
    finder = cv2.ORB.create(POINTS, fastThreshold=10)
    found, marks = finder.detectAndCompute(_grey(rgb), None)
    if marks is None:
        return np.zeros((0, 2), np.float32), np.zeros((0, 32), np.uint8)
    return np.array([point.pt for point in found], np.float32), np.asarray(marks, np.uint8)


def _match(
    points_a: NDArray[np.float32],
    marks_a: NDArray[np.uint8],
    points_b: NDArray[np.float32],
    marks_b: NDArray[np.uint8],
) -> _Match | None:
    """The homography that most points agree on; None where too few resemble each other."""
    near = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(marks_b, marks_a, k=2)
    pairs = [two[0] for two in near if len(two) == 2 and two[0].distance < CLOSER * two[1].distance]
    if len(pairs) < 8:
        return None
    source = points_b[[pair.queryIdx for pair in pairs]]
    target = points_a[[pair.trainIdx for pair in pairs]]
    matrix, agreed = cv2.findHomography(source, target, cv2.USAC_MAGSAC, ERROR, maxIters=4000, confidence=0.999)
    if matrix is None or agreed is None:
        return None
    inside = agreed.ravel() > 0
    return _Match(np.asarray(matrix, np.float64), _distinct(source[inside]), len(pairs))


def _distinct(points: NDArray[np.float32]) -> int:
    """How many points stand at places of their own: ORB finds one corner at several sizes."""
    return len(np.unique((points // 4).astype(np.int32), axis=0))


def _believed(match: _Match, first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    """Whether enough agrees, and the picture is neither mirrored, folded nor scaled beyond reason."""
    if match.inliers < ENOUGH or match.inliers < ENOUGH_SHARE * match.candidates:
        return False
    height, width = second[:2]
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
    below = match.matrix @ np.array([[0, width, width, 0], [0, 0, height, height], [1, 1, 1, 1]])
    if not (below[2] * below[2, 0] > 0).all():
        return False
    quad = cv2.perspectiveTransform(corners, match.matrix)[0].astype(np.float32)
    area = float(cv2.contourArea(quad, oriented=True)) / (first[0] * first[1])
    return bool(cv2.isContourConvex(quad)) and 0.15 < area < 6.0


def _finished(matrix: Matrix, first: Pixels, second: Pixels) -> Matrix:
    """The best of three: nothing moved (a tripod, a drawing), the homography given, and the same after ECC over what
    agrees. A later one is taken where it makes more agree."""
    small_a, small_b = _small(first, FINE_SIDE), _small(second, FINE_SIDE)
    into_a, into_b = _scaling(first.shape, small_a.shape), _scaling(second.shape, small_b.shape)
    grey_a, grey_b = _grey(small_a), _grey(small_b)
    begun = into_a @ matrix @ np.linalg.inv(into_b)
    still = np.diag([grey_a.shape[1] / grey_b.shape[1], grey_a.shape[0] / grey_b.shape[0], 1.0])
    best, most = begun, 0.0
    for candidate in (still, begun, _by_correlation(begun, grey_a, grey_b)):
        agreed = float((_agreed(candidate, grey_a, grey_b) > 0).mean())
        if _near(candidate, begun, grey_b.shape) and agreed > most * BETTER:
            best, most = candidate, agreed
    done: Matrix = np.linalg.inv(into_a) @ best @ into_b
    return done


def _agreed(matrix: Matrix, first: Pixels, second: Pixels) -> Pixels:
    """Where two grey pictures show the same, one laid over the other."""
    laid = cv2.warpPerspective(first, matrix, second.shape[::-1], flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    return agreeing(np.asarray(laid, np.uint8), second)


def _by_correlation(begun: Matrix, first: Pixels, second: Pixels) -> Matrix:
    """The homography from which ECC finds nothing better, looking at what agrees; the one given where it gets lost."""
    mask = cv2.warpPerspective(_agreed(begun, first, second), begun, first.shape[::-1], flags=cv2.INTER_NEAREST)
    ends = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 40, 1e-5)
    start = (begun / begun[2, 2]).astype(np.float32)
    try:
        ended = cv2.findTransformECC(second, first, start, cv2.MOTION_HOMOGRAPHY, ends, mask, 5)[1]
    except cv2.error:
        return begun
    return np.asarray(ended, np.float64)


def _near(done: Matrix, begun: Matrix, shape: tuple[int, ...]) -> bool:
    """Whether the corners of a picture moved by less than two per cent of its width."""
    height, width = shape[:2]
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
    ends = [cv2.perspectiveTransform(corners, matrix)[0] for matrix in (done, begun)]
    return bool(np.isfinite(ends[0]).all()) and float(np.linalg.norm(ends[0] - ends[1], axis=1).max()) < 0.02 * width


def _scaling(whole: tuple[int, ...], small: tuple[int, ...]) -> Matrix:
    """From pixels of a picture to those of a smaller copy, both counted from the middle of the first."""
    x, y = small[1] / whole[1], small[0] / whole[0]
    return np.array([[x, 0, x / 2 - 0.5], [0, y, y / 2 - 0.5], [0, 0, 1]])


def _in_shares(matrix: Matrix, first: tuple[int, ...], second: tuple[int, ...]) -> Matrix:
    """The homography between shares of the two pictures (0 at the left edge, 1 at the right), scaled to end in 1."""
    from_share = np.array([[second[1], 0, -0.5], [0, second[0], -0.5], [0, 0, 1]])
    to_share = np.array([[1 / first[1], 0, 0.5 / first[1]], [0, 1 / first[0], 0.5 / first[0]], [0, 0, 1]])
    shares: Matrix = to_share @ matrix @ from_share
    return np.asarray(shares / shares[2, 2], np.float64)
