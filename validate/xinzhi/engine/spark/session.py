"""Opens a Spark session: on this machine, on a cluster's master, by Spark Connect, or one that is there already."""

from __future__ import annotations

import logging
import os
import re
import shutil
import socket
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...contract.package import PackageError
from .failure import error_line, thrown
from .java_log import taken_log

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MASTER = "XINZHI_SPARK_MASTER"
LOCAL = "local[*]"
# Seconds for a cluster to answer at all, and how often a Spark Connect server is asked again that has gone away: some
# fifteen seconds, where Spark by itself goes on for ten minutes.
_PATIENCE = 10.0
_RETRIES = 5
_PORTS = {"sc": "15002", "spark": "7077"}
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

    `master` is whatever Spark takes for one, or a Spark Connect address (`sc://host:port`). Without a master, a session
    that is active already is used, and left as it was; one that is opened here is stopped at the end. Raises
    PackageError where Spark or Java is missing, the address does not answer, the active session does not either, or a
    session is open at another master: a process has one."""
    _require_pyspark()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyspark 4 says of pandas 3 that it does not know it yet
        from pyspark.sql import SparkSession

        try:
            active = SparkSession.getActiveSession()
            if active is not None and (master is None or _is_at(active, master)):
                session = active
            else:
                session = _start(master or os.environ.get(MASTER) or LOCAL)
            before = {name: session.conf.get(name, None) for name in _SETTINGS}
            for name, value in _SETTINGS.items():
                session.conf.set(name, value)
        except PackageError:
            raise
        except Exception as error:  # one that was there, and whose Java is gone
            raise _lost(error) from error
        with _quiet_bridge():
            try:
                yield session
            finally:
                with suppress(Exception):  # of a session that is lost, nothing is left to stop or to set back
                    if session is active:
                        for name, old in before.items():
                            session.conf.unset(name) if old is None else session.conf.set(name, old)
                    else:
                        session.stop()


@contextmanager
def _quiet_bridge() -> Iterator[None]:
    """Within, the bridge to Java logs no tracebacks: what it logs of an interrupt, it raises as well."""
    root, own = logging.getLogger(), logging.getLogger("py4j")
    level = own.level
    own.setLevel(logging.CRITICAL + 1)
    root.addFilter(_is_no_interrupt)
    try:
        yield
    finally:
        root.removeFilter(_is_no_interrupt)
        own.setLevel(level)


def _is_no_interrupt(record: logging.LogRecord) -> bool:
    return "KeyboardInterrupt" not in record.getMessage()


def is_alive(session: SparkSession) -> bool:
    """Whether a session still answers, after something has failed."""
    try:
        session.sql("SELECT 1").collect()
    except Exception:
        return False
    return True


def require_alive(session: SparkSession, error: Exception) -> None:
    """Raises PackageError, with what failed, where a session does not answer any more: all that follows would fail
    too."""
    if not is_alive(session):
        raise _lost(error) from error


def _lost(error: Exception) -> PackageError:
    return PackageError(f"Spark 会话已中断：{error_line(error)}", f"the Spark session was lost: {error_line(error)}")


def is_connected(session: SparkSession) -> bool:
    """Whether a session is one of Spark Connect: what it does, it does elsewhere."""
    return not hasattr(session, "_jsparkSession")


def _is_at(active: SparkSession, master: str) -> bool:
    """Whether a session is that of a master; the address of a Spark Connect session is never asked for again."""
    if master.startswith("sc://") or is_connected(active):
        return False
    if active.sparkContext.master != master:
        raise PackageError(
            f"此进程已有连接 {active.sparkContext.master} 的 Spark 会话，无法再连接 {master}",
            f"this process has a Spark session at {active.sparkContext.master} already, and cannot open one at"
            f" {master}",
        )
    return True


def _start(master: str) -> SparkSession:
    require_answer(master)
    if master.startswith("sc://"):
        return _start_connected(master)
    _require_java()
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder
    builder = builder.master(master).appName("xinzhi")
    for name, value in _start_settings(master).items():
        builder = builder.config(name, value)
    log: Sequence[str] = ()
    try:
        with taken_log(master) as log:
            session: SparkSession = builder.getOrCreate()
    except Exception as error:
        raise _no_session(master, thrown(log) or error_line(error)) from error
    return session


def _start_connected(master: str) -> SparkSession:
    _require_connect()
    import grpc
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder
    try:
        # Spark itself asks a port where something else listens again and again, for many minutes.
        from pyspark.sql.connect.client import DefaultChannelBuilder
        from pyspark.sql.connect.client.retries import DefaultPolicy

        with DefaultChannelBuilder(master).toChannel() as channel:
            grpc.channel_ready_future(channel).result(timeout=_PATIENCE)
        session: SparkSession = builder.remote(master).getOrCreate()
        session.client.set_retry_policies([DefaultPolicy(max_retries=_RETRIES, max_backoff=1000 * int(_PATIENCE))])
        session.version  # noqa: B018  the first question is when a wrong address shows
    except grpc.FutureTimeoutError as error:
        raise PackageError(
            f"{master} 上没有 Spark Connect 服务：{_PATIENCE:.0f} 秒内未能建立连接",
            f"there is no Spark Connect server at {master}: no connection within {_PATIENCE:.0f} seconds",
        ) from error
    except Exception as error:
        raise _no_session(master, error_line(error)) from error
    return session


def _no_session(master: str, why: str) -> PackageError:
    return PackageError(
        f"无法在 {master} 上打开 Spark 会话：{why}", f"no Spark session could be opened at {master}: {why}"
    )


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


def require_answer(address: str) -> None:
    """Raises PackageError where nobody listens at the host and port of a master or of data: Spark itself tries such an
    address for many minutes. An address without a port, whose scheme has none of its own, is not tried."""
    parts = re.match(r"(\w+)://([^:/;,@]+)(?::(\d+))?(?=[/;]|$)", address)
    port = parts and (parts[3] or _PORTS.get(parts[1]))
    if not parts or not port:
        return
    try:
        socket.create_connection((parts[2], int(port)), timeout=_PATIENCE).close()
    except (OSError, OverflowError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise PackageError(
            f"Spark 地址 {address} 没有应答：{why}", f"the Spark address {address} does not answer: {why}"
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
            "找不到 Java，Spark 4 需要 17 或更高版本：在 Debian、Ubuntu 上运行 apt-get install default-jre-headless，"
            "或设置 JAVA_HOME",
            "Java is not installed; Spark 4 needs version 17 or later: on Debian or Ubuntu, apt-get install"
            " default-jre-headless, or set JAVA_HOME",
        )
