"""The queries behind the tables of the pages, as readers can ask them: over the package's own tables and views."""

from __future__ import annotations

import re
from collections.abc import Mapping
from textwrap import dedent, indent
from urllib.parse import quote

from .book import Book
from .model import Kind, Leaf, Section

# Stands in a query for the id of the page on which its table is.
OF_PAGE = "{id}"
_VIEW_ALONE = re.compile(r"FROM (\w+)")


def address_of(owner: Kind | Leaf, section: Section | None = None, id: str = "") -> str:
    """The address of the SQL page with the query behind a table: that of a section, or of a kind's index.

    The page knows the queries by their keys; in full they would be longer than many a table."""
    parts = (owner.id, *((section.id,) if section is not None else ()), *((id,) if id else ()))
    return f"sql.html#t={'/'.join(quote(part, safe='') for part in parts)}"


def queries(book: Book) -> dict[str, str]:
    """The queries behind the tables, by their keys."""
    site, found = book.site, {}
    for kind in site.kinds:
        if kind.columns:
            found[_key(kind, None)] = _whole(kind.sql, site.prepare)
        for section in kind.sections:
            of_page = f"SELECT * EXCLUDE (page) FROM (\n{_laid_out(section.sql)}\n) WHERE page = '{OF_PAGE}'"
            found[_key(kind, section)] = _whole(of_page, site.prepare)
    for leaf in site.leaves:
        for section in leaf.sections:
            found[_key(leaf, section)] = _whole(section.sql, site.prepare)
    return found


def _key(owner: Kind | Leaf, section: Section | None) -> str:
    return owner.id if section is None else f"{owner.id}/{section.id}"


def _laid_out(sql: str) -> str:
    return indent(dedent(sql.strip("\n")).strip(), "  ")


def _whole(sql: str, kept: Mapping[str, str]) -> str:
    """A query with those that it uses of what is kept for the pages, in their order; what only keeps a view is the view
    itself."""
    views = {name: view[1] for name, select in kept.items() if (view := _VIEW_ALONE.fullmatch(select.strip()))}
    used: list[str] = []
    text = sql = _renamed(sql, views)
    for name, select in reversed(list(kept.items())):
        if name not in views and re.search(rf"\b{name}\b", text):
            select = _renamed(select, views)
            used.append(f"{name} AS (\n{_laid_out(select)}\n)")
            text += select
    sql = dedent(sql.strip("\n")).strip()
    if not used:
        return sql
    if sql.startswith("WITH"):
        sql = f"FROM (\n{indent(sql, '  ')}\n)"
    return f"WITH {', '.join(reversed(used))}\n{sql}"


def _renamed(sql: str, names: Mapping[str, str]) -> str:
    return re.sub(r"\w+", lambda word: names.get(word[0], word[0]), sql)
