"""Lets frictionless read a parent once for all the tables that point to it.

frictionless reads it anew for each foreign key of each table; where most tables of a package point to the same few,
that takes longer than all the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..contract.reach import size_of
from .frictionless_types import FrictionlessPackage, FrictionlessResource, FrictionlessRow

# What is read is kept to the end. A larger file frictionless reads anew, and forgets it.
LARGEST_KEPT = 1024 * 1024


class Parents:
    """Remembers the rows of parents as frictionless reads them, which reads a cell where it is first asked for."""

    def __init__(self) -> None:
        self._rows: dict[int, Sequence[FrictionlessRow]] = {}

    @contextmanager
    def remembered(self, resource: FrictionlessResource) -> Iterator[None]:
        """Let a resource that is validated meanwhile find the rows of its parents here."""
        package = resource.package
        if package is None:
            yield
            return
        resource.package = _Package(package, self)
        try:
            yield
        finally:
            resource.package = package

    def of(self, parent: FrictionlessResource) -> Sequence[FrictionlessRow]:
        """The rows of a parent. Raises what frictionless raises where it cannot read them."""
        if id(parent) not in self._rows:
            source = parent.to_copy()
            if source.schema:
                source.schema.foreign_keys = []
            source.open()
            try:
                self._rows[id(parent)] = list(source.row_stream)
            finally:
                source.close()
        return self._rows[id(parent)]


class _Package:
    """Stands for a package where one of its tables looks for parents."""

    def __init__(self, package: FrictionlessPackage, parents: Parents) -> None:
        self._package, self._parents = package, parents

    def __getattr__(self, name: str) -> Any:
        return getattr(self._package, name)

    def get_resource(self, name: str) -> Any:
        """The parent of that name, as itself or as its rows."""
        parent = self._package.get_resource(name)
        local = parent.normpath is not None and not parent.remote and not parent.multipart
        kept = local and size_of(Path(str(parent.normpath))) <= LARGEST_KEPT
        return _Parent(parent, self._parents) if kept else parent


class _Parent:
    """Stands for a parent whose rows are looked through."""

    schema = None

    def __init__(self, parent: FrictionlessResource, parents: Parents) -> None:
        self._parent, self._parents = parent, parents

    def to_copy(self) -> _Parent:
        """Itself: nothing is opened that another would close."""
        return self

    def __enter__(self) -> _Parent:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing is open."""

    @property
    def row_stream(self) -> Iterator[FrictionlessRow]:
        """The rows."""
        return iter(self._parents.of(self._parent))
