"""Write the pages that say what a person does by hand about a post that no program can take back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vlogkit.files import outside, write_text
from vlogkit.records.posting.retraction import OPEN, Retraction
from vlogkit.workspace import Workspace

_PAGE = """\
TARIK UNGGAHAN: {item}

Unggahan ini tidak dapat ditarik oleh program. Lakukan dengan tangan, lalu catat.

Akun     : {account} ({platform})
Tempat   : {where}
Perintah : {what}

{steps}

Setelah selesai:
   vlogkit retract {item} --done {id}
Bila diputuskan tetap tayang:
   vlogkit retract {item} --done {id} --stays

Nomor langkah: {id}
"""
_STEPS = {
    "tiktok": """\
1. Buka aplikasi TikTok dengan akun di atas.
2. Bila video masih di Kotak Masuk (draf), hapus drafnya.
3. Bila sudah tayang: buka video, ketuk titik tiga, pilih "Hapus" atau ubah menjadi "Hanya saya".""",
    "whatsapp": """\
1. Buka WhatsApp, lalu buka Saluran Anda.
2. Bila belum diunggah: jangan diunggah, hapus foldernya dari outbox.
3. Bila sudah: tahan pesannya, pilih "Hapus", lalu "Hapus untuk semua orang".
4. Pesan saluran hanya dapat dihapus dalam 30 hari; setelah itu kirim pesan ralat.""",
    "outbox": """\
1. Bila belum diunggah: jangan diunggah, hapus foldernya dari outbox.
2. Bila sudah: buka setiap media sosial tempat paket ini diunggah, lalu hapus atau sembunyikan unggahannya.
3. Bila media sosialnya tidak mengizinkan, balas unggahan itu dengan kalimat ralat.""",
    "telegram": """\
1. Buka saluran di Telegram dan cari pesannya.
2. Tahan pesannya, pilih "Hapus"; admin saluran dapat menghapus kapan saja.""",
    "mastodon": """\
1. Buka server Mastodon dengan akun itu, dan lihat apakah unggahannya ada; bila ada, hapus.
2. Bila masih menunggu jadwalnya: situs tidak menampilkannya. Buka aplikasi yang menampilkan unggahan terjadwal, misalnya
   Tusky, lalu hapus jadwalnya.""",
}
_ANYWHERE = """\
1. Buka alamat di atas dengan akun itu, dan lihat apakah unggahannya ada.
2. Bila ada: hapus atau sembunyikan.
3. Bila tidak dapat: balas dengan kalimat ralat."""
_CORRECT = "Ganti keterangannya, atau balas unggahannya, dengan kalimat ini:\n\n   {words}"


def write_pages(workspace: Workspace, steps: Iterable[Retraction]) -> None:
    """`outbox/TARIK-POST.txt` for each step that is left to a person, also since it failed; one that is there is written
    again. Raises DiskError."""
    for step in steps:
        if step.state in {"by-hand", "failed"} or (step.how == "by-hand" and step.state in OPEN):
            write_text(_page(workspace, step), page_of(step))


def put_away_pages(workspace: Workspace, steps: Iterable[Retraction]) -> None:
    """Take away the page of an earlier step of the same post, which gave way to one of these. Raises DiskError."""
    for step in steps:
        path = _page(workspace, step)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise outside(error, path) from None


def _page(workspace: Workspace, step: Retraction) -> Path:
    return workspace.outbox / f"TARIK-{step.post}.txt"


def page_of(step: Retraction) -> str:
    """What a person does about a post, in Indonesian as the packs are."""
    correct = step.purpose == "correct"
    steps = _CORRECT.format(words=step.words) if correct else _STEPS.get(step.platform, _ANYWHERE)
    return _PAGE.format(
        item=step.item,
        account=step.account,
        platform=step.platform,
        where=step.url or "alamatnya tidak diketahui; cari di akun itu",
        what="perbaiki kalimatnya" if correct else "jangan sampai terlihat lagi",
        steps=steps,
        id=step.id,
    )
