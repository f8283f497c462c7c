"""A page for every fact: what it says, what came of it, where it stands in which article, and how to cite it."""

from __future__ import annotations

from ...site.columns import Column
from ...site.model import Kind, Section
from ...site.words import Pair
from .columns import FIGURE, KIND, OUTCOME, PROMISE, SOURCE, VERDICT
from .sections import TELLING

_ONE = {
    "regional_priorities": Pair("承诺", "Commitment"),
    "targets": Pair("目标", "Target"),
    "indicators": Pair("数据", "Reported figure"),
    "milestones": Pair("里程碑", "Milestone"),
    "recognitions": Pair("荣誉", "Recognition"),
    "policy_measures": Pair("政策措施", "Policy measure"),
    "policy_terms": Pair("政策数字", "Figure of a policy"),
    "park_roster": Pair("园区名录", "Entry of a park's roster"),
    "events": Pair("事件", "Event"),
    "work_reports": Pair("政府工作报告", "Government work report"),
}
_PROMISED = ("regional_priorities", "targets", "projects")


def outcomes_of(dataset: str) -> Section:
    """What later reports say of the promises of a dataset."""
    return Section(
        "outcome",
        Pair("后来如何", "What came of it"),
        f"""
        SELECT o.record AS page, 'outcomes' AS dataset, o.id, o.year, o.verdict, o.basis_zh, o.basis_en, o.source,
               i.value_text AS observed_text
        FROM outcomes AS o LEFT JOIN indicators AS i ON i.id = o.indicator
        WHERE o.dataset = '{dataset}' ORDER BY o.record, o.year, o.source
        """,
        OUTCOME,
        none=Pair("没有后来的来源被问到它：尚未追踪。", "No later source was asked about it yet."),
    )


_TARGETS = Section(
    "targets",
    Pair("其中的目标", "Targets in it"),
    """
    SELECT t.priority AS page, n.* FROM newest AS n JOIN targets AS t ON t.id = n.id
    WHERE n.dataset = 'targets' AND t.priority IS NOT NULL ORDER BY t.priority, n.id
    """,
    (PROMISE[0], FIGURE, VERDICT),
)


def _neighbours_of(dataset: str) -> Section:
    """What stands before and behind a fact in the same section of its document."""
    return Section(
        "around",
        Pair("在原文中的前后", "Around it in the document"),
        f"""
        SELECT a.page, f.*,
               CASE WHEN behind > 0 THEN concat('其后 ', behind, ' 字')
                    WHEN before > 0 THEN concat('其前 ', before, ' 字') ELSE '同一处' END AS near_zh,
               CASE WHEN behind + before = 0 THEN 'in the same words'
                    ELSE concat(behind + before, if(behind + before = 1, ' character', ' characters'), if(behind > 0, ' behind', ' before')) END AS near_en
        FROM neighbours AS a JOIN kept_facts AS f ON f.dataset = a.dataset AND f.id = a.id
        WHERE a.of_dataset = '{dataset}' ORDER BY a.page, a.source, a.place, f.dataset, f.id
        """,  # noqa: E501
        (TELLING, KIND, FIGURE, Column("near", Pair("位置", "Where"), look="short")),
        about=Pair(
            "同一文章同一节中相邻的事实，按原文次序；相距几个字的，多在同一句里。",
            "Facts beside it in the same section of the same document, in the order of the text; those a few characters"
            " apart mostly stand in one sentence.",
        ),
    )


def _kind(dataset: str, one: Pair) -> Kind:
    sections = (outcomes_of(dataset),) if dataset in _PROMISED else ()
    if dataset == "regional_priorities":
        sections = (*sections, _TARGETS)
    return Kind(
        f"facts/{dataset}",
        one,
        one,
        f"""
        SELECT id, text_zh AS name_zh, text_en AS name_en, region, year, value_text FROM kept_facts
        WHERE dataset = '{dataset}' ORDER BY id
        """,
        dataset=dataset,
        within=("regions", "region"),
        sections=(*sections, _neighbours_of(dataset)),
        hidden=("id", "summary_zh", "summary_en"),
        cited=True,
        weight=6,
    )


_OUTCOMES = Kind(
    "facts/outcomes",
    Pair("结果", "Outcome"),
    Pair("结果", "Outcome"),
    """
    SELECT o.id, o.basis_zh AS name_zh, o.basis_en AS name_en, p.region
    FROM outcomes AS o LEFT JOIN newest AS p ON p.dataset = o.dataset AND p.id = o.record ORDER BY o.id
    """,
    dataset="outcomes",
    within=("regions", "region"),
    sections=(
        Section(
            "promise",
            Pair("所涉承诺", "The promise"),
            """
            SELECT o.id AS page, p.* EXCLUDE (source) FROM outcomes AS o
            JOIN newest AS p ON p.dataset = o.dataset AND p.id = o.record ORDER BY o.id
            """,
            (PROMISE[0], FIGURE, SOURCE),
        ),
    ),
    hidden=("id", "dataset", "record", "basis_zh", "basis_en"),
    cited=True,
    weight=7,
)

FACTS = (*(_kind(dataset, one) for dataset, one in _ONE.items()), _OUTCOMES)
