"""See how an item stands now: its file, the story that a person wrote for it, and what is known of a complaint."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vlogkit.errors import ExitCode, VlogkitError
from vlogkit.files import SETTINGS, sha256_of
from vlogkit.gates import COMPLAINT_PICTURES
from vlogkit.intake.updates import read_update
from vlogkit.pipeline.shown_files import as_they_are
from vlogkit.publishing.registry import facts
from vlogkit.records.bundle import Bundle, Input
from vlogkit.records.notices.gate import Gate, ItemState
from vlogkit.records.notices.publish_window import PublishWindow
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import Update
from vlogkit.records.settings import Account
from vlogkit.workspace import Workspace

if TYPE_CHECKING:
    from vlogkit.records.templates.template import Template


@dataclass(frozen=True)
class WorkspaceItems:
    """The items of a workspace as they stand; every question reads them anew."""

    workspace: Workspace

    def state(self, bundle: Bundle, now: dt.datetime) -> ItemState:
        """The item that a bundle was made of. Raises OutsideError."""
        state, settings = item_state(self.workspace, bundle.notice, now), self.workspace.settings
        state = _own(state, bundle)
        known = _of_brand(self.workspace, bundle.brand, state)
        if settings.agencies:
            known |= {"agency": state.agency or settings.agency_of_brand(bundle.brand), "bound": True}
        return state.model_copy(update={**known, "inputs": (*state.inputs, *self._shown(bundle, state))})

    def _shown(self, bundle: Bundle, state: ItemState) -> tuple[Input, ...]:
        """What the bundle shows, and what is said of it, as it is now; nothing of an item that is gone."""
        told = {one.path for one in state.inputs} | {COMPLAINT_PICTURES}
        shown = [one.path for one in bundle.inputs if one.compared and one.path not in told]
        return as_they_are(self.workspace, shown) if state.inputs else ()

    def agencies(self, account: Account) -> frozenset[str]:
        """Whose account it is. Raises InputError."""
        from vlogkit.catalogue import (
            load_brand,
        )  # here and below: the records of templates take a tenth of a second to load

        settings, root = self.workspace.settings, self.workspace.root
        owners = settings.agencies_with(account.name)
        if not owners and not account.brands and facts(account.platform, workspace=root).local:
            return frozenset()
        if settings.agencies:
            return frozenset(owners or {f"no agency of {SETTINGS}"})
        names = account.brands or (settings.brand,)
        return frozenset(load_brand(name, root, where=root / SETTINGS).agency.short for name in names)


def _own(state: ItemState, bundle: Bundle) -> ItemState:
    """The state for a bundle: a copy under another name would take a post that went out for one that did not."""
    name = bundle.notice.partition(":")[2]
    if bundle.id == name:
        return state
    hint = "Remove the copy; an item that should go out again says so in its `publish:`."
    copy = Gate(name="gone", reason=f"`{bundle.id}` is a copy of the bundle of `{name}`", hint=hint)
    return state.model_copy(update={"gates": (*state.gates, copy)})


def _of_brand(workspace: Workspace, name: str, state: ItemState) -> dict[str, object]:
    """Whose brand it is and on which days it holds; of one that is gone or cannot be read nobody knows, so a gate is shut."""
    from vlogkit.catalogue import known_brand

    try:
        brand = known_brand(name, workspace.root)
    except VlogkitError as error:
        if error.exit_code == ExitCode.OUTSIDE:
            raise
        return {"gates": (*state.gates, Gate(name="brand", reason=error.message, hint=error.hint))}
    return {"agency": brand.agency.short, "brand_from": brand.valid_from, "brand_to": brand.valid_to}


def item_state(workspace: Workspace, notice: str, now: dt.datetime) -> ItemState:
    """The item of a notice (`kind:id`); what is known of complaints is looked up for complaints only."""
    kind, _, name = notice.partition(":")
    if kind == "complaint":
        from vlogkit.pipeline.telling.complaint_state import complaint_state

        state = complaint_state(workspace, name, now)
    else:
        state = update_state(workspace, name)
    return _in_workspace(workspace, notice, state)


def _in_workspace(workspace: Workspace, notice: str, state: ItemState) -> ItemState:
    """The state with what the workspace adds: a person's own story, and its zone."""
    name = notice.partition(":")[2]
    inputs = (*state.inputs, *edited_story(workspace, name)) if state.inputs else ()
    zone = workspace.settings.timezone
    return state.model_copy(update={"notice": notice, "inputs": inputs, "zone": zone})


def update_state(workspace: Workspace, name: str) -> ItemState:
    """An update or a tally, as its file says."""
    from vlogkit.catalogue import known_template

    path = workspace.updates / f"{name}.md"
    if not path.is_file():
        return ItemState(notice=name)
    own = Input(path=f"{path.parent.name}/{path.name}", sha256=sha256_of(path))
    try:
        notice = read_update(path)
        template = known_template(notice.template, workspace.root)
    except VlogkitError as error:
        if error.exit_code == ExitCode.OUTSIDE:
            raise
        broken = Gate(name="findings", reason=error.message, hint=error.hint)
        return ItemState(notice=name, inputs=(own,), gates=(broken,))
    return _open(notice, template, own)


def state_as_read(workspace: Workspace, notice: Update | Tally, template: Template, sha256: str) -> ItemState:
    """The state of an update or a tally that was just read from a file with this content, with its template."""
    own = Input(path=f"{workspace.updates.name}/{notice.id}.md", sha256=sha256)
    return _in_workspace(workspace, f"{notice.kind}:{notice.id}", _open(notice, template, own))


def _open(notice: Update | Tally, template: Template, own: Input) -> ItemState:
    window = window_of(notice, template.dated)
    return ItemState(notice=notice.id, inputs=(own,), window=window, agency=notice.agency or "")


def window_of(notice: Update | Tally, dated: Literal["", "on", "until"]) -> PublishWindow:
    """When an item may leave: as its file says, else as its template takes its days."""
    given, days = notice.publish, notice.days()
    if given.dated() or not dated or not days:
        return given
    return given.model_copy(update={"on": notice.date} if dated == "on" else {"not_after": max(days)})


def edited_story(workspace: Workspace, name: str) -> tuple[Input, ...]:
    """The story that a person wrote for an item, if there is one."""
    path = workspace.stories / f"{name}.yaml"
    return (Input(path=f"stories/{path.name}", sha256=sha256_of(path)),) if path.is_file() else ()
