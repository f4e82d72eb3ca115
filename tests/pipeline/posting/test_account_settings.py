from __future__ import annotations

from pathlib import Path

import pytest

from vlogkit.errors import VlogkitError
from vlogkit.pipeline.posting.account_settings import check_accounts_of
from vlogkit.publishing import registry
from vlogkit.workspace import open_workspace

SITE = "  - {name: situs, platform: wordpress, base_url: https://dinas.example, options: {user: sari}}\n"


def faults(root: Path, account: str) -> list[VlogkitError]:
    """What is found in a workspace with a site and this account, written on line 4."""
    (root / "vlogkit.yaml").write_text(f"name: Dinas Uji\naccounts:\n{SITE}  - {account}\n", encoding="utf-8")
    try:
        check_accounts_of(open_workspace(root))
    except VlogkitError as error:
        return list(error.each())
    return []


@pytest.mark.parametrize(
    ("account", "words", "hint"),
    [
        ("{name: a, platform: youtube, options: {privcy: private}}", "`privcy`", "Did you mean `privacy`?"),
        ("{name: a, platform: youtube, options: {made_for_kid: yes}}", "`made_for_kid`", "`made_for_kids`"),
        ("{name: a, platform: youtube, options: {privacy: privat}}", "cannot be `privat`", "Did you mean `private`?"),
        ("{name: a, platform: youtube, options: {made_for_kids: ya}}", "cannot be `ya`", "Known here: yes, no."),
        ("{name: a, platform: youtube, options: {category: berita}}", "cannot be `berita`", "Write a number"),
        ("{name: a, platform: mastodon, options: {visibility: publik}}", "cannot be `publik`", "`public`"),
        ("{name: a, platform: facebook, options: {schedule: servis}}", "cannot be `servis`", "`service`"),
        ("{name: a, platform: facebook, options: {ahead_hours: 6h}}", "cannot be `6h`", "Write a number"),
        ("{name: a, platform: x, options: {timeout_seconds: lama}}", "cannot be `lama`", "Write a number"),
        ("{name: a, platform: x, options: {send: vidio}}", "cannot be `vidio`", "card, video:square, text"),
        ("{name: a, platform: threads, options: {media_host: situz}}", "cannot be `situz`", "Did you mean `situs`?"),
        ("{name: a, platform: facebok}", "there is no platform `facebok`", "Did you mean `facebook`?"),
        ("{name: a, platform: mastodon, base_url: http://dinas.example}", "not encrypted", "https only"),
        ("{name: a, platform: mastodon, base_url: dinas.example}", "`dinas.example` is not a web address", "https://"),
        ("{name: situs, platform: outbox}", "two accounts are called `situs`", "a name of its own"),
    ],
)
def test_what_a_platform_does_not_know_is_an_error_at_its_line(
    tmp_path: Path, account: str, words: str, hint: str
) -> None:
    (fault,) = faults(tmp_path, account)
    assert words in fault.message
    assert hint in fault.hint
    assert str(fault.where).endswith("vlogkit.yaml:4:" + str(fault.where).rpartition(":")[2])


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    account = "{name: a, platform: youtube, base_url: http://x.example, options: {privcy: private, privacy: privat}}"
    assert len(faults(tmp_path, account)) == 3


@pytest.mark.parametrize("platform", list(registry.names()))
def test_every_value_that_the_facts_list_is_taken(tmp_path: Path, platform: str) -> None:
    known = registry.facts(platform).options
    options = {name: (option.values or ("7" if option.number else "situs",))[0] for name, option in known.items()}
    inside = ", ".join(f'{name}: "{value}"' for name, value in options.items())
    assert faults(tmp_path, f"{{name: a, platform: {platform}, options: {{{inside}}}}}") == []


def test_facts_of_a_workspace_may_say_the_meaning_only(tmp_path: Path) -> None:
    (tmp_path / "platforms").mkdir()
    facts = 'name: x\nlabel: X\nchecked: "2026-11-24"\nprotection: none\nprotected_by: nothing\nsend: [{kind: text}]\n'
    facts += 'options:\n  rubrik: "required: the section"\n'
    (tmp_path / "platforms/x.yaml").write_text(facts, encoding="utf-8")
    assert registry.facts("x", workspace=tmp_path).options["rubrik"].required
    assert faults(tmp_path, "{name: a, platform: x, options: {rubrik: kota}}") == []
    assert len(faults(tmp_path, "{name: a, platform: x, options: {rubik: kota}}")) == 1
