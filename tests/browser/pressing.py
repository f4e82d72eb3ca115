"""Press what replaces the page, and go on when the new one is there: what is typed before is lost with the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MINUTE = 60_000


def press(page: Page, what: str | Locator) -> None:
    """Press a button, by its name or as it was found, and wait until the page that follows is there."""
    button = page.get_by_role("button", name=what) if isinstance(what, str) else what
    with page.expect_navigation(timeout=MINUTE):
        button.click()
