"""Every command that writes: what it needs, and what it leaves when it ends well."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import small
from packages import apply_edit, build
from propose.review_folders import REPORT, fill_report
from release.conftest import small_package
from versions.small_versions import SCHEMA, committed, package
from xinzhi.release import build as release
from xinzhi.release import package_files, version_changes

# How it writes: files of a package as a unit, a folder, or files one by one.
Kind = Literal["files", "folder", "reports"]


@dataclass(frozen=True)
class Writer:
    """A command: how to make the folder in which it runs, its arguments, and a file that it replaces there, or for a
    folder one in it."""

    command: str
    kind: Kind
    make: Callable[[Path], object]
    arguments: tuple[str, ...]
    replaces: str

    def __str__(self) -> str:
        return self.command


def only_two_writers() -> None:
    """Let a build write two kinds of files only: how they come into place does not depend on how many there are."""
    release.WRITERS[:] = [package_files.write, version_changes.write]


def _untidy(folder: Path) -> None:
    small.make(folder, books=" id,title,shop,price,note\nb1, One,north,10,\n".lstrip(), shops="id,name\nnorth, North\n")


def _documented(folder: Path) -> None:
    small.make(folder)
    (folder / "docs").mkdir()
    (folder / "docs" / "dictionary.md").write_text("stale\n", encoding="utf-8")
    (folder / "docs" / "dictionary.zh.md").write_text("stale\n", encoding="utf-8")


def _changed(folder: Path) -> None:
    package(folder, {"things": (SCHEMA, [["a", "1", "1"]])})
    (folder / "CHANGELOG.md").write_text("# Changelog\n\n## [1.2.3] – 2030-01-01\n", encoding="utf-8")
    committed(folder, "v1.2.3")
    package(folder, {"things": (SCHEMA, [["a", "1", "1"], ["b", "2", "2"]])})


def _to_review(folder: Path) -> None:
    build(folder, ledger=True)
    park = {"file": "datasets/parks.csv", "row": {"id": "qinghe-park"}, "set": {"name_en": "Qinghe Trade Park"}}
    apply_edit(folder, park)


def _to_propose(folder: Path) -> None:
    build(folder / "package")
    (folder / "suzhou_2032.txt").write_text(REPORT, encoding="utf-8")


def _to_accept(folder: Path) -> None:
    from commands import run

    _to_propose(folder)
    document, review = folder / "suzhou_2032.txt", folder / "review"
    assert run("propose", document, "--package", folder / "package", "--to", review).exit_code == 0
    fill_report(review)


def _released(folder: Path) -> None:
    small_package(folder / "package")
    release.build(folder / "package", folder / "dist")
    words = folder / "package" / "datasets" / "glossary.csv"
    words.write_text(words.read_text(encoding="utf-8") + "zzz,字词,word,,,chips,\n", encoding="utf-8")


def _reported(folder: Path) -> None:
    small.make(folder)
    (folder / "report.json").write_text("old\n", encoding="utf-8")
    (folder / "quality.json").write_text("old\n", encoding="utf-8")


WRITERS = [
    Writer("fmt", "files", _untidy, ("fmt", "."), "data/shops.csv"),
    Writer("fix", "files", _untidy, ("fix", ".", "--write"), "data/shops.csv"),
    Writer("docs", "files", _documented, ("docs", "."), "docs/dictionary.zh.md"),
    Writer("diff", "files", _changed, ("diff", "--write"), "datapackage.json"),
    Writer(
        "review",
        "files",
        _to_review,
        ("review", "--all-changed", "--on", "2031-02-03", "--by", "lin"),
        "datasets/reviews.csv",
    ),
    Writer(
        "accept", "files", _to_accept, ("accept", "review", "--package", "package"), "package/datasets/evidence.csv"
    ),
    Writer(
        "propose",
        "folder",
        _to_propose,
        ("propose", "suzhou_2032.txt", "--package", "package", "--to", "review"),
        "review/figures.csv",
    ),
    Writer("build", "folder", _released, ("build", "package", "--out", "dist"), "dist/README.md"),
    Writer(
        "validate",
        "reports",
        _reported,
        ("validate", ".", "--format", "json=report.json", "--format", "gitlab=quality.json"),
        "quality.json",
    ),
]


def copy(folder: Path, to: Path) -> Path:
    return shutil.copytree(folder, to, symlinks=True)
