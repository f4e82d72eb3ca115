"""A brand written before it had form still loads, and says which face a style is set in."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from vlogkit.records.brand import Logo, TextFace, Typeface


def test_a_typeface_of_one_family_is_read_as_the_text_and_serves_titles_too() -> None:
    face = Typeface.model_validate({"family": "Nunito", "strong": 900})
    assert face.text == TextFace(family="Nunito", strong=900, normal=600)
    assert face.face("title", strong=True) == ("Nunito", 900)


def test_an_older_key_of_a_child_does_not_undo_the_pair_of_its_parent() -> None:
    face = Typeface.model_validate({"display": {"family": "Fraunces"}, "text": {"family": "Nunito"}, "normal": 500})
    assert (face.display.family, face.text.family, face.text.normal) == ("Fraunces", "Nunito", 500)


def test_titles_and_numbers_are_set_in_the_display_family_and_the_rest_in_the_text() -> None:
    face = Typeface.model_validate({"display": {"family": "Fraunces", "weight": 700}})
    assert {face.face(style, strong=True) for style in ("display", "title", "heading", "number")} == {("Fraunces", 700)}  # type: ignore[arg-type]  # names of styles
    assert face.face("body", strong=False) == ("Plus Jakarta Sans", 600)


def test_a_logo_signs_with_a_form_that_it_has() -> None:
    assert Logo(mark="a.svg", wide="b.png", lockup="wide").file("wide", on_dark=True) == "b.png"
    with pytest.raises(ValidationError, match="no file is named as `crest`"):
        Logo(mark="a.svg", lockup="crest")


@pytest.mark.parametrize("name", ["logo.jpg", "logo", "logo.pdf"])
def test_a_logo_is_a_drawing_or_a_png(name: str) -> None:
    with pytest.raises(ValidationError, match="neither"):
        Logo(mark=name)
