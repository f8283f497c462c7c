"""Recognises the page on which a government publishes its work report: what its head prints, where the report begins
and ends, and what around it is furniture of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...evidence.quantity import QuantityError, parse_number
from ...propose.names import Mention
from ...propose.reading import FlatSpan, Reading, read, read_whole_lines
from .speakers import SURNAMES

# So far into a page may the salutation stand; menus and captions stand before it.
_HEAD = 1500
_SALUTATION = re.compile(r"各位代表[：:！!，,]?")
# With these words a report opens behind its salutation.
_OPENS = re.compile(r"代表[^。，,]{0,14}人?民?政府[^。]{0,30}(?:报告|审议)|向大会(?:作|报告)")
_DATE = re.compile(
    r"(?P<y>(?:19|20)\d{2}|[二][〇○零一二三四五六七八九]{3})年(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_SESSION = re.compile(
    r"(?P<session>[\u4e00-\u9fff]{2,14}?第?[一二三四五六七八九十]+届\n?(?:人民代表大会|人大)\n?第?[一二三四五六七八九十]+次会议)"
)
_POST = "省长|市长|主席|区长|县长|州长|盟长"
_OFFICE = rf"(?P<office>[\u4e00-\u9fff]{{0,16}}?(?:代理|代)?(?:{_POST}))"
_NAME = r"(?P<speaker>[\u4e00-\u9fff]{2,4}?|[\u4e00-\u9fff]{2,8}·[\u4e00-\u9fff·]{2,12}?)"
_SPEAKERS = (
    # On a line of their own, or in front of the salutation where line breaks were lost.
    re.compile(
        rf"^(?:[^\n]{{0,60}}次会议上)?[，,—（(]*(?:报告人[：:])?{_OFFICE}\n?{_NAME}(?:同志)?(?:(?=各位代表|[)）（(])|$)",
        re.MULTILINE,
    ),
    # In the sentence that tells of the delivery.
    re.compile(
        rf"(?:会议?上|[，,。；;\n])[，,]?{_OFFICE}{_NAME}(?:同志)?(?:代表[\u4e00-\u9fff]{{2,14}}?)?(?:向大会)?作(?:了)?政府工作报告"
    ),
    # Between the date and the session: 1月16日省长某某在…会议上的讲话, 1月15日某某市长在…
    re.compile(rf"日[，,]?{_OFFICE}{_NAME}在"),
    re.compile(rf"日[，,]?(?P<speaker>[\u4e00-\u9fff]{{2,4}}?)(?P<office>{_POST})在"),
)
# A name on a line of its own, without an office.
_NAME_ALONE = re.compile(
    rf"^(?:报告人[：:])?(?P<speaker>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{2,8}}·[\u4e00-\u9fff·]{{2,12}})(?P<office>)$",
    re.MULTILINE,
)
_TITLE = re.compile(r"^[^\n，,。；;——-]{0,24}政府工作报告$", re.MULTILINE)
_SOURCE = re.compile(r"^(?:（|\()?来源\s*[：:]\s*\n?(?P<publisher>[^\n）)：:|]{2,30})", re.MULTILINE)
_PUBLISHED = re.compile(
    r"(?:^|时间[：:]\s*\n?)(?P<y>20\d{2})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?$",
    re.MULTILINE,
)
_YEAR_OF_TITLE = re.compile(r"(?P<y>20\d{2})年")
_YEAR_OF_PLANS = re.compile(
    r"(?P<y>20\d{2})年(?:的)?(?:总体要求|工作安排|重点工作|主要任务|主要工作|重点任务|工作思路|目标任务|工作总体|主要目标)"
)
# What stands below a report on its page: links, credits, buttons.
_BELOW = re.compile(
    r"^(?:相关(?:报道|文档|链接|新闻|阅读)|扫一扫|分享|收藏|打印|关闭|下载|编辑|责任编辑|责编|审核|来源|（来源|\(来源|》|[|×>]|返回|上一篇|下一篇)"
)
_ANNEX = re.compile(
    r"^(?:附件?\s*\d?(?:名词解释)?|附[：:].*|(?:《政府工作报告》)?(?:有关内容)?(?:相关|有关)?名词(?:解释|注释|说明)?.{0,6}|注释)[：:]?$"
)


@dataclass(frozen=True)
class Printed:
    """Words of a page's head, and where they stand."""

    value: str
    place: FlatSpan


@dataclass(frozen=True)
class OfficialPage:
    """A page that holds one report. What it does not print is None. `head` reaches from the title to the salutation,
    `body` from there to the report's last word; behind it, `annexes` to `end`; the rest is furniture."""

    title: Printed | None
    delivered: Printed | None
    session: Printed | None
    speaker: Printed | None
    office: Printed | None
    publisher: Printed | None
    published: Printed | None
    year: str
    region: str
    head: FlatSpan
    body: FlatSpan
    end: int


def read_document(text: str) -> Reading:
    """How a document is read: the lines of an official page are paragraphs, those of other pages may be torn."""
    whole = read_whole_lines(text)
    return whole if _opening(whole) is not None else read(text)


def find_official_page(reading: Reading, regions: list[Mention]) -> OfficialPage | None:
    """The report that the page is; None for any other document."""
    opening = _opening(reading)
    if opening is None:
        return None
    flat = reading.flat
    title = _TITLE.search(flat, 0, opening)
    start = title.start() if title else _start_of_head(flat, opening)
    date, session = _DATE.search(flat, 0, opening), _SESSION.search(flat, 0, opening)
    speaker = next((m for p in _SPEAKERS if (m := p.search(flat, 0, opening + 4))), None)
    if speaker is None and title:
        speaker = _NAME_ALONE.search(flat, title.end(), opening)  # above the title stand the words of menus
    published = _PUBLISHED.search(flat, 0, opening)
    publisher = _SOURCE.search(flat, 0, opening)
    delivered = Printed(_iso(date), FlatSpan(*date.span())) if date and _iso(date) else None
    session_place = _session_place(session) if session else None
    body_end, end = _ends(reading, opening)
    return OfficialPage(
        title=Printed(title[0], FlatSpan(*title.span())) if title else None,
        delivered=delivered,
        session=Printed(_bare(reading.words(session_place)), session_place) if session_place else None,
        speaker=_group(speaker, "speaker"),
        office=_group(speaker, "office"),
        # A source without the page's date may be the remark of whoever compiled the copy.
        publisher=_group(publisher, "publisher") if published else None,
        published=Printed(_iso(published), FlatSpan(*published.span())) if published else None,
        year=_year(flat, title, delivered, opening),
        region=_region(flat, regions, session_place, title, opening),
        head=FlatSpan(start, opening),
        body=FlatSpan(opening, body_end),
        end=end,
    )


def _opening(reading: Reading) -> int | None:
    """Where the salutation stands with which a report opens; None where there is none near the page's top."""
    for match in _SALUTATION.finditer(reading.flat, 0, _HEAD):
        if _OPENS.search(reading.flat, match.end(), match.end() + 80):
            return match.start()
    return None


def _start_of_head(flat: str, opening: int) -> int:
    """Without a title the head is the line of the speaker."""
    return flat.rfind("\n", 0, max(0, opening - 1)) + 1


def _session_place(match: re.Match[str]) -> FlatSpan:
    """The session without the date or the speaker in front of it."""
    name = match["session"]
    cut = max(name.rfind(word, 0, name.index("届")) for word in ("在", "日"))
    return FlatSpan(match.start("session") + cut + 1, match.end("session"))


def _group(match: re.Match[str] | None, name: str) -> Printed | None:
    return Printed(_bare(match[name]), FlatSpan(*match.span(name))) if match and match[name] else None


def _bare(words: str) -> str:
    return "".join(words.split())


def _iso(match: re.Match[str]) -> str:
    try:
        year = match["y"] if match["y"].isdigit() and match["y"].isascii() else _digits(match["y"])
        return f"{year}-{int(_number(match['m'])):02}-{int(_number(match['d'])):02}"
    except QuantityError:
        return ""


def _digits(year: str) -> str:
    return "".join(str("〇一二三四五六七八九".find(c)) for c in year.translate(str.maketrans("○零", "〇〇")))


def _number(text: str) -> int:
    return int(parse_number(text))


def _year(flat: str, title: re.Match[str] | None, delivered: Printed | None, opening: int) -> str:
    if title and (printed := _YEAR_OF_TITLE.search(title[0])):
        return printed["y"]
    if delivered:
        return delivered.value[:4]
    plans = _YEAR_OF_PLANS.search(flat, opening)
    return plans["y"] if plans else ""


def _region(
    flat: str, regions: list[Mention], session: FlatSpan | None, title: re.Match[str] | None, opening: int
) -> str:
    """The region that the session's name begins with, else that of the title, else that of the government for which
    the report speaks."""
    places = [session.start if session else None, title.start() if title else None]
    spans = [(p, p + 12) for p in places if p is not None] + [(max(0, opening - 24), opening + 60)]
    for start, end in spans:
        for mention in regions:
            if start <= mention.place.start < end and len(mention.entities) == 1 and mention.entities[0][1].isdigit():
                return mention.entities[0][1]
    return ""


def _ends(reading: Reading, opening: int) -> tuple[int, int]:
    """Where the report ends, and where its annexes do: links and credits below them are furniture."""
    lines = [line for line in re.finditer(r"[^\n]+", reading.flat) if line.start() >= opening]
    below = len(lines)
    while below > 1 and (_BELOW.match(lines[below - 1][0]) or (_is_button(lines[below - 1][0]))):
        below -= 1
    end = lines[below - 1].end()
    closing = max((i for i, line in enumerate(lines[:below]) if _SALUTATION.match(line[0])), default=0)
    annex = next((line.start() for line in lines[closing + 1 : below] if _ANNEX.match(line[0])), None)
    return (annex - 1 if annex is not None else end), end


def _is_button(line: str) -> bool:
    """A line below a report that is no sentence."""
    return len(line) <= 12 and line[-1] not in "。！？!?”）"
