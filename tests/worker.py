"""A worker process for tests: publishes what is due in a workspace at a given time, and can die at a chosen step.

usage: worker.py ROOT NOW [STEP:NUMBER:before|after]   steps: commit, rename, link
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

SMALL = 256 * 1024


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


def main(root: Path, now: dt.datetime, die: str = "") -> None:
    from vlogkit.ledger.ledger import open_ledger
    from vlogkit.publishing import publish_due
    from vlogkit.publishing.accounts.secrets import SystemSecrets
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
    for done in publish_due(ledger, workspace, lambda: now, worker=f"worker:{os.getpid()}", secrets=secrets):
        print(done.post, done.state, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), dt.datetime.fromisoformat(sys.argv[2]), *sys.argv[3:])
