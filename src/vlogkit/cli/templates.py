"""`vlogkit templates`: list templates and brands, and show one template's scenes."""

from __future__ import annotations

from typing import Annotated

import typer

from vlogkit.cli import template_commands
from vlogkit.cli.common import JsonOption, WorkspaceOption, out, print_json, table

app = typer.Typer(no_args_is_help=True, help="The templates there are, and what they show.")


def _root(workspace: WorkspaceOption) -> object:
    from vlogkit.errors import UsageError
    from vlogkit.workspace import open_workspace

    try:
        return open_workspace(workspace).root
    except UsageError:
        if workspace is not None:
            raise
        return None


@app.command("list")
def list_templates(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Name the templates, the shipped ones and the workspace's own.

    Example: vlogkit templates list
    """
    from pathlib import Path

    from vlogkit import resources
    from vlogkit.catalogue import load_template

    root = _root(workspace)
    assert root is None or isinstance(root, Path)
    found = [load_template(name, root) for name in resources.names("templates", workspace=root)]
    shown = [template for template in found if template.kinds]
    if json:
        print_json(
            [
                {"name": t.name, "summary": t.summary, "kinds": t.kinds, "scenes": [s.name for s in t.scenes]}
                for t in shown
            ]
        )
        return
    rows = table("name", "for", "what it shows")
    for template in shown:
        rows.add_row(template.name, ", ".join(template.kinds), template.summary)
    out.print(rows)


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="A template's name.")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Show a template's scenes as they are after everything it extends.

    Example: vlogkit templates show tally
    """
    from pathlib import Path

    from vlogkit.catalogue import load_template, to_yaml

    root = _root(workspace)
    assert root is None or isinstance(root, Path)
    template = load_template(name, root)
    data = template.model_dump(mode="json", exclude_defaults=True)
    if json:
        print_json(data)
    else:
        typer.echo(to_yaml(data), nl=False)


@app.command("brands")
def brands(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """Name the brands, and the days on which they hold.

    Example: vlogkit templates brands
    """
    from pathlib import Path

    from vlogkit import resources
    from vlogkit.catalogue import load_brand

    root = _root(workspace)
    assert root is None or isinstance(root, Path)
    found = [load_brand(name, root) for name in resources.names("brands", workspace=root)]
    if json:
        print_json([brand.model_dump(mode="json") for brand in found])
        return
    rows = table("name", "label", "agency", "holds until")
    for brand in found:
        rows.add_row(brand.name, brand.label, brand.agency.short, str(brand.valid_to or ""))
    out.print(rows)


app.command("check")(template_commands.check)
app.command("new")(template_commands.new)
app.command("preview")(template_commands.preview)
