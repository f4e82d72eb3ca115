"""Read and write the manifest in a bundle's folder."""

from __future__ import annotations

from pathlib import Path

from vlogkit.errors import InputError
from vlogkit.files import check_inside, write_text
from vlogkit.records.bundle import MANIFEST, Bundle


class NoManifestError(InputError):
    """There is no bundle in the folder; the person makes it."""


class DamagedManifestError(InputError):
    """The manifest cannot be read; the person renders the item again."""


def read_manifest(folder: Path) -> Bundle:
    """The bundle in a folder, as its manifest says. Raises NoManifestError, DamagedManifestError, and InputError for one
    of a newer vlogkit."""
    path, again = folder / MANIFEST, f"Render the item again: vlogkit render {folder.name}"
    try:
        return Bundle.from_json(check_inside(path).read_bytes(), path)
    except (FileNotFoundError, NotADirectoryError):
        hint = f"Make it first: vlogkit render {folder.name}"
        raise NoManifestError(f"there is no bundle `{folder.name}`", hint=hint) from None
    except OSError as error:
        raise DamagedManifestError(f"this manifest cannot be read: {error.strerror}", where=path, hint=again) from None
    except ValueError:
        raise DamagedManifestError("this manifest is damaged", where=path, hint=again) from None


def manifest_if_any(folder: Path) -> Bundle | None:
    """The bundle in a folder; None where there is none, or its manifest is damaged. Raises InputError for one of a newer
    vlogkit."""
    try:
        return read_manifest(folder)
    except (NoManifestError, DamagedManifestError):
        return None


def write_manifest(folder: Path, bundle: Bundle) -> None:
    """The bundle's own record, in its folder. Raises DiskError."""
    write_text(folder / MANIFEST, bundle.model_dump_json(indent=1) + "\n")
