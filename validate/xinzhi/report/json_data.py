"""The report as data: JSON, nothing cut."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from ..language import LanguageChoice
from ..many import Unopened
from ..result import Report
from .outcome import Outcome
from .renderer import SeveralRenderer, json_text


class JsonRenderer(SeveralRenderer):
    """An object for one package, a list for several."""

    def render(self, outcome: Outcome, lang: LanguageChoice, limit: int) -> str:
        data = outcome.report.as_dict()
        if outcome.comparison is not None:
            data |= {"passed": outcome.passed, "changed_since": outcome.comparison.as_dict()}
        if outcome.change is not None:
            data |= {"change": outcome.change.as_dict()}
        return json_text(data)

    def render_unopened(self, unopened: Unopened, lang: LanguageChoice) -> str:
        return json_text(unopened.as_dict())

    def show_section(self, console: Console, outcome: Report | Unopened, lang: LanguageChoice, limit: int) -> None:
        """A list is written whole."""

    def show_summary(self, console: Console, outcomes: Sequence[Report | Unopened], lang: LanguageChoice) -> None:
        console.file.write(json_text([outcome.as_dict() for outcome in outcomes]))


RENDERER = JsonRenderer()
