"""Writes the static site as one zip file, to be unpacked and opened on any computer, or put on any host."""

from __future__ import annotations

from ..evidence.facts import gather
from ..site.book import Book
from ..site.build import pages_of, site_of
from .context import File, Release
from .zip_file import write_zip


def write(release: Release) -> list[File]:
    """Write `name-version-site.zip`; nothing for a domain that has no site."""
    site = site_of(release.domain)
    if site is None:
        return []
    facts = gather(release.tables, release.domain.datasets)
    # A cursor has temporary tables of its own, so that those of the site are nobody else's.
    with release.connection.cursor() as connection:
        pages = pages_of(Book(release.package, release.domain, site, facts, connection), release.difference)
    folder = f"{release.stem}-site"
    write_zip(release.out / f"{folder}.zip", {f"{folder}/{path}": content for path, content in pages.items()})
    audience = (
        "没有命令行的读者：解压后打开 index.html；托管网站的人",
        "readers without a command line: unpack it and open index.html; whoever hosts the site",
    )
    return [File(f"{folder}.zip", "application/zip", *audience)]
