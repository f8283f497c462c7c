"""Runs commands of the toolkit in this process, for the tests of the command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result
from xinzhi.cli import app

ROOT = Path(__file__).resolve().parent.parent
SOURCES = os.environ.get("XINZHI_SOURCES", "")
needs_documents = pytest.mark.skipif(not SOURCES, reason="the documents are not at hand: XINZHI_SOURCES is empty")

DOCUMENT = "900_invented_report"
CLAUSE = "计划投资约120亿元"  # proves targets/qinghe-fab-investment
DOUBTFUL = [
    {"file": "datasets/organizations.csv", "replace": ["yunhe-university,云禾大学", "yunhe-university, 云禾大学"]}
]
DRAFT = [{"file": "datasets/omissions.csv", "replace": ["invented-report-2031,175,177", "invented-report-2031,x,177"]}]


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def write(folder: Path, content: dict[str, bytes]) -> None:
    """What `snapshot` gives, as files."""
    for name, data in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def speaks_both(text: str) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in text) and any("a" <= c <= "z" for c in text)
