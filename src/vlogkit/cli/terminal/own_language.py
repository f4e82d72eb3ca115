"""Let the command line speak the language of whoever uses it: sentences, and Typer's help and complaints."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from vlogkit.errors import UsageError
from vlogkit.translating.gettext_catalogue import LANGUAGES, VARIABLE, terminal_language

OPTION = "--lang"


def choose_language(words: Sequence[str]) -> None:
    """Take `--lang` from the words before the command; what is started from here speaks it too. Raises UsageError."""
    for word, after in zip(words, (*words[1:], ""), strict=False):
        if not word.startswith("-"):
            return
        option, _, given = word.partition("=")
        if option == OPTION:
            wanted = given or after
            if wanted not in LANGUAGES:
                raise UsageError(f"vlogkit does not speak `{wanted}`", hint=f"Known: {', '.join(LANGUAGES)}.")
            os.environ[VARIABLE] = wanted
            return


def tongue(text: str) -> str:
    """A sentence of the program in the person's language; nothing is loaded for English."""
    language = terminal_language()
    if language == "en":
        return text
    from vlogkit.translating.finished_sentences import spoken

    return spoken(text, language)


def translate_help(command: Any) -> None:
    """Put the help of a command, its options and the commands below it into the language."""
    command.help = paragraphs(command.help)
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = tongue(parameter.help)
    for below in getattr(command, "commands", {}).values():
        translate_help(below)


def paragraphs(text: str | None) -> str | None:
    """A help text, each of its paragraphs by itself."""
    return text and "\n\n".join(tongue(" ".join(one.split())) for one in text.split("\n\n"))


def translate_headings() -> None:
    """Put what Typer itself says in a help page into the language."""
    import typer

    context = next(kind for kind in typer.Context.__mro__ if "formatter_class" in vars(kind))
    formatter: Any = vars(context)["formatter_class"]

    class OwnLanguage(formatter):  # type: ignore[misc]  # Typer does not export the class
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            for words in ("[OPTIONS]", "COMMAND [ARGS]..."):
                args = args.replace(words, tongue(words))
            super().write_usage(prog, args, prefix or tongue("Usage: {prog}").removesuffix("{prog}"))

        def write_heading(self, heading: str) -> None:
            super().write_heading(tongue(heading))

        def write_dl(self, rows: Sequence[tuple[str, str]], *limits: int) -> None:
            super().write_dl([(first, in_parts(second)) for first, second in rows], *limits)

    context.formatter_class = OwnLanguage  # type: ignore[attr-defined]  # the class that has it was looked for


def in_parts(text: str) -> str:
    """The line of an option: what it does, and in brackets what it is without it."""
    does, gap, extra = text.rpartition("  [")
    return tongue(does) + gap.rstrip("[") + tongue("[" + extra) if gap else tongue(text)
