"""Writes a citation as lines to read, in Chinese, in English or in both."""

from __future__ import annotations

from ..language import Language, LanguageChoice
from .cited import Cited, Source


def as_text(citation: Cited, lang: LanguageChoice) -> str:
    """The lines of a citation; in both languages, a blank line stands between them."""
    if lang == "both":
        return as_text(citation, "zh") + "\n\n" + as_text(citation, "en")
    lines = [head(citation, lang)]
    for source in citation.sources:
        lines.append("  " + source_line(source, lang))
        lines += [f"    {place}" for place in places(source, lang)]
    if citation.inferences:
        lines.append("  原文未印、由本库推得：" if lang == "zh" else "  Not printed, inferred by this package:")
    for inference in citation.inferences:
        if lang == "zh":
            lines.append(f"    {inference.field} = {inference.value}（{inference.basis_zh}）")
        else:
            lines.append(f"    {inference.field} = {inference.value} ({inference.basis_en})")
    return "\n".join(lines)


def head(citation: Cited, lang: Language) -> str:
    """Who, what, which version, which row."""
    who = "、".join(citation.creators) if lang == "zh" else ", ".join(citation.creators)
    row = row_title(citation, lang)
    if lang == "zh":
        parts = [
            f"{who}：{citation.title_zh}",
            f"版本 {citation.version}",
            row,
            "" if citation.id else citation.licence,
        ]
        end = f"。依据 {citation.proved_by} 的证据。" if citation.proved_by and citation.sources else "。"
        return "，".join(p for p in parts if p) + end + citation.homepage
    parts = [f"{who}: {citation.title_en}", f"version {citation.version}", row, "" if citation.id else citation.licence]
    end = f". Evidence of {citation.proved_by}." if citation.proved_by and citation.sources else "."
    return ", ".join(p for p in parts if p) + end + (f" {citation.homepage}" if citation.homepage else "")


def row_title(citation: Cited, lang: Language) -> str:
    """The dataset and the row, or nothing for the package as a whole."""
    if not citation.dataset:
        return ""
    if not citation.id:
        if lang == "zh":
            return f"{'视图' if citation.is_view else '数据集'} {citation.dataset}（{citation.dataset_title_zh}）"
        return f"{'view' if citation.is_view else 'dataset'} {citation.dataset} ({citation.dataset_title_en})"
    place = f"{citation.dataset}/{citation.id}"
    label = citation.label_zh if lang == "zh" else citation.label_en
    if not label:
        return place
    return f"{place}（{label}）" if lang == "zh" else f"{place} ({label})"


def source_line(source: Source, lang: Language) -> str:
    """The article: author, title, publisher, date, document."""
    if lang == "zh":
        date = (source.published + ("（推定）" if source.date_inferred else "")) or "日期未印"
        parts = [
            source.author,
            f"《{source.title_zh}》",
            source.publisher_zh,
            date,
            f"文档 {source.document}",
            source.url,
        ]
        return "，".join(t for t in parts if t)
    date = (source.published + (" (inferred)" if source.date_inferred else "")) or "n.d."
    parts = [
        source.author,
        f"“{source.title_en}”",
        source.publisher_en,
        date,
        f"document {source.document}",
        source.url,
    ]
    return ", ".join(t for t in parts if t)


def places(source: Source, lang: Language) -> list[str]:
    """Where in the document, a line per passage: characters, and the column that the passage proves."""
    parts = []
    for passage in source.passages:
        what = f" ({passage.field})" if passage.field else ""
        if lang == "zh":
            what = f"（{passage.field}）" if passage.field else ""
            parts.append(f"字符 {passage.start}–{passage.end}{what}，SHA-256 {passage.sha256[:12]}…")
        else:
            parts.append(f"characters {passage.start}–{passage.end}{what}, SHA-256 {passage.sha256[:12]}…")
    return parts
