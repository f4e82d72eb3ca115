"""Connect to an account's service without ever showing a secret."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from vlogkit.publishing.answers import ContentError
from vlogkit.publishing.transport.wire import Permit, Wire, hide
from vlogkit.records.base import fingerprint
from vlogkit.records.platform import PlatformFacts
from vlogkit.records.settings import Account

Clock = Callable[[], dt.datetime]


@dataclass(kw_only=True)
class Connection:
    """An account in use: what it says in vlogkit.yaml, its secrets, the facts of its service, the clock."""

    account: Account
    facts: PlatformFacts
    clock: Clock
    secrets: dict[str, str]
    permit: Permit | None = None
    """Who is asked while calls are made; None where nothing is posted, as when an account is checked."""
    meter: Callable[[Mapping[str, int], bool], None] | None = None
    """Counts calls against the service's quotas before they are made, those that follow a post that is out apart; None
    where nothing is counted."""
    _wires: dict[tuple[str, str], Wire] = field(default_factory=dict)

    def wire(self, default: str) -> Wire:
        """A connection to the account's server, or to the service's own at `default`; kept until `close`."""
        base = self.account.base_url or default
        key = (base, fingerprint(self.secrets))
        if key not in self._wires:
            given = self.option("timeout_seconds")
            timeout = float(given) if re.fullmatch(r"\d+(\.\d+)?", given) else 60.0
            self._wires[key] = Wire(base, secrets=self.secrets.values(), timeout=timeout, permit=self.permit)
        return self._wires[key]

    def charge(self, call: str) -> None:
        """Count one call against the service's quotas, directly before it is made. Raises SpentError."""
        if self.meter is not None and call in self.facts.calls:
            self.meter({call: 1}, False)

    def charge_part(self, part: str) -> None:
        """Count all calls of what is added to a post, before the first of them is made. Raises SpentError."""
        if self.meter is not None and part in self.facts.parts:
            self.meter(self.facts.parts[part].calls, True)

    def token_was_taken(self) -> bool:
        """Whether the secrets as they are now were good for a call before the last one, which refused them."""
        mark = fingerprint(self.secrets)
        return sum(wire.answers for (_, secrets), wire in self._wires.items() if secrets == mark) > 1

    def hide(self, text: str) -> str:
        """The text without any of the account's secrets."""
        return hide(text, self.secrets.values())

    def close(self) -> None:
        """Close the connections."""
        for wire in self._wires.values():
            wire.close()

    def secret(self, name: str) -> str:
        """One of the account's secrets. Raises ContentError naming the command that stores it."""
        value = self.secrets.get(name, "")
        if not value:
            hint = f"vlogkit accounts add {self.account.name}"
            raise ContentError(f"the account `{self.account.name}` has no {name} stored; add it with: {hint}")
        return value

    def option(self, name: str, default: str = "") -> str:
        """One of the account's options in vlogkit.yaml."""
        return self.account.options.get(name) or default
