"""Opens a Spark session: on this machine, on a cluster's master, by Spark Connect, or one that is there already."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...contract.package import PackageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MASTER = "XINZHI_SPARK_MASTER"
LOCAL = "local[*]"
# Seconds for a cluster to answer at all.
_PATIENCE = 10.0
# What the checks rely on: dates without time zones of their own, patterns as they are written, bytes compared as bytes.
_SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.caseSensitive": "true",
}
_QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "OFF"}


@contextmanager
def open_session(master: str | None = None) -> Iterator[SparkSession]:
    """A session for the checks, on `master`, else where XINZHI_SPARK_MASTER says, else in this process (`local[*]`).

    `master` is whatever Spark takes for one, or a Spark Connect address (`sc://host:port`). Without a master, a session that
    is active already is used, and left as it was; one that is opened here is stopped at the end.
    Raises PackageError where Spark or Java is missing, the address does not answer, or a session is open at another master:
    a process has one.
    """
    _require_pyspark()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyspark 4 says of pandas 3 that it does not know it yet
        from pyspark.sql import SparkSession

        active = SparkSession.getActiveSession()
        if active is not None and (master is None or _is_at(active, master)):
            session = active
        else:
            session = _start(master or os.environ.get(MASTER) or LOCAL)
        before = {name: session.conf.get(name, None) for name in _SETTINGS}
        for name, value in _SETTINGS.items():
            session.conf.set(name, value)
        try:
            yield session
        finally:
            if session is active:
                for name, old in before.items():
                    session.conf.unset(name) if old is None else session.conf.set(name, old)
            else:
                session.stop()


def _is_at(active: SparkSession, master: str) -> bool:
    """Whether a session is that of a master; the address of a Spark Connect session is never asked for again."""
    if master.startswith("sc://") or not hasattr(active, "_jsparkSession"):
        return False
    if active.sparkContext.master != master:
        raise PackageError(
            f"此进程已有连接 {active.sparkContext.master} 的 Spark 会话，无法再连接 {master}",
            f"this process has a Spark session at {active.sparkContext.master} already, and cannot open one at {master}",
        )
    return True


def _start(master: str) -> SparkSession:
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder
    _require_answer(master)
    try:
        if master.startswith("sc://"):
            _require_connect()
            session: SparkSession = builder.remote(master).getOrCreate()
            session.version  # noqa: B018  the first question is when a wrong address shows
            return session
        _require_java()
        builder = builder.master(master).appName("xinzhi")
        for name, value in _start_settings(master).items():
            builder = builder.config(name, value)
        with _muffled():
            session = builder.getOrCreate()
        return session
    except PackageError:
        raise
    except Exception as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise PackageError(
            f"无法在 {master} 上打开 Spark 会话：{first}",
            f"no Spark session could be opened at {master}: {first}",
        ) from error


@contextmanager
def _muffled() -> Iterator[None]:
    """Within, what a starting Java machine prints is not shown; what is wrong arrives as an exception."""
    sys.stderr.flush()
    shown = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(shown, 2)
        os.close(shown)


def _start_settings(master: str) -> dict[str, str]:
    """Settings of a new session. What is set for a cluster in spark-defaults.conf stays as it is there."""
    if not master.startswith("local"):
        return {"spark.ui.showConsoleProgress": "false"}
    return {
        **_QUIET,
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
    }


def _require_answer(master: str) -> None:
    """Spark itself tries an address that does not answer for many minutes."""
    address = re.match(r"(sc|spark)://([^:/;,]+)(?::(\d+))?", master)
    if address is None:
        return
    host, port = address[2], int(address[3] or (15002 if address[1] == "sc" else 7077))
    try:
        socket.create_connection((host, port), timeout=_PATIENCE).close()
    except OSError as error:
        raise PackageError(
            f"Spark 地址 {master} 没有应答：{error.strerror or error}",
            f"the Spark address {master} does not answer: {error.strerror or error}",
        ) from error


def _require_pyspark() -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pyspark  # noqa: F401
    except ImportError as error:
        raise PackageError(
            "未安装 PySpark，--engine spark 无法运行；请运行 pip install 'xinzhi[spark]'",
            "PySpark is not installed, which --engine spark needs: run pip install 'xinzhi[spark]'",
        ) from error


def _require_connect() -> None:
    try:
        import grpc  # noqa: F401
    except ImportError as error:
        raise PackageError(
            "未安装 Spark Connect 的客户端；请运行 pip install 'xinzhi[spark]'",
            "the client of Spark Connect is not installed: run pip install 'xinzhi[spark]'",
        ) from error


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if home and not (Path(home) / "bin" / "java").is_file():
        raise PackageError(
            f"JAVA_HOME 指向 {home}，其中没有 bin/java；请改正或取消这个环境变量",
            f"JAVA_HOME names {home}, where there is no bin/java: correct the variable or unset it",
        )
    if not home and shutil.which("java") is None:
        raise PackageError(
            "找不到 Java，Spark 4 需要 17 或更高版本：在 Debian、Ubuntu 上运行 apt-get install default-jre-headless，或设置 JAVA_HOME",
            "Java is not installed; Spark 4 needs version 17 or later: on Debian or Ubuntu, apt-get install default-jre-headless, or set JAVA_HOME",
        )
