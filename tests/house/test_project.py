"""What the project says of itself holds: commands in the README, pinned versions, licences, packaged data."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from tests.material import ROOT

from vlogkit.cli.terminal.command_line import GROUPS

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
READMES = sorted(ROOT.glob("README*.md"))
LICENCE = re.compile(r"(?i)^(licen[cs]e|ofl|copying)")
CARRIED = {".ttf", ".otf", ".onnx", ".pt", ".bin", ".npz", ".caffemodel", ".tflite", ".wav", ".ogg", ".mp3", ".flac"}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = {}
    for line in lines:
        if line.strip() and not line.startswith("#"):
            match = re.fullmatch(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([0-9][A-Za-z0-9.+!]*)", line)
            assert match, f"not a name and a version: {line}"
            found[normal(match[1])] = match[2]
    return found


def required() -> set[str]:
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = [*PROJECT["project"]["dependencies"], *[one for many in extras.values() for one in many]]
    return {normal(re.match(r"[A-Za-z0-9._-]+", one)[0]) for one in wanted}  # type: ignore[index]


def test_constraints_are_names_and_versions_only() -> None:
    assert pinned()


def test_every_dependency_is_pinned() -> None:
    assert required() - pinned().keys() == set()


def test_every_make_target_a_readme_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.M))
    assert READMES
    for readme in READMES:
        named = set(re.findall(r"\bmake ([a-z]+)\b", "\n".join(code_of(readme))))
        assert named <= targets, readme.name


def test_every_command_a_readme_names_exists() -> None:
    for readme in READMES:
        named = set(re.findall(r"^\s*(?:\S*[/\\])?vlogkit ([a-z]+)", "\n".join(code_of(readme)), re.M))
        assert named
        assert named <= GROUPS.keys(), readme.name


def code_of(readme: Path) -> list[str]:
    """The fenced code of a README."""
    return re.findall(r"```[a-z]*\n(.*?)```", readme.read_text(encoding="utf-8"), re.S)


def test_every_file_a_readme_links_to_exists() -> None:
    for readme in READMES:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", readme.read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{readme.name}: {target}"


def test_every_module_the_makefile_runs_has_something_to_run() -> None:
    for name in set(re.findall(r"-m ([\w.]+)", MAKEFILE)):
        spec = importlib.util.find_spec(name)
        assert spec is not None, name
        if spec.submodule_search_locations:
            assert importlib.util.find_spec(f"{name}.__main__") is not None, name
        else:
            assert "__main__" in Path(spec.origin or "").read_text(encoding="utf-8"), name


def test_the_continuous_integration_runs_the_readmes_test_command() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    workflow = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    assert all(system in workflow for system in ("ubuntu", "windows", "macos"))


def carrying() -> list[Path]:
    """Folders of assets that hold what others made: fonts, models, sounds, emoji."""
    found = {path.parent for path in (ROOT / "assets").rglob("*") if path.suffix in CARRIED}
    return sorted(found | {ROOT / "assets" / "emoji"})


@pytest.mark.parametrize("folder", carrying(), ids=lambda folder: folder.name)
def test_what_others_made_has_its_licence_beside_it(folder: Path) -> None:
    places = [folder, folder.parent] if folder.parent.name != "assets" else [folder]
    assert any(LICENCE.match(path.name) for place in places for path in place.iterdir()), folder


def test_the_wheel_carries_templates_assets_and_config() -> None:
    carried = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert carried == {name: f"vlogkit/_data/{name}" for name in ("templates", "assets", "config")}


def test_the_project_has_a_licence_of_its_own() -> None:
    assert PROJECT["project"]["license"] in {"Apache-2.0", "MIT"}
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").strip()


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "src" / "vlogkit" / "py.typed").is_file()
    assert "Typing :: Typed" in PROJECT["project"]["classifiers"]


def test_every_python_that_is_supported_is_named_and_the_lowest_and_highest_are_tested() -> None:
    named = [
        one.rsplit(" ", 1)[-1] for one in PROJECT["project"]["classifiers"] if re.search(r":: Python :: 3\.\d+$", one)
    ]
    workflow = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    tested = yaml.safe_load(workflow)["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert PROJECT["project"]["requires-python"] == f">={named[0]}"
    assert tested == [named[0], named[-1]]


def test_the_linters_have_a_job_of_their_own_that_runs_what_make_lint_runs() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8"))
    steps = {step["run"].removeprefix("python -m ") for step in workflow["jobs"]["lint"]["steps"] if "run" in step}
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", MAKEFILE, re.M)
    assert recipe
    wanted = {re.sub(r"^(\$\(RUN\) -m |\$\(VENV\)/bin/)", "", line.strip()) for line in recipe[1].splitlines()}
    assert wanted <= steps


def test_the_hooks_before_a_commit_are_local_and_run_the_same_tools() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert {repository["repo"] for repository in config["repos"]} == {"local"}
    entries = [hook["entry"] for repository in config["repos"] for hook in repository["hooks"]]
    assert entries == ["python -m ruff check", "python -m ruff format --check", "python -m mypy"]


def test_no_room_is_forgotten_in_what_the_command_line_may_not_import() -> None:
    contract = next(
        one for one in PROJECT["tool"]["importlinter"]["contracts"] if "vlogkit.cli" in str(one.get("source_modules"))
    )
    rooms = {
        path.stem
        for path in (ROOT / "src" / "vlogkit").iterdir()
        if not path.name.startswith("_") and path.suffix in {"", ".py"}
    }
    spoken_to = {"cli", "pipeline", "records", "errors", "workspace", "studio", "translating"}
    assert {name.removeprefix("vlogkit.") for name in contract["forbidden_modules"]} == rooms - spoken_to


def test_the_architecture_shows_the_layers_that_are_held() -> None:
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    shown = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert "\n".join(layer.replace("vlogkit.", "") for layer in layers) in shown


def test_the_architecture_names_every_room_of_the_pipeline() -> None:
    shown = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in (ROOT / "src" / "vlogkit" / "pipeline").glob("*/__init__.py")}
    assert {room for room in rooms if f"`{room}/`" not in shown} == set()
