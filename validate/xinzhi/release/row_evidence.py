"""Gives Datasette's page of a row the citations of the fact that the row is, or that a row of a view begins with."""

from __future__ import annotations

from typing import Any

from datasette import hookimpl
from datasette.utils import tilde_encode, urlsafe_components

from ..database import quoted


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(database: str | None, table: str | None, view_name: str, request: Any, datasette: Any) -> Any:
    """The variables of a row's page: `cited`, which leads to the row of the dataset, and `stated`, the citations, None
    where the metadata does not say how the table's rows are cited."""
    described = (datasette.metadata() or {}).get("cited")
    if view_name != "row" or database is None or table is None or not isinstance(described, dict):
        return {}
    known = described.get("tables")
    keyed = known.get(table) if isinstance(known, dict) else None
    if not isinstance(keyed, dict):
        return {}

    async def found() -> dict[str, Any]:
        pages = datasette.get_database(database)
        keys = await pages.primary_keys(table) or ["rowid"]
        values = dict(zip(keys, urlsafe_components(request.url_vars["pks"]), strict=False))
        condition = " AND ".join(f"{quoted(key)} = :{n}" for n, key in enumerate(keys))
        asked = {str(n): values.get(key) for n, key in enumerate(keys)}
        cells = dict((await pages.execute(f"SELECT * FROM {quoted(table)} WHERE {condition}", asked)).first() or {})
        dataset = keyed.get("dataset") or cells.get("dataset")
        id = "/".join(str(cells.get(column, "")) for column in keyed.get("id", []))
        sql = (
            f"SELECT citation_zh, citation_en FROM {quoted(str(described.get('view')))}"
            " WHERE dataset = :dataset AND record = :record ORDER BY source, start"
        )
        rows = await pages.execute(sql, {"dataset": dataset, "record": id})
        cited = {"name": f"{dataset}/{id}", "link": datasette.urls.row(database, str(dataset), tilde_encode(id))}
        return {"stated": [dict(each) for each in rows], "cited": cited if dataset != table else None}

    return found
