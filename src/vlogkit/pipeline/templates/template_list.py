"""The templates, compositions and brands there are: the shipped ones and a workspace's own."""

from __future__ import annotations

from pathlib import Path

from vlogkit import resources
from vlogkit.catalogue import known_brand, known_template, load_composition, load_template, to_yaml
from vlogkit.records.brand import Brand
from vlogkit.records.settings import Settings
from vlogkit.records.templates.composition import Composition
from vlogkit.records.templates.template import Template
from vlogkit.workspace import Workspace, find_workspace


def workspace_or_shipped(folder: Path | None) -> Workspace:
    """The workspace named or around here, or else one without anything of its own, which has the shipped templates.
    Raises UsageError, InputError."""
    return find_workspace(folder) or Workspace(resources.shipped_root(), Settings(name="the shipped templates"))


def is_shipped_place(place: Workspace) -> bool:
    """Whether it is what comes with vlogkit, not the workspace of an agency."""
    return place.root == resources.shipped_root()


def list_templates(workspace: Workspace | None) -> list[Template]:
    """The templates that tell notices, by name. Raises InputError."""
    root = workspace.root if workspace else None
    found = [known_template(name, root) for name in resources.names("templates", workspace=root)]
    return [template for template in found if template.kinds]


def template_data(name: str, workspace: Workspace | None) -> dict[str, object]:
    """A template after everything it extends, without what is as by default. Raises InputError."""
    template = load_template(name, workspace.root if workspace else None)
    return template.model_dump(mode="json", exclude_defaults=True, exclude={"compositions"})


def template_yaml(name: str, workspace: Workspace | None) -> str:
    """The same as YAML. Raises InputError."""
    return to_yaml(template_data(name, workspace))


def list_compositions(workspace: Workspace | None) -> list[Composition]:
    """The compositions by name. Raises InputError."""
    root = workspace.root if workspace else None
    return [load_composition(name, root) for name in resources.names("templates/compositions", workspace=root)]


def signing_brands(workspace: Workspace, chosen: str = "") -> list[Brand]:
    """The brands that an item of a workspace can sign with: its own, those of its agencies, and the one chosen; all of them
    where it signs with a shipped one. Those are of other agencies, whose names and logos come with their looks. Raises
    InputError."""
    brands, settings = list_brands(workspace), workspace.settings
    own = {path.stem for path in (workspace.root / "brands").glob("*.yaml")}
    if settings.brand not in own:
        return brands
    own |= {chosen, *(agency.brand for agency in settings.agencies.values())}
    return [brand for brand in brands if brand.name in own]


def list_brands(workspace: Workspace | None) -> list[Brand]:
    """The brands by name. Raises InputError."""
    root = workspace.root if workspace else None
    return [known_brand(name, root) for name in resources.names("brands", workspace=root)]
