"""Writes a citation as BibTeX and as CSL-JSON: an entry for the row in the package, and one per article behind it.

What entries hold in every form, such as their titles and notes, is told here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..language import Language
from .cited import Cited, Source
from .reference_text import places, row_title

_SPECIAL: Mapping[str, str] = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",  # noqa: E501
    **{c: "\\" + c for c in "&%$#_"},
}  # fmt: skip
_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def as_bibtex(citation: Cited, lang: Language) -> str:
    """The entries, in UTF-8. `date` is for biblatex, `year` for BibTeX."""
    entries = [_bibtex("misc", key, fields) for key, fields in _entries(citation, lang)]
    return "\n\n".join(entries)


def _bibtex(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _entries(citation: Cited, lang: Language) -> list[tuple[str, dict[str, str]]]:
    note = inferred_cells(citation, lang)
    own = {
        "author": " and ".join("{" + _escaped(name) + "}" for name in citation.creators),
        "title": "{" + _escaped(whole_title(citation, lang)) + "}",
        "version": _escaped(citation.version),
        "year": citation.released[:4],
        "date": citation.released,
        "howpublished": "Data Package",
        "note": _escaped(note),
        "url": _escaped_url(citation.homepage),
    }
    return [
        (entry_key(citation), own),
        *((source_key(citation, s), _source_fields(s, lang)) for s in citation.sources),
    ]


def inferred_cells(citation: Cited, lang: Language) -> str:
    """The cells that are inferred."""
    if lang == "zh":
        return "；".join(f"{i.field} = {i.value}（推定）" for i in citation.inferences)
    return "; ".join(f"{i.field} = {i.value} (inferred)" for i in citation.inferences)


def _source_fields(source: Source, lang: Language) -> dict[str, str]:
    return {
        "author": " and ".join("{" + _escaped(name) + "}" for name in people(source)),
        "title": "{" + _escaped(source.title_zh if lang == "zh" else source.title_en) + "}",
        "howpublished": _escaped(source.publisher_zh if lang == "zh" else source.publisher_en),
        "year": _escaped(source.published[:4]),
        "date": _escaped(source.published),
        "url": _escaped_url(source.url),
        "note": _escaped(source_note(source, lang)),
    }


def source_note(source: Source, lang: Language) -> str:
    """The document and the places in it; that the date is inferred, where it is."""
    inferred = source.date_inferred and source.published
    if lang == "zh":
        parts = [
            "日期为推定" if inferred else "",
            f"文档 {source.document}，SHA-256 {source.document_sha256}",
            *places(source, lang),
        ]
        return "；".join(p for p in parts if p)
    parts = [
        "date inferred" if inferred else "",
        f"document {source.document}, SHA-256 {source.document_sha256}",
        *places(source, lang),
    ]
    return "; ".join(p for p in parts if p)


def as_csl_json(citation: Cited, lang: Language) -> list[dict[str, Any]]:
    """The items: one `dataset`, and one `article` per source with its characters as `note`."""
    own: dict[str, object] = {
        "id": entry_key(citation),
        "type": "dataset",
        "title": whole_title(citation, lang),
        "author": [{"literal": name} for name in citation.creators],
        "version": citation.version,
        "language": "zh-Hans" if lang == "zh" else "en",
    }
    if citation.released:
        own["issued"] = {"date-parts": [[int(part) for part in citation.released.split("-")]]}
    if citation.homepage:
        own["URL"] = citation.homepage
    if citation.inferences:
        own["note"] = inferred_cells(citation, lang)
    return [own, *(_source_item(citation, source, lang) for source in citation.sources)]


def _source_item(citation: Cited, source: Source, lang: Language) -> dict[str, object]:
    item: dict[str, object] = {
        "id": source_key(citation, source),
        "type": "article",
        "title": source.title_zh if lang == "zh" else source.title_en,
        "author": [{"literal": name} for name in people(source)],
        "publisher": source.publisher_zh if lang == "zh" else source.publisher_en,
        "issued": _csl_date(source),
        "URL": source.url,
        "language": "zh-Hans",
        "note": source_note(source, lang),
    }
    return {key: value for key, value in item.items() if value}


def _csl_date(source: Source) -> dict[str, object] | None:
    """An EDTF date as date parts, a range as two of them."""
    days = _DAY.findall(source.published)
    if not days:
        return None
    parts = [[int(part) for part in day.split("-")] for day in days]
    return {"date-parts": parts, "circa": True} if source.date_inferred else {"date-parts": parts}


def whole_title(citation: Cited, lang: Language) -> str:
    """The title of the package with the dataset and the row."""
    whole = citation.title_zh if lang == "zh" else citation.title_en
    row = row_title(citation, lang)
    return (f"{whole}：{row}" if lang == "zh" else f"{whole}. {row}") if row else whole


def entry_key(citation: Cited) -> str:
    """A key that no character of an id can break."""
    return _plain_key(citation.package, citation.dataset, citation.id)


def source_key(citation: Cited, source: Source) -> str:
    """The same for an article."""
    return _plain_key(citation.package, "source", source.id)


def _plain_key(*parts: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", "-".join(filter(None, parts))).strip("-")


def people(source: Source) -> list[str]:
    """Those who wrote an article."""
    return [name for name in source.author.split("、") if name]


def _escaped_url(text: str) -> str:
    """An address, which BibTeX styles print as it is: what ends a field or calls TeX is percent-encoded."""
    return "".join(f"%{ord(c):02X}" if c in "\\{}" or c.isspace() else c for c in text)


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(c, c) for c in text)
