"""`vlogkit footage`: inspect a clip, and find the pauses in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from vlogkit.cli.common import JsonOption, out, print_json
from vlogkit.errors import UsageError
from vlogkit.records.clips.cut_list import CutList
from vlogkit.records.clips.footage import Footage

app = typer.Typer(no_args_is_help=True)
ClipArgument = Annotated[Path, typer.Argument(help="A clip from a phone or camera.")]


@app.command()
def info(
    clip: ClipArgument,
    thumbnails: Annotated[
        Path | None,
        typer.Option("--thumbnails", help="A folder for small pictures of the clip.", show_default=False),
    ] = None,
    count: Annotated[int, typer.Option("--count", min=1, max=50, help="How many pictures.")] = 5,
    json: JsonOption = False,
) -> None:
    """See what a clip is: size, rotation, frame rate, light, sound, damage; or why it cannot be used.

    Example: vlogkit footage info IMG_0412.MOV
    """
    from vlogkit.intake.footage.inspection import probe

    footage = probe(clip)
    pictures = _draw(clip, thumbnails, count) if thumbnails is not None and footage.picture else []
    if json:
        print_json({**footage.model_dump(mode="json"), "thumbnails": pictures})
    else:
        _say(footage)
        for picture in pictures:
            out.print(Text(picture))


@app.command()
def pauses(
    clip: ClipArgument,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The cut list to write, for you to change.", show_default=False),
    ] = None,
    shortest: Annotated[float, typer.Option("--shortest", min=0.2, help="Seconds a pause lasts at least.")] = 0.6,
    json: JsonOption = False,
) -> None:
    """Find the pauses of a talk, and write the list of cuts.

    Example: vlogkit footage pauses talk.mp4 -o cuts.yaml
    """
    from vlogkit.intake.footage.cut_lists import write_cut_list
    from vlogkit.intake.footage.inspection import probe
    from vlogkit.intake.footage.pauses import PauseRules, find_pauses
    from vlogkit.media.sound import hear

    footage = probe(clip)
    if footage.sound is None:
        raise UsageError("this clip has no sound, so no pauses can be found", where=clip, hint="Use `trim`.")
    samples = hear(clip, stream=footage.sound_stream())
    cuts = find_pauses(samples, seconds=footage.seconds, rules=PauseRules(shortest=shortest))
    if output is not None:
        write_cut_list(cuts, output)
    if json:
        removed = {"removed": round(cuts.removed(), 3), "share": round(cuts.share_removed(), 4)}
        print_json({**removed, **cuts.model_dump(mode="json")})
    else:
        _say_cuts(cuts, output)


def _draw(clip: Path, folder: Path, count: int) -> list[str]:
    """Write thumbnails; their paths."""
    from vlogkit.media.clip_thumbnails import thumbnails

    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for second, picture in thumbnails(clip, count):
        path = folder / f"{clip.stem}-{second:08.2f}.jpg"
        picture.save(path, quality=85)
        paths.append(str(path))
    return paths


def _say(footage: Footage) -> None:
    picture = footage.picture
    if picture:
        rate = picture.rate[0] / picture.rate[1]
        facts = [
            f"{picture.width} x {picture.height}",
            f"{rate:.4g} frames/s",
            picture.codec,
            f"{picture.bits} bit",
        ]
        facts += [f"turned {picture.rotation}°"] if picture.rotation else []
        facts += [picture.dynamic.upper()] if picture.dynamic != "sdr" else []
        out.print(Text(f"{footage.file}: {footage.seconds:.2f} s, {', '.join(facts)}"))
    else:
        out.print(Text(f"{footage.file}: {footage.seconds:.2f} s, sound only"))
    for place, sound in enumerate(footage.sounds):
        used = " (used)" if place == footage.sound and len(footage.sounds) > 1 else ""
        out.print(Text(f"  sound {place + 1}: {sound.codec}, {sound.rate} Hz, {sound.channels} channels{used}"))
    for finding in footage.findings:
        measured = f" ({finding.measured})" if finding.measured else ""
        out.print(
            Text(f"  {finding.severity}: {finding.message}{measured}. {finding.hint}".rstrip()),
            soft_wrap=True,
        )


def _say_cuts(cuts: CutList, output: Path | None) -> None:
    for piece in cuts.pieces:
        out.print(Text(f"{piece.start:8.2f} – {piece.end:8.2f}  {'keep' if piece.keep else piece.why}"))
    out.print(Text(f"{cuts.removed():.1f} s taken out, {cuts.share_removed():.0%}"))
    if output is not None:
        out.print(Text(str(output)))
