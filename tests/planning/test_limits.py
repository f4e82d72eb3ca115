"""What a platform would refuse is found with its measure and its limit."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.desk import make_bundle

from vlogkit.planning import examine
from vlogkit.planning.choose import choose
from vlogkit.planning.compose import compose
from vlogkit.planning.variants import variant
from vlogkit.publishing import registry
from vlogkit.records.finding import Finding
from vlogkit.records.settings import Account


def findings(
    root: Path,
    platform: str,
    *,
    output: dict[str, object] | None = None,
    options: dict[str, str] | None = None,
    **post: object,
) -> dict[str, Finding]:
    facts = registry.facts(platform)
    needed = {"page": "1", "user": "1", "chat": "@x", "handle": "x", "media_host": "situs"}
    account = Account(name="akun", platform=platform, options=needed | (options or {}))
    bundle = make_bundle(root)
    files = choose(bundle, facts, account)
    words = variant(bundle, facts, with_file=bool(files))
    draft = compose(bundle, account, facts, files=files, words=words, zone="Asia/Jakarta")
    if output:
        first = draft.files[0]
        changed = [o.model_copy(update=output) if o.path == first else o for o in bundle.outputs]
        bundle = bundle.model_copy(update={"outputs": tuple(changed)})
    return {one.code: one for one in examine(draft.model_copy(update=post), bundle, facts, account)}


@pytest.mark.parametrize("platform", list(registry.names()))
def test_an_ordinary_bundle_is_taken_by_every_platform(platform: str, tmp_path: Path) -> None:
    found = findings(tmp_path, platform)
    assert {code for code, one in found.items() if one.severity == "error"} == set()


@pytest.mark.parametrize(
    ("platform", "output", "code"),
    [
        ("facebook", {"duration": 91.0}, "post.duration"),
        ("facebook", {"width": 1920, "height": 1080}, "post.ratio"),
        ("facebook", {"width": 400, "height": 711}, "post.width"),
        ("instagram", {"duration": 2.0}, "post.duration"),
        ("instagram", {"bytes": 300_000_001}, "post.bytes"),
        ("telegram", {"bytes": 50_000_001}, "post.bytes"),
        ("x", {"duration": 140.5}, "post.duration"),
        ("tiktok", {"path": "portrait.mkv"}, "post.file"),
    ],
)
def test_a_file_outside_a_platforms_limits_is_found_with_its_measure_and_its_limit(
    platform: str, output: dict[str, object], code: str, tmp_path: Path
) -> None:
    found = findings(tmp_path, platform, output=output)
    assert found[code].severity == "error"
    assert found[code].hint
    if code != "post.file":
        assert found[code].measured
        assert found[code].limit


@pytest.mark.parametrize(
    ("platform", "post", "code"),
    [
        ("x", {"text": "日" * 141}, "post.text"),
        ("bluesky", {"text": "a" * 301}, "post.text"),
        ("telegram", {"text": "a" * 1025}, "post.text"),
        ("youtube", {"text": "é" * 2600}, "post.text"),
        ("youtube", {"title": "a" * 101}, "post.title"),
        ("youtube", {"title": "a < b"}, "post.title"),
        ("youtube", {"title": ""}, "post.title"),
        ("youtube", {"hashtags": tuple("x" * 60 for _ in range(9))}, "post.tags"),
        ("instagram", {"hashtags": tuple(f"t{n}" for n in range(31))}, "post.hashtags"),
        ("instagram", {"text": "@a " * 21}, "post.mentions"),
        ("instagram", {"alts": ("a" * 1001,)}, "post.alt"),
    ],
)
def test_words_outside_a_platforms_limits_are_found_in_its_own_count(
    platform: str, post: dict[str, object], code: str, tmp_path: Path
) -> None:
    found = findings(tmp_path, platform, **post)
    assert found[code].severity == "error"


def test_a_text_of_4096_is_taken_by_telegram_without_a_file_only(tmp_path: Path) -> None:
    assert "post.text" not in findings(tmp_path, "telegram", text="a" * 4000, hashtags=(), link="", files=())
    assert "post.text" in findings(tmp_path, "telegram", text="a" * 4000, hashtags=(), link="")


def test_pictures_for_instagram_need_a_public_host(tmp_path: Path) -> None:
    options = {"send": "card:feed", "media_host": ""}
    found = findings(tmp_path, "instagram", options=options)
    assert "WordPress account" in found["post.public-url"].hint
    assert "post.public-url" not in findings(tmp_path, "instagram", options={"send": "card:feed"})


def test_the_cost_on_x_is_shown_and_a_link_makes_it_dearer(tmp_path: Path) -> None:
    assert findings(tmp_path, "x", link="")["post.cost"].measured == "0.015 USD"
    assert findings(tmp_path, "x", link="https://j.id")["post.cost"].measured == "0.200 USD"
    assert findings(tmp_path, "x")["post.cost"].severity == "note"


def test_an_option_that_an_account_must_have_is_asked_for(tmp_path: Path) -> None:
    found = findings(tmp_path, "telegram", options={"chat": ""})
    assert "`chat`" in found["post.account"].message


@pytest.mark.parametrize(
    ("platform", "post", "code", "measured", "limit"),
    [
        ("instagram", {"hashtags": tuple("abcdef")}, "post.hashtags", "6", "5"),
        ("threads", {"hashtags": ("a", "b")}, "post.hashtags", "2", "1"),
        ("threads", {"text": " ".join(f"https://a.example/{n}" for n in range(6))}, "post.links", "7", "5"),
    ],
)
def test_hashtags_and_links_are_counted_as_the_services_do(
    tmp_path: Path, platform: str, post: dict[str, object], code: str, measured: str, limit: str
) -> None:
    found = findings(tmp_path, platform, **post)[code]
    assert (found.measured, found.limit) == (measured, limit)


def test_hashtags_that_stand_in_the_text_count_too(tmp_path: Path) -> None:
    text = "Jalan #Blora mulus, #Cepu juga; nomor #1 dan a#b bukan tagar."
    found = findings(tmp_path, "instagram", text=text, hashtags=tuple("abcd"))["post.hashtags"]
    assert (found.measured, found.limit) == ("6", "5")
    assert "post.hashtags" not in findings(tmp_path, "instagram", text=text, hashtags=tuple("abc"))


@pytest.mark.parametrize(("count", "severity"), [(3, None), (4, "warning"), (20, "warning"), (21, "error")])
def test_mentions_are_a_warning_before_they_are_too_many(tmp_path: Path, count: int, severity: str | None) -> None:
    text = " ".join(f"@dinas{n}" for n in range(count))
    found = findings(tmp_path, "instagram", text=text).get("post.mentions")
    assert (found.severity if found else None) == severity


def test_a_video_that_becomes_a_short_by_itself_is_told(tmp_path: Path) -> None:
    assert "post.short" not in findings(tmp_path, "youtube")
    found = findings(tmp_path, "youtube", output={"width": 1080, "height": 1920, "duration": 170.0})
    assert found["post.short"].severity == "note"
    assert "post.short" not in findings(tmp_path, "youtube", output={"width": 1080, "height": 1920, "duration": 181.0})
