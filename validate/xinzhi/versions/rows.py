"""Pairs the rows of two tables by key in DuckDB, and reads off what was added, removed, changed and renamed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..database import literal
from .difference import CellChange, RowChange, RowKind, TableDifference
from .redirects import Redirects, names_any_dataset

if TYPE_CHECKING:
    import duckdb

# The character by which a key of several columns is written as one text, in redirects and in evidence.
_JOINT = "/"


@dataclass(frozen=True)
class Pairing:
    """How the rows of a resource are paired: `columns` are c0, c1, … of the relations, the key's first; `numeric` are
    the key columns that are sorted as numbers; `named` says of key columns that hold ids of other rows of which
    dataset."""

    resource: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    numeric: frozenset[str]
    named: Mapping[str, str]


def compare_keyed(
    connection: duckdb.DuckDBPyConnection,
    pairing: Pairing,
    redirects: Redirects,
    whole_new: Callable[[], str],
    limit: int,
) -> TableDifference | None:
    """What differs between the relations `old` and `new`, rows paired by key; None where nothing does.

    They may lack rows that both versions have; `whole_new` gives the name of a relation that lacks none.
    """
    _pair(connection, pairing)
    if not _only(connection, "SELECT count(*) FROM pairs")[0]:
        return None
    _follow(connection, pairing, redirects, whole_new)
    totals = dict(connection.execute("SELECT kind, count(*) FROM pairs GROUP BY kind").fetchall())
    followed = _only(connection, "SELECT count(*) FROM pairs WHERE kind IN ('renamed', 'merged') AND NOT own")[0]
    plain = [c for c in pairing.columns if c not in pairing.key]
    changed = "kind IN ('changed', 'renamed')"
    counts = [
        f"count(*) FILTER (WHERE {changed} AND {_cell('o', pairing, c)} <> {_cell('n', pairing, c)})" for c in plain
    ]
    cells = _only(connection, f"SELECT {', '.join(counts)} FROM pairs") if counts else ()
    rows: list[RowChange] = []
    for kind in RowKind:
        if kind in totals:
            rows += _rows_of(connection, pairing, kind, limit)
    return TableDifference(
        pairing.resource,
        pairing.key,
        {k: totals[k] for k in RowKind if k in totals},
        {c: n for c, n in zip(plain, cells, strict=True) if n},
        tuple(rows),
        followed,
    )


def compare_keyless(connection: duckdb.DuckDBPyConnection, pairing: Pairing, limit: int) -> TableDifference | None:
    """What differs between the relations `old` and `new` as multisets of rows; None where nothing does."""
    cells = ", ".join(f"c{i}" for i in range(len(pairing.columns)))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE pairs AS SELECT {cells}, CAST(sum(sign) AS BIGINT) AS surplus FROM (SELECT"
        f" {cells}, -1 AS sign FROM old UNION ALL SELECT {cells}, 1 AS sign FROM new) GROUP BY ALL HAVING sum(sign)"
        " <> 0"
    )
    counted = _only(
        connection,
        "SELECT sum(surplus) FILTER (WHERE surplus > 0), -sum(surplus) FILTER (WHERE surplus < 0) FROM pairs",
    )
    totals = {k: int(n) for k, n in zip((RowKind.added, RowKind.removed), counted, strict=True) if n}
    if not totals:
        return None
    rows = []
    for kind, sign in ((RowKind.added, ">"), (RowKind.removed, "<")):
        differing = connection.execute(
            f"SELECT {cells}, abs(surplus) FROM pairs WHERE surplus {sign} 0 ORDER BY ALL LIMIT {limit}"
        ).fetchall()
        for *texts, count in differing:
            rows.append(RowChange(kind, (), _one_sided(kind, pairing.columns, texts), count=count))
    return TableDifference(pairing.resource, (), totals, {}, tuple(rows))


def _pair(connection: duckdb.DuckDBPyConnection, pairing: Pairing) -> None:
    """Make the table `pairs` of the rows that have no equal: old cells o0, o1, … and new cells n0, n1, …, null where
    there is no row."""
    every = range(len(pairing.columns))
    keys = [f"c{pairing.columns.index(k)}" for k in pairing.key]
    for side in ("old", "new"):
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {side}_paired AS SELECT *, 1 AS occurrence FROM {side}")
    repeated = " UNION ALL ".join(
        f"(SELECT 1 FROM {s} GROUP BY {', '.join(keys)} HAVING count(*) > 1 LIMIT 1)" for s in ("old", "new")
    )
    if connection.execute(repeated).fetchall():
        # A key that stands twice is an error in the data: equal rows go first, and the others are paired in order.
        cells = ", ".join(f"c{i}" for i in every)
        for side, other in (("old", "new"), ("new", "old")):
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE {side}_surplus AS SELECT *, row_number() OVER (PARTITION BY"
                f" {', '.join(keys)} ORDER BY {cells}) AS occurrence FROM (SELECT {cells} FROM {side} EXCEPT ALL SELECT"
                f" {cells} FROM {other})"
            )
            connection.execute(f"CREATE OR REPLACE TEMP VIEW {side}_paired AS SELECT * FROM {side}_surplus")
    selected = ", ".join(f"o.c{i} AS o{i}, n.c{i} AS n{i}" for i in every)
    same_key = " AND ".join(f"o.{k} = n.{k}" for k in keys)
    differs = " OR ".join(f"o.c{i} <> n.c{i}" for i in every if f"c{i}" not in keys)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE pairs AS SELECT {selected}, false AS own, "
        "CASE WHEN o.c0 IS NULL THEN 'added' WHEN n.c0 IS NULL THEN 'removed' ELSE 'changed' END AS kind "
        f"FROM old_paired AS o FULL JOIN new_paired AS n ON {same_key} AND o.occurrence = n.occurrence "
        f"WHERE o.c0 IS NULL OR n.c0 IS NULL{' OR ' + differs if differs else ''}"
    )


def _follow(
    connection: duckdb.DuckDBPyConnection, pairing: Pairing, redirects: Redirects, whole_new: Callable[[], str]
) -> None:
    """Turn removed rows whose key leads to another into renamed or merged ones, and added rows whose key was retired
    into reused ones."""
    import pyarrow as pa

    name = literal(pairing.resource)
    retired = [id for dataset, id in redirects.retired if dataset == pairing.resource]
    connection.register("_retired", pa.table({"id": pa.array(retired, pa.string())}))
    connection.execute(
        f"UPDATE pairs SET kind = 'reused' WHERE kind = 'added' AND {_text('n', pairing)} IN (SELECT id FROM _retired)"
    )
    connection.unregister("_retired")
    if not redirects.leads or not _only(connection, "SELECT count(*) FROM pairs WHERE kind = 'removed'")[0]:
        return
    leads = list(redirects.leads)
    columns = {
        "dataset": [d for d, _ in leads],
        "old": [o for _, o in leads],
        "new": [redirects.leads[lead] for lead in leads],
    }
    connection.register("_leads", pa.table({k: pa.array(v, pa.string()) for k, v in columns.items()}))
    moved, joins = _moved(pairing)
    own = _text("o", pairing)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE moves AS SELECT *, row_number() OVER (PARTITION BY goes_to ORDER BY own_text) AS"
        f" nth FROM (SELECT p.rowid AS removed, {own} AS own_text, whole.new IS NOT NULL AS own, coalesce(whole.new,"
        f" {moved}) AS goes_to FROM pairs AS p LEFT JOIN _leads AS whole ON whole.dataset = {name} AND whole.old ="
        f" {own}{joins} WHERE kind = 'removed') WHERE goes_to <> own_text"
    )
    every = range(len(pairing.columns))
    target = _text("n", pairing)
    taken = ", ".join(f"n{i}" for i in every)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE renamed AS SELECT m.removed, a.rowid AS added, m.own, {taken} FROM moves AS m "
        f"JOIN pairs AS a ON a.kind = 'added' AND {target} = m.goes_to WHERE m.nth = 1"
    )
    sets = ", ".join(f"n{i} = r.n{i}" for i in every)
    connection.execute(
        f"UPDATE pairs SET kind = 'renamed', own = r.own, {sets} FROM renamed AS r WHERE pairs.rowid = r.removed"
    )
    connection.execute("DELETE FROM pairs WHERE rowid IN (SELECT added FROM renamed)")
    _merge(connection, pairing, whole_new)
    connection.unregister("_leads")


def _merge(connection: duckdb.DuckDBPyConnection, pairing: Pairing, whole_new: Callable[[], str]) -> None:
    """Turn removed rows whose key leads to a row of the new version that is no renamed one of theirs into merged
    ones."""
    open_moves = "FROM moves JOIN pairs ON pairs.rowid = moves.removed WHERE pairs.kind = 'removed'"
    if not _only(connection, f"SELECT count(*) {open_moves}")[0]:
        return
    whole = whole_new()
    text = _joined([f"c{pairing.columns.index(k)}" for k in pairing.key])
    key = ", ".join(f"c{pairing.columns.index(k)} AS k{n}" for n, k in enumerate(pairing.key))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE targets AS SELECT {text} AS target, {key} FROM {whole} WHERE {text} IN (SELECT"
        " goes_to FROM moves)"
    )
    sets = ", ".join(f"n{pairing.columns.index(k)} = t.k{n}" for n, k in enumerate(pairing.key))
    connection.execute(
        f"UPDATE pairs SET kind = 'merged', own = m.own, {sets} FROM moves AS m, targets AS t "
        "WHERE pairs.rowid = m.removed AND pairs.kind = 'removed' AND t.target = m.goes_to"
    )


def _moved(pairing: Pairing) -> tuple[str, str]:
    """The key that a removed row would have had its parts followed their redirects, and the joins that find them."""
    parts, joins = [], []
    for n, column in enumerate(pairing.key):
        cell = _cell("p.o", pairing, column)
        if column in pairing.named:
            of = literal(pairing.named[column])
        elif column == "record" and names_any_dataset(pairing.key):
            of = _cell("p.o", pairing, "dataset")
        else:
            parts.append(cell)
            continue
        joins.append(f" LEFT JOIN _leads AS l{n} ON l{n}.dataset = {of} AND l{n}.old = {cell}")
        parts.append(f"coalesce(l{n}.new, {cell})")
    return _joined(parts), "".join(joins)


def _rows_of(connection: duckdb.DuckDBPyConnection, pairing: Pairing, kind: RowKind, limit: int) -> list[RowChange]:
    every = range(len(pairing.columns))
    side = "n" if kind in (RowKind.added, RowKind.reused) else "o"
    cells = ", ".join([f"o{i}" for i in every] + [f"n{i}" for i in every])
    order = []
    for column in pairing.key:
        cell = _cell(side, pairing, column)
        order += [f"TRY_CAST({cell} AS HUGEINT) NULLS LAST", cell] if column in pairing.numeric else [cell]
    order += [f"{side}{i}" for i in every]
    found = connection.execute(
        f"SELECT {cells} FROM pairs WHERE kind = '{kind}' ORDER BY {', '.join(order)} LIMIT {limit}"
    ).fetchall()
    return [_row(pairing, kind, row[: len(every)], row[len(every) :]) for row in found]


def _row(pairing: Pairing, kind: RowKind, old: Sequence[str | None], new: Sequence[str | None]) -> RowChange:
    places = [pairing.columns.index(k) for k in pairing.key]
    old_key, new_key = (tuple(str(side[i]) for i in places) for side in (old, new))
    if kind in (RowKind.added, RowKind.reused):
        return RowChange(kind, new_key, _one_sided(kind, pairing.columns, new))
    if kind in (RowKind.removed, RowKind.merged):
        return RowChange(
            kind,
            old_key,
            _one_sided(RowKind.removed, pairing.columns, old),
            new_key if kind is RowKind.merged else None,
        )
    cells = tuple(
        CellChange(c, old[i], new[i])
        for i, c in enumerate(pairing.columns)
        if c not in pairing.key and old[i] != new[i]
    )
    return RowChange(kind, old_key, cells, new_key if kind is RowKind.renamed else None)


def _one_sided(kind: RowKind, columns: Sequence[str], texts: Sequence[str | None]) -> tuple[CellChange, ...]:
    gone = kind is RowKind.removed
    return tuple(
        CellChange(c, text if gone else None, None if gone else text) for c, text in zip(columns, texts, strict=True)
    )


def _only(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    row: tuple[object, ...] = connection.execute(sql).fetchall()[0]
    return row


def _cell(prefix: str, pairing: Pairing, column: str) -> str:
    return f"{prefix}{pairing.columns.index(column)}"


def _text(side: str, pairing: Pairing) -> str:
    return _joined([_cell(side, pairing, k) for k in pairing.key])


def _joined(parts: Sequence[str]) -> str:
    return f"concat_ws('{_JOINT}', {', '.join(parts)})"
