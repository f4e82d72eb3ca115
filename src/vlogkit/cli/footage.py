"""`vlogkit footage`: inspect clips, and find the pauses in a talk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vlogkit.cli.common import JsonOption, print_json, say
from vlogkit.errors import counted
from vlogkit.records.clips.cut_list import CutList
from vlogkit.records.clips.footage import Footage

app = typer.Typer(no_args_is_help=True, help="Inspect clips, and find the pauses in a talk.")
ClipArgument = Annotated[Path, typer.Argument(help="Clip from a phone or camera.")]


@app.command()
def info(
    clip: ClipArgument,
    thumbnails: Annotated[
        Path | None, typer.Option("--thumbnails", help="Folder for small pictures of the clip.", show_default=False)
    ] = None,
    count: Annotated[int, typer.Option("--count", min=1, max=50, help="Number of pictures.")] = 5,
    json: JsonOption = False,
) -> None:
    """Show what a clip is: size, rotation, frame rate, brightness, sound, damage; or why it cannot be used.

    Example: vlogkit footage info IMG_0412.MOV
    """
    from vlogkit.pipeline.footage.inspecting import inspect_clip

    seen = inspect_clip(clip, thumbnails=thumbnails, count=count)
    pictures = [str(path) for path in seen.thumbnails]
    if json:
        print_json({**seen.footage.model_dump(mode="json"), "thumbnails": pictures})
    else:
        print_footage(seen.footage)
        for picture in pictures:
            say(picture)


@app.command()
def pauses(
    clip: ClipArgument,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Cut list to write, ready to be edited.", show_default=False)
    ] = None,
    shortest: Annotated[float, typer.Option("--shortest", min=0.2, help="Shortest pause to cut, in seconds.")] = 0.6,
    json: JsonOption = False,
) -> None:
    """Find the pauses in a talk, and write them as a list of cuts.

    Example: vlogkit footage pauses talk.mp4 -o cuts.yaml
    """
    from vlogkit.pipeline.footage.inspecting import find_clip_pauses

    cuts = find_clip_pauses(clip, shortest=shortest, output=output)
    if json:
        removed = {"removed": round(cuts.removed(), 3), "share": round(cuts.share_removed(), 4)}
        print_json({**removed, **cuts.model_dump(mode="json")})
    else:
        print_cuts(cuts, output)


def print_footage(footage: Footage) -> None:
    """A clip's facts, its sound tracks and what was found, for a person."""
    picture = footage.picture
    if picture:
        rate = picture.rate[0] / picture.rate[1]
        facts = [f"{picture.width} x {picture.height}", f"{rate:.4g} frames/s", picture.codec, f"{picture.bits} bit"]
        facts += [f"rotated {picture.rotation}°"] if picture.rotation else []
        facts += [picture.dynamic.upper()] if picture.dynamic != "sdr" else []
        say(f"{footage.file}: {footage.seconds:.2f} s, {', '.join(facts)}")
    else:
        say(f"{footage.file}: {footage.seconds:.2f} s, sound only")
    for place, sound in enumerate(footage.sounds):
        used = " (used)" if place == footage.sound and len(footage.sounds) > 1 else ""
        say(f"  sound {place + 1}: {sound.codec}, {sound.rate} Hz, {counted(sound.channels, 'channel')}{used}")
    for finding in footage.findings:
        measured = f" ({finding.measured})" if finding.measured else ""
        say(f"  {finding.severity}: ", finding.message, f"{measured}.", f" {finding.hint}" if finding.hint else "")


def print_cuts(cuts: CutList, output: Path | None) -> None:
    """The pieces of a talk, and how much is cut, for a person."""
    for piece in cuts.pieces:
        say(f"{piece.start:8.2f} – {piece.end:8.2f}  {'keep' if piece.keep else piece.why}")
    say(f"{cuts.removed():.1f} s cut, {cuts.share_removed():.0%}")
    if output is not None:
        say(str(output))
