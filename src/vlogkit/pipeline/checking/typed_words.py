"""Look for what must not leave in the words that a person typed for a post: personal data, braces of a template, hidden
characters."""

from __future__ import annotations

from collections.abc import Iterator

from vlogkit.catalogue import load_brand
from vlogkit.checking.wording import BRACES, HIDING
from vlogkit.findings.codes import found
from vlogkit.pipeline.checking.personal import digits, looked_through
from vlogkit.records.bundle import Bundle
from vlogkit.records.finding import Finding
from vlogkit.records.post import Post
from vlogkit.workspace import Workspace


def typed_words(workspace: Workspace, post: Post, bundle: Bundle) -> Iterator[Finding]:
    """Errors in a post's words, apart from what its bundle says, which was checked with the item: braces that only a
    template fills in, characters that hide or turn words, and each kind of personal data that the agency itself does not give out, without repeating it.
    Raises InputError."""
    if post.edited:
        yield from _unfilled(post, bundle)
        yield from _hiding(post)
        yield from _personal(workspace, post, bundle)


def _unfilled(post: Post, bundle: Bundle) -> Iterator[Finding]:
    checked, subject = _words_of(bundle), f"{post.bundle} on {post.account}"
    for text in _typed(post):
        left = BRACES.search(text)
        if left and text.casefold() not in checked:
            yield found("words-unfilled", subject=subject, about=text, braces=left.group()[:40])


def _hiding(post: Post) -> Iterator[Finding]:
    for text in _typed(post):
        if hidden := HIDING.search(text):
            subject, character = f"{post.bundle} on {post.account}", f"U+{ord(hidden[0]):04X}"
            yield found("words-hiding", subject=subject, about=HIDING.sub("\ufffd", text), character=character)


def _personal(workspace: Workspace, post: Post, bundle: Bundle) -> Iterator[Finding]:
    checked = _words_of(bundle)
    agency = load_brand(bundle.brand, workspace.root).agency
    own = {address.casefold().lstrip("@") for address in (agency.handle, agency.site)} - {""}
    texts = _typed(post)
    told: set[str] = set()
    for text, result in zip(texts, looked_through(texts, workspace), strict=True):
        for hit in result.findings:
            shown = text[hit.start : hit.end].casefold()
            ours = shown.lstrip("@") in own or digits(shown) in {digits(agency.whatsapp)} - {""}
            if not ours and shown not in checked and hit.kind not in told:
                told.add(hit.kind)
                yield found(
                    "personal-data",
                    "" if hit.token else "no-token",
                    subject=f"{post.bundle} on {post.account}",
                    measured=f"confidence {hit.confidence:.2f}",
                    limit="none",
                    kind=hit.kind,
                    places="post texts",
                    token=hit.token,
                )


def _typed(post: Post) -> list[str]:
    words = (post.title, post.text, post.link, *(f"#{tag}" for tag in post.hashtags))
    return [text for text in words if text.strip()]


def _words_of(bundle: Bundle) -> str:
    words = [bundle.title]
    for one in bundle.posts:
        words += [one.title, one.text, one.link, *(f"#{tag}" for tag in one.hashtags)]
    return "\n".join(words).casefold()
