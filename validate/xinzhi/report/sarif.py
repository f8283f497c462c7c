"""SARIF 2.1.0: for code scanning, and for editors that show its results in the files."""

from __future__ import annotations

from typing import Any, TypeAlias
from urllib.parse import quote

from ..findings import Finding, help_page
from ..language import LanguageChoice, pick
from ..many import Unopened
from ..version import __version__
from .harmless import harmless, shortened
from .outcome import Outcome
from .place import with_record
from .renderer import Renderer, json_text, why
from .rule_page import rule_page

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# Of a run, GitHub keeps this many results, the most severe ones.
KEPT = 5000


Log: TypeAlias = dict[str, object]


def sarif(outcome: Outcome, lang: LanguageChoice) -> Log:
    """The report as a SARIF log with one run. Errors stand first; where some are left out, a notification says how
    many."""
    numbered = sorted(
        zip(outcome.findings, outcome.fingerprints, strict=True), key=lambda each: each[0].severity != "error"
    )
    kept = numbered[:KEPT]
    rules = list(dict.fromkeys(f.rule for f, _ in kept))
    homepage = outcome.homepage
    notifications = []
    total = len(numbered) + outcome.unlisted
    if total > len(kept):
        message = pick(
            f"共 {total:,} 处，只列出 {len(kept):,} 处", f"{total:,} findings, of which {len(kept):,} are listed", lang
        )
        notifications.append({"level": "warning", "message": {"text": shortened(message)}})
    return _log(
        [_rule(outcome, rule, homepage) for rule in rules],
        {"executionSuccessful": True, "toolExecutionNotifications": notifications},
        [_result(outcome, f, fingerprint, rules.index(f.rule), lang) for f, fingerprint in kept],
    )


def _log(rules: list[dict[str, object]], invocation: dict[str, object], results: list[dict[str, object]]) -> Log:
    """A log with one run."""
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "xinzhi", "version": __version__, "rules": rules}},
                "invocations": [invocation],
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }


def _rule(outcome: Outcome, rule: str, homepage: str | None) -> dict[str, object]:
    layer = outcome.layers.get(rule, "structure")
    described: dict[str, object] = {
        "id": rule,
        "name": "".join(part.capitalize() for part in rule.split("-")),
        "shortDescription": {"text": rule.replace("-", " ")},
        "help": {"text": help_page(rule)},
        "properties": {"tags": ["data", layer]},
    }
    page = rule_page(rule, homepage)
    return described | ({"helpUri": page} if page else {})


def _result(
    outcome: Outcome, finding: Finding, fingerprint: str, index: int, lang: LanguageChoice
) -> dict[str, object]:
    message = with_record(pick(finding.message_zh, finding.message_en, lang, "\n"), finding, lang)
    if finding.suggestion is not None:
        message += f"\n→ {finding.suggestion}"
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(outcome.path(finding), errors="surrogatepass")}}
    place = outcome.context.cell_range(finding)
    if place is not None:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
    elif finding.line is not None:
        physical["region"] = {"startLine": finding.line}
    else:
        physical["region"] = {"startLine": 1}  # a result without a region is not shown
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": harmless(message)},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"xinzhiFinding/v1": fingerprint},
    }


class SarifRenderer(Renderer):
    """Writes a SARIF log."""

    def render(self, outcome: Outcome, lang: LanguageChoice, limit: int) -> str:
        return json_text(sarif(outcome, lang))

    def render_unopened(self, unopened: Unopened, lang: LanguageChoice) -> str:
        told = {"level": "error", "message": {"text": why(unopened, lang)}}
        return json_text(_log([], {"executionSuccessful": False, "toolExecutionNotifications": [told]}, []))


RENDERER = SarifRenderer()
