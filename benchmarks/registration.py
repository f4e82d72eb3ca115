"""How near a photograph that was warped in a known way is brought back, and how many pairs of two places are refused.

    python benchmarks/registration.py FOLDER    # a folder of photographs (JPEG or PNG), at least 15 of them

Each photograph is warped like one taken some steps further on (corners moved by up to 8 % of the width), made brighter or
darker channel by channel, made noisy, saved as JPEG, and a quarter of it is painted over as by a repair. Printed: the
error of its corners, in per cent of the width; how many of 100 pairs of two photographs are refused; and the seconds a
pair takes."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vlogkit.media.pictures import open_picture
from vlogkit.seeing.registering import register

Pixels = NDArray[np.uint8]
WARPS = 4
"""Of each photograph."""
PAIRS = 100
FEWEST = 15
LONGEST = 1600


def main(folder: Path) -> None:
    """Measure the photographs of a folder."""
    photos = [opened(path) for path in sorted(folder.glob("*")) if path.suffix.lower() in {".jpg", ".jpeg", ".png"}]
    rng = np.random.default_rng(14)
    errors, spent, verdicts = [], [], []
    for photo in photos:
        for _ in range(WARPS):
            after, truth = taken_again(photo, rng)
            began = time.perf_counter()
            found = register(photo, after)
            spent.append(time.perf_counter() - began)
            verdicts.append(found.verdict)
            if found.aligned():
                errors.append(corner_error(np.array(found.homography).reshape(3, 3), truth))
    refused = [register(a, b).verdict for a, b in list(combinations(photos, 2))[:PAIRS]]
    print(f"warped pairs registered  {verdicts.count('registered')} of {len(verdicts)}")
    print(f"corner error, median     {100 * np.median(errors):.3f} % of the width")
    print(f"corner error, 95th       {100 * np.percentile(errors, 95):.3f} % of the width")
    print(
        f"two places refused       {refused.count('elsewhere')} of {len(refused)}; registered {refused.count('registered')}"
    )
    print(f"seconds a pair, median   {np.median(spent):.2f}")


def opened(path: Path) -> Pixels:
    """A photograph in RGB, at most `LONGEST` pixels long."""
    picture = open_picture(path).pixels
    picture.thumbnail((LONGEST, LONGEST))
    return np.asarray(picture, np.uint8)


def taken_again(photo: Pixels, rng: np.random.Generator) -> tuple[Pixels, NDArray[np.float64]]:
    """The photograph as if taken again after a repair, and the homography from shares of it to shares of the first."""
    height, width = photo.shape[:2]
    unit = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    moved = (unit + rng.uniform(-0.08, 0.08, (4, 2)) * [1, width / height]).astype(np.float32)
    truth = cv2.getPerspectiveTransform(unit, moved)
    size = np.diag([width, height, 1.0])
    matrix = size @ truth @ np.linalg.inv(size)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    seen = cv2.warpPerspective(photo, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REFLECT)
    seen = repaired(seen, rng)
    lit = 255 * (seen / 255) ** rng.uniform(0.7, 1.4) * rng.uniform(0.8, 1.2, 3)
    noisy = np.clip(lit + rng.normal(0, 4, seen.shape), 0, 255).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(noisy).save(buffer, "JPEG", quality=80)
    return np.asarray(Image.open(buffer), np.uint8), truth


def repaired(photo: Pixels, rng: np.random.Generator) -> Pixels:
    """A quarter of the picture painted over with a rough even surface."""
    height, width = photo.shape[:2]
    high, wide = height // 2, width // 2
    top, left = int(rng.integers(0, height - high)), int(rng.integers(0, width - wide))
    done = photo.copy()
    surface = rng.normal(110, 14, (high, wide, 1)).repeat(3, axis=2)
    done[top : top + high, left : left + wide] = np.clip(surface, 0, 255).astype(np.uint8)
    return done


def corner_error(found: NDArray[np.float64], truth: NDArray[np.float64]) -> float:
    """How far the corners land from where they belong, on average, in shares of the width."""
    corners = np.array([[[0, 0], [1, 0], [1, 1], [0, 1]]], np.float64)
    ends: Iterator[NDArray[np.float64]] = (cv2.perspectiveTransform(corners, matrix)[0] for matrix in (found, truth))
    return float(np.linalg.norm(next(ends) - next(ends), axis=1).mean())


if __name__ == "__main__":
    given = sys.argv[1:]
    if len(given) == 1 and len(list(Path(given[0]).glob("*"))) >= FEWEST:
        main(Path(given[0]))
    else:
        print(f"Name a folder of at least {FEWEST} photographs; without one nothing is measured.")
