"""Worker processes for tests: each publishes what is due in a workspace at a given time, and can die at a chosen step.

Workers are forked from one process that has loaded everything, where the system can: loading takes half a second, and
hundreds of workers are killed."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Mapping
from functools import cache
from multiprocessing.context import BaseContext
from pathlib import Path

SMALL = 256 * 1024
LOADED = ("tests.worker", "tests.desk", "vlogkit.ledger.ledger", "vlogkit.publishing.due", "vlogkit.workspace", "sqlalchemy.dialects.sqlite", "httpx")  # fmt: skip


@cache
def _context() -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(LOADED))
    return context


class Worker:
    """A running worker. `returncode` is that of the system: -9 after SIGKILL, None while it runs."""

    def __init__(self, root: Path, now: dt.datetime, environment: Mapping[str, str], die: str = "") -> None:
        self._said = root / f"said-{id(self)}.txt"
        self._process = _context().Process(target=_main, args=(root, now, dict(environment), die, self._said))  # type: ignore[attr-defined]  # every context has it
        self._process.start()
        self._waiting = threading.Lock()

    @property
    def returncode(self) -> int | None:
        code: int | None = self._process.exitcode
        return code

    def kill(self) -> None:
        self._process.kill()

    def wait(self, timeout: float = 60) -> int:
        """The exit code. Fails where the worker does not end in time; it is killed then."""
        with self._waiting:  # the code of a forked process can be read once
            self._process.join(timeout)
        if self._process.exitcode is None:
            self._process.kill()
            raise AssertionError(f"the worker did not end in {timeout} s")
        return int(self._process.exitcode)

    def said(self) -> str:
        """What the worker printed, errors included."""
        return self._said.read_text(encoding="utf-8")


def dying(function: Callable[..., object], number: int, when: str) -> Callable[..., object]:
    """The function, except that its n-th call kills the process before or after it."""
    count = 0

    def wrapper(*args: object, **kwargs: object) -> object:
        nonlocal count
        count += 1
        if count == number and when == "before":
            os.kill(os.getpid(), 9)
        result = function(*args, **kwargs)
        if count == number:
            os.kill(os.getpid(), 9)
        return result

    return wrapper


def _main(root: Path, now: dt.datetime, environment: Mapping[str, str], die: str, said: Path) -> None:
    os.environ.update(environment)
    with said.open("w", encoding="utf-8") as file:
        sys.stdout = sys.stderr = file
        publish(root, now, die)


def publish(root: Path, now: dt.datetime, die: str = "") -> None:
    """Publish what is due; `die` is STEP:NUMBER:before|after, where a step is a commit, a rename or a link."""
    from tests.desk import OpenItems
    from vlogkit.ledger.ledger import open_ledger
    from vlogkit.publishing.accounts.secrets import SystemSecrets
    from vlogkit.publishing.due import publish_due
    from vlogkit.publishing.retracting import take_back_due
    from vlogkit.workspace import open_workspace

    workspace = open_workspace(root)
    if any(account.platform == "youtube" for account in workspace.settings.accounts):
        from vlogkit.publishing.platforms import youtube

        youtube.CHUNK = SMALL
    ledger = open_ledger(workspace.database)
    step, _, rest = die.partition(":")
    if die:
        number, _, when = rest.partition(":")
        if step == "commit":
            ledger.engine.dialect.do_commit = dying(ledger.engine.dialect.do_commit, int(number), when)
        if step == "rename":
            Path.rename = dying(Path.rename, int(number), when)  # type: ignore[method-assign]
        if step == "link":
            os.link = dying(os.link, int(number), when)  # type: ignore[assignment]
    secrets = SystemSecrets("test", root / "secrets", os.environ, keyring=False)
    more = {"worker": f"worker:{os.getpid()}", "secrets": secrets, "items": OpenItems()}
    for done in publish_due(ledger, workspace, lambda: now, **more):
        print(done.post, done.state, flush=True)
    for taken in take_back_due(ledger, workspace, lambda: now, worker=more["worker"], secrets=secrets):
        print(taken.retraction.id, taken.state, flush=True)
