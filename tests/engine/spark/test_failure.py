"""Why Spark failed is said in one line, in the words of what failed."""

from __future__ import annotations

import logging
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from xinzhi.contract.package import PackageError, open_package
from xinzhi.engine import reasons
from xinzhi.engine.spark import open_session, run, session
from xinzhi.engine.spark.failure import error_line, is_sparks, thrown
from xinzhi.engine.spark.java_log import taken_log


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[PATH_NOT_FOUND] Path does not exist: file:/x\n\tat x", "[PATH_NOT_FOUND] Path does not exist: file:/x"),
        (
            'An error occurred while calling o1.load.\n: java.io.IOException: No FileSystem for scheme "x"\n\tat y',
            'No FileSystem for scheme "x"',
        ),
        (
            (
                "An error occurred while calling o1.load.\n: java.lang.RuntimeException:"
                " java.lang.ClassNotFoundException: Class a.B not found\n"
            ),
            "Class a.B not found",
        ),
        ("An error occurred while calling o1.load.\n: java.lang.OutOfMemoryError\n", "java.lang.OutOfMemoryError"),
        (
            (
                '<_Rendezvous of RPC that terminated with:\n\tstatus = StatusCode.UNAVAILABLE\n\tdetails = "Connection'
                ' refused"\n\tmore = "x"'
            ),
            "Connection refused",
        ),
        ("An error occurred while calling o1.load.", "An error occurred while calling o1.load."),
        ("", "ValueError"),
    ],
    ids=[
        "Spark's own",
        "Java's",
        "Java's, wrapped",
        "without words",
        "that of Spark Connect",
        "without a cause",
        "empty",
    ],
)
def test_an_error_is_told_by_its_cause(text: str, line: str) -> None:
    assert error_line(ValueError(text)) == line


@pytest.mark.parametrize(
    ("log", "line"),
    [
        (
            [
                "WARN Utils: nothing",
                'Exception in thread "main" org.apache.spark.SparkException: Master must be yarn',
                "\tat x",
            ],
            "Master must be yarn",
        ),
        (["Error: could not create the Java Virtual Machine"], "could not create the Java Virtual Machine"),
        (
            ["26/11/23 13:37:00 ERROR StandaloneSchedulerBackend: All masters are unresponsive! Giving up."],
            "All masters are unresponsive! Giving up.",
        ),
        (["26/11/23 13:37:00 WARN Utils: nothing"], None),
    ],
    ids=["exception", "error", "log", "nothing"],
)
def test_a_java_that_does_not_come_up_is_told_by_what_it_printed(log: list[str], line: str | None) -> None:
    assert thrown(log) == line


def test_what_java_prints_is_kept_from_the_terminal_save_that_no_worker_is_free(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with taken_log("spark://host:7077") as log:
        os.write(2, b"26/11/23 WARN Utils: one thing\n")
        os.write(2, b"26/11/23 WARN TaskSchedulerImpl: Initial job has not accepted any resources\n" * 2)
    os.write(2, b"seen again\n")
    for _ in range(12_000):  # at most two minutes: a busy machine takes its time
        if len(log) == 3:
            break
        time.sleep(0.01)
    shown = capfd.readouterr().err
    assert (
        shown.count("no worker of spark://host:7077 is free")
        == shown.count("spark://host:7077 没有空闲的工作节点")
        == 1
    )
    assert "one thing" not in shown and "seen again" in shown


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port where somebody listens and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_what_is_no_spark_connect_server_is_not_asked_for_ever(
    no_session: None, silent_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_PATIENCE", 1.0)
    with (
        pytest.raises(
            PackageError,
            match=f"no Spark Connect server at sc://127.0.0.1:{silent_port}: no connection within 1 seconds",
        ),
        open_session(f"sc://127.0.0.1:{silent_port}"),
    ):
        pass


def package(folder: Path) -> Path:
    (folder / "x.csv").write_text("id\n1\n", encoding="utf-8")
    (folder / "datapackage.json").write_text(
        '{"name": "p", "resources": [{"name": "x", "type": "table", "path": "x.csv", "encoding": "utf-8", "schema":'
        ' {"fields": [{"name": "id", "type": "integer"}]}}]}',
        encoding="utf-8",
    )
    return folder


@pytest.mark.parametrize(
    ("root", "why"),
    [
        ("hdfs://127.0.0.1:1/x", "hdfs://127.0.0.1:1/x does not answer"),
        ("s3a://bucket/x", "Spark cannot read s3a://bucket/x/x.csv: .*S3AFileSystem"),
        ("nothing://bucket/x", 'Spark cannot read nothing://bucket/x/x.csv: No FileSystem for scheme "nothing"'),
    ],
)
def test_a_place_that_spark_cannot_read_is_named_with_the_reason(
    tmp_path: Path, spark: Any, root: str, why: str
) -> None:
    with pytest.raises(PackageError, match=why):
        run(open_package(package(tmp_path)), data_root=root)


def test_a_session_that_is_lost_ends_the_run(tmp_path: Path, spark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyspark.errors import PySparkException

    def lost(*_: Any, **__: Any) -> Any:
        raise PySparkException("Connection reset by peer")

    running = sys.modules["xinzhi.engine.spark.spark_engine"]
    monkeypatch.setattr(running.SparkTable, "_prepare", lost)
    reason = run(open_package(package(tmp_path))).answers["x"].reason
    assert reason == reasons.SPARK_FAILS.about("Connection reset by peer")
    monkeypatch.setattr(session, "is_alive", lambda _: False)
    with pytest.raises(PackageError, match="the Spark session was lost: Connection reset by peer"):
        run(open_package(package(tmp_path)))


def test_a_failure_of_the_connection_to_spark_is_sparks() -> None:
    grpc = pytest.importorskip("grpc")
    assert is_sparks(grpc.RpcError("unavailable"))
    assert not is_sparks(ValueError("unavailable"))


def test_a_session_that_is_lost_at_the_end_does_not_hide_what_went_before(
    spark: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: Any) -> None:
        raise ConnectionResetError

    with pytest.raises(PackageError, match="the session was lost"), open_session() as opened:
        monkeypatch.setattr(type(opened.conf), "set", lost)
        monkeypatch.setattr(type(opened.conf), "unset", lost)
        raise PackageError("", "the session was lost")


def test_a_session_whose_java_is_gone_cannot_be_used(spark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any) -> None:
        raise ConnectionRefusedError("Connection refused")

    monkeypatch.setattr(type(spark.conf), "set", gone)
    with pytest.raises(PackageError, match="the Spark session was lost: Connection refused"), open_session():
        pass


def test_an_interrupt_is_not_logged_as_an_error(spark: Any, capfd: pytest.CaptureFixture[str]) -> None:
    with open_session():
        logging.getLogger().exception("KeyboardInterrupt while sending command.")
        logging.getLogger("py4j.clientserver").error("Exception occurred while shutting down connection")
    assert capfd.readouterr().err == ""
