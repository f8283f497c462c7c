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

from ..contract.table import RecordKey
from ..language import Language
from . import addresses
from .book import Book
from .model import Kind
from .words import Pair

# Kinds of this weight and above are facts: found behind all names, and kept in a file of their own.
FACTS_FROM = 6
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
    English, further names, the id of the page that it lies in, and the year; what is empty at the end is left out."""
    kinds = [kind for kind in book.site.kinds if kind.dataset is not None]
    listed: dict[str, list[list[Any]]] = {"names": [], "records": []}
    for number, kind in enumerate(kinds):
        for row in book.page_rows[kind.id]:
            listed["records" if kind.weight >= FACTS_FROM else "names"].append(_entry(number, kind, row, book))
    titles = [[kind.id, kind.title.zh, kind.title.en, kind.weight] for kind in kinds]
    head = f"var SITE_KINDS={_json(titles)},SITE_SAME={_json(book.site.synonyms)};\n"
    return {
        "search-names.js": f"{head}var SITE_NAMES={_json(listed['names'])};\n".encode(),
        "search-facts.js": f"addEntries({_json(listed['records'])});\n".encode(),
    }


def _entry(number: int, kind: Kind, row: Mapping[str, Any], book: Book) -> list[Any]:
    id = str(row["id"])
    name = book.pages[kind.id][id]
    known = {name.zh, name.en}
    others = [n for n in book.facts.names.get(RecordKey(kind.dataset or "", id), ()) if n and n not in known]
    within = row.get(kind.within[1]) if kind.within is not None else row.get("region") or row.get("province")
    near = "" if within is None or str(within) == id else str(within)
    entry = [number, id, name.zh, "" if name.en == name.zh else name.en, " ".join(others), near, row.get("year") or ""]
    while entry[-1] == "":
        entry.pop()
    return entry


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
