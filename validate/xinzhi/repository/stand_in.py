"""Makes the git folder that git gets in place of a repository's own: with copies of its references, and the place of
its objects."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from .error import RepositoryError
from .layout import Layout
from .plain_files import read_plain, walk_plain

_LARGEST_REFERENCE = 4 * 1024
_LARGEST_ALTERNATES = 1024 * 1024
_DEEPEST_ALTERNATES = 5
_HEADS = ("FETCH_HEAD", "ORIG_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD")
# References that each work tree has for itself.
_OWN_REFERENCES = ("bisect", "worktree", "rewritten")
_SYMBOLIC = re.compile(rb"ref:\s*(refs/[^\x00-\x20\x7f]+)\s*")
_ID = re.compile(rb"(?:[0-9a-f]{40}|[0-9a-f]{64})\s*")


def make_stand_in(layout: Layout, git: Path) -> None:
    """Make the folder `git`, without settings. Raises RepositoryError for what git did not lay out."""
    for made in (git / "refs", git / "objects" / "info", git / "info"):
        made.mkdir(parents=True)
    _copy_references(layout, git)
    objects = (layout.common / "objects").resolve()
    _check_objects(objects, set(), _DEEPEST_ALTERNATES)
    (git / "objects" / "info" / "alternates").write_bytes(_quoted(os.fsencode(objects)) + b"\n")


def copy_history(layout: Layout, git: Path) -> None:
    """Add what references were."""
    _copy_files(layout.common / "logs", git / "logs")
    if layout.is_linked:
        _copy_file(layout.own / "logs" / "HEAD", git / "logs" / "HEAD")


def copy_reftable(layout: Layout, git: Path) -> None:
    """Add the references of a repository that keeps them in a table."""
    if layout.is_linked:
        raise RepositoryError(
            "无法读取以 reftable 存放引用的仓库的附加工作树：请在主工作树中运行",
            "an added work tree of a repository with references in reftable cannot be read: use the main one",
        )
    _copy_files(layout.common / "reftable", git / "reftable")


def _copy_references(layout: Layout, git: Path) -> None:
    own, common = layout.own, layout.common
    _copy_files(common / "refs", git / "refs", largest=_LARGEST_REFERENCE)
    if layout.is_linked:
        for kind in _OWN_REFERENCES:
            shutil.rmtree(git / "refs" / kind, ignore_errors=True)
            _copy_files(own / "refs" / kind, git / "refs" / kind, largest=_LARGEST_REFERENCE)
    for name in _HEADS:
        _copy_file(own / name, git / name)
    for name in ("packed-refs", "shallow"):
        _copy_file(common / name, git / name)
    (git / "HEAD").write_bytes(_head(own / "HEAD"))


def _copy_files(source: Path, target: Path, largest: int | None = None) -> None:
    if not source.is_dir():
        return
    source = source.resolve()
    for file in walk_plain(source):
        if largest is None or file.stat().st_size <= largest:
            _copy_file(file, target / file.relative_to(source))


def _copy_file(source: Path, target: Path) -> None:
    content = read_plain(source)
    if content is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _head(path: Path) -> bytes:
    """What HEAD says, where it says what git may follow; git made it a link once."""
    content = b"ref: " + os.fsencode(path.readlink()) if path.is_symlink() else read_plain(path, _LARGEST_REFERENCE)
    content = content or b""
    symbolic = _SYMBOLIC.fullmatch(content)
    if symbolic is not None and b".." not in symbolic[1]:
        return b"ref: " + symbolic[1] + b"\n"
    if _ID.fullmatch(content):
        return content
    raise RepositoryError(f"{path} 不是 git 写的", f"{path} is not as git writes it")


def _check_objects(objects: Path, known: set[Path], deepest: int) -> None:
    """Raise RepositoryError where the objects, or those of other repositories that they name, are not all plain
    files."""
    if objects in known or not objects.is_dir():
        return
    known.add(objects)
    for _ in walk_plain(objects):
        pass
    named = read_plain(objects / "info" / "alternates", _LARGEST_ALTERNATES) or b""
    for line in named.splitlines():
        if line and not line.startswith(b"#"):
            if deepest == 0 or line.startswith(b'"') or b"\0" in line:
                path = objects / "info" / "alternates"
                raise RepositoryError(f"{path} 不是 git 写的", f"{path} is not as git writes it")
            _check_objects((objects / os.fsdecode(line)).resolve(), known, deepest - 1)


def _quoted(path: bytes) -> bytes:
    """A path as git reads it in a list of lines, whatever it contains."""
    escaped = b"".join(b"\\%03o" % c if c < 0x20 or c >= 0x7F or c in b'"\\' else b"%c" % c for c in path)
    return b'"' + escaped + b'"'
