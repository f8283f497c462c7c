"""Writes what Datasette shows of the SQLite database: titles and descriptions, facets, and queries ready to be
asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..contract.package import Resource, Schema
from ..database import quoted
from ..describe import View
from ..view_rows import RECORD_COLUMNS
from .context import File, Release
from .search_tables import ENTRIES, KINDS, TABLES
from .sqlite_file import TEXTS, searched_columns

_MOST_FACETS = 4
# The SQL function that gives the entries that a query means, as a list in JSON.
HITS = "search_hits"
# What the columns mean scrolls above the rows, instead of pushing them off the screen.
STYLE = (
    "data:text/css,dl.column-descriptions%7Bmax-height:11em;overflow-y:auto;padding:.5em;border:1px%20solid%20%23ccc%7D"
)


def write(release: Release) -> list[File]:
    """Write `name-version.datasette.json`, the metadata for `datasette -m`."""
    name = f"{release.stem}.datasette.json"
    release.write_json(name, metadata(release))
    return [
        File(
            name,
            "application/json",
            "用 Datasette 的人：与 .sqlite 一起使用",
            "users of Datasette, beside the .sqlite file",
        )
    ]


def metadata(release: Release) -> dict[str, Any]:
    """The metadata as Datasette 0.65 reads it."""
    descriptor = release.package.descriptor
    about: dict[str, Any] = {
        "title": _both(descriptor, "title"),
        "description": _both(descriptor, "description"),
        "license": release.licence.get("title") or release.licence.get("name"),
        "license_url": release.licence.get("path"),
        "source": f"{release.name} {release.version}",
    }
    views = release.described_views
    tables = {resource.name: _table(release, resource, schema) for resource, schema, _ in release.datasets()}
    tables |= {view.name: _view(release, view) for view in views}
    # Nobody looks at the indexes' own tables.
    tables |= {name: {"hidden": True} for name in (TEXTS, *TABLES)}
    # A query of a table's name would hide the table.
    queries = {
        "texts": _texts_query(),
        **_cite_query(release),
        **{f"{view.name}_filtered": _view_query(release, view) for view in views},
    }
    return {
        **about,
        "extra_css_urls": [STYLE],
        **_home(release),
        **_evidence(release, views),
        "databases": {release.stem: {**about, "tables": tables, "queries": queries}},
    }


def _table(release: Release, resource: Resource, schema: Schema) -> dict[str, object]:
    facets = [f.name for f in schema.fields if "enum" in f.constraints][:_MOST_FACETS]
    shown: dict[str, object] = {
        "title": _both(resource.descriptor, "title"),
        "description": " ".join([_both(schema.descriptor, "description"), *_warnings(schema)]),
        "columns": {f.name: _both(f.descriptor, "description") for f in schema.fields},
        "facets": facets,
        "label_column": next((f.name for f in schema.fields if f.name.endswith("_zh")), schema.names[0]),
    }
    if searched_columns(schema, release.domain.datasets.get(resource.name)):
        shown |= {"fts_table": f"{resource.name}_fts", "fts_pk": "rowid"}
    return shown


def _view(release: Release, view: View) -> dict[str, object]:
    facets = [name for name in _columns(release, view) if name in release.domain.publication.facets]
    lists = [{"array": name} for name in release.domain.publication.list_filters if name in _columns(release, view)]
    return {
        "title": view.name,
        "description": f"{view.en} The rows are those of when the release was built. / {view.zh}内容为发布时所有。",
        "columns": {name: _both(texts, "description") for name, texts in view.columns.items()},
        "facets": [*lists, *facets][:_MOST_FACETS],
    }


def _view_query(release: Release, view: View) -> dict[str, object]:
    publication, columns = release.domain.publication, _columns(release, view)
    asked = [name for name in columns if name in publication.filters]
    conditions = [f"(:{name} = '' OR {quoted(name)} = :{name})" for name in asked]
    for column, member in publication.list_filters.items():
        if column in columns and member not in asked:
            members = f"SELECT value FROM json_each({quoted(column)})"
            conditions.append(f"(:{member} = '' OR :{member} IN ({members}))")
    for parameter, stems in publication.name_filters.items():
        named = [name for name in columns if name.rpartition("_")[0] in stems and name.endswith(("_zh", "_en"))]
        if named:
            within = " OR ".join(f"instr(lower({quoted(name)}), lower(:{parameter})) > 0" for name in named)
            conditions.append(f"(:{parameter} = '' OR {within})")
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return {
        "sql": f"SELECT * FROM {quoted(view.name)}{where}",
        "title": f"{view.name}: filtered / 筛选",
        "description": f"{view.en} A field left empty does not restrict. / {view.zh}留空即不限。",
        "hide_sql": True,
    }


def _home(release: Release) -> dict[str, object]:
    """What the home page asks, and the tables that answer; Datasette itself passes it over."""
    asked = release.domain.publication.questions
    return {"questions": [{"zh": q.zh, "en": q.en, "tables": list(q.views)} for q in asked]} if asked else {}


def _evidence(release: Release, views: Sequence[View]) -> dict[str, object]:
    """Where the row pages find the citations of a row: the view that cites, and for each table the columns of the id
    and the dataset, which is null where the table's column `dataset` names it."""
    citations = release.domain.publication.citations
    if citations is None:
        return {}
    own = {f"{r.name}.{s.primary_key[0]}": r.name for r, s, _ in release.datasets() if len(s.primary_key) == 1}
    tables: dict[str, object] = {
        r.name: {"dataset": r.name, "id": list(s.primary_key)} for r, s, _ in release.datasets() if s.primary_key
    }
    for view in views:
        origins = {column.name: column.origin for column in release.view_columns.get(view.name, [])}
        keyed = next((name for name in RECORD_COLUMNS if name in origins), None)
        if keyed is not None and ("dataset" in origins or origins[keyed] in own):
            dataset = None if "dataset" in origins else own[origins[keyed]]
            tables[view.name] = {"dataset": dataset, "id": [keyed]}
    return {"cited": {"view": citations, "tables": tables}}


def _texts_query() -> dict[str, object]:
    return {
        # The index knows three characters and more. Asked for two of Chinese it finds nothing, not even by LIKE: SQLite
        # counts their bytes. Those are looked for in every text.
        "sql": (
            f"SELECT dataset, record, text FROM {TEXTS} WHERE length(:word) >= 3 AND text LIKE '%' || :word || '%'"
            f" UNION ALL SELECT dataset, record, text FROM {TEXTS} WHERE length(:word) IN (1, 2) AND"
            " instr(lower(text), lower(:word)) > 0"
        ),
        "hide_sql": True,
        "title": "Look for a text / 查找字句",
        "description": (
            "Letter by letter; words of one or two characters are found too / 逐字查找，一两个字的词也能查到。"
        ),
    }


def search_query() -> dict[str, object]:
    """The query that finds what the command `search` finds. It asks the function HITS, which only a server has that
    makes it: `xinzhi serve`."""
    return {
        "sql": (
            f"SELECT k.title_en || ' / ' || k.title_zh AS kind, e.name_zh, e.name_en, nullif(e.year, 0) AS year,"
            f" k.dataset, e.id AS record FROM json_each({HITS}(:word)) AS h"
            f" JOIN {ENTRIES} AS e ON e.entry = h.value JOIN {KINDS} AS k ON k.kind = e.kind ORDER BY h.key"
        ),
        "hide_sql": True,
        "title": "Search / 检索",
        "description": (
            "Names, then facts; words in any order and form / 先名称，后事实；词序与词形不限，单个汉字也可。"
        ),
    }


def _cite_query(release: Release) -> dict[str, object]:
    citations = release.domain.publication.citations
    if citations is None:
        return {}
    query = {
        "sql": (
            f"SELECT citation_en, citation_zh FROM {quoted(citations)} WHERE dataset = :dataset AND record = :record"
            " ORDER BY source, start"
        ),
        "hide_sql": True,
        "title": "Cite a record / 引用一条记录",
        "description": "dataset and record: where the row stands, and its id / 数据集与主键",
    }
    return {"cite": query}


def _columns(release: Release, view: View) -> list[str]:
    return [str(row[0]) for row in release.connection.execute(f"DESCRIBE {quoted(view.name)}").fetchall()]


def _warnings(schema: Schema) -> list[str]:
    return [str(w) for key in ("usage_warnings", "usage_warnings_zh") for w in schema.descriptor.get(key, [])]


def _both(descriptor: Mapping[str, Any], key: str) -> str:
    return " / ".join(str(descriptor[k]) for k in (key, f"{key}_zh") if descriptor.get(k))
