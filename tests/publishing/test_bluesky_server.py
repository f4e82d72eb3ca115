"""Against a real Bluesky server: what was posted is read back byte for byte, and twice is once.

The server is installed by its own script, which needs npm and takes minutes the first time: it runs in CI, and
wherever it was installed before.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.desk import NOW, Desk, Watch, output, post_of

from vlogkit.publishing import registry
from vlogkit.publishing.job import Job
from vlogkit.publishing.platforms import bluesky
from vlogkit.records.bundle import Bundle, Input, Output, PostText
from vlogkit.records.settings import Account

RUN = Path(__file__).parents[3] / "shared" / "servers" / "bluesky-pds" / "run"
BUILT = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "vlogkit-bluesky-pds" / ".built"
PASSWORD = "kata-sandi-uji-77"


def why_not() -> str:
    if not RUN.exists():
        return "there is no Bluesky server beside the repository"
    if shutil.which("npm") is None:
        return "npm, which installs the Bluesky server, is not here"
    if not BUILT.exists() and not os.environ.get("CI"):
        return "installing the Bluesky server takes minutes: run with CI=1 once"
    return ""


def free_ports() -> int:
    """A port that is free together with the one below it, which the server's directory takes."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port: int = one.getsockname()[1]
            try:
                other.bind(("127.0.0.1", port - 1))
            except OSError:
                continue
            return port


@contextmanager
def installing() -> Iterator[None]:
    """One process at a time: the first run installs the server."""
    lock = BUILT.parent.with_name("vlogkit-bluesky-pds.lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + 600
    while True:
        try:
            lock.mkdir()
            break
        except FileExistsError:
            if time.monotonic() > deadline or time.time() - lock.stat().st_mtime > 900:
                lock.rmdir()
            time.sleep(0.3)
    try:
        yield
    finally:
        lock.rmdir()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    reason = why_not()
    if reason:
        pytest.skip(reason)
    import httpx

    port = free_ports()
    data = tempfile.mkdtemp(prefix="vlogkit-pds-")
    command = ["bash", str(RUN), str(port), data]
    process = None
    try:
        with installing():
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            assert process.stdout is not None
            if not any(line.startswith(b"ready") for line in process.stdout):
                pytest.skip("the Bluesky server could not be installed here")
        url = f"http://localhost:{port}"
        account = {"handle": "dinas.test", "email": "dinas@example.test", "password": PASSWORD}
        httpx.post(f"{url}/xrpc/com.atproto.server.createAccount", json=account, timeout=60).raise_for_status()
        yield url
    finally:
        if process is not None:
            process.terminate()
            process.wait(timeout=30)
        shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="module")
def reader(server: str) -> Any:
    """Bluesky's own client library, as an independent reader."""
    from atproto import Client

    client = Client(base_url=f"{server}/xrpc")
    client.login("dinas.test", PASSWORD, fetch_bsky_profile=False)
    return client


def film(path: Path) -> None:
    import av
    import numpy as np

    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 112, "yuv420p"
        for number in range(10):
            frame = av.VideoFrame.from_ndarray(np.full((112, 64, 3), number * 20, np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def real_bundle(root: Path) -> Bundle:
    from PIL import Image

    folder = root / "bundles" / "jalan-blora"
    folder.mkdir(parents=True)
    film(folder / "portrait.mp4")
    Image.effect_noise((108, 135), 60).convert("RGB").save(folder / "card-feed.jpg")
    Image.effect_noise((192, 108), 60).convert("RGB").save(folder / "thumbnail.jpg")
    (folder / "portrait.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nJalan mulus.\n", encoding="utf-8")

    def made(name: str, kind: str, form: str | None) -> Output:
        return output(name, (folder / name).read_bytes(), kind, form, alt="Jalan beraspal – mulus")

    outputs = (
        made("portrait.mp4", "video", "portrait"),
        made("card-feed.jpg", "card", "feed"),
        made("thumbnail.jpg", "thumbnail", "landscape"),
        made("portrait.vtt", "subtitles", "portrait"),
    )
    words = PostText(
        platform="outbox", title="Jalan Blora", text="Jalan – mulus 🛣️ #Blora", link="https://jateng.example/b"
    )
    bundle = Bundle(
        id="jalan-blora",
        notice="update:jalan-blora",
        title="Jalan Blora",
        template="program-update",
        brand="jateng",
        lang="id",
        outputs=outputs,
        posts=(words,),
        inputs=(Input(path="updates/jalan-blora.md", sha256="0" * 64),),
        made_at=NOW,
    )
    (folder / "bundle.json").write_text(bundle.model_dump_json(), encoding="utf-8")
    return bundle


def desk_of(root: Path, server: str) -> tuple[Desk, Bundle]:
    import datetime as dt

    account = Account(name="akun", platform="bluesky", base_url=server, options={"handle": "dinas.test"})
    host = server.partition("//")[2]
    secrets = {"VLOGKIT_SECRET_AKUN_APP_PASSWORD": PASSWORD, "VLOGKIT_SECRET_AKUN_HOST": host}
    desk = Desk(root, accounts=(account,), environment=secrets, clock=Watch(dt.datetime.now(dt.UTC)))
    return desk, real_bundle(root)


def records(reader: Any) -> list[Any]:
    query = {"repo": reader.me.did if reader.me else reader._session.did, "collection": bluesky.POST}
    return list(reader.com.atproto.repo.list_records(query).records)


def blob(server: str, reader: Any, cid: str) -> bytes:
    import httpx

    did = reader.me.did if reader.me else reader._session.did
    return httpx.get(f"{server}/xrpc/com.atproto.sync.getBlob", params={"did": did, "cid": cid}, timeout=30).content


@pytest.mark.parametrize(
    "files", [("card-feed.jpg",), ("portrait.mp4", "portrait.vtt"), ()], ids=["image", "video", "link-card"]
)
def test_a_post_is_read_back_byte_for_byte(server: str, reader: Any, files: tuple[str, ...], tmp_path: Path) -> None:
    desk, bundle = desk_of(tmp_path, server)
    before = {record.uri for record in records(reader)}
    desk.store(post_of(bundle, desk.accounts[0], files=files, due=desk.clock(), link="https://jateng.example/b"))
    (done,) = desk.publish()
    assert done.state == "published", done.reason
    (record,) = [record for record in records(reader) if record.uri not in before]
    assert record.uri == desk.ledger.receipts()[0].remote_id
    value, folder = record.value, tmp_path / "bundles/jalan-blora"
    spans = {value.text.encode()[f.index.byte_start : f.index.byte_end].decode() for f in value.facets}
    assert "#Blora" in spans
    if files == ("card-feed.jpg",):
        (image,) = value.embed.images
        assert blob(server, reader, image.image.cid.encode()) == (folder / "card-feed.jpg").read_bytes()
        assert image.alt == "Jalan beraspal – mulus"
    elif files:
        assert blob(server, reader, value.embed.video.cid.encode()) == (folder / "portrait.mp4").read_bytes()
        (caption,) = value.embed.captions
        assert blob(server, reader, caption.file.cid.encode()) == (folder / "portrait.vtt").read_bytes()
    else:
        assert value.embed.external.uri == "https://jateng.example/b"
        assert blob(server, reader, value.embed.external.thumb.cid.encode()) == (folder / "thumbnail.jpg").read_bytes()


class Alone:
    """A worker that nothing hinders and that remembers nothing."""

    def confirm(self) -> None: ...

    def extend(self) -> None: ...


def test_the_same_post_sent_twice_leaves_one_record(server: str, reader: Any, tmp_path: Path) -> None:
    desk, bundle = desk_of(tmp_path, server)
    account = desk.accounts[0]
    post = post_of(bundle, account, files=("card-feed.jpg",), due=desk.clock())
    job = Job(
        account=account,
        facts=registry.facts("bluesky"),
        clock=desk.clock,
        secrets=desk.secrets.read(account),
        post=post,
        bundle=bundle,
        folder=tmp_path / "bundles/jalan-blora",
        outbox=tmp_path / "outbox",
    )
    job.secrets = {**job.secrets, **bluesky.refresh(job)}
    job.handle, run = bluesky.keys(job), Alone()
    assert bluesky.check(job, run).where == "absent"
    before = len(records(reader))
    first, second = bluesky.submit(job, run), bluesky.submit(job, run)
    assert first == second == bluesky.check(job, run)
    assert len(records(reader)) == before + 1
    job.close()


def test_a_text_of_301_graphemes_is_refused_with_the_servers_reason(server: str, tmp_path: Path) -> None:
    desk, bundle = desk_of(tmp_path, server)
    desk.store(post_of(bundle, desk.accounts[0], due=desk.clock(), text="a" * 301, hashtags=()))
    (done,) = desk.publish()
    assert done.state == "failed"
    assert "300" in done.reason
    assert PASSWORD not in done.reason
