"""Opening a session: what is said where something is missing, and that Spark Connect does as well."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from xinzhi.contract.package import PackageError
from xinzhi.engine.spark import open_session, session


def test_without_pyspark_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(PackageError, match=r"pip install 'xinzhi\[spark\]'"), open_session():
        pass


def test_without_java_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, no_session: None
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PackageError, match="apt-get install default-jre-headless"), open_session("local[1]"):
        pass


def test_a_wrong_java_home_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, no_session: None) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(PackageError, match="no bin/java"), open_session("local[1]"):
        pass


@pytest.mark.parametrize("master", ["sc://127.0.0.1:1", "spark://127.0.0.1:1"])
def test_an_address_that_does_not_answer_is_named(master: str, no_session: None) -> None:
    with pytest.raises(PackageError, match=f"{master} does not answer"), open_session(master):
        pass


@pytest.mark.parametrize("source", ["argument", "environment"])
def test_the_master_is_the_argument_or_else_that_of_the_environment(
    no_session: None, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.setattr(session, "_start", lambda master: pytest.fail(master))
    monkeypatch.setenv("XINZHI_SPARK_MASTER", "spark://environment:7077")
    master = "spark://argument:7077" if source == "argument" else None
    with pytest.raises(pytest.fail.Exception, match=f"spark://{source}:7077"), open_session(master):
        pass


def test_one_process_has_one_master(spark: Any) -> None:
    with pytest.raises(PackageError, match=r"has a Spark session at local\[2\] already"), open_session("local[1]"):
        pass


def test_a_session_that_was_there_is_left_as_it_was(spark: Any) -> None:
    spark.conf.set("spark.sql.session.timeZone", "Asia/Shanghai")
    with open_session() as session:
        assert session is spark
        assert session.conf.get("spark.sql.session.timeZone") == "UTC"
    assert spark.conf.get("spark.sql.session.timeZone") == "Asia/Shanghai"
    assert spark.sql("select 1").collect()[0][0] == 1


_CONNECT = """
import json, sys, warnings
warnings.simplefilter("ignore")
from pyspark.sql import SparkSession
from xinzhi.contract.package import open_package
from xinzhi.engine.spark import run
SparkSession.builder.remote("local[1]").config("spark.ui.enabled", "false").getOrCreate()
found = run(open_package(sys.argv[1]), master="sc://localhost")
print(json.dumps({n: [a.engine, a.rows, +a.totals] for n, a in found.answers.items()}))
"""


def test_spark_connect_gives_the_same_answer(tmp_path: Path, spark: Any) -> None:
    (tmp_path / "x.csv").write_text("id,name\n1,a\n01,b\nx,c\n", encoding="utf-8")
    fields = [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]
    resource = {
        "name": "x",
        "type": "table",
        "path": "x.csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": ["id"]},
    }
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _CONNECT, str(tmp_path)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout.splitlines()[-1]) == {"x": ["spark", 3, {"type-error": 1, "primary-key": 2}]}


@pytest.mark.parametrize(
    ("arguments", "exit_code", "stderr"),
    [
        ([], 1, []),
        (
            ["--spark-master", "bogus"],
            2,
            ["no Spark session could be opened at bogus: Master must", "无法在 bogus 上打开 Spark 会话："],
        ),
    ],
    ids=["findings", "bad master"],
)
def test_the_command_prints_nothing_of_sparks_own(
    tmp_path: Path, spark: Any, arguments: list[str], exit_code: int, stderr: list[str]
) -> None:
    (tmp_path / "x.csv").write_text("id\n1\nx\n", encoding="utf-8")
    schema = tmp_path / "schema.json"
    schema.write_text('{"fields": [{"name": "id", "type": "integer"}]}', encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "xinzhi",
        "validate",
        str(tmp_path / "x.csv"),
        "--schema",
        str(schema),
        "--engine",
        "spark",
        "--format",
        "json",
    ]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=300)
    assert done.returncode == exit_code
    assert [line.startswith(start) for line, start in zip(done.stderr.splitlines(), stderr, strict=True)] == [
        True
    ] * len(stderr)
    report = json.loads(done.stdout)
    assert report["valid"] is (False if exit_code == 1 else None)
    if exit_code == 1:
        (answer,) = report["resources"].values()
        assert (answer["engine"], answer["rows"], answer["errors"]) == ("spark", 2, {"type-error": 1})
