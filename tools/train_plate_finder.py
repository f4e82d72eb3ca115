"""Train the small network that finds number plates, on drawn plates over free photographs; write it as ONNX.

    python -m tools.train_plate_finder PHOTOS assets/models/plates/plates.onnx

PHOTOS is a folder of free photographs without number plates. Needs torch and onnx, which nothing else of the project does. A
step of 16 parts of scenes takes 0.2 seconds on one core, and a scene a twentieth. `assets/models/plates/README.md` names the runs
that made the shipped weights. The same seed and photographs give the same scenes; the weights differ between machines."""

from __future__ import annotations

import argparse
import math
import multiprocessing
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from tools.plate_drawings import Box, Pixels, scene
from torch import Tensor, nn

DRAWN, SIDE, STRIDE = 320, 256, 8
"""Pixels of a drawn scene, of the part of it that one step sees, and of a cell of the network."""
SEED, RATE, NEAREST = 20261128, 4e-3, 100
"""The first seed, the learning rate, and the least pixels of a scene that are enlarged to a part of it."""


def block(before: int, after: int, *, stride: int = 1, dilation: int = 1) -> nn.Sequential:
    """A 3x3 convolution with its normalisation, which is folded into it when the network is written."""
    layer = nn.Conv2d(before, after, 3, stride, dilation, dilation, bias=False)
    return nn.Sequential(layer, nn.BatchNorm2d(after), nn.ReLU(inplace=True))


class PlateNet(nn.Module):
    """RGB (0-1) in; one map of scores and four of distances to the box's sides, in cells of 8 pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.fine = nn.Sequential(
            block(3, 16, stride=2), block(16, 24, stride=2), block(24, 40, stride=2), block(40, 48)
        )
        self.down = block(48, 80, stride=2)
        self.coarse = nn.ModuleList([block(80, 80, dilation=step) for step in (1, 2, 4, 1, 2, 1)])
        self.up = nn.ConvTranspose2d(80, 40, 2, 2)
        self.joined = nn.Sequential(nn.Conv2d(88, 56, 1, bias=False), nn.BatchNorm2d(56), nn.ReLU(True), block(56, 48))
        self.head = nn.Conv2d(48, 5, 1)
        nn.init.constant_(self.head.bias[:1], -4.0)  # at first nothing is a plate

    def forward(self, pixels: Tensor) -> Tensor:
        fine = self.fine(pixels)
        coarse = self.down(fine)
        for layer in self.coarse:
            coarse = coarse + layer(coarse)
        out = self.head(self.joined(torch.cat([fine, self.up(coarse)], 1)))
        return torch.cat([torch.sigmoid(out[:, :1]), torch.exp(out[:, 1:].clamp(-4, 5))], 1)


def targets(boxes: NDArray[np.float32], side: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Scores (cells x cells) that fall off around each plate's middle, and distances to its sides (4 x cells x cells)."""
    cells = side // STRIDE
    score, sides = np.zeros((cells, cells), np.float32), np.zeros((4, cells, cells), np.float32)
    y, x = (np.mgrid[:cells, :cells] + 0.5).astype(np.float32)
    for left, top, right, bottom in boxes / STRIDE:
        if right - left < 1.2:
            continue
        cx, cy = (left + right) / 2, (top + bottom) / 2
        spread = max((right - left) * 0.14, 0.55), max((bottom - top) * 0.2, 0.55)
        peak = np.exp(-(((x - cx) / spread[0]) ** 2 + ((y - cy) / spread[1]) ** 2) / 2)
        near = np.unravel_index(int(np.argmax(peak)), peak.shape)
        peak[near] = 1.0
        own = peak > score
        score = np.maximum(score, peak)
        for index, distance in enumerate((x - left, y - top, right - x, bottom - y)):
            sides[index][own] = np.maximum(distance, 0.05)[own]
    return score, sides


def loss_of(out: Tensor, score: Tensor, sides: Tensor) -> Tensor:
    """Focal loss of the scores (as CenterNet has it, Zhou et al. 2019, with more of each middle), and the missing overlap of the boxes near a plate's middle."""
    found = out[:, 0].clamp(1e-4, 1 - 1e-4)
    middle = torch.where(score > 0.8, score, torch.zeros_like(score))
    hit = -torch.log(found) * (1 - found) ** 2 * middle
    false = -torch.log(1 - found) * found**2 * (1 - score) ** 4 * (score <= 0.8)
    count = (score > 0.99).float().sum().clamp(min=1)
    weight = torch.where(score > 0.4, score, torch.zeros_like(score))
    mine, theirs = out[:, 1:], sides
    across = torch.minimum(mine[:, 0], theirs[:, 0]) + torch.minimum(mine[:, 2], theirs[:, 2])
    down = torch.minimum(mine[:, 1], theirs[:, 1]) + torch.minimum(mine[:, 3], theirs[:, 3])
    both = across * down
    area = (mine[:, 0] + mine[:, 2]) * (mine[:, 1] + mine[:, 3]) + (theirs[:, 0] + theirs[:, 2]) * (
        theirs[:, 1] + theirs[:, 3]
    )
    overlap = both / (area - both).clamp(min=1e-3)
    return (hit + false).sum() / count + 2 * ((1 - overlap) * weight).sum() / weight.sum().clamp(min=1)


def photographs(folder: Path) -> list[Pixels]:
    """Photographs as RGB, at most 1,000 pixels wide."""
    found = []
    for path in sorted(folder.iterdir()):
        pixels = cv2.imread(str(path))
        if pixels is not None:
            scale = min(1.0, 1000 / max(pixels.shape[:2]))
            found.append(
                np.ascontiguousarray(
                    cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)[:, :, ::-1]
                )
            )
    return found


PHOTOS: list[Pixels] = []


def drawn(seed: int, number: int) -> tuple[Pixels, tuple[Box, ...]]:
    cv2.setNumThreads(1)
    made = scene(np.random.default_rng((seed, number)), PHOTOS, DRAWN)
    return made.pixels, made.plates


def batches(
    pool: NDArray[np.uint8], boxes: list[tuple[Box, ...]], size: int, rng: np.random.Generator, nearest: int
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Shuffled batches of parts of scenes, half of them mirrored (a plate seen in a mirror is still one to cover)."""
    order = rng.permutation(len(pool))
    for start in range(0, len(order) - size + 1, size):
        parts = [part(pool[index], boxes[index], rng, nearest) for index in order[start : start + size]]
        made = [targets(found, SIDE) for _, found in parts]
        pixels = torch.from_numpy(np.stack([shown for shown, _ in parts])).permute(0, 3, 1, 2).float() / 255
        gain = torch.from_numpy(rng.uniform(0.8, 1.2, (size, 3, 1, 1)).astype(np.float32))
        more = torch.from_numpy(rng.uniform(-0.06, 0.06, (size, 1, 1, 1)).astype(np.float32))
        scores, sides = (torch.from_numpy(np.stack(maps)) for maps in zip(*made, strict=True))
        yield (pixels * gain + more).clamp(0, 1), scores, sides


def part(
    scene: Pixels, boxes: tuple[Box, ...], rng: np.random.Generator, nearest: int
) -> tuple[Pixels, NDArray[np.float32]]:
    """A part of a scene, at least `nearest` pixels wide and now and then squeezed, as SIDE x SIDE pixels, and the boxes in
    it. From so near a distant plate is as coarse as it is where the finder looks at it again."""
    wide = float(np.exp(rng.uniform(np.log(nearest), np.log(DRAWN))))
    squeezed = np.exp(rng.normal(0, 0.2))
    width, height = (round(min(DRAWN, wide * factor)) for factor in (squeezed, 1 / squeezed))
    x, y = int(rng.integers(DRAWN - width + 1)), int(rng.integers(DRAWN - height + 1))
    shown = cv2.resize(scene[y : y + height, x : x + width], (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    scale = np.array([SIDE / width, SIDE / height] * 2, np.float32)
    found = within((np.asarray(boxes, np.float32).reshape(-1, 4) - (x, y, x, y)) * scale)
    if rng.random() < 0.5:
        shown = shown[:, ::-1]
        found = np.stack([SIDE - found[:, 2], found[:, 1], SIDE - found[:, 0], found[:, 3]], 1)
    if rng.random() < 0.1:
        shown = cv2.cvtColor(cv2.cvtColor(shown, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    return np.ascontiguousarray(shown), found


def within(boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """The boxes cut to the part that is seen, without those of which less than 60 % is."""
    cut = boxes.clip(0, SIDE)
    area, left = ((box[:, 2] - box[:, 0]) * (box[:, 3] - box[:, 1]) for box in (boxes, cut))
    return np.asarray(cut[left > 0.6 * area], np.float32)


def write(net: PlateNet, path: Path) -> None:
    """The network as ONNX, for pictures of any size in multiples of 16."""
    net.eval()
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        net, (torch.zeros(1, 3, SIDE, SIDE),), str(path), input_names=["pixels"], output_names=["maps"],
        dynamic_axes={"pixels": {2: "height", 3: "width"}, "maps": {2: "rows", 3: "columns"}}, opset_version=13, dynamo=False,
    )  # fmt: skip
    net.train()


def pace(progress: float) -> float:
    """The share of the learning rate at a point (0-1) of the training: up within a twentieth, down along a cosine."""
    return min(1.0, progress / 0.05) * (0.01 + 0.99 * (1 + math.cos(math.pi * progress)) / 2)


def begin_at(net: PlateNet, written: Path, pixels: Tensor) -> None:
    """Give a network the weights of a written one, in which each normalisation is part of its convolution: the
    normalisations are set to undo what they find in some scenes. Coarse layers that it lacks begin as next to nothing."""
    graph = onnx.load(str(written)).graph
    values = {part.name: numpy_helper.to_array(part) for part in graph.initializer}
    stored = [values[name] for node in graph.node if "Conv" in node.op_type for name in node.input[1:]]
    weights = iter(torch.from_numpy(array.copy()) for array in stored)
    hooks = []
    added = net.coarse[len(stored) // 2 - 9 :]
    for extra in added:
        nn.init.constant_(extra[1].weight, 0.02)
    fresh = {layer for extra in added for layer in extra}
    layers = [layer for layer in net.modules() if layer not in fresh]
    for layer, following in zip(layers, [*layers[1:], None], strict=True):
        if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d):
            layer.weight.data.copy_(next(weights))
            bias = next(weights)
            if layer.bias is not None:
                layer.bias.data.copy_(bias)
            if isinstance(following, nn.BatchNorm2d):
                hooks.append(following.register_forward_pre_hook(partial(undo, bias=bias)))
    with torch.no_grad():
        net(pixels)
    for hook in hooks:
        hook.remove()


def undo(layer: nn.BatchNorm2d, given: tuple[Tensor], bias: Tensor) -> None:
    """Make a normalisation leave what comes in as it is, but for a bias."""
    mean, variance = given[0].mean((0, 2, 3)), given[0].var((0, 2, 3))
    layer.running_mean, layer.running_var = mean, variance
    layer.weight.data.copy_((variance + layer.eps).sqrt())
    layer.bias.data.copy_(mean + bias)


def main() -> None:
    """Draw, train, write."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("photos", type=Path)
    ask.add_argument("model", type=Path)
    ask.add_argument("--scenes", type=int, default=7200)
    ask.add_argument("--epochs", type=int, default=16)
    ask.add_argument("--after", type=Path, help="begin with the weights of this written network")
    ask.add_argument("--seed", type=int, default=SEED)
    ask.add_argument("--rate", type=float, default=RATE)
    ask.add_argument("--nearest", type=int, default=NEAREST, help="pixels of a scene that a step sees at least")
    ask.add_argument("--minutes", type=float, default=math.inf, help="end by then, however few epochs that makes")
    ask.add_argument("--threads", type=int, default=2)
    given = ask.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    cv2.setNumThreads(1)  # before processes are forked, which copies no threads
    PHOTOS.extend(photographs(given.photos))
    started = time.monotonic()
    todo = [(given.seed, number) for number in range(given.scenes)]
    if given.threads == 1:
        made = [drawn(*one) for one in todo]
    else:
        with multiprocessing.get_context("fork").Pool(given.threads) as workers:
            made = workers.starmap(drawn, todo, chunksize=50)
    pool, boxes = np.stack([pixels for pixels, _ in made]), [found for _, found in made]
    print(f"{len(pool)} scenes, {time.monotonic() - started:.0f} s", flush=True)
    net, size = PlateNet(), 16
    if given.after:
        begin_at(
            net, given.after, torch.from_numpy(pool[:48].transpose(0, 3, 1, 2)[..., :SIDE, :SIDE] / np.float32(255))
        )
    net = net.to(memory_format=torch.channels_last)  # with half precision twice as quick, where the processor has it
    optimiser = torch.optim.AdamW(net.parameters(), lr=given.rate, weight_decay=1e-3)
    steps, done = given.epochs * (len(pool) // size), 0
    rng, began = np.random.default_rng(given.seed), time.monotonic()
    for epoch in range(given.epochs):
        total, before = 0.0, done
        for pixels, score, sides in batches(pool, boxes, size, rng, given.nearest):
            progress = max(done / steps, (time.monotonic() - began) / 60 / given.minutes)
            if progress >= 1:
                break
            for group in optimiser.param_groups:
                group["lr"] = given.rate * pace(progress)
            with torch.autocast("cpu", torch.bfloat16):
                out = net(pixels.to(memory_format=torch.channels_last))
            loss = loss_of(out.float(), score, sides)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            done += 1
            total += float(loss.detach())
        if done > before:
            write(net, given.model)
            lost, spent = total / (done - before), time.monotonic() - began
            print(f"epoch {epoch + 1}: {done} steps, loss {lost:.3f}, {spent:.0f} s", flush=True)


if __name__ == "__main__":
    main()
