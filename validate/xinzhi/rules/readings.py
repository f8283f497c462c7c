"""What rules within a table need from outside it: how each printed figure reads, given the package's units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..evidence.quantity import QuantityError, parse_quantity, with_units_of_others
from .expressions import FigureExpressions


@dataclass(frozen=True)
class FigureReading:
    """A printed figure as the parser reads it; `comparator` is None where it cannot be read, the texts say why.
    `shared` has the value in each unit that another figure of its list may print for it."""

    text_zh: str
    text_en: str
    comparator: str | None = None
    value: float | None = None
    high: float | None = None
    unit: str | None = None
    shared: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Readings:
    """The readings of the figures that stand in a package."""

    by_text: Mapping[str, FigureReading] = field(default_factory=dict)

    def of(self, figures: Any) -> FigureExpressions:
        """What a column of figures of an Ibis table reads as."""
        import ibis

        return FigureExpressions(
            figures.notnull() & ibis.literal(bool(self.by_text)),
            self._lookup("comparator", "string", figures),
            self._lookup("value", "float64", figures),
            self._lookup("high", "float64", figures),
            self._lookup("unit", "string", figures),
            lambda units: self._shared(figures, units),
        )

    def _lookup(self, attribute: str, kind: str, figures: Any) -> Any:
        values = {t: getattr(r, attribute) for t, r in self.by_text.items() if getattr(r, attribute) is not None}
        return _looked_up(values, kind, figures)

    def _shared(self, figures: Any, units: Any) -> Any:
        values = {f"{text}\n{unit}": value for text, r in self.by_text.items() for unit, value in r.shared}
        return _looked_up(values, "float64", figures + "\n" + units)


def _looked_up(values: Mapping[str, object], kind: str, keys: Any) -> Any:
    import ibis

    if not values:
        return ibis.null(kind)
    return ibis.map(
        ibis.literal(list(values), type="array<string>"),
        ibis.literal(list(values.values()), type=f"array<{kind}>"),
    ).get(keys)


NO_READINGS = Readings()


def read_figures(texts: Iterable[str], units: Mapping[str | None, str | None]) -> Readings:
    """Read each figure once. `units` maps printed unit labels to unit ids; a unit that lacks one is as good as
    unknown, and where there are no units at all, no figure is read."""
    if not units:
        return NO_READINGS
    known = {label: unit for label, unit in units.items() if label and unit}
    return Readings({text: _read(text, known) for text in texts})


def _read(text: str, units: Mapping[str, str]) -> FigureReading:
    try:
        quantity = parse_quantity(text, units)
    except QuantityError as error:
        reason = str(error).partition(":")[0]
        return FigureReading(f"无法识别的数字（{_REASONS.get(reason, reason)}）", f"no figure ({reason})")
    unit = units[quantity.unit_label]
    shared = tuple((units[label], float(value)) for label, value in with_units_of_others(text, units).items())
    value = float(quantity.value)
    high = None if quantity.high is None else float(quantity.high)
    shown = f"{value:.15g}" if high is None else f"{value:.15g}…{high:.15g}"
    text = f"{quantity.comparator} {shown} {unit}"
    return FigureReading(text, text, quantity.comparator, value, high, unit, shared)


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
