"""Every command explains itself with an example, speaks JSON where it is asked to, and returns what its result means."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from tests.cli.runner import Run
from tests.material import ROOT, TODAY, UPDATE, write
from typer.core import TyperGroup
from typer.main import get_command

from vlogkit.cli.terminal.command_line import GROUPS
from vlogkit.workspace import Workspace


def every_command() -> list[tuple[str, ...]]:
    """The words of each command, those of groups included."""
    found: list[tuple[str, ...]] = []
    for name, (module, _) in GROUPS.items():
        command = get_command(import_module(module).app)
        if isinstance(command, TyperGroup) and name in command.commands:
            command = command.commands[name]
        below = command.commands if isinstance(command, TyperGroup) else {}
        alone = not isinstance(command, TyperGroup) or command.invoke_without_command
        found += [(name,)] * alone + [(name, inner) for inner in below]
    return found


COMMANDS = every_command()


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_commands_help_has_an_example_of_itself(vlogkit: Run, words: tuple[str, ...]) -> None:
    said = vlogkit(*words, "--help")
    assert said.code == 0
    assert f"Example: vlogkit {' '.join(words)}" in " ".join(said.out.split())


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_takes_the_options_that_the_readme_promises(vlogkit: Run, words: tuple[str, ...]) -> None:
    out = vlogkit(*words, "--help").out
    free = words in {("init",), ("demo",), ("studio",), ("network", "list"), ("board",)} or words[0] in {
        "footage",
        "captions",
    }
    assert ("--workspace" in out) is not free
    assert ("--json" in out) is (words not in {("worker",), ("studio",)})


def test_the_help_lists_every_command_with_one_line(vlogkit: Run) -> None:
    said = vlogkit("--help")
    assert said.code == 0
    for name, (_, line) in GROUPS.items():
        assert f"{name}" in said.out
        assert line in " ".join(said.out.split())


def test_the_line_in_the_list_is_about_the_command_itself() -> None:
    for name, (module, line) in GROUPS.items():
        assert line.endswith("."), name
        assert import_module(module).app is not None


def test_without_words_the_help_is_shown(vlogkit: Run) -> None:
    said = vlogkit()
    assert "render" in said.out + said.err


HEAVY = {
    "av",
    "cv2",
    "numpy",
    "sqlalchemy",
    "googleapiclient",
    "moviepy",
    "PIL",
    "pydantic",
    "jinja2",
    "babel",
    "scipy",
}


@pytest.mark.parametrize("words", [["--help"], []])
def test_the_help_loads_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['vlogkit', *{words!r}]\n"
        "from vlogkit.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write(' '.join(sorted({name.split('.')[0] for name in sys.modules})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT
    )
    assert not HEAVY & set(done.stderr.split())


def test_it_runs_as_a_module(workspace: Workspace) -> None:
    words = [sys.executable, "-m", "vlogkit", "check", "jembatan", "--json", "--workspace", str(workspace.root)]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode in {0, 1}, done.stderr
    assert json.loads(done.stdout)


@pytest.mark.parametrize(
    "words",
    [
        ("templates", "list"),
        ("templates", "show", "tally"),
        ("templates", "brands"),
        ("doctor",),
        ("check", "jembatan"),
        ("render", "jembatan", "--draft"),
        ("still", "jembatan", "-o", "still.png", "-f", "square"),
        ("complaints", "list"),
        ("queue", "list"),
        ("receipts", "list"),
        ("hold", "list"),
        ("accounts", "list"),
        ("cache", "info"),
        ("plan", "--dry-run"),
        ("publish",),
    ],
    ids=" ".join,
)  # fmt: skip
def test_json_is_one_document_on_standard_output(
    vlogkit: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(workspace.root)
    said = vlogkit(*words, "--json")
    assert said.code in {0, 1}, said.err
    assert said.json is not None
    assert "\x1b" not in said.out


def test_render_reports_every_output(vlogkit: Run, workspace: Workspace) -> None:
    said = vlogkit("render", "jembatan", "-w", workspace.root, "--json")
    assert said.code == 0
    outputs = said.json["bundles"][0]["outputs"]  # type: ignore[index]
    assert {"path", "kind", "format", "width", "height", "duration", "sha256", "frames_encoded", "seconds"} <= outputs[
        0
    ].keys()
    video = next(output for output in outputs if output["kind"] == "video")
    assert (video["width"], video["height"], video["duration"], video["frames_encoded"]) == (1080, 1080, 1.5, 45)
    again = vlogkit("render", "jembatan", "-w", workspace.root, "--json").json["bundles"][0]["outputs"]  # type: ignore[index]
    assert [output["sha256"] for output in again] == [output["sha256"] for output in outputs]
    assert {output["frames_encoded"] for output in again} == {0}


def test_a_person_reads_what_was_made(vlogkit: Run, workspace: Workspace) -> None:
    said = vlogkit("render", "jembatan", "--draft", "-w", workspace.root)
    assert said.code == 0
    assert "square.mp4" in said.out
    assert "Jembatan dibuka" in said.out


def test_init_makes_a_workspace_and_says_what_next(vlogkit: Run, tmp_path: Path) -> None:
    said = vlogkit("init", tmp_path / "dinas", "--name", "Dinas Uji")
    assert said.code == 0
    assert "vlogkit render" in said.out
    listed = vlogkit("templates", "list", "-w", tmp_path / "dinas", "--json")
    assert {"program-update", "tally"} <= {template["name"] for template in listed.json}  # type: ignore[attr-defined]


def test_a_check_that_finds_a_grave_fault_fails(vlogkit: Run, workspace: Workspace) -> None:
    assert vlogkit("check", "jembatan", "-w", workspace.root, "--json").code in {0, 1}
    long = UPDATE.replace("Jembatan dibuka\n", f"{'Jembatan dibuka kembali ' * 12}\n")
    write(workspace.updates / "panjang.md", long)
    said = vlogkit("check", "panjang", "-w", workspace.root, "--json")
    assert said.code == 1
    assert "text-overflow" in said.out


def test_what_a_template_shows_can_be_read_back_as_a_template(vlogkit: Run) -> None:
    from vlogkit.records.templates.template import Template
    from vlogkit.strict_yaml import parse, validate

    for words in (("templates", "show", "faq"), ("templates", "show", "faq", "--json")):
        assert validate(Template, parse(vlogkit(*words).out, "shown.yaml")).name == "faq"


def test_the_day_of_these_tests_lies_in_the_sample_brands_days() -> None:
    from vlogkit.catalogue import load_brand

    brand = load_brand("jateng")
    assert brand.valid_from is not None
    assert brand.valid_from <= TODAY


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("chek", "'check'"),
        ("queue lst", "'list'"),
        ("render jembatn -w {root}", "`jembatan`"),
        ("render jembatan -f squre -w {root}", "`square`"),
        ("templates check anouncement -w {root}", "`announcement`"),
        ("complaints import a.csv --profile laporgb -w {root}", "`laporgub`"),
    ],
)
def test_a_name_that_is_nearly_right_is_offered(words: str, near: str, workspace: Workspace, vlogkit: Run) -> None:
    said = vlogkit(*words.format(root=workspace.root).split())
    assert said.code == 2
    assert f"Did you mean {near}?" in said.err
