"""Write an approval sheet as one HTML file that loads nothing: all that it shows is one text, over which an answer signs."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from vlogkit.files import write_text
from vlogkit.pipeline.editing.plain_findings import plain_finding, what_it_says
from vlogkit.pipeline.posting.answering.sheet_making import SheetContent, keep_sheet, make_sheet
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.base import Language
from vlogkit.records.post import Post
from vlogkit.records.posting.approval_sheet import ApprovalSheet, SheetWay
from vlogkit.studio.doors.door import STATIC
from vlogkit.studio.showing import moment_words, page_templates
from vlogkit.translating.finished_sentences import spoken
from vlogkit.translating.gettext_catalogue import language_of, translated


@dataclass(frozen=True)
class MadeSheet:
    """A sheet that was kept, the page that shows it, and the videos that a link plays."""

    sheet: ApprovalSheet
    html: str
    lang: Language
    films: tuple[Path, ...]


def made_sheet(
    desk: PublishingDesk, item: str, *, approver: str, by: str, way: SheetWay, now: dt.datetime
) -> MadeSheet:
    """Ask an approver for a yes to an item. Raises UsageError."""
    content, lang = make_sheet(desk, item, approver=approver, by=by, way=way, now=now), sheet_language(desk)
    text = sheet_text(desk, content, lang)
    sheet = keep_sheet(desk, content.sheet, text)
    folder = desk.workspace.bundles / item
    return MadeSheet(sheet, sheet_html(text, lang, way), lang, tuple(folder / path for path in films(content)))


def write_sheet(made: MadeSheet, path: Path) -> None:
    """Write the file of a sheet, for its owner's eyes until it is sent. Raises DiskError."""
    write_text(path, made.html, private=True)


def sheet_language(desk: PublishingDesk) -> Language:
    """The language of a sheet: the workspace's."""
    return language_of(desk.workspace.settings.lang)  # type: ignore[return-value]  # one of LANGUAGES


def sheet_text(desk: PublishingDesk, content: SheetContent, lang: Language) -> str:
    """All that a sheet shows, as JSON in ASCII that may stand in a page as it is."""
    sheet, settings = content.sheet, desk.workspace.settings
    until = moment_words(sheet.until, settings.timezone, lang)
    key = sheet.key
    check = hashlib.sha256(bytes.fromhex(key.public)).hexdigest()[:2] if key else ""
    shown = {
        "sheet": {
            "id": sheet.id,
            "way": sheet.way,
            "approver": sheet.approver,
            "posts": [one.model_dump() for one in sheet.posts],
            "until": sheet.until.isoformat(),
            "key": {"salt": key.salt, "rounds": key.rounds, "check": check} if key else None,
        },
        "agency": settings.name,
        "title": content.bundle.title,
        "asked": translated("{by} asks {approver}: may this go out as it stands here?", lang, by=sheet.by, approver=sheet.approver),
        "until": translated("It can be answered until {until}.", lang, until=until),
        "groups": [_group(desk, content, posts, lang) for posts in content.groups],
        "pictures": {path: [one.model_dump() for one in pictures] for path, pictures in content.pictures.items()},
        "findings": [
            plain_finding(one, lang)._asdict() | {"severity": one.severity, "label": translated(one.severity, lang)}
            for one in {what_it_says(one): one for one in content.findings}.values()
        ],
    }  # fmt: skip
    return json.dumps(shown, separators=(",", ":")).replace("<", "\\u003c")


def _group(desk: PublishingDesk, content: SheetContent, posts: tuple[Post, ...], lang: Language) -> dict[str, object]:
    """Posts that show and say the same."""
    first, numbers = posts[0], {path: number for number, path in enumerate(films(content))}
    labels = {
        post.id: spoken(desk.facts[post.platform].label, lang) if post.platform in desk.facts else post.platform
        for post in posts
    }
    files = [
        {"path": path, "alt": first.alts[n] if n < len(first.alts) else ""}
        | ({"number": numbers[path], "moments": True} if path in numbers else {})
        for n, path in enumerate(first.files)
    ]
    return {
        "where": [f"{labels[post.id]} · {post.account} · {moment_words(post.due, post.zone, lang)}" for post in posts],
        "title": first.title,
        "words": first.wording(),
        "after": [*([first.comment] if first.comment else []), *first.thread],
        "files": files,
    }


def films(content: SheetContent) -> list[str]:
    """The videos of a sheet, in the order by which a link numbers them."""
    return [path for path in content.pictures if path.endswith(".mp4")]


def sheet_html(text: str, lang: Language, way: SheetWay) -> str:
    """The page that shows a sheet's text and answers it."""
    given = {"script": _static("answer.js"), "style": _static("answer.css"), "policy": sheet_policy(way)}
    page = page_templates().get_template("answer.html")
    return page.render(text=text, lang=lang, _=partial(translated, lang=lang), **given)


def sheet_policy(way: SheetWay) -> str:
    """What the page may do: run this script, show what it holds; by a link also answer, and play its videos."""
    own = ("connect-src 'self'", "media-src 'self'") if way == "link" else ()
    script, style = (f"'sha256-{_hashed(_static(name))}'" for name in ("answer.js", "answer.css"))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {script}",
            f"style-src {style}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            *own,
        )
    )


@cache
def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _hashed(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
