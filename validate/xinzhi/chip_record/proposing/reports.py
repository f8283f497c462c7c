"""Recognises work reports: whose they are, of which year, and who delivered them at which session."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ...propose.names import Mention
from ...propose.reading import FlatSpan, Reading
from .official_pages import OfficialPage

_SESSION = r"(?P<session>[^，,。；;：:\n]{2,14}?(?:人民代表大会|人大)[^，,。；;：:\n]{0,6}?次会议)"
_OFFICE = r"(?P<office>[^，,。；;：:\n]{0,12}?(?:省长|市长|区长|县长|州长|主席|盟长))"
_DELIVERED = re.compile(
    r"(?:(?P<y>(?:19|20)\d{2})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日[，,]?在?"
    + _SESSION
    + r"(?:[^。；;\n]{0,24}?[，,]|[^。；;\n]{0,16}。会上[，,])(?:会上[，,])?"
    + _OFFICE
    + r"(?P<speaker>[\u4e00-\u9fff·]{2,4}?)?(?:在会上|向大会|代表[^，,。]{0,12})?作(?:了)?《?政府工作报告》?"
)
_PUBLISHED = re.compile(r"(?P<y>(?:19|20)\d{2})年(?P<region>[^，,。；;：:\n]{2,8}?)政府工作报告")
_OF_YEAR = re.compile(r"(?P<y>(?:19|20)\d{2})年(?:的)?(?:主要)?(?:工作|重点|目标|发展)")


@dataclass(frozen=True)
class WorkReport:
    """A work report: the words that announce it, and the part of the text that it governs. Empty cells were not
    printed; `clauses` are where single cells stand that the announcing words do not hold."""

    place: FlatSpan
    section: FlatSpan
    region: str
    year: str
    year_printed: bool
    delivered: str
    session: str
    speaker: str
    office: str
    clauses: Mapping[str, FlatSpan] = field(default_factory=dict)

    def governs(self, place: FlatSpan) -> bool:
        """Whether a place lies in the part that tells what the report says."""
        return self.section.start <= place.start < self.section.end


def find_reports(reading: Reading, article: FlatSpan, regions: list[Mention]) -> list[WorkReport]:
    """The work reports of an article, each with the text up to the next."""
    announcements = sorted(_announced(reading, article), key=lambda m: m.start())
    reports = []
    for i, match in enumerate(announcements):
        end = announcements[i + 1].start() if i + 1 < len(announcements) else article.end
        reports.append(_report(reading, match, FlatSpan(match.start(), end), regions))
    return reports


def report_of_page(page: OfficialPage) -> WorkReport:
    """The report that an official page holds: it governs all of its body."""
    printed = {
        "delivered": page.delivered,
        "session_zh": page.session,
        "speaker_zh": page.speaker,
        "office_zh": page.office,
    }
    clauses = {column: words.place for column, words in printed.items() if words is not None}
    announcing = page.title.place if page.title is not None else next(iter(clauses.values()), page.head)
    cells = {column: words.value if words is not None else "" for column, words in printed.items()}
    return WorkReport(
        announcing,
        page.body,
        page.region,
        page.year,
        bool(page.delivered),
        cells["delivered"],
        cells["session_zh"],
        cells["speaker_zh"],
        cells["office_zh"],
        clauses,
    )


def _announced(reading: Reading, article: FlatSpan) -> Iterator[re.Match[str]]:
    taken: list[tuple[int, int]] = []
    for pattern in (_DELIVERED, _PUBLISHED):
        for match in pattern.finditer(reading.flat, article.start, article.end):
            sentence = reading.sentence(FlatSpan(*match.span()))
            if any(a <= match.start() < b for a, b in taken) or not _governs(reading, match, sentence):
                continue
            taken.append((sentence.start, sentence.end))
            yield match


def _governs(reading: Reading, match: re.Match[str], sentence: FlatSpan) -> bool:
    """Whether a report is announced here rather than mentioned: it opens its sentence."""
    return match.re is _DELIVERED or match.start() - sentence.start <= 6


def _report(reading: Reading, match: re.Match[str], section: FlatSpan, regions: list[Mention]) -> WorkReport:
    parts = match.groupdict()
    sentence = reading.sentence(FlatSpan(match.end() - 1, match.end()))
    printed = parts.get("y") or ""
    of_year = _OF_YEAR.search(reading.flat, match.start(), sentence.end)
    year = printed or (of_year["y"] if of_year else "") or _nearest_year(reading, match.start())
    delivered = f"{year}-{int(parts['m']):02}-{int(parts['d']):02}" if parts.get("m") and year else ""
    # 省 of the office tells more than the place of the session, so the first region named is the report's.
    region = next(
        (m.entities[0][1] for m in regions if match.start() <= m.place.start < match.end() and len(m.entities) == 1), ""
    )
    return WorkReport(
        FlatSpan(*match.span()),
        section,
        region,
        year,
        bool(printed),
        delivered,
        parts.get("session") or "",
        parts.get("speaker") or "",
        parts.get("office") or "",
    )


def _nearest_year(reading: Reading, before: int) -> str:
    years = re.findall(r"((?:19|20)\d{2})年", reading.flat[:before])
    return years[-1] if years else ""
