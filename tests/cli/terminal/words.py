"""One call of every command that ends by itself and needs neither the network nor a person."""

from __future__ import annotations

from tests.cli.test_commands import COMMANDS

GIVEN: dict[tuple[str, ...], tuple[str, ...]] = {
    ("init",): ("baru",),
    ("demo",): ("vlogkit.yaml",),
    ("render",): ("uji", "--draft", "-f", "square"),
    ("still",): ("uji", "-o", "a.png"),
    ("check",): ("uji",),
    ("redact",): ("-",),
    ("complaints", "import"): ("tidak-ada.csv",),
    ("complaints", "profile"): ("vlogkit.yaml",),
    ("complaints", "show"): ("LGWP1",),
    ("complaints", "tally"): ("--from", "2026-10-01", "--to", "2026-10-31"),
    ("complaints", "forget"): ("LGWP1",),
    ("complaints", "purge"): ("--before", "2020-01-01", "--dry-run"),
    ("highlights", "propose"): ("LGWP1", "--by", "Sari"),
    ("highlights", "approve"): ("LGWP1", "--by", "Sari"),
    ("highlights", "reject"): ("LGWP1", "--by", "Sari", "--reason", "…"),
    ("highlights", "without-pictures"): ("LGWP1", "--by", "Sari"),
    ("captions", "align"): ("a.mp4", "b.txt", "-o", "c.srt"),
    ("captions", "check"): ("a.srt",),
    ("footage", "info"): ("a.mp4",),
    ("footage", "pauses"): ("a.mp4",),
    ("plan",): ("--dry-run", "--by", "Sari"),
    ("plan", "import"): ("a.csv", "--by", "Sari"),
    ("review", "show"): ("x",),
    ("review", "approve"): ("x", "--by", "Sari"),
    ("review", "reject"): ("x", "--by", "Sari", "--reason", "…"),
    ("queue", "show"): ("x",),
    ("queue", "retry"): ("x", "--by", "Sari"),
    ("queue", "resolve"): ("x", "--posted", "--by", "Sari"),
    ("queue", "mark-posted"): ("x", "--by", "Sari"),
    ("queue", "cancel"): ("x", "--by", "Sari"),
    ("hold", "on"): ("--reason", "gempa → …", "--by", "Sari"),
    ("hold", "off"): ("--leave", "--by", "Sari"),
    ("receipts", "export"): ("arsip.zip",),
    ("accounts", "add"): ("tidak-ada", "--stdin"),
    ("accounts", "remove"): ("tidak-ada",),
    ("templates", "show"): ("tally",),
    ("templates", "check"): ("uji", "--lang", "id", "--data", "ordinary", "--format", "square", "--no-report"),
    ("templates", "new"): ("baru", "--from", "tally"),
    ("templates", "preview"): ("uji", "-o", "a.webp", "-f", "square"),
}
"""What follows the words of a command that cannot be called bare."""
ENDLESS = {("worker",), ("studio",)}
"""Commands that run until they are stopped, and the only ones without --json."""


def calls() -> list[tuple[str, ...]]:
    """The words of one call of each command."""
    return [(*words, *GIVEN.get(words, ())) for words in COMMANDS if words not in ENDLESS]
