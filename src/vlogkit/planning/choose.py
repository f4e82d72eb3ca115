"""Choose the files of a bundle that a service is sent, the main one first."""

from __future__ import annotations

from vlogkit.records.bundle import Bundle, Output
from vlogkit.records.platform import Pick, PlatformFacts
from vlogkit.records.settings import Account

_PUBLIC = ("video", "card", "thumbnail", "subtitles")


def choose(bundle: Bundle, facts: PlatformFacts, account: Account) -> tuple[Output, ...]:
    """The first of the service's picks that the bundle has files for, with its extras.

    An account's option `send` (e.g. `card`, `video:square`, `text`) stands before the service's picks. Empty for a
    post of words alone, or when the bundle has nothing the service takes.
    """
    for pick in (*_wish(account), *facts.send):
        if pick.kind == "text":
            return ()
        files = _matching(bundle, pick, facts)
        if files:
            return (*files, *_extras(bundle, files, facts))
    return ()


def takes_words_alone(facts: PlatformFacts) -> bool:
    """Whether a post without any file is a post here."""
    return any(pick.kind == "text" for pick in facts.send)


def is_short(file: Output, facts: PlatformFacts) -> bool:
    """Whether the service shows a video among its short ones."""
    rule = facts.shorts
    if rule is None or file.kind != "video" or not file.width or not file.height or file.duration is None:
        return False
    return rule.takes(file.duration, file.width, file.height)


def _wish(account: Account) -> tuple[Pick, ...]:
    wish = account.options.get("send", "")
    return (Pick.read(wish),) if wish else ()


def _matching(bundle: Bundle, pick: Pick, facts: PlatformFacts) -> tuple[Output, ...]:
    if pick.kind == "all":
        return tuple(output for output in bundle.outputs if output.kind in _PUBLIC)
    found = [o for o in bundle.outputs if o.kind == pick.kind and pick.format in {None, o.format}]
    rule = facts.video if pick.kind == "video" else facts.image
    return tuple(found[: rule.max_count if rule else 0])


def _extras(bundle: Bundle, files: tuple[Output, ...], facts: PlatformFacts) -> tuple[Output, ...]:
    """One file of each extra kind, of the main file's format where there is one."""
    if files[0].kind != "video" or any(pick.kind == "all" for pick in facts.send):
        return ()
    extras = []
    for kind in facts.extras:
        found = [output for output in bundle.outputs if output.kind == kind]
        found.sort(key=lambda output: (output.format != files[0].format, not output.path.endswith(".srt")))
        extras += found[:1]
    return tuple(extras)
