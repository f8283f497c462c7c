"""A fence around frictionless: while it works on a package it opens no network connection and no file outside of it."""

from __future__ import annotations

import os
import stat
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path


class RefusedError(PermissionError):
    """Something that a descriptor asks for, and that validation does not do unless it is allowed to."""


@dataclass(frozen=True)
class _Fence:
    """The folders below which frictionless may open files, by their real paths."""

    folders: tuple[str, ...]
    remote: bool
    reader: str


_FENCE: ContextVar[_Fence | None] = ContextVar("fence", default=None)
_CONNECTIONS = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
_is_watching = False


@contextmanager
def confined(root: Path, *, allow_remote: bool = False) -> Iterator[None]:
    """Within, connections raise RefusedError unless `allow_remote`, and so do files that frictionless's own code opens
    outside of `root` (by a symbolic link, say) or that are no files (a pipe would never end). Only the current context
    is fenced: other threads work as they did.

    The descriptor's own paths are checked before anything runs; this fence is for what those checks do not see: a
    package inside the package, a `$ref` in a profile.
    """
    import frictionless

    global _is_watching
    if not _is_watching:
        sys.addaudithook(_watch)  # never to be removed: it looks at the fence first, which is none outside of here
        _is_watching = True
    reader = str(Path(frictionless.__file__).resolve().parent)
    folders = tuple(os.path.realpath(f) for f in (root, reader))
    token = _FENCE.set(_Fence(folders, allow_remote, reader))
    try:
        with warnings.catch_warnings():
            # Its warnings of old forms tell of places in its own code; `contract.legacy` tells of them.
            warnings.filterwarnings("ignore", category=UserWarning, module=r"(frictionless|openpyxl)\.")
            yield
    finally:
        _FENCE.reset(token)


def _watch(event: str, details: tuple[object, ...]) -> None:
    if _FENCE is None or _CONNECTIONS is None:  # while the interpreter ends, a module's names are taken from it
        return
    if event != "open" and event not in _CONNECTIONS:
        return
    fence = _FENCE.get()
    if fence is None:
        return
    if event == "open":
        frame = sys._getframe(1)
        if isinstance(details[0], str | bytes) and frame.f_code.co_filename.startswith(fence.reader):
            _check_file(fence, os.fsdecode(details[0]))
    elif not fence.remote and not (event == "socket.connect" and isinstance(details[1], str | bytes)):
        raise RefusedError("network connections are refused")  # those to a path on this machine are not of the network


def _check_file(fence: _Fence, path: str) -> None:
    real = os.path.realpath(path)
    if not any(real == folder or real.startswith(folder + os.sep) for folder in fence.folders):
        raise RefusedError("a file outside of the package is not read")
    try:
        mode = Path(real).stat().st_mode
    except OSError:
        return  # opening it will say why
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise RefusedError("it is no regular file")
