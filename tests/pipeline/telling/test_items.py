"""An item's name leads to its notice, its story and its brand; a person's own story wins."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.material import NOW, TEMPLATE, TODAY, UPDATE, write

from vlogkit.catalogue import load_brand, to_yaml
from vlogkit.errors import InputError, SeveralErrors, UsageError, VlogkitError
from vlogkit.pipeline.telling.items import brand_findings, chosen_items, find_item, tell
from vlogkit.workspace import Workspace


@pytest.mark.parametrize("name", ["jembatan", "jembatan.md", "updates/jembatan.md"])
def test_an_update_is_found_by_its_name_or_its_file(workspace: Workspace, name: str) -> None:
    assert find_item(workspace, name).notice.id == "jembatan"


@pytest.mark.parametrize("name", ["nobody", "../jembatan", "..", "", "/etc/passwd", "a\0b"])
def test_a_name_nobody_has_lists_those_there_are(workspace: Workspace, name: str) -> None:
    with pytest.raises(UsageError, match="there is no item") as caught:
        find_item(workspace, name)
    assert "jembatan" in caught.value.hint


def test_everything_that_can_be_rendered_is_named(workspace: Workspace) -> None:
    write(workspace.updates / "berita.md", UPDATE)
    assert chosen_items(workspace, (), NOW, everything=True).names == ("berita", "jembatan")


def test_a_story_that_a_person_edited_is_told_instead(workspace: Workspace) -> None:
    told = tell(workspace, "jembatan", today=TODAY)
    edited = told.story.model_copy(update={"title": "Disunting"})
    write(workspace.root / "stories" / "jembatan.yaml", to_yaml(edited.model_dump(mode="json", exclude_defaults=True)))
    assert tell(workspace, "jembatan", today=TODAY).story == edited


def test_a_fault_in_an_edited_story_is_placed_in_that_file(workspace: Workspace) -> None:
    story = tell(workspace, "jembatan", today=TODAY).story
    text = to_yaml(story.model_dump(mode="json", exclude_defaults=True)).replace("words: Jembatan", "wrods: Jembatan")
    path = write(workspace.root / "stories" / "jembatan.yaml", text)
    line = next(number for number, words in enumerate(text.splitlines(), 1) if "wrods" in words)
    with pytest.raises(InputError, match="unknown key `wrods`") as caught:
        tell(workspace, "jembatan", today=TODAY)
    assert str(caught.value.where).startswith(f"{path}:{line}:")


def test_a_story_copied_from_another_item_is_refused_at_the_lines_that_name_it(workspace: Workspace) -> None:
    write(workspace.updates / "berita.md", UPDATE)
    story = tell(workspace, "jembatan", today=TODAY).story
    text = to_yaml(story.model_dump(mode="json", exclude_defaults=True))
    path = write(workspace.root / "stories" / "berita.yaml", text)
    lines = [
        next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(key)) for key in ("id:", "notice:")
    ]
    with pytest.raises(SeveralErrors) as caught:
        tell(workspace, "berita", today=TODAY)
    assert [str(one.where).rpartition(":")[0] for one in caught.value.each()] == [f"{path}:{line}" for line in lines]
    assert [one.hint.split(",")[0] for one in caught.value.each()] == [
        "Write `id: berita`",
        "Write `notice: update:berita`",
    ]
    write(path, text.replace("id: jembatan", "id: berita", 1))
    with pytest.raises(InputError, match="`notice: update:jembatan` is not that of the item"):
        tell(workspace, "berita", today=TODAY)
    write(path, text.replace("id: jembatan", "id: berita", 1).replace("update:jembatan", "update:berita", 1))
    assert tell(workspace, "berita", today=TODAY).story.id == "berita"


def test_media_are_checked_before_anything_is_told(workspace: Workspace) -> None:
    for name, text in (
        ("clips", "clips: [{file: clips/none.mp4}]\npictures"),
        ("after", "after: {file: none.jpg}\npictures"),
    ):
        write(workspace.updates / f"{name}.md", UPDATE.replace("pictures:", f"{text}:"))
        with pytest.raises(VlogkitError, match="there is no file"):
            tell(workspace, name, today=TODAY)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (dt.date(2019, 12, 31), "holds only from"),
        (dt.date(2020, 1, 1), ""),
        (dt.date(2020, 6, 30), ""),
        (dt.date(2020, 7, 1), "expired on"),
    ],
)
def test_a_brand_holds_on_its_first_and_last_day(today: dt.date, words: str) -> None:
    brand = load_brand("bumd").model_copy(update={"valid_from": dt.date(2020, 1, 1), "valid_to": dt.date(2020, 6, 30)})
    found = list(brand_findings(brand, today))
    assert [words in finding.message for finding in found] == ([True] if words else [])
    assert all(finding.severity == "warning" for finding in found)


def test_the_register_of_javanese_is_the_brands_unless_an_item_says_its_own(workspace: Workspace) -> None:
    brand = "name: kami\nlabel: Kami\nextends: jateng\njavanese: ngoko\n"
    write(workspace.root / "brands" / "kami.yaml", brand)
    template = TEMPLATE.replace("{{ notice.title }}", "{{ words.after }}")
    write(workspace.root / "templates" / "tiny" / "template.yaml", template)
    said = {}
    for name, front in (
        ("satu", "lang: jv"),
        ("dua", "lang: jv\nbrand: kami"),
        ("tiga", "lang: jv\nbrand: kami\njavanese: krama"),
    ):
        write(workspace.updates / f"{name}.md", UPDATE.replace("template: tiny", f"template: tiny\n{front}"))
        said[name] = tell(workspace, name, today=TODAY).story.scenes[0].alt
    assert said == {"satu": "Sapunika", "dua": "Saiki", "tiga": "Sapunika"}


def test_words_for_a_platform_that_does_not_exist_are_an_error_at_their_line(workspace: Workspace) -> None:
    posts = "posts:\n  bluesky: Jembatan dibuka.\n  blusky: Jembatan dibuka.\n"
    write(workspace.updates / "berita.md", UPDATE.replace("---\n", f"---\n{posts}", 1))
    with pytest.raises(InputError, match="`blusky`") as caught:
        tell(workspace, "berita", today=TODAY)
    assert str(caught.value.where).endswith("berita.md:4:3")
    assert caught.value.hint == "Did you mean `bluesky`?"


def test_more_than_a_template_can_tell_is_told_at_the_items_own_list(workspace: Workspace) -> None:
    steps = "".join(f"  - Langkah {number}\n" for number in range(80))
    text = UPDATE.replace("template: tiny", "template: explainer").replace("---\n", f"---\nsteps:\n{steps}", 1)
    path = write(workspace.updates / "langkah.md", text)
    with pytest.raises(InputError, match="`steps` has 80 entries, more than the template can tell") as caught:
        tell(workspace, "langkah", today=TODAY)
    assert str(caught.value.where) == f"{path}:2:1"
