"""A workspace in which an approver is asked, and their phone: it reads a sheet as its page does, and gives the code by a
second way of signing."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.desk import NOW, make_bundle, post_of
from tests.material import make_workspace
from tests.passphrases import hash_cheaply
from vlogkit.pipeline.posting import proving
from vlogkit.pipeline.posting.answering import answer_phrases
from vlogkit.pipeline.posting.answering.answer_codes import ALPHABET
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.settings import Approval

PHRASE = "kuda lumping hijau pagi"
WORDS = {False: "tiga kata rahasia", True: PHRASE}


@contextmanager
def asking_desk(folder: Path) -> Iterator[PublishingDesk]:
    """A desk at which a post of Sari waits, and Budi and Wati have an answer phrase; guesses cost nothing here."""
    workspace = make_workspace(folder / "dinas")
    bundle = make_bundle(workspace.root)
    desk = PublishingDesk(workspace, {"VLOGKIT_SECRETS": str(folder / "secrets"), "VLOGKIT_KEYRING": "no"})
    files = ("portrait.mp4", "card-feed.jpg")
    posts = [post_of(bundle, account, files=files) for account in workspace.settings.accounts]
    desk.ledger.store_plan(posts, by="Sari", now=NOW, review=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answer_phrases, "ROUNDS", 10)
        hash_cheaply(patch)
        for name in ("Budi", "Wati"):
            enroll(desk, name)
        yield desk
    desk.close()


def enroll(desk: PublishingDesk, name: str, phrase: str = PHRASE) -> None:
    """Give somebody a passphrase and an answer phrase."""
    if not desk.ledger.approver_mark(name):
        proving.enroll(desk, name, lambda label, *, new=False: WORDS[False], vouched_by="", now=NOW)
    answers = WORDS | {True: phrase}
    answer_phrases.set_answer_phrase(desk, name, lambda label, *, new=False: answers[new], now=NOW)


def settle(desk: PublishingDesk, approval: Approval) -> None:
    """Give the workspace another rule."""
    settings = desk.workspace.settings.model_copy(update={"approval": approval})
    desk.workspace = dataclasses.replace(desk.workspace, settings=settings)


def text_of(html: str) -> str:
    """What a sheet shows, as its page has it."""
    found = re.search(r'<script type="application/json" id="sheet">(.*?)</script>', html, re.DOTALL)
    assert found
    return found[1]


def answer_code(html: str, phrase: str = PHRASE, *, yes: bool = True, reason: str = "") -> str:
    """The code by which somebody with a phrase answers a sheet."""
    text = text_of(html)
    sheet = json.loads(text)["sheet"]
    private = hashlib.pbkdf2_hmac(
        "sha256", phrase.encode(), bytes.fromhex(sheet["key"]["salt"]), sheet["key"]["rounds"]
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    message = f"vlogkit answer 1\n{digest}\n{'yes' if yes else 'no'}\n{reason}".encode()
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(message)
    return coded(bytes([yes]) + bytes.fromhex(sheet["id"]) + signature + reason.encode())


def coded(body: bytes) -> str:
    """Bytes with their check, as a code."""
    bits = "".join(f"{one:08b}" for one in body + hashlib.sha256(body).digest()[:2])
    letters = "".join(ALPHABET[int(bits[at : at + 5].ljust(5, "0"), 2)] for at in range(0, len(bits), 5))
    return "VK1-" + "-".join(letters[at : at + 5] for at in range(0, len(letters), 5))
