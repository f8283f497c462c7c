"""What search looks through: a list of names and one of facts as classic scripts, which work from a file; and the same
names from A to Z, for readers without scripts."""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..language import Language
from ..searching.model import Entry, EntryKind
from ..searching.words import rules
from . import addresses
from .book import Book
from .model import FACTS_FROM
from .words import Pair

_OTHER = "#"
# The common characters of GB 2312 stand in the order of their pinyin; here each letter begins. There is no I, U, V.
_BEGINS = (
    ("A", 0xB0A1), ("B", 0xB0C5), ("C", 0xB2C1), ("D", 0xB4EE), ("E", 0xB6EA), ("F", 0xB7A2), ("G", 0xB8C1),
    ("H", 0xB9FE), ("J", 0xBBF7), ("K", 0xBFA6), ("L", 0xC0AC), ("M", 0xC2E8), ("N", 0xC4C3), ("O", 0xC5B6),
    ("P", 0xC5BE), ("Q", 0xC6DA), ("R", 0xC8BB), ("S", 0xC8F6), ("T", 0xCBFA), ("W", 0xCDDA), ("X", 0xCEF4),
    ("Y", 0xD1B9), ("Z", 0xD4D1),
)  # fmt: skip
_LAST_COMMON = 0xD7F9


@dataclass(frozen=True)
class Named:
    """A name in the list from A to Z."""

    name: Pair
    kind: Pair
    to: str


def scripts(book: Book) -> Mapping[str, bytes]:
    """The two lists by the name of their file. An entry is the number of its kind, the id, the name in Chinese and in
    English, further names, the place of the entry that it lies in, the year, and the name of its page where that is not
    the id; what is empty at the end is left out."""
    index = book.index
    listed: dict[bool, list[list[Any]]] = {False: [], True: []}
    for entry in index.entries:
        listed[index.kinds[entry.kind].fact].append(_listed(entry))
    titles = [[_folder(kind, book), kind.title_zh, kind.title_en] for kind in index.kinds]
    head = f"var SITE_KINDS={_json(titles)},SITE_RULES={_json(rules(index.synonyms))};\n"
    return {
        "search-names.js": f"{head}var SITE_NAMES={_json(listed[False])};\n".encode(),
        "search-facts.js": f"addEntries({_json(listed[True])});\n".encode(),
    }


def _listed(entry: Entry) -> list[Any]:
    en = "" if entry.name_en == entry.name_zh else entry.name_en
    file = addresses.file_name(entry.id)
    within = "" if entry.within is None else entry.within
    cells: list[Any] = [entry.kind, entry.id, entry.name_zh, en, list(entry.names) or "", within]
    cells += [entry.year or "", "" if file == entry.id else file]
    while cells[-1] == "":
        cells.pop()
    return cells


def _folder(kind: EntryKind, book: Book) -> str:
    """The folder of the pages of a kind."""
    page = book.kind(kind.dataset)
    return kind.dataset if page is None else page.id


def _json(data: Any) -> str:
    # `</` would end a script, and the two separators end a line in old readers of JavaScript.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def letters(book: Book, lang: Language) -> Mapping[str, Sequence[Named]]:
    """The names of all entities by their first letter: of English, or of the pinyin of Chinese."""
    named: dict[str, list[tuple[str, Named]]] = defaultdict(list)
    for kind in book.site.kinds:
        if kind.dataset is None or kind.weight >= FACTS_FROM:
            continue
        for row in book.page_rows[kind.id]:
            id = str(row["id"])
            name = book.pages[kind.id][id]
            named[_initial(name[lang])].append((_sort(name[lang]), Named(name, kind.one, addresses.page(kind.id, id))))
    ordered = sorted(named, key=lambda letter: (letter == _OTHER, letter))
    return {letter: [n for _, n in sorted(named[letter], key=lambda each: (each[0], each[1].to))] for letter in ordered}


def _initial(name: str) -> str:
    plain = unicodedata.normalize("NFKD", re.sub(r"^[^\w]+", "", name))[:1].upper()
    if "A" <= plain <= "Z":
        return plain
    try:
        code = int.from_bytes(plain.encode("gb2312"))
    except UnicodeEncodeError:
        return _OTHER
    if not _BEGINS[0][1] <= code <= _LAST_COMMON:
        return _OTHER
    return _BEGINS[bisect_right([begin for _, begin in _BEGINS], code) - 1][0]


def _sort(name: str) -> str:
    """What a name is sorted by: English without case, Chinese by the order of GB 2312."""
    return name.casefold().encode("gb18030").hex()
