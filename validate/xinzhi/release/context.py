"""What every writer of a release works with: the package, its version, the folder to write into, the files so far."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..contract.package import Package, Resource, Schema
from ..database import view_names
from ..describe import View, described_views
from ..domain import Datasets, Domain
from ..domains import domain_of
from ..versions.changelog import CHANGELOG, dated_versions

if TYPE_CHECKING:
    import duckdb

    from ..contract.tables import Tables
    from ..result import Report
    from ..versions.difference import Difference
    from ..view_columns import ViewColumn

_LONGEST_STEM = 100


@dataclass(frozen=True)
class File:
    """A file of the release: its path from the release's folder, its media type, and for whom it is.

    `depends_on` names what besides the data decides its bytes, where that is a library which the project cannot lock;
    it is empty for a file that is the same byte for byte everywhere.
    """

    path: str
    media_type: str
    audience_zh: str
    audience_en: str
    depends_on: str = ""


def file_stem(text: str) -> str:
    """A text of anybody's as the name of a file, which leads into no other folder."""
    return re.sub(r"[^\w.+-]+", "-", text, flags=re.ASCII).lstrip(".-")[:_LONGEST_STEM] or "package"


@dataclass
class Release:
    """A release in the making. Writers write into `out` and return the files that they wrote. `difference` is from the
    version before, known once the changes are written."""

    package: Package
    out: Path
    connection: duckdb.DuckDBPyConnection
    tables: Tables
    report: Report
    sources: Path | None = None
    previous: str | None = None
    files: list[File] = field(default_factory=list)
    difference: Difference | None = None

    @cached_property
    def domain(self) -> Domain:
        """The package's domain; one that knows no dataset, for a package without."""
        return domain_of(self.package) or Domain(self.name, Datasets(()))

    @property
    def name(self) -> str:
        """The package's name."""
        return self.package.name

    @property
    def version(self) -> str:
        """The package's version."""
        return self.package.version

    @property
    def stem(self) -> str:
        """How the names of whole-package files begin: `name-version`."""
        return file_stem(f"{self.name}-{self.version}")

    @property
    def licence(self) -> Mapping[str, Any]:
        """The licence of the data as the descriptor names it, empty where it names none."""
        listed = self.package.descriptor.get("licenses")
        licences = [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
        return dict(licences[0]) if licences else {}

    @property
    def day(self) -> date | None:
        """The day of the version as the changelog has it, or None where it has none. No clock is asked."""
        return next((day for version, day in self.history() if version == self.version), None)

    def history(self) -> list[tuple[str, date]]:
        """The versions that the changelog dates, the latest first."""
        path = self.package.root / CHANGELOG
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        return list(dated_versions(text))

    def datasets(self) -> Iterator[tuple[Resource, Schema, Path]]:
        """Each dataset with its schema and its CSV file, in the descriptor's order."""
        for resource in self.package.resources:
            if resource.schema is not None and resource.file is not None:
                yield resource, resource.schema, resource.file

    def views(self) -> list[str]:
        """The names of the views, sorted."""
        return view_names(self.connection)

    @cached_property
    def view_columns(self) -> Mapping[str, Sequence[ViewColumn]]:
        """The columns of each view with what they mean, as far as that is known."""
        from ..view_columns import view_columns

        return view_columns(self.package)

    @cached_property
    def described_views(self) -> Sequence[View]:
        """The views in an order in which each finds those that it builds on."""
        return list(described_views(self.package, self.views(), self.view_columns))

    def write_bytes(self, path: str, content: bytes) -> Path:
        """Write a file below the release's folder."""
        target = self.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        return target

    def write_text(self, path: str, text: str) -> Path:
        """Write a UTF-8 text file with the line ends that it has."""
        return self.write_bytes(path, text.encode("utf-8"))

    def write_json(self, path: str, data: Any) -> Path:
        """Write a JSON file: indented, keys as given."""
        return self.write_text(path, json.dumps(data, ensure_ascii=False, indent=2) + "\n")

    def size(self, file: File) -> int:
        """The bytes that a file has."""
        return (self.out / file.path).stat().st_size

    def digest(self, file: File) -> str:
        """The SHA-256 of a file, in lower-case hex."""
        return hashlib.sha256((self.out / file.path).read_bytes()).hexdigest()

    def add(self, files: Sequence[File]) -> None:
        """Note files that a writer has written. Raises ValueError for one that stands there already, or is not
        there."""
        known = {f.path for f in self.files}
        for file in files:
            if file.path in known or not (self.out / file.path).is_file():
                raise ValueError(f"{file.path} was written twice, or not at all")
            known.add(file.path)
            self.files.append(file)
