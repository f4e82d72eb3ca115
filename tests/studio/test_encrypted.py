"""Pages over TLS: a real connection, cookies that travel over nothing else, and a warning where there is none."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from tests.material import make_workspace, write

from vlogkit.errors import InputError
from vlogkit.pipeline.posting.proving import enroll
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.studio.doors.door import OpenDoor, local_address, phone_host
from vlogkit.studio.doors.phone_door import OPEN_FOR, PhoneDoor
from vlogkit.studio.serving import Certificate
from vlogkit.studio.showing import now
from vlogkit.workspace import Workspace, open_workspace

HOST = "127.0.0.2"
"""An address of this machine alone that is not called so: who comes by it has to sign in."""
SECRET = "empat kata yang panjang"
OPENSSL = shutil.which("openssl")
needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="makes its certificate with the openssl command")
needs_host = pytest.mark.skipif(sys.platform != "linux", reason="only Linux listens on all of 127.0.0.0/8")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate of nobody but this test."""
    folder = tmp_path_factory.mktemp("tls")
    made = Certificate(folder / "studio.pem", folder / "studio.key")
    command = [str(OPENSSL), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=studio", "-addext", f"subjectAltName=IP:{HOST}"]
    subprocess.run([*command, "-keyout", str(made.key), "-out", str(made.file)], check=True, capture_output=True)
    return made


@contextmanager
def served(tmp_path: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a studio that is open to the network, in which Ani can sign in, and its process."""
    root = make_workspace(tmp_path / "dinas").root
    settings = root / "vlogkit.yaml"
    write(settings, settings.read_text(encoding="utf-8") + "people:\n  - {name: Ani, roles: [author]}\n")
    own = {"VLOGKIT_SECRETS": str(tmp_path / "secrets"), "VLOGKIT_KEYRING": "no", "VLOGKIT_LANG": "en"}
    desk = PublishingDesk(open_workspace(root), own)
    enroll(desk, "Ani", lambda _, *, new=False: SECRET, vouched_by="", now=now())
    desk.close()
    process = subprocess.Popen(
        [sys.executable, "-m", "vlogkit", "studio", str(root), "--no-open", "--host", HOST, *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | own,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
    finally:
        process.terminate()
        process.wait(timeout=20)


def sign_in(client: httpx.Client) -> httpx.Response:
    token = re.findall(r'name="studio-token" content="([^"]+)"', client.get("/sign-in").text)[0]
    return client.post(
        "/sign-in",
        data={"name": "Ani", "passphrase": SECRET},
        headers={"x-studio-token": token, "origin": str(client.base_url).rstrip("/")},
    )


@needs_openssl
@needs_host
def test_over_tls_who_signs_in_gets_cookies_for_tls_alone(tmp_path: Path, certificate: Certificate) -> None:
    options = ("--certificate", str(certificate.file), "--key", str(certificate.key))
    with served(tmp_path, *options) as (address, process):
        assert address.startswith(f"https://{HOST}:")
        with httpx.Client(base_url=address, verify=ssl.create_default_context(cafile=certificate.file)) as client:
            assert "This page is not encrypted." not in client.get("/sign-in").text
            answer = sign_in(client)
            assert (answer.status_code, answer.headers["location"]) == (303, "/")
            assert "; Secure" in answer.headers["set-cookie"]
            assert "Sign out" in client.get("/").text
            assert "; Secure" in client.get("/language/id").headers["set-cookie"]
        with httpx.Client(verify=True) as stranger, pytest.raises(httpx.ConnectError):
            stranger.get(address)
        with httpx.Client() as plain, pytest.raises(httpx.HTTPError):
            plain.get(address.replace("https:", "http:"))
        assert process.stderr is not None
        assert certificate.check() in process.stderr.readline()


@needs_openssl
@needs_host
def test_a_door_for_a_phone_uses_the_certificate_of_the_studio(workspace: Workspace, certificate: Certificate) -> None:
    door = PhoneDoor(workspace, "jembatan", lambda key: "pilih foto", until=now() + OPEN_FOR, clock=now)
    assert phone_host(HOST, certified=False) == phone_host("127.0.0.1", certified=True) == local_address()
    opened = OpenDoor(door, phone_host("studio.dinas.test", certified=True), (certificate.file, certificate.key))
    try:
        address = opened.address.replace("studio.dinas.test", HOST)
        assert address.startswith("https://")
        while not opened.server.started:
            time.sleep(0.01)
        with httpx.Client(verify=ssl.create_default_context(cafile=certificate.file)) as phone:
            assert phone.get(address).text == "pilih foto"
        with httpx.Client() as plain, pytest.raises(httpx.HTTPError):
            plain.get(address.replace("https:", "http:"))
    finally:
        opened.close()


@needs_host
def test_without_tls_page_and_terminal_warn_who_signs_in(tmp_path: Path) -> None:
    with served(tmp_path) as (address, process):
        with httpx.Client(base_url=address) as client:
            assert "This page is not encrypted." in client.get("/sign-in").text
            assert "Secure" not in sign_in(client).headers["set-cookie"]
        assert process.stderr is not None
        assert "Everybody on this network can read what is sent" in process.stderr.readline()


@needs_openssl
def test_the_fingerprint_is_that_of_the_certificate(certificate: Certificate) -> None:
    der = ssl.PEM_cert_to_DER_cert(certificate.file.read_text(encoding="ascii"))
    assert certificate.check().replace(":", "").lower() == hashlib.sha256(der).hexdigest()


@needs_openssl
@pytest.mark.parametrize("what", ["missing", "swapped", "empty", "locked"])
def test_files_that_are_no_certificate_and_key_are_one_error(
    tmp_path: Path, certificate: Certificate, what: str
) -> None:
    other, locked = write(tmp_path / "leer.pem", ""), tmp_path / "locked.key"
    lock = [str(OPENSSL), "ec", "-in", str(certificate.key), "-aes256", "-passout", "pass:x", "-out", str(locked)]
    subprocess.run(lock, check=True, capture_output=True)
    given = {
        "missing": Certificate(certificate.file, tmp_path / "nothing.key"),
        "swapped": Certificate(certificate.key, certificate.file),
        "empty": Certificate(other, certificate.key),
        "locked": Certificate(certificate.file, locked),
    }[what]
    with pytest.raises(InputError):
        given.check()
