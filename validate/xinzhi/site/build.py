"""Builds a site: reads the package, writes every page in both languages, and puts the whole in place at once."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast

from ..contract.package import Package, PackageError, open_package
from ..contract.tables import read_tables
from ..database import connect, keep_views
from ..domain import Domain
from ..domains import domain_of
from ..evidence.facts import gather
from ..versions.compare import diff
from ..versions.difference import Difference
from ..versions.version_source import open_last_tag, open_old
from ..writing import WriteRefusedError, replaced_folder
from .book import Book
from .model import Site
from .writer import Files, write_site

MARK = "site.json"


class Built(NamedTuple):
    """What a site takes: its files, of these the pages, and their bytes."""

    files: int
    pages: int
    size: int


def build(where: Path | str, out: Path, *, previous: str | None = None) -> Built:
    """Build the site of the package at `where` in the folder `out`, which is replaced whole or not at all.

    `previous` names the version that the page of changes compares with; without it that is the last tag.
    Raises PackageError where the package cannot be read, where nobody has said what its pages are, or where `out` may
    not be replaced.
    """
    package = open_package(where)
    domain, site = _site_of(package)
    with replaced_folder(out, _refusal) as folder:
        with connect(package) as connection:
            connection.execute("SET threads = 1")  # so that rows which a query does not order come in one order
            keep_views(connection)
            facts = gather(read_tables(package), domain.datasets)
            files = pages_of(Book(package, domain, site, facts, connection), _difference(package, previous))
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    pages = sum(path.endswith(".html") for path in files)
    return Built(len(files), pages, sum(map(len, files.values())))


def _difference(package: Package, previous: str | None) -> Difference | None:
    """What changed since the version before; None where there is none at hand."""
    opened = open_old(previous) if previous is not None else open_last_tag(package.root, but_not=package.version)
    with opened as before:
        return None if before is None else diff(before.package, package)


def pages_of(book: Book, difference: Difference | None = None) -> Files:
    """Every file of the site, by its path. `difference` is from the version before, where there is one."""
    files = write_site(book, difference)
    mark = {"site": book.package.name, "version": book.package.version}
    files[MARK] = (json.dumps(mark, ensure_ascii=False, indent=2) + "\n").encode()
    return files


def site_of(domain: Domain) -> Site | None:
    """What a domain says of its site; None where it says nothing."""
    return cast(Site, import_module(domain.site).SITE) if domain.site is not None else None


def _site_of(package: Package) -> tuple[Domain, Site]:
    domain = domain_of(package)
    site = site_of(domain) if domain is not None else None
    if domain is None or site is None:
        raise PackageError(
            f"不知道数据包“{package.name}”该有哪些网页",
            f"nothing is known of what the pages of {package.name!r} are: there is no site of it",
        )
    return domain, site


def _refusal(folder: Path) -> WriteRefusedError | None:
    """Why a folder is not replaced: it holds something else than a site."""
    if not any(folder.iterdir()) or is_site(folder):
        return None
    return WriteRefusedError(
        f"{folder} 里不是此前生成的网站（没有 {MARK}），未写入：请换一个文件夹，或先清空它",
        f"{folder} holds something else than a site (it has no {MARK} of one): nothing was written. Name another"
        " folder, or empty this one",
    )


def is_site(folder: Path) -> bool:
    """Whether a folder holds a site that was built here."""
    try:
        data = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(data, dict) and {"site", "version"} <= data.keys()
