"""Sign in to YouTube on a page of the browser, and return the account's tokens."""

from __future__ import annotations

import datetime as dt
import json
import webbrowser
from pathlib import Path

from vlogkit.errors import InputError, OutsideError

SCOPES = (
    "https://www.googleapis.com/auth/youtube.upload",
    "https://www.googleapis.com/auth/youtube.force-ssl",
    "https://www.googleapis.com/auth/youtube.readonly",
)
"""Uploads and thumbnails; captions and playlists; whose channel it is and how far a video is."""

NEEDED = ("client_id", "client_secret", "auth_uri", "token_uri")
"""What the file of an installed app says."""


def sign_in_to_youtube(client: bytes, called: Path, now: dt.datetime, *, seconds: int = 300) -> dict[str, str]:
    """Open Google's page in the browser, wait on loopback for the answer, and return the secrets of the account. `client` is
    what is in the file of the app.

    Raises InputError about the file for what is not the client of an installed app, OutsideError when nobody signs in
    within `seconds`.
    """
    from google_auth_oauthlib.flow import InstalledAppFlow
    from oauthlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]

    config = _client_config(client, called)
    flow = InstalledAppFlow.from_client_config(config, scopes=list(SCOPES), autogenerate_code_verifier=True)
    try:
        credentials = flow.run_local_server(
            host="127.0.0.1",
            port=0,
            authorization_prompt_message="If no page opens, go to: {url}",
            open_browser=_has_browser(),
            success_message="vlogkit has what it needs; you can close this page.",
            timeout_seconds=seconds,
            access_type="offline",
            prompt="consent",
        )
    except OAuth2Error as error:
        raise OutsideError(f"Google did not agree: {error.description or error.error}") from None
    except (AttributeError, OSError, ValueError):
        raise OutsideError("nobody signed in", hint="Run it again and finish the page in time.") from None
    if not credentials.refresh_token:
        hint = "Take the app's access away in your Google account, then sign in again."
        raise OutsideError("Google gave no refresh token", hint=hint)
    return {
        "client_id": str(credentials.client_id),
        "client_secret": str(credentials.client_secret),
        "access_token": str(credentials.token),
        "refresh_token": str(credentials.refresh_token),
        "signed_in_at": now.isoformat(),
    }


def _has_browser() -> bool:
    """Whether a page can be opened here; without one, its address is shown."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _client_config(client: bytes, called: Path) -> dict[str, dict[str, object]]:
    hint = "Make a client of the kind Desktop app in the Google Cloud console and download its JSON file."
    try:
        data = json.loads(client)
    except (ValueError, RecursionError):
        raise InputError("this is not the JSON file of a Google client", where=called, hint=hint) from None
    installed = data.get("installed") if isinstance(data, dict) else None
    if not isinstance(installed, dict) or not all(isinstance(installed.get(key), str) for key in NEEDED):
        raise InputError("this is not the client of an installed app", where=called, hint=hint)
    return {"installed": installed}
