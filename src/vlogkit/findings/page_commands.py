"""What a page says where a message names a command: the page or the button that does the same."""

from __future__ import annotations

import re
from collections.abc import Callable

PLACES: dict[tuple[str, ...], str] = {
    ("render",): "“Render videos and cards” on the page of the item",
    ("check",): "the page of the item",
    ("plan",): "“Put it on the calendar” on the page of the item",
    ("publish",): "“Send what is due now” on the page “Today”",
    ("worker",): "“Send by itself from now on” on the page “Today”",
    ("queue",): "the page “Queue”",
    ("review",): "the page “Review”",
    ("review", "enroll"): "the page “Your passphrase”",
    ("review", "phrase"): "“Set an answer phrase” on the page “Your passphrase”",
    ("retract",): "the page “Taking back”",
    ("hold", "off"): "“Lift the hold”",
    ("hold", "list"): "the top of each page",
    ("hold", "on"): "“Stop everything” on the page “Today”",
    ("accounts",): "the page “Accounts”",
    ("complaints",): "the page “Complaints”",
    ("highlights",): "the page “Complaints”",
}
"""Command → where the studio does it. What only a terminal does keeps its command."""
_WORD = r"(?:--?[a-z][\w-]*|'[^']*'|\"[^\"]*\"|[\w/-]+(?:[.:][\w/-]+)*)"
_NAMES = "|".join(sorted((" ".join(words) for words in PLACES), key=len, reverse=True))
_COMMAND = re.compile(
    rf"`vlogkit (?P<quoted>(?:{_NAMES})\b)[^`]*`|vlogkit (?P<bare>(?:{_NAMES})\b)(?: {_WORD})*(?:,? (?:or|atau) --[\w-]+)*"
)


def on_a_page(text: str, translate: Callable[[str], str]) -> str:
    """A finished sentence with the studio's places, translated into its language, for the commands that it names."""
    if "vlogkit " not in text:
        return text
    return _COMMAND.sub(lambda found: translate(PLACES[tuple((found["quoted"] or found["bare"]).split())]), text)
