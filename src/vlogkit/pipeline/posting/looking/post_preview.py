"""Count the words of a post as its service counts them, and say what the service would refuse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from vlogkit.keeping.manifests import manifest_if_any
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.planning.counting import length
from vlogkit.planning.limits import examine
from vlogkit.records.bundle import OutputKind
from vlogkit.records.finding import Finding
from vlogkit.records.platform import Counting, PlatformFacts
from vlogkit.records.post import Post

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
"""How the files end that a service counts as pictures: cards are such too."""


@dataclass(frozen=True)
class PostCount:
    """How long a part of a post is by the service's own count, and the most that it takes."""

    part: str
    count: int
    most: int
    counting: Counting = "characters"

    def fits(self) -> bool:
        """Whether the service takes it."""
        return self.count <= self.most


@dataclass(frozen=True)
class PostPreview:
    """A post as its service will take it."""

    label: str
    counts: tuple[PostCount, ...]
    refused: tuple[Finding, ...]
    local: bool = False
    """It goes into a folder here, from which a person posts it."""
    holds: tuple[tuple[OutputKind, int], ...] = ()
    """How many files of each kind it has."""


def preview_of(desk: PublishingDesk, post: Post) -> PostPreview | None:
    """What a post's service makes of it; None where its account is gone."""
    account, facts = desk.accounts.get(post.account), desk.facts.get(post.platform)
    if account is None or facts is None:
        return None
    bundle = manifest_if_any(desk.workspace.bundles / post.bundle)
    refused = examine(post, bundle, facts, account) if bundle else []
    kinds = Counter(output.kind for output in bundle.outputs if output.path in post.files) if bundle else {}
    return PostPreview(facts.label, tuple(counts_of(post, facts)), tuple(refused), facts.local, tuple(kinds.items()))


def counts_of(post: Post, facts: PlatformFacts) -> Iterator[PostCount]:
    """The lengths that the service limits."""
    rule = facts.caption if facts.caption and post.files else facts.text
    if rule:
        yield PostCount("text", length(post.wording(), rule), rule.max, rule.count)
    if facts.title:
        yield PostCount("title", length(post.title, facts.title), facts.title.max, facts.title.count)
    if facts.tags:
        yield PostCount("tags", length(",".join(post.hashtags), facts.tags), facts.tags.max, facts.tags.count)
    if facts.max_hashtags is not None:
        yield PostCount("hashtags", len(post.hashtags), facts.max_hashtags)
    if facts.alt:
        for alt in post.alts:
            yield PostCount("alt", length(alt, facts.alt), facts.alt.max, facts.alt.count)
    pictures = sum(path.endswith(PICTURES) for path in post.files)
    if facts.image and pictures > 1 and post.files[0].endswith(PICTURES) and not facts.local:
        yield PostCount("pictures", pictures, facts.image.max_count)
