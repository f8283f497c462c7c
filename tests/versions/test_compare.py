"""`diff(old, new)` names exactly the edits that lead from one version to the other, however the files are read."""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_versions import REDIRECTS, SCHEMA, csv_text, one_table, package
from xinzhi.contract.package import PackageError, open_package
from xinzhi.versions import compare, text_table
from xinzhi.versions.compare import diff
from xinzhi.versions.difference import Kind, RowKind, TableDifference

Table = dict[str, tuple[str, str]]

COLUMNS = ("id", "name", "value")
cells = st.text("ab芯, \"\n\r0;'\t", max_size=5)
keys = st.text('abc-,"/ \n芯', min_size=1, max_size=3)
tables = st.dictionaries(keys, st.tuples(cells, cells), max_size=12)


@pytest.fixture(params=["small", "large"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Files are read as small ones, and as if they were too large to be held in memory."""
    if request.param == "large":
        monkeypatch.setattr(compare, "LARGEST_READ_WHOLE", -1)
        monkeypatch.setattr(text_table, "LARGEST_READ_WHOLE", -1)
    return str(request.param)


def rows_of(table: Table) -> Iterator[list[str]]:
    return ([key, *cells] for key, cells in table.items())


def applied(table: Table, difference: TableDifference | None) -> Table:
    """The table with the difference applied to it."""
    found = {k: list(v) for k, v in table.items()}
    for row in difference.rows if difference is not None else ():
        key = row.key[0]
        if row.kind is RowKind.added:
            assert key not in found
            found[key] = [c.after or "" for c in row.cells][1:]
        elif row.kind is RowKind.removed:
            assert [c.before or "" for c in row.cells] == [key, *found.pop(key)]
        else:
            assert row.kind is RowKind.changed and row.cells
            for cell in row.cells:
                at = COLUMNS.index(cell.column) - 1
                assert found[key][at] == cell.before != cell.after
                found[key][at] = cell.after or ""
    return {k: (v[0], v[1]) for k, v in found.items()}


@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(tables, st.data())
def test_random_edits_are_named_and_nothing_else(size: str, old: Table, data: st.DataObject) -> None:
    new = dict(old)
    removed = data.draw(st.sets(st.sampled_from(sorted(old)), max_size=3)) if old else set()
    for key in removed:
        del new[key]
    added = {
        k: v for k, v in data.draw(st.dictionaries(keys, st.tuples(cells, cells), max_size=3)).items() if k not in old
    }
    changed = {}
    for key in sorted(data.draw(st.sets(st.sampled_from(sorted(new)), max_size=3)) if new else ()):
        cell = data.draw(cells)
        if cell != new[key][1]:
            changed[key] = (new[key][1], cell)
            new[key] = (new[key][0], cell)
    new = dict(data.draw(st.permutations(list({**new, **added}.items()))))
    with TemporaryDirectory() as name:
        before = one_table(Path(name, "old"), rows_of(old))
        after = one_table(Path(name, "new"), rows_of(new))
        difference = diff(before, after)
    found = difference.table("things")
    assert not difference.changes
    assert applied(old, found) == new
    named = {kind: {r.key[0] for r in (found.rows if found else ()) if r.kind is kind} for kind in RowKind}
    assert named[RowKind.removed] == removed
    assert named[RowKind.added] == set(added)
    assert {
        r.key[0]: (r.cells[0].before, r.cells[0].after)
        for r in (found.rows if found else ())
        if r.kind is RowKind.changed
    } == changed
    assert (found is None) == (old == new)
    if found is not None:
        assert found.complete
        assert dict(found.cells) == ({"value": len(changed)} if changed else {})


@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(cells, cells), max_size=10), st.lists(st.tuples(cells, cells), max_size=10))
def test_tables_without_a_key_are_multisets(size: str, old: list[tuple[str, str]], new: list[tuple[str, str]]) -> None:
    schema = {"fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]}
    with TemporaryDirectory() as name:
        found = diff(one_table(Path(name, "old"), old, schema), one_table(Path(name, "new"), new, schema)).table(
            "things"
        )
    counts: dict[RowKind, Counter[tuple[str | None, ...]]] = {RowKind.added: Counter(), RowKind.removed: Counter()}
    for row in found.rows if found else ():
        counts[row.kind][tuple(c.after if row.kind is RowKind.added else c.before for c in row.cells)] = row.count
    assert counts[RowKind.added] == Counter(new) - Counter(old)
    assert counts[RowKind.removed] == Counter(old) - Counter(new)
    assert (found is None) == (Counter(old) == Counter(new))


@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.sampled_from("ab"), cells), max_size=8),
    st.lists(st.tuples(st.sampled_from("ab"), cells), max_size=8),
)
def test_keys_that_stand_twice_lose_no_row(size: str, old: list[tuple[str, str]], new: list[tuple[str, str]]) -> None:
    schema = {"fields": [{"name": "id", "type": "string"}, {"name": "name", "type": "string"}], "primaryKey": "id"}
    with TemporaryDirectory() as name:
        found = diff(one_table(Path(name, "old"), old, schema), one_table(Path(name, "new"), new, schema)).table(
            "things"
        )
    result = Counter(old)
    for row in found.rows if found else ():
        if row.kind is RowKind.changed:
            result.subtract([(row.key[0], row.cells[0].before or "")])
            result.update([(row.key[0], row.cells[0].after or "")])
        else:
            gone = row.kind is RowKind.removed
            (result.subtract if gone else result.update)(
                [(row.key[0], (row.cells[1].before if gone else row.cells[1].after) or "")]
            )
    assert +result == Counter(new) and min(result.values(), default=0) >= 0


def kinds(old: Any, new: Any) -> dict[str, list[tuple[RowKind, str, str | None]]]:
    return {
        t.resource: [(r.kind, "/".join(r.key), None if r.new_key is None else "/".join(r.new_key)) for r in t.rows]
        for t in diff(old, new).tables
    }


LINKS = {
    "fields": [{"name": "thing", "type": "string"}, {"name": "role", "type": "string"}],
    "primaryKey": ["thing", "role"],
    "foreignKeys": [{"fields": "thing", "reference": {"resource": "things", "fields": "id"}}],
}
EVIDENCE = {
    "fields": [{"name": "dataset"}, {"name": "record"}, {"name": "start"}],
    "primaryKey": ["dataset", "record", "start"],
}


def linked(folder: Path, id: str, others: list[str], redirects: list[list[str]]) -> Any:
    return package(
        folder,
        {
            "things": (SCHEMA, [[i, "x", "1"] for i in [id, *others]]),
            "links": (LINKS, [[id, "owner"]]),
            "evidence": (EVIDENCE, [["things", id, "3"], ["links", f"{id}/owner", "4"]]),
            "redirects": (REDIRECTS, redirects),
        },
    )


def test_a_renamed_id_is_one_rename_wherever_it_stands(tmp_path: Path, size: str) -> None:
    old = linked(tmp_path / "old", "alt", ["b"], [])
    new = linked(
        tmp_path / "new",
        "neu",
        ["b"],
        [["things", "alt", "neu", "1.3.0"], ["links", "alt/owner", "neu/owner", "1.3.0"]],
    )
    found = kinds(old, new)
    assert found["things"] == [(RowKind.renamed, "alt", "neu")]
    assert found["links"] == [(RowKind.renamed, "alt/owner", "neu/owner")]
    assert sorted(found["evidence"]) == [
        (RowKind.renamed, "links/alt/owner/4", "links/neu/owner/4"),
        (RowKind.renamed, "things/alt/3", "things/neu/3"),
    ]
    difference = diff(old, new)
    followed = {t.resource: t.followed for t in difference.tables}
    assert followed == {"things": 0, "links": 0, "evidence": 2, "redirects": 0}


def test_an_id_that_went_into_another_is_merged_even_over_a_chain(tmp_path: Path, size: str) -> None:
    old = linked(tmp_path / "old", "a", ["b", "c"], [])
    new = linked(tmp_path / "new", "c", [], [["things", "a", "b", "1.3.0"], ["things", "b", "c", "1.3.0"]])
    assert kinds(old, new)["things"] == [(RowKind.merged, "a", "c"), (RowKind.merged, "b", "c")]


def test_two_ids_that_became_a_new_one_are_a_rename_and_a_merger(tmp_path: Path, size: str) -> None:
    old = linked(tmp_path / "old", "a", ["b"], [])
    new = linked(tmp_path / "new", "z", [], [["things", "a", "z", "1.3.0"], ["things", "b", "z", "1.3.0"]])
    assert kinds(old, new)["things"] == [(RowKind.renamed, "a", "z"), (RowKind.merged, "b", "z")]


def test_a_redirect_that_leads_nowhere_hides_no_removal(tmp_path: Path, size: str) -> None:
    old = linked(tmp_path / "old", "a", ["b"], [])
    new = linked(tmp_path / "new", "a", [], [["things", "b", "gone", "1.3.0"]])
    assert kinds(old, new)["things"] == [(RowKind.removed, "b", None)]


def test_redirects_in_a_circle_end(tmp_path: Path) -> None:
    old = linked(tmp_path / "old", "a", ["b"], [])
    new = linked(tmp_path / "new", "c", [], [["things", "a", "b", "1.3.0"], ["things", "b", "a", "1.3.0"]])
    assert (RowKind.added, "c", None) in kinds(old, new)["things"]


def test_an_id_that_was_given_up_and_comes_back_is_reused(tmp_path: Path) -> None:
    redirect = [["things", "b", "a", "1.0.0"]]
    old = linked(tmp_path / "old", "a", [], redirect)
    new = linked(tmp_path / "new", "a", ["b"], redirect)
    assert kinds(old, new) == {"things": [(RowKind.reused, "b", None)]}


def test_order_line_ends_and_quotes_are_no_difference(tmp_path: Path, size: str) -> None:
    old = one_table(tmp_path / "old", [["a", "x", "1"], ["b", "y", "2"]])
    new = one_table(tmp_path / "new", [])
    (tmp_path / "new" / "things.csv").write_bytes('\ufeffvalue,"id",name\r\n2,b,"y"\r\n\r\n1,a,x'.encode())
    assert not diff(old, new)


def test_columns_of_one_side_are_named_and_the_others_compared(tmp_path: Path, size: str) -> None:
    fields = [*SCHEMA["fields"][:2], {"name": "note", "type": "string"}]
    old = one_table(tmp_path / "old", [["a", "x", "1"], ["b", "y", "2"]])
    new = one_table(tmp_path / "new", [["a", "x", "new"], ["b", "z", ""]], {**SCHEMA, "fields": fields})
    difference = diff(old, new)
    assert [(c.kind, c.column) for c in difference.changes] == [
        (Kind.column_removed, "value"),
        (Kind.column_added, "note"),
    ]
    table = difference.table("things")
    assert table is not None
    assert [(r.key, [(c.column, c.before, c.after) for c in r.cells]) for r in table.rows] == [
        (("b",), [("name", "y", "z")])
    ]


def test_rows_beyond_the_limit_are_counted_and_not_kept(tmp_path: Path) -> None:
    old = one_table(tmp_path / "old", [[str(n), "x", "1"] for n in range(30)])
    new = one_table(tmp_path / "new", [[str(n), "y", "1"] for n in range(30)])
    table = diff(old, new, limit=4).table("things")
    assert table is not None and not table.complete
    assert (len(table.rows), dict(table.totals), dict(table.cells)) == (4, {RowKind.changed: 30}, {"name": 30})


def test_keys_of_whole_numbers_are_listed_as_numbers(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "id", "type": "integer"}], "primaryKey": "id"}
    found = diff(
        one_table(tmp_path / "old", [], schema), one_table(tmp_path / "new", [["10"], ["9"], ["x"]], schema)
    ).table("things")
    assert found is not None and [r.key for r in found.rows] == [("9",), ("10",), ("x",)]


@pytest.mark.parametrize("form", ["semicolons", "gb18030", "gzip", "inline", "parts", "no schema"])
def test_tables_in_other_forms_are_compared(tmp_path: Path, form: str) -> None:
    rows = {"old": [["a", "甲", "1"], ["b", "乙", "2"]], "new": [["a", "甲", "1"], ["b", "丙", "2"]]}
    opened = []
    for side, content in rows.items():
        folder = tmp_path / side
        one_table(folder, content)
        descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        resource, text = descriptor["resources"][0], csv_text(COLUMNS, content)
        if form == "semicolons":
            resource["dialect"] = {"delimiter": ";", "quoteChar": "'"}
            (folder / "things.csv").write_text(text.replace(",", ";"), encoding="utf-8")
        elif form == "gb18030":
            resource["encoding"] = "gb18030"
            (folder / "things.csv").write_bytes(text.encode("gb18030"))
        elif form == "gzip":
            resource["path"] = "things.csv.gz"
            (folder / "things.csv.gz").write_bytes(gzip.compress(text.encode()))
        elif form == "inline":
            del resource["path"]
            resource["data"] = [list(COLUMNS), *content]
        elif form == "parts":
            resource["path"] = ["one.csv", "two.csv"]
            (folder / "one.csv").write_text(csv_text(COLUMNS, content[:1]), encoding="utf-8")
            (folder / "two.csv").write_text(csv_text(COLUMNS, content[1:]), encoding="utf-8")
        else:
            del resource["schema"]
        (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
        opened.append(open_package(folder))
    table = diff(*opened).table("things")
    assert table is not None
    if form == "no schema":
        assert sorted((r.kind, r.cells[1].before or r.cells[1].after) for r in table.rows) == [
            (RowKind.added, "丙"),
            (RowKind.removed, "乙"),
        ]
    else:
        assert [(r.key, [(c.before, c.after) for c in r.cells]) for r in table.rows] == [(("b",), [("乙", "丙")])]


def test_files_that_are_no_tables_differ_as_a_whole(tmp_path: Path) -> None:
    opened = []
    for side in ("old", "new"):
        one_table(tmp_path / side, [], resources=[])
        (tmp_path / side / "map.bin").write_bytes(side.encode())
        (tmp_path / side / "datapackage.json").write_text(
            json.dumps({"name": "m", "resources": [{"name": "map", "path": "map.bin"}]}), encoding="utf-8"
        )
        opened.append(open_package(tmp_path / side))
    assert [(c.kind, c.resource) for c in diff(*opened).changes] == [(Kind.file_changed, "map")]


@pytest.mark.parametrize(
    "resource",
    [
        {"path": "https://example.org/far.csv"},
        {"path": ["near.csv", "https://example.org/far.csv"]},
        {"path": "../far.csv"},
        {"path": "near.csv", "dialect": "https://example.org/dialect.json"},
        {},
    ],
)
def test_data_on_the_net_or_outside_is_named_and_not_read(tmp_path: Path, resource: dict[str, Any]) -> None:
    opened = []
    for side in ("old", "new"):
        (tmp_path / side).mkdir()
        (tmp_path / side / "near.csv").write_text(side, encoding="utf-8")
        descriptor = {"name": "m", "resources": [{"name": "far", **resource}]}
        (tmp_path / side / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
        opened.append(open_package(tmp_path / side))
    assert [n.resource for n in diff(*opened).not_compared] == ["far"]


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_link_out_of_the_package_is_not_followed_and_a_pipe_not_waited_for(tmp_path: Path, kind: str) -> None:
    old, new = one_table(tmp_path / "old", [["a", "x", "1"]]), one_table(tmp_path / "new", [["a", "x", "1"]])
    path = tmp_path / "new" / "things.csv"
    path.unlink()
    if kind == "link":
        path.symlink_to("../old/things.csv")
    else:
        os.mkfifo(path)
    difference = diff(old, new)
    assert [n.resource for n in difference.not_compared] == ["things"] and not difference


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    opened = []
    for side in ("old", "new"):
        one_table(tmp_path / side, [])
        descriptor = json.loads((tmp_path / side / "datapackage.json").read_text(encoding="utf-8"))
        descriptor["resources"][0]["path"] = "things.csv.gz"
        (tmp_path / side / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
        (tmp_path / side / "things.csv.gz").write_bytes(
            gzip.compress(b"id,name,value\n" + side.encode() + b"," * 300_000_000, 1)
        )
        opened.append(open_package(tmp_path / side))
    with pytest.raises(PackageError, match=r"things\.csv\.gz"):
        diff(*opened)


@pytest.mark.parametrize("content", [b"id,name,value\n\xff,x,1\n", None])
def test_a_file_that_cannot_be_read_is_an_error_and_no_difference(tmp_path: Path, content: bytes | None) -> None:
    old, new = one_table(tmp_path / "old", [["a", "x", "1"]]), one_table(tmp_path / "new", [["a", "x", "1"]])
    for opened in (old, new):
        opened.resources[0].descriptor["encoding"] = "utf-8"  # type: ignore[index]
    path = tmp_path / "new" / "things.csv"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PackageError, match=r"things\.csv"):
        diff(old, new)


def test_a_file_name_is_no_pattern(tmp_path: Path, size: str) -> None:
    opened = []
    for side, value in (("old*", "1"), ("new*", "2")):
        opened.append(one_table(tmp_path / side, [["a", "x", value]]))
        one_table(tmp_path / side.replace("*", "-other"), [["b", "y", "3"]])
    table = diff(*opened).table("things")
    assert table is not None and dict(table.totals) == {RowKind.changed: 1}


def test_too_little_memory_is_an_error_in_both_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "_MEMORY", 0.001)
    old = one_table(tmp_path / "old", [[str(n), "x" * 50, "1"] for n in range(2_000)])
    new = one_table(tmp_path / "new", [[str(n), "y" * 50, "1"] for n in range(2_000)])
    with pytest.raises(PackageError, match=r"cannot compare things: .* / 无法比较 things"):
        diff(old, new)


def view(folder: Path, sql: str, schema: dict[str, Any] | None = None) -> Any:
    opened = one_table(folder, [], schema)
    (folder / "views").mkdir()
    (folder / "views" / "overview.sql").write_text(sql, encoding="utf-8")
    return opened


def test_columns_of_views_are_compared_even_where_only_a_table_changed(tmp_path: Path) -> None:
    sql = "-- One row each.\nCREATE OR REPLACE VIEW overview AS SELECT * FROM things;\n"
    wider = {**SCHEMA, "fields": [*SCHEMA["fields"], {"name": "more", "type": "date"}]}
    changes = diff(view(tmp_path / "old", sql), view(tmp_path / "new", sql, wider)).changes
    assert {(c.kind, c.resource, c.column) for c in changes} == {
        (Kind.column_added, "things", "more"),
        (Kind.column_added, "views/overview", "more"),
    }


def test_the_sql_of_a_view_is_never_run(tmp_path: Path) -> None:
    target = tmp_path / "written"
    old = view(tmp_path / "old", "CREATE VIEW overview AS SELECT 1 AS one;")
    new = view(
        tmp_path / "new",
        f"COPY (SELECT 1) TO '{target}'; CREATE TABLE t AS SELECT count(*) FROM range(1000000000000000);",
    )
    assert [c.kind for c in diff(old, new).changes] == [Kind.view_changed]
    assert not target.exists()


def test_large_tables_are_read_in_the_confined_database_and_not_copied_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (compare, text_table):
        monkeypatch.setattr(module, "LARGEST_READ_WHOLE", -1)
    copies: list[object] = []
    monkeypatch.setattr(text_table, "_plain_copy", lambda *given: copies.append(given))
    old, new = one_table(tmp_path / "old", [["a", "x", "1"]]), one_table(tmp_path / "new", [["a", "y", "1"]])
    table = diff(old, new).table("things")
    assert table is not None and dict(table.totals) == {RowKind.changed: 1} and copies == []
