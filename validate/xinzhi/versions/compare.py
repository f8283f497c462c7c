"""Compares two versions of a package: `diff(old, new)`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..contract.package import Package, PackageError, Resource
from ..contract.reach import is_inside, is_regular, is_special, remote_access
from ..contract.table import LARGEST_READ_WHOLE
from ..types import field_type
from .contract import contract_changes
from .difference import Change, Difference, Kind, NotCompared, Side, TableDifference
from .redirects import Redirects, named_datasets, read_redirects
from .residue import residue
from .rows import Pairing, compare_keyed, compare_keyless
from .text_table import TextTable, is_tabular, load, text_table
from .views import view_changes

# Rows of each kind and resource that are kept, for whoever does not say how many: the totals are exact in any case.
KEPT = 10_000
_MEMORY = 1907  # MiB
_LARGE_FILE_POINTER = b"version https://git-lfs.github.com/spec/"


def diff(old: Package, new: Package, *, limit: int = KEPT) -> Difference:
    """Everything that differs from `old` to `new`: descriptor, columns and constraints, views, rows and cells.

    Rows are paired by primary key, ids by the package's redirects; without a key, rows are compared as a multiset.
    Cells are compared as they are written. Of the rows that differ, `limit` of each kind and resource are kept.
    Raises PackageError where a file cannot be read.
    """
    changes = list(contract_changes(old, new))
    changes += view_changes(old, new)
    tables: list[TableDifference] = []
    not_compared: list[NotCompared] = []
    redirects = read_redirects(old, new)
    before = {r.name: r for r in old.resources}
    with _Comparison(redirects, limit).open(_files(old, new)) as comparison:
        for after in new.resources:
            if after.name not in before:
                continue
            pair = before[after.name], after
            reason = _unreadable(*pair)
            if reason is not None:
                not_compared.append(reason)
            elif not _same_data(*pair):
                _refuse_pointers(*pair)
                if is_tabular(pair[0]) and is_tabular(after):
                    compared = comparison.tables(*pair)
                    tables += [compared] if compared is not None else []
                else:
                    changes.append(Change(Kind.file_changed, after.name))
    return Difference(_side(old), _side(new), tuple(changes), tuple(tables), tuple(not_compared))


def _files(*packages: Package) -> list[Path]:
    """The files of the packages' resources that may be read."""
    return [
        r.file
        for p in packages
        for r in p.resources
        if r.file is not None and is_inside(p, str(r.path)) and is_regular(r.file)
    ]


def _refuse_pointers(*resources: Resource) -> None:
    """Raise PackageError where Git LFS left a pointer in a file's place."""
    for file in (r.file for r in resources if r.file is not None and r.file.is_file()):
        with file.open("rb") as opened:
            is_pointer = opened.read(len(_LARGE_FILE_POINTER)) == _LARGE_FILE_POINTER
        if is_pointer:
            raise PackageError(
                f"{file.name} 由 Git LFS 存放，此处只有指针：请用 git lfs pull 取回，或检出该版本，再给出其文件夹",
                f"{file.name} is stored with Git LFS, and only a pointer is here: fetch it with git lfs pull, or check"
                " the revision out and name its folder",
            )


def _side(package: Package) -> Side:
    version = package.descriptor.get("version")
    return Side(package.name, None if version is None else str(version))


def _unreadable(old: Resource, new: Resource) -> NotCompared | None:
    """Why a resource's data is left alone: something that it takes to read it is remote, or lies outside of the
    package."""
    for resource in (old, new):
        asked = remote_access(resource)
        path, dialect = resource.descriptor.get("path"), resource.descriptor.get("dialect")
        needed = [
            *(path if isinstance(path, list) else [path] if "data" not in resource.descriptor else []),
            *([dialect] if isinstance(dialect, str) else []),
        ]
        outside = [p for p in needed if not isinstance(p, str) or not is_inside(resource.package, p)]
        if asked is not None or outside:
            named = asked.value if asked is not None else outside[0]
            return NotCompared(
                new.name,
                f"不读取包外或网上的数据：{named}",
                f"data outside of the package, or on the net, is not read: {named}",
            )
        for each in needed:
            if is_special(resource.package.root / each):
                return NotCompared(new.name, f"{each} 不是普通文件", f"{each} is no regular file")
    return None


def _same_data(old: Resource, new: Resource) -> bool:
    """Whether both resources hold the same bytes, read in the same way."""
    reading = ("dialect", "encoding", "compression", "format", "data")
    if any(old.descriptor.get(p) != new.descriptor.get(p) for p in reading):
        return False
    if old.file is None or new.file is None:
        return old.file is new.file and "data" in old.descriptor
    if not old.file.is_file() or not new.file.is_file():
        return not old.file.exists() and not new.file.exists()
    return _same_bytes(old.file, new.file)


def _same_bytes(old: Path, new: Path) -> bool:
    # Not filecmp: it remembers what it compared, and goes by a file's time.
    if old.stat().st_size != new.stat().st_size:
        return False
    with old.open("rb") as a, new.open("rb") as b:
        while chunk := a.read(1 << 20):
            if chunk != b.read(1 << 20):
                return False
    return True


class _Comparison:
    """The database and the folder in which tables are compared; both go at the end."""

    def __init__(self, redirects: Redirects, limit: int) -> None:
        self._redirects = redirects
        self._limit = limit

    @contextmanager
    def open(self, files: Sequence[Path]) -> Iterator[_Comparison]:
        """The database, which reads these files, and the copies that it makes, and no other."""
        from ..engine.sandbox import confined_connection

        with tempfile.TemporaryDirectory(prefix="xinzhi-diff-") as name:
            self._folder = Path(name)
            connection = confined_connection(
                files,
                self._folder / "spilled",
                memory=_MEMORY,
                folders=[self._folder],
                prepare=["SET preserve_insertion_order = false"],
            )
            with connection:
                self._connection = connection
                yield self

    def tables(self, old: Resource, new: Resource) -> TableDifference | None:
        """What differs in the rows of a resource. Raises PackageError, also where memory or the disk are too small."""
        import duckdb

        try:
            return self._tables(old, new)
        except (OSError, duckdb.Error) as error:
            said = " ".join(str(error).split())
            raise PackageError(f"无法比较 {new.name}：{said}", f"cannot compare {new.name}: {said}") from error

    def _tables(self, old: Resource, new: Resource) -> TableDifference | None:
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            folder = Path(name)
            before, after = text_table(old, folder), text_table(new, folder)
            pairing = _pairing(old, new, before, after)
            if not pairing.columns:
                return None
            whole = after
            before, after = _shortened(before, after, folder)
            load(self._connection, "old", before, pairing.columns, folder)
            load(self._connection, "new", after, pairing.columns, folder)
            if not pairing.key:
                return compare_keyless(self._connection, pairing, self._limit)

            def whole_new() -> str:
                if whole is after:
                    return "new"
                load(self._connection, "whole_new", whole, pairing.columns, folder)
                return "whole_new"

            return compare_keyed(self._connection, pairing, self._redirects, whole_new, self._limit)


def _pairing(old: Resource, new: Resource, before: TextTable, after: TextTable) -> Pairing:
    """The columns that both tables have, and the key: the new version's, or the old one's where only that is whole."""
    shared = [c for c in after.header if c in before.header]
    keys = [r.schema.primary_key for r in (new, old) if r.schema is not None]
    key = tuple(next((k for k in keys if k and set(k) <= set(shared)), []))
    numeric = frozenset(
        f.name for f in (new.schema.fields if new.schema is not None else []) if field_type(f.type).is_whole
    )
    columns = (*key, *(c for c in shared if c not in key))
    return Pairing(new.name, columns, key, numeric, named_datasets(new.name, new.schema, key))


def _shortened(old: TextTable, new: TextTable, folder: Path) -> tuple[TextTable, TextTable]:
    """The tables without what both have, where they are large and that can be told line by line."""
    if min(old.path.stat().st_size, new.path.stat().st_size) <= LARGEST_READ_WHOLE or old.delimiter != new.delimiter:
        return old, new
    left = residue(old.path, new.path, folder)
    if left is None:
        return old, new
    return TextTable(left[0], old.delimiter, old.header, old.shown), TextTable(
        left[1], new.delimiter, new.header, new.shown
    )
