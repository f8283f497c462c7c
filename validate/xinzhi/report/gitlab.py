"""GitLab's Code Quality report: the findings that a merge request adds and removes, beside its changes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from ..language import LanguageChoice, pick
from ..many import Unopened
from .harmless import harmless
from .outcome import Outcome
from .place import with_record
from .renderer import Renderer, json_text, why


def code_quality(outcome: Outcome, lang: LanguageChoice) -> list[dict[str, Any]]:
    """The report as the subset of Code Climate's format that GitLab reads."""
    return [
        {
            "description": harmless(with_record(pick(finding.message_zh, finding.message_en, lang), finding, lang)),
            "check_name": finding.rule,
            "fingerprint": fingerprint,
            "severity": "major" if finding.severity == "error" else "minor",
            "location": {"path": outcome.path(finding), "lines": {"begin": finding.line or 1}},
        }
        for finding, fingerprint in zip(outcome.findings, outcome.fingerprints, strict=True)
    ]


class GitlabRenderer(Renderer):
    """Writes a Code Quality report."""

    def render(self, outcome: Outcome, lang: LanguageChoice, limit: int) -> str:
        return json_text(code_quality(outcome, lang))

    def render_unopened(self, unopened: Unopened, lang: LanguageChoice) -> str:
        place = Path(unopened.where).as_posix()
        issue = {
            "description": why(unopened, lang),
            "check_name": "not-opened",
            "fingerprint": sha256(place.encode("utf-8", "surrogatepass")).hexdigest(),
            "severity": "blocker",
            "location": {"path": harmless(place), "lines": {"begin": 1}},
        }
        return json_text([issue])


RENDERER = GitlabRenderer()
