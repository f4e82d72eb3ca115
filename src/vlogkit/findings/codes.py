"""The codes of findings: how grave each is by default, and what it means. `docs/findings.md` has a section for each."""

from __future__ import annotations

from typing import Literal, NamedTuple

from vlogkit.errors import Where
from vlogkit.findings.messages import worded
from vlogkit.records.finding import Finding, Severity, Value

Family = Literal[
    "reading",
    "file",
    "layout",
    "contrast",
    "flashes",
    "words",
    "brand",
    "privacy",
    "media",
    "footage",
    "speech",
    "item",
    "gate",
    "template",
]


class Code(NamedTuple):
    """What kind of fault a code is; some are graver than their default where the measured value is far off."""

    family: Family
    severity: Severity
    says: str


CODES: dict[str, Code] = {
    "captions-speed": Code("reading", "warning", "A caption is too fast to read."),
    "captions-short": Code("reading", "warning", "A caption is too short on screen."),
    "captions-long": Code("reading", "warning", "A caption stays too long on screen."),
    "captions-line": Code("reading", "warning", "A line of a caption has too many characters."),
    "captions-lines": Code("reading", "warning", "A caption has too many lines."),
    "captions-length": Code("reading", "warning", "A caption does not fit the lines of every format it is made in."),
    "captions-break": Code("reading", "warning", "A line of a caption ends inside a phrase."),
    "captions-order": Code("reading", "error", "A caption starts before the one above it."),
    "captions-overlap": Code("reading", "error", "A caption starts before the one above it ends."),
    "captions-gap": Code("reading", "warning", "The gap between two captions flickers."),
    "captions-file": Code("file", "error", "A caption file, or a part of it, cannot be read."),
    "captions-empty": Code("file", "error", "A cue of a caption file has no words."),
    "captions-beyond": Code("file", "error", "A caption stands after the end of its clip."),
    "captions-missing": Code("reading", "error", "Somebody speaks, or a video plays, without captions."),
    "text-overflow": Code("layout", "error", "A text does not fit its place."),
    "stack-overflow": Code("layout", "error", "A stack of texts is taller than its zone."),
    "text-shrunk": Code("layout", "note", "A text is set at its smallest size."),
    "text-small": Code("layout", "warning", "A text is too small to be read on a phone."),
    "text-overlap": Code("layout", "error", "Two texts overlap."),
    "colliding-ink": Code("layout", "error", "Letters of two lines run into each other."),
    "list-sizes": Code("layout", "warning", "The texts of one list have several sizes."),
    "covered-subject": Code("layout", "error", "A face, or the point that a person named, lies under words or is cut."),
    "text-break": Code("layout", "note", "A line of a text ends inside a phrase."),
    "text-broken": Code("layout", "warning", "A word is split, because it is wider than its place."),
    "outside-safe-area": Code("layout", "error", "Words or the logo stand where a platform puts its buttons."),
    "safe-area-old": Code("layout", "note", "The safe areas were compared with the platforms more than a year ago."),
    "contrast-low": Code("contrast", "error", "A text has too little contrast with the pixels behind it."),
    "flashes": Code("flashes", "error", "The picture flashes more than three times in a second."),
    "alt-missing": Code("words", "warning", "A picture, clip or scene has no alt text."),
    "title-official": Code("words", "warning", "The title leads with an official instead of what changed."),
    "title-place": Code("words", "warning", "Nothing says where it happened."),
    "place-unknown": Code("words", "error", "A map cannot show a place, because nothing says which regency it is in."),
    "title-date": Code("words", "warning", "Nothing says when it happened."),
    "title-result": Code("words", "warning", "The title and the facts show no result."),
    "campaign-words": Code("words", "warning", "A text uses the words of an election campaign."),
    "fact-contradicted": Code("words", "warning", "A number in the text is not that of the facts."),
    "field-unshown": Code("words", "warning", "Something that was filled in is shown nowhere."),
    "words-unfilled": Code("words", "error", "A text still contains the braces of a template."),
    "words-hiding": Code("words", "error", "A text holds a character that hides or turns what people read."),
    "brand-expired": Code("brand", "warning", "The brand is not valid on this day."),
    "brand-pair": Code("brand", "warning", "The brand does not allow this colour of text on this ground."),
    "logo-small": Code("brand", "warning", "The logo is smaller than the brand allows."),
    "logo-crowded": Code("brand", "warning", "Something stands in the logo's clear space."),
    "logo-unreadable": Code("brand", "warning", "The logo is drawn too small to be made out."),
    "logo-vanishing": Code("brand", "warning", "The logo does not stand out from what is behind it."),
    "mandatory-missing": Code("brand", "warning", "An element that the brand requires is missing."),
    "personal-data": Code("privacy", "error", "Words that would leave hold personal data."),
    "sensitive-subject": Code(
        "privacy", "note", "The subject is sensitive: a person should look before it is published."
    ),
    "picture-minor": Code("privacy", "error", "A child is in a picture or clip, or nobody has said whether."),
    "picture-card": Code("privacy", "warning", "A picture shows a number of sixteen digits, as identity cards do."),
    "picture-rights": Code("privacy", "error", "Nobody has said who permits the use of a complaint's picture."),
    "glyph-missing": Code("media", "error", "A character is in none of the fonts."),
    "picture-missing": Code("media", "warning", "A complaint's picture is not in the workspace."),
    "picture-unusable": Code("media", "error", "A complaint's picture, or its care file, cannot be read."),
    "picture-date": Code("media", "error", "The date of a complaint's picture contradicts its case."),
    "picture-order": Code("media", "error", "The picture after was taken before the picture before."),
    "picture-same": Code("media", "error", "The pictures before and after are the same."),
    "picture-elsewhere": Code("media", "error", "The pictures before and after show two places."),
    "picture-unregistered": Code("media", "note", "The pictures before and after cannot be laid over each other."),
    "unused-picture": Code("media", "note", "A picture or clip of the item is shown nowhere."),
    "picture-small": Code("media", "warning", "A picture is enlarged too much."),
    "clip-small": Code("media", "warning", "A clip is enlarged too much."),
    "clip-short": Code(
        "media",
        "note",
        "A clip ends before its scene and its last frame stays; an error where it ends before its trim begins.",
    ),
    "voice-draft": Code("media", "error", "A synthetic voice reads the text, and nobody has agreed to publish that."),
    "music-licence": Code("media", "error", "A music track has no licence."),
    "video-length": Code("media", "error", "A video is longer or shorter than a platform takes."),
    "video-short": Code(
        "media", "note", "A platform shows the video among its short ones, by its length and its shape."
    ),
    "footage-small": Code("footage", "warning", "A clip has a small picture."),
    "footage-hdr": Code("footage", "note", "A clip is HDR and is converted to standard dynamic range."),
    "footage-variable-rate": Code("footage", "note", "The frame rate of a clip varies."),
    "footage-interlaced": Code("footage", "warning", "A clip is interlaced."),
    "footage-no-sound": Code("footage", "note", "A clip has no sound; a warning where its sound cannot be decoded."),
    "footage-several-sounds": Code("footage", "note", "A clip has several sound tracks."),
    "footage-silent": Code("footage", "warning", "The sound track of a clip is silent."),
    "footage-clipped": Code("footage", "warning", "The sound of a clip is distorted: it was recorded too loud."),
    "footage-late-sound": Code("footage", "note", "The sound of a clip starts after its picture."),
    "footage-damaged": Code("footage", "warning", "The end of a clip is damaged."),
    "alignment-script": Code("speech", "error", "A voice does not read its script."),
    "alignment-unscripted": Code("speech", "warning", "Much of what is said is not in the script."),
    "alignment-missing": Code("speech", "warning", "Words of the script were not heard."),
    "item-broken": Code("item", "error", "The item cannot be made at all."),
    "gate-shut": Code("gate", "error", "The item must not leave: it is never planned and never sent."),
    "live-post": Code("gate", "error", "Posts of the item are out, and must not be or say what is no longer true."),
    "check-unknown": Code("item", "warning", "The settings name a finding code that does not exist."),
    "template-broken": Code("template", "error", "A template cannot be read or filled in."),
    "golden-changed": Code("template", "error", "A still differs from its golden still."),
    "golden-missing": Code("template", "warning", "A still has no golden still."),
    "golden-orphaned": Code("template", "warning", "A golden still has no matching scene."),
}
"""Every code that `vlogkit check` and `vlogkit templates check` can give."""

RENAMED = {"text-parted": "text-break", "golden-left": "golden-orphaned"}
"""Codes as they were called before, which the settings of a workspace may still say."""

PAGE = "docs/findings.md"


def found(
    code: str,
    variant: str = "",
    *,
    place: Where | None = None,
    subject: str = "",
    scene: str = "",
    about: str = "",
    measured: str = "",
    limit: str = "",
    severity: Severity | None = None,
    **params: Value,
) -> Finding:
    """A finding of a known code, told in the words of `messages`, which name `params`; `severity` where the measured
    value decides, else the code's own."""
    return worded(
        Finding(
            code=code,
            severity=severity or CODES[code].severity,
            message="",
            place=place,
            subject=subject,
            scene=scene,
            about=about,
            variant=variant,
            params=params,
            measured=measured,
            limit=limit,
        )
    )


def page_of(code: str) -> str:
    """Where a code is explained."""
    return f"{PAGE}#{code}"
