"""Writes the pages of a site, kind by kind, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files as package_files
from typing import Any

from ..language import Language
from ..versions.difference import Difference
from . import addresses, behind, changes, dictionary, downloads, finder, quality, sql
from .book import Book
from .finder import Finder
from .model import Essay, Kind, Leaf
from .pages import Page, indexes_of, pages_of
from .render import LANGUAGES, Renderer
from .search import letters, scripts
from .start import Period, Start
from .tables import Further, table_of
from .words import Pair, described

Files = dict[str, bytes]
_ASSETS = ("site.css", "icon.svg", "matching.js", "search.js", "take.js", "finder.js", "proof.js", "sql.js")

_STYLE = "style.html"
_STYLE_TITLE = Pair("样式", "Style")
_STYLE_ABOUT = Pair(
    "本站各页共用的文字、颜色、表格与间距。", "The type, colours, tables and spaces that all pages share."
)


@dataclass
class _Output:
    """The files so far, and what writes pages in each language."""

    renderers: Sequence[Renderer]
    files: Files = field(default_factory=dict)

    def page(self, template: str, address: str, **content: Any) -> None:
        """Write a page in both languages."""
        for renderer in self.renderers:
            self.put(f"{renderer.lang}/{address}", renderer.page(template, address, **content).encode())

    def put(self, path: str, content: bytes) -> None:
        """Note a file. Raises ValueError where two have one path, on whatever system."""
        if path in self.files:
            raise ValueError(f"{path} is written twice")
        self.files[path] = content


def write_site(book: Book, difference: Difference | None = None) -> Files:
    """Every file of the site, by its path. `difference` is from the version before, where there is one."""
    common = {
        "brand": _brand(book),
        "package_title": described(book.package.descriptor, "title"),
        "version": book.package.version,
        "licence": _licence(book),
        "list_of": _list_of,
        "among": book.site.among.title if book.site.among is not None else None,
        "menu": [_entry(id, book) for id in book.site.menu],
        "below": list(_below(book)),
    }
    output = _Output([Renderer(lang, common) for lang in LANGUAGES])
    for name in _ASSETS:
        output.put(f"assets/{name}", (package_files("xinzhi.site") / "assets" / name).read_bytes())
    gate = output.renderers[0].page("gate", "", title=common["package_title"])
    output.put("index.html", gate.encode())
    for kind in book.site.kinds:
        for page in pages_of(kind, book):
            _write_page(page, output, book)
        if kind.columns:
            total = len(book.pages[kind.id])
            if kind.finder is not None:
                for renderer in output.renderers:
                    output.put(_list_of(kind.finder, renderer.lang), finder.script(kind.finder, book, renderer.lang))
            counted = _counted(kind, book)
            for index in indexes_of(kind, book):
                asked = behind.address_of(kind)
                output.page("index", index.address, index=index, total=total, counted=counted, behind=asked)
    for leaf in book.site.leaves:
        address = f"{leaf.id}.html"
        made = [
            table_of(section, book.query(section.sql), book, address, behind.address_of(leaf, section))
            for section in leaf.sections
        ]
        output.page("leaf", address, leaf=leaf, steps=[], tables=[table for table, _ in made])
        for table, further in made:
            _write_further(further, table.total, leaf.title, [(leaf.title, address)], output)
    for essay in book.site.essays:
        output.page("essay", f"{essay.id}.html", essay=essay)
    _write_reference(output, book)
    _write_changes(difference, output, book)
    _write_search(output, book)
    _write_sql(output, book)
    begin = book.site.start(book) if book.site.start is not None else None
    output.page("style", _STYLE, title=_STYLE_TITLE, about=_STYLE_ABOUT, states=begin.states if begin else ())
    if begin is not None:
        _write_start(begin, output, book)
    return output.files


def _counted(kind: Kind, book: Book) -> int | None:
    among = book.site.among
    return among.count(book.page_rows[kind.id]) if among is not None else None


def _list_of(found: Finder, lang: Language) -> str:
    return f"assets/{found.id}.{lang}.js"


def _write_page(page: Page, output: _Output, book: Book) -> None:
    for renderer in output.renderers:
        other = page.name["en" if renderer.lang == "zh" else "zh"]
        content = renderer.page(
            "page",
            page.address,
            page=page,
            steps=page.steps,
            other_name=other if page.kind.dataset and other != page.name[renderer.lang] else "",
        )
        output.put(f"{renderer.lang}/{page.address}", content.encode())
    totals = {table.id: table.total for table in page.tables}
    for each in page.further:
        _write_further([each], totals[each.table.id], page.name, [*page.steps, (page.name, page.address)], output)


def _write_further(
    further: Sequence[Further], total: int, name: Pair, steps: Sequence[tuple[Pair, str]], output: _Output
) -> None:
    for each in further:
        output.page("further", each.address, further=each, total=total, name=name, steps=steps)


def _write_start(start: Start, output: _Output, book: Book) -> None:
    first = start.periods[0] if start.periods else Period("", ())

    def address_of(period: Period) -> str:
        name = f"{period.id}-with-parts" if period.with_parts else period.id
        return "index.html" if period is first else f"map-{addresses.file_name(name)}.html"

    doors = [
        (*_entry(kind.id, book), len(book.pages[kind.id]) if kind.dataset else 0, _counted(kind, book), kind.unit)
        for kind in book.site.kinds
        if kind.columns
    ]
    for period in start.periods or (first,):
        table = list(zip(*(map_.tiles for map_ in period.maps), strict=True))
        output.page(
            "start",
            address_of(period),
            start=start,
            period=period,
            first=period is first,
            table=table,
            doors=doors,
            address_of=address_of,
        )


def _write_reference(output: _Output, book: Book) -> None:
    """The dictionary, the files to take away, and the figures of quality."""
    for entry in dictionary.entries(book):
        first = entry.address == dictionary.address_of("index")
        steps = [] if first else [(dictionary.TITLE, dictionary.address_of("index"))]
        leaf = {"title": entry.title, "about": entry.about}
        output.page("leaf", entry.address, leaf=leaf, steps=steps, tables=entry.tables)
    taken = list(downloads.files_of(book))
    for path, content, *_ in taken:
        output.put(path, content)
    for module, name, tables in (
        (downloads, "downloads", list(downloads.tables_of(taken))),
        (quality, "quality", [quality.table_of(book)]),
    ):
        leaf = {"title": module.TITLE, "about": module.ABOUT}
        output.page("leaf", f"{name}.html", leaf=leaf, steps=[], tables=tables)


def _write_changes(difference: Difference | None, output: _Output, book: Book) -> None:
    made = list(changes.tables_of(difference, book))
    leaf = {"title": changes.TITLE, "about": changes.about(difference)}
    output.page("leaf", changes.ADDRESS, leaf=leaf, steps=[], tables=[table for table, _ in made])
    for table, further in made:
        _write_further(further, table.total, changes.TITLE, [(changes.TITLE, changes.ADDRESS)], output)


def _write_search(output: _Output, book: Book) -> None:
    """The page of search, its lists, and the names from A to Z. The letters are those of each language's own names, so
    that a letter which one language lacks has an empty page there: a page stands in both."""
    for name, content in scripts(book).items():
        output.put(f"assets/{name}", content)
    by_language = {renderer.lang: letters(book, renderer.lang) for renderer in output.renderers}
    every = sorted({letter for each in by_language.values() for letter in each}, key=lambda each: (each == "#", each))
    for renderer in output.renderers:
        named = by_language[renderer.lang]
        listed = [
            (letter, len(named.get(letter, ())), f"az/{addresses.file_name(letter.lower())}.html") for letter in every
        ]
        output.put(f"{renderer.lang}/search.html", renderer.page("search", "search.html", letters=listed).encode())
        for letter, _, address in listed:
            page = renderer.page("letter", address, letter=letter, letters=listed, named=named.get(letter, ()))
            output.put(f"{renderer.lang}/{address}", page.encode())


def _write_sql(output: _Output, book: Book) -> None:
    """The page of SQL, and what it loads."""
    files = sql.files_of(book)
    for path, content in files.items():
        output.put(path, content)
    output.page("sql", sql.ADDRESS, **sql.content_of(book, files))


def _entry(id: str, book: Book) -> tuple[Pair, str]:
    """The title and the address of a page that the header leads to."""
    kind = book.kind(id)
    if kind is not None:
        return kind.title, addresses.index(kind.id)
    return next((title, address) for title, address in _alone(book) if address == f"{id}.html")


def _alone(book: Book) -> Iterator[tuple[Pair, str]]:
    """The titles and addresses of the pages that are none of a kind."""
    leaves: tuple[Leaf | Essay, ...] = (*book.site.leaves, *book.site.essays)
    for leaf in leaves:
        yield leaf.title, f"{leaf.id}.html"
    yield dictionary.TITLE, dictionary.address_of("index")
    yield sql.TITLE, sql.ADDRESS
    yield downloads.TITLE, "downloads.html"
    yield changes.TITLE, changes.ADDRESS
    yield quality.TITLE, "quality.html"
    yield _STYLE_TITLE, _STYLE


def _below(book: Book) -> Iterator[tuple[Pair, str]]:
    """The pages that the footer leads to: those of none of the kinds which the header does not lead to."""
    above = {f"{id}.html" for id in book.site.menu}
    return (each for each in _alone(book) if each[1] not in above)


def _brand(book: Book) -> Pair:
    """The title of the package up to what explains it."""
    title = described(book.package.descriptor, "title")
    return Pair(title.zh.partition("：")[0] or book.package.name, title.en.partition(":")[0] or book.package.name)


def _licence(book: Book) -> dict[str, str] | None:
    listed = book.package.descriptor.get("licenses")
    first = listed[0] if isinstance(listed, list) and listed else None
    if not isinstance(first, dict):
        return None
    return {"name": str(first.get("name", "")), "path": addresses.of_web(str(first.get("path", "")))}
