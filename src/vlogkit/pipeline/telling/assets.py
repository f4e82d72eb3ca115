"""Find the checked file behind each picture, clip or logo that a story names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from xml.parsers import expat

from vlogkit import resources
from vlogkit.drawings.bounds import check_drawing
from vlogkit.errors import InputError, Where
from vlogkit.files import sha256_of
from vlogkit.media.kinds import is_drawing
from vlogkit.near_names import near_name
from vlogkit.pipeline.telling.source_places import named_in
from vlogkit.records.brand import Brand
from vlogkit.records.bundle import Input
from vlogkit.records.registration import Registration
from vlogkit.staging.material import Asset, Material
from vlogkit.strict_yaml import parse, read_text
from vlogkit.workspace import Workspace

SHIPPED = "assets/"


class Assets:
    """Finds files for one workspace, and keeps which were used."""

    def __init__(self, workspace: Workspace) -> None:
        from vlogkit.pipeline.telling.seen_films import SeenFilms
        from vlogkit.pipeline.telling.seen_pictures import SeenPictures
        from vlogkit.pipeline.telling.watching import Watcher
        from vlogkit.seeing.known_pairs import KnownPairs
        from vlogkit.typesetting.fonts import open_book  # here: telling an item measures no text

        self.workspace = workspace
        self.used: dict[str, Input] = {}
        self._found: dict[str, Asset] = {}
        self._pairs = KnownPairs(workspace.to_keep_in(workspace.watched))
        self.material = Material(
            open_book(workspace.root),
            self.locate,
            Watcher(workspace).watch,
            SeenPictures(workspace).look,
            self._registration,
            SeenFilms(workspace).look_through,
        )
        """What scenes are laid out with."""

    def locate(self, name: str, origin: str) -> Asset:
        """The file `name` of the workspace, or a shipped one for names below assets/. Raises InputError."""
        if name not in self._found:  # a logo is asked for a hundred times
            path = find_file(self.workspace, name, origin)
            sha256 = sha256_of(path)
            self.used[name] = Input(path=name, sha256=sha256)
            self._found[name] = Asset(str(path), sha256, drawing(path, sha256) if is_drawing(path) else "")
        return self._found[name]

    def _registration(self, before: Asset, after: Asset) -> Registration:
        """How a picture before lies over the picture after. Raises MediaError."""
        return self._pairs.registration(Path(before.path), Path(after.path))


def is_shipped(name: str, root: Path) -> bool:
    """Whether a name below assets/ means the file that comes with vlogkit: the workspace at `root` has none there."""
    return name.startswith(SHIPPED) and not (root / name).exists()


@lru_cache(maxsize=64)
def drawing(path: Path, sha256: str) -> str:
    """The text of an SVG file with this content. Raises InputError for one that is none."""
    seen: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: seen.append(name)
    try:
        parser.Parse(path.read_bytes(), True)
    except expat.ExpatError as error:
        hint = "Save it as SVG in a drawing program; another picture does not become one by its name."
        where = Where(path, error.lineno, error.offset + 1)
        raise InputError("this is not an SVG drawing", where=where, hint=hint) from None
    if seen[0].rpartition(":")[2] != "svg":
        hint = "Save the drawing as SVG."
        raise InputError(f"this is not an SVG drawing: it begins with <{seen[0]}>", where=path, hint=hint)
    text = read_text(path)
    try:
        check_drawing(text)
    except ValueError as error:
        hint = "Save it as plain SVG: shapes only, nothing linked, pictures named as pictures."
        raise InputError(f"this drawing cannot be drawn: {error}", where=path, hint=hint) from None
    return text


def check_logo(workspace: Workspace, brand: Brand) -> None:
    """The brand's logos are there and can be drawn. Raises InputError at the brand's own line."""
    for key, name in brand.logo.files().items():
        try:
            path = find_file(workspace, name)
        except InputError as error:
            raise error.at(_brand_place(workspace, brand.name, key)) from None
        if is_drawing(path) or path.suffix.lower() == ".svg":
            drawing(path, sha256_of(path))
        else:
            from vlogkit.media.pictures import picture_size  # here: most logos are drawings

            picture_size(path)


def _brand_place(workspace: Workspace, name: str, key: str) -> Where | None:
    """The line of a brand's file, or of one that it extends, which names a logo."""
    path = resources.find(f"brands/{name}.yaml", workspace=workspace.root)
    document = parse(read_text(path), path) if path is not None else None
    if document is None or ("logo", key) in document.positions or not isinstance(document.data, Mapping):
        return document.where(("logo", key)) if document else None
    parent = document.data.get("extends")
    return _brand_place(workspace, str(parent), key) if parent else document.where(("logo", key))


def find_file(workspace: Workspace, name: str, source: Where | Path | str | None = None) -> Path:
    """The file `name` of the workspace, or a shipped one for names below assets/; `source` is the place, or the item's
    file, that names it. Raises InputError."""
    try:
        return _found_file(workspace, name)
    except InputError as error:
        raise error.at(named_in(source, name) if isinstance(source, Path) else source) from None


def _found_file(workspace: Workspace, name: str) -> Path:
    if not is_shipped(name, workspace.root):
        return workspace.inside(name)
    path = resources.shipped(*name.split("/")).resolve()
    if not path.is_relative_to(resources.shipped("assets").resolve()) or not path.is_file():
        near = near_name(resources.shipped("assets"), name.removeprefix(SHIPPED), skipped=("fonts",))
        hint = f"Did you mean `{SHIPPED}{near}`?" if near else "Name a file of the workspace."
        raise InputError(f"there is no shipped file `{name}`", hint=hint)
    return path
