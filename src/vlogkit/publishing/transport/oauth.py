"""Renew OAuth 2 tokens, as X, TikTok and Google want it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from vlogkit.publishing.answers import ReconnectError, TokenError
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.wire import Answer, Wire


def bearer(line: Connection) -> dict[str, str]:
    """The header with the account's access token. Raises TokenError when only a refresh token is stored yet."""
    if not line.secrets.get("access_token") and line.secrets.get("refresh_token"):
        raise TokenError("there is no access token yet")
    return {"Authorization": f"Bearer {line.secret('access_token')}"}


def expiry(answer: Answer, now: dt.datetime) -> dict[str, str]:
    """When a new token runs out, as far as a service says it in `expires_in`; a century at most."""
    seconds = answer.number("expires_in")
    if seconds is None:
        return {}
    return {"expires_at": (now + dt.timedelta(seconds=min(seconds, 100 * 365 * 86400))).isoformat()}


def renew(line: Connection, wire: Wire, path: str, form: Mapping[str, str], *, basic: bool = False) -> dict[str, str]:
    """New tokens for the stored refresh token. Raises ReconnectError when a person must sign in again, LaterError.

    A refresh token that rotates comes back with the answer and is stored with the access token, in one write.
    """
    import base64

    headers = {}
    if basic:
        pair = f"{line.secret('client_id')}:{line.secrets.get('client_secret', '')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    values = {"grant_type": "refresh_token", "refresh_token": line.secret("refresh_token"), **form}
    answer = wire.call("POST", path, form=values, headers=headers)
    if answer.ok and answer.get("access_token"):
        fresh = {name: answer.get(name) for name in ("access_token", "refresh_token")}
        return fresh | expiry(answer, line.clock())
    said = answer.get("error_description") or answer.get("error")
    if answer.status in {400, 401} or (answer.ok and said):
        raise ReconnectError(wire.hide(f"the refresh token is no longer taken ({said or answer.status})"))
    raise wire.fault(answer, said, now=line.clock())
