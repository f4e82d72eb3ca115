"""Find what a service would refuse about a post."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sized

from vlogkit.errors import counted
from vlogkit.planning.choose import is_short, takes_words_alone
from vlogkit.planning.counting import fits, hashtags_in, length
from vlogkit.records.base import is_web_address
from vlogkit.records.bundle import Bundle, Output
from vlogkit.records.finding import Finding
from vlogkit.records.platform import ImageRule, PlatformFacts, TextRule, VideoRule
from vlogkit.records.post import Post
from vlogkit.records.settings import Account

_LINK = re.compile(r"https?://[^\s<>\"]+")
_MENTION = re.compile(r"(?<!\w)@\w[\w.]*")


def examine(post: Post, bundle: Bundle, facts: PlatformFacts, account: Account) -> list[Finding]:
    """Everything about `post` that its service would refuse, or that costs money; empty when all is well."""
    by_path = {output.path: output for output in bundle.outputs}
    files = [by_path[path] for path in post.files if path in by_path]
    found = [*_words(post, facts), *_files(post, files, facts, account), *_account(facts, account)]
    found += [*_following(post, facts)]
    found += [_missing(path) for path in post.files if path not in by_path]
    found += _cost(post, facts)
    return [finding.model_copy(update={"subject": f"{post.bundle} on {post.account}"}) for finding in found]


def _words(post: Post, facts: PlatformFacts) -> Iterator[Finding]:
    rule = facts.caption if facts.caption and post.files else facts.text
    if rule:
        yield from _length("text", post.wording(), rule, facts)
    if facts.title:
        yield from _length("title", post.title, facts.title, facts)
        if not post.title.strip():
            yield _error("title", f"{facts.label} needs a title", hint="Give the item a title.")
    if facts.tags:
        yield from _length("tags", ",".join(post.hashtags), facts.tags, facts)
    counts: tuple[tuple[str, int | None, Callable[[], Sized]], ...] = (
        ("hashtags", facts.max_hashtags, lambda: hashtags_in(post.wording())),
        ("mentions", facts.max_mentions, lambda: _MENTION.findall(post.text)),
        ("links", facts.max_links, lambda: set(_LINK.findall(post.wording()))),
    )
    for name, most, counted_in in counts:
        if most is None:
            continue
        count = len(counted_in())
        if count > most:
            hint = f"Leave {count - most} of the {name} out."
            yield _error(name, f"too many {name} for {facts.label}", str(count), str(most), hint)
        elif name == "mentions" and facts.wary_mentions is not None and count > facts.wary_mentions:
            few = facts.wary_mentions
            message = f"{facts.label} may refuse more than {few} mentions, as others have seen"
            hint = f"Leave {count - few} of the {name} out."
            yield _error(name, message, str(count), str(few), hint).model_copy(update={"severity": "warning"})
    if post.link and not is_web_address(post.link):
        hint = "Write it whole, such as https://dinas.example.go.id/kabar."
        yield _error("link", f"`{post.link}` is not a web address", hint=hint)
    if facts.alt:
        for path, alt in zip(post.files, post.alts, strict=False):
            if not fits(alt, facts.alt):
                measured = str(length(alt, facts.alt))
                hint = f"Shorten the alt text of {path}."
                yield _error("alt", f"alt text too long for {facts.label}", measured, str(facts.alt.max), hint)


def _length(name: str, text: str, rule: TextRule, facts: PlatformFacts) -> Iterator[Finding]:
    if not fits(text, rule):
        hint = f"Write a shorter {name} for {facts.name} in the item's `posts:`."
        measured, limit = f"{length(text, rule)} {rule.count}", f"{rule.max} {rule.count}"
        yield _error(name, f"{name} too long for {facts.label}", measured, limit, hint)
    refused = sorted(set(rule.forbidden) & set(text))
    if refused:
        shown = " ".join(refused)
        yield _error(name, f"{facts.label} refuses {shown} in the {name}", shown, "none", f"Take {shown} out.")


def _following(post: Post, facts: PlatformFacts) -> Iterator[Finding]:
    """What follows a post is known there, and fits."""
    for part in post.followed_by():
        if part.partition("-")[0] not in facts.parts:
            yield _error(part, f"{facts.label} takes no {part.partition('-')[0]}", hint="Take it out.")
        elif facts.text is not None:
            yield from _length(part, post.words_of(part), facts.text, facts)


def _files(post: Post, files: list[Output], facts: PlatformFacts, account: Account) -> Iterator[Finding]:
    if not post.files and not takes_words_alone(facts):
        hint = "Render the item with a video or cards in a format this service takes."
        yield _error("files", f"the bundle has nothing that {facts.label} takes", hint=hint)
    for file in files:
        if file.kind == "video" and facts.video:
            yield from _video(file, facts.video, facts)
            if facts.shorts and is_short(file, facts):
                yield _note("short", f"{facts.label} shows it as {facts.shorts.label}, by its length and its shape")
        elif file.kind in {"card", "thumbnail"} and facts.image:
            yield from _image(file, facts.image, facts)
        rule = facts.video if file.kind == "video" else facts.image if file.kind == "card" else None
        if rule and rule.public_url and not account.options.get("media_host"):
            hint = "Name a WordPress account that can host files: options: {media_host: ACCOUNT}."
            yield _error("public-url", f"{facts.label} fetches {file.kind}s from a public address", hint=hint)


def _video(file: Output, rule: VideoRule, facts: PlatformFacts) -> Iterator[Finding]:
    hint = f"Choose another format for this account: options: {{send: video:square}}, or render {file.path} anew."
    yield from _size(file, rule.max_bytes, rule.types, facts)
    if rule.seconds and file.duration is not None:
        yield from _range("duration", file.duration, rule.seconds, "s", facts, hint="Make the video shorter or longer.")
    yield from _ratio(file, rule.ratio, facts, hint)
    for name, given, least in (
        ("width", file.width, rule.min_width),
        ("height", file.height, rule.min_height),
    ):
        if given is not None and given < least:
            yield _error(name, f"{name} too small for {facts.label}", f"{given} px", f"{least} px", hint)


def _image(file: Output, rule: ImageRule, facts: PlatformFacts) -> Iterator[Finding]:
    if file.kind == "thumbnail":
        return
    hint = "Choose another format for this account: options: {send: card:feed}."
    yield from _ratio(file, rule.ratio, facts, hint)
    if rule.width and file.width is not None:
        yield from _range("width", file.width, rule.width, "px", facts, hint=hint)


def _size(file: Output, most: int | None, types: tuple[str, ...], facts: PlatformFacts) -> Iterator[Finding]:
    """Type and bytes of a video; pictures are made to fit when they are sent."""
    kind = file.path.rpartition(".")[2].lower()
    if kind not in types:
        hint = "Render the item again as MP4."
        yield _error("type", f"{facts.label} does not take .{kind}", kind, ", ".join(types), hint)
    if most is not None and file.bytes > most:
        hint = f"Make {file.path} smaller."
        yield _error(
            "bytes", f"file too large for {facts.label}", counted(file.bytes, "byte"), counted(most, "byte"), hint
        )


def _ratio(file: Output, limits: tuple[float, float] | None, facts: PlatformFacts, hint: str) -> Iterator[Finding]:
    if limits and file.width and file.height:
        yield from _range("ratio", round(file.width / file.height, 4), limits, "", facts, hint=hint)


def _range(
    name: str, value: float, limits: tuple[float, float], unit: str, facts: PlatformFacts, *, hint: str
) -> Iterator[Finding]:
    low, high = limits
    if not low <= value <= high:
        measured, limit = f"{value:g} {unit}".strip(), f"{low:g}–{high:g} {unit}".strip()
        yield _error(name, f"{name} outside what {facts.label} takes", measured, limit, hint)


def _account(facts: PlatformFacts, account: Account) -> Iterator[Finding]:
    for name, option in facts.options.items():
        if option.required and not account.options.get(name):
            hint = f"Write it into vlogkit.yaml: options: {{{name}: …}}, {option.meaning}."
            yield _error("account", f"the account `{account.name}` lacks the option `{name}`", hint=hint)


def _cost(post: Post, facts: PlatformFacts) -> Iterable[Finding]:
    if facts.cost is None:
        return ()
    has_link = post.has_link()
    price = facts.cost.with_link if has_link else facts.cost.post
    hint = "A post without a link is cheaper." if has_link else ""
    measured = f"{price:.3f} {facts.cost.currency}"
    return (
        Finding(
            code="post.cost",
            severity="note",
            message=f"{facts.label} charges for it",
            measured=measured,
            hint=hint,
        ),
    )


def _missing(path: str) -> Finding:
    return _error("file", f"the bundle has no file {path}", hint="Render the item again, then plan again.")


def _note(name: str, message: str, hint: str = "") -> Finding:
    return Finding(code=f"post.{name}", severity="note", message=message, hint=hint)


def _error(name: str, message: str, measured: str = "", limit: str = "", hint: str = "") -> Finding:
    return Finding(code=f"post.{name}", severity="error", message=message, measured=measured, limit=limit, hint=hint)
