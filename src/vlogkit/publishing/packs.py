"""Write a post as a folder that a person can post by hand, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

from vlogkit.errors import DiskError
from vlogkit.files import link_or_copy, write_text
from vlogkit.publishing.answers import ABSENT, LaterError, Sight
from vlogkit.publishing.job import Job, Run
from vlogkit.records.bundle import Output
from vlogkit.records.post import wording


def folder_name(job: Job) -> str:
    """`<date>-<post id>`: the same post always gets the same folder. The date is the local one of its time."""
    local = job.post.due.astimezone(ZoneInfo(job.post.zone))
    return f"{local:%Y-%m-%d}-{job.post.id}"


def keys(job: Job) -> dict[str, str]:
    """The folder's name, chosen before it is made."""
    return {"folder": folder_name(job)}


def check(job: Job, _run: Run) -> Sight:
    """Whether the pack is there; it appears in one step, so it is whole when it is. Only a person knows whether it was
    posted."""
    folder = job.outbox / job.handle["folder"]
    return handed_over(job, folder) if folder.is_dir() else ABSENT


def make_pack(job: Job, folder: Path, readme: str) -> None:
    """Write the pack under a temporary name beside `folder`, then rename it. Raises LaterError when the disk fails."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(folder)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            _fill(job, aside, readme)
            aside.chmod(0o755)
            aside.rename(folder)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
    except (OSError, DiskError) as error:
        if folder.is_dir():
            return
        reason = error.message if isinstance(error, DiskError) else error.strerror
        raise LaterError(f"the pack cannot be written to {folder.parent.name}/: {reason}") from None


def handed_over(job: Job, folder: Path) -> Sight:
    """A pack that is there, and what a person does with it."""
    reason = f"the pack is ready; post it, then: vlogkit queue mark-posted {job.post.id} --url URL"
    return Sight("handed-over", folder.name, folder.resolve().as_uri(), reason)


def _remove_leftovers(folder: Path) -> None:
    """What a worker left that died while it was writing this pack."""
    for leftover in folder.parent.glob(f".{folder.name}.*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _fill(job: Job, aside: Path, readme: str) -> None:
    names = _file_names(job.outputs())
    for output, name in names.items():
        link_or_copy(job.path(output), aside / name)
    write_text(aside / "post.txt", _joined(job.post.title, job.post.wording()))
    for words in job.bundle.posts if job.facts.every_wording else ():
        if words.platform != job.post.platform:
            text = wording(words.text, words.link, words.hashtags)
            write_text(
                aside / f"post-{words.platform}.txt",
                "\n\n".join(part for part in (words.title, text) if part),
            )
    alts = [f"{name}:\n{job.alt(output)}" for output, name in names.items() if job.alt(output)]
    write_text(aside / "alt.txt", _joined(*alts))
    write_text(aside / "README.txt", readme)


def _joined(*parts: str) -> str:
    """The parts that say something, a blank line between them."""
    return "\n\n".join(part for part in parts if part) + "\n"


def _file_names(outputs: list[Output]) -> dict[Output, str]:
    """File names without folders; a name that two files share keeps its folders, joined by hyphens."""
    plain = [Path(output.path).name for output in outputs]
    return {
        output: name if plain.count(name) == 1 else "-".join(Path(output.path).parts)
        for output, name in zip(outputs, plain, strict=True)
    }
