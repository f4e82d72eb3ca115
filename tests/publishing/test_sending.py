"""The machine, against every service there could be: what is begun is looked for, nothing is called twice in doubt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.desk import NOW

from vlogkit.publishing.answers import DoubtError, HeldError, LaterError, SetbackError, Sight
from vlogkit.publishing.sending import BACKOFF, Steps, advance, wait_after


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

    def submit(self, job) -> Sight:  # type: ignore[no-untyped-def]
        self._do("submit", lambda: setattr(self, "accepted", self.accepted + 1))
        return self.check(job)

    def finalize(self, job) -> Sight:  # type: ignore[no-untyped-def]
        self._do("finalize", lambda: setattr(self, "public", self.public + 1))
        return self.check(job)

    def check(self, _job) -> Sight:  # type: ignore[no-untyped-def]
        if self._fault() == "refuse":
            raise LaterError("busy")
        if self.public:
            return Sight("published", "r")
        return Sight("ready", "r") if self.accepted else Sight("absent")


def run(service: Service, holds: list[bool]) -> tuple[str, bool]:
    """Advance again and again as workers would; where it ends, and whether a held post was ever called."""
    job = SimpleNamespace(handle={}, remote_id="")
    broke = False

    def no_hold(_job: object) -> None:
        if holds and holds.pop(0):
            raise HeldError("hold")

    def begin(_job: object) -> None:
        job.handle["key"] = "k"

    steps = Steps(lambda _job: None, begin, no_hold, lambda _job, _sight: None, lambda _job: None)
    for _ in range(40):
        before = len(service.calls)
        try:
            sight = advance(service, job, steps)  # type: ignore[arg-type]
        except HeldError:
            broke = broke or service.calls[before:] == ["finalize"]
        except SetbackError:
            continue
        else:
            return sight.where, broke
    return "never", broke


@settings(deadline=None, max_examples=300)
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
