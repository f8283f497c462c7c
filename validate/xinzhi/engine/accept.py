"""Compiles a Table Schema field to an expression, DuckDB's or Ibis's, that accepts only what every reading accepts.

The expression is true for cells in a canonical spelling that keep every constraint. What it does not accept is in
doubt, not wrong: doubtful cells go to frictionless's own field code. So an expression may be too narrow, never too
wide."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from ..types import field_type
from ..types.base import Cells, Described
from ..types.expressions import Check, accept_all, either, every
from ..types.tidiness import tidy_texts
from .silent import untidy_pattern

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class FieldAcceptance:
    """What is accepted in a column of a field, by which the column is screened.

    `missing`: the texts that are null. `ambiguous`: whether a text that is null could be accepted as a value too.
    `tidy`: what else a value has to be, though frictionless does not ask for it. The rest is `Plain`'s: `cast` is the
    type as which `accept` reads the cell first, if any; whoever has a column of such casts saves the repetition."""

    name: str
    missing: tuple[str, ...]
    required: bool
    accept: Check | None
    key: Check | None
    ambiguous: bool = True
    tidy: Check | None = None
    cast: str | None = None
    compared_by_cast: bool = False

    def is_missing(self, cell: ir.StringValue) -> ir.BooleanValue:
        """Whether the cell is null."""
        if len(self.missing) == 1:
            return cell == self.missing[0]
        return cell.isin(list(self.missing)) if self.missing else cell != cell

    def doubtful(self, cell: ir.StringValue, cast: ir.Value | None = None) -> ir.BooleanValue:
        """Whether the cell is in doubt. `cast` is the cell read as the type `cast`, or null."""
        return ~self.acceptable(cell, cast).fill_null(False)

    def acceptable(self, cell: ir.StringValue, cast: ir.Value | None = None) -> ir.BooleanValue:
        """Whether the cell is plainly right; null, which a failed cast leaves, is no."""
        if cast is None and self.cast is not None:
            cast = cell.try_cast(self.cast)
        accepted = self.accepted(cell, cast)
        if accepted is None:
            return self.is_missing(cell) & (not self.required)
        if not self.required:
            return either(accepted, self.is_missing(cell))
        return accepted & ~self.is_missing(cell) if self.ambiguous else accepted

    def never_doubtful(self) -> bool:
        """Whether no cell can be in doubt: text that may be anything, and may be null."""
        return self.accept is accept_all and not self.required and self.tidy is None

    def accepted(self, cell: ir.StringValue, cast: ir.Value | None) -> Any:
        """Whether a cell that is not null is plainly right; None where every cell is in doubt."""
        if self.accept is None:
            return None
        if self.accept is accept_all and self.tidy is not None:
            return self.tidy(cell)
        accepted = self.accept(cell) if cast is None else self.accept(cell, cast)
        return accepted if self.tidy is None else accepted & self.tidy(cell)


def no_outer_space(cell: ir.StringValue) -> ir.BooleanValue:
    """Whether a text without other white space than spaces has none at its ends. No control character comes before
    `!`."""
    return (cell >= "!") & ~cell.endswith(" ")


def no_outer_space_or_line_end(cell: ir.StringValue) -> ir.BooleanValue:
    """The same of a text that may have line ends, too: a quoted one."""
    return no_outer_space(cell) & ~cell.endswith("\n")


def not_untidy(cell: ir.StringValue) -> ir.BooleanValue:
    """Whether a text has neither white space at its ends nor digits other than 0 to 9."""
    return ~cell.re_search(untidy_pattern())


class ConstrainedField(Described, Protocol):
    """A field with its constraints: frictionless's, or one that is as plain."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def type(self) -> str:
        """Its type's name."""

    @property
    def constraints(self) -> Mapping[str, Any]:
        """The constraints that the schema states."""

    @property
    def supported_constraints(self) -> Collection[str]:
        """Those that are checked of fields of its type."""


def compile_field(
    field: ConstrainedField,
    missing: Sequence[str],
    cells: Cells = Cells(),
    *,
    tidy: Check | None = None,
    categories: Sequence[str] | None = None,
) -> FieldAcceptance:
    """The acceptance of a field whose null spellings are `missing`.

    `tidy` is asked of texts that may be anything; only `categories`, where given, are accepted."""
    kind = field_type(field.type)
    constraints: dict[str, Any] = {
        name: value
        for name, value in field.constraints.items()
        if name in field.supported_constraints and value is not None and name != "required"
    }
    pattern = constraints.pop("pattern", None)
    plain = kind.plain(field, constraints, cells)
    accept = plain.accept if pattern is None else _matching(str(pattern), plain.accept)
    read = field.create_value_reader()
    ambiguous = any(read(text) is not None for text in missing)
    checks = []
    if tidy is not None and (accept is accept_all or (kind.is_text and not _always_tidy(field.constraints))):
        checks.append(tidy)
    if categories is not None:
        checks.append(lambda cell: cell.isin(tidy_texts(categories)))
    whole = (
        None if not checks else checks[0] if len(checks) == 1 else lambda cell: every([check(cell) for check in checks])
    )
    return FieldAcceptance(
        field.name,
        tuple(missing),
        bool(field.constraints.get("required")),
        accept,
        plain.key,
        ambiguous,
        whole,
        plain.cast,
        plain.compared_by_cast,
    )


def _matching(pattern: str, accept: Check | None) -> Check | None:
    """What accepts the cells that match an author's pattern, too; None where DuckDB might match it otherwise."""
    if accept is None or not is_common_pattern(pattern):
        return None
    # Python compiles ^pattern$ and matches at the start; the very end, for $, accepts no more.
    whole = _to_the_end(pattern)
    if accept is accept_all:
        return lambda cell: cell.re_search(whole)
    return lambda cell, *cast: accept(cell, *cast) & cell.re_search(whole)


def _always_tidy(constraints: Mapping[str, Any]) -> bool:
    """Whether no text that keeps the constraints has white space, or digits other than 0 to 9."""
    if "enum" in constraints:
        return True  # of which the tidy ones are accepted
    pattern = str(constraints.get("pattern", "."))
    if not is_common_pattern(pattern) or not pattern.isascii():
        return False
    atoms = pattern_atoms(pattern)
    # Of the alternatives in ^a|b$ the first does not reach the end.
    return not any(atom in (".", "|") or atom.startswith("[^") or any(c.isspace() for c in atom) for atom in atoms)


_CLASS = r"\[(?:\\[\\\-\]\[.^$/+*]|[^\\\[\]^&~|-]|[A-Za-z0-9]-[A-Za-z0-9]|-(?=\]))+\]"
_NEGATED = r"\[\^(?:\\[\\\-\].]|[^\\\[\]^&~|-]|[A-Za-z0-9]-[A-Za-z0-9])+\]"
_ATOM = re.compile(
    rf"{_CLASS}|{_NEGATED}|\\d|\\w|\\[.\-/+*?()\[\]{{}}|^$\\]|\(\?:|\((?!\?)|\)|\||\.|\^|\$"
    r"|\{\d{1,3}(?:,\d{0,3})?\}|[*+?]\??|[^\\\[\](){}*+?.|^$]"
)


def pattern_atoms(pattern: str) -> list[str]:
    """The parts of a common pattern: characters, classes, quantifiers, parentheses. Raises ValueError for other
    patterns."""
    atoms, at = [], 0
    while at < len(pattern):
        match = _ATOM.match(pattern, at)
        if match is None:
            raise ValueError(pattern)
        atoms.append(match[0])
        at = match.end()
    return atoms


def _to_the_end(pattern: str) -> str:
    """`^pattern$`, as Python reads it, for RE2 and Java, which read `$` differently."""
    atoms = [r"\z" if atom == "$" else atom for atom in pattern_atoms(pattern)]
    whole = "".join(atoms)
    # In ^a|b$ each end belongs to one of the alternatives.
    return rf"^(?:^{whole}\z)" if "|" in atoms else rf"^{whole}\z"


def is_common_pattern(pattern: str) -> bool:
    """Whether RE2 accepts with it nothing that Python's `re` would not: literals, plain classes, groups, bounded and
    plain repetition. `\\d` and `\\w` mean ASCII to RE2 and more to Python, which is the safe side."""
    try:
        pattern_atoms(pattern)
        re.compile(f"^{pattern}$")
    except (ValueError, re.error):
        return False
    return True
