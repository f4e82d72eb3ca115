"""The page of the demonstration: every file of a bundle is on it, in Indonesian, and it ends with how to go on."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from tests.material import NOW

from vlogkit.records.bundle import Bundle, Output
from vlogkit.studio.gallery import write_gallery
from vlogkit.workspace import open_workspace

SIZES = {"portrait": (1080, 1920), "square": (1080, 1080)}


class Links(HTMLParser):
    """Every file that a page refers to, and the poster of each video."""

    def __init__(self) -> None:
        super().__init__()
        self.files: set[str] = set()
        self.posters: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.files |= {str(given[name]) for name in ("src", "href") if given.get(name)}
        if tag == "video":
            self.posters.append(str(given.get("poster")))


def made(folder: Path) -> Bundle:
    """A bundle of two videos, two cards and a text."""
    outputs = [
        Output(path=f"{kind}-{name}.{end}", kind=kind, format=name, width=w, height=h, duration=8.4, sha256="0", alt="Jalan")
        for kind, end in (("video", "mp4"), ("card", "png"))
        for name, (w, h) in SIZES.items()
    ]  # fmt: skip
    outputs.append(Output(path="captions.srt", kind="subtitles", sha256="0"))
    text = folder / "bundles" / "jalan" / "posts" / "outbox.txt"
    text.parent.mkdir(parents=True)
    text.write_text("Jalan <mulus> lagi.", encoding="utf-8")
    return Bundle(
        id="jalan", notice="update:jalan", title="Jalan mulus", template="tally", brand="jateng", lang="id",
        agency="Dinas Uji", outputs=tuple(outputs), made_at=NOW,
    )  # fmt: skip


def test_the_page_shows_every_file_with_a_poster_and_ends_with_the_command_of_the_studio(tmp_path: Path) -> None:
    (tmp_path / "vlogkit.yaml").write_text("name: Dinas Uji\nbrand: jateng\n", encoding="utf-8")
    bundle = made(tmp_path)
    page = write_gallery(open_workspace(tmp_path), [bundle], studio="vlogkit studio 'build/demo'")
    text, links = page.read_text(encoding="utf-8"), Links()
    links.feed(text)
    assert {f"bundles/jalan/{output.path}" for output in bundle.outputs} <= links.files
    assert links.posters == [f"bundles/jalan/card-{name}.png" for name in SIZES]
    assert "Jalan &lt;mulus&gt; lagi." in text
    assert "Tegak, 8 detik" in text
    assert text.index("vlogkit studio") > text.index("Berkas lain")
