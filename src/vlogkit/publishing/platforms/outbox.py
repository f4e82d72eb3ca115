"""A post becomes a pack in the outbox folder, once or not at all; it counts as published when a person says so."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from vlogkit.publishing.answers import Sight
from vlogkit.publishing.families.defaults import by_hand as take_back
from vlogkit.publishing.families.defaults import cannot_refresh as refresh
from vlogkit.publishing.families.defaults import nobody as who
from vlogkit.publishing.families.defaults import nothing_to_finalize as finalize
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.packs import check, keys, make_pack

__all__ = ["check", "finalize", "keys", "refresh", "submit", "take_back", "who"]

_README = """\
{title}

Paket ini siap diunggah. Waktu yang direncanakan: {when}.

Cara mengunggah:
1. Buka aplikasi atau situs media sosial yang dituju.
2. Pilih berkas yang sesuai dari folder ini:
{files}
3. Salin teks dari post.txt, lalu tempel sebagai keterangan. Bila ada berkas post-NAMA.txt untuk media
   sosial yang dituju, pakai teks itu: panjangnya sudah disesuaikan.
4. Isi teks alternatif (deskripsi gambar) dari alt.txt agar unggahan dapat dipahami pembaca layar.
5. Periksa sekali lagi sebelum menekan tombol kirim.
6. Catat bahwa sudah terkirim, dengan tautannya:
   vlogkit queue mark-posted {id} --url TAUTAN

Nomor unggahan: {id}
"""


def submit(job: Job, run: Run) -> Sight:
    """Make the pack."""
    make_pack(job, job.outbox / job.handle["folder"], _readme(job))
    return check(job, run)


def _readme(job: Job) -> str:
    local = job.post.due.astimezone(ZoneInfo(job.post.zone))
    files = "\n".join(f"   - {_described(output.path, output.kind)}" for output in job.outputs())
    return _README.format(
        title=job.post.title or job.bundle.title,
        when=f"{local:%d-%m-%Y} pukul {local:%H.%M %Z}",
        files=files or "   (tidak ada berkas; unggahan ini hanya teks)",
        id=job.post.id,
    )


def _described(path: str, kind: str) -> str:
    words = {
        "video": "video",
        "card": "kartu gambar",
        "thumbnail": "gambar sampul video",
        "subtitles": "takarir (subtitle)",
    }
    return f"{path.rsplit('/', 1)[-1]}: {words.get(kind, kind)}"
