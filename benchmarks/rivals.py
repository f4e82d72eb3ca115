"""Make the benchmark's story with MoviePy, a plain ffmpeg graph and x264 alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from PIL import Image

from material import ACCENT, CAPTIONS, DEEP, FADE, FPS, HEIGHT, LOGO, PAPER, TITLES, WIDTH
from vlogkit.drawings.rasterise import rasterise
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.encoding.encoder import options_of
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.frames.compositor import Compositor
from vlogkit.resources import shipped
from vlogkit.typesetting.fonts import open_book

SCRIM = 758
"""The scrim's top, as in the story."""
FONTS = shipped("assets", "fonts", "plus-jakarta-sans")
EXTRA, BOLD = str(FONTS / "PlusJakartaSans-ExtraBold.ttf"), str(FONTS / "PlusJakartaSans-Bold.ttf")


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def logo_picture(path: Path) -> Path:
    """The logo as a PNG, for programs that read no SVG."""
    Image.fromarray(rasterise(LOGO, 96, 96)).save(path)
    return path


def scrim_picture(path: Path) -> Path:
    """The scrim as a PNG."""
    alpha = np.interp(np.linspace(1, 0, HEIGHT - SCRIM), [0.0, 0.45, 1.0], [0.92, 0.7, 0.0]) * 255
    pixels = np.zeros((HEIGHT - SCRIM, WIDTH, 4), np.uint8)
    pixels[:, :, :3], pixels[:, :, 3] = _rgb(DEEP), alpha[:, None]
    Image.fromarray(pixels).save(path)
    return path


def moviepy_video(folder: Path, timeline: Timeline, settings: EncoderSettings, path: Path) -> None:
    """The story as MoviePy's documentation shows: clips in a CompositeVideoClip with effects, then
    write_videofile."""
    from moviepy import CompositeVideoClip, ImageClip, TextClip, vfx

    scenes, start = [], 0.0
    logo, scrim = logo_picture(folder / "logo.png"), scrim_picture(folder / "scrim.png")
    for number, scene in enumerate(timeline.scenes):
        seconds = scene.frames / FPS
        photo = ImageClip(scene.layers[0].file).with_duration(seconds).resized(height=HEIGHT)
        if photo.w < WIDTH:
            photo = photo.resized(width=WIDTH)
        grow = 0.09 / seconds
        photo = photo.with_effects([vfx.Resize(lambda t, grow=grow: 1 + grow * t)]).with_position("center")
        shade = ImageClip(str(scrim)).with_duration(seconds).with_position((0, SCRIM))
        mark = ImageClip(str(logo)).with_duration(seconds).with_position((120, 296))
        title = (
            TextClip(font=EXTRA, text="\n".join(TITLES[number % 3]), font_size=84, color=PAPER, margin=(0, 20))
            .with_duration(seconds - 8 / FPS)
            .with_start(8 / FPS)
            .with_position((120, 770))
            .with_effects([vfx.CrossFadeIn(14 / FPS)])
        )
        captions = []
        half = scene.frames // 2
        for place, (first, last) in enumerate(((12, half), (half, scene.frames - 4))):
            words = "\n".join(CAPTIONS[(number + place) % 3])
            captions.append(
                TextClip(font=BOLD, text=words, font_size=54, color=PAPER, margin=(0, 20))
                .with_start(first / FPS)
                .with_duration((last - first) / FPS)
                .with_position((120, 1030))
            )
        clips = [photo, shade, mark, title, *captions]
        clip = CompositeVideoClip(clips, size=(WIDTH, HEIGHT), bg_color=_rgb(DEEP)).with_duration(seconds)
        if number:
            start -= FADE / FPS
            clip = clip.with_effects([vfx.CrossFadeIn(FADE / FPS)])
        scenes.append(clip.with_start(start))
        start += seconds
    video = CompositeVideoClip(scenes, size=(WIDTH, HEIGHT), bg_color=_rgb(DEEP)).with_duration(start)
    parameters = ["-crf", f"{settings.crf:g}", "-profile:v", "high", "-pix_fmt", "yuv420p"]
    video.write_videofile(
        str(path),
        fps=FPS,
        codec="libx264",
        preset=settings.preset,
        audio=False,
        ffmpeg_params=parameters,
        logger=None,
    )


def raw_frames(timeline: Timeline, path: Path) -> Path:
    """vlogkit's own frames, before encoding, as one yuv420p file."""
    compositor = Compositor(timeline, book=open_book())
    desk = compositor.desk()
    with path.open("wb") as file:
        for number in range(timeline.frames()):
            file.write(desk.frame(number).buffer)
    return path


def x264_alone(raw: Path, settings: EncoderSettings, path: Path, *, threads: int = 0) -> None:
    """The floor: the bundled ffmpeg encodes raw frames with the same settings; 0 threads are as many as it
    likes."""
    options = options_of(settings, FPS)  # type: ignore[arg-type]
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p",
        "-s", f"{WIDTH}x{HEIGHT}", "-r", str(FPS), "-i", str(raw), "-c:v", "libx264",
        "-preset", options["preset"], "-crf", options["crf"], "-profile:v", options["profile"],
        "-x264-params", options["x264-params"], "-threads", str(threads), "-color_range", "tv", "-colorspace", "bt709",
        "-color_primaries", "bt709", "-color_trc", "bt709", "-movflags", "+faststart", str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True)


def _words_picture(words: tuple[str, ...], font: str, size: int, path: Path) -> Path:
    from PIL import ImageDraw, ImageFont

    picture = Image.new("RGBA", (800, size * 3), (0, 0, 0, 0))
    ImageDraw.Draw(picture).multiline_text((0, 0), "\n".join(words), PAPER, ImageFont.truetype(font, size))
    picture.save(path)
    return path


def ffmpeg_graph(folder: Path, timeline: Timeline, settings: EncoderSettings, path: Path) -> None:
    """The story as one ffmpeg filter graph: zoompan for the drift, overlay for the rest, xfade between the
    scenes."""
    inputs: list[str] = []
    graph: list[str] = []
    logo, scrim = logo_picture(folder / "logo.png"), scrim_picture(folder / "scrim.png")

    def read(picture: Path, seconds: float | None) -> int:
        inputs.extend(["-loop", "1", "-framerate", str(FPS), "-t", f"{seconds:.4f}"] if seconds else [])
        inputs.extend(["-i", str(picture)])
        return inputs.count("-i") - 1

    for number, scene in enumerate(timeline.scenes):
        seconds, half = scene.frames / FPS, scene.frames // 2
        photo = read(Path(scene.layers[0].file), None)
        graph.append(
            f"[{photo}]scale=w={WIDTH}*1.1:h={HEIGHT}*1.1:force_original_aspect_ratio=increase,crop={WIDTH}*1.1:{HEIGHT}*1.1,"
            f"zoompan=z='1+0.09*on/{scene.frames}':x='(iw-iw/zoom)/2':y='(ih-ih/zoom)/2':d={scene.frames}"
            f":s={WIDTH}x{HEIGHT}:fps={FPS}[p{number}]"
        )
        title = read(_words_picture(TITLES[number % 3], EXTRA, 84, folder / f"t{number}.png"), seconds)
        graph.append(f"[{title}]format=rgba,fade=in:st={8 / FPS}:d={14 / FPS}:alpha=1[t{number}]")
        layers = [
            (read(scrim, None), 0, SCRIM, ""),
            (read(logo, None), 120, 296, ""),
            (f"t{number}", 120, 790, ""),
        ]
        for place, (first, last) in enumerate(((12, half), (half, scene.frames - 4))):
            words = _words_picture(CAPTIONS[(number + place) % 3], BOLD, 54, folder / f"c{number}{place}.png")
            layers.append((read(words, None), 120, 1050, f":enable='between(n,{first},{last - 1})'"))
        below = f"p{number}"
        for step, (layer, x, y, when) in enumerate(layers):
            graph.append(f"[{below}][{layer}]overlay={x}:{y}{when}[s{number}x{step}]")
            below = f"s{number}x{step}"
        graph.append(f"[{below}]settb=1/{FPS},setpts=N,fps={FPS}[v{number}]")
    shown, length = "v0", timeline.scenes[0].frames
    for number, scene in enumerate(timeline.scenes[1:], 1):
        graph.append(f"[{shown}][v{number}]xfade=duration={FADE / FPS}:offset={(length - FADE) / FPS}[x{number}]")
        shown, length = f"x{number}", length - FADE + scene.frames
    options = options_of(settings, FPS)  # type: ignore[arg-type]
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *inputs, "-filter_complex", ";".join(graph),
        "-map", f"[{shown}]", "-frames:v", str(timeline.frames()), "-c:v", "libx264", "-pix_fmt", "yuv420p",
        "-preset", options["preset"], "-crf", options["crf"], "-profile:v", options["profile"],
        "-x264-params", options["x264-params"], str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True)


__all__ = ["ACCENT", "ffmpeg_graph", "moviepy_video", "raw_frames", "x264_alone"]
