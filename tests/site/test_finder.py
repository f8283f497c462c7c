"""The lists that readers narrow down hold every row once, and a choice finds what the views say that it should."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from packages import ROOT
from site_page import Built
from xinzhi.contract.package import open_package
from xinzhi.database import connect


def listed(site: Built, id: str, lang: str = "en") -> dict[str, Any]:
    text = (site.folder / "assets" / f"{id}.{lang}.js").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text.removeprefix("openFinder(").removesuffix(");\n"))
    return found


def chosen(found: dict[str, Any], facet: str, value: str) -> list[str]:
    """The ids of the rows that a choice leaves."""
    number = next(n for n, each in enumerate(found["facets"]) if each["id"] == facet)
    option = next(n for n, each in enumerate(found["facets"][number]["options"]) if each[0] == value)
    return sorted(row[0] for row in found["rows"] if option in row[1][number])


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(open_package(ROOT)) as opened:
        yield opened


def ids(connection: duckdb.DuckDBPyConnection, where: str) -> list[str]:
    sql = f"SELECT DISTINCT concat(dataset, '/', id) AS record FROM promises WHERE {where} ORDER BY record"
    return [str(id) for (id,) in connection.execute(sql).fetchall()]


def test_every_promise_is_listed_once(site: Built, connection: duckdb.DuckDBPyConnection) -> None:
    assert sorted(row[0] for row in listed(site, "find-promises")["rows"]) == ids(connection, "true")


@pytest.mark.parametrize(
    ("facet", "value", "where"),
    [
        ("region", "340000", "province = '340000'"),
        ("year", "2025", "year = 2025"),
        ("known", "missed", "verdict = 'missed'"),
        ("subjects", "ours", "about <> 'context'"),
        ("subjects", "compute", "about IN ('compute', 'both')"),
    ],
)
def test_a_choice_finds_what_the_view_has(
    site: Built, connection: duckdb.DuckDBPyConnection, facet: str, value: str, where: str
) -> None:
    found = listed(site, "find-promises")
    assert chosen(found, facet, value) == ids(connection, where)
    options = next(each for each in found["facets"] if each["id"] == facet)["options"]
    assert next(o[3] for o in options if o[0] == value) == len(ids(connection, where))


def test_a_topic_finds_what_lies_in_it(site: Built, connection: duckdb.DuckDBPyConnection) -> None:
    narrower = """
        WITH RECURSIVE inside(id) AS (
            SELECT 'integrated-circuits' UNION SELECT t.id FROM topics AS t JOIN inside AS i ON t.broader = i.id
        ) SELECT id FROM inside
    """
    found = chosen(listed(site, "find-promises"), "topics", "integrated-circuits")
    assert found == ids(connection, f"list_has_any(topics, (SELECT list(id) FROM ({narrower})))")


def test_the_query_behind_each_choice_finds_the_same_rows(site: Built, connection: duckdb.DuckDBPyConnection) -> None:
    for path in sorted(site.folder.glob("assets/find-*.en.js")):
        found = listed(site, path.name.split(".")[0])
        for number, facet in enumerate(found["facets"]):
            options = facet["options"]
            for at in {0, len(options) // 2, len(options) - 1}:  # each runs a view
                value = options[at][0]
                literal = "'" + value.replace("'", "''") + "'"
                queried = connection.execute(f"{found['query']} WHERE {facet['where'].replace('{value}', literal)}")
                names = [column[0] for column in queried.description or ()]
                parts = [names.index(name) for name in ("dataset", "id") if name in names]
                rows = sorted("/".join(str(row[part]) for part in parts).split("/")[-1] for row in queried.fetchall())
                shown = sorted(row[0].split("/")[-1] for row in found["rows"] if at in row[1][number])
                assert shown == rows, (path.name, facet["id"], value)


def test_places_and_topics_stand_below_what_they_lie_in(site: Built) -> None:
    options = next(f for f in listed(site, "find-promises")["facets"] if f["id"] == "region")["options"]
    depths = {value: depth for value, _, depth, _ in options}
    order = [value for value, *_ in options]
    assert depths["330000"] == 0 and depths["330100"] == 1
    assert order.index("330000") < order.index("330100") < order.index("340000")


def test_each_list_has_titles_in_its_language_and_links_that_lead_somewhere(site: Built) -> None:
    for path in sorted(site.folder.glob("assets/find-*.js")):
        id, lang, _ = path.name.split(".")
        found = listed(site, id, lang)
        assert found["rows"] and found["columns"] and found["facets"]
        links = {piece[1] for row in found["rows"] for cell in row[2] for piece in cell if isinstance(piece, list)}
        for link in links - {""}:
            assert link.startswith("https://") or (site.folder / lang / link).is_file(), link
    assert listed(site, "find-promises", "zh")["columns"][0]["title"] == "承诺"


def test_a_commitment_that_was_not_followed_tells_what_came_of_its_target(
    site: Built, connection: duckdb.DuckDBPyConnection
) -> None:
    found = connection.execute("""
        SELECT p.id FROM promises AS p JOIN targets AS t ON t.priority = p.id
        JOIN outcomes AS o ON o.dataset = 'targets' AND o.record = t.id
        WHERE p.dataset = 'regional_priorities' AND p.verdict IS NULL
        GROUP BY p.id HAVING count(DISTINCT o.verdict) = 1
    """).fetchall()
    rows = {row[0]: str(row[2]) for row in listed(site, "find-promises")["rows"]}
    assert found and all("its target: " in rows[f"regional_priorities/{id}"] for (id,) in found)
