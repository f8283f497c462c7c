"""Which lines of files in the work tree are new or changed since a commit."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from .isolated import IsolatedGit
from .tree import Tree

_HUNK = re.compile(rb"@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def changed_lines(git: IsolatedGit, tree: Tree, top: Path, files: Collection[Path]) -> Mapping[Path, list[range]]:
    """The lines of files below `top` that are not in the tree, each file beside the one at its path there. A file
    elsewhere has none. Raises RepositoryError."""
    places = {file: file.resolve() for file in files}
    names = {file: place.relative_to(top).as_posix() for file, place in places.items() if place.is_relative_to(top)}
    with TemporaryDirectory(prefix="xinzhi-lines-") as scratch:
        tree.copy([name for name in set(names.values()) if name in tree.files], Path(scratch))
        return {file: _changed(git, Path(scratch, name), places[file]) for file, name in names.items()}


def _changed(git: IsolatedGit, before: Path, after: Path) -> list[range]:
    """The lines of a file that are not in the one before, which need not be there."""
    matches = map(_HUNK.match, git.hunks(before if before.is_file() else None, after))
    hunks = ((int(match[1]), int(match[2] or 1)) for match in matches if match)
    return [range(start, start + count) for start, count in hunks if count]
