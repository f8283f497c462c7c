"""Finds the rows of a view by their key, and the rows of datasets that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from .cell_text import cell_text
from .contract.package import Package, PackageError
from .contract.table import RecordKey
from .database import connect, quoted
from .evidence.facts import Facts, ProofSpan
from .show import Shown, add_passages, article_titles, label, read_facts, show_fact, unknown_table
from .view_columns import view_columns
from .view_files import view_names

# The columns in which a view holds the key of a row of the dataset that its column `dataset` names.
RECORD_COLUMNS = ("id", "record")
# How many columns name a row of a view that has none of these.
_NAMING = 4


@dataclass(frozen=True)
class ViewRow:
    """A row of a view, and the rows of datasets whose keys it holds, itself a fact first."""

    key: str
    cells: dict[str, str]
    rests_on: tuple[RecordKey, ...]


def show_rows(package: Package, table: str, id: str, sources: Path | None = None) -> list[Shown]:
    """The row of a dataset, or the rows of a view, that a key names. Raises PackageError for an unknown table or key,
    with the nearest there are."""
    facts = read_facts(package, table)
    if table in facts.rows:
        shown = [show_fact(facts, table, id)]
    else:
        require_view(package, facts, table)
        shown = _shown(facts, rows_of_view(package, table, id), table)
    if sources is not None:
        add_passages(shown, facts, sources)
    return shown


def require_view(package: Package, facts: Facts, name: str) -> None:
    """Raises PackageError where there is no view of the name, with the nearest datasets and views."""
    views = view_names(package.root)
    if name not in views:
        raise unknown_table(name, [*facts.rows, *views])


def rows_of_view(package: Package, view: str, id: str) -> list[ViewRow]:
    """The rows of a view that a key names: its id, with or without the dataset and a slash before it; or else values of
    its first columns, from the first one on, with a slash between them. Raises PackageError where there is none, with
    the nearest."""
    with connect(package) as connection:
        result = connection.execute(f"SELECT * FROM {quoted(view)}")
        names = [str(d[0]) for d in result.description or []]
        rows = [dict(zip(names, map(cell_text, row), strict=True)) for row in result.fetchall()]
    keyed = next((name for name in RECORD_COLUMNS if name in names), None)
    found = [row for row in rows if _names(row, id, keyed)]
    if not found:
        known = dict.fromkeys(row[keyed] if keyed else "/".join(dict.fromkeys(_first_cells(row))) for row in rows)
        asked = id.removeprefix(f"{id.partition('/')[0]}/") if "dataset" in names else id
        near = ", ".join(get_close_matches(asked, known, n=5, cutoff=0.4))
        such = ", ".join(list(known)[:3]) or "–"
        raise PackageError(
            f"视图 {view} 中没有 {id}；" + (f"相近的有：{near}" if near else f"它的行形如：{such}"),
            f"the view {view} has no row {id}; "
            + (f"the nearest are: {near}" if near else f"its rows are named like: {such}"),
        )
    origins = _primary_keys(package, view)
    return [ViewRow(id, row, tuple(_rests_on(row, keyed, origins))) for row in found]


def proved(facts: Facts, row: ViewRow) -> list[RecordKey]:
    """Those rows that a row of a view rests on for which there is evidence: what only names a code has none."""
    there = (key for key in row.rests_on if key.id in facts.rows.get(key.dataset, {}))
    return [key for key in there if facts.proofs_of.get(facts.owner_of(key) or key)]


def proofs_of(facts: Facts, keys: Iterable[RecordKey]) -> list[ProofSpan]:
    """The spans that prove rows, each once, though a link has those of the row that it belongs to."""
    spans = (proof for key in keys for proof in facts.proofs_of.get(facts.owner_of(key) or key, []))
    return list({proof.record.row: proof for proof in spans}.values())


def _shown(facts: Facts, rows: Sequence[ViewRow], view: str) -> list[Shown]:
    """Rows of a view, each with the rows that it rests on and their evidence."""
    shown = []
    for row in rows:
        behind = proved(facts, row)
        shown.append(
            Shown(
                view,
                row.key,
                row.cells,
                linked=[(*key, label(facts, *key)) for key in behind],
                proofs=proofs_of(facts, behind),
                inferred=[(i.field, i.basis_zh, i.basis_en) for key in behind for i in facts.inferences_of(key)],
                titles=article_titles(facts),
            )
        )
    return shown


def _names(row: dict[str, str], id: str, keyed: str | None) -> bool:
    if keyed is not None:
        return id == row[keyed] or ("dataset" in row and id == f"{row['dataset']}/{row[keyed]}")
    first, *rest = id.split("/")
    leading, *others = _first_cells(row)
    left = iter(others)
    return first == leading and all(part in left for part in rest)  # in their order: what was found is behind us


def _first_cells(row: dict[str, str]) -> list[str]:
    """The cells by which a row without an id is named: the first of those that are no name in a language."""
    return [cell for name, cell in row.items() if not name.endswith(("_zh", "_en"))][:_NAMING]


def _primary_keys(package: Package, view: str) -> dict[str, str]:
    """The columns of a view that are the primary key of a dataset, unchanged, with that dataset."""
    alone = {
        f"{resource.name}.{resource.schema.primary_key[0]}": resource.name
        for resource in package.resources
        if resource.schema is not None and len(resource.schema.primary_key) == 1
    }
    columns = view_columns(package).get(view, [])
    return {column.name: alone[column.origin] for column in columns if column.origin in alone}


def _rests_on(row: dict[str, str], keyed: str | None, origins: dict[str, str]) -> list[RecordKey]:
    keys = [RecordKey(row["dataset"], row[keyed])] if keyed is not None and "dataset" in row else []
    keys += [RecordKey(dataset, row[column]) for column, dataset in origins.items() if row[column]]
    return list(dict.fromkeys(keys))
