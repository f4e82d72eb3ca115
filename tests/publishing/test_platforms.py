"""What single platforms must do beyond the contract: keys that run out, schedules, facets, costs of a second call."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.scenes import scene, server_class
from tests.servers.standin import Fault, Reply

from vlogkit.workspace import Workspace

AHEAD = {"schedule": "service", "post_ahead_minutes": 1440, "post_due": dt.datetime(2026, 11, 25, 5, 0, tzinfo=dt.UTC)}


def test_a_mastodon_key_that_has_run_out_is_not_used_again(tmp_path: Path) -> None:
    with scene(tmp_path, "mastodon", "text") as stage:
        stage.server.faults.append(Fault("500-before", line="POST .*statuses"))
        stage.publish()
        assert stage.state in {"sending", "accepted"}
        stage.server.forget_keys()
        stage.desk.clock.move(minutes=70)
        stage.publish()
        assert stage.state == "unconfirmed"
        assert stage.server.public() == []


def test_a_mastodon_status_that_arrived_is_found_after_its_key_has_run_out(tmp_path: Path) -> None:
    with scene(tmp_path, "mastodon", "text") as stage:
        stage.server.faults.append(Fault("500-after", line="POST .*statuses"))
        stage.server.faults.append(Fault("503", line="GET .*verify_credentials"))
        stage.publish()
        stage.server.forget_keys()
        stage.desk.clock.move(minutes=70)
        assert stage.publish_until_settled() == "published"
        assert len(stage.server.public()) == 1


def test_mastodon_keeps_the_schedule_where_the_account_says_so(tmp_path: Path) -> None:
    with scene(tmp_path, "mastodon", "video", **AHEAD) as stage:
        stage.publish()
        assert stage.state == "accepted"
        assert stage.server.public() == []
        assert stage.server.scheduled[0]["scheduled_at"] == "2026-11-25T05:00:00+00:00"
        stage.server.run_schedule()
        assert stage.publish_until_settled() == "published"


def test_wordpress_keeps_the_schedule_and_a_site_that_sleeps_is_noticed(tmp_path: Path) -> None:
    with scene(tmp_path, "wordpress", "text", **AHEAD) as stage:
        stage.publish()
        (post,) = stage.server.posts
        assert (post["status"], post["date_gmt"]) == ("future", "2026-11-25T05:00:00")
        stage.desk.clock.now = AHEAD["post_due"] + dt.timedelta(minutes=31)
        (done,) = stage.publish()
        assert "wp-cron" in done.reason
        post["status"] = "publish"
        assert stage.publish_until_settled() == "published"


def test_facebook_keeps_the_schedule_of_reels_and_of_the_feed(tmp_path: Path) -> None:
    for variant in ("reel", "text"):
        with scene(tmp_path / variant, "facebook", variant, **AHEAD) as stage:
            stage.publish()
            assert stage.state == "accepted"
            assert stage.server.public() == []
            for reel in stage.server.reels.values():
                assert reel["state"] == "SCHEDULED"
                reel["state"] = "PUBLISHED"
            for item in stage.server.feed:
                item["is_published"] = True
            assert stage.publish_until_settled() == "published"


def test_a_time_that_has_passed_is_held_by_every_service_that_keeps_schedules(tmp_path: Path) -> None:
    due = dt.datetime(2026, 11, 24, 5, 1, tzinfo=dt.UTC)
    for platform, variant in (("mastodon", "text"), ("wordpress", "text"), ("facebook", "text"), ("youtube", "video")):
        more = {"schedule": "service", "post_ahead_minutes": 60, "post_due": due}
        with scene(tmp_path / platform, platform, variant, **more) as stage:
            stage.publish()
            assert stage.state == "held", platform
            assert stage.server.public() == []


def test_bluesky_marks_links_hashtags_in_bytes(tmp_path: Path) -> None:
    with scene(tmp_path, "bluesky", "cards", post_text="Jalan – mulus 🛣️ #Blora") as stage:
        stage.publish()
        (record,) = stage.server.public()
        raw = record["text"].encode()
        spans = {raw[f["index"]["byteStart"] : f["index"]["byteEnd"]].decode() for f in record["facets"]}
        assert spans == {"#Blora", "https://jateng.example/b", "#JalanJateng"}
        assert record["langs"] == ["id"]
        image = record["embed"]["images"][0]
        assert image["aspectRatio"] == {"width": 1080, "height": 1350}
        assert image["alt"] == "Kartu feed: jalan beraspal"


def test_bluesky_shows_a_link_as_a_card_when_there_is_nothing_else(tmp_path: Path) -> None:
    with scene(tmp_path, "bluesky", "text") as stage:
        stage.publish()
        (record,) = stage.server.public()
        assert record["embed"]["external"]["uri"] == "https://jateng.example/b"
        assert "https://jateng.example/b" not in record["text"]


@pytest.mark.parametrize("slow", [0, 2])
def test_bluesky_sends_videos_through_the_video_service_where_there_is_one(tmp_path: Path, slow: int) -> None:
    with scene(tmp_path, "bluesky", "video") as stage:
        account = stage.desk.accounts[0]
        account.options["video_service"] = stage.server.url
        stage.server.slow = slow
        assert stage.publish_until_settled() == "published"
        (record,) = stage.server.public()
        assert record["embed"]["$type"] == "app.bsky.embed.video"
        assert any("uploadVideo" in line for line in stage.server.seen)


def test_instagram_waits_when_the_posts_of_the_day_are_used_up(tmp_path: Path) -> None:
    with scene(tmp_path, "instagram", "reel") as stage:
        stage.server.used = 50
        stage.publish()
        assert stage.state == "sending"
        assert "50 posts in 24 h" in stage.entry.reason
        stage.server.used = 49
        assert stage.publish_until_settled() == "published"


def test_a_container_that_expired_is_made_anew(tmp_path: Path) -> None:
    with scene(tmp_path, "instagram", "reel") as stage:
        stage.server.slow = 1
        stage.publish()
        stage.server.expire = True
        assert stage.publish_until_settled() == "published"
        assert len(stage.server.public()) == 1
        assert len(stage.server.containers) == 2


def test_pictures_for_instagram_are_fetched_from_the_agencys_own_site(tmp_path: Path) -> None:
    with scene(tmp_path, "instagram", "carousel") as stage:
        assert stage.publish_until_settled() == "published"
        assert stage.host is not None
        hosted = {bytes(one["data"]) for one in stage.host.media}
        cards = {(tmp_path / "bundles/jalan-blora" / name).read_bytes() for name in stage.post.files}
        assert hosted == cards
        assert stage.host.public() == []


def test_x_is_asked_for_a_text_that_it_says_is_there_already(tmp_path: Path) -> None:
    with scene(tmp_path, "x", "text") as stage:
        stage.server.faults += [Fault("500-after", line="POST /2/tweets"), Fault("503", line="GET /2/users/9")]
        stage.publish()
        assert stage.publish_until_settled() == "published"
        assert len(stage.server.public()) == 1


def test_a_text_that_x_had_before_is_a_fault_of_the_content(tmp_path: Path) -> None:
    with scene(tmp_path, "x", "text") as stage:
        stage.server.tweets.append({"id": "1", "text": "x", "plain": stage.post.wording()})
        stage.publish()
        assert stage.state == "failed"
        assert "duplicate" in stage.entry.reason


def test_telegram_obeys_retry_after(tmp_path: Path) -> None:
    from tests.servers.standin import Reply

    with scene(tmp_path, "telegram", "text") as stage:
        answer = {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests",
            "parameters": {"retry_after": 777},
        }
        handle = stage.server.handle
        stage.server.handle = lambda _request: Reply(429, answer)
        stage.publish()
        assert stage.entry.wake == stage.desk.clock() + dt.timedelta(seconds=777)
        stage.server.handle = handle
        assert stage.publish_until_settled() == "published"


def test_an_answer_that_makes_no_sense_is_not_sent_again_blindly(tmp_path: Path) -> None:
    from tests.servers.standin import Reply

    with scene(tmp_path, "mastodon", "text") as stage:
        handle = stage.server.handle

        def odd(request):
            reply = handle(request)
            if request.method == "POST" and request.path.endswith("statuses"):
                return Reply(200, body=b"<html>gateway</html>")
            return reply

        stage.server.handle = odd
        stage.publish()
        stage.server.handle = handle
        assert stage.publish_until_settled() == "published"
        assert len(stage.server.public()) == 1


@pytest.mark.parametrize(
    "words", ["Cannot attach files that have not finished processing. Try again in a moment!", "Berkas"]
)
def test_mastodon_waits_for_files_it_is_still_working_on(tmp_path: Path, words: str) -> None:
    """A server says so in the language of the account; the files themselves say it in none."""
    with scene(tmp_path, "mastodon", "video") as stage:
        refused = Reply(422, {"error": words})

        def refuse(_: Reply) -> Reply:
            for medium in stage.server.media.values():
                medium["left"] = 1 if words == "Berkas" else -1
            return refused

        stage.server.faults.append(Fault("odd-before", line="POST .*statuses", spoil=refuse))
        stage.publish()
        assert (stage.state, stage.entry.kind) == ("accepted", "wait")
        assert stage.entry.wake == stage.desk.clock() + dt.timedelta(seconds=30)
        assert stage.publish_until_settled() == "published"


def test_nobody_knows_after_the_last_attempt_in_doubt(tmp_path: Path) -> None:
    with scene(tmp_path, "mastodon", "text") as stage:
        stage.server.faults.append(Fault("odd-from", line="POST .*statuses", spoil=lambda _: Reply(200, {})))
        stage.desk.clock.now -= dt.timedelta(minutes=0)
        for _ in range(12):
            stage.publish_until_settled(1)
        assert (stage.state, stage.entry.kind) == ("unconfirmed", "look")
        assert stage.desk.ledger.receipts() == []


def test_a_token_is_never_sent_to_an_address_that_is_not_encrypted(tmp_path: Path) -> None:
    for platform, variant in (("mastodon", "text"), ("youtube", "video"), ("telegram", "text")):
        with scene(tmp_path / platform, platform, variant) as stage:
            account = stage.desk.accounts[0].model_copy(update={"base_url": "http://dinas.example"})
            settings = stage.desk.workspace.settings.model_copy(update={"accounts": (account,)})
            stage.desk.workspace = Workspace(stage.desk.root, settings)
            stage.desk.environment["VLOGKIT_SECRET_AKUN_HOST"] = "dinas.example"
            stage.publish()
            assert (stage.state, stage.entry.kind) == ("failed", "fix")
            assert "write https://" in stage.entry.reason


def test_an_upload_address_of_another_host_gets_no_token(tmp_path: Path) -> None:
    away = {
        "instagram": ("POST /17841/media$", {"id": "1", "uri": "https://evil.example/up"}),
        "youtube": ("POST /upload", {}),
    }
    for platform, variant in (("instagram", "reel"), ("youtube", "video")):
        with scene(tmp_path / platform, platform, variant) as stage:
            line, body = away[platform]
            reply = Reply(200, body, {"Location": "https://evil.example/up"})
            stage.server.faults.append(Fault("odd-before", line=line, spoil=lambda _, reply=reply: reply))
            stage.publish()
            assert "another host: evil.example" in stage.entry.reason
            assert stage.publish_until_settled() == "published"


def test_a_reel_has_its_cover_and_its_label_where_the_account_can_give_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(server_class("instagram").variants, "covered", ("portrait.mp4", "thumbnail.jpg"))
    forms: list[dict[str, str]] = []
    with scene(tmp_path, "instagram", "covered", synthetic_media="yes") as stage:
        made = stage.server._container
        stage.server._container = lambda form: (forms.append(form), made(form))[1]
        assert stage.publish_until_settled() == "published"
    assert forms[0]["cover_url"].startswith("http")
    assert forms[0]["is_ai_generated"] == "true"


def test_a_video_in_a_channel_has_its_thumbnail_as_cover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(server_class("telegram").variants, "covered", ("landscape.mp4", "thumbnail.jpg"))
    sent = []
    with scene(tmp_path, "telegram", "covered") as stage:
        handle = stage.server.handle
        stage.server.handle = lambda request: (sent.append(request), handle(request))[1]
        assert stage.publish_until_settled() == "published"
    (call,) = [request for request in sent if request.path.endswith("/sendVideo")]
    assert call.form()["cover"] == "attach://cover_file"
    assert {"video", "cover_file"} <= call.parts().keys()


def test_a_reel_of_a_page_gets_its_cover_after_it_is_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(server_class("facebook").variants, "covered", ("portrait.mp4", "thumbnail.jpg"))
    with scene(tmp_path, "facebook", "covered") as stage:
        assert stage.publish_until_settled() == "published"
        assert len(stage.server.covers) == len(stage.server.public()) == 1
