"""Prints which share of number plates is covered, how many areas without one are, and how long a picture takes.

    python benchmarks/plates.py --photos FOLDER                  # invented plates over photographs
    python benchmarks/plates.py --labelled FOLDER --count 120    # photographs with boxes: images/*.jpg, labels/*.txt (YOLO)

A plate is covered where 97 % of its lettered part, the inner 92 x 80 %, lies in the blurred areas."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from plate_pictures import PlatePicture, plate_pictures

from vlogkit.intake.protecting.blurring import GROW
from vlogkit.seeing.found_boxes import Found
from vlogkit.seeing.spotting.number_plates import THRESHOLD, find_plates

COVERED = 0.97


def photographs(folder: Path) -> list[NDArray[np.uint8]]:
    """The RGB photographs of a folder."""
    return [opened(path) for path in sorted(folder.iterdir()) if path.suffix.lower() in {".jpg", ".png"}]


def opened(path: Path) -> NDArray[np.uint8]:
    """RGB pixels of a file."""
    return np.ascontiguousarray(cv2.imread(str(path), cv2.IMREAD_COLOR)[:, :, ::-1])


def labelled(folder: Path, count: int) -> Iterator[PlatePicture]:
    """Photographs whose plates a person marked, taken evenly from all."""
    files = sorted((folder / "images").glob("*.jpg"))
    for path in files[:: max(1, len(files) // count)][:count]:
        pixels = opened(path)
        height, width = pixels.shape[:2]
        plates = []
        for line in (folder / "labels" / f"{path.stem}.txt").read_text("utf-8").splitlines():
            x, y, w, h = (float(part) for part in line.split()[1:5])
            dx, dy = w * 0.46, h * 0.40
            corners = [(x - dx, y - dy), (x + dx, y - dy), (x + dx, y + dy), (x - dx, y + dy)]
            plates.append(np.array(corners, np.float32) * (width, height))
        yield PlatePicture(pixels, tuple(plates), "labelled")


def blurred(box: Found, shape: tuple[int, int]) -> tuple[slice, slice]:
    """Rows and columns that are blurred for a find."""
    grow_x, grow_y = (box.right - box.left) * GROW["box"], (box.bottom - box.top) * GROW["box"]
    rows = slice(max(0, int(box.top - grow_y)), min(shape[0], int(box.bottom + grow_y) + 1))
    return rows, slice(max(0, int(box.left - grow_x)), min(shape[1], int(box.right + grow_x) + 1))


def judged(shown: PlatePicture, found: list[Found]) -> tuple[list[bool], int]:
    """Which plates are covered, and how many finds touch none."""
    shape = shown.pixels.shape[:2]
    cover = np.zeros(shape, bool)
    for box in found:
        cover[blurred(box, shape)] = True
    masks = []
    for corners in shown.plates:
        mask = np.zeros(shape, np.uint8)
        cv2.fillConvexPoly(mask, np.round(corners).astype(np.int32), 1)
        masks.append(mask > 0)
    hits = [bool(cover[mask].mean() >= COVERED) if mask.any() else True for mask in masks]
    return hits, sum(not any(mask[blurred(box, shape)].any() for mask in masks) for box in found)


def main() -> int:
    """Measure and print; 1 where fewer than 95 % are covered or more than 0.2 areas a picture are false."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--photos", type=Path)
    options.add_argument("--labelled", type=Path)
    options.add_argument("--count", type=int, default=400)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threshold", type=float, default=THRESHOLD)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    if chosen.labelled:
        pictures = labelled(chosen.labelled, chosen.count)
    else:
        pictures = plate_pictures(photographs(chosen.photos), chosen.count, chosen.seed)
    cv2.setNumThreads(1)
    total, covered, false, number, spent = Counter[str](), Counter[str](), 0, 0, 0.0
    for shown in pictures:
        start = time.process_time()
        found = find_plates(shown.pixels, threshold=chosen.threshold)
        spent += time.process_time() - start
        hits, wrong = judged(shown, found)
        total[shown.kind] += len(hits)
        covered[shown.kind] += sum(hits)
        false, number = false + wrong, number + 1
    result = {
        "pictures": number,
        "covered": sum(covered.values()) / max(1, sum(total.values())),
        "false": false / max(1, number),
        "ms": 1000 * spent / max(1, number),
        "kinds": {kind: f"{covered[kind]}/{total[kind]}" for kind in sorted(total)},
    }
    print(json.dumps(result) if chosen.json else "\n".join(f"{name}: {value}" for name, value in result.items()))
    return 0 if result["covered"] >= 0.95 and result["false"] <= 0.2 else 1


if __name__ == "__main__":
    sys.exit(main())
