"""One self-contained page for people: findings by rule, each in its row, beside what its schema asks for. No script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..contract.package import Field
from ..findings import Finding
from ..identity.row_context import RawRow
from ..language import LanguageChoice, counted, pick
from ..many import Unopened
from ..version import __version__
from .harmless import harmless, shortened
from .outcome import Outcome, group
from .place import located_file, with_record
from .renderer import Renderer
from .rule_page import rule_page
from .verdict_line import compared, verdict

# Of each rule and column so many messages are shown, each with so many rows; so many more findings are listed.
MESSAGES = 3
ROWS = 5
LISTED = 100
# All groups together; a page has to open on a telephone.
MOST_IN_ROWS = 300
WIDE = 7


@dataclass(frozen=True)
class TextPair:
    """A text in both languages."""

    zh: str
    en: str


def html(outcome: Outcome, lang: LanguageChoice) -> str:
    """The report as a page. All that comes from the package is escaped, and what would act on the reader written
    out."""
    report, rules = outcome.report, _rules(outcome)
    errors = sum(f.severity == "error" for f in outcome.findings)
    descriptor = report.package.descriptor
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            lang=lang,
            passed=outcome.passed,
            verdict=TextPair(verdict(outcome, "zh"), verdict(outcome, "en")),
            compared=TextPair(compared(outcome, "zh"), compared(outcome, "en")),
            name=report.package.name,
            version=str(descriptor.get("version") or ""),
            title=TextPair(
                str(descriptor.get("title_zh") or descriptor.get("title") or report.package.name),
                str(descriptor.get("title") or report.package.name),
            ),
            figures=[
                (errors, TextPair("错误", "errors" if errors != 1 else "error"), "error" if errors else ""),
                (
                    len(outcome.findings) - errors,
                    TextPair("警告", "warnings"),
                    "warning" if len(outcome.findings) > errors else "",
                ),
                (len(report.package.resources), TextPair("数据集", "datasets"), ""),
                (report.rows, TextPair("行", "rows"), ""),
            ],
            layers=[(TextPair(c.title_zh, c.title_en), c) for c in report.checks],
            rules=rules,
            most=max((rule["count"] for rule in rules), default=1),
            unlisted=outcome.unlisted,
            change=_change(outcome),
            toolkit=__version__,
            counted=counted,
        )
    )


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("xinzhi.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """What an expression of the template writes. Markup is the template's own, and what is in it has been here."""
    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _change(outcome: Outcome) -> dict[str, Any] | None:
    if outcome.change is None:
        return None
    from .html_change import described

    return described(outcome.change)


def _rules(outcome: Outcome) -> list[dict[str, Any]]:
    """For each rule its groups, those with most findings first."""
    by_rule: dict[str, list[list[Finding]]] = {}
    for (rule, _, _), members in group(outcome.findings).items():
        by_rule.setdefault(rule, []).append(members)
    titles = {check.layer: (check.title_zh, check.title_en) for check in outcome.report.checks}
    room = MOST_IN_ROWS
    shown = []
    for rule, groups in by_rule.items():
        described = []
        for members in sorted(groups, key=len, reverse=True):
            described.append(_group(outcome, members, room))
            room -= described[-1]["shown"]
        layer = outcome.layers.get(rule)
        shown.append(
            {
                "id": rule,
                "count": sum(map(len, groups)),
                "severity": groups[0][0].severity,
                "layer": TextPair(*titles[layer]) if layer else None,
                "page": rule_page(rule, outcome.homepage),
                "groups": described,
            }
        )
    return shown


def _group(outcome: Outcome, members: Sequence[Finding], room: int) -> dict[str, Any]:
    """Findings of one rule and column: those that say the same share a table of their rows."""
    ordered = sorted(members, key=lambda f: not outcome.is_touched(f))
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in ordered[:room]:
        alike.setdefault((finding.message_zh, finding.message_en), []).append(finding)
    samples = [same[:ROWS] for same in list(alike.values())[:MESSAGES]]
    shown = {id(finding) for same in samples for finding in same}
    rest = [f for f in ordered if id(f) not in shown]
    wrong = {f.row for f in members if f.row}
    return {
        "path": outcome.path(ordered[0]),
        "column": ordered[0].column,
        "count": len(members),
        "expected": _expected(outcome, ordered[0]),
        "samples": [_sample(outcome, same, wrong) for same in samples],
        "shown": len(shown),
        "rest": [(f.line or f.row, shortened(f.value or "", 80)) for f in rest[:LISTED]],
        "left": max(len(rest) - LISTED, 0),
    }


def _sample(outcome: Outcome, same: Sequence[Finding], wrong: set[int]) -> dict[str, object]:
    first = same[0]
    return {
        "places": [_place(outcome, f).removeprefix("" if f is first else outcome.path(f)) for f in same],
        "message": TextPair(shortened(first.message_zh, 1000), shortened(first.message_en, 1000)),
        "suggestion": first.suggestion and shortened(first.suggestion, 300),
        "extract": _extract(outcome, same, wrong),
        "value": None if first.value is None or outcome.context.row(first) else shortened(first.value, 300),
    }


def _place(outcome: Outcome, finding: Finding) -> str:
    place = outcome.context.cell_range(finding)
    line = place.line if place else finding.line
    parts = (located_file(outcome.path(finding), finding), line, place.column if place else None)
    told = ":".join(str(part) for part in parts if part is not None)
    return told if place else with_record(told, finding, "both")


def _extract(outcome: Outcome, same: Sequence[Finding], wrong: set[int]) -> dict[str, object] | None:
    """The findings' rows between their neighbours; of wide tables the columns that matter, and the first row whole."""
    context, first = outcome.context, same[0]
    row = context.row(first)
    if row is None:
        return None
    header, data = context.header(first), context.is_data(first)
    marked = set(context.marked(first))
    if data:
        marked |= {c for f in same if (r := context.row(f)) for c in range(len(header), len(r.cells))}
    width = max(len(header), len(row.cells), max(marked, default=-1) + 1)
    columns = _columns(outcome, first, marked, width)
    near = {c for c in columns if c in marked or c == columns[0]} if marked else set(columns[:3])
    rows_shown = {r.number: r for f in same for offset in (-1, 0, 1) if (r := context.row(f, offset))}
    current = {f.row for f in same}
    rows: list[dict[str, Any]] = []
    last = None
    for number in sorted(rows_shown):
        each = rows_shown[number]
        if data and each.cells == header:
            continue
        is_wrong = number in wrong
        cells = [(_cell(each, c, 400 if is_wrong and c in marked else 60), is_wrong and c in marked) for c in columns]
        rows.append(
            {
                "line": each.line,
                "current": number in current,
                "after_gap": last not in (None, number - 1),
                "cells": cells,
            }
        )
        last = number
    whole = [(header[c] if c < len(header) else "", _cell(row, c, 1000) or "", c in marked) for c in range(width)]
    return {
        "labels": [(header[c] if c < len(header) and data else "", c in marked, c in near) for c in columns],
        "gaps": [i for i, c in enumerate(columns) if c != (columns[i - 1] + 1 if i else 0)],
        "tail": columns[-1] < width - 1,
        "rows": rows,
        "whole": [each for each in whole if each[1] or each[2]] if data else [],
        "only_narrow": len(columns) == width,
        "row_marked": data and not marked,
        "one_marked": len(marked) == 1,
    }


def _columns(outcome: Outcome, finding: Finding, marked: set[int], width: int) -> list[int]:
    if width <= WIDE:
        return list(range(width))
    schema = outcome.report.package.resource(finding.resource or "").schema
    header = outcome.context.header(finding)
    keys = [header.index(k) for k in (schema.primary_key if schema else []) if k in header][:2]
    around = {c for m in sorted(marked)[:3] for c in (m - 1, m, m + 1) if 0 <= c < width}
    return sorted({*keys, *around}) if around else list(range(WIDE))


def _cell(row: RawRow, column: int, limit: int) -> str | None:
    return shortened(row.cells[column], limit) if column < len(row.cells) else None


def _expected(outcome: Outcome, finding: Finding) -> list[dict[str, Any]]:
    """What the schema says of each column that a finding names, in the schema's own words."""
    package = outcome.report.package
    known = {r.name: r for r in package.resources}
    resource = known.get(finding.resource or "")
    if resource is None or resource.schema is None or not finding.column:
        return []
    names = finding.column.split(", ")
    fields = [f for f in resource.schema.fields if f.name in names][:3]
    targets = {
        tuple(own): f"{to or resource.name}.{', '.join(theirs)}" for own, to, theirs in resource.schema.foreign_keys
    }
    return [_field(f, targets.get((f.name,))) for f in fields]


def _field(field: Field, target: str | None) -> dict[str, Any]:
    descriptor: Mapping[str, Any] = field.descriptor
    title, description = str(descriptor.get("title") or ""), str(descriptor.get("description") or "")
    example = descriptor.get("example")
    if example is None and isinstance(descriptor.get("examples"), list):
        example = next(iter(descriptor["examples"]), None)
    constraints = {k: v for k, v in field.constraints.items() if k != "enum" and v is not False}
    allowed = field.constraints.get("enum") or field.categories or []
    allowed = [str(a) for a in allowed] if isinstance(allowed, list) else []
    format_ = descriptor.get("format")
    return {
        "name": field.name,
        "title": TextPair(str(descriptor.get("title_zh") or title), title),
        "description": TextPair(
            shortened(str(descriptor.get("description_zh") or description), 400), shortened(description, 400)
        ),
        "type": field.type + (f" ({format_})" if format_ and format_ != "default" else ""),
        "constraints": [(k, "" if v is True else shortened(str(v), 120)) for k, v in constraints.items()],
        "allowed": allowed[:24],
        "more_allowed": max(len(allowed) - 24, 0),
        "target": target,
        "example": None if example is None else shortened(str(example), 120),
    }


class HtmlRenderer(Renderer):
    """Writes a page."""

    def render(self, outcome: Outcome, lang: LanguageChoice, limit: int) -> str:
        return html(outcome, lang)

    def render_unopened(self, unopened: Unopened, lang: LanguageChoice) -> str:
        return (
            _environment()
            .get_template("unopened.html.jinja")
            .render(
                lang=lang,
                not_opened=pick("无法打开", "NOT OPENED", lang),
                where=unopened.where,
                why=pick(unopened.zh, unopened.en, lang, "\n").split("\n"),
            )
        )


RENDERER = HtmlRenderer()
