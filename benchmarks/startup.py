"""Start the command line and ask for help; print its processor time and which heavy libraries it imported.

python benchmarks/startup.py --json
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys

from render import measure

HEAVY = (
    "av",
    "cv2",
    "moviepy",
    "numpy",
    "PIL",
    "sqlalchemy",
    "googleapiclient",
    "atproto",
    "httpx",
    "distributed",
)


def run(repeats: int) -> dict[str, object]:
    """`vlogkit --help` in new processes."""
    command = [sys.executable, "-m", "vlogkit", "--help"]
    times = [measure(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(repeats)]
    listed = subprocess.run(
        [sys.executable, "-X", "importtime", *command[1:]], check=True, capture_output=True, text=True
    ).stderr
    names = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in listed.splitlines() if "|" in line}
    return {
        "processor_seconds": round(statistics.median(cpu for _, cpu in times), 3),
        "wall_seconds": round(statistics.median(wall for wall, _ in times), 3),
        "heavy_imports": sorted(names & set(HEAVY)),
    }


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--repeats", type=int, default=7)
    given = parser.parse_args()
    found = run(given.repeats)
    print(json.dumps(found, indent=2) if given.json else found)


if __name__ == "__main__":
    main()
