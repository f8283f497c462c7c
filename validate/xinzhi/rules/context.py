"""What rules within a table need from outside it: how each printed figure reads, given the package's units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..evidence.quantity import QuantityError, parse_quantity

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class Reading:
    """A printed figure as the parser reads it; `comparator` is None where it cannot be read, the texts say why."""

    text_zh: str
    text_en: str
    comparator: str | None = None
    value: float | None = None
    high: float | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Context:
    """The readings of the figures that stand in a package."""

    readings: Mapping[str, Reading] = field(default_factory=dict)

    def lookup(self, attribute: str, kind: str, text: ir.StringValue) -> ir.Value:
        """An expression for one attribute of the reading of a column of figures; null where it has none."""
        import ibis

        found = {t: getattr(r, attribute) for t, r in self.readings.items() if getattr(r, attribute) is not None}
        if not found:
            return ibis.null(kind)
        return ibis.map(
            ibis.literal(list(found), type="array<string>"), ibis.literal(list(found.values()), type=f"array<{kind}>")
        ).get(text)


def read_figures(texts: Iterable[str], units: Mapping[str | None, str | None]) -> Context:
    """Read each figure once. `units` maps printed unit labels to unit ids; a unit that lacks one is as good as
    unknown."""
    known = {label: unit for label, unit in units.items() if label and unit}
    return Context({text: _read(text, known) for text in texts})


def _read(text: str, units: Mapping[str, str]) -> Reading:
    try:
        found = parse_quantity(text, units)
    except QuantityError as error:
        reason = str(error).partition(":")[0]
        return Reading(f"无法识别的数字（{_REASONS.get(reason, reason)}）", f"no figure ({reason})")
    unit = units[found.unit_label]
    value = float(found.value)
    high = None if found.high is None else float(found.high)
    shown = f"{value:.15g}" if high is None else f"{value:.15g}…{high:.15g}"
    text = f"{found.comparator} {shown} {unit}"
    return Reading(text, text, found.comparator, value, high, unit)


# Why a figure cannot be read, as quantity.py says it.
_REASONS = {
    "not a number": "数的写法有误",
    "not one figure": "不是单独一个数字",
    "unknown unit": "单位未登记",
    "division by zero": "分母为零",
    "a range has one unit": "区间两端单位不同",
    "a range runs from the lower to the higher value": "区间应由低到高",
    "qualifiers contradict each other": "限定词互相矛盾",
}
