"""A post becomes a pack for a WhatsApp Channel; it counts as published when a person says that it is up."""

from __future__ import annotations

from vlogkit.publishing.answers import ABSENT, Sight
from vlogkit.publishing.families.defaults import cannot_refresh as refresh
from vlogkit.publishing.families.defaults import nobody as who
from vlogkit.publishing.families.defaults import nothing_to_finalize as finalize
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.packs import folder_name, handed_over, make_pack

__all__ = ["check", "finalize", "keys", "refresh", "submit", "who"]

_README = """\
Paket untuk Saluran WhatsApp: {title}

WhatsApp tidak menyediakan pengiriman otomatis untuk Saluran, jadi paket ini diunggah dengan tangan.

1. Buka WhatsApp, lalu buka Saluran Anda.
2. Lampirkan video atau gambar dari folder ini.
3. Salin teks dari post.txt sebagai keterangan, lalu kirim.
4. Ketuk pesan yang terkirim, pilih "Salin tautan".
5. Catat bahwa sudah terkirim:
   vlogkit queue mark-posted {id} --url TAUTAN
"""


def keys(job: Job) -> dict[str, str]:
    """The folder's name, chosen before it is made."""
    return {"folder": folder_name(job)}


def submit(job: Job, run: Run) -> Sight:
    """Make the pack."""
    readme = _README.format(title=job.post.title or job.bundle.title, id=job.post.id)
    make_pack(job, job.outbox / job.handle["folder"], readme)
    return check(job, run)


def check(job: Job, run: Run) -> Sight:
    """Whether the pack is there; it appears in one step, so it is whole when it is. Only a person knows whether it was
    posted."""
    folder = job.outbox / job.handle["folder"]
    if not folder.is_dir():
        return ABSENT
    return handed_over(job, folder)
