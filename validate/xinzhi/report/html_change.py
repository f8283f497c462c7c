"""What a change does to the data, as the page shows it."""

from __future__ import annotations

from typing import Any

from ..versions.changelog import describe, sections
from ..versions.difference import RowKind, TableDifference
from .diff_text import LEVELS, ROW_KINDS, count_rows, key_of
from .harmless import shortened
from .version_change import ChangeUnknown, VersionChange

# Rows of each kind and dataset, cells of a row, and rows of all datasets: a page has to open on a telephone.
ROWS = 20
CELLS = 30
MOST = 500
# As many rows are shown without being asked for.
FEW = 40
_LONGEST = 300


def described(change: VersionChange | ChangeUnknown) -> dict[str, Any]:
    """The change as the template takes it: texts as pairs of Chinese and English."""
    if isinstance(change, ChangeUnknown):
        return {"not_told": (change.reason_zh, change.reason_en)}
    difference, verdict = change.difference, change.verdict
    room, shown = MOST, []
    for name, table, changes in sections(difference):
        rows = _rows(table, room) if table is not None else []
        room -= len(rows)
        shown.append(
            {
                "name": name or "datapackage.json",
                "count": (count_rows(table, "zh"), count_rows(table, "en")) if table is not None else ("", ""),
                "changes": [
                    tuple(shortened(text.replace("`", ""), 600) for text in describe(c)) for c in changes[:MOST]
                ],
                "rows": rows,
                "left": sum(table.totals.values()) - sum(r["count"] for r in rows) if table is not None else 0,
            }
        )
    return {
        "not_told": None,
        "old": difference.old.version or "–",
        "declared": difference.new.version or "–",
        "required": verdict.required,
        "level": LEVELS[verdict.level.name],
        "enough": change.enough,
        "differs": bool(difference),
        "note": (verdict.note_zh, verdict.note_en) if verdict.note_en else None,
        "missing": [(f.file or "", f.message_zh, f.message_en) for f in change.missing],
        "reasons": [(r.level.name, r.where, r.zh, r.en, r.count) for r in verdict.reasons[:MOST]],
        "sections": shown,
        "few": MOST - room <= FEW,
        "not_compared": [(left.resource, left.reason_zh, left.reason_en) for left in difference.not_compared],
    }


def _rows(table: TableDifference, room: int) -> list[dict[str, Any]]:
    rows = [row for kind in table.totals for row in [r for r in table.rows if r.kind is kind][:ROWS]]
    shown = []
    for row in rows[: max(room, 0)]:
        mark, _, zh, en = ROW_KINDS[row.kind]
        cells = row.cells[:CELLS] if row.kind in (RowKind.changed, RowKind.renamed) else ()
        shown.append(
            {
                "mark": mark,
                "kind": (zh, en),
                "key": shortened(key_of(row), _LONGEST),
                "new_key": None if row.new_key is None else shortened("/".join(row.new_key), _LONGEST),
                "count": row.count,
                "cells": [
                    (c.column, shortened(c.before or "", _LONGEST), shortened(c.after or "", _LONGEST)) for c in cells
                ],
            }
        )
    return shown
