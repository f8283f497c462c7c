"""The SQL files of a package's views: which there are, in which order they build on each other, what they may hold.

They may be a stranger's: a file that is none, or that does anything but define, is not run."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from .contract.package import LARGEST_DESCRIPTOR, PackageError
from .contract.reach import is_regular, size_of

# All that the SQL of a package may do.
DEFINES = re.compile(r"\s*(?:--[^\n]*\n\s*)*CREATE\s+(?:OR\s+REPLACE\s+)?(?:VIEW|MACRO)\b", re.IGNORECASE)
_VIEW = re.compile(r"^CREATE\s+(?:OR\s+REPLACE\s+)?VIEW\b", re.IGNORECASE | re.MULTILINE)
_NEEDS = "-- needs:"


def view_files(root: Path) -> list[Path]:
    """The SQL files of the views, in an order in which each finds those that it builds on. Raises PackageError for one
    that cannot be read, or that needs one that is not there."""
    files = {p.stem: p for p in sorted((root / "views").glob("*.sql")) if p.stem != "tables"}
    texts = {stem: _text(root, path) for stem, path in files.items()}
    ordered: list[Path] = []
    done: set[str] = set()

    def add(stem: str) -> None:
        if stem in done:
            return
        done.add(stem)
        for needed in needs[stem]:
            add(needed)
        ordered.append(files[stem])

    needs = {stem: _needed(stem, text, files) for stem, text in texts.items()}
    for stem in files:
        add(stem)
    return ordered


def view_names(root: Path) -> list[str]:
    """The names of the views: the files that do not make a macro instead."""
    return [path.stem for path in view_files(root) if _VIEW.search(path.read_text(encoding="utf-8"))]


def view_purpose(path: Path) -> tuple[str, str]:
    """What a row of a view is, in English and Chinese: the first comment line of its file, `English / 中文`."""
    first = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("--").strip()
    english, _, chinese = first.partition(" / ")
    return english, chinese or english


def statements(path: Path) -> list[str]:
    """The statements of a view's file. Raises PackageError where one of them does not define a view or a macro."""
    try:
        found = [s.query for s in duckdb.extract_statements(path.read_text(encoding="utf-8"))]
    except duckdb.Error as error:
        raise _unusable(path, f"不是 SQL：{error}", f"is no SQL: {error}") from error
    if not all(DEFINES.match(sql) for sql in found):
        raise _unusable(
            path, "有不属定义视图与宏的语句，未执行", "does more than define views and macros: it is not run"
        )
    return found


def _text(root: Path, path: Path) -> str:
    """The text of a view's file. Raises PackageError where there is none to be read."""
    if not is_regular(path) or not path.resolve().is_relative_to(root.resolve()):
        raise _unusable(path, "不是包内的文件", "is no file of the package")
    if size_of(path) > LARGEST_DESCRIPTOR:
        raise _unusable(path, f"超过 {LARGEST_DESCRIPTOR} 字节", f"has more than {LARGEST_DESCRIPTOR} bytes")
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unusable(path, f"读不出：{error}", f"cannot be read: {error}") from error


def _needed(stem: str, text: str, files: dict[str, Path]) -> list[str]:
    """The views that a file says it builds on."""
    said = (line.removeprefix(_NEEDS) for line in text.splitlines() if line.startswith(_NEEDS))
    needed = [name for line in said for name in line.replace(",", " ").split()]
    for name in needed:
        if name not in files:
            raise _unusable(files[stem], f"所需的视图 {name} 不存在", f"needs the view {name}, which is not there")
    return needed


def _unusable(path: Path, zh: str, en: str) -> PackageError:
    shown = f"{path.parent.name}/{path.name}"
    return PackageError(f"{shown} {zh}", f"{shown} {en}")
