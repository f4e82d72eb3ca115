"""`vlogkit templates`: list, check and create templates."""

from __future__ import annotations

from typing import Annotated

import typer

from vlogkit.cli import template_commands
from vlogkit.cli.common import JsonOption, WorkspaceOption, print_json, print_table, print_text

app = typer.Typer(no_args_is_help=True, help="List, check and create templates.")


@app.command("list")
def list_(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """List the templates: the shipped ones and the workspace's own.

    Example: vlogkit templates list
    """
    from vlogkit.pipeline.templates.template_list import list_templates
    from vlogkit.workspace import find_workspace

    found = list_templates(find_workspace(workspace))
    if json:
        print_json(
            [
                {"name": t.name, "summary": t.summary, "kinds": t.kinds, "scenes": [s.name for s in t.scenes]}
                for t in found
            ]
        )
    else:
        print_table(("name", "for", "what it shows~"), [(t.name, ", ".join(t.kinds), t.summary) for t in found])


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="Name of a template.")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Show a template's scenes with everything it extends merged in.

    Example: vlogkit templates show tally
    """
    from vlogkit.pipeline.templates.template_list import template_data, template_yaml
    from vlogkit.workspace import find_workspace

    place = find_workspace(workspace)
    if json:
        print_json(template_data(name, place))
    else:
        print_text(template_yaml(name, place))


@app.command("compositions")
def compositions(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """List the compositions, with the slots that templates fill; those with a star are needed.

    Example: vlogkit templates compositions
    """
    from vlogkit.pipeline.templates.template_list import list_compositions
    from vlogkit.workspace import find_workspace

    found = list_compositions(find_workspace(workspace))
    if json:
        print_json([one.model_dump(mode="json", exclude_defaults=True) for one in found])
    else:
        slots = [", ".join(f"{name}*" if slot.needed else name for name, slot in one.slots.items()) for one in found]
        rows = [(one.name, told, one.summary) for one, told in zip(found, slots, strict=True)]
        print_table(("name", "slots~", "what it is good for~"), rows)


@app.command("brands")
def brands(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """List the brands, and the days until which they are valid.

    Example: vlogkit templates brands
    """
    from vlogkit.pipeline.templates.template_list import list_brands
    from vlogkit.workspace import find_workspace

    found = list_brands(find_workspace(workspace))
    if json:
        print_json([brand.model_dump(mode="json") for brand in found])
    else:
        rows = [(brand.name, brand.label, brand.agency.short, str(brand.valid_to or "")) for brand in found]
        print_table(("name", "label~", "agency", "valid until"), rows)


app.command("check")(template_commands.check)
app.command("new")(template_commands.new)
app.command("preview")(template_commands.preview)
