"""The start page: the map of the provincial units by year, and three findings that are asked of the data each time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...site.book import Book
from ...site.figures import plain, reading
from ...site.start import Example, Map, Period, Start, State, Tile
from ...site.words import NOTHING, Pair, pair_of
from .codes import KNOWN
from .map_places import MAP_PLACES

_STATES = {
    "stated": State(
        "said",
        "●",
        KNOWN["stated"],
        Pair(
            "当年报告里有承诺或事实；数字是条数。",
            "The year's report has commitments or facts; the number counts them.",
        ),
    ),
    "read in full and not mentioned": State(
        "silent",
        "○",
        KNOWN["read in full and not mentioned"],
        Pair("报告全文读过，没有一句说到。", "The whole report was read, and no sentence speaks of it."),
    ),
    "not in the excerpt": State(
        "part",
        "?",
        KNOWN["not in the excerpt"],
        Pair(
            "手边只有报告的摘录，其中未见。", "Only an excerpt of the report is at hand, and it does not speak of it."
        ),
    ),
    "other sources only": State(
        "elsewhere",
        "~",
        KNOWN["other sources only"],
        Pair("没有当年的报告，但有其他来源。", "There is no report of the year, but another source."),
    ),
    "no source": State(
        "unknown",
        "–",
        KNOWN["no source"],
        Pair("什么来源也没有，什么也说明不了。", "There is no source, and nothing follows."),
    ),
}
_SUBJECTS = {
    "integrated-circuits": Pair("芯片", "Chips"),
    "compute": Pair("算力", "Computing power"),
}

_ALONE = """
    SELECT c.region, c.year, c.topic, c.known, c.priorities + c.other_facts AS entries,
           r.name_zh, r.name_en, r.iso_3166_2
    FROM kept_coverage AS c JOIN regions AS r ON r.code = c.region
    WHERE r.level = 'province' AND c.topic IN ('integrated-circuits', 'compute') ORDER BY c.year DESC, c.region
"""
# A province of which one city speaks is one that is spoken of; else what is known of the province itself holds.
_WITH_CITIES = """
    SELECT a.ancestor AS region, c.year, c.topic,
           CASE WHEN bool_or(c.known = 'stated') THEN 'stated' ELSE coalesce(max(c.known) FILTER (c.region = a.ancestor), 'no source') END AS known,
           sum(c.priorities + c.other_facts) AS entries, r.name_zh, r.name_en, r.iso_3166_2
    FROM kept_coverage AS c JOIN around AS a ON a.region = c.region JOIN regions AS r ON r.code = a.ancestor
    WHERE r.level = 'province' AND c.topic IN ('integrated-circuits', 'compute')
    GROUP BY ALL ORDER BY c.year DESC, a.ancestor
"""  # noqa: E501


def start(book: Book) -> Start:
    """What stands on the start page."""
    return Start(
        lead=Pair(
            "中国各地在芯片与算力上承诺了什么，后来做成了什么：政府工作报告逐句读过，承诺与后来的说法并排列出。"
            "每条事实都指向某篇文章的确切字符；读过全文而没有提到的，也记下来。",
            "What China's regions promise for chips and computing power, and what comes of it: government work reports"
            " read sentence by sentence, each promise beside what later reports say of it. Every fact leads to the"
            " characters of an article that state it, and silence is recorded, too.",
        ),
        figures=tuple(_figures(book)),
        periods=tuple(_periods(book)),
        states=tuple(_STATES.values()),
        examples=tuple(e for e in (_kept(book), _silent(book), _through_the_years(book)) if e is not None),
        map_title=Pair("谁提到，谁沉默", "Who speaks, and who is silent"),
        map_note=Pair(
            "方格大致按地理位置排列。点开一格，看这个省承诺了什么、做成了什么。",
            "Tiles lie roughly as the provincial units do. Open one to see what it promised, and what came of it.",
        ),
        unit=Pair(" 条", " entries"),
        alone=Pair("省级本身", "Provincial units alone"),
        with_parts=Pair("含其下各市", "With their cities"),
    )


def _figures(book: Book) -> Iterator[tuple[str, Pair, str]]:
    (row,) = book.query("""
        SELECT (SELECT count(*) FROM newest) AS promises, (SELECT count(*) FROM newest WHERE ours) AS ours,
               (SELECT count(*) FROM newest WHERE verdict IS NOT NULL) AS followed,
               (SELECT count(*) FROM newest WHERE verdict IS NOT NULL AND ours) AS ours_followed,
               (SELECT count(*) FROM work_reports) AS reports,
               (SELECT count(DISTINCT e.record) FROM evidence AS e JOIN sources AS s ON s.id = e.source
                WHERE e.dataset = 'work_reports' AND s.completeness = 'full') AS whole,
               (SELECT count(*) FROM evidence) AS spans
    """)
    said = {name: plain(value) for name, value in row.items()}
    yield (
        said["promises"],
        Pair(
            f"条承诺、目标与承诺的项目，其中芯片与算力 {said['ours']} 条",
            f"commitments, targets and promised projects, {said['ours']} about chips or computing power",
        ),
        "promises/index.html",
    )
    yield (
        said["followed"],
        Pair(
            f"条已追踪到后来的报告，其中芯片与算力 {said['ours_followed']} 条",
            f"followed into later reports, {said['ours_followed']} about chips or computing power",
        ),
        "scoreboard.html",
    )
    yield (
        said["reports"],
        Pair(
            f"份政府工作报告，其中 {said['whole']} 份为全文",
            f"government work reports, {said['whole']} of them in full",
        ),
        "sources/index.html",
    )
    yield said["spans"], Pair("处证据", "spans of evidence"), "method.html"


def _periods(book: Book) -> Iterator[Period]:
    for with_parts in (False, True):
        rows = book.query(_WITH_CITIES if with_parts else _ALONE)
        for year in dict.fromkeys(row["year"] for row in rows):
            of_year = [row for row in rows if row["year"] == year and row["region"] in MAP_PLACES]
            maps = (_map(id, title, of_year, book) for id, title in _SUBJECTS.items())
            yield Period(str(year), tuple(each for each in maps if each.tiles), with_parts)


def _map(topic: str, title: Pair, rows: list[Mapping[str, Any]], book: Book) -> Map:
    rows = [row for row in rows if row["topic"] == topic]
    tiles = tuple(
        Tile(
            *MAP_PLACES[row["region"]],
            pair_of(row, "name"),
            Pair(short_name(row["name_zh"]), str(row["iso_3166_2"] or "").removeprefix("CN-")),
            book.address("regions", str(row["region"])),
            _STATES[row["known"]],
            int(row["entries"] or 0) if row["known"] == "stated" else 0,
        )
        for row in rows
    )
    counted = {known: sum(row["known"] == known for row in rows) for known in _STATES}
    said, silent = counted["stated"], counted["read in full and not mentioned"]
    rest = len(rows) - said - silent
    return Map(
        topic,
        title,
        Pair(
            f"{said} 个省级单位提到，{silent} 个通读全文未提" + (f"，其余 {rest} 个无从判断。" if rest else "。"),
            f"{said} provincial units speak of it; {silent} {'was' if silent == 1 else 'were'} read in full and silent"
            + (f"; of the other {rest} nothing can be said." if rest else "."),
        ),
        tiles,
    )


def short_name(name: str) -> str:
    """The name of a provincial unit as maps print it: two characters, three where two would be no name."""
    return name[:3] if name.startswith(("内蒙古", "黑龙江")) else name[:2]


def _kept(book: Book) -> Example | None:
    """The newest promise of a figure about chips or computing power that was met or exceeded; else of anything."""
    rows = book.query("""
        SELECT n.*, i.value_text AS later, f.comparator AS later_comparator,
               f.base_value AS later_value, f.base_unit AS later_unit
        FROM newest AS n JOIN indicators AS i ON i.id = n.indicator
        JOIN figures AS f ON f.dataset = 'indicators' AND f.id = n.indicator
        WHERE n.verdict IN ('met', 'exceeded') AND n.dataset = 'targets'
        ORDER BY (n.about = 'context'), n.year DESC, n.id LIMIT 1
    """)
    if not rows:
        return None
    row = rows[0]
    promise, region = pair_of(row, "promise"), pair_of(row, "region")
    later = {
        "value_text": row["later"],
        "comparator": row["later_comparator"],
        "base_value": row["later_value"],
        "base_unit": row["later_unit"],
    }
    return Example(
        Pair("谁兑现了？", "Who kept a promise?"),
        Pair(
            f"{region.zh} {row['year']} 年提出{promise.zh}“{row['value_text']}”；"
            f"{row['outcome_year']} 年报告交代“{row['later']}”。",
            f"{region.en} set out in {row['year']}: {promise.en}, {_read(row, book)}. Its report of"
            f" {row['outcome_year']} says {_read(later, book)}.",
        ),
        Pair("看承诺、结果与两处出处", "See promise, outcome and both sources"),
        book.address(str(row["dataset"]), str(row["id"])),
    )


def _read(row: Mapping[str, Any], book: Book) -> str:
    """A figure in English, as it reads in its base unit; as printed where it has none."""
    if row.get("base_value") is None:
        return str(row["value_text"])
    return reading(row, book.name(book.units, str(row.get("base_unit") or "")), NOTHING).en


def _silent(book: Book) -> Example | None:
    """Who spoke of chips in the report of the year before the newest, and is silent in the newest."""
    rows = book.query("""
        WITH newest_year AS (SELECT max(year) AS year FROM work_reports)
        SELECT c.region_zh, c.region_en, c.year FROM kept_coverage AS c JOIN newest_year AS y ON y.year = c.year
        JOIN kept_coverage AS b
          ON b.region = c.region AND b.topic = c.topic AND b.year = c.year - 1 AND b.known = 'stated'
        JOIN regions AS r ON r.code = c.region AND r.level = 'province'
        WHERE c.topic = 'integrated-circuits' AND c.known = 'read in full and not mentioned' ORDER BY c.region
    """)
    if not rows:
        return None
    named, year = [pair_of(row, "region") for row in rows], rows[0]["year"]
    return Example(
        Pair("谁不再提芯片？", "Who fell silent on chips?"),
        Pair(
            f"{'、'.join(p.zh for p in named)}：{year - 1} 年报告提到芯片，{year} 年报告通读全文，未再提及。",
            f"{', '.join(p.en for p in named)}: the report of {year - 1} speaks of chips; that of {year}, read in full,"
            " does not.",
        ),
        Pair("看沉默的省份", "See who is silent"),
        "silence.html",
    )


def _through_the_years(book: Book) -> Example | None:
    """The series about chips or computing power with figures of most years."""
    rows = book.query("""
        WITH longest AS (
            SELECT comparable FROM figures WHERE year IS NOT NULL AND about <> 'context' AND basis = 'level'
            GROUP BY comparable HAVING count(DISTINCT year) > 1
            ORDER BY count(DISTINCT year) DESC, count(*) DESC, comparable LIMIT 1
        )
        SELECT f.* FROM figures AS f JOIN longest USING (comparable) WHERE f.year IS NOT NULL
        ORDER BY f.year, f.kind DESC, f.id
    """)
    if not rows:
        return None
    subject = pair_of(rows[0], "subject")
    zh = [f"{r['year']} 年{'承诺' if r['kind'] == 'promise' else ''}“{r['value_text']}”" for r in rows]
    en = [f"{r['year']} {'promised ' if r['kind'] == 'promise' else ''}{_read(r, book)}" for r in rows]
    place = str(rows[0]["place"] or "")
    return Example(
        Pair("一个数字，历年怎样？", "One figure through the years"),
        Pair(f"{subject.zh}：{'，'.join(zh)}。", f"{subject.en}: {', '.join(en)}."),
        Pair("看同一主体的全部数字", "See all figures of the place"),
        f"{book.address('regions', place)}#figures" if book.address("regions", place) else "metrics/index.html",
    )
