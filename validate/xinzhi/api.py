"""The package for Python users: connect to it, load a table, search, take a pandera model, validate."""

from __future__ import annotations

import os
from collections.abc import Collection
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from .contract.package import DESCRIPTOR, Package, PackageError, open_package

if TYPE_CHECKING:
    import duckdb
    import pandera.ibis as pa

    from .citation import Citation
    from .searching.index import Found, Index

# Where a wheel carries the package: below the folder of the modules. A checkout has no such folder.
CARRIED = "data"
# The name of the package that belongs to this toolkit.
OWN = "xinzhi"


def own_package() -> Package:
    """The data that belongs to this toolkit: the folder in XINZHI_PACKAGE, else the one around the current folder, else
    the one beside the source, else the one that the installed wheel carries. Raises PackageError where there is none.
    """
    named = os.environ.get("XINZHI_PACKAGE")
    if named:
        return open_package(named)
    try:
        here = [Path.cwd(), *Path.cwd().parents]
    except FileNotFoundError:  # the folder was removed
        here = []
    beside = Path(__file__).resolve().parents[2]
    carried = Path(str(files(__package__) / CARRIED))
    for folder in (*here, beside, carried):
        if (folder / DESCRIPTOR).is_file():
            package = open_package(folder)
            if package.name == OWN:
                return package
    raise PackageError(
        "找不到芯志数据包：请在其文件夹中运行，或用环境变量 XINZHI_PACKAGE 指明",
        "the Xinzhi data package is not here: stand in its folder, or name it in XINZHI_PACKAGE",
    )


def connect() -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB connection with every table (typed, commented) and every view of the package."""
    from .database import connect as connect_to

    return connect_to(own_package(), confined=False)


def load(name: str) -> duckdb.DuckDBPyRelation:
    """A table or view as a DuckDB relation: `.df()`, `.pl()`, `.arrow()`. Raises KeyError for an unknown name."""
    connection = connect()
    known = {row[0] for row in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    if name not in known:
        raise KeyError(f"no table or view {name!r}; there are {', '.join(sorted(known))}")
    return connection.table(name)


def cite(dataset: str | None = None, id: str | None = None) -> Citation:
    """The citation of a row with the characters that state it; without `id` of a dataset or view,
    without both of the package.

    `str()` of it is text in both languages; it has `.text(lang)`, `.bibtex(lang)`, `.ris(lang)` and `.csl_json(lang)`.
    Parts of a primary key are joined with a slash. A row of a view is cited with the evidence of the rows that it rests
    on. Raises KeyError for an unknown dataset, view or row, naming the nearest there are.
    """
    from .citation import cite as cite_from

    package = own_package()
    try:
        return cite_from(package, dataset, id)
    except PackageError as error:
        raise KeyError(error.en) from error


def search(query: str, *, kinds: Collection[str] | None = None) -> Found:
    """What a query finds among names and facts, as on the site: the hits kind by kind, each a named tuple of dataset,
    id, the kind's title, the name and the year. Chinese is found from one character on, English in any order and form.

    `kinds` are the datasets to look in. The first call reads the package, later ones only if a file of it changed.
    Raises KeyError for an unknown kind, and lists those that there are.
    """
    from .view_files import view_files

    package = own_package()
    files = [package.descriptor_path, *(r.file for r in package.resources if r.file is not None)]
    files += view_files(package.root)
    states = [(status.st_mtime_ns, status.st_size) for status in (file.stat() for file in files)]
    index = _index(package.descriptor_path, tuple(states))
    try:
        return index.find(query, kinds)
    except PackageError as error:
        raise KeyError(error.en) from error


@lru_cache(maxsize=1)
def _index(path: Path, states: tuple[tuple[int, int], ...]) -> Index:
    """The index of a package whose files are in these states."""
    from .searching.reading import open_index

    return open_index(open_package(path))


def model(name: str) -> pa.DataFrameSchema:
    """The pandera model (`pandera.ibis`) of a dataset: types and constraints of its schema, and its domain rules.

    Raises KeyError for an unknown dataset.
    """
    from .database import quoted
    from .domains import domain_of
    from .rules import figure_columns, row_rules
    from .rules.pandera_model import model as compile_model
    from .rules.readings import NO_READINGS, read_figures

    package = own_package()
    schema = package.resource(name).schema
    domain = domain_of(package)
    if schema is None or domain is None:
        raise KeyError(name)
    readings, figure, units = NO_READINGS, figure_columns(domain).get(name), domain.units
    if figure is not None and units is not None:
        connection = connect()
        labels = [
            row
            for dataset, label, unit in units.tables
            for row in connection.execute(f"SELECT {quoted(label)}, {quoted(unit)} FROM {quoted(dataset)}").fetchall()
        ]
        texts = connection.execute(f"SELECT DISTINCT {quoted(figure)} FROM {quoted(name)}").fetchall()
        readings = read_figures([row[0] for row in texts], dict(labels))
    return compile_model(name, schema, row_rules(domain).get(name, ()), readings)
