"""`vlogkit templates check`, `new` and `preview`, and the action that runs them in a repository of templates."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from tests.checking.planting import TITLE, Bench
from tests.cli.runner import Run
from tests.material import ROOT

from vlogkit.catalogue import load_template

ONE = ("--brand", "uji", "--lang", "id", "--data", "ordinary", "--jobs", "1")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "uji")


def check(vlogkit: Run, bench: Bench, *more: str | Path):  # type: ignore[no-untyped-def]
    return vlogkit("templates", "check", "uji", *ONE, "-w", bench.root, *more)


def test_a_clean_template_returns_0_with_a_report(vlogkit: Run, bench: Bench) -> None:
    said = check(vlogkit, bench)
    assert said.code == 0
    assert "1 story, 8 stills" in said.out
    assert (bench.root / "build" / "templates.html").is_file()


def test_a_fault_returns_1_and_stands_in_the_junit_file(vlogkit: Run, bench: Bench, tmp_path: Path) -> None:
    bench.template((TITLE, TITLE.replace("role: paper", "role: mute")))
    said = check(vlogkit, bench, "--no-report", "--junit", tmp_path / "hasil" / "junit.xml", "--json")
    assert said.code == 1
    assert said.json["errors"] == 2
    suite = ET.parse(tmp_path / "hasil" / "junit.xml").find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("1", "1")
    assert not (bench.root / "build").exists()


def test_golden_stills_are_written_by_update_and_compared_after(vlogkit: Run, bench: Bench) -> None:
    assert "wrote templates/uji/golden/square-card-satu.webp" in check(vlogkit, bench, "--update", "--no-report").out
    assert check(vlogkit, bench, "--no-report").code == 0
    bench.template((TITLE, TITLE.replace("style: title", "style: heading")))
    said = check(vlogkit, bench)
    assert said.code == 1
    assert "[golden-changed]" in said.out
    assert (bench.root / "build" / "templates-differences" / "uji-square-card-satu.webp").is_file()


def test_golden_stills_of_a_template_with_errors_stay_as_they_were(vlogkit: Run, bench: Bench) -> None:
    check(vlogkit, bench, "--update", "--no-report")
    (before,) = {path.read_bytes() for path in (bench.root / "templates/uji/golden").glob("square-card-*")}
    bench.template((TITLE, TITLE.replace("role: paper", "role: mute")))
    said = check(vlogkit, bench, "--update", "--no-report")
    assert said.code == 1
    assert "wrote" not in said.out
    assert "the golden stills of `uji` stay as they were" in said.err
    assert {path.read_bytes() for path in (bench.root / "templates/uji/golden").glob("square-card-*")} == {before}


@pytest.mark.parametrize("words", [("--brand", "tidak"), ("--lang", "xx"), ("--data", "tidak"), ("--format", "tidak")])
def test_names_that_do_not_exist_are_wrong_calls(vlogkit: Run, bench: Bench, words: tuple[str, str]) -> None:
    assert vlogkit("templates", "check", "uji", "-w", bench.root, *words).code == 2


@pytest.mark.parametrize("copy", [(), ("--copy",)])
def test_a_new_template_is_at_once_one_that_can_be_told(vlogkit: Run, bench: Bench, copy: tuple[str, ...]) -> None:
    said = vlogkit("templates", "new", "kabar-desa", "--from", "faq", "-w", bench.root, *copy)
    assert said.code == 0
    made, base = load_template("kabar-desa", bench.root), load_template("faq", bench.root)
    assert (made.name, made.kinds) == ("kabar-desa", base.kinds)
    assert [scene.name for scene in made.scenes] == [scene.name for scene in base.scenes]
    assert [scene.composition for scene in made.scenes] == [scene.composition for scene in base.scenes]
    assert [len(scene.layers or ()) for scene in made.scenes] == [len(scene.layers or ()) for scene in base.scenes]


def test_the_commented_scene_of_a_new_template_can_be_used(vlogkit: Run, bench: Bench) -> None:
    vlogkit("templates", "new", "kabar-desa", "--from", "faq", "-w", bench.root)
    path = bench.root / "templates" / "kabar-desa" / "template.yaml"
    head, _, example = path.read_text(encoding="utf-8").partition("\n# A scene with a new name")
    lines = [line.removeprefix("#") for line in example.splitlines()[1:]]
    path.write_text(head + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert load_template("kabar-desa", bench.root).scenes[-1].name == "thanks"


@pytest.mark.parametrize("words", [("faq2", "tidak-ada"), ("Nama Buruk", "faq"), ("uji", "faq"), ("../x", "faq")])
def test_names_that_are_taken_or_no_names_change_nothing(vlogkit: Run, bench: Bench, words: tuple[str, str]) -> None:
    before = sorted(bench.root.rglob("*"))
    assert vlogkit("templates", "new", words[0], "--from", words[1], "-w", bench.root).code in {1, 2}
    assert sorted(bench.root.rglob("*")) == before


def test_a_preview_can_be_written_to_a_file(vlogkit: Run, bench: Bench, tmp_path: Path) -> None:
    said = vlogkit("templates", "preview", "uji", "-w", bench.root, "-o", tmp_path / "a.webp", "-f", "square", "--json")
    assert said.json["format"] == "square"
    assert (tmp_path / "a.webp").read_bytes()[8:12] == b"WEBP"
    assert vlogkit("templates", "preview", "uji", "-w", bench.root).code == 2


def test_watching_ends_with_an_interrupt(bench: Bench) -> None:
    command = [sys.executable, "-m", "vlogkit", "templates", "preview", "uji", "--watch", "-w", str(bench.root)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)
    try:
        assert process.stderr is not None
        assert "http://127.0.0.1:" in process.stderr.readline()
        if sys.platform == "win32":
            process.terminate()
        else:
            import signal

            process.send_signal(signal.SIGINT)
        assert "Traceback" not in process.communicate(timeout=20)[1]
    finally:
        process.kill()


def test_the_action_hands_its_inputs_to_the_command(bench: Bench, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None or sys.platform == "win32":
        pytest.skip("the action's script runs in bash on a Linux runner")
    stand_in = tmp_path / "bin" / "vlogkit"
    stand_in.parent.mkdir()
    stand_in.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$RUNNER_TEMP/said"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    script = next(step["run"] for step in action["runs"]["steps"] if step.get("id") == "check")
    env = {
        "PATH": f"{stand_in.parent}:{os.environ['PATH']}", "RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(tmp_path / "out"),
        "WORKSPACE": str(bench.root), "TEMPLATES": "uji dua", "ARGUMENTS": "--lang id --brand *",
    }  # fmt: skip
    subprocess.run([bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", script], check=True, env=env, cwd=ROOT)
    said = (tmp_path / "said").read_text(encoding="utf-8").splitlines()
    assert said[:6] == ["templates", "check", "uji", "dua", "--workspace", str(bench.root)]
    assert said[-4:] == ["--lang", "id", "--brand", "*"]
    install = next(step["run"] for step in action["runs"]["steps"] if step.get("name") == "Install vlogkit")
    assert "constraints.txt" in install
    assert (tmp_path / "out").read_text(
        encoding="utf-8"
    ).strip() == f"report={tmp_path}/vlogkit-templates/templates.html"
