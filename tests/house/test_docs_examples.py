"""What the documents show works: their templates, brands and updates load, and are told and laid out in every format."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest
from tests.material import ROOT
from tests.notices import from_folder

from vlogkit import resources
from vlogkit.catalogue import load_brand, load_frame, load_template, load_words
from vlogkit.cli.reference import FACTS, filters, reference
from vlogkit.intake.updates import read_update
from vlogkit.records.base import Format
from vlogkit.records.brand import Brand
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.strict_yaml import parse
from vlogkit.writing.stories import write_story

DOCS = sorted([*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")])
BLOCK = re.compile(r"^```(yaml|markdown) (template|brand|update)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PLACES = {"template": "templates/{}/template.yaml", "brand": "brands/{}.yaml", "update": "updates/{}.md"}
SAMPLES = ROOT / "assets" / "samples" / "workspace"


@dataclass(frozen=True)
class Example:
    """A block of a document; `before` are those above it, which it may build on."""

    document: str
    line: int
    kind: str
    text: str
    before: tuple[Example, ...] = ()

    def name(self) -> str:
        if self.kind == "update":
            return f"contoh-{self.line}"
        return str(parse(self.text, Path(self.document)).data["name"])  # type: ignore[index,call-overload]  # a mapping

    def write(self, folder: Path) -> None:
        path = folder / PLACES[self.kind].format(self.name())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.text, encoding="utf-8", newline="\n")


def examples() -> list[Example]:
    found: list[Example] = []
    for document in DOCS:
        text, above = document.read_text(encoding="utf-8"), []
        for match in BLOCK.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            above.append(Example(document.name, line, match[2], match[3], tuple(above)))
        found += above
    return found


EXAMPLES = examples()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLES / "pictures", tmp_path / "pictures")
    return tmp_path


def lay_out(update: Path, folder: Path) -> None:
    """Tell an update and lay it out in every format. Fails on a grave finding."""
    notice = read_update(update)
    brand: Brand = load_brand(notice.brand or "jateng", folder)
    story = write_story(notice, load_template(notice.template, folder), brand, load_words(notice.lang, folder))
    locate = from_folder(folder)
    for name in get_args(Format):
        frame = load_frame(name)
        made = [stage_video(story, brand, frame, locate)]
        made += [stage_card(story, scene, brand, frame, locate) for scene in story.scenes if scene.card]
        assert not [finding for one in made for finding in one.findings if finding.severity == "error"], name


def test_the_documents_have_examples_of_every_kind() -> None:
    assert {example.kind for example in EXAMPLES} == set(PLACES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.document}:{example.line}")
def test_an_example_of_the_documents_works(example: Example, workspace: Path) -> None:
    for one in (*example.before, example):
        one.write(workspace)
    name = example.name()
    if example.kind == "brand":
        assert load_brand(name, workspace).name == name
    elif example.kind == "template":
        assert load_template(name, workspace).name == name
        update = SAMPLES / "updates" / "jalan-purwodadi-blora.md"
        text = re.sub(r"(?m)^template: .*$", f"template: {name}", update.read_text(encoding="utf-8"))
        (workspace / "contoh.md").write_text(text, encoding="utf-8")
        lay_out(workspace / "contoh.md", workspace)
    else:
        lay_out(workspace / "updates" / f"{name}.md", workspace)


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)
def test_every_file_a_document_links_to_exists(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_the_reference_is_that_of_the_records() -> None:
    written = (ROOT / "docs" / "template-reference.md").read_text(encoding="utf-8")
    assert written == reference(), "run: make docs"


def test_the_reference_names_everything_that_templates_know() -> None:
    from tests.notices import notice_for

    from vlogkit.writing.facts import facts_of

    known: set[str] = set()
    for template in ("program-update", "complaint-resolved", "tally"):
        known |= set(facts_of(notice_for(template, "ordinary"), load_brand("jateng"), load_words("id"), "id"))
    assert set(FACTS) == known
    assert {"number", "percent", "date", "span"} <= set(filters())


def test_the_gallery_shows_every_template_and_stays_small() -> None:
    page = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    pictures = sorted((ROOT / "docs" / "gallery").glob("*.webp"))
    for name in resources.names("templates"):
        if load_template(name).kinds:
            assert f"](gallery/{name}.webp)" in page
    assert {path.name for path in pictures} == set(re.findall(r"\]\(gallery/([\w.-]+)\)", page))
    assert sum(path.stat().st_size for path in pictures) < 3_000_000
