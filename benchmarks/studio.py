"""How quick the studio is: start, keystroke to still, long lists, memory; as its pages meet it, over the loopback interface.

python benchmarks/studio.py --json
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from full_workspace import fill

from vlogkit.samples.sample_workspace import make_workspace

ITEM = "jalan-purwodadi-blora"


@contextmanager
def studio(folder: Path) -> Iterator[tuple[httpx.Client, tuple[float, float], int]]:
    """A client of a studio on a folder, the seconds until its first page was there and those of the processor, and its
    process id."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "vlogkit", "studio", str(folder), "--no-open"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with httpx.Client(base_url=address, timeout=1800) as client:
            page = client.get("/")
            seconds, worked = time.perf_counter() - began, processor_of(process.pid)
            token = re.search(r'name="studio-token" content="([^"]+)"', page.text)
            assert token
            client.headers["x-studio-token"] = token[1]
            yield client, (seconds, worked), process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def memory_of(pid: int) -> float:
    """MB that a process holds; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def keystrokes(client: httpx.Client, count: int, *, rendering: bool = False) -> list[float]:
    """Seconds from a keystroke to the new still, as the page asks: save, then the picture."""
    found = re.search(r'data-version="([0-9a-f]+)"', client.get(f"/items/{ITEM}").text)
    assert found
    version, times = found[1], []
    if rendering:
        client.post(f"/items/{ITEM}/render")
    for number in range(count):
        began = time.perf_counter()
        saved = client.post(f"/items/{ITEM}", data={"title": f"Ruas Purwodadi–Blora {number}", "version": version})
        version = saved.json()["version"]
        client.get(f"/items/{ITEM}/picture", params={"format": "portrait", "v": version}).raise_for_status()
        times.append(time.perf_counter() - began)
    return times[2:]


def rendered(client: httpx.Client, most: float = 1800) -> float:
    """Seconds until the item that is being rendered is made."""
    began = time.perf_counter()
    while 'class="working"' in client.get(f"/items/{ITEM}/made").text:
        assert time.perf_counter() - began < most, "the render does not end"
        time.sleep(1)
    return time.perf_counter() - began


def pages(client: httpx.Client, pid: int, items: int, repeats: int = 9) -> dict[str, dict[str, float]]:
    """Of each page: milliseconds until it is there, the first time and the median of the others; those of the server's
    processor; kB. Parts of pages that load by themselves are among them."""
    later = (dt.datetime.now(dt.UTC) + dt.timedelta(days=40)).strftime("%Y-%m")
    ones = [
        one[1]
        for page, kind in (("/queue?show=sent", "posts"), ("/review", "review"))
        if (one := re.search(rf'href="(/{kind}/[^"]+)"', client.get(page).text))
    ]
    lists = ["/", "/items", "/items?page=40", "/items?q=kabar+77", "/review", "/review?page=100", "/calendar"]
    lists += [
        f"/calendar?month={later}",
        *(f"/queue?show={name}" for name in ("troubled", "by_hand", "coming", "sent")),
    ]
    lists += ["/queue?show=sent&page=100", "/complaints", "/complaints/found", "/retractions", "/retractions/grave"]
    lists += ["/accounts", *ones]
    if items:
        item = f"kabar-{min(101, items - 1)}"
        lists += [f"/items/{item}", f"/items/{item}/thumb", f"/retractions/kabar-{min(3, items - 1)}"]
    measured = {}
    for address in lists:
        took, before, size = [], 0.0, 0
        for number in range(repeats + 1):
            before = processor_of(pid) if number == 1 else before
            began = time.perf_counter()
            size = len(client.get(address).raise_for_status().content)
            took.append(1000 * (time.perf_counter() - began))
        measured[re.sub(r"(posts|review)/.+", r"\1/ID", address)] = {
            "first_ms": round(took[0]),
            "median_ms": round(statistics.median(took[1:])),
            "processor_ms": round(1000 * (processor_of(pid) - before) / repeats),
            "kB": round(size / 1000, 1),
        }
    return measured


def looked_through(client: httpx.Client, pid: int) -> dict[str, float]:
    """Seconds of the processor until all complaints were looked through, and again when one of them was decided about; kB.
    The page itself does not wait for it."""
    measured: dict[str, float] = {}
    for name in ("first", "after_a_decision"):
        before = processor_of(pid)
        part = client.get("/complaints/found").raise_for_status()
        measured[f"{name}_processor"] = round(processor_of(pid) - before, 2)
        measured["kB"] = round(len(part.content) / 1000, 1)
        one = re.search(r'href="(/complaints/[^"]+)"', part.text)
        if one:
            answer = client.post(one[1], data={"act": "reject", "by": "ukur", "reason": f"diukur {name}"})
            assert answer.status_code == 303, answer.text
    return measured


def processor_of(pid: int) -> float:
    """Seconds of the processor that a process has taken; 0 where the system does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--strokes", type=int, default=50)
    parser.add_argument("--items", type=int, default=5000)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--complaints", type=int, default=5000)
    given = parser.parse_args()
    result: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "dinas"
        make_workspace(folder)
        with studio(folder) as (client, seconds, pid):
            result["start_seconds"], result["start_processor"] = (round(each, 2) for each in seconds)
            time.sleep(2)
            result["idle_MB"] = round(memory_of(pid), 1)
            for name, rendering in (("keystroke", False), ("keystroke_while_rendering", True)):
                before = processor_of(pid)
                times = sorted(keystrokes(client, given.strokes + 2, rendering=rendering))
                result[f"{name}_processor"] = round((processor_of(pid) - before) / (given.strokes + 2), 3)
                result[f"{name}_median"] = round(statistics.median(times), 3)
                result[f"{name}_95"] = round(times[int(len(times) * 0.95) - 1], 3)
            result["warm_MB"] = round(memory_of(pid), 1)
            result["render_rest_seconds"] = round(rendered(client), 1)
        fill(folder, ITEM, items=given.items, posts=given.posts, complaints=given.complaints)
        with studio(folder) as (client, _, pid):
            result["complaints"] = looked_through(client, pid)
            result["pages"] = pages(client, pid, given.items)
            result["full_MB"] = round(memory_of(pid), 1)
        result["load"] = [round(one, 1) for one in os.getloadavg()] if hasattr(os, "getloadavg") else []
    print(json.dumps(result, indent=None if given.json else 1))


if __name__ == "__main__":
    main()
