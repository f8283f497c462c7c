"""The lists: promises by outcome and by region and year, the scoreboard, and who is silent."""

from __future__ import annotations

from ...site.columns import Bar, Coded, Count, Linked
from ...site.model import Kind, Leaf, Section
from ...site.words import Pair
from . import finders
from .columns import PROMISE, REGION

_VERDICT = "COALESCE(replace(verdict, ' ', '-'), 'not-followed')"
PROMISES = Kind(
    "promises",
    Pair("承诺", "Promises"),
    Pair("承诺清单", "List of promises"),
    f"""
    WITH listed AS (
        SELECT {_VERDICT} AS id, COALESCE(any_value(verdict), '') AS verdict, count(*) AS promises, count(*) FILTER (ours) AS ours,
               list_position(['met', 'exceeded', 'partly', 'under way', 'missed', 'other scope', 'not reported'], any_value(verdict)) AS place
        FROM newest GROUP BY 1
    ),
    words(verdict, name_zh, name_en) AS (VALUES
        ('met', '达到的承诺', 'Promises that were met'),
        ('exceeded', '超过的承诺', 'Promises that were exceeded'),
        ('partly', '部分达到的承诺', 'Promises that were met in part'),
        ('under way', '进行中的承诺', 'Promises under way'),
        ('missed', '未达到的承诺', 'Promises that were missed'),
        ('other scope', '口径不同、无从判断的承诺', 'Promises reported for another scope only'),
        ('not reported', '未再提及的承诺', 'Promises that were not mentioned again'),
        ('', '尚未追踪的承诺', 'Promises not followed yet'))
    SELECT id, COALESCE(w.name_zh, verdict) AS name_zh, COALESCE(w.name_en, verdict) AS name_en, NULL AS region, promises, ours,
           '按结果' AS sort_zh, 'By outcome' AS sort_en, place AS first, '' AS second
    FROM listed LEFT JOIN words AS w USING (verdict)
    UNION ALL
    SELECT concat_ws('-', n.region, n.year), concat(any_value(region_zh), '，', COALESCE(n.year || ' 年', '年份未注明')), concat(any_value(region_en), ', ', COALESCE(CAST(n.year AS VARCHAR), 'year not stated')),
           n.region, count(*), count(*) FILTER (ours), '按地区与年份', 'By region and year', 99, concat(n.region, 9999 - COALESCE(n.year, 0))
    FROM newest AS n WHERE n.region IS NOT NULL GROUP BY n.region, n.year
    ORDER BY first NULLS LAST, second
    """,  # noqa: E501
    about=Pair(
        "每条都有原文动词、数字、期限、结果，以及两处出处：在哪里承诺，在哪里交代。",
        "Each with the printed verb, figure, deadline and outcome, and with two sources: where it was promised, and"
        " where it was reported.",
    ),
    columns=(
        Linked("name", Pair("清单", "List"), look="wide", to="promises", key="id"),
        Count("promises", Pair("承诺", "Promises")),
        Count("ours", Pair("芯片、算力", "Chips, compute")),
    ),
    split="sort",
    sections=(
        Section(
            "promises",
            Pair("承诺", "Promises"),
            f"""
            SELECT {_VERDICT} AS page, * FROM newest
            UNION ALL SELECT concat_ws('-', region, year), * FROM newest WHERE region IS NOT NULL
            ORDER BY page, (about = 'context'), year DESC NULLS LAST, (verdict IS NULL), region, id, dataset
            """,
            PROMISE,
            about=Pair("芯片与算力在前。", "Chips and computing power come first."),
            first=40,
        ),
    ),
    finder=finders.PROMISES,
    weight=9,
    most=400,
)

_COUNTED = """
    sum(promises) AS promises, sum(promises - not_followed) AS followed, sum(met + exceeded) AS kept,
    sum(partly) AS partly,
    sum(under_way) AS under_way, sum(missed) AS missed, sum(other_scope) AS other_scope,
    sum(not_reported) AS not_reported
"""
_SCORE = (
    Count("promises", Pair("承诺", "Promises")),
    Count("followed", Pair("已追踪", "Followed")),
    Bar(
        "bar",
        Pair("结果", "Outcome"),
        pieces=(
            ("kept", "good"),
            ("partly", "half"),
            ("under_way", "open"),
            ("missed", "bad"),
            ("other_scope", ""),
            ("not_reported", ""),
        ),
    ),
    Count("kept", Pair("达到", "Met")),
    Count("partly", Pair("部分", "Partly")),
    Count("under_way", Pair("进行中", "Under way")),
    Count("missed", Pair("未达到", "Missed")),
    Count("other_scope", Pair("口径不同", "Other scope")),
    Count("not_reported", Pair("未再提及", "Not reported")),
)


def _scored(id: str, title: Pair, about: Pair, which: str) -> Section:
    return Section(
        id,
        title,
        f"""
        SELECT province AS region, v.name_zh AS region_zh, v.name_en AS region_en, year, {_COUNTED}
        FROM kept_scoreboard JOIN regions AS v ON v.code = province
        WHERE {which} GROUP BY ALL HAVING followed > 0 ORDER BY year DESC, region
        """,
        (REGION, *_SCORE),
        about=about,
        first=60,
        most=80,
        split="year",
    )


SCOREBOARD = Leaf(
    "scoreboard",
    Pair("兑现", "Scoreboard"),
    Pair(
        "每个省级单位一年的承诺，到最新来源为止怎样了。只列已追踪的；承诺与其中的目标、项目各计一次；“未再提及”指后来的报告读过全文而没有提到，不等于没有做。",
        "What became of each provincial unit's promises of a year, as far as the newest source tells. Only those"
        " that were followed are listed; a commitment, its targets and its projects are counted each;"
        " “not reported” means that a later report, read in full, does not mention it,"
        " not that nothing was done.",
    ),
    (
        _scored(
            "ours",
            Pair("芯片与算力", "Chips and computing power"),
            Pair(
                "绿：达到或超过；黄：部分；蓝：进行中；红：未达到；灰：口径不同或未再提及。",
                "Green: met or exceeded; amber: in part; blue: under way; red: missed; grey: another scope, or not"
                " reported.",
            ),
            "about <> 'context'",
        ),
        _scored(
            "others",
            Pair("其他", "Other subjects"),
            Pair(
                "同一报告中芯片与算力之外的承诺，凡已追踪的。",
                "Promises of the same reports about other subjects, as far as they were followed.",
            ),
            "about = 'context'",
        ),
    ),
)

_STATES = """
    SELECT c.region, c.region_zh, c.region_en, c.topic, c.year,
           if(c.topic = 'compute', '算力', '芯片') AS subject_zh,
           if(c.topic = 'compute', 'computing power', 'chips') AS subject_en,
           c.known, c.priorities + c.other_facts AS entries,
           lag(c.known) OVER (PARTITION BY c.region, c.topic ORDER BY c.year) AS before,
           lag(c.priorities + c.other_facts) OVER (PARTITION BY c.region, c.topic ORDER BY c.year) AS entries_before
    FROM kept_coverage AS c JOIN regions AS r ON r.code = c.region AND r.level = 'province'
    WHERE c.topic IN ('integrated-circuits', 'compute')
"""
_SILENT = "'read in full and not mentioned'"


def _turned(id: str, title: Pair, about: Pair, which: str) -> Section:
    return Section(
        id,
        title,
        f"""
        SELECT *, year - 1 AS year_before FROM ({_STATES}) WHERE {which} ORDER BY year DESC, topic DESC, region
        """,
        (
            REGION,
            Linked("subject", Pair("主题", "Topic"), to="topics", key="topic"),
            Coded("before", Pair("上一年", "Year before"), of="known"),
            Count("entries_before", Pair("条数", "Entries")),
            Coded("known", Pair("当年", "That year"), of="known"),
            Count("entries", Pair("条数", "Entries")),
        ),
        about=about,
        first=40,
        split="year",
        none=Pair("没有。", "None."),
    )


SILENCE = Leaf(
    "silence",
    Pair("沉默", "Silence"),
    Pair(
        "沉默也是事实：报告全文逐句读过，其中没有一句说到芯片或算力，才记为沉默。没有来源的年份不算。",
        "Silence is a fact, too: it is recorded only where a whole report was read sentence by sentence and none speaks"
        " of chips or computing power. Years without a source do not count.",
    ),
    (
        _turned(
            "fell",
            Pair("由提到转为沉默", "Spoke, then fell silent"),
            Pair(
                "上一年的报告提到，当年通读全文未提。", "The report of the year before speaks of it, this one does not."
            ),
            f"known = {_SILENT} AND before = 'stated'",
        ),
        _turned(
            "began",
            Pair("由沉默转为提到", "Silent, then spoke"),
            Pair("上一年通读全文未提，当年提到。", "The report of the year before is silent, this one speaks of it."),
            f"known = 'stated' AND before = {_SILENT}",
        ),
        _turned(
            "stayed",
            Pair("连续沉默", "Silent in both years"),
            Pair("连续两年通读全文未提。", "Both reports were read in full, and neither speaks of it."),
            f"known = {_SILENT} AND before = {_SILENT}",
        ),
    ),
)

LEAVES = (SCOREBOARD, SILENCE)
