"""The lists that readers narrow down: promises, figures, projects, and the entities of which there are many."""

from __future__ import annotations

from ...site.columns import Column
from ...site.finder import Facet, Finder
from ...site.words import Pair
from .columns import FIGURES, PROMISE

_IN_REGION = "IN (SELECT region FROM region_lineage WHERE ancestor = {value})"
_REGION_TITLE = Pair("地区", "Region")


def _region(column: str, where: str) -> Facet:
    """The choice of a place: whatever is in it, but of the country only what is about the country."""
    return Facet(
        "region",
        _REGION_TITLE,
        where.format(f"CASE {{value}} WHEN 'china' THEN {column} = {{value}} ELSE {column} {_IN_REGION} END"),
        to="regions",
        parent="parent",
        whole="china",
    )


REGION = _region("region", "{}")
_YEAR = Facet("year", Pair("年份", "Year"), "year = {value}", newest_first=True)
_HAS_TOPIC = "list_has_any(topics, (SELECT list(topic) FROM topic_lineage WHERE ancestor = {value}))"
_TOPIC = Facet("topics", Pair("主题", "Topic"), _HAS_TOPIC, to="topics", parent="broader")
# Whatever is about chips or computing power is what a reader comes for; everything else is one choice away.
_SUBJECT = Facet(
    "subjects",
    Pair("涉及", "About"),
    "CASE {value} WHEN 'ours' THEN about <> 'context' WHEN 'context' THEN about = 'context'"
    " ELSE about IN ({value}, 'both') END",
    of="subjects",
    start="ours",
)
_SUBJECTS = """
    CASE about WHEN 'both' THEN ['ours', 'chips', 'compute'] WHEN 'context' THEN ['context'] ELSE ['ours', about] END
    AS subjects
"""
_NARROW = Pair("按条件筛选，所见即可下载。", "Narrow them down, and take away what you see.")

PROMISES = Finder(
    "find-promises",
    Pair("筛选承诺", "Find promises"),
    f"""
    SELECT *, COALESCE(verdict, '') AS known, {_SUBJECTS} FROM newest
    ORDER BY (about = 'context'), (verdict IS NULL OR verdict = 'not reported'), year DESC NULLS LAST, region, id
    """,
    PROMISE,
    (
        _SUBJECT,
        REGION,
        _YEAR,
        _TOPIC,
        Facet("known", Pair("结果", "Outcome"), "COALESCE(verdict, '') = {value}", of="outcomes.verdict"),
    ),
    """SELECT * FROM (
  SELECT * FROM promises
  QUALIFY row_number() OVER (PARTITION BY dataset, id ORDER BY outcome_year DESC NULLS LAST, source) = 1
)""",
    about=Pair(
        "每条承诺一行，有结果的在前；上级地区与主题包含其下的。",
        "One row for each promise, those with an outcome first; a region or topic has what lies in it, too.",
    ),
)
FIGURES_FOUND = Finder(
    "find-figures",
    Pair("筛选数字", "Find figures"),
    f"""
    SELECT g.*, f.topics, g.place AS region, {_SUBJECTS.replace("about", "g.about")} FROM figures AS g
    JOIN kept_facts AS f ON f.dataset = g.dataset AND f.id = g.id
    ORDER BY (g.about = 'context'), g.year DESC NULLS LAST, g.metric, g.place, g.id
    """,
    FIGURES,
    (
        _SUBJECT,
        _region("place", "(dataset, id) IN (SELECT (dataset, id) FROM named_figures WHERE {})"),
        _YEAR,
        Facet("metric", Pair("指标", "Metric"), "metric = {value}", to="metrics"),
        Facet("kind", Pair("性质", "Sort"), "kind = {value}", of="series.kind"),
    ),
    "SELECT * FROM series",
    about=_NARROW,
)


def projects(sql: str, columns: tuple[Column, ...]) -> Finder:
    """The list of projects: the rows and columns of their index."""
    return Finder(
        "find-projects",
        Pair("筛选项目", "Find projects"),
        f"SELECT *, {_SUBJECTS} FROM ({sql}) ORDER BY (about = 'context'), stage_as_of DESC NULLS LAST, id",
        columns,
        (
            _SUBJECT,
            REGION,
            Facet("stage", Pair("阶段", "Stage"), "stage = {value}", of="projects.stage"),
            Facet("kind", Pair("类别", "Kind"), "kind = {value}", of="projects.kind"),
        ),
        "SELECT * FROM project_pipeline",
        about=_NARROW,
    )


def entities(id: str, title: Pair, sql: str, columns: tuple[Column, ...], view: str, *facets: Facet) -> Finder:
    """The list of entities of a kind, by the region in which they are and by more."""
    return Finder(f"find-{id}", title, sql, columns, (REGION, *facets), f"SELECT * FROM {view}", about=_NARROW)
