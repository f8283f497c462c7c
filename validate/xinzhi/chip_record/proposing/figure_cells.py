"""Fills what the words around a figure and the section that it stands in tell of it: basis, period, kind."""

from __future__ import annotations

import re
from collections.abc import Collection

from ...propose.figures import Figure
from ...propose.reading import Reading
from .sections import Kind, Section

_MULTIPLE = re.compile("番")
_GROWN = re.compile(r"(?:增长|增速|增幅|提高|增加|下降|减少|降低|上升)(?:了|约|近|超过?|达到?|为)?$")
_GROWN_EACH = re.compile(r"分别(?:同比)?(?:增长|提高|下降)")
_ADDED = re.compile(
    r"(?:新增|净增|增加|新引入|新引进|新引育|新获批|新认定|新入选|新建|新开工|新投产|新改建|新培育|引进|新落户|新当选)"
    r"[^，,。；;]{0,16}$"
)
_IN_ALL = re.compile(r"累计[^，,。；;]{0,16}$")
_EVERY_YEAR = re.compile(r"(?:年产|每年)[^，,。；;]{0,8}$")


def basis_of(reading: Reading, figure: Figure, section: Section | None, allowed: Collection[str]) -> str:
    """How a figure is to be read, by the words in front of it; empty where they do not tell."""
    clause = reading.clause(figure.place)
    before = reading.flat[clause.start : figure.place.start]
    unit = figure.quantity.unit_label if figure.quantity is not None else ""
    if _MULTIPLE.search(figure.text):
        return _allowed("multiple", allowed)
    if unit == "倍" and _GROWN.search(before):
        one_year = section is None or "/" not in section.period
        return "yoy" if one_year else _allowed("growth-multiple", allowed)
    if unit == "%" and (_GROWN.search(before) or _grown_in_order(reading, figure)):
        return "yoy" if section is None or "/" not in section.period else ""
    if unit == "个百分点":
        return _allowed("difference", allowed)
    for words, basis in ((_ADDED, "increase"), (_IN_ALL, "cumulative"), (_EVERY_YEAR, "annual")):
        if words.search(before):
            return _allowed(basis, allowed)
    return "level" if figure.quantity is not None and unit != "%" else ""


def _grown_in_order(reading: Reading, figure: Figure) -> bool:
    """Whether the figure is one of those behind 分别增长."""
    sentence = reading.sentence(figure.place)
    before = reading.flat[sentence.start : figure.place.start]
    told = list(_GROWN_EACH.finditer(before))
    return bool(told) and not re.search(r"[，,；;][^，,；;]*[\u4e00-\u9fff]{3}", before[told[-1].end() :])


def _allowed(basis: str, allowed: Collection[str]) -> str:
    return basis if basis in allowed else ""


def period_of(section: Section, basis: str) -> dict[str, str]:
    """The period that the section supplies: of a level its end, of growth both ends."""
    if not section.period:
        return {"period_basis": "unknown"}
    first, _, last = section.period.partition("/")
    cells = {"period_end": f"{last or first}-12-31", "period_basis": "report"}
    if section.kind is not Kind.review or basis not in ("level", "cumulative", "multiple", ""):
        cells["period_start"] = f"{first}-01-01"
    return cells
