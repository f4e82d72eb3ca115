"""The machine, against every service there could be: what is begun is looked for, nothing is called twice in doubt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.desk import NOW
from tests.sampled import examples

from vlogkit.publishing.answers import DoubtError, HeldError, LaterError, SetbackError, Sight
from vlogkit.publishing.sending import BACKOFF, advance, wait_after


@dataclass
class Service:
    """A keyed service that follows a script of faults."""

    script: list[str]
    accepted: int = 0
    public: int = 0
    calls: list[str] = field(default_factory=list)

    def _fault(self) -> str:
        return self.script.pop(0) if self.script else "ok"

    def _do(self, what: str, act) -> None:  # type: ignore[no-untyped-def]
        fault = self._fault()
        self.calls.append(what)
        if fault == "refuse":
            raise LaterError("busy")
        if fault == "lose":
            raise DoubtError("silence, not accepted")
        act()
        if fault == "silence":
            raise DoubtError("silence, accepted")

    def submit(self, job, run) -> Sight:  # type: ignore[no-untyped-def]
        self._do("submit", lambda: setattr(self, "accepted", self.accepted + 1))
        return self.check(job, run)

    def finalize(self, job, run) -> Sight:  # type: ignore[no-untyped-def]
        self._do("finalize", lambda: setattr(self, "public", self.public + 1))
        return self.check(job, run)

    def check(self, _job, _run) -> Sight:  # type: ignore[no-untyped-def]
        if self._fault() == "refuse":
            raise LaterError("busy")
        if self.public:
            return Sight("published", "r")
        return Sight("ready", "r") if self.accepted else Sight("absent")


@dataclass
class Turn:
    """A run on which nothing but a hold stands in the way."""

    holds: list[bool]

    def clear(self, job) -> None:  # type: ignore[no-untyped-def]
        """Everything else is in order."""

    def confirm(self) -> None:
        if self.holds and self.holds.pop(0):
            raise HeldError("hold")

    def begin(self, job) -> None:  # type: ignore[no-untyped-def]
        job.handle["key"] = "k"

    def accept(self, job, sight) -> None:  # type: ignore[no-untyped-def]
        """The ledger always takes it."""


def run(service: Service, holds: list[bool]) -> tuple[str, bool]:
    """Advance again and again as workers would; where it ends, and whether a held post was ever called."""
    job = SimpleNamespace(handle={}, remote_id="")
    broke = False
    turn = Turn(holds)
    for _ in range(40):
        before = len(service.calls)
        try:
            sight = advance(service, job, turn)  # type: ignore[arg-type]
        except HeldError:
            broke = broke or service.calls[before:] == ["finalize"]
        except SetbackError:
            continue
        else:
            return sight.where, broke
    return "never", broke


@settings(deadline=None, max_examples=examples(300))
@given(
    st.lists(st.sampled_from(["ok", "refuse", "lose", "silence"]), max_size=14),
    st.lists(st.booleans(), max_size=5),
)
def test_whatever_goes_wrong_a_keyed_post_ends_published_once(script: list[str], holds: list[bool]) -> None:
    service = Service(script)
    where, broke = run(service, holds)
    assert where == "published"
    assert (service.accepted, service.public) == (1, 1)
    assert not broke


def test_waiting_grows_and_a_service_that_names_a_time_is_obeyed() -> None:
    waits = [wait_after(attempts, LaterError("x"), NOW) - NOW for attempts in range(12)]
    assert waits == [dt.timedelta(minutes=BACKOFF[min(n, 7)]) for n in range(12)]
    at = NOW + dt.timedelta(hours=9)
    assert wait_after(0, LaterError("x", at=at), NOW) == at
    assert wait_after(0, LaterError("x", after=dt.timedelta(seconds=7)), NOW) == NOW + dt.timedelta(seconds=7)
