"""What a view's columns mean is read off its SQL, and SQL that cannot be read is no reason to stop."""

from __future__ import annotations

import json
from pathlib import Path

from xinzhi.contract.package import open_package
from xinzhi.view_columns import ViewColumn, view_columns

FIELDS = [
    {"name": "id", "type": "string", "description": "Id.", "description_zh": "编号。"},
    {"name": "pages", "type": "integer", "description": "Pages.", "description_zh": "页数。"},
]


def explained(folder: Path, **views: str) -> dict[str, list[ViewColumn]]:
    resource = {"name": "books", "path": "books.csv", "schema": {"fields": FIELDS, "primaryKey": "id"}}
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), encoding="utf-8")
    (folder / "books.csv").write_text("id,pages\n", encoding="utf-8")
    (folder / "views").mkdir()
    for name, sql in views.items():
        (folder / "views" / f"{name}.sql").write_text(sql, encoding="utf-8")
    return {view: list(columns) for view, columns in view_columns(open_package(folder)).items()}


def test_a_renamed_column_keeps_its_meaning_and_a_computed_one_has_what_the_file_says(tmp_path: Path) -> None:
    sql = (
        "-- One row per book. / 每书一行。\n-- twice: Twice the pages. / 页数的两倍。\nCREATE VIEW v AS SELECT b.id AS"
        " book, b.pages * 2 AS twice, b.pages + 1 AS more FROM books AS b;"
    )
    assert explained(tmp_path, v=sql)["v"] == [
        ViewColumn("book", "Id.", "编号。", "books.id"),
        ViewColumn("twice", "Twice the pages.", "页数的两倍。"),
        ViewColumn("more", "", ""),
    ]


def test_a_column_of_a_union_is_not_taken_for_that_of_its_first_half(tmp_path: Path) -> None:
    sql = "CREATE VIEW v AS SELECT id FROM books UNION ALL SELECT upper(id) FROM books;"
    assert explained(tmp_path, v=sql)["v"] == [ViewColumn("id", "", "")]


def test_a_comment_inside_the_statement_explains_no_column(tmp_path: Path) -> None:
    sql = "CREATE VIEW v AS SELECT\n-- n: counted / 计数\ncount(*) AS n FROM books;"
    assert explained(tmp_path, v=sql)["v"] == [ViewColumn("n", "", "")]


def test_macros_and_what_is_no_sql_are_passed_over(tmp_path: Path) -> None:
    found = explained(
        tmp_path,
        broken="CREATE VIEW broken AS SELECT ((",
        macro="CREATE MACRO macro(x) AS x + 1;",
        v="CREATE VIEW v AS SELECT * FROM books;",
    )
    assert {name: [c.origin for c in columns] for name, columns in found.items()} == {"v": ["books.id", "books.pages"]}
