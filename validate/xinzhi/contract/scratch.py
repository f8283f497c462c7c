"""Folders of a process's own for what has to be unpacked, and their end."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from weakref import WeakSet, finalize


class ScratchFolder:
    """A folder that goes with the object, with the process, or with `remove_scratch_folders`."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="xinzhi-"))
        self._end = finalize(self, shutil.rmtree, self.path, ignore_errors=True)
        _folders.add(self)

    def remove(self) -> None:
        """Remove it now."""
        self._end()


_folders: WeakSet[ScratchFolder] = WeakSet()


def remove_scratch_folders() -> None:
    """Remove every folder that is left, for a process that ends without its exit handlers."""
    for folder in list(_folders):
        folder.remove()
