"""Whatever a person writes into a story that the record accepts is laid out, or refused with one clear error."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.notices import anywhere, brand_for, material
from tests.records.strategies import records
from tests.sampled import examples

from vlogkit.catalogue import load_frame
from vlogkit.errors import InputError, VlogkitError
from vlogkit.records.base import Format
from vlogkit.records.story import Story, StoryScene
from vlogkit.staging.material import Asset
from vlogkit.staging.scenes import stage_card, stage_video


def locate(name: str, origin: str) -> Asset:
    if not name.startswith("assets/"):
        raise InputError(f"there is no file `{name}`", where=origin or None)
    return anywhere(name, origin)


def in_known_zones(scene: StoryScene) -> StoryScene:
    """Random names are no zones; elements go where their kind goes."""
    layers = tuple(layer.model_copy(update={"zone": "", "formats": {}}) for layer in scene.layers)
    return scene.model_copy(update={"layers": layers, "video": True})


@given(records(StoryScene).map(in_known_zones), st.sampled_from(["portrait", "landscape"]))
@settings(
    deadline=None,
    max_examples=examples(60),
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # shrinking a scene takes minutes
)
def test_any_scene_is_laid_out_or_refused(scene: StoryScene, format_: Format) -> None:
    brand, frame = brand_for("ordinary"), load_frame(format_)
    story = Story(id="a", notice="update:a", template="t", lang="id", brand="jateng", title="t", scenes=(scene,))
    for stage in (stage_video, lambda *given: stage_card(story, scene, *given[1:])):
        with suppress(VlogkitError):
            assert stage(story, brand, frame, material(locate)).timeline.frames() >= 1
