"""Puts a version right: the number wherever it is written, and the changelog's entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ..contract.package import Package, PackageError
from ..writing import Replacement, replace_files
from .changelog import CHANGELOG, with_entry
from .difference import Difference
from .places import files_beside, places_in, read_text, with_version, with_version_at
from .verdict import Verdict


def amend(package: Package, difference: Difference, verdict: Verdict, day: date) -> list[str]:
    """Write what the verdict misses into the package's folder; the files that were written, from the folder.

    All of them are replaced, or none. Raises PackageError where a file cannot be read, and WriteRefusedError where
    writing would harm.
    """
    if verdict.wanted is None:
        return []
    replacements = [
        Replacement(path, new, read=old)
        for path, old, new in _texts(package, difference, verdict.wanted, day)
        if new != old
    ]
    replace_files(package.root, replacements)
    return [package.shown(r.path) for r in replacements]


def _texts(package: Package, difference: Difference, version: str, day: date) -> Iterator[tuple[Path, str, str]]:
    """The files that carry the version: each with its text as it was read, once, and as it should be."""
    for name in files_beside(package):
        text = _read(package.root / name, package)
        if text is not None and (places := places_in(package, name, text)):
            yield package.root / name, text, with_version_at(text, places, version)
    changelog = _read(package.root / CHANGELOG, package)
    if changelog is not None and (difference or version != difference.old.version):
        yield package.root / CHANGELOG, changelog, with_entry(changelog, version, day.isoformat(), difference)
    descriptor = _read(package.descriptor_path, package)
    if descriptor is not None and difference.new.version != version:
        yield package.descriptor_path, descriptor, with_version(descriptor, version)


def _read(path: Path, package: Package) -> str | None:
    try:
        return read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        raise PackageError(
            f"无法读取 {package.shown(path)}：{error}", f"cannot read {package.shown(path)}: {error}"
        ) from error
