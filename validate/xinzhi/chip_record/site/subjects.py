"""The pages of what facts are about and rest on: topics, metrics and articles."""

from __future__ import annotations

from ...site.columns import Coded, Column, Count, Linked, Record
from ...site.model import Kind, Section
from ...site.words import Pair
from . import finders
from . import sections as s
from .columns import FIGURE, KIND, REGION, VERDICT, own

_OF_TOPIC = """SELECT DISTINCT l.ancestor AS page, t.dataset, t.id
    FROM kept_fact_topics AS t JOIN topic_lineage AS l ON l.topic = t.topic"""
TOPICS = Kind(
    "topics",
    Pair("主题", "Topics"),
    Pair("主题", "Topic"),
    f"""
    WITH RECURSIVE tree AS (
        SELECT id, id AS path, 0 AS depth FROM topics WHERE broader IS NULL
        UNION ALL SELECT t.id, tree.path || '/' || t.id, depth + 1 FROM topics AS t JOIN tree ON t.broader = tree.id
    ),
    counted AS (SELECT page, count(*) AS facts FROM ({_OF_TOPIC}) GROUP BY page)
    SELECT t.id, t.label_zh AS name_zh, t.label_en AS name_en, t.broader, c.facts, top.label_zh AS top_zh, top.label_en AS top_en,
           t.definition_zh AS about_zh, t.definition_en AS about_en
    FROM topics AS t JOIN tree ON tree.id = t.id JOIN topics AS top ON top.id = split_part(tree.path, '/', 1)
    LEFT JOIN counted AS c ON c.page = t.id ORDER BY tree.path
    """,  # noqa: E501
    dataset="topics",
    columns=(
        own("topics"),
        Column("about", Pair("含义", "Meaning"), look="wide"),
        Linked("broader", Pair("上位主题", "Part of"), to="topics"),
        Count("facts", Pair("事实", "Facts")),
    ),
    split="top",
    about=Pair(
        "数目含下位主题；一条事实在一个主题下只计一次。",
        "Numbers include narrower topics; a fact counts once for each topic.",
    ),
    sections=(
        s.entities(
            "narrower",
            Pair("下位主题", "Narrower topics"),
            "topics",
            "SELECT broader AS page, id FROM topics WHERE broader IS NOT NULL ORDER BY page, id",
        ),
        s.promises(_OF_TOPIC),
        s.projects(f"SELECT page, id FROM ({_OF_TOPIC}) WHERE dataset = 'projects'"),
        s.figures(_OF_TOPIC),
        s.milestones(_OF_TOPIC),
        s.recognitions(_OF_TOPIC),
        s.facts("measures", Pair("政策措施", "Policy measures"), _OF_TOPIC, "'measure', 'term'"),
        s.entities(
            "metrics",
            Pair("指标", "Metrics"),
            "metrics",
            "SELECT topic AS page, id FROM metrics WHERE topic IS NOT NULL ORDER BY page, id",
        ),
    ),
    hidden=("id", "label_zh", "label_en", "definition_zh", "definition_en"),
    weight=3,
)

METRICS = Kind(
    "metrics",
    Pair("数字", "Figures"),
    Pair("指标", "Metric"),
    """
    SELECT m.id, m.label_zh AS name_zh, m.label_en AS name_en, m.definition_zh AS about_zh, m.definition_en AS about_en, m.topic,
           count(g.id) FILTER (g.kind = 'promise') AS promised, count(g.id) FILTER (g.kind = 'observation') AS reported,
           count(DISTINCT g.region) AS regions, count(g.id) FILTER (g.about <> 'context') AS ours
    FROM metrics AS m LEFT JOIN figures AS g ON g.metric = m.id
    GROUP BY ALL ORDER BY count(g.id) FILTER (g.about <> 'context') DESC, m.id
    """,  # noqa: E501
    dataset="metrics",
    about=Pair(
        "按指标查阅数字：承诺的与后来报告的并列。",
        "Figures by what they measure: those promised beside those reported.",
    ),
    columns=(
        own("metrics"),
        Column("about", Pair("含义", "Meaning"), look="wide"),
        Count("promised", Pair("承诺", "Promised")),
        Count("reported", Pair("报告", "Reported")),
        Count("ours", Pair("芯片、算力", "Chips, compute")),
        Count("regions", Pair("地区", "Regions")),
    ),
    sections=(
        s.figures("SELECT metric AS page, dataset, id FROM figures", first=30),
        s.facts(
            "terms",
            Pair("政策中的数字", "Figures of policies"),
            "SELECT metric AS page, 'policy_terms' AS dataset, id FROM policy_terms WHERE metric IS NOT NULL",
            "'term'",
        ),
    ),
    hidden=("id", "label_zh", "label_en", "definition_zh", "definition_en"),
    finder=finders.FIGURES_FOUND,
    unit=Pair("项指标", "metrics"),
    weight=3,
)

SOURCES = Kind(
    "sources",
    Pair("来源", "Sources"),
    Pair("文章", "Article"),
    """
    SELECT s.*, s.title_zh AS name_zh, s.title_en AS name_en, COALESCE(w.year, TRY_CAST(left(s.published, 4) AS BIGINT)) AS year,
           (SELECT count(DISTINCT (e.dataset, e.record)) FROM evidence AS e WHERE e.source = s.id) AS facts
    FROM sources AS s
    LEFT JOIN (SELECT e.source, min(w.year) AS year FROM evidence AS e JOIN work_reports AS w ON e.dataset = 'work_reports' AND e.record = w.id GROUP BY ALL) AS w ON w.source = s.id
    ORDER BY year DESC NULLS LAST, s.id
    """,  # noqa: E501
    dataset="sources",
    about=Pair(
        "全部内容所据的文章，原文不在包内；数目是由它证明的记录。",
        "The articles on which everything rests; their text is not part of the package. The number is that of records"
        " which each proves.",
    ),
    columns=(
        own("sources", Pair("文章", "Article")),
        Column("publisher", Pair("发布者", "Publisher")),
        Column("published", Pair("日期", "Date"), look="short"),
        Coded("completeness", Pair("完整性", "Extent"), of="sources.completeness"),
        Count("facts", Pair("记录", "Records")),
    ),
    split="year",
    sections=(
        Section(
            "facts",
            Pair("由它证明的事实", "Facts that it proves"),
            """
            SELECT e.source AS page, f.*, h.heading_zh, h.heading_en
            FROM (SELECT source, dataset, record, min(start) AS start FROM evidence GROUP BY ALL) AS e
            JOIN kept_facts AS f ON f.dataset = e.dataset AND f.id = e.record
            LEFT JOIN passages AS h ON h.source = e.source AND h.start <= e.start AND e.start < h."end"
            ORDER BY e.source, e.start, f.dataset, f.id
            """,
            (s.TELLING, KIND, FIGURE),
            about=Pair("按其在文中的次序，分节排列。", "In the order of the text, by section."),
            first=40,
            split="heading",
            rest=Pair("未在小标题之下", "Under no heading"),
        ),
        Section(
            "asked",
            Pair("它被问到的承诺", "Promises that it was asked about"),
            """
            SELECT o.source AS page, 'outcomes' AS dataset, o.id, o.basis_zh, o.basis_en, o.verdict, p.region
            FROM outcomes AS o LEFT JOIN newest AS p ON p.dataset = o.dataset AND p.id = o.record
            ORDER BY o.source, (o.verdict = 'not reported'), o.id
            """,
            (Record("basis", Pair("依据", "Basis"), look="wide"), VERDICT, REGION),
        ),
    ),
    hidden=("id", "title_zh", "title_en"),
    weight=4,
)
