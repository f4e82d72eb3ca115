"""YouTube: an upload that outlives its process, what is always said, a time that has passed, quotas, extras."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.scenes import scene
from tests.servers.standin import Fault, Reply, Request
from tests.servers.youtube import Server
from tests.worker import SMALL

from vlogkit.publishing import registry
from vlogkit.publishing.platforms import youtube

FILES = ("landscape.mp4", "thumbnail.jpg", "landscape.srt")


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(youtube, "CHUNK", SMALL)


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("kind", ["reset-before", "reset-after", "503"])
def test_an_upload_broken_off_at_any_of_three_chunks_goes_on_and_arrives_whole(
    tmp_path: Path, number: int, kind: str
) -> None:
    with scene(tmp_path, "youtube", "video") as stage:
        stage.server.faults.append(Fault(kind, line="PUT", number=number))
        stage.publish()
        assert stage.state == "sending"
        assert stage.publish_until_settled() == "published"
        (video,) = stage.server.videos.values()
        assert video["data"] == (tmp_path / "bundles/jalan-blora/landscape.mp4").read_bytes()
        assert len(stage.server.sessions) == 1


def test_a_session_that_is_gone_is_opened_anew(tmp_path: Path) -> None:
    with scene(tmp_path, "youtube", "video") as stage:
        stage.server.faults.append(Fault("reset-before", line="PUT", number=1))
        stage.publish()
        stage.server.sessions.clear()
        assert stage.publish_until_settled() == "published"
        assert len(stage.server.videos) == 1


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize("forgotten", [True, False])
def test_a_session_that_is_gone_after_the_last_piece_opens_no_second_one(
    tmp_path: Path, status: int, forgotten: bool
) -> None:
    with scene(tmp_path, "youtube", "video") as stage:

        def gone(_: Reply) -> Reply:
            if forgotten:
                stage.server.sessions.clear()
            return Reply(status)

        stage.server.faults.append(Fault("odd-after", line="PUT", number=2, spoil=gone))
        stage.publish()
        assert stage.publish_until_settled() == ("unconfirmed" if forgotten else "published")
        assert len(stage.server.videos) == 1
        assert ("the video may be there" in stage.entry.reason) is forgotten


def test_privacy_and_both_declarations_are_always_said(tmp_path: Path) -> None:
    with scene(tmp_path, "youtube", "video") as stage:
        stage.publish()
        (body,) = stage.server.bodies
        assert body["status"] == {
            "privacyStatus": "public",
            "selfDeclaredMadeForKids": False,
            "containsSyntheticMedia": False,
        }
        assert body["snippet"]["defaultLanguage"] == "id"


def test_options_of_the_account_are_said(tmp_path: Path) -> None:
    more = {"privacy": "unlisted", "made_for_kids": "yes", "category": "27"}
    with scene(tmp_path, "youtube", "video", **more) as stage:
        stage.publish()
        (body,) = stage.server.bodies
        assert body["status"]["privacyStatus"] == "unlisted"
        assert body["status"]["selfDeclaredMadeForKids"] is True
        assert body["snippet"]["categoryId"] == "27"


def test_a_post_handed_over_ahead_is_private_until_its_time(tmp_path: Path) -> None:
    ahead = {
        "schedule": "service",
        "post_ahead_minutes": 1440,
        "post_due": dt.datetime(2026, 11, 25, 5, 0, tzinfo=dt.UTC),
    }
    with scene(tmp_path, "youtube", "video", **ahead) as stage:
        stage.publish()
        (body,) = stage.server.bodies
        assert body["status"]["privacyStatus"] == "private"
        assert body["status"]["publishAt"] == "2026-11-25T05:00:00Z"
        assert stage.state == "accepted"
        (video,) = stage.server.videos.values()
        video["status"] = {**video["status"], "privacyStatus": "public"}
        assert stage.publish_until_settled() == "published"


def test_a_time_that_passed_while_the_upload_was_broken_off_is_held_not_sent(tmp_path: Path) -> None:
    due = dt.datetime(2026, 11, 24, 5, 20, tzinfo=dt.UTC)
    with scene(tmp_path, "youtube", "video", schedule="service", post_ahead_minutes=60, post_due=due) as stage:
        stage.server.faults.append(Fault("reset-before", line="PUT", number=1))
        stage.publish()
        assert stage.state == "sending"
        stage.desk.clock.now = due - dt.timedelta(minutes=1)
        stage.publish()
        assert stage.state == "held"
        assert "has passed or is too near" in stage.entry.reason
        assert stage.server.videos == {}


def test_a_quota_of_google_waits_for_midnight_in_california(tmp_path: Path) -> None:
    with scene(tmp_path, "youtube", "video") as stage:
        stage.server.quota_left = 0
        stage.publish()
        assert stage.entry.wake == dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
        assert "quotaExceeded" in stage.entry.reason


def test_the_hundred_uploads_of_a_day_are_counted_here_before_google_is_asked(tmp_path: Path) -> None:
    with scene(tmp_path, "youtube", "video", project="proyek") as stage:
        account = stage.desk.accounts[0]
        used = registry.facts("youtube").charges(account, {"videos.insert": 100}, stage.desk.clock())
        assert stage.desk.ledger.spend(used) is None
        stage.publish()
        assert stage.server.seen == []
        assert "not enough of 100 uploads a day is left for proyek" in stage.entry.reason
        assert stage.entry.wake == dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)


def test_thumbnail_captions_and_playlist_are_added_once_even_when_it_is_done_twice(tmp_path: Path) -> None:
    with scene(tmp_path, "youtube", "video") as stage:
        stage.server.faults.append(Fault("reset-after", line="POST .*playlistItems"))
        stage.publish()
        assert stage.state == "published"
        assert "still to follow: playlist" in stage.entry.reason
        assert stage.publish_until_settled() == "published"
        assert (stage.entry.reason, stage.entry.wake) == ("", None)
        (number,) = stage.server.videos
        assert stage.server.playlist == [number]
        assert len(stage.server.captions) == 1
        thumbnail = (tmp_path / "bundles/jalan-blora/thumbnail.jpg").read_bytes()
        assert set(stage.server.thumbnails[number]) == {thumbnail}
        assert b"Jalan mulus." in stage.server.captions[0]["data"]


def test_a_short_has_its_own_thumbnail_after_youtube_has_worked_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(Server.variants, "short", ("portrait.mp4", "thumbnail.jpg"))
    with scene(tmp_path, "youtube", "short") as stage:
        stage.server.slow = 3
        stage.publish()
        assert (stage.state, stage.server.thumbnails) == ("accepted", {})
        assert stage.publish_until_settled() == "published"
        (number,) = stage.server.videos
        assert len(stage.server.thumbnails[number]) == 1
        seen = stage.server.seen
        first = next(place for place, line in enumerate(seen) if "thumbnails" in line)
        assert len([line for line in seen[:first] if line.startswith("GET") and "/videos?" in line]) >= 3


def test_a_video_whose_extras_are_refused_is_published_all_the_same(tmp_path: Path) -> None:
    with scene(tmp_path, "youtube", "video") as stage:
        stage.server._thumbnails_set = lambda *_: stage.server.error(403, "forbidden", "no custom thumbnails")
        assert stage.publish_until_settled() == "published"
        assert len(stage.server.videos) == 1
        assert (stage.entry.kind, stage.entry.wake) == ("look", None)
        assert "thumbnail: no custom thumbnails" in stage.entry.reason
        assert len(stage.server.captions) == 1


def test_extras_that_the_quota_does_not_reach_follow_the_next_day_and_the_video_is_published_meanwhile(
    tmp_path: Path,
) -> None:
    with scene(tmp_path, "youtube", "video", daily_units="1200") as stage:
        stage.publish()
        assert (stage.state, stage.entry.kind) == ("published", "wait")
        stage.desk.clock.move(minutes=1)
        stage.publish()
        assert "still to follow: captions (not enough of 1,200 units a day" in stage.entry.reason
        assert stage.server.captions == []
        assert stage.entry.wake == dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
        assert len(stage.desk.ledger.receipts()) == 1
        stage.desk.workspace.settings.accounts[0].options["daily_units"] = "10000"
        assert stage.publish_until_settled() == "published"
        assert (stage.entry.reason, len(stage.server.captions)) == ("", 1)
        assert len(stage.desk.ledger.receipts()) == 1


def test_what_never_can_follow_is_named_in_the_end_and_the_video_stays_published(tmp_path: Path) -> None:
    with scene(tmp_path, "youtube", "video", daily_units="1200") as stage:
        stage.publish()
        for _ in range(40):
            stage.desk.clock.move(days=1)
            stage.publish()
        assert (stage.state, stage.entry.kind, stage.entry.wake) == ("published", "look", None)
        assert "captions" in stage.entry.reason
        assert "given up after 30 days" in stage.entry.reason


def test_a_hold_keeps_what_follows_from_leaving_until_it_is_lifted(tmp_path: Path) -> None:
    with scene(tmp_path, "youtube", "video") as stage:
        stage.server.faults.append(Fault("503", line="POST .*captions"))
        stage.publish()
        assert "captions" in stage.entry.reason
        stage.desk.ledger.hold_on(reason="gempa", by="Sari", now=stage.desk.clock())
        stage.publish_until_settled(3)
        assert stage.server.captions == []
        assert (stage.state, "gempa" in stage.entry.reason) == ("published", True)
        stage.desk.ledger.hold_off(by="Sari", now=stage.desk.clock())
        assert stage.publish_until_settled() == "published"
        assert len(stage.server.captions) == 1


def test_the_stand_in_refuses_what_breaks_the_contract() -> None:
    from tests.servers.youtube import breaches, contract

    video = contract()["schemas"]["Video"]
    assert breaches(video, {"status": {"privacyStatus": "public"}}) == []
    assert breaches(video, {"status": {"privacyStatus": "geheim"}}) != []
    assert breaches(video, {"status": {"selfDeclaredMadeForKids": "no"}}) != []
    assert breaches(video, {"snippet": {"tittle": "x"}}) == [".snippet.tittle: unknown"]


@pytest.mark.parametrize("ranges", [[None], ["bytes=0-262143"], ["bytes=0-99", "bytes=0-98"], ["nonsense"]])
def test_an_upload_that_gets_no_further_is_put_off(tmp_path: Path, ranges: list[str | None]) -> None:
    with scene(tmp_path, "youtube", "video") as stage:
        chunk = stage.server._chunk
        answers = list(ranges)

        def stuck(_request: Request) -> Reply:
            value = answers.pop(0) if len(answers) > 1 else answers[0]
            return Reply(308, headers={} if value is None else {"Range": value})

        stage.server._chunk = stuck
        stage.publish()
        assert (stage.state, stage.entry.kind) == ("sending", "wait")
        assert len([line for line in stage.server.seen if line.startswith("PUT")]) <= 4
        stage.server._chunk = chunk
        assert stage.publish_until_settled() == "published"
        assert len(stage.server.public()) == 1


def test_captions_of_the_speech_recognition_do_not_stand_for_ours(tmp_path: Path) -> None:
    with scene(tmp_path, "youtube", "video") as stage:
        snippet = {"language": "id", "name": "", "trackKind": "asr"}
        stage.server._captions_list = lambda *_: Reply(200, {"items": [{"snippet": snippet}]})
        assert stage.publish_until_settled() == "published"
        assert len(stage.server.captions) == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"error": {"code": 403, "message": "API not enabled", "status": "PERMISSION_DENIED"}}, "API not enabled"),
        ({"error": {"message": "no", "details": [{"reason": "SERVICE_DISABLED"}]}}, "no (SERVICE_DISABLED)"),
        ({"error": "access_denied", "error_description": "Account disabled"}, "Account disabled (access_denied)"),
    ],
)
def test_an_error_of_google_says_its_reason_in_every_shape(tmp_path: Path, body: object, words: str) -> None:
    with scene(tmp_path, "youtube", "video") as stage:
        stage.server._videos_insert = lambda *_: Reply(403, body)
        stage.publish()
        assert words in stage.entry.reason
