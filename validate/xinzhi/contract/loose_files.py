"""Tables that nothing describes: the files of a folder, or those that a pattern matches, as one package."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from glob import has_magic
from pathlib import Path, PurePath
from typing import Any

from .package import Package, PackageError

# Names by which frictionless knows what it reads: tables, packed or not, and descriptors.
_TABLE = re.compile(r"\.(?:csv|tsv|xlsx?|ods|parq|parquet|jsonl|ndjson)(?:\.(?:gz|zip|bz2|xz))?", re.IGNORECASE)
_DESCRIPTOR = re.compile(r"\.(?:json|yaml)", re.IGNORECASE)


def files_of_folder(folder: Path) -> list[Path]:
    """What there is to read in a folder without a descriptor, its subfolders aside; nothing where there is no table."""
    files = [path for path in _visible(folder.iterdir()) if _ends(path, _TABLE) or _ends(path, _DESCRIPTOR)]
    return files if any(_ends(path, _TABLE) for path in files) else []


def package_of_pattern(pattern: str, schema: Mapping[str, Any] | None) -> Package:
    """The files that a pattern matches; those that are neither tables nor descriptors only where there are no others.
    Raises PackageError where there is none."""
    parts = PurePath(pattern).parts
    fixed = next(n for n, part in enumerate(parts) if has_magic(part))
    root, below = Path(*parts[:fixed]), PurePath(*parts[fixed:])
    try:
        matched = _visible(root.glob(str(below)))
    except ValueError as error:  # of ** beside something else
        raise PackageError(f"{pattern} 不是可用的模式：{error}", f"{pattern} is no pattern: {error}") from error
    if not matched:
        raise PackageError(f"没有与 {pattern} 相符的文件", f"no file matches {pattern}")
    readable = [path for path in matched if _ends(path, _TABLE) or _ends(path, _DESCRIPTOR)]
    return package_of_files(readable or matched, root, root / below, schema)


def package_of_files(files: list[Path], root: Path, named: Path, schema: Mapping[str, Any] | None) -> Package:
    """A package of one resource for each file below `root`; `named` stands for the descriptor, which is none. A schema
    is that of every table."""
    resources: list[Mapping[str, Any]] = []
    taken: set[str] = set()
    tables = [path for path in files if _ends(path, _TABLE)] or files
    for path in files:
        stem = name = name_of(path)
        number = 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        resource: dict[str, Any] = {"name": name, "path": path.relative_to(root).as_posix()}
        if schema is not None and path in tables:
            resource["schema"] = deepcopy(schema)  # frictionless changes it while it reads one of them
        resources.append(resource)
    return Package(root, named, {"resources": resources})


def name_of(path: Path) -> str:
    """A resource's name for a file: what a name allows of the file's own."""
    return re.sub(r"[^a-z0-9._-]+", "-", path.stem.lower()).strip("-") or "table"


def _visible(paths: Iterable[Path]) -> list[Path]:
    return sorted(path for path in paths if not path.name.startswith(".") and not path.is_dir())


def _ends(path: Path, suffix: re.Pattern[str]) -> bool:
    """Whether a file's name ends so."""
    return any(suffix.fullmatch(path.name, at) for at, sign in enumerate(path.name) if sign == "." and at)
