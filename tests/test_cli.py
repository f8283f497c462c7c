"""The command line: what each command prints, and its exit status: 0 = fine, 1 = findings, 2 = could not run."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from commands import CLAUSE, DOUBTFUL, DRAFT, ROOT, run, snapshot, speaks_both
from packages import build


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The valid package of the tests with its documents. Read-only."""
    return build(tmp_path_factory.mktemp("base") / "package")


# validate


def test_the_package_is_valid() -> None:
    result = run("validate", ROOT)
    assert result.exit_code == 0, result.stdout
    assert "VALID" in result.stdout and "有效" in result.stdout
    assert "INVALID" not in result.stdout


def test_validation_with_documents_runs_all_layers_and_says_what_it_looked_at(tmp_path: Path) -> None:
    base = build(tmp_path / "package", ledger=True)
    result = run("validate", base, "--sources", base / "documents", "--format", "json")
    assert result.exit_code == 0, result.stdout
    report = json.loads(result.stdout)
    assert (report["valid"], report["package"], report["findings"]) == (True, "xinzhi", [])
    assert set(report["checks"]) == {
        "descriptor",
        "structure",
        "form",
        "rules",
        "languages",
        "relations",
        "reviews",
        "evidence",
        "coverage",
    }
    assert all(check["ran"] and check["looked_at"] > 0 for check in report["checks"].values())


def test_validation_without_documents_says_that_the_evidence_was_not_checked(base: Path) -> None:
    evidence = json.loads(run("validate", base, "--format", "json").stdout)["checks"]["evidence"]
    assert evidence["ran"] is False
    assert "--sources" in evidence["reason_en"] and "--sources" in evidence["reason_zh"]


def test_a_finding_tells_its_place_the_value_and_what_would_be_right(tmp_path: Path) -> None:
    folder = build(tmp_path / "p", DOUBTFUL)
    result = run("validate", folder, "--format", "json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert report["valid"] is False
    (finding,) = [f for f in report["findings"] if f["rule"] == "padded-cell"]
    lines = (folder / "datasets" / "organizations.csv").read_text(encoding="utf-8").splitlines()
    assert lines[finding["line"] - 1].startswith("yunhe-university")
    assert (finding["file"], finding["column"]) == ("datasets/organizations.csv", "name_zh")
    assert (finding["value"], finding["suggestion"]) == (" 云禾大学", "云禾大学")
    assert finding["severity"] == "error" and finding["message_zh"] and finding["message_en"]


@pytest.mark.parametrize(
    ("lang", "present", "missing"),
    [
        ("en", "has white space", "首尾有空白"),
        ("zh", "首尾有空白", "has white space"),
        ("both", "has white space", None),
    ],
)
def test_findings_are_told_in_the_language_asked_for(
    tmp_path: Path, lang: str, present: str, missing: str | None
) -> None:
    result = run("validate", build(tmp_path / "p", DOUBTFUL), "--lang", lang)
    assert result.exit_code == 1
    assert present in result.stdout
    assert missing is None or missing not in result.stdout
    assert "datasets/organizations.csv:6:name_zh" in result.stdout


def test_a_folder_without_descriptor_cannot_be_validated(tmp_path: Path) -> None:
    for command in ("validate", "verify", "coverage", "fmt", "docs"):
        result = run(command, tmp_path)
        assert (command, result.exit_code, result.stdout) == (command, 2, "")
        assert "no descriptor at" in result.stderr and "找不到数据包描述文件" in result.stderr


def test_a_folder_of_documents_that_is_not_there_is_told(base: Path, tmp_path: Path) -> None:
    for command in (("validate", base), ("verify", base), ("coverage", base)):
        result = run(*command, "--sources", tmp_path / "none")
        assert result.exit_code == 2
        assert "there is no folder" in result.stderr and "没有名为" in result.stderr


def test_any_data_package_gets_the_first_two_layers(tmp_path: Path) -> None:
    resource = {"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "id", "type": "integer"}]}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "mini", "resources": [resource]}), encoding="utf-8")
    (tmp_path / "t.csv").write_text("id\n1\n", encoding="utf-8")
    result = run("validate", tmp_path, "--format", "json")
    assert (result.exit_code, set(json.loads(result.stdout)["checks"])) == (0, {"descriptor", "structure"})
    (tmp_path / "t.csv").write_text("id\nx\n", encoding="utf-8")
    assert run("validate", tmp_path).exit_code == 1


def test_validation_leaves_the_package_as_it_is(base: Path) -> None:
    before = snapshot(base)
    run("validate", base, "--sources", base / "documents")
    assert snapshot(base) == before


# fmt


def test_the_datasets_are_in_canonical_form() -> None:
    result = run("fmt", "--check", ROOT)
    assert result.exit_code == 0, result.stdout


def test_fmt_checks_then_writes_then_has_nothing_to_do(tmp_path: Path) -> None:
    folder = build(tmp_path / "p", DOUBTFUL)
    before = snapshot(folder)
    checked = run("fmt", "--check", folder)
    assert checked.exit_code == 1
    assert "datasets/organizations.csv" in checked.stdout and "datasets/parks.csv" not in checked.stdout
    assert snapshot(folder) == before
    assert run("fmt", folder).exit_code == 0
    assert run("fmt", "--check", folder).exit_code == 0
    assert snapshot(folder) == snapshot(build(tmp_path / "clean"))


def test_fmt_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    folder = build(tmp_path / "p")
    (folder / "datasets" / "parks.csv").write_bytes(b"\xff\n")
    result = run("fmt", folder)
    assert result.exit_code == 2
    assert "datasets/parks.csv" in result.stderr and speaks_both(result.stderr)


# query

SELECT = "SELECT id, value, value_high FROM targets ORDER BY id LIMIT 2"


def test_a_query_answers_as_a_table(base: Path) -> None:
    result = run("query", SELECT, "--package", base)
    assert result.exit_code == 0
    header, *rows = (line.split() for line in result.stdout.splitlines())
    assert header == ["id", "value", "value_high"]
    assert rows == [["qinghe-fab-investment", "120"], ["suzhou-2031-design-companies", "3", "5"]]


def test_a_query_answers_as_csv(base: Path) -> None:
    result = run("query", SELECT, "--package", base, "--format", "csv")
    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert rows == [
        ["id", "value", "value_high"],
        ["qinghe-fab-investment", "120.0", ""],
        ["suzhou-2031-design-companies", "3.0", "5.0"],
    ]


def test_a_query_answers_as_json_with_dates_as_text(base: Path) -> None:
    sql = "SELECT value_text, value_high, period_end FROM targets WHERE id = 'qinghe-fab-investment'"
    result = run("query", sql, "--package", base, "--format", "json")
    assert json.loads(result.stdout) == [{"value_text": "约120亿元", "value_high": None, "period_end": "2032-12-31"}]


def test_columns_of_one_name_are_all_in_the_json(base: Path) -> None:
    result = run("query", "SELECT 1 AS a, 2 AS a, 3 AS b, 4 AS a", "--package", base, "--format", "json")
    assert json.loads(result.stdout) == [{"a": 1, "a_1": 2, "b": 3, "a_2": 4}]


def test_every_dataset_and_view_of_the_package_can_be_queried() -> None:
    listed = "SELECT table_name FROM information_schema.tables"
    result = run("query", listed, "--package", ROOT, "--format", "csv")
    assert result.exit_code == 0, result.stderr
    found = {row[0] for row in csv.reader(io.StringIO(result.stdout))}
    assert found >= {p.stem for p in (ROOT / "datasets").glob("*.csv")} | {"priorities", "citations", "coverage"}


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT nothing FROM targets", "nothing"),
        ("SELECT * FROM no_such_table", "no_such_table"),
        ("", "no statement"),
        ("/* nothing */", "no statement"),
    ],
)
def test_bad_sql_is_told_in_both_languages(base: Path, sql: str, reason: str) -> None:
    result = run("query", sql, "--package", base)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the query failed" in result.stderr and "查询出错" in result.stderr and reason in result.stderr


def test_a_list_in_csv_is_its_members_and_truth_is_spelled_as_in_a_table_schema(base: Path) -> None:
    sql = "SELECT ['a', 'b c'] AS listed, true AS told, NULL AS nothing, [1.5] AS numbers"
    assert run("query", sql, "--package", base, "--format", "csv").stdout == (
        "listed,told,nothing,numbers\na; b c,true,,1.5\n"
    )


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE targets",
        "CREATE TABLE a AS SELECT 1",
        "INSERT INTO topics SELECT * FROM topics",
        "SELECT 1; DELETE FROM topics; SELECT 2",
        "COMMIT; DELETE FROM topics; SELECT 2",
        "EXPLAIN ANALYZE DELETE FROM topics",
        "WITH gone AS (DELETE FROM topics RETURNING *) FROM gone",
    ],
)
def test_a_query_that_would_change_something_is_refused(base: Path, sql: str) -> None:
    result = run("query", sql, "--package", base)
    assert (result.exit_code, result.stdout) == (2, "")
    assert speaks_both(result.stderr) and ("only reads" in result.stderr or "read-only" in result.stderr)


@pytest.mark.parametrize(
    "sql", ["DESCRIBE targets", "SUMMARIZE targets", "EXPLAIN SELECT 1", "PIVOT topics ON broader"]
)
def test_what_only_reads_is_answered(base: Path, sql: str) -> None:
    result = run("query", sql, "--package", base)
    assert result.exit_code == 0 and result.stdout, result.stderr


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '{folder}/datapackage.json'",
        "SELECT * FROM glob('/etc/*')",
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "ATTACH '{folder}/new.db'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET enable_external_access = true; SELECT * FROM read_csv('/etc/passwd')",
    ],
)
def test_a_query_reads_and_writes_no_file(tmp_path: Path, base: Path, sql: str) -> None:
    (tmp_path / "datapackage.json").write_text("{}", encoding="utf-8")
    result = run("query", sql.format(folder=tmp_path), "--package", base)
    assert (result.exit_code, result.stdout) == (2, "")
    assert [p.name for p in tmp_path.iterdir()] == ["datapackage.json"]


def test_a_package_whose_data_does_not_fit_its_schema_cannot_be_queried(tmp_path: Path) -> None:
    result = run("query", "SELECT 1", "--package", build(tmp_path / "p", DRAFT))
    assert result.exit_code == 2
    assert "omissions.csv" in result.stderr


# show


def test_show_prints_a_row_its_links_and_its_evidence(base: Path) -> None:
    result = run("show", "organizations", "xingchen-micro", "--package", base)
    assert result.exit_code == 0
    for expected in (
        "organizations/xingchen-micro",
        "星尘微电子",
        "苏州市",
        "targets/qinghe-fab-investment",
        "110–115",
    ):
        assert expected in result.stdout
    assert "--sources" in result.stdout, "says how to see the passages"


def test_show_prints_the_passage_where_the_documents_are_at_hand(base: Path) -> None:
    arguments = ("show", "targets", "qinghe-fab-investment", "--package", base, "--sources", base / "documents")
    assert "计划投资约120亿元" in run(*arguments).stdout
    shown = json.loads(run(*arguments, "--format", "json").stdout)
    assert shown["cells"]["value_text"] == "约120亿元"
    assert shown["names"]["project"].startswith("青禾晶圆厂")
    (evidence,) = shown["evidence"]
    assert evidence["passage"] == CLAUSE
    assert hashlib.sha256(CLAUSE.encode()).hexdigest() == evidence["sha256"]


def test_show_says_where_a_document_is_not_at_hand(base: Path, tmp_path: Path) -> None:
    result = run("show", "targets", "qinghe-fab-investment", "--package", base, "--sources", tmp_path)
    assert result.exit_code == 0
    assert "document not at hand" in result.stdout and CLAUSE not in result.stdout


def test_an_unknown_id_names_the_nearest(base: Path) -> None:
    result = run("show", "organizations", "xingchen-mirco", "--package", base)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "organizations has no row xingchen-mirco" in result.stderr and "中没有" in result.stderr
    assert "the nearest are: xingchen-micro" in result.stderr


def test_an_unknown_dataset_names_the_nearest(base: Path) -> None:
    result = run("show", "organisations", "xingchen-micro", "--package", base)
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        "there is no dataset or view organisations" in result.stderr
        and "没有名为 organisations 的数据集或视图" in result.stderr
    )
    assert "did you mean: organizations" in result.stderr


# docs and the program as a whole


def test_the_program_tells_its_version() -> None:
    result = run("--version")
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    assert (result.exit_code, result.stdout) == (0, f"xinzhi {descriptor['version']}\n")


def test_the_generated_files_are_up_to_date() -> None:
    result = run("docs", "--check", ROOT)
    assert result.exit_code == 0, result.stdout


def test_docs_checks_then_writes_then_has_nothing_to_do(tmp_path: Path) -> None:
    folder = build(tmp_path / "p")
    before = snapshot(folder)
    checked = run("docs", "--check", folder)
    assert checked.exit_code == 1
    assert "docs/dictionary.md" in checked.stdout
    assert snapshot(folder) == before
    assert run("docs", folder).exit_code == 0
    assert run("docs", "--check", folder).exit_code == 0
    assert before.items() <= snapshot(folder).items()


def test_validation_after_a_failed_query_in_one_process_holds(tmp_path: Path, base: Path) -> None:
    """The structure layer runs in a forked child, which must not fall over its parent's database connections."""
    draft = build(tmp_path / "p", DRAFT)
    for _ in range(3):
        assert run("query", "SELECT 1", "--package", draft).exit_code == 2
        assert run("validate", base).exit_code == 0


def test_the_module_runs_as_a_program(base: Path) -> None:
    def program(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "xinzhi", *arguments]
        return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=base, check=False)

    answer = program("query", "SELECT name_zh FROM parks ORDER BY id", "--format", "csv")
    assert (answer.returncode, answer.stdout.splitlines()[0]) == (0, "name_zh")
    assert program("fmt", "--check").returncode == 0
    assert program("query", "nonsense").returncode == 2
    assert program("no-such-command").returncode == 2
    assert "\x1b[" not in answer.stdout, "no colour where there is no terminal"


@pytest.mark.parametrize("command", [[], ["validate"], ["diff"], ["fix"]])
def test_help_cuts_no_text_short_on_a_narrow_terminal(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = run(*command, "--help")
    assert shown.exit_code == 0
    assert "…" not in shown.stdout and "..." not in shown.stdout.replace("]...", "")
    assert speaks_both(shown.stdout)


def test_start_up_reads_no_heavy_library() -> None:
    """`xinzhi --help` and completion stay quick: the libraries that take their time are read by the commands."""
    heavy = ["duckdb", "frictionless", "ibis", "pandera", "pyarrow", "pandas"]
    code = f"import sys, xinzhi.cli; print([m for m in {heavy} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert found.stdout.strip() == "[]"
