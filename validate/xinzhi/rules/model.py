"""Compiles a Table Schema and domain rules into a pandera model on Ibis; the schema stays the only definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..contract.package import Field, Schema
from ..findings import UNEXPLAINED, Explanation, Rule
from ..types import field_type

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pandera.ibis as pa


@dataclass(frozen=True)
class RowRule:
    """A rule that each row of a table keeps on its own.

    `holds` maps a table to a boolean column; null counts as kept, because an empty cell is the structure layer's
    business. `column` is where a breach is reported. From the row's cells, `suggest` computes the right cell and
    `explain` further values for the messages.
    """

    rule: Rule
    column: str
    holds: Callable[[ir.Table], ir.BooleanValue]
    suggest: Callable[[Mapping[str, Any]], str | None] | None = None
    explain: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None


def row_rule(
    id: str,
    column: str,
    holds: Callable[[ir.Table], Any],
    zh: str,
    en: str,
    suggest: Callable[[Mapping[str, Any]], str | None] | None = None,
    explain: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None,
    explanation: Explanation = UNEXPLAINED,
) -> RowRule:
    """A RowRule with its messages: templates over `value`, `column`, the row's cells and what `explain` adds."""
    return RowRule(Rule(id, "rules", zh, en, explanation=explanation), column, holds, suggest, explain)


def kept(rule: RowRule, table: ir.Table) -> ir.BooleanValue:
    """Whether each row keeps the rule; null counts as kept."""
    return rule.holds(table).fill_null(True)


def model(name: str, schema: Schema, rules: list[RowRule]) -> pa.DataFrameSchema:
    """The pandera model of a dataset: types, constraints and keys from its schema, and its domain rules as checks."""
    import pandera.ibis as pa

    columns = {f.name: _column(f) for f in schema.fields}
    checks = [
        pa.Check(lambda data, rule=rule: kept(rule, data.table), name=rule.rule.id, error=rule.rule.message_en)
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
