"""Draw a card of a template with the sample notice that it is checked with, in the brand of an agency."""

from __future__ import annotations

from fractions import Fraction

from vlogkit.catalogue import known_template, load_words
from vlogkit.checking.samples import data_set
from vlogkit.errors import UsageError
from vlogkit.pipeline.telling.staged_story import StagedStory
from vlogkit.pipeline.telling.talking_clips import takes_of
from vlogkit.records.base import Language
from vlogkit.records.brand import Brand
from vlogkit.rendering.encoding.malloc import trim
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.stills import still
from vlogkit.timelines.scaling import scaled
from vlogkit.workspace import Workspace
from vlogkit.writing.stories import write_story

SIZE = Fraction(2, 5)
"""Of a card's width and height: it is shown a hand wide."""
QUALITY = 86
FIRST = "update"
"""The kind of notice that a template is shown with, where it tells that."""


def sample_card(workspace: Workspace, brand: Brand, template: str, lang: Language, store: DrawnCache) -> bytes:
    """The first card of a template in the feed's format as JPEG, small. Raises InputError, and UsageError for a template
    that has no sample or no card."""
    root = workspace.root
    read, data = known_template(template, root), data_set("ordinary", lang, template, root)
    kinds = sorted(read.kinds, key=lambda kind: kind != FIRST)
    notice = next((found for kind in kinds if (found := data.notice(kind)) is not None), None)
    if notice is None:
        raise UsageError(f"there is no sample data for the template `{template}`", hint="Give it a samples.yaml.")
    notice = notice.model_copy(update={"lang": lang, "template": template})
    story = write_story(notice, read, brand, load_words(lang, root), takes_of(workspace, notice, None))
    card = next((index for index, scene in enumerate(story.scenes) if scene.card), None)
    if card is None:
        raise UsageError("this item has no card", hint="Choose another template.")
    staged = StagedStory(workspace, story, brand)
    timeline = scaled(staged.card(card, "feed").timeline, SIZE, grid=1)
    drawn = still(timeline, kind="jpeg", quality=QUALITY, store=store, book=staged.book)
    from vlogkit.seeing.networks import put_away  # here: OpenCV is loaded by now

    if put_away():  # it looked for faces in the sample's picture, and will not for a while
        trim()
    return drawn
