"""Every platform gets words within its own limits."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.desk import make_bundle
from tests.sampled import examples

from vlogkit.planning.compose import compose
from vlogkit.planning.counting import fits
from vlogkit.planning.variants import fit, variant
from vlogkit.publishing import registry
from vlogkit.records.bundle import PostText
from vlogkit.records.platform import TextRule
from vlogkit.records.post import wording
from vlogkit.records.settings import Account

LONG = "Ruas Purwodadi–Blora selesai diperbaiki, dan perjalanan warga kini 22 menit lebih singkat. " * 90


@pytest.mark.parametrize("platform", [name for name in registry.names() if registry.facts(name).text])
@pytest.mark.parametrize("with_file", [True, False])
def test_every_platform_gets_words_within_its_own_limits(platform: str, with_file: bool, tmp_path: Path) -> None:
    facts = registry.facts(platform)
    words = PostText(
        platform="outbox",
        title="Jalan <mulus> " * 20,
        text=f"<b> {LONG}",
        hashtags=tuple(f"Tagar{n}" for n in range(40)),
        link="https://jateng.example/berita",
    )
    bundle = make_bundle(tmp_path).model_copy(update={"posts": (words,)})
    made = variant(bundle, facts, with_file=with_file)
    rule = facts.caption if with_file and facts.caption else facts.text
    assert rule is not None
    whole = wording(made.text, made.link, made.hashtags)
    assert fits(whole, rule)
    assert made.link in whole
    assert not set(rule.forbidden) & set(whole)
    assert len(made.hashtags) <= (facts.max_hashtags or 100)
    if facts.title:
        assert fits(made.title, facts.title)
        assert not set("<>") & set(made.title)


def test_a_platforms_own_text_is_used_before_the_general_one(tmp_path: Path) -> None:
    own = PostText(platform="x", text="Khusus X")
    bundle = make_bundle(tmp_path)
    bundle = bundle.model_copy(update={"posts": (*bundle.posts, own)})
    assert variant(bundle, registry.facts("x")).text == "Khusus X"
    assert variant(bundle, registry.facts("bluesky")).text == "Jalan Blora mulus kembali."


def test_hashtags_go_before_words_do_and_the_last_one_first() -> None:
    rule = TextRule(max=40)
    assert fit("Jalan Blora mulus kembali", ("Satu", "Dua", "Tiga"), "", rule) == (
        "Jalan Blora mulus kembali",
        ("Satu", "Dua"),
    )
    text, tags = fit("Jalan Blora mulus kembali setelah dua puluh tahun", ("Satu",), "", rule)
    assert (text, tags) == ("Jalan Blora mulus kembali setelah dua…", ())


@settings(deadline=None, max_examples=examples(150))
@given(
    st.text(max_size=200),
    st.lists(st.sampled_from(["Jateng", "Blora", "JalanMulus"]), max_size=3, unique=True),
    st.sampled_from(["", "https://j.id/a"]),
    st.integers(20, 120),
)
def test_text_link_and_hashtags_together_fit(text: str, tags: list[str], link: str, most: int) -> None:
    rule = TextRule(max=most)
    short, kept = fit(text, tuple(tags), link, rule)
    assert fits(wording(short, link, kept), rule)
    assert list(kept) == tags[: len(kept)]


def test_what_is_too_long_goes_on_in_a_thread_of_whole_sentences_where_that_is_wished(tmp_path: Path) -> None:
    text = " ".join(f"Ruas nomor {n} sudah selesai diperbaiki dan dapat dilalui." for n in range(9))
    bundle = make_bundle(tmp_path, text=text)
    facts = registry.facts("x")
    words = variant(bundle, facts, in_thread=True)
    assert len(words.thread) >= 2
    assert " ".join((words.text, *words.thread)) == text
    assert all(part.endswith(".") for part in (words.text, *words.thread))
    assert fits(wording(words.text, words.link, words.hashtags), facts.text)
    assert all(fits(part, facts.text) for part in words.thread)
    assert variant(bundle, facts).thread == ()
    assert variant(make_bundle(tmp_path), facts, in_thread=True).thread == ()


def test_the_link_goes_into_the_first_comment_where_the_account_says_so(tmp_path: Path) -> None:
    bundle, facts = make_bundle(tmp_path), registry.facts("instagram")
    account = Account(name="ig", platform="instagram", options={"link": "comment"})
    post = compose(bundle, account, facts, files=(), words=variant(bundle, facts), zone="Asia/Jakarta")
    assert (post.link, post.comment) == ("", "https://jateng.example/b")
    assert "https://" not in post.wording()
    assert post.followed_by() == ("comment",)
    plain = compose(
        bundle,
        account.model_copy(update={"options": {}}),
        facts,
        files=(),
        words=variant(bundle, facts),
        zone="Asia/Jakarta",
    )
    assert post.content_hash() != plain.content_hash()
