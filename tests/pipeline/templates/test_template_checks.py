"""Templates are told in every way they may be told; shipped ones hold the shortest and the longest data."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.checking.planting import FORMATS, TEMPLATE, Bench
from tests.material import ROOT, write
from tests.sampled import EVERY, in_turn

from vlogkit import resources
from vlogkit.checking.samples import DATA_NAMES, DataSets, data_set, shipped_sets
from vlogkit.errors import UsageError
from vlogkit.findings.codes import CODES
from vlogkit.pipeline.templates.template_checks import (
    LANGUAGES,
    LOOKS,
    Task,
    TemplateSelection,
    run,
    run_all,
    tasks_for,
    told_with_data,
)
from vlogkit.records.base import Format
from vlogkit.records.settings import Settings
from vlogkit.records.templates.element_base import Look
from vlogkit.strict_yaml import parse, validate
from vlogkit.workspace import Workspace

pytestmark = pytest.mark.slow

SHIPPED = [
    name
    for name in resources.names("templates")
    if not (ROOT / "templates" / name / "template.yaml").read_text(encoding="utf-8").count("\nkinds: []")
]
SETTINGS = Settings(name="uji")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "uji")


def workspace() -> Workspace:
    return Workspace(resources.shipped_root(), SETTINGS)


def formats_of(template: str, look: Look) -> tuple[Format, ...]:
    """Every format in CI; while developing one of the four, in turn."""
    turn = SHIPPED.index(template) + 2 * LOOKS.index(look)
    return FORMATS if EVERY else (FORMATS[turn % len(FORMATS)],)


@pytest.mark.parametrize(("template", "look"), in_turn(SHIPPED, LOOKS))
def test_a_shipped_template_holds_the_longest_data_in_both_looks_without_a_finding(template: str, look: Look) -> None:
    brand = ("jateng", "dinkes", "bumd")[SHIPPED.index(template) % 3]
    lang = LANGUAGES[SHIPPED.index(template) % len(LANGUAGES)]
    wanted = TemplateSelection([brand], formats_of(template, look), [lang], ["longest"], stills=False, looks=[look])
    tasks, _ = tasks_for(workspace(), [template], wanted)
    found = [one for task in tasks[:1] for one in run(task).judged.findings]
    assert [(one.code, one.where, one.message, one.measured) for one in found] == []


def test_a_title_too_long_for_a_column_beside_a_pair_stands_smaller_across_it() -> None:
    wanted = TemplateSelection(["jateng"], ["square"], ["id"], ["longest"], stills=False, looks=["light"])
    tasks, _ = tasks_for(workspace(), ["complaint-resolved"], wanted)
    assert [one.code for one in run(tasks[0]).judged.findings] == []


def test_captions_that_rise_below_words_stand_above_the_picture_and_not_on_its_faces() -> None:
    wanted = TemplateSelection(["bumd"], ["square"], ["id"], ["longest"], stills=False, looks=["light"])
    tasks, _ = tasks_for(workspace(), ["announcement"], wanted)
    assert [one.code for one in run(tasks[0]).judged.findings] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_data_is_as_long_as_the_longest_title_and_agency(lang: str) -> None:
    longest = shipped_sets(lang).longest  # type: ignore[arg-type]
    assert longest is not None
    assert {len(notice.title) for notice in longest.notices} == {140}
    assert longest.agency is not None
    assert len(longest.agency.name) == 93


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_set_has_a_notice_of_each_kind_and_its_pictures_are_there(lang: str) -> None:
    for name in DATA_NAMES:
        chosen = data_set(name, lang, "faq", None)  # type: ignore[arg-type]
        assert {notice.kind for notice in chosen.notices} == {"update", "complaint", "tally"}
        files = [one.file for notice in chosen.notices for one in notice.pictures]
        assert all((ROOT / file).is_file() for file in files)
        assert bool(files) is (name != "empty")


def test_every_brand_language_and_set_of_data_is_told_in_every_format(bench: Bench) -> None:
    tasks, failed = tasks_for(bench.workspace(), ["uji"], TemplateSelection(everything=True))
    brands = {"jateng", "dinkes", "bumd", "pdam", "rsud", "uji"}
    assert failed == []
    assert {(task.brand, task.lang, task.data) for task in tasks} == {
        (brand, lang, data) for brand in brands for lang in LANGUAGES for data in DATA_NAMES
    }
    assert {task.formats for task in tasks} == {FORMATS}
    assert {task.look for task in tasks} == set(LOOKS)


def test_a_template_is_told_in_its_brands_look_or_in_another_one(bench: Bench) -> None:
    own = tasks_for(bench.workspace(), ["uji"], TemplateSelection(["uji"], (), ["id"], ["ordinary"]))[0]
    other = tasks_for(
        bench.workspace(), ["uji"], TemplateSelection(["uji"], (), ["id"], ["ordinary"], looks=["light"])
    )[0]
    told_with = [told_with_data(task) for task in (*own, *other)]
    assert [made[2].look for made in told_with if made is not None] == ["bold", "light"]
    assert [task.name for task in (*own, *other)] == ["uji id ordinary update", "uji (light) id ordinary update"]


def test_without_names_a_workspace_s_own_templates_and_brands_are_told(bench: Bench) -> None:
    tasks, _ = tasks_for(bench.workspace(), [], TemplateSelection())
    assert {(task.template, task.brand) for task in tasks} == {("uji", "uji")}


def test_without_any_of_its_own_all_shipped_ones_are_told() -> None:
    tasks, _ = tasks_for(workspace(), [], TemplateSelection())
    assert {task.template for task in tasks} == set(SHIPPED)
    assert {task.brand for task in tasks} == {"jateng", "dinkes", "bumd", "pdam", "rsud"}


def test_a_parent_that_tells_nothing_is_not_told(bench: Bench) -> None:
    assert tasks_for(bench.workspace(), ["base"], TemplateSelection()) == ([], [])


def test_a_template_that_does_not_exist_is_a_wrong_call(bench: Bench) -> None:
    with pytest.raises(UsageError, match="tidak-ada"):
        tasks_for(bench.workspace(), ["tidak-ada"], TemplateSelection())


def told(bench: Bench, data: str = "ordinary", *, stills: bool = False) -> Task:
    (task,) = tasks_for(bench.workspace(), ["uji"], TemplateSelection(["uji"], (), ["id"], [data], stills=stills))[0]  # type: ignore[list-item]
    return task


def test_a_clean_template_has_no_findings_and_a_still_of_each_scene_in_each_format(bench: Bench) -> None:
    result = run(told(bench, stills=True))
    assert result.judged.findings == ()
    assert {shot.name for shot in result.shots} == {
        f"{name}-{kind}-satu" for name in FORMATS for kind in ("video", "card")
    }
    assert all(shot.data[:4] == b"RIFF" and shot.data[8:12] == b"WEBP" for shot in result.shots)


def test_a_misspelt_key_is_a_finding_with_its_place_and_the_others_are_still_told(bench: Bench) -> None:
    write(
        bench.root / "templates" / "rusak" / "template.yaml",
        TEMPLATE.replace("uji", "rusak").replace("seconds", "secnds"),
    )
    tasks, failed = tasks_for(bench.workspace(), ["rusak", "uji"], TemplateSelection(["uji"], (), ["id"], ["ordinary"]))
    assert [task.template for task in tasks] == ["uji"]
    (finding,) = failed[0].judged.findings
    assert (finding.code, finding.where) == ("template-broken", "templates/rusak/template.yaml:7:5")
    assert "seconds" in finding.hint


def test_jinja_that_breaks_with_empty_data_only_is_found_there(bench: Bench) -> None:
    bench.template(("{{ notice.summary }}", "{{ notice.pictures[0].alt }}"))
    assert {one.code for one in run(told(bench, "empty")).judged.findings} == {"template-broken"}
    assert "template-broken" not in {one.code for one in run(told(bench)).judged.findings}


def test_a_template_brings_data_of_its_own_kind_by_kind(bench: Bench) -> None:
    own = "ordinary: {notices: [{kind: update, id: contoh, title: Judul sendiri}]}\n"
    write(bench.root / "templates" / "uji" / "samples.yaml", own)
    chosen = data_set("ordinary", "id", "uji", bench.root)
    assert [notice.title for notice in chosen.notices if notice.kind == "update"] == ["Judul sendiri"]
    assert chosen.notice("tally") is not None
    assert data_set("shortest", "id", "uji", bench.root) == shipped_sets("id").shortest


def test_the_workspace_s_severities_count_for_templates_too(bench: Bench) -> None:
    bench.settings("checks: {severities: {contrast-low: note}}\n")
    bench.template(("style: title, role: paper", "style: title, role: mute"))
    found = [one for one in run(told(bench)).judged.findings if one.code == "contrast-low"]
    assert found
    assert {one.severity for one in found} == {"note"}


def test_two_processes_give_the_same_results_in_the_same_order(bench: Bench) -> None:
    tasks, _ = tasks_for(bench.workspace(), ["uji"], TemplateSelection(["uji"], ["square"], (), (), stills=True))
    alone, together = list(run_all(tasks, jobs=1)), list(run_all(tasks, jobs=2))
    assert [(one.task, one.judged, one.shots) for one in alone] == [
        (one.task, one.judged, one.shots) for one in together
    ]


def test_the_sample_data_in_the_guide_is_valid() -> None:
    text = (ROOT / "docs" / "template-repository.md").read_text(encoding="utf-8")
    block = text.split("```yaml samples\n")[1].split("```")[0]
    assert validate(DataSets, parse(block, "guide")).ordinary is not None


def test_every_template_code_is_one_that_a_template_can_give() -> None:
    assert {code for code, known in CODES.items() if known.family == "template"} == {
        "template-broken", "golden-changed", "golden-missing", "golden-orphaned",
    }  # fmt: skip
