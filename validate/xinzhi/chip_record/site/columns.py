"""The columns that tables of the site share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...site.columns import (
    Article,
    Articles,
    Coded,
    Column,
    Count,
    Figure,
    Linked,
    Part,
    Printed,
    Record,
    Said,
    Stack,
)
from ...site.words import Pair

if TYPE_CHECKING:
    from ...site.book import Book

_NAME = Pair("名称", "Name")
REGION = Linked("region", Pair("地区", "Region"), look="short", to="regions", key="region")
ABOUT = Coded("about", Pair("涉及", "About"), of="about")
SOURCE = Articles()
VERDICT = Coded("verdict", Pair("结果", "Outcome"), of="outcomes.verdict")
FIGURE = Figure("value_text", Pair("原文数字", "Figure as printed"))
TIME = Column("time", Pair("时间", "When"), look="short")
FACT = Record("text", Pair("内容", "What it says"), look="wide")
KIND = Coded("kind", Pair("类别", "Kind"), of="facts.kind")

_PROMISED = Record("promise", Pair("承诺", "Promise"))
_HOW = (
    Printed("verb_zh", Pair("原文动词", "Verb as printed")),
    Said("due", Pair("期限 ", "due "), of=Column("due", Pair("期限", "Due"))),
    ABOUT,
)


@dataclass(frozen=True)
class _OfTarget(Coded):
    """What came of the target in a commitment, where nobody was asked about the commitment itself."""

    def parts(self, row: Mapping[str, object], book: Book) -> Iterator[Part]:
        if row.get(self.name):
            yield Part(Pair("其中的目标：", "its target: "), look="reading")
            yield from super().parts(row, book)


OUTCOME_TOLD = Stack(
    "verdict",
    Pair("结果", "Outcome"),
    columns=(
        VERDICT,
        _OfTarget("target_verdict", Pair("其中目标的结果", "Outcome of its target"), of="outcomes.verdict"),
        Column("basis", Pair("后来的说法", "What was said later")),
    ),
    look="told",
)
BOTH_SOURCES = Stack(
    "sources",
    Pair("出处", "Sources"),
    look="articles",
    columns=(
        Said("id", Pair("承诺：", "Promised: "), of=Articles()),
        Said("source", Pair("交代：", "Reported: "), of=Article("source", Pair("结果出处", "Reported in"))),
    ),
)
# The promise with how it is worded, its figure, what came of it, and both sources.
PROMISE = (
    Stack("promise", Pair("承诺", "Promise"), columns=(_PROMISED, REGION, *_HOW), in_line=True, look="wide"),
    FIGURE,
    OUTCOME_TOLD,
    BOTH_SOURCES,
)
FIGURES = (
    Stack("text", Pair("数字", "Figure"), columns=(FACT, REGION, ABOUT), in_line=True, look="wide"),
    Column("year", Pair("年份", "Year"), look="short"),
    Coded("kind", Pair("性质", "Sort"), of="series.kind"),
    FIGURE,
    SOURCE,
)
PROJECTS = (
    Stack(
        "name",
        Pair("项目", "Project"),
        columns=(
            Record("name", Pair("项目", "Project")),
            REGION,
            Coded("kind", Pair("类别", "Kind"), of="projects.kind"),
            ABOUT,
        ),
        in_line=True,
        look="wide",
    ),
    Coded("stage", Pair("阶段", "Stage"), of="projects.stage"),
    Column("stage_as_of", Pair("截至", "As of"), look="short"),
    SOURCE,
)
FACTS = (
    Stack("text", Pair("内容", "What it says"), columns=(FACT, REGION, ABOUT), in_line=True, look="wide"),
    TIME,
    SOURCE,
)
OUTCOME = (
    Column("year", Pair("年份", "Year"), look="number"),
    VERDICT,
    Record("basis", Pair("依据", "Basis"), look="wide"),
    Column("observed_text", Pair("后来的数字", "Figure reported")),
    Article("source", Pair("后来的来源", "Later source")),
)
COUNTS = (
    Count("promises", Pair("承诺", "Promises")),
    Count("ours", Pair("芯片、算力", "Chips, compute")),
)


def own(dataset: str, title: Pair = _NAME) -> Linked:
    """The name of a row of an index, leading to its page."""
    return Linked("name", title, look="wide", to=dataset, key="id")
