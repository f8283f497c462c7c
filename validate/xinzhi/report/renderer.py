"""What a format of a report has to do: one subclass in one module, and its line in `formats`."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from ..language import LanguageChoice, pick
from .harmless import harmless, harmless_json, writable

if TYPE_CHECKING:
    from ..many import Unopened
    from ..result import Report
    from .outcome import Outcome


class Renderer(ABC):
    """Writes the report of one package."""

    @abstractmethod
    def render(self, outcome: Outcome, lang: LanguageChoice, limit: int) -> str:
        """The report as a text that ends with a line end; `limit` findings of each rule where it does not hold all."""

    def show(self, console: Console, outcome: Outcome, lang: LanguageChoice, limit: int) -> None:
        """Print the report."""
        console.file.write(writable(self.render(outcome, lang, limit)))

    def render_unopened(self, unopened: Unopened, lang: LanguageChoice) -> str:
        """What to write where there is no report, because nothing could be opened; text, if not better known."""
        return f"{pick('无法打开', 'NOT OPENED', lang)}  {harmless(unopened.where)}\n{why(unopened, lang)}\n"

    def publish(self, outcome: Outcome, lang: LanguageChoice) -> None:  # noqa: B027  (most formats publish nothing)
        """Bring what belongs to the report, and is no part of its text, to where its readers look."""


class SeveralRenderer(Renderer):
    """Writes the report of one package and of several."""

    @abstractmethod
    def show_section(self, console: Console, outcome: Report | Unopened, lang: LanguageChoice, limit: int) -> None:
        """Print what there is to say of one of several packages, as soon as it is known."""

    @abstractmethod
    def show_summary(self, console: Console, outcomes: Sequence[Report | Unopened], lang: LanguageChoice) -> None:
        """Print what is left to say when all are known."""


def why(unopened: Unopened, lang: LanguageChoice) -> str:
    """Why something could not be opened."""
    return harmless(pick(unopened.zh, unopened.en, lang, "\n"))


def json_text(data: object) -> str:
    """Data as JSON; what JSON does not know, as text."""
    return harmless_json(json.dumps(data, ensure_ascii=False, indent=2, default=str)) + "\n"
