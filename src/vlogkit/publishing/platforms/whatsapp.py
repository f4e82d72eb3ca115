"""A post becomes a pack for a WhatsApp Channel; it counts as published when a person says that it is up."""

from __future__ import annotations

from vlogkit.publishing.answers import Sight
from vlogkit.publishing.families.defaults import by_hand as take_back
from vlogkit.publishing.families.defaults import cannot_refresh as refresh
from vlogkit.publishing.families.defaults import nobody as who
from vlogkit.publishing.families.defaults import nothing_to_finalize as finalize
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.packs import check, keys, make_pack

__all__ = ["check", "finalize", "keys", "refresh", "submit", "take_back", "who"]

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


def submit(job: Job, run: Run) -> Sight:
    """Make the pack."""
    readme = _README.format(title=job.post.title or job.bundle.title, id=job.post.id)
    make_pack(job, job.outbox / job.handle["folder"], readme)
    return check(job, run)
