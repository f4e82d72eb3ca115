"""Pictures as they would be seen, made of faces and of flat tones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vlogkit.seeing.seen import COUNT, Seen, SeenFace, packed

Cells = NDArray[np.uint8]


def seen(
    *faces: tuple[float, float, float, float],
    size: tuple[int, int] = (1280, 960),
    tones: Cells | int = 120,
    salience: Cells | int = 40,
) -> Seen:
    """A picture with faces (x, y, w, h; shares), of one tone or of tones a cell (rows, columns)."""
    columns, rows = 64, max(1, round(64 * size[1] / size[0]))
    levels = np.broadcast_to(np.asarray(tones, np.uint8), (rows, columns))
    draws = np.broadcast_to(np.asarray(salience, np.uint8), (rows, columns))
    return Seen(
        size=size,
        faces=tuple(SeenFace(*face, 0.9) for face in faces),
        columns=columns,
        rows=rows,
        salience=packed(draws),
        tones=packed(np.repeat(levels[:, :, None], COUNT, axis=2)),
    )
