"""Someone at the command line of one workspace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.desk import Watch
from typer.testing import CliRunner

from vlogkit.cli.posting import accounts, hold, plan, publish, queue, rebuild, receipts, review
from vlogkit.records.settings import Settings

CLOCKED = (accounts, hold, plan, publish, queue, rebuild, receipts, review)


class Person:
    """Someone at the command line of one workspace, with a clock."""

    def __init__(self, root: Path, clock: Watch) -> None:
        self.root = root
        self.clock = clock
        self.code = 0

    def settle(self, **values: object) -> None:
        settings = Settings.model_validate(
            {"name": "Dinas Uji", "brand": "jateng", "approval": {"required": False}} | values
        )
        (self.root / "vlogkit.yaml").write_text(settings.model_dump_json(), encoding="utf-8")

    def __call__(self, module: Any, *words: str, answers: str = "") -> str:
        words = (*words, "--workspace", str(self.root))
        result = CliRunner().invoke(module.app, list(words), input=answers)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.code = result.exit_code
        return result.stdout

    def json(self, module: Any, *words: str) -> Any:
        return json.loads(self(module, *words, "--json"))
