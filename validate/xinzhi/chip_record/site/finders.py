"""The lists that readers narrow down: promises, figures, projects, and the entities of which there are many."""

from __future__ import annotations

from ...site.columns import Column
from ...site.finder import Facet, Finder
from ...site.words import Pair
from .columns import FIGURES, PROMISE

REGION = Facet("region", Pair("地区", "Region"), to="regions", parent="parent", whole="china")
_YEAR = Facet("year", Pair("年份", "Year"), newest_first=True)
_TOPIC = Facet("topics", Pair("主题", "Topic"), to="topics", parent="broader")
# Whatever is about chips or computing power is what a reader comes for; everything else is one choice away.
_SUBJECT = Facet("subjects", Pair("涉及", "About"), of="subjects", start="ours")
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
    (_SUBJECT, REGION, _YEAR, _TOPIC, Facet("known", Pair("结果", "Outcome"), of="outcomes.verdict")),
    about=Pair(
        "每条承诺一行，有结果的在前；上级地区与主题包含其下的。",
        "One row for each promise, those with an outcome first; a region or topic has what lies in it, too.",
    ),
    view="promises",
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
        REGION,
        _YEAR,
        Facet("metric", Pair("指标", "Metric"), to="metrics"),
        Facet("kind", Pair("性质", "Sort"), of="series.kind"),
    ),
    about=_NARROW,
    view="series",
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
            Facet("stage", Pair("阶段", "Stage"), of="projects.stage"),
            Facet("kind", Pair("类别", "Kind"), of="projects.kind"),
        ),
        about=_NARROW,
        view="project_pipeline",
    )


def entities(id: str, title: Pair, sql: str, columns: tuple[Column, ...], *facets: Facet, view: str = "") -> Finder:
    """The list of entities of a kind, by the region in which they are and by more."""
    return Finder(f"find-{id}", title, sql, columns, (REGION, *facets), about=_NARROW, view=view)
