"""How the commands speak: in the language asked for, on the two streams, and how they end where nothing could be
run."""

from __future__ import annotations

import math
import sys
from contextvars import ContextVar
from typing import Any, NoReturn, Protocol

import typer
from rich.console import Console
from rich.text import Text

from ..language import LanguageChoice, pick
from ..report.harmless import harmless
from ..report.renderer import json_text

_language: ContextVar[LanguageChoice] = ContextVar("language", default="both")


class BilingualMessage(Protocol):
    """A message in both languages."""

    @property
    def zh(self) -> str: ...

    @property
    def en(self) -> str: ...


def language() -> LanguageChoice:
    """The language in which this command speaks."""
    return _language.get()


def speak(choice: LanguageChoice) -> None:
    """Speak in this language from now on."""
    _language.set(choice)


def say(zh: str, en: str, joint: str = " · ") -> str:
    """A text in the language in which this command speaks."""
    return pick(zh, en, language(), joint)


def console() -> Console:
    """A console that wraps only on a terminal and colours only there."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def error_console() -> Console:
    """The same on stderr, where nothing is wrapped."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def complain(error: BilingualMessage) -> None:
    """Say on stderr why something could not be run."""
    error_console().print(Text(say(harmless(error.zh), harmless(error.en), "\n"), style="red"))


def fail(error: BilingualMessage) -> NoReturn:
    """Say why nothing could be run, and exit with 2."""
    complain(error)
    raise typer.Exit(2)


def print_json(data: Any) -> None:
    """Print data as JSON; what JSON does not know, as text."""
    sys.stdout.write(json_text(_plain(data)))


def _plain(data: Any) -> Any:
    """The same with text for keys, and for numbers that JSON cannot spell."""
    if isinstance(data, dict):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_plain(each) for each in data]
    return str(data) if isinstance(data, float) and not math.isfinite(data) else data
