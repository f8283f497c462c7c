"""Where a finding is, in words, for reports that are told lines: many files have records and no lines, or none that are
known."""

from __future__ import annotations

from ..findings import Finding
from ..language import LanguageChoice, pick


def record(finding: Finding, lang: LanguageChoice) -> str:
    """The number of the finding's record, where its line is not known; empty where it is, or where there is none."""
    if finding.line is not None or finding.row is None:
        return ""
    return pick(f"第 {finding.row:,} 条记录", f"record {finding.row:,}", lang, "/")


def with_record(text: str, finding: Finding, lang: LanguageChoice) -> str:
    """A text with the number of the finding's record behind it, where its line is not known."""
    told = record(finding, lang)
    return f"{text} ({told})" if told else text


def located_file(path: str, finding: Finding) -> str:
    """A file, and the member of it where it is an archive."""
    return path if finding.member is None else f"{path}:{finding.member}"
