"""The tables of the entities' pages: what is promised, built, measured and reached there, by any way of telling that a
fact is about an entity."""

from __future__ import annotations

from ...site.columns import Coded, Column, Linked
from ...site.model import Section
from ...site.words import NOTHING, Pair
from .columns import FACTS, FIGURE, FIGURES, PROJECTS, PROMISE

# Rows about chips or computing power first, then those of which something is known.
_OURS_FIRST = "(about = 'context'), (verdict IS NULL), region, n.id, n.dataset"
PROMISES_ABOUT = Pair(
    "承诺、目标与承诺中的项目，附最新来源对它的说法；芯片与算力在前。",
    "Commitments, targets and promised projects with what the newest source says of each; chips and computing power"
    " come first.",
)


def promises(pages: str, *, first: int = 16, about: Pair = PROMISES_ABOUT) -> Section:
    """The promises of a page; `pages` gives `page`, `dataset` and `id`."""
    return Section(
        "promises",
        Pair("承诺与结果", "Promises and what came of them"),
        f"""
        SELECT p.page, n.* FROM ({pages}) AS p JOIN newest AS n ON n.dataset = p.dataset AND n.id = p.id
        ORDER BY p.page, n.year DESC NULLS LAST, {_OURS_FIRST}
        """,
        PROMISE,
        about=about,
        first=first,
        split="year",
    )


def projects(pages: str) -> Section:
    """The projects of a page by their stage; `pages` gives `page` and `id`."""
    return Section(
        "projects",
        Pair("项目", "Projects"),
        f"""
        SELECT p.page, j.*, 'projects' AS dataset FROM ({pages}) AS p JOIN kept_project_pipeline AS j ON j.id = p.id
        ORDER BY p.page, (j.about = 'context'), j.stage_as_of DESC NULLS LAST, j.stage, j.id
        """,
        PROJECTS,
        first=10,
    )


def figures(pages: str, *, plot: bool = True, first: int = 10) -> Section:
    """The figures of a page, promised and reported; `pages` gives `page`, `dataset` and `id`."""
    return Section(
        "figures",
        Pair("数字", "Figures"),
        f"""
        SELECT p.page, g.* FROM ({pages}) AS p JOIN figures AS g ON g.dataset = p.dataset AND g.id = p.id
        ORDER BY p.page, (g.about = 'context'), g.series, g.year, g.kind, g.id, g.dataset
        """,
        FIGURES,
        about=Pair(
            "同一主体、指标、口径、范围与单位的数字才可比：只有这样的序列画成图，其余并列而不连线。",
            "Only figures of one subject, metric, basis, scope and unit can be compared: such series are drawn, others"
            " stand side by side unconnected.",
        ),
        first=first,
        plot=plot,
    )


def facts(id: str, title: Pair, pages: str, kind: str, *, about: Pair = NOTHING, first: int = 8) -> Section:
    """Facts of a kind; `pages` gives `page`, `dataset` and `id`."""
    return Section(
        id,
        title,
        f"""
        SELECT p.page, f.* FROM ({pages}) AS p JOIN kept_facts AS f ON f.dataset = p.dataset AND f.id = p.id
        WHERE f.kind IN ({kind})
        ORDER BY p.page, (f.about = 'context'), f.year DESC NULLS LAST, f.region, f.id, f.dataset
        """,
        FACTS,
        about=about,
        first=first,
    )


def milestones(pages: str) -> Section:
    """The milestones of a page."""
    return facts("milestones", Pair("里程碑", "Milestones"), pages, "'milestone'")


def recognitions(pages: str) -> Section:
    """The awards and designations of a page."""
    return facts("recognitions", Pair("荣誉与认定", "Recognition"), pages, "'recognition'")


def entities(id: str, title: Pair, dataset: str, sql: str, *more: Column) -> Section:
    """Rows of another kind of page; `sql` gives `page`, `id` and the further columns."""
    own = Linked("id", title, to=dataset)
    return Section(id, title, sql, (own, *more), first=12)


TELLING = FACTS[0]
TERMS = Section(
    "terms",
    Pair("其中的数字", "Figures in it"),
    """
    SELECT t.policy AS page, t.part_of, f.* FROM policy_terms AS t
    JOIN kept_facts AS f ON f.dataset = 'policy_terms' AND f.id = t.id
    ORDER BY t.policy, COALESCE(t.part_of, t.id), (t.part_of IS NOT NULL), t.id
    """,
    (TELLING, FIGURE, Linked("part_of", Pair("是其一部分", "Part of"), to="policy_terms")),
    about=Pair(
        "总额在前，其分项紧随其后；分项已含在总额里，不再相加。",
        "A total comes before its parts, which it contains: they are not added to it.",
    ),
    first=20,
)
PARK_KIND = Coded("kind", Pair("类别", "Kind"), of="parks.kind")
PARK_STATUS = Coded("status", Pair("状态", "Status"), of="parks.status")
ORGANIZATION_KIND = Coded("kind", Pair("类别", "Kind"), of="organizations.kind")
POLICY_KIND = Coded("kind", Pair("类别", "Kind"), of="policies.kind")
POLICY_STATE = Coded("state", Pair("状态", "State"), of="policy_states.state")
ISSUED = Column("issued", Pair("发布", "Issued"), look="short")
AS_OF = Column("as_of", Pair("截至", "As of"), look="short")
