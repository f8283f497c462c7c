"""Compiles a Table Schema and domain rules into a pandera model on Ibis; the schema stays the only definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack, cast

from ..contract.package import Field, Schema
from ..findings import Rule, RuleTexts
from ..types import field_type
from .expressions import FigureExpressions, Table, Truth
from .readings import NO_READINGS, Readings

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pandera.ibis as pa

Row = Mapping[str, Any]


@dataclass(frozen=True)
class RowRule:
    """A rule that each row of a table keeps on its own: what it says, and how it is checked.

    `column` is where a breach is reported. `check` maps a table to a boolean column: one of `expressions.py` or one of
    Ibis, as the table is. With `figure`, the name of a column of printed figures, it is also given what these read as.
    From the row's cells, `suggest` computes the right cell.
    """

    rule: Rule
    column: str
    check: Callable[..., Truth]
    suggest: Callable[[Row], str | None] | None = None
    figure: str | None = None

    def kept(self, table: Table, read: Callable[[str], FigureExpressions]) -> Truth:
        """Whether each row keeps the rule; `read` tells what a column of figures reads as. Null counts as kept: an
        empty cell is the structure layer's business."""
        figures = () if self.figure is None else (read(self.figure),)
        return self.check(table, *figures).fill_null(True)

    def kept_in_ibis(self, table: ir.Table, readings: Readings = NO_READINGS) -> ir.BooleanValue:
        """The same as an expression of Ibis."""
        return cast("ir.BooleanValue", self.kept(cast(Table, table), lambda figures: readings.of(table[figures])))

    def broken_by(self, row: Row, readings: Readings = NO_READINGS) -> dict[str, Any]:
        """What the messages may name of a row that breaks the rule: its cells, and what its figure reads as."""
        reading = readings.by_text.get(row[self.figure]) if self.figure is not None else None
        return {**row} if reading is None else {**row, "reading_zh": reading.text_zh, "reading_en": reading.text_en}


RowRules = Sequence[RowRule]


def row_rule(
    id: str,
    *,
    column: str,
    suggest: str | Callable[[Row], str | None] | None = None,
    figure: str | None = None,
    **texts: Unpack[RuleTexts],
) -> Callable[[Callable[[Table], Truth] | Callable[[Table, FigureExpressions], Truth]], RowRule]:
    """Makes a function the check of a rule: of a table, it gives for each row whether the row keeps the rule.

    The messages are templates over `value`, `column` and the row's cells, with `figure` also over `reading_zh` and
    `reading_en`.
    """

    def declared(check: Callable[..., Truth]) -> RowRule:
        suggestion = (lambda row: suggest) if isinstance(suggest, str) else suggest
        return RowRule(Rule.new(id, "rules", **texts), column, check, suggestion, figure)

    return declared


def model(name: str, schema: Schema, rules: RowRules, readings: Readings = NO_READINGS) -> pa.DataFrameSchema:
    """The pandera model of a dataset: types, constraints and keys from its schema, and its domain rules as checks."""
    import pandera.ibis as pa

    columns = {f.name: _column(f) for f in schema.fields}
    checks = [
        pa.Check(
            lambda data, rule=rule: rule.kept_in_ibis(data.table, readings),
            name=rule.rule.id,
            error=rule.rule.message_en,
        )
        for rule in rules
    ]
    # pandera.ibis 0.35 takes a column's `unique=True` and never looks at it.
    single = [[f.name] for f in schema.fields if f.constraints.get("unique") and [f.name] != schema.primary_key]
    keys = [*single, *schema.unique_keys_among(schema.names)]
    checks += [pa.Check(_unique(names), name=f"unique {', '.join(names)}") for names in keys]
    unique = schema.primary_key or None
    return pa.DataFrameSchema(columns, checks=checks, unique=unique, strict=False, name=name)


def _unique(names: list[str]) -> Callable[[Any], dict[str, ir.BooleanValue]]:
    """A check that no two rows have the same values in these columns; a row with a null in one of them is like no
    other."""

    def holds(data: Any) -> dict[str, ir.BooleanValue]:
        table = data.table
        alone = table.count().over(group_by=names) == 1
        for name in names:
            alone = alone | table[name].isnull()
        return {"unique": alone}

    return holds


def _column(f: Field) -> pa.Column:
    import ibis
    import pandera.ibis as pa

    constraints = f.constraints
    checks = []
    if "enum" in constraints:
        checks.append(pa.Check.isin(constraints["enum"]))
    if "pattern" in constraints:
        pattern = str(constraints["pattern"])
        checks.append(pa.Check.str_matches(pattern if pattern.startswith("^") else f"^(?:{pattern})$"))
    if "minimum" in constraints:
        checks.append(pa.Check.ge(constraints["minimum"]))
    if "maximum" in constraints:
        checks.append(pa.Check.le(constraints["maximum"]))
    required = bool(constraints.get("required"))
    return pa.Column(
        ibis.dtype(field_type(f.type).ibis), checks=checks, nullable=not required, required=True, name=f.name
    )
