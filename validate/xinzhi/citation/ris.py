"""Writes a citation as RIS, which EndNote, Zotero and NoteExpress import: a record for the row in the package, and one
per article behind it."""

from __future__ import annotations

import re

from ..language import Language
from .bibliography import entry_key, inferred_cells, people, source_key, source_note, whole_title
from .cited import Cited, Source

# A line is a tag of two characters, two blanks, a hyphen, a blank and the value; lines end as the format has them.
LINE_END = "\r\n"
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def as_ris(citation: Cited, lang: Language) -> str:
    """The records, in UTF-8."""
    own = [
        ("TY", "DATA"),
        ("ID", entry_key(citation)),
        *(("AU", name) for name in citation.creators),
        ("TI", whole_title(citation, lang)),
        *_date(citation.released),
        ("ET", citation.version),
        ("M3", "Data Package"),
        ("N1", inferred_cells(citation, lang)),
        ("LA", lang),
        ("UR", citation.homepage),
    ]
    return "".join(map(_record, [own, *(_source(citation, source, lang) for source in citation.sources)]))


def _source(citation: Cited, source: Source, lang: Language) -> list[tuple[str, str]]:
    """An article: what kind of document it is, nobody has recorded, hence the generic type."""
    return [
        ("TY", "GEN"),
        ("ID", source_key(citation, source)),
        *(("AU", name) for name in people(source)),
        ("TI", source.title_zh if lang == "zh" else source.title_en),
        *_date(source.published),
        ("PB", source.publisher_zh if lang == "zh" else source.publisher_en),
        ("N1", _with_period(source, source_note(source, lang), lang)),
        ("LA", "zh"),
        ("UR", source.url),
    ]


def _with_period(source: Source, note: str, lang: Language) -> str:
    """The note, with the whole date before it where a record has room for its year only."""
    return f"{source.published}{'；' if lang == 'zh' else '; '}{note}" if _is_period(source.published) else note


def _is_period(published: str) -> bool:
    return bool(published) and not _DAY.fullmatch(published)


def _date(published: str) -> list[tuple[str, str]]:
    """The year, and the date as `year/month/day/`; of a period only the year in which it begins."""
    begins = _DAY.match(published)
    if begins is None:
        return []
    year, month, day = (part or "" for part in begins.groups())
    return [("PY", year)] if _is_period(published) else [("PY", year), ("DA", f"{year}/{month}/{day}/")]


def _record(fields: list[tuple[str, str]]) -> str:
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return LINE_END.join([*lines, "ER  - ", ""])
