"""`xinzhi validate`: what it takes, each of its options, and its exit status."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from commands import run, speaks_both

ID = {"name": "id", "type": "integer"}


def package(folder: Path, *tables: str, **resource: Any) -> Path:
    """A package of tables t0, t1, …, with a column of whole numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    described = []
    for n, content in enumerate(tables):
        (folder / f"t{n}.csv").write_text(content, encoding="utf-8")
        described.append({"name": f"t{n}", "path": f"t{n}.csv", "schema": {"fields": [ID]}, **resource})
    (folder / "datapackage.json").write_text(
        json.dumps({"name": folder.name, "resources": described}), encoding="utf-8"
    )
    return folder


def wrong(number: int, right: int = 0) -> str:
    return "id\n" + "x\n" * number + "1\n" * right


def report(*arguments: object) -> Any:
    return json.loads(run("validate", *arguments, "--format", "json").stdout)


# several at once


def test_several_packages_get_a_line_each_and_a_summary(tmp_path: Path) -> None:
    places = [package(tmp_path / f"p{n}", "id\n1\n") for n in range(3)]
    result = run("validate", *places, "--lang", "en")
    assert result.exit_code == 0
    *lines, summary = result.stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [["VALID", str(place)] for place in places]
    assert summary == "3 in all: 3 valid, 0 invalid, 0 not opened; 3 rows"


def test_what_cannot_be_opened_does_not_stop_the_others(tmp_path: Path) -> None:
    good, bad = package(tmp_path / "good", "id\n1\n"), package(tmp_path / "bad", wrong(1))
    result = run("validate", tmp_path / "none", bad, good)
    assert result.exit_code == 2
    assert "NOT OPENED" in result.stdout and "无法打开" in result.stdout and speaks_both(result.stdout)
    assert f"VALID · 有效  {good}" in result.stdout and f"INVALID · 无效  {bad}" in result.stdout
    assert "t0.csv:2:id" in result.stdout
    assert "3 in all: 1 valid, 1 invalid, 1 not opened" in result.stdout


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (["good"], 0),
        (["good", "good"], 0),
        (["bad"], 1),
        (["good", "bad"], 1),
        (["bad", "none"], 2),
        (["none", "good"], 2),
        (["none"], 2),
    ],
)
def test_the_exit_status_is_the_worst(tmp_path: Path, names: list[str], status: int) -> None:
    package(tmp_path / "good", "id\n1\n")
    package(tmp_path / "bad", wrong(1))
    places = [tmp_path / name for name in names]
    assert run("validate", *places).exit_code == status
    assert run("validate", *places, "--format", "json").exit_code == status


def test_json_is_an_object_for_one_and_a_list_for_several(tmp_path: Path) -> None:
    good, bad = package(tmp_path / "good", "id\n1\n"), package(tmp_path / "bad", wrong(1))
    one = report(good)
    assert (one["valid"], one["where"], one["package"]) == (True, str(good), "good")
    several = report(good, tmp_path / "none", bad)
    assert [(r["valid"], r["where"]) for r in several] == [
        (True, str(good)),
        (None, str(tmp_path / "none")),
        (False, str(bad)),
    ]
    assert several[1]["error_en"] and several[1]["error_zh"]
    assert several[2]["findings"][0]["rule"] == "type-error"


# a table, a resource


def test_a_table_is_validated_against_its_schema(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id\n1\nx\n", encoding="utf-8")
    (tmp_path / "s.json").write_text(json.dumps({"fields": [ID]}), encoding="utf-8")
    result = run("validate", tmp_path / "t.csv", "--schema", tmp_path / "s.json")
    assert result.exit_code == 1 and "t.csv:3:id" in result.stdout
    assert run("validate", tmp_path / "t.csv").exit_code == 0, "a guessed schema takes texts"
    assert run("validate", tmp_path / "t.csv", "--schema", tmp_path / "none.json").exit_code == 2


@pytest.mark.parametrize("options", [["{}"], ["{}", "good"], ["t.csv", "--schema", "{}"], ["good", "--sources", "{}"]])
def test_a_name_that_no_file_can_have_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    package(tmp_path / "good", "id\n1\n")
    (tmp_path / "t.csv").write_text("id\n1\n", encoding="utf-8")
    result = run("validate", *(option.format("x" * 5_000) for option in options))
    assert result.exit_code == 2
    assert speaks_both(result.output)


# --strict


def test_strict_makes_errors_of_warnings(tmp_path: Path) -> None:
    folder = package(tmp_path / "p", "name\n a\n", schema={"fields": [{"name": "name", "type": "string"}]})
    assert run("validate", folder).exit_code == 0
    result = run("validate", folder, "--strict")
    assert result.exit_code == 1 and "padded-cell  1 × error" in result.stdout
    assert {f["severity"] for f in report(folder, "--strict")["findings"]} == {"error"}


# --limit


@pytest.mark.parametrize(("engine", "number"), [("scan", "2,000"), ("frictionless", "≥ 1,000")])
def test_a_limit_bounds_what_is_shown_and_not_what_is_counted(tmp_path: Path, engine: str, number: str) -> None:
    folder = package(tmp_path / "p", wrong(2000, right=10))
    result = run("validate", folder, "--engine", engine, "--limit", 3, "--lang", "en")
    assert f"type-error  {number} × error, 3 shown" in result.stdout
    assert len(re.findall(r"t0\.csv:\d+:id", result.stdout)) == 3


def test_json_tells_the_findings_up_to_the_limit_of_the_engine_and_exact_totals(tmp_path: Path) -> None:
    folder = package(tmp_path / "p", wrong(2000), wrong(5))
    found = report(folder, "--engine", "scan", "--limit", 3)
    assert (len(found["findings"]), found["totals"]) == (1005, {"type-error": 2005})
    assert found["checks"]["structure"]["findings"] == 2005
    assert (found["resources"]["t0"]["errors"], found["resources"]["t0"]["complete"]) == ({"type-error": 2000}, True)
    read = report(folder, "--engine", "frictionless")
    assert (read["totals"], read["resources"]["t0"]["complete"]) == ({"type-error": 1005}, False)


def test_a_limit_above_that_of_the_engine_raises_it(tmp_path: Path) -> None:
    folder = package(tmp_path / "p", wrong(2000))
    result = run("validate", folder, "--engine", "scan", "--limit", 1500, "--lang", "en")
    assert "2,000 × error, 1,500 shown" in result.stdout
    assert len(re.findall(r"t0\.csv:\d+:id", result.stdout)) == 1500


def test_a_limit_is_at_least_one(tmp_path: Path) -> None:
    assert run("validate", package(tmp_path / "p", "id\n1\n"), "--limit", 0).exit_code == 2


# --engine


@pytest.mark.parametrize(
    ("engine", "expected"), [("auto", "frictionless"), ("scan", "scan"), ("frictionless", "frictionless")]
)
def test_the_engine_is_the_one_asked_for(tmp_path: Path, engine: str, expected: str) -> None:
    folder = package(tmp_path / "p", wrong(1, right=3))
    answer = report(folder, "--engine", engine)["resources"]["t0"]
    assert (answer["engine"], answer["rows"], answer["errors"]) == (expected, 4, {"type-error": 1})


def test_the_scan_leaves_doubtful_files_to_frictionless_and_says_so(tmp_path: Path) -> None:
    folder = package(tmp_path / "p", "id\n1\n", 'id\n1\n"2\n')
    result = run("validate", folder, "--engine", "scan", "--lang", "en")
    assert "t0: 1 row" in result.stdout and "scanned" in result.stdout
    assert "t1: 2 rows, read by frictionless (" in result.stdout and "quote" in result.stdout


def test_spark_says_what_to_install_where_it_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "xinzhi.engine.spark", None)
    result = run("validate", package(tmp_path / "p", "id\n1\n"), "--engine", "spark")
    assert (result.exit_code, result.stdout) == (2, "")
    assert 'pip install "xinzhi[spark]"' in result.stderr and speaks_both(result.stderr)


def test_spark_is_given_the_master_the_root_and_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    from types import ModuleType

    from xinzhi.engine.answer import Answer, Structure

    asked: list[Any] = []
    module = ModuleType("xinzhi.engine.spark")

    def answer(package: Any, options: Any, *, master: str | None, data_root: str | None) -> Structure:
        asked.append((package.name, master, data_root, options.limit))
        return Structure(answers={"t0": Answer("spark", rows=7)})

    module.run = answer  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "xinzhi.engine.spark", module)
    places = [package(tmp_path / name, "id\n1\n") for name in ("p", "q")]
    result = run(
        "validate", *places, "--engine", "spark", "--spark-master", "local[2]", "--data-root", "s3a://b", "--jobs", 2
    )
    assert result.exit_code == 0, result.stderr
    result = run("validate", places[0], "--engine", "spark", "--lang", "en")
    assert "t0: 7 rows, read by Spark" in result.stdout
    assert asked == [("p", "local[2]", "s3a://b", 1000), ("q", "local[2]", "s3a://b", 1000), ("p", None, None, 1000)]


@pytest.mark.parametrize("option", ["--spark-master", "--data-root"])
def test_what_only_spark_heeds_is_refused_without_it(tmp_path: Path, option: str) -> None:
    result = run("validate", package(tmp_path / "p", "id\n1\n"), option, "s3a://b")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{option} is for --engine spark only" in result.stderr and speaks_both(result.stderr)


@pytest.mark.parametrize("option", ["--spark-master", "--data-root"])
def test_an_empty_address_is_refused(tmp_path: Path, option: str) -> None:
    result = run("validate", package(tmp_path / "p", "id\n1\n"), "--engine", "spark", option, "")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{option} is empty" in result.stderr and speaks_both(result.stderr)


def test_an_unknown_engine_is_refused(tmp_path: Path) -> None:
    assert run("validate", package(tmp_path / "p", "id\n1\n"), "--engine", "magic").exit_code == 2


def test_sources_that_are_not_there_are_refused(tmp_path: Path) -> None:
    result = run("validate", package(tmp_path / "p", "id\n1\n"), "--sources", "none")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--sources" in result.stderr and speaks_both(result.stderr)


# --jobs


def told(text: str) -> str:
    return re.sub(r"[\d.]+ (s\b|秒)", "", text)


def test_any_number_of_jobs_says_the_same_in_the_same_order(tmp_path: Path) -> None:
    """The largest table is begun first; the answer keeps the order of the descriptor."""
    folder = package(tmp_path / "p", *(wrong(n, right=400 * n) for n in range(1, 6)), encoding="utf-8")
    alone = run("validate", folder, "--jobs", 1)
    for jobs in (2, 9):
        together = run("validate", folder, "--jobs", jobs)
        assert (together.exit_code, told(together.stdout)) == (1, told(alone.stdout))
    found = report(folder, "--jobs", 2, "--engine", "scan")
    assert list(found["resources"]) == ["t0", "t1", "t2", "t3", "t4"]
    assert [f["resource"] for f in found["findings"]] == [f"t{n}" for n in range(5) for _ in range(n + 1)]


def test_jobs_read_foreign_keys_of_the_package(tmp_path: Path) -> None:
    key = {"fields": "id", "reference": {"resource": "t1", "fields": "id"}}
    folder = package(tmp_path / "p", "id\n1\n2\n", "id\n1\n")
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    described["resources"][0]["schema"]["foreignKeys"] = [key]
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    for engine in ("scan", "frictionless"):
        found = report(folder, "--jobs", 2, "--engine", engine)
        assert [(f["rule"], f["line"], f["value"]) for f in found["findings"]] == [("foreign-key", 3, "2")]


def test_jobs_share_several_packages(tmp_path: Path) -> None:
    places = [package(tmp_path / f"p{n}", wrong(n % 2)) for n in range(6)]
    places.insert(2, tmp_path / "none")
    alone = run("validate", *places, "--jobs", 1)
    together = run("validate", *places, "--jobs", 3)
    assert (together.exit_code, told(together.stdout)) == (2, told(alone.stdout))


def test_jobs_are_at_least_one(tmp_path: Path) -> None:
    assert run("validate", package(tmp_path / "p", "id\n1\n"), "--jobs", 0).exit_code == 2


# --progress


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("engine", "word"), [("scan", "screening bytes"), ("frictionless", "read by frictionless")])
def test_progress_goes_to_stderr_alone(tmp_path: Path, engine: str, word: str, jobs: int) -> None:
    folder = package(tmp_path / "p", "id\n1\n", "id\n1\n")
    silent = run("validate", folder, "--engine", engine, "--format", "json", "--jobs", jobs)
    assert silent.stderr == "", "where there is no terminal, nobody is told unless asked"
    told = run("validate", folder, "--engine", engine, "--format", "json", "--jobs", jobs, "--progress")
    assert json.loads(told.stdout)["valid"]
    for name in ("t0", "t1"):
        assert f"{name}: {word}" in told.stderr and f"{name}: read / 读毕  1 row/行" in told.stderr


def test_progress_names_the_package_where_there_are_several(tmp_path: Path) -> None:
    places = [package(tmp_path / name, "id\n1\n") for name in ("p", "q")]
    for jobs in (1, 2):
        told = run("validate", *places, "--progress", "--jobs", jobs).stderr
        assert all(f"{place}: t0: read" in told for place in places)


# --allow-remote


def test_remote_data_is_refused_unless_it_is_allowed(tmp_path: Path) -> None:
    """The address is one at which nobody answers."""
    folder = package(tmp_path / "p", "id\n1\n", path="http://127.0.0.1:9/t.csv")
    refused = report(folder)
    assert [f["rule"] for f in refused["findings"]] == ["remote-path"]
    allowed = report(folder, "--allow-remote")
    assert [f["rule"] for f in allowed["findings"]] == ["scheme-error"], "it was looked for"


def test_allowing_remote_data_does_not_allow_unsafe_paths(tmp_path: Path) -> None:
    for path in ("/etc/passwd", "../t0.csv", "file:///etc/passwd"):
        folder = package(tmp_path / "p", "id\n1\n", path=path)
        assert [f["rule"] for f in report(folder, "--allow-remote")["findings"]] == ["unsafe-path"], path


@pytest.mark.parametrize(("options", "mark"), [([], "!"), (["--strict"], "✗")])
def test_a_layer_with_warnings_alone_is_not_crossed(tmp_path: Path, options: list[str], mark: str) -> None:
    """A contributor who did everything right is shown what waits, and no cross above VALID."""
    text = [{"name": "id", "type": "string"}]
    folder = package(tmp_path / "p", "id\na \n", schema={"fields": text})
    lines = run("validate", folder, *options).stdout.splitlines()
    assert [line[0] for line in lines if "structure" in line and "padded" not in line] == [mark]
