"""`xinzhi fix`: repairs the spelling of cells and files, never what they say, and tells what it leaves to a person."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import frictionless
import pytest
from commands import run, snapshot, speaks_both
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from packages import Fixture, build, findings, fixtures, rules
from xinzhi.contract.package import Package, open_package
from xinzhi.fixing.diff import unified_diff, visible
from xinzhi.fixing.repair import Plan, plan_fixes
from xinzhi.fixing.repair_policy import policy, stated_policy
from xinzhi.writing import WriteRefusedError

REPAIRED = [f for f in fixtures() if policy(f.rule).handling == "always" or f.rule == "blank-row"]
LEFT = [f for f in fixtures() if stated_policy(rules()[f.rule]) and policy(f.rule).handling != "always"]
SLOW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def named(fixture: Fixture) -> str:
    return fixture.name


def repair(folder: Path) -> Plan:
    """Write the repairs of a package; there are none a second time."""
    plan = plan_fixes(open_package(folder))
    plan.write()
    assert plan_fixes(open_package(folder)).files == [], "a second run finds something to do"
    return plan


# The defects of tests/invalid


@pytest.mark.parametrize("fixture", REPAIRED, ids=named)
def test_a_safe_repair_leaves_no_finding(fixture: Fixture, tmp_path: Path) -> None:
    folder = build(tmp_path / "package", fixture.patch)
    plan = repair(folder)
    assert [file.shown for file in plan.files] == [fixture.expected["file"]]
    assert [f.as_dict() for f in findings(folder, only={Path(fixture.expected["file"]).stem})] == []


@pytest.mark.parametrize("fixture", LEFT, ids=named)
def test_a_suggestion_that_may_be_wrong_changes_nothing(fixture: Fixture, tmp_path: Path) -> None:
    assert plan_fixes(open_package(build(tmp_path / "package", fixture.patch))).files == []


@pytest.mark.parametrize(
    ("file", "row", "wrong"),
    [
        ("targets", "suzhou-2031-new-companies", {"comparator": "GE"}),
        ("targets", "suzhou-2031-new-companies", {"kind": "ｇoal"}),
        ("targets", "suzhou-2031-new-companies", {"region": "３２０５００", "metric": "Company-Count"}),
        ("targets", "suzhou-2031-new-companies", {"period_end": "2031/12/31", "period_start": "2031年1月1日"}),
        ("targets", "suzhou-2031-new-companies", {"period_end": "２０３１－１２－３１", "value": "３０"}),
        (
            "regional_priorities",
            "suzhou-2031-companies",
            {"set_in": "Work  Report", "sequence": "1.0", "year": "2031.0"},
        ),
        ("sources", "invented-report-2031", {"in_scope": "ＴＲＵＥ"}),
    ],
)
def test_the_same_text_in_another_spelling_is_put_right(
    tmp_path: Path, file: str, row: str, wrong: dict[str, str]
) -> None:
    edit = {"file": f"datasets/{file}.csv", "row": {"id": row}, "set": wrong}
    folder = build(tmp_path / "package", [edit])
    (fixed,) = repair(folder).files
    assert fixed.after == (build(tmp_path / "valid") / edit["file"]).read_text(encoding="utf-8")
    assert {c.column: c.before for c in fixed.changes} == wrong


# Properties of this project's own package


# Tables with every type and kind of key, which refer to no others: each example reads them all.
TABLES = (
    "documents",
    "sources",
    "regions",
    "topics",
    "units",
    "metrics",
    "organizations",
    "organization_aliases",
    "policies",
    "work_reports",
    "omissions",
    "redirects",
)
FILES = [f"{name}.csv" for name in TABLES]


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = build(tmp_path_factory.mktemp("fix") / "package")
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"] = [r for r in descriptor["resources"] if r["name"] in TABLES]
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


PADDING = st.sampled_from(["", "", " ", "\u3000", "\t", "\n", "\u00a0 "])


def rows_of(text: str) -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")) if row]


def line(row: list[str], quoting: Any = csv.QUOTE_MINIMAL) -> str:
    """A row as CSV without its line end; whatever that is, a line break in a cell is quoted."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n", quoting=quoting).writerow(row)
    return out.getvalue().removesuffix("\r\n")


@st.composite
def untidy(draw: st.DrawFn, text: str) -> str:
    """The same table, written otherwise."""
    header, *rows = rows_of(text)
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for row in rows:
        for at, cell in enumerate(row):
            if cell and draw(st.integers(0, 9)) == 0:
                cell = cell.translate(wide) if draw(st.booleans()) else unicodedata.normalize("NFD", cell)
                row[at] = draw(PADDING) + cell + draw(PADDING)
    if draw(st.booleans()):
        random.Random(draw(st.integers(0, 99))).shuffle(rows)
    ending = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    written = "".join(line(row, quoting) + ending for row in [header, *rows])
    if draw(st.booleans()):
        written = written.removesuffix(ending)
    blank = draw(st.sampled_from(["", ending]))
    return draw(st.sampled_from(["", "\ufeff"])) + blank + written


@SLOW
@given(data=st.data())
def test_what_differs_in_form_alone_is_restored_byte_for_byte(valid: Path, data: st.DataObject) -> None:
    path = valid / "datasets" / data.draw(st.sampled_from(FILES))
    right = path.read_bytes()
    path.write_bytes(data.draw(untidy(right.decode())).encode())
    try:
        plan = repair(valid)
        assert plan.left == []
        assert path.read_bytes() == right
    finally:
        path.write_bytes(right)


CELLS = st.one_of(
    st.sampled_from(
        ["TRUE", "0", "007", "+5", "5.0", "1,200", "１２", "2031/1/9", "2031-1-9", "2031-02-30", "Ge", "eq ", "32 0500"]
    ),
    st.sampled_from(
        [
            "  ",
            "Work report",
            "x²",
            "½",
            "NA",
            "null",
            "=1+1",
            "suzhou-2031 ",
            "ｅｑ",
            "ﬁ",
            "ß",
            "\u2028",
            "320500",
            "Percent",
        ]
    ),
    st.text(max_size=12).filter(lambda t: "\0" not in t),
)


@SLOW
@given(data=st.data())
def test_no_edit_of_a_cell_changes_what_any_cell_says(valid: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(FILES))
    path = valid / "datasets" / name
    right = path.read_bytes()
    header, *rows = rows_of(right.decode())
    assume(rows)
    row, at = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(header) - 1))
    text = data.draw(CELLS)
    assume(not any("\ud800" <= c <= "\udfff" for c in text))
    rows[row][at] = text
    path.write_bytes("".join(line(r) + "\n" for r in [header, *rows]).encode())
    before = snapshot(valid)
    try:
        plan = repair(valid)
        changed = {k for k, v in snapshot(valid).items() if v != before[k]}
        assert changed == {file.shown for file in plan.files}
        fields = {
            f.name: f for f in frictionless.Schema.from_descriptor(str(valid / "schemas" / f"{path.stem}.json")).fields
        }
        for file in plan.files:
            assert file.shown == f"datasets/{name}", "an edit changes its own file only"
            expected = [list(r) for r in rows]
            for change in file.changes:
                assert says_the_same(fields[change.column], change.before, change.after), change
                expected[row][header.index(change.column)] = change.after
                assert (change.before, change.column) == (text, header[at])
            kept = [r for r in expected if any(cell.strip() for cell in r)]
            assert Counter(map(tuple, rows_of(file.after)[1:])) == Counter(tuple(r) for r in kept)
    finally:
        path.write_bytes(right)


def says_the_same(field: Any, before: str, after: str) -> bool:
    """Whether two cells are one value: as frictionless reads them, as text in another form, or as the same date."""
    if not after:
        return not before.strip()
    (old, old_notes), (new, new_notes) = field.read_cell(before), field.read_cell(after)
    if not old_notes:
        return not new_notes and (old == new or tidy(before) == tidy(after))
    if field.type in ("integer", "year", "number") and not new_notes:
        return float(unicodedata.normalize("NFKC", before)) == float(new)
    if field.type == "date" and not new_notes:
        return [int(n) for n in re.findall(r"\d+", before)] == [new.year, new.month, new.day]
    return tidy(before).casefold() == tidy(after).casefold()


def tidy(text: str) -> str:
    """The text without what form may change: width, composition, white space at the ends and how much of it."""
    wide = {0xFF01 + i: 0x21 + i for i in range(94)}
    return " ".join(unicodedata.normalize("NFC", text).translate(wide).split())


# Packages of others


def package(folder: Path, tables: dict[str, tuple[dict[str, Any], str | bytes]]) -> Package:
    """A package that is not this project's: tables by name, as (schema, text)."""
    resources = [{"name": n, "path": f"{n}.csv", "schema": schema} for n, (schema, _) in tables.items()]
    (folder / "datapackage.json").write_text(json.dumps({"name": "theirs", "resources": resources}), encoding="utf-8")
    for name, (_, text) in tables.items():
        (folder / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_package(folder)


def fields(*names: str, **schema: Any) -> dict[str, Any]:
    return {"fields": [{"name": n, "type": "string"} for n in names], **schema}


def test_in_a_package_of_others_only_the_reported_cells_change(tmp_path: Path) -> None:
    text = '\ufeffid,name\r\nb,"quoted"\r\n\r\na, padded\r\n"c","two\nlines"\r\nd,e\u0301'
    package(tmp_path, {"t": (fields("id", "name"), text)})
    repair(tmp_path)
    assert (tmp_path / "t.csv").read_bytes().decode() == text.replace(" padded", "padded")


@pytest.mark.parametrize("ending", ["", "\n", "\r", "\r\n"])
def test_a_line_break_inside_a_cell_stays_inside_it(tmp_path: Path, ending: str) -> None:
    package(tmp_path, {"t": (fields("a", "b", "c"), f'a,b,c\nx, y,"one\ntwo\rthree"{ending}')})
    repair(tmp_path)
    assert (tmp_path / "t.csv").read_bytes().decode() == f'a,b,c\nx,y,"one\ntwo\rthree"{ending}'


def test_a_cell_that_would_become_null_stays(tmp_path: Path) -> None:
    schema = fields("id", "name", missingValues=["", "NA"])
    assert plan_fixes(package(tmp_path, {"t": (schema, "id,name\n1, NA\n2,  \n")})).files == []


def test_a_file_in_which_nothing_is_reported_stays(tmp_path: Path) -> None:
    """frictionless guesses that blanks behind a comma are skipped, and finds nothing wrong."""
    schema = {"fields": [{"name": "a", "type": "integer"}, {"name": "b"}]}
    assert plan_fixes(package(tmp_path, {"t": (schema, 'a,b\n 1, "x"\n 2, "y"\n')})).files == []


def test_a_padded_label_is_repaired(tmp_path: Path) -> None:
    package(tmp_path, {"t": (fields("a", "b"), " a,b\u00a0\n1,x\n")})
    repair(tmp_path)
    assert (tmp_path / "t.csv").read_bytes() == b"a,b\n1,x\n"


def test_a_spelling_outside_the_standard_is_repaired(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a", "type": "number"}, {"name": "b", "type": "date"}]}
    package(tmp_path, {"t": (schema, "a,b\n1_0.5,2020-1-5\nsNaN,2020-01-05\n")})
    repair(tmp_path)
    assert (tmp_path / "t.csv").read_bytes() == b"a,b\n10.5,2020-01-05\nNaN,2020-01-05\n"


def test_a_spelling_that_an_enumeration_accepts_stays(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a", "type": "boolean", "constraints": {"enum": [True]}}, {"name": "b"}]}
    (fixed,) = plan_fixes(package(tmp_path, {"t": (schema, "a,b\ntrue, x\nfalse,y\n")})).files
    assert fixed.after == "a,b\ntrue,x\nfalse,y\n"


def test_a_cell_that_its_schema_accepts_with_its_padding_stays(tmp_path: Path) -> None:
    schema = {
        "fields": [{"name": "a", "constraints": {"enum": [" x"]}}, {"name": "b", "constraints": {"minLength": 2}}]
    }
    assert plan_fixes(package(tmp_path, {"t": (schema, "a,b\n x,y \n")})).files == []


def test_a_date_that_a_spreadsheet_rewrote_is_read_back_where_a_pattern_asks_for_it(tmp_path: Path) -> None:
    """Dates that may be uncertain are texts with a pattern."""
    schema = {
        "fields": [
            {"name": "a", "constraints": {"pattern": r"\d{4}(-\d{2}(-\d{2})?)?"}},
            {"name": "b", "type": "string"},
        ]
    }
    (fixed,) = plan_fixes(package(tmp_path, {"t": (schema, "a,b\n2031/1/9,2031/1/9\n2031/1/39,x\n2031-01,y\n")})).files
    assert fixed.after == "a,b\n2031-01-09,2031/1/9\n2031/1/39,x\n2031-01,y\n"


def test_spellings_that_the_schema_defines_itself_stay(tmp_path: Path) -> None:
    schema = {
        "fields": [
            {"name": "a", "type": "date", "format": "%d/%m/%Y"},
            {"name": "b", "type": "boolean", "trueValues": ["ja"]},
        ]
    }
    assert plan_fixes(package(tmp_path, {"t": (schema, "a,b\n2031/1/9,JA\n")})).files == []


def test_keys_are_never_made_one(tmp_path: Path) -> None:
    schema = fields("id", "name", primaryKey="id")
    plan = plan_fixes(package(tmp_path, {"t": (schema, "id,name\nx,1\n x,2\n")}))
    assert plan.files == [] and [file.shown for file in plan.left] == ["t.csv"]


def test_a_key_is_respelled_together_with_what_refers_to_it_or_not_at_all(tmp_path: Path) -> None:
    towns = fields("id", primaryKey="id")
    key = {"fields": "town", "reference": {"resource": "towns", "fields": "id"}}
    people = fields("name", "town", foreignKeys=[key])
    plan = plan_fixes(package(tmp_path, {"towns": (towns, "id\n a\n"), "people": (people, "name,town\nx, a\n")}))
    assert {file.shown: file.after for file in plan.files} == {"towns.csv": "id\na\n", "people.csv": "name,town\nx,a\n"}
    torn = "name,town\nx, a\nshort\n"
    plan = plan_fixes(package(tmp_path, {"towns": (towns, "id\n a\n"), "people": (people, torn)}))
    assert plan.files == []
    assert sorted(file.shown for file in plan.left) == ["people.csv", "towns.csv"]


def test_of_two_ids_that_differ_in_case_none_is_chosen(tmp_path: Path) -> None:
    key = {"fields": "town", "reference": {"resource": "towns", "fields": "id"}}
    people = fields("name", "town", foreignKeys=[key])
    towns = (fields("id"), "id\nab\nAB\n")
    assert plan_fixes(package(tmp_path, {"towns": towns, "people": (people, "name,town\nx,Ab\n")})).files == []


def test_a_label_in_another_case_is_put_right(tmp_path: Path) -> None:
    package(tmp_path, {"t": (fields("id", "name"), "ID,name \n1,a\n")})
    plan = repair(tmp_path)
    assert (tmp_path / "t.csv").read_text(encoding="utf-8") == "id,name\n1,a\n"
    assert [(c.row, c.before, c.after) for c in plan.files[0].changes] == [(1, "ID", "id"), (1, "name ", "name")]


@pytest.mark.parametrize(
    "text",
    [
        "id,name\n1, a\n2\n",
        "id,name\n1, a\n2,b,c\n",
        'id,name\n1, a\n2,"torn\n',
        b"id,name\n1, \xff\n",
        "id,id\n1, a\n",
    ],
    ids=["short row", "long row", "torn quote", "not UTF-8", "one name twice"],
)
def test_a_file_whose_cells_cannot_be_told_apart_is_left_alone(tmp_path: Path, text: str | bytes) -> None:
    plan = plan_fixes(package(tmp_path, {"t": (fields("id", "name"), text)}))
    assert plan.files == [] and [file.shown for file in plan.left] == ["t.csv"]
    assert all(speaks_both(f"{file.zh} {file.en}") for file in plan.left)


def test_a_file_outside_of_the_package_is_left_alone(tmp_path: Path) -> None:
    inside = tmp_path / "package"
    inside.mkdir()
    package(inside, {"t": (fields("id"), "")})
    descriptor = inside / "datapackage.json"
    descriptor.write_text(descriptor.read_text(encoding="utf-8").replace("theirs", "xinzhi"), encoding="utf-8")
    (tmp_path / "secret.csv").write_text("id\n a\n", encoding="utf-8")
    (inside / "t.csv").unlink()
    (inside / "t.csv").symlink_to(tmp_path / "secret.csv")
    plan = plan_fixes(open_package(inside))
    assert plan.files == [] and [file.shown for file in plan.left] == ["t.csv"]


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    plan = plan_fixes(package(tmp_path, {"t": (fields("id"), "id\n a\n")}))
    (tmp_path / "t.csv").write_text("id\nnew\n", encoding="utf-8")
    with pytest.raises(WriteRefusedError, match="has changed since it was read"):
        plan.write()
    assert (tmp_path / "t.csv").read_text(encoding="utf-8") == "id\nnew\n"


# What is shown


def test_the_diff_shows_the_lines_that_change_and_what_nobody_sees(tmp_path: Path) -> None:
    (fixed,) = plan_fixes(
        package(tmp_path, {"t": (fields("id", "name"), "id,name\r\n1,a\r\n2,\u3000b \x1b[31m\r\n")})
    ).files
    assert list(unified_diff(fixed)) == [
        "--- t.csv",
        "+++ t.csv",
        "@@ -3 +3 @@",
        "-2,\\u3000b \\x1b[31m\\r\\n",
        "+2,b \\x1b[31m\\r\\n",
    ]


def test_an_accent_that_is_not_composed_is_shown() -> None:
    assert visible("e\u0301 ") == "e\\u0301\\x20"
    assert visible("é") == "é"


def test_fix_shows_then_writes_then_has_nothing_to_do(tmp_path: Path) -> None:
    folder = build(
        tmp_path / "package", [{"file": "datasets/units.csv", "row": {"id": "cny"}, "set": {"label_en": " yuan"}}]
    )
    before = snapshot(folder)
    shown = run("fix", folder)
    assert shown.exit_code == 1 and snapshot(folder) == before
    assert "-cny,元, yuan,money,cny,1\n+cny,元,yuan,money,cny,1\n" in shown.stdout and "--write" in shown.stdout
    written = run("fix", folder, "--write")
    assert written.exit_code == 0 and "repaired: 1 file " in written.stdout
    assert {k for k, v in snapshot(folder).items() if v != before[k]} == {"datasets/units.csv"}
    again = run("fix", folder)
    assert again.exit_code == 0 and "nothing to repair" in again.stdout
    assert all(speaks_both(result.stdout) for result in (shown, written, again))


def test_what_is_not_applied_is_listed_with_the_reason(tmp_path: Path) -> None:
    edits = [
        {"file": "datasets/targets.csv", "row": {"id": "suzhou-2033-local-share"}, "set": {"metric": "local-shares"}},
        {"file": "datasets/units.csv", "row": {"id": "cny"}, "set": {"label_en": " yuan"}},
    ]
    result = run("fix", build(tmp_path / "package", edits), "--write")
    assert result.exit_code == 1
    assert "datasets/targets.csv:5:metric  local-shares → local-share\n" in result.stdout
    assert policy("foreign-key").en in result.stdout and policy("foreign-key").zh in result.stdout
    assert "padded-cell" not in result.stdout


def test_what_a_rule_of_the_domain_suggests_is_left_with_the_reason_that_the_rule_gives(tmp_path: Path) -> None:
    edits = [
        {"file": "datasets/targets.csv", "row": {"id": "suzhou-2031-new-companies"}, "set": {"basis": "yoy"}},
    ]
    stated = stated_policy(rules()["growth-unit"])
    assert stated is not None and stated.en not in {policy(rule).en for rule in rules()}
    for options in ([], ["--write"]):
        result = run("fix", build(tmp_path / f"package{len(options)}", edits), *options)
        assert result.exit_code == 1
        assert "growth-unit" in result.stdout and stated.en in result.stdout and stated.zh in result.stdout


def test_fix_says_why_a_file_is_left_alone(tmp_path: Path) -> None:
    package(tmp_path, {"t": (fields("id", "name"), "id,name\n1, a\n2\n")})
    result = run("fix", tmp_path)
    assert result.exit_code == 1
    assert "t.csv  line 3 has 1 cells for 2 columns" in result.stdout


def test_without_a_package_nothing_can_be_repaired(tmp_path: Path) -> None:
    result = run("fix", tmp_path / "nowhere")
    assert result.exit_code == 2 and speaks_both(result.stderr)
