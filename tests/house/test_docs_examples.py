"""What the documents show works: their templates, brands and updates load, and are told and laid out in every format."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import Any, get_args

import pytest
import typer
from tests.material import ROOT
from tests.notices import from_folder, material
from tests.sampled import EVERY

from vlogkit import resources
from vlogkit.catalogue import load_brand, load_composition, load_frame, load_template, load_words
from vlogkit.checking.samples import DataSets
from vlogkit.cli.terminal.command_line import app
from vlogkit.intake.protecting.picture_notes import Care
from vlogkit.intake.reading.profiles import Profile
from vlogkit.intake.updates import read_update
from vlogkit.pipeline.templates.template_checks import TemplateSelection, run, tasks_for
from vlogkit.records.base import Format
from vlogkit.records.brand import Brand
from vlogkit.records.notices.update import Update
from vlogkit.records.settings import Network, Settings
from vlogkit.records.templates.element import StackElement
from vlogkit.records.templates.template import Template
from vlogkit.reference.template_reference import FACTS, filters, reference
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.strict_yaml import Document, parse, validate
from vlogkit.workspace import Workspace
from vlogkit.writing.stories import write_story

DOCS = sorted([*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")])
BLOCK = re.compile(r"^```(yaml|markdown) (template|composition|brand|update)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OTHER = re.compile(r"^```yaml (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```(yaml|markdown)(?: (\S+))?$", re.MULTILINE)
SHELL = re.compile(r"^(?:```(?:sh|powershell)\n(.*?)^```$)", re.MULTILINE | re.DOTALL)
PLACES = {
    "template": "templates/{}/template.yaml",
    "composition": "templates/compositions/{}.yaml",
    "brand": "brands/{}.yaml",
    "update": "updates/{}.md",
}
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


@pytest.fixture(autouse=True)
def _called(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands are only listed, and have no options, where none is called."""
    monkeypatch.setattr("sys.argv", ["vlogkit", "templates"])


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLES / "pictures", tmp_path / "pictures")
    return tmp_path


def lay_out(update: Path, folder: Path) -> None:
    """Tell an update and lay it out in every format. Fails on a grave finding."""
    notice = read_update(update)
    brand: Brand = load_brand(notice.brand or "jateng", folder)
    story = write_story(notice, load_template(notice.template, folder), brand, load_words(notice.lang, folder))
    given = material(from_folder(folder))
    for name in get_args(Format):
        frame = load_frame(name)
        made = [stage_video(story, brand, frame, given)]
        made += [stage_card(story, scene, brand, frame, given) for scene in story.scenes if scene.card]
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
    elif example.kind == "composition":
        assert load_composition(name, workspace).name == name
    elif example.kind == "template":
        assert load_template(name, workspace).name == name
        update = SAMPLES / "updates" / "jalan-purwodadi-blora.md"
        text = re.sub(r"(?m)^template: .*$", f"template: {name}", update.read_text(encoding="utf-8"))
        (workspace / "contoh.md").write_text(text, encoding="utf-8")
        lay_out(workspace / "contoh.md", workspace)
    else:
        lay_out(workspace / "updates" / f"{name}.md", workspace)


@pytest.mark.parametrize("name", ["jam-buka", "jam-spanduk"])
def test_the_template_that_the_guide_builds_is_checked_without_a_finding(name: str, workspace: Path) -> None:
    """The last file of `jam-buka` with the scene that is to be put below, and with the composition that the guide adds."""
    guide = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    built = [one for one in EXAMPLES if one.document == "templates.md"]
    text = [one.text for one in built if one.kind == "template" and one.name() == "jam-buka"][-1]
    scene = next(match[2] for match in OTHER.finditer(guide) if match[1] == "scenes")
    if name == "jam-spanduk":
        next(one for one in built if one.kind == "composition").write(workspace)
        text = text.replace("name: jam-buka", f"name: {name}").replace("photo-led", "spanduk")
        text = re.sub(r"(?m)^ +(?:lead|proof): .*\n", "", text)
    example = Example("templates.md", 0, "template", text + indent(scene, "  "))
    example.write(workspace)
    place = Workspace(workspace, Settings(name="Contoh"))
    formats: tuple[Format, ...] = get_args(Format)
    if not EVERY:  # while developing one of them, in turn
        formats = formats[name == "jam-spanduk" :: len(formats)]
    wanted = TemplateSelection(["jateng"], formats, ["id"], stills=False)
    for task in tasks_for(place, [name], wanted)[0]:
        assert run(task).judged.findings == (), task.name


def read_settings(data: dict[str, object], document: Document) -> None:
    validate(Settings, document, data={"name": "Contoh"} | data)


def read_elements(data: object, document: Document) -> None:
    StackElement.model_validate({"items": data})


def read_front_matter(data: dict[str, object], document: Document) -> None:
    validate(Update, document, data={"id": "contoh", "template": "vlog", "title": "Contoh"} | data)


def read_workflow(data: dict[str, object], document: Document) -> None:
    """A snippet for a CI server: its commands are ours, and so are the inputs of the action it uses."""
    action = parse((ROOT / "action.yml").read_text(encoding="utf-8"), ROOT / "action.yml").data
    commands = []
    for job in (data.get("jobs") or data).values():  # type: ignore[union-attr,attr-defined]  # a mapping
        for step in job.get("steps", ()):
            if "vlogkit" in str(step.get("uses")):
                assert step["with"].keys() <= action["inputs"].keys()  # type: ignore[index,call-overload]  # a mapping
                commands.append(f"vlogkit templates check {step['with']['arguments']}")
        commands += job.get("script", ())
    assert any(map(understood, commands))


READERS: dict[str, Callable[..., object]] = {
    "settings": read_settings,
    "elements": read_elements,
    "scenes": lambda data, document: validate(Template, document, data={"name": "a", "summary": "b", "scenes": data}),
    "front-matter": read_front_matter,
    "workflow": read_workflow,
    "profile": lambda data, document: validate(Profile, document),
    "samples": lambda data, document: validate(DataSets, document),
    "network": lambda data, document: validate(Network, document),
    "care": lambda data, document: validate(Care, document),
}
"""What reads the other blocks of YAML, by the tag on their fence."""


def others() -> list[tuple[str, str, str]]:
    found = [(path.name, match) for path in DOCS for match in OTHER.finditer(path.read_text(encoding="utf-8"))]
    return [(name, match[1], match[2]) for name, match in found if match[1] not in PLACES]


def understood(line: str) -> bool:
    """Whether a line is a command of vlogkit; fails where the command or one of its options does not exist."""
    words = shlex.split(line.replace("…", "x"), comments=True)
    if words[:1] != ["vlogkit"]:
        return False
    command: Any = typer.main.get_command(app)
    words = words[1:]
    while hasattr(command, "get_command") and words:
        command, words = command.get_command(command.context_class(command), words[0]), words[1:]
        assert command is not None, line
    if not words or words[0] not in {"--help", "--version"}:
        command.make_context("vlogkit", list(words))
    return True


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)
def test_every_block_of_yaml_or_markdown_says_what_it_is(document: Path) -> None:
    for match in FENCE.finditer(document.read_text(encoding="utf-8")):
        assert match[2] in {*PLACES, *READERS}, match[0]


@pytest.mark.parametrize(("document", "kind", "text"), others(), ids=lambda value: value if len(value) < 40 else "")
def test_the_other_yaml_of_the_documents_is_read_by_what_reads_it(document: str, kind: str, text: str) -> None:
    parsed = parse(text, Path(document))
    READERS[kind](parsed.data, parsed)


def test_every_tag_is_used() -> None:
    assert {kind for _, kind, _ in others()} == set(READERS)


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)
def test_the_commands_of_a_document_exist_with_their_options(document: Path) -> None:
    for block in SHELL.findall(document.read_text(encoding="utf-8")):
        for line in block.splitlines():
            understood(line.strip())


def test_the_action_gives_options_that_the_command_has() -> None:
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    line = next(line for line in action.splitlines() if line.strip().startswith("vlogkit templates check"))
    assert understood(re.sub(r"\$\w+", "x", line.strip()).replace("check x", "check").removesuffix(" x"))


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


def test_every_picture_of_the_studio_is_shown_in_both_languages_and_small() -> None:
    pictures = sorted((ROOT / "docs" / "pictures" / "studio").glob("*.webp"))
    for page, lang in (("studio.md", "en"), ("mulai.md", "id")):
        shown = re.findall(r"\]\(pictures/studio/([\w.-]+)\)", (ROOT / "docs" / page).read_text(encoding="utf-8"))
        assert sorted(shown) == [path.name for path in pictures if path.stem.endswith(f"-{lang}")]
    assert sum(path.stat().st_size for path in pictures) < 1_500_000
