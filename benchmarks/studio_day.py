"""A day in the studio on a small computer: open, type, a draft video, three formats, a review; times and memory.

python benchmarks/studio_day.py --json                    # as this machine is
python benchmarks/studio_day.py --megabytes 1024 --cores 1  # Linux with a memory cgroup (v1) that this user may make
"""

from __future__ import annotations

import argparse
import json
import os
import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from studio import ITEM, keystrokes, processor_of, rendered, studio
from vlogkit.samples.sample_workspace import make_workspace

GROUPS = Path("/sys/fs/cgroup/memory")
EVERY = 0.1
"""Seconds between two looks at the memory."""


@contextmanager
def small(megabytes: int, cores: int) -> Iterator[Path | None]:
    """This process and all that it starts in a group of so many MB, without swap, and on so many cores; the group's
    folder."""
    if cores:
        os.sched_setaffinity(0, set(range(cores)))
    if not megabytes:
        yield None
        return
    before = GROUPS / Path("/proc/self/cgroup").read_text("ascii").split("memory:", 1)[1].split("\n")[0].lstrip("/")
    group = GROUPS / f"studio-day-{os.getpid()}"
    group.mkdir()
    for name in ("memory.limit_in_bytes", "memory.memsw.limit_in_bytes"):
        if (group / name).exists():
            (group / name).write_text(str(megabytes * 1_048_576), "ascii")
    (group / "cgroup.procs").write_text(str(os.getpid()), "ascii")
    try:
        yield group
    finally:
        (before / "cgroup.procs").write_text(str(os.getpid()), "ascii")
        for _ in range(100):  # processes of the studio may still be ending
            try:
                group.rmdir()
                break
            except OSError:
                time.sleep(0.1)


class Watch:
    """The most that the studio and the processes it started held together, and the studio by itself, MB."""

    def __init__(self, pid: int) -> None:
        self.pid, self.together, self.alone, self._ended = pid, 0.0, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ended.wait(EVERY):
            held = [held_by(pid) for pid in [self.pid, *children_of(self.pid)]]
            self.alone, self.together = max(self.alone, held[0]), max(self.together, sum(held))

    def end(self) -> dict[str, float]:
        """What was seen."""
        self._ended.set()
        self._thread.join()
        return {"together_MB": round(self.together), "studio_MB": round(self.alone)}


def held_by(pid: int) -> float:
    """MB that a process holds, pages it shares with others by its share of them."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0.0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def children_of(pid: int) -> list[int]:
    """Every process that one started, and those that they started."""
    try:
        own = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
        own += [
            int(one)
            for path in Path(f"/proc/{pid}/task").iterdir()
            for one in (path / "children").read_text("ascii").split()
        ]
    except OSError:
        return []
    return [each for one in dict.fromkeys(own) for each in (one, *children_of(one))]


def day(client: httpx.Client, strokes: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is done one after the other, by name."""
    yield (
        "item page with its still",
        lambda: [client.get(f"/items/{ITEM}"), client.get(f"/items/{ITEM}/picture?format=portrait")],
    )
    yield "findings", lambda: client.get(f"/items/{ITEM}/findings").raise_for_status()
    yield f"{strokes} strokes", lambda: keystrokes(client, strokes + 2)
    yield "a moment of the video", lambda: client.get(f"/items/{ITEM}/picture?format=portrait&at=3").raise_for_status()
    yield "draft video", lambda: [client.post(f"/items/{ITEM}/render?draft=1"), rendered(client)]
    yield "three formats", lambda: [client.post(f"/items/{ITEM}/render"), rendered(client)]
    yield "plan and review", lambda: [client.post("/plan", data={"item": ITEM}).raise_for_status(), looked(client)]


def looked(client: httpx.Client) -> None:
    """Open the first post that waits, and say yes."""
    found = re.search(r'href="(/review/[^"]+)"', client.get("/review").text)
    assert found
    page = client.get(found[1]).raise_for_status().text
    content = re.search(r'name="content" value="([^"]+)"', page)
    assert content
    answer = {"by": "Kepala Bidang", "decision": "approve", "content": content[1]}
    client.post(found[1], data=answer).raise_for_status()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--strokes", type=int, default=50)
    parser.add_argument("--megabytes", type=int, default=0, help="0 without a limit")
    parser.add_argument("--cores", type=int, default=0, help="0 for all")
    given = parser.parse_args()
    result: dict[str, object] = {"megabytes": given.megabytes, "cores": given.cores or os.cpu_count()}
    with tempfile.TemporaryDirectory() as place, small(given.megabytes, given.cores) as group:
        folder = Path(place) / "dinas"
        make_workspace(folder)
        with studio(folder) as (client, seconds, pid):
            client.follow_redirects = True
            watch, steps = Watch(pid), {}
            result["first page"] = {"seconds": round(seconds[0], 1), "processor": round(seconds[1], 1)}
            for name, do in day(client, given.strokes):
                began, before = time.perf_counter(), processor_of(pid)
                do()
                steps[name] = {
                    "seconds": round(time.perf_counter() - began, 1),
                    "processor": round(processor_of(pid) - before, 1),
                    "studio_MB": round(held_by(pid)),
                    "most_MB": round(watch.together),
                }
            result |= {"steps": steps, **watch.end()}
        if group:
            result["most that the group counted, files in memory too, MB"] = round(
                int((group / "memory.max_usage_in_bytes").read_text("ascii")) / 1_048_576
            )
            result["killed"] = re.search(
                r"oom_kill (\d+)", (group / "memory.oom_control").read_text("ascii") + " oom_kill 0"
            )[1]  # type: ignore[index]  # it is always found
    result["load"] = [round(one, 1) for one in os.getloadavg()] if hasattr(os, "getloadavg") else []
    print(json.dumps(result, indent=None if given.json else 1))


if __name__ == "__main__":
    main()
