"""The difference of two versions as Markdown: whole, and as a part of a pull request's comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..findings import Finding
from ..language import LanguageChoice, pick
from ..show import LABELS
from ..versions.changelog import describe, sections
from ..versions.difference import Change, Difference, RowChange, RowKind, TableDifference
from ..versions.verdict import Verdict
from ..versions.version_source import Version
from .diff_text import LEVELS, ROW_KINDS, count_rows, heading, key_of, required_version
from .markdown_text import code, literal
from .version_change import ChangeUnknown, VersionChange

_LONGEST = 200
# Of a comment, which holds 65,536 characters, so many are for what changes; so many rows of each kind and dataset.
_ROOM = 9_000
_ROWS = 10


def as_markdown(
    difference: Difference, verdict: Verdict, versions: tuple[Version, Version], lang: LanguageChoice, limit: int
) -> str:
    """The difference as Markdown; at most `limit` rows of each kind and resource."""
    lines = [
        f"### {literal(heading(difference, versions, lang), 1000)}",
        "",
        (
            f"**{pick('最低升级', 'Least bump', lang)}:"
            f" {pick(*LEVELS[verdict.level.name], lang)}{required_version(verdict)}**"
        ),
        "",
        *_note(verdict, lang),
        *_missing(verdict.findings, lang),
    ]
    if verdict.reasons:
        lines += [*_reasons(verdict, lang), ""]
    else:
        lines += [pick("没有差别", "No differences.", lang), ""]
    for name, table, changes in sections(difference):
        lines += [*_section(name, table, changes, lang, limit, whole=True), "</details>", ""]
    return "\n".join([*lines, *_not_compared(difference, lang)]) + "\n"


def change_markdown(change: VersionChange | ChangeUnknown, lang: LanguageChoice) -> str:
    """What a change does to the data, and what that asks of the version, in no more room than a comment has for it."""
    lines = [f"#### {pick('数据的变更', 'What changes in the data', lang)}", ""]
    if isinstance(change, ChangeUnknown):
        why = pick(change.reason_zh, change.reason_en, lang)
        return "\n".join([*lines, f"⚠️ {pick('无法比较', 'It cannot be told', lang)}: {literal(why, 1000)}"])
    difference, verdict = change.difference, change.verdict
    lines += [_version(change, lang), ""]
    rest = [*_note(verdict, lang), *_missing(change.missing, lang), *_counts(change, lang)]
    if verdict.reasons:
        rest += [
            f"<details><summary>{pick('升版原因', 'Why this level', lang)}</summary>",
            "",
            *_reasons(verdict, lang),
            "",
            "</details>",
            "",
        ]
    whole = True
    kept, room, whole = _within(rest, _ROOM // 2)
    lines += kept
    room += _ROOM - _ROOM // 2
    for name, table, changes in sections(difference):
        if not whole:
            break
        first, *others = _section(name, table, changes, lang, _ROWS, whole=False)
        kept, room, whole = _within(others, room - len(first) - 12)
        if kept:
            lines += [first, *kept, "</details>", ""]
    lines += [*_not_compared(difference, lang)][:3]
    if not whole:
        lines.append(
            pick("其余从略：xinzhi diff 可列出全部", "The rest is left out: xinzhi diff lists everything", lang)
        )
    return "\n".join(lines).rstrip("\n")


def _version(change: VersionChange, lang: LanguageChoice) -> str:
    difference, verdict = change.difference, change.verdict
    old, declared = code(difference.old.version or "–", 60), code(difference.new.version or "–", 60)
    level = pick(*LEVELS[verdict.level.name], lang)
    if not change.difference:
        return pick("数据没有变更。", "Nothing in the data changes.", lang)
    if verdict.required is None:
        asked = pick(f"变更属{level}", f"the change is {level}", lang) if lang != "both" else f"{level}"
        return f"ℹ️ {pick('版本', 'Version', lang)}: {old} → {declared}; {asked}"
    mark = "✅" if change.enough else "❌"
    says = f"datapackage.json: {declared}"
    if not change.enough:
        says += pick("（运行 xinzhi diff --write 即可改正）", " (xinzhi diff --write puts this right)", lang, "")
    return f"{mark} {pick('版本', 'Version', lang)}: {old} → {code(verdict.required)} ({level}); {says}"


def _counts(change: VersionChange, lang: LanguageChoice) -> Iterator[str]:
    tables = list(change.tables)
    if not tables:
        return
    names = (("数据集", "Dataset"), ("增", "Added"), ("删", "Removed"), ("改", "Changed"), ("更名", "Renamed"))
    yield "| " + " | ".join(pick(*name, lang) for name in names) + " |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for table in tables:
        yield (
            f"| {code(table.resource, 100)} | {table.added:,} | {table.removed:,} | {table.changed:,} |"
            f" {table.renamed:,} |"
        )
    yield ""


def _note(verdict: Verdict, lang: LanguageChoice) -> Iterator[str]:
    """Why no version can be asked for."""
    if verdict.note_en:
        yield from (literal(pick(verdict.note_zh, verdict.note_en, lang)), "")


def _missing(findings: Sequence[Finding], lang: LanguageChoice) -> Iterator[str]:
    """What the new version lacks."""
    for finding in findings:
        yield f"- ❌ {code(finding.file or '')} {literal(pick(finding.message_zh, finding.message_en, lang), 600)}"
    if findings:
        yield ""


def _reasons(verdict: Verdict, lang: LanguageChoice) -> Iterator[str]:
    yield (
        f"| {pick('级别', 'level', lang)} | {pick('位置', 'where', lang)} | {pick('原因', 'why', lang)} |"
        f" {pick('次数', 'times', lang)} |"
    )
    yield "| --- | --- | --- | ---: |"
    for reason in verdict.reasons:
        yield (
            f"| {reason.level.name} | {literal(reason.where, _LONGEST)} | {pick(reason.zh, reason.en, lang)} |"
            f" {reason.count:,} |"
        )


def _section(
    name: str, table: TableDifference | None, changes: list[Change], lang: LanguageChoice, limit: int, *, whole: bool
) -> Iterator[str]:
    """What differs in a resource; the end of `details` is the caller's to write. Unless `whole`, of the added rows only
    those are listed that have an id or a name."""
    total = count_rows(table, lang) if table is not None else ""
    yield f"<details><summary>{code(name or 'datapackage.json', 100)} {total}</summary>\n"
    for change in changes:
        yield "- " + literal(pick(*describe(change), lang).replace("`", ""), 600)
    if changes:
        yield ""
    if table is not None and whole:
        yield from (*_rows(table, table.totals, lang, limit), "")
    elif table is not None:
        yield from _added(table, lang, limit)
        others: dict[RowKind, int] = {kind: n for kind, n in table.totals.items() if kind != RowKind.added}
        if others:
            yield from (*_rows(table, others, lang, limit), "")


def _added(table: TableDifference, lang: LanguageChoice, limit: int) -> Iterator[str]:
    """The added rows that have an id of their own or a name, one a line, and how many more there are."""
    total = table.totals.get(RowKind.added, 0)
    named = [row for row in table.rows if row.kind is RowKind.added and (len(row.key) == 1 or _label(row))][:limit]
    for row in named:
        yield f"- {literal(key_of(row), _LONGEST)} {literal(_label(row), _LONGEST)}".rstrip()
    if left := total - len(named):
        zh, en = ("另增", "more added") if named else ("增", "added")
        yield f"- {pick(f'{zh} {left:,} 行，见 xinzhi diff', f'{left:,} {en}: see xinzhi diff', lang)}"
    if total:
        yield ""


def _label(row: RowChange) -> str:
    """What an added row is called."""
    cells = {cell.column: cell.after for cell in row.cells}
    found = (cells.get(f"{stem}{lang}") for stem in LABELS for lang in ("_zh", "_en", ""))
    return " · ".join(text for text in found if text)


def _rows(table: TableDifference, totals: Mapping[RowKind, int], lang: LanguageChoice, limit: int) -> Iterator[str]:
    yield (
        f"|  | {pick('行', 'row', lang)} | {pick('列', 'column', lang)} | {pick('原', 'before', lang)} |"
        f" {pick('新', 'after', lang)} |"
    )
    yield "| --- | --- | --- | --- | --- |"
    for kind, total in totals.items():
        rows = [r for r in table.rows if r.kind is kind][:limit]
        for row in rows:
            to = f" → {'/'.join(row.new_key)}" if row.new_key is not None else ""
            times = f" × {row.count:,}" if row.count > 1 else ""
            start = f"| {ROW_KINDS[kind][0]} | {literal(key_of(row) + to + times, _LONGEST)} |"
            cells = row.cells if kind in (RowKind.changed, RowKind.renamed) else ()
            if not cells:
                yield f"{start} | | |"
            for cell in cells:
                yield f"{start} {literal(cell.column, _LONGEST)} | {_cell(cell.before)} | {_cell(cell.after)} |"
                start = "|  |  |"
        left = total - sum(r.count for r in rows)
        if left:
            yield f"| {ROW_KINDS[kind][0]} | {pick(f'……另有 {left:,} 行', f'… and {left:,} more', lang)} | | | |"


def _cell(text: str | None) -> str:
    return literal(text, _LONGEST) if text else "∅"


def _not_compared(difference: Difference, lang: LanguageChoice) -> Iterator[str]:
    for left in difference.not_compared:
        yield f"- {code(left.resource, 100)}: {literal(pick(left.reason_zh, left.reason_en, lang), 600)}"


def _within(lines: Iterable[str], room: int) -> tuple[list[str], int, bool]:
    """As many lines as there is room for, the room that is left, and whether these are all."""
    kept: list[str] = []
    for line in lines:
        if len(line) + 1 > room:
            return kept, room, False
        kept.append(line)
        room -= len(line) + 1
    return kept, room, True
