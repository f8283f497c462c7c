"""Puts a version right: the number wherever it is written, and the changelog's entry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..contract.package import Package, PackageError
from ..writing import Replacement, replace_files
from .changelog import with_entry
from .difference import Difference
from .places import places_beside, read_text, with_version, with_version_at
from .sources import CHANGELOG
from .verdict import Verdict


def amend(package: Package, difference: Difference, verdict: Verdict, day: date) -> list[str]:
    """Write what the verdict misses into the package's folder; the files that were written, from the folder.

    Each is replaced whole. A run that was cut short is completed by running again. Raises PackageError where a file
    cannot be read, and WriteRefusedError where writing would harm.
    """
    if verdict.wanted is None:
        return []
    version = verdict.wanted
    replacements: list[Replacement] = []
    for path, new in _texts(package, difference, version, day):
        old = _read(path, package)
        if new is not None and old is not None and new != old:
            replacements.append(Replacement(path, new, read=old))
    replace_files(replacements)
    return [package.shown(r.path) for r in replacements]


def _texts(package: Package, difference: Difference, version: str, day: date) -> list[tuple[Path, str | None]]:
    """The files that carry the version, and the text that each should have."""
    descriptor = _read(package.descriptor_path, package) or ""
    found: list[tuple[Path, str | None]] = []
    places = list(places_beside(package))
    for name in dict.fromkeys(p.file for p in places):
        text = _read(package.root / name, package)
        found.append(
            (
                package.root / name,
                None if text is None else with_version_at(text, [p for p in places if p.file == name], version),
            )
        )
    changelog = _read(package.root / CHANGELOG, package)
    if changelog is not None and (difference or version != difference.old.version):
        found.append((package.root / CHANGELOG, with_entry(changelog, version, day.isoformat(), difference)))
    if difference.new.version != version:
        found.append((package.descriptor_path, with_version(descriptor, version)))
    return found


def _read(path: Path, package: Package) -> str | None:
    try:
        return read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        raise PackageError(
            f"无法读取 {package.shown(path)}：{error}", f"cannot read {package.shown(path)}: {error}"
        ) from error
