"""Commands work wherever they are run: in the C locale without UTF-8, in front of another encoding, with bytes that are
no text."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import ROOT, speaks_both
from packages import build as base_package
from small import BOOKS, make

PLAIN = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
posix = pytest.mark.skipif(os.name != "posix", reason="arguments are no bytes here")


def command(*arguments: str | bytes | Path, **changed: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "validate"), **changed}
    return subprocess.run(
        [sys.executable, "-m", "xinzhi", *arguments], env=environment, capture_output=True, timeout=300, check=False
    )


@pytest.fixture
def package(tmp_path: Path) -> Path:
    base_package(tmp_path / "数据 包")
    shutil.copytree(ROOT / "views", tmp_path / "数据 包" / "views")
    return tmp_path / "数据 包"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A package that is validated in a moment, for what does not depend on what the package holds."""
    return make(tmp_path / "小包", BOOKS)


def test_validate_reads_a_chinese_path_in_the_c_locale(package: Path) -> None:
    done = command("validate", package, **PLAIN)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "有效" in done.stdout.decode()


def test_validate_names_a_chinese_path_in_the_c_locale(package: Path) -> None:
    done = command("validate", package / "没有", **PLAIN)
    assert (done.returncode, done.stdout) == (2, b"")
    assert str(package / "没有") in done.stderr.decode() and "Traceback" not in done.stderr.decode()


def test_query_takes_and_gives_chinese_in_the_c_locale(package: Path) -> None:
    done = command(
        "query",
        "SELECT id FROM organizations WHERE name_zh LIKE '%星尘%'",
        "--package",
        package,
        "--format",
        "json",
        **PLAIN,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert [row["id"] for row in json.loads(done.stdout)] == ["xingchen-micro"]


def test_what_another_encoding_lacks_is_shown_by_number(small: Path) -> None:
    done = command("validate", small, PYTHONIOENCODING="gbk")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "有效" in done.stdout.decode("gbk") and "\\u2713" in done.stdout.decode("gbk")


@posix
def test_a_query_that_is_no_text_is_told(package: Path) -> None:
    done = command("query", b"SELECT '\xff'", "--package", package)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "no UTF-8" in done.stderr.decode() and speaks_both(done.stderr.decode())


@posix
@pytest.mark.parametrize("arguments", [("query", "SELECT 1", "--package"), ("build",)], ids=lambda a: a[0])
def test_a_path_that_is_no_text_is_told(package: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    moved = os.fsencode(tmp_path) + b"/\xff"
    try:
        shutil.copytree(os.fsencode(package), moved)
    except OSError:
        pytest.skip("this file system has no such names")
    done = command(*arguments, moved)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "not UTF-8" in done.stderr.decode() and speaks_both(done.stderr.decode())


@posix
def test_closed_streams_are_no_place_for_files(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,name\n1,a\n")
    report = tmp_path / "r.json"
    words = [sys.executable, "-m", "xinzhi", "validate", "--format", f"json={report}", str(tmp_path / "t.csv")]
    done = subprocess.run(["/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *words], timeout=300, check=False)
    assert done.returncode == 0
    assert json.loads(report.read_text(encoding="utf-8"))["rows"] == 1
