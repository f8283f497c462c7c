"""The changelog's entry of a version: whether there is one, and one that lists what changed row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from .difference import Change, Difference, Kind, RowChange, RowKind, TableDifference
from .policy import is_ledger

CHANGELOG = "CHANGELOG.md"
_HEADING = re.compile(r"^## +\[?v?(?P<name>[^\]\s]+)\]?(?P<rest>[^\n]*)$", re.MULTILINE)
_BEGIN, _END = "<!-- changes -->\n", "<!-- /changes -->\n"
_BLOCK = re.compile(re.escape(_BEGIN) + r".*?" + re.escape(_END), re.DOTALL)
# Rows that the summary names, of each kind; the release's list of changes has them all.
_NAMED = 10


# The day that a heading names.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class _Entry:
    name: str
    start: int
    body: int
    end: int


def has_entry(changelog: str, version: str) -> bool:
    """Whether a changelog says something under a heading for the version."""
    entry = _entry(changelog, version)
    return entry is not None and _says_something(changelog[entry.body : entry.end])


def dated_versions(changelog: str) -> Iterator[tuple[str, date]]:
    """The versions for which a changelog has a heading with a day, in its order: the latest first."""
    for heading in _HEADING.finditer(changelog):
        day = _DAY.search(heading["rest"])
        with suppress(ValueError):  # a day that no month has
            if day is not None:
                yield heading["name"].removeprefix("v"), date.fromisoformat(day[0])


def with_entry(changelog: str, version: str, day: str, difference: Difference) -> str:
    """The changelog with an entry for the version that lists the difference.

    An entry that is there keeps its words; a list that was written here before is written anew. A new entry takes over
    what stands under “Unreleased”. Line ends stay what they are.
    """
    text = changelog.replace("\r\n", "\n")
    crlf = "\r\n" in changelog
    block = _BEGIN + "".join(f"- {line}\n" for line in summary(difference)) + _END
    entry = _entry(text, version)
    if entry is None:
        text = _insert(text, version, day, _section(difference, block))
    else:
        body = text[entry.body : entry.end]
        if _BLOCK.search(body):
            body = _BLOCK.sub(lambda _: block, body, count=1)
        elif not _says_something(body):
            body = f"\n{_section(difference, block)}\n"
        text = text[: entry.body] + body.rstrip("\n") + ("\n\n" if text[entry.end :] else "\n") + text[entry.end :]
    return text.replace("\n", "\r\n") if crlf else text


def summary(difference: Difference) -> list[str]:
    """One line of Markdown for each resource that differs but the ledger of reviews, and one for each change of the
    contract."""
    tables = (t for t in difference.tables if not is_ledger(difference, t.resource))
    return [*(_rows_line(t) for t in tables), *(describe(c)[1] + "." for c in difference.changes)] or [
        "Nothing in the data."
    ]


def _section(difference: Difference, block: str) -> str:
    since = difference.old.version
    return f"### Changed since {since}\n\n{block}" if since else f"### Changed\n\n{block}"


def _entries(text: str) -> list[_Entry]:
    headings = list(_HEADING.finditer(text))
    starts = [*(f.start() for f in headings), len(text)]
    return [
        _Entry(f["name"], f.start(), min(f.end() + 1, len(text)), end)
        for f, end in zip(headings, starts[1:], strict=True)
    ]


def _entry(text: str, name: str) -> _Entry | None:
    return next((e for e in _entries(text) if e.name.lower() == name.lower()), None)


def _says_something(body: str) -> bool:
    return any(line.strip() and not line.startswith(("#", "<!--")) for line in body.splitlines())


def _insert(text: str, version: str, day: str, section: str) -> str:
    heading = f"## [{version}] – {day}\n\n"
    unreleased = _entry(text, "Unreleased")
    if unreleased is not None:
        written = text[unreleased.body : unreleased.end].strip("\n")
        taken = f"{written}\n\n" if _says_something(written) else ""
        rest = text[unreleased.end :]
        return text[: unreleased.body].rstrip("\n") + f"\n\n{heading}{taken}{section}" + (f"\n{rest}" if rest else "")
    first = next(iter(_entries(text)), None)
    at = first.start if first is not None else len(text)
    above = text[:at].rstrip("\n")
    return (f"{above}\n\n" if above else "") + heading + section + (f"\n{text[at:]}" if text[at:] else "")


def _rows_line(table: TableDifference) -> str:
    parts = []
    for kind, total in table.totals.items():
        rows = [r for r in table.rows if r.kind is kind]
        named = "; ".join(_row(r) for r in rows[:_NAMED]) if table.key else ""
        more = f"; and {total - _NAMED:,} more" if named and total > _NAMED else ""
        parts.append(f"{total:,} {kind}" + (f" ({named}{more})" if named else ""))
    return f"`{table.resource}`: {', '.join(parts)}."


def _row(row: RowChange) -> str:
    key = f"`{'/'.join(row.key)}`"
    if row.new_key is not None:
        return f"{key} to `{'/'.join(row.new_key)}`"
    return f"{key}: {', '.join(c.column for c in row.cells)}" if row.kind is RowKind.changed else key


def describe(change: Change) -> tuple[str, str]:
    """A change of the contract in Chinese and in English, in Markdown."""
    where = ".".join(p for p in (change.resource, change.column) if p)
    what = f"`{change.property}`" if change.property else ""
    place = f"`{where}`" if where else "`datapackage.json`"
    zh, en = _WORDS[change.kind]
    values = (_value(change.before), _value(change.after))
    return zh.format(place=place, what=what, before=values[0], after=values[1]), en.format(
        place=place, what=what, before=values[0], after=values[1]
    )


def _value(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        text = ", ".join(str(v) for v in value)
    else:
        text = "none" if value is None else str(value)
    text = " ".join(text.split())
    return f"“{text[:57]}…”" if len(text) > 60 else f"“{text}”"


_WORDS = {
    Kind.package_property: ("{place}：{what} 变了", "{place}: {what} changed"),
    Kind.resource_added: ("{place}：新增数据集", "{place}: dataset added"),
    Kind.resource_removed: ("{place}：删去数据集", "{place}: dataset removed"),
    Kind.resource_moved: ("{place}：{what} 由 {before} 改为 {after}", "{place}: {what} from {before} to {after}"),
    Kind.resource_property: ("{place}：{what} 变了", "{place}: {what} changed"),
    Kind.file_changed: ("{place}：文件内容变了", "{place}: the file's content changed"),
    Kind.column_added: ("{place}：新增列", "{place}: column added"),
    Kind.column_removed: ("{place}：删去列", "{place}: column removed"),
    Kind.column_retyped: ("{place}：{what} 由 {before} 改为 {after}", "{place}: {what} from {before} to {after}"),
    Kind.column_moved: ("{place}：列的顺序变了", "{place}: columns in another order"),
    Kind.column_property: ("{place}：{what} 变了", "{place}: {what} changed"),
    Kind.value_added: ("{place}：新增取值 {after}", "{place}: value {after} added"),
    Kind.value_removed: ("{place}：删去取值 {before}", "{place}: value {before} removed"),
    Kind.constraint_tightened: (
        "{place}：{what} 收紧，由 {before} 改为 {after}",
        "{place}: {what} tightened from {before} to {after}",
    ),
    Kind.constraint_loosened: (
        "{place}：{what} 放宽，由 {before} 改为 {after}",
        "{place}: {what} loosened from {before} to {after}",
    ),
    Kind.constraint_changed: ("{place}：{what} 由 {before} 改为 {after}", "{place}: {what} from {before} to {after}"),
    Kind.key_changed: ("{place}：主键由 {before} 改为 {after}", "{place}: primary key from {before} to {after}"),
    Kind.key_added: ("{place}：{what} 新增 {after}", "{place}: {what} gained {after}"),
    Kind.key_removed: ("{place}：{what} 去掉 {before}", "{place}: {what} lost {before}"),
    Kind.reading_changed: ("{place}：{what} 由 {before} 改为 {after}", "{place}: {what} from {before} to {after}"),
    Kind.schema_property: ("{place}：{what} 变了", "{place}: {what} changed"),
    Kind.view_added: ("{place}：新增视图", "{place}: view added"),
    Kind.view_removed: ("{place}：删去视图", "{place}: view removed"),
    Kind.view_changed: ("{place}：视图的语句变了", "{place}: the view's SQL changed"),
}


def sections(difference: Difference) -> Iterator[tuple[str, TableDifference | None, list[Change]]]:
    """What differs, resource by resource: its name ("" for the package), its rows, its changes of the contract. The
    rows of the ledger of reviews are left out: they repeat which records differ."""
    tables = {t.resource: t for t in difference.tables if not is_ledger(difference, t.resource)}
    names = {*(c.resource or "" for c in difference.changes), *tables}
    for name in sorted(names):
        yield name, tables.get(name), [c for c in difference.changes if (c.resource or "") == name]
