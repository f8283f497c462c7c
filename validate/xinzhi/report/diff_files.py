"""Renders the difference of two versions as data (JSON, CSV) and as Markdown for a pull request."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from ..versions.changelog import describe, sections
from ..versions.difference import Difference, RowKind, TableDifference
from ..versions.sources import Version
from ..versions.verdict import Verdict
from .diff import LEVELS, ROW_KINDS, count_rows, heading, key_of, visible
from .text import Language, pick

CSV_HEADER = ("resource", "change", "key", "new_key", "column", "before", "after", "count")
# What Markdown, HTML and mentions are made of: a cell may hold anything, and comes from whoever sent it.
_ACTIVE = re.compile(r"[\\`*_\[\]#|~$]|:(?=//)")
_LONGEST = 200


def as_json(difference: Difference, verdict: Verdict, versions: tuple[Version, Version]) -> dict[str, Any]:
    """The whole difference and the verdict as JSON-ready data."""
    data = difference.as_dict()
    for side, version in zip(("old", "new"), versions, strict=True):
        data[side]["opened"] = version.label_en
    return {**data, "verdict": verdict.as_dict()}


def write_csv(difference: Difference, out: TextIO) -> None:
    """One line for each change of the contract and for each cell. Values that are no texts are written as JSON."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_HEADER)
    for change in difference.changes:
        column = ".".join(p for p in (change.column, change.property) if p)
        writer.writerow((change.resource or "", str(change.kind), "", "", column, _plain(change.before), _plain(change.after), 1))
    for table in difference.tables:
        for row in table.rows:
            start = (table.resource, str(row.kind), "/".join(row.key), "/".join(row.new_key or ()))
            for cell in row.cells:
                writer.writerow((*start, cell.column, cell.before or "", cell.after or "", row.count))
            if not row.cells:  # renamed, and nothing else
                writer.writerow((*start, "", "", "", row.count))


def as_markdown(difference: Difference, verdict: Verdict, versions: tuple[Version, Version], lang: Language, limit: int) -> str:
    """The difference as Markdown; at most `limit` rows of each kind and resource."""
    return "\n".join(_lines(difference, verdict, versions, lang, limit)) + "\n"


def _lines(difference: Difference, verdict: Verdict, versions: tuple[Version, Version], lang: Language, limit: int) -> Iterator[str]:
    yield f"### {_safe(heading(difference, versions, lang))}"
    yield ""
    required = f" → {verdict.required}" if verdict.required is not None else ""
    yield f"**{pick('最低升级', 'Least bump', lang)}: {pick(*LEVELS[verdict.level.name], lang)}{required}**"
    yield ""
    if verdict.note_en:
        yield from (pick(verdict.note_zh, verdict.note_en, lang), "")
    for f in verdict.findings:
        yield f"- ❌ `{f.file}` {_safe(pick(f.message_zh, f.message_en, lang))}"
    if verdict.findings:
        yield ""
    if verdict.reasons:
        yield f"| {pick('级别', 'level', lang)} | {pick('位置', 'where', lang)} | {pick('原因', 'why', lang)} | {pick('次数', 'times', lang)} |"
        yield "| --- | --- | --- | ---: |"
        for r in verdict.reasons:
            where = ".".join(p for p in (r.resource, r.column) if p) or "datapackage.json"
            yield f"| {r.level.name} | {_safe(where)} | {pick(r.zh, r.en, lang)} | {r.count:,} |"
        yield ""
    else:
        yield from (pick("没有差别", "No differences.", lang), "")
    for name, table, changes in sections(difference):
        total = count_rows(table, lang) if table is not None else ""
        yield f"<details><summary>{_html(name or 'datapackage.json')} {total}</summary>"
        yield ""
        for change in changes:
            yield "- " + _safe(pick(*describe(change), lang).replace("`", ""))
        if changes:
            yield ""
        if table is not None:
            yield from _table(table, lang, limit)
        yield "</details>"
        yield ""
    for left in difference.not_compared:
        yield f"- {_safe(left.resource)}: {_safe(pick(left.reason_zh, left.reason_en, lang))}"


def _table(table: TableDifference, lang: Language, limit: int) -> Iterator[str]:
    yield f"|  | {pick('行', 'row', lang)} | {pick('列', 'column', lang)} | {pick('原', 'before', lang)} | {pick('新', 'after', lang)} |"
    yield "| --- | --- | --- | --- | --- |"
    for kind, total in table.totals.items():
        rows = [r for r in table.rows if r.kind is kind][:limit]
        for row in rows:
            key = key_of(row) + (f" → {'/'.join(row.new_key)}" if row.new_key is not None else "") + (f" × {row.count:,}" if row.count > 1 else "")
            cells = row.cells if kind in (RowKind.changed, RowKind.renamed) else ()
            yield f"| {ROW_KINDS[kind][0]} | {_safe(key)} | " + (" | ".join(_safe(c) for c in (cells[0].column, cells[0].before, cells[0].after)) if cells else " | | ").strip() + " |"
            for cell in cells[1:]:
                yield f"|  |  | {_safe(cell.column)} | {_safe(cell.before)} | {_safe(cell.after)} |"
        left = total - sum(r.count for r in rows)
        if left:
            yield f"| {ROW_KINDS[kind][0]} | {pick(f'……另有 {left:,} 行', f'… and {left:,} more', lang)} | | | |"
    yield ""


def _safe(text: str | None) -> str:
    """A text that Markdown shows as it is: nothing in it is markup, a link, or the name of somebody to be called."""
    shown = " ".join((text or "").split())
    shown = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
    return _ACTIVE.sub(lambda m: "\\" + m.group(), _html(shown))


def _html(text: str) -> str:
    """The same for a text within a tag, where Markdown's own escapes would show. Behind an @ comes a space of no width."""
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "@\u200b")


def _plain(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
