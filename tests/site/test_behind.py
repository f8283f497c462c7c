"""The SQL behind a table gives its rows, from the package's own tables and views alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import duckdb
import pytest
from packages import ROOT
from site_page import Built
from xinzhi.chip_record.site import SITE
from xinzhi.contract.package import open_package
from xinzhi.contract.tables import read_tables
from xinzhi.database import connect
from xinzhi.domains import domain_of
from xinzhi.evidence.facts import gather
from xinzhi.site.behind import OF_PAGE, queries
from xinzhi.site.book import Book
from xinzhi.site.model import Section

_SECTIONS = [
    *((kind.id, section) for kind in SITE.kinds for section in kind.sections),
    *((leaf.id, section) for leaf in SITE.leaves for section in leaf.sections),
]


@pytest.fixture(scope="module")
def book() -> Iterator[Book]:
    package = open_package(ROOT)
    domain = domain_of(package)
    assert domain is not None
    with connect(package) as connection:
        yield Book(package, domain, SITE, gather(read_tables(package), domain.datasets), connection)


@pytest.fixture(scope="module")
def plain() -> Iterator[duckdb.DuckDBPyConnection]:
    """The package as a reader has it, without what is kept for the pages."""
    with connect(open_package(ROOT)) as connection:
        yield connection


def rows_of(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    return connection.execute(f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({sql})").fetchall()


@pytest.mark.parametrize(("owner", "section"), _SECTIONS, ids=[f"{owner}-{s.id}" for owner, s in _SECTIONS])
def test_the_query_behind_a_table_gives_its_rows_in_their_order(
    book: Book, plain: duckdb.DuckDBPyConnection, owner: str, section: Section
) -> None:
    asked = queries(book)[f"{owner}/{section.id}"]
    if OF_PAGE in asked:
        by_page = book.by_page(section)
        id = max(by_page, key=lambda page: len(by_page[page]))
        asked, sql = asked.replace(OF_PAGE, id), f"SELECT * EXCLUDE (page) FROM ({section.sql}) WHERE page = '{id}'"
    else:
        sql = section.sql
    found = rows_of(plain, asked)
    assert found and found == rows_of(book.connection, sql)


def test_every_link_below_a_table_has_its_query(site: Built, book: Book) -> None:
    asked: set[tuple[str, str]] = set()
    known = queries(book)
    for path in Path(site.folder / "en").rglob("*.html"):
        for link in re.findall(r'sql\.html#t=([^"]*)"', path.read_text(encoding="utf-8")):
            kind, *rest = map(unquote, link.split("/"))
            asked.add((kind, rest[0] if rest else ""))
            assert "/".join([kind, *rest[:1]]) in known, path
            assert len(rest) < 2 or path.parent == site.folder / "en" / kind, path
    assert {(owner, section.id) for owner, section in _SECTIONS if owner != "outcomes"} <= asked
