"""Templates fill in plain data; whatever reaches further, or would not come to an end, is one clear error."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.errors import InputError
from vlogkit.formatting import NBSP
from vlogkit.writing import words_in_templates
from vlogkit.writing.words_in_templates import Filler

FACTS = {
    "notice": {
        "title": "Jalan mulus",
        "summary": "",
        "place": None,
        "body": ["satu", "dua", "tiga"],
        "pictures": [{"file": "a.jpg", "focus": [0.5, 0.25]}],
        "items": "kunci bernama seperti metode",
        "date": "2026-11-24",
    },
    "many": [f"butir {index}" for index in range(60)],
    "share": 0.812,
    "words": {"before": "Sebelum"},
}
WHERE = "templates/t/template.yaml:3:5"


@pytest.fixture
def filler() -> Filler:
    return Filler(FACTS, "id")


def deep_loops(count: int) -> str:
    opening = "".join(f"{{% for x{index} in many %}}" for index in range(count))
    return f"{opening}x{'{% endfor %}' * count}"


ATTACKS = [
    "{{ ''.__class__.__mro__ }}",
    "{{ 1e999 - share }}",
    "{{ 1e999 }}",
    "{{ 1e999 | int }}",
    "{{ 'inf' | float }}",
    "{{ 'nan' | float }}",
    "{{ notice.__init__ }}",
    "{{ notice['__class__'] }}",
    "{{ notice.title.__len__ }}",
    "{{ notice.title.format_map({}) }}",
    "{{ '{0.__class__}'.format(1) }}",
    "{{ '{0:>999999999}'.format(1) }}",
    "{{ 'a'.ljust(999999999) }}",
    "{{ notice.update({'a': 1}) }}",
    "{{ notice.pop('title') }}",
    "{{ notice | attr('__class__') }}",
    "{{ notice | map(attribute='x') | list }}",
    "{{ self }}",
    "{{ self._TemplateReference__context }}",
    "{{ loop }}",
    "{% for x in many %}{{ loop.__init__ }}{% endfor %}",
    "{% for x in many %}{{ loop.cycle('a') }}{% endfor %}",
    "{{ lipsum() }}",
    "{{ lipsum.__globals__ }}",
    "{{ cycler('a') }}",
    "{{ joiner() }}",
    "{{ namespace(x=1) }}",
    "{{ range(3) }}",
    "{{ dict(a=1) }}",
    "{{ url_for.__globals__ }}",
    "{% for i in range(10**9) %}{% endfor %}",
    "{{ 'a' * 10**9 }}",
    "{{ 'a' * 1000000000 }}",
    "{{ many * 1000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%999999999d' % 1 }}",
    "{{ 1 | number(999999999) }}",
    "{{ 1 | percent(-5) }}",
    "{{ 5 | round(-999999999) }}",
    "{{ 'a'" + " | replace('a', 'aaaaaaaaaaaaaaaaaaaaaaaa')" * 9 + " }}",
    "{{ many | join('" + "x" * 3_000 + "') }}",
    "{% set x = 'aaaaaaaa' %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}",
    "{% set x = 'aaaaaaaa' %}" + "{% set x = x + x %}" * 40 + "{{ x }}",
    "{% set x = 9 %}" + "{% set x = x * x %}" * 40 + "{{ x }}",
    "{% set x = [1] %}" + "{% set x = [x, x] %}" * 40 + "{{ x | length }}",
    "{% set x %}aa{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40,
    "{% macro a() %}{{ a() }}{{ a() }}{% endmacro %}{{ a() }}",
    "{% call f() %}{% endcall %}",
    "{% for x in many recursive %}{{ loop(many) }}{% endfor %}",
    "{% for x in 'text' %}{% endfor %}",
    deep_loops(3),
    deep_loops(25),
    "{% include 'x' %}",
    "{% import 'os' as os %}",
    "{% extends 'x' %}",
    "{% block x %}{% endblock %}",
    "{% filter upper %}x{% endfilter %}",
    "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
    "{{ " + "1 + " * 900 + "1 }}",
    "{{ " + "not " * 900 + "1 }}",
    "{{ '" + "x" * 5_000 + "' }}",
    "{{ 'x' }}" * 500,
    "{{ notice }}",
    "{{ many }}",
    "{{ notice.body }}",
    "{{ 'x\\ud83d' }}",
]


@pytest.mark.parametrize("source", ATTACKS, ids=lambda source: source[:40])
def test_what_reaches_too_far_is_one_error_about_its_line(filler: Filler, source: str) -> None:
    with pytest.raises(InputError) as caught:
        filler.words(source, WHERE)
    assert str(caught.value.where) == WHERE
    assert len(caught.value.message) < 400


@pytest.mark.parametrize(
    "expression",
    ["''.__class__", "range(9)", "'a' * 999999999", "many.append(1)", "[many, many]", "{'a': 1}", "(", "1 2", "x y"],
)
def test_an_expression_is_as_guarded_as_words(filler: Filler, expression: str) -> None:
    for call in (filler.value, filler.items, filler.holds):
        with pytest.raises(InputError) as caught:
            call(expression, WHERE)
        assert str(caught.value.where) == WHERE


@given(
    st.lists(
        st.sampled_from(
            ["{{ ", " }}", "{% ", " %}", "for x in ", "many", "notice", ".title", "['a']", "|", "join", "(", ")", "[", "]", "1",
             "'a'", "~", "+", "%", "*", ":", ",", "if ", "endif", "endfor", "set x =", "x", "not ", "is ", "defined", "else "]
        ),
        max_size=12,
    ).map("".join)
)  # fmt: skip
@settings(deadline=None, max_examples=examples(200))
def test_any_piece_of_jinja_is_filled_in_or_refused(source: str) -> None:
    with suppress(InputError):
        assert isinstance(Filler(FACTS, "id").words(source, WHERE), str)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("tanpa kurung", "tanpa kurung"),
        ("{{ notice.title }}", "Jalan mulus"),
        ("{{ notice.items }}", "kunci bernama seperti metode"),
        ("{{ notice.place }}", ""),
        ("{{ notice.summary or notice.title }}", "Jalan mulus"),
        ("{{ notice.pictures[0].focus | join(', ') }}", "0.5, 0.25"),
        ("{{ notice.body[1:] | join(' ') }}", "dua tiga"),
        ("{% for x in notice.body %}{{ loop.index }}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}", "1satu, 2dua, 3tiga"),
        ("{% set a = notice.title ~ '!' %}{{ a | upper }}", "JALAN MULUS!"),
        ("{{ [notice.summary, notice.title] | select | join(' · ') }}", "Jalan mulus"),
        ("{{ 12072 | number }}", "12.072"),
        ("{{ 12.4 | number }} {{ 0.5 | number }} {{ 12.4 | number(0) }}", "12,4 0,5 12"),
        ("{{ share | percent }}", f"81,2{NBSP}%"),
        ("{{ share | percent(0) }}", f"81{NBSP}%"),
        ("{{ notice.date | date }}", "24 November 2026"),
        ("{{ notice.date | date('short') }}", "24 Nov"),
        ("{{ '' | date }}", ""),
        ("{{ 41 | span }}", f"41{NBSP}jam"),
        ("{{ 3.14159 | round(2) }}", "3.14"),
        ("{{ 7 // 2 + 10 % 4 }}", "5"),
        ("{{ 'satu dua tiga empat' | truncate(12) }}", "satu dua…"),
        ("{{ 'a b' | nonbreaking }}", f"a{NBSP}b"),
        ("{{ nobody is defined }}", "False"),
        ("{{ notice.nobody is defined }}", "False"),
        ("{{ notice.nobody | default('tidak ada') }}", "tidak ada"),
        ("{{ notice.title if notice.pictures else '' }}", "Jalan mulus"),
    ],
)  # fmt: skip
def test_words_are_filled_in(filler: Filler, source: str, words: str) -> None:
    assert filler.words(source, WHERE) == words


@pytest.mark.parametrize(
    "source",
    ["{{ nobody }}", "{{ notice.nobody }}", "{{ notice.body[9] }}", "{{ 'x' | number }}", "{{ 1 / 0 }}", "{{ 'kemarin' | date }}",
     "{{ notice.date | date('klein') }}", "{{ unclosed", "{% if %}", "{{ 'x' | nothing }}", "{{ notice.title + 1 }}"],
)  # fmt: skip
def test_words_that_make_no_sense_are_one_error(filler: Filler, source: str) -> None:
    with pytest.raises(InputError, match="words"):
        filler.words(source, WHERE)


def test_what_a_notice_says_is_never_taken_for_jinja() -> None:
    title = "{{ ''.__class__ }} {% for x in y %}"
    assert Filler({"title": title}, "id").words("{{ title }}") == title


def test_an_element_is_left_out_or_repeated_as_it_says(filler: Filler) -> None:
    element = {"type": "text", "words": "{{ index }} {{ item }}", "each": "notice.body", "origin": WHERE}
    assert [made["words"] for made in filler.element(element)] == ["1 satu", "2 dua", "3 tiga"]
    assert filler.element({**element, "when": "notice.summary"}) == []
    assert len(filler.element({**element, "when": "item != 'dua'"})) == 2


def test_lists_that_elements_name_are_filled_in_whole(filler: Filler) -> None:
    made = filler.element({"type": "steps", "items": "notice.body", "origin": WHERE})
    assert made[0]["items"] == ["satu", "dua", "tiga"]
    with pytest.raises(InputError, match="is not a list"):
        filler.element({"type": "steps", "items": "notice.title", "origin": WHERE})


def test_lists_repeated_inside_lists_come_to_an_end(filler: Filler) -> None:
    element: dict[str, object] = {"type": "text", "words": "x", "each": "many", "origin": WHERE}
    for _ in range(5):
        element = {"type": "stack", "items": [element], "each": "many", "origin": WHERE}
    with pytest.raises(InputError, match="elements"):
        filler.element(element)


def test_a_list_longer_than_any_frame_holds_is_refused() -> None:
    with pytest.raises(InputError, match="has 61 items"):
        Filler({"many": ["x"] * 61}, "id").items("many", WHERE)


def test_an_expression_is_compiled_once_for_every_story_and_has_its_own_facts() -> None:
    words_in_templates._expression.cache_clear()
    assert [Filler({"kata": word}, "id").value("{{ kata | upper }}") for word in ("satu", "dua")] == ["SATU", "DUA"]
    assert words_in_templates._expression.cache_info().misses == 1
    assert Filler({}, "id").value("tidak_ada") is None
    with pytest.raises(InputError, match="do not work"):
        Filler({}, "id").value("satu dua")
