"""Render timelines to videos, stills and sound.

Import from the submodules; this file stays empty of imports so that the command line starts quickly.

- `video`: `render_video()`, `render_videos()`: a finished mp4, from the cache where nothing changed.
- `stills`: `still()`: one frame as PNG or JPEG.
- `frames.compositor`: `Compositor`, `frames_hash()`: a frame as a pure function of its number.
- `encoding.segment_cache`: `SegmentCache`: encoded pieces by the sha256 of all that affects them.
- `moviepy_export`: `to_moviepy()`: a timeline for people who script in MoviePy."""
