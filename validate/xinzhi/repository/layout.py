"""Finds the git repository around a folder, and where it keeps what, without asking git, which would obey its settings.

Bare repositories are passed over: one that lies among a package's files would be taken for the package's own.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from .error import RepositoryError
from .plain_files import read_plain

_LONGEST_POINTER = 64 * 1024


@dataclass(frozen=True)
class Layout:
    """The top of a work tree, and the git folders: `own` of this work tree, `common` of all that the repository has."""

    top: Path
    own: Path
    common: Path

    @property
    def is_linked(self) -> bool:
        """Whether the work tree was added to a repository that has another one."""
        return self.own != self.common


def layout_around(folder: Path) -> Layout | None:
    """The layout of the repository whose work tree holds a folder; None where there is none. Raises RepositoryError for
    one that is damaged."""
    try:
        start = folder.resolve(strict=True)
        device = start.stat().st_dev
        ceilings = _ceilings()
        for place in (start, *start.parents):
            if place != start and (place in ceilings or place.stat().st_dev != device):
                return None
            layout = _layout_at(place)
            if layout is not None:
                return layout
    except (OSError, RuntimeError) as error:  # a folder that is gone, or may not be looked into; links in a circle
        raise RepositoryError(f"无法读取 {folder}：{error}", f"cannot read {folder}: {error}") from error
    return None


def _ceilings() -> set[Path]:
    """Folders in which, and above which, whoever runs us wants no repository looked for."""
    named = os.environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep)
    return {Path(name).resolve() for name in named if Path(name).is_absolute()}


def _layout_at(top: Path) -> Layout | None:
    entry = top / ".git"
    if entry.is_dir():
        own = entry.resolve()
        common = _common(own)
        return Layout(top, own, common) if _is_git_folder(own, common) else None
    if not entry.is_file():
        return None
    own = _target(entry, top, "gitdir: ")
    common = _common(own)
    if not _is_git_folder(own, common):
        raise RepositoryError(f"{entry} 所指的 git 仓库不存在", f"{entry} leads to no git repository")
    return Layout(top, own, common)


def _common(own: Path) -> Path:
    pointer = own / "commondir"
    return _target(pointer, own) if pointer.is_file() else own


def _target(pointer: Path, start: Path, opening: str = "") -> Path:
    text = os.fsdecode((read_plain(pointer, _LONGEST_POINTER) or b"").rstrip(b"\r\n"))
    if not text.startswith(opening) or "\0" in text:
        raise RepositoryError(f"{pointer} 不是 git 写的", f"{pointer} is not as git writes it")
    return Path(start, text.removeprefix(opening)).resolve()


def _is_git_folder(own: Path, common: Path) -> bool:
    head = own / "HEAD"
    return (head.is_file() or head.is_symlink()) and (common / "objects").is_dir() and (common / "refs").is_dir()
