"""Compiles a Table Schema field to an expression, DuckDB's or Ibis's, that accepts only what every reading accepts.

The expression is true for cells in a canonical spelling that keep every constraint. What it does not accept is in
doubt, not wrong: doubtful cells go to frictionless's own field code. So an expression may be too narrow, never too
wide."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .silent import has_other_digits, untidy_pattern

if TYPE_CHECKING:
    import ibis.expr.types as ir

Check = Callable[..., Any]

_INT64 = 10**18
# At most 15 digits: doubles tell such decimals apart, so that they compare as the decimals do.
# `\z` is the very end in RE2 and in Java alike; Java's `$` also matches in front of a last line end.
_NUMBER = r"^-?[0-9]{1,9}(?:\.[0-9]{1,6})?\z"
_SHAPES = {
    "year": r"^[1-9][0-9]{3}\z",
    "yearmonth": r"^[1-9][0-9]{3}-(?:0[1-9]|1[0-2])\z",
    "time": r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\z",
    "datetime": r"^[1-9][0-9]{3}-[01][0-9]-[0-3][0-9]T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?\z",
}
_ORDERED = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


@dataclass(frozen=True)
class Acceptance:
    """How a column is screened.

    `missing`: the texts that are null. `accept`: builds the expression for cells that are not null, or None where every
    such cell is in doubt. `exact`: whether two accepted cells are equal exactly where their texts are, so that keys can
    be compared as text. `ambiguous`: whether a text that is null could be accepted as a value too. `tidy`: what else a
    value has to be, though frictionless does not ask for it. `cast`: the type as which `accept` reads the cell first,
    if any; whoever has a column of such casts saves the repetition."""

    name: str
    missing: tuple[str, ...]
    required: bool
    accept: Check | None
    exact: bool
    ambiguous: bool = True
    tidy: Check | None = None
    cast: str | None = None

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
        accepted = self._accepted(cell, cast)
        if accepted is None:
            return self.is_missing(cell) & (not self.required)
        if not self.required:
            return _either(accepted, self.is_missing(cell))
        return accepted & ~self.is_missing(cell) if self.ambiguous else accepted

    def never_doubtful(self) -> bool:
        """Whether no cell can be in doubt: text that may be anything, and may be null."""
        return self.accept is accept_all and not self.required and self.tidy is None

    def _accepted(self, cell: ir.StringValue, cast: ir.Value | None) -> Any:
        if self.accept is None:
            return None
        if self.accept is accept_all and self.tidy is not None:
            return self.tidy(cell)
        accepted = self.accept(cell) if cast is None else self.accept(cell, cast)
        return accepted if self.tidy is None else accepted & self.tidy(cell)


def accept_all(cell: ir.StringValue) -> ir.BooleanValue:
    """Every text is right."""
    return cell == cell


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


def compile_field(
    field: Any,
    missing: Sequence[str],
    sample: Sequence[str] = (),
    *,
    tidy: Check | None = None,
    categories: Sequence[str] | None = None,
    only_spaces: bool = False,
) -> Acceptance:
    """The acceptance of a frictionless field whose null spellings are `missing`.

    `sample` holds cells of the column: what they look like is tried first, which decides the time and nothing else.
    `tidy` is asked of texts that may be anything; only `categories`, where given, are accepted. `only_spaces`: the
    cells are ASCII, with no white space but spaces."""
    accept, exact, cast = _compile(field, sample, only_spaces=only_spaces)
    read = field.create_value_reader()
    ambiguous = any(read(text) is not None for text in missing)
    checks = []
    if tidy is not None and (accept is accept_all or (field.type == "string" and not _always_tidy(field.constraints))):
        checks.append(tidy)
    if categories is not None:
        checks.append(lambda cell: cell.isin(_tidy_texts(categories)))
    whole = (
        None if not checks else checks[0] if len(checks) == 1 else lambda cell: every([check(cell) for check in checks])
    )
    return Acceptance(
        field.name, tuple(missing), bool(field.constraints.get("required")), accept, exact, ambiguous, whole, cast
    )


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


def _tidy_texts(texts: Sequence[str]) -> list[str]:
    """The texts that are no finding themselves; the empty one, which never is, stands for none."""
    return [t for t in texts if t == t.strip() and not has_other_digits(t)] or [""]


def _one_of(values: Sequence[str], sample: Sequence[str]) -> Check:
    """Whether a cell is one of a few texts: those of the sample are compared first."""
    values = _tidy_texts(values)
    first = [v for v in values if v in sample]
    rest = [v for v in values if v not in first]
    if not first or not rest:
        return lambda cell: cell.isin(values)
    return lambda cell: _either(cell.isin(first), cell.isin(rest))


def _number_types(sample: Sequence[str], constraints: Mapping[str, Any]) -> list[str]:
    """Types in which to read decimal numbers: first one with as many decimals as nearly all of the sample has, where it
    has as many. Such a number is plain when it is written as it was read, which is told in half the time of a pattern.
    """
    decimals = [len(text.partition(".")[2]) for text in sample if text]
    common = max(decimals, default=0)
    bounds = [text for name, bound in constraints.items() if name in _ORDERED and len(text := str(bound)) > 9]
    if 0 < common <= 6 and decimals.count(common) >= 0.9 * len(decimals) and not bounds:
        return [f"decimal(15, {common})", "float64"]
    return ["float64"]


def _compile(field: Any, sample: Sequence[str], *, only_spaces: bool) -> tuple[Check | None, bool, str | None]:
    """What accepts, whether texts are as equal as values, and the type to which `accept` wants the cell cast."""
    constraints: Mapping[str, Any] = {
        name: value
        for name, value in field.constraints.items()
        if name in field.supported_constraints and value is not None and name != "required"
    }
    if field.type == "string" and field.format == "default":
        return _string(constraints), True, None
    if field.type == "any" and not constraints:
        return accept_all, True, None
    if field.type == "boolean":
        return (None if constraints else _one_of([*field.true_values, *field.false_values], sample)), False, None
    if field.format != "default":
        return None, False, None
    if field.type == "integer" and field.bare_number:
        return _numeric(field, constraints, ["int64"]), True, "int64"
    if field.type == "number" and not {"group_char", "decimal_char", "bare_number"} & set(field.list_defined()):
        kinds = _number_types(sample, constraints)
        return _numeric(field, constraints, kinds), False, kinds[0]
    if field.type == "date":
        return _text_ordered(field, constraints, _plain_day if only_spaces else _written_day), True, "date"
    if field.type == "year":
        return _text_ordered(field, constraints), True, None
    if field.type in ("datetime", "time", "yearmonth") and not constraints:
        return _text_ordered(field, {}), field.type == "yearmonth", None
    return None, False, None


def _string(constraints: Mapping[str, Any]) -> Check | None:
    if not constraints:
        return accept_all
    pattern = constraints.get("pattern")
    if pattern is not None and not is_common_pattern(str(pattern)):
        return None
    enum = constraints.get("enum")
    if enum is not None and not all(isinstance(v, str) for v in enum):
        return None
    lengths = [constraints[name] for name in ("minLength", "maxLength") if name in constraints]
    if not all(isinstance(n, int) for n in lengths):
        return None

    def accept(cell: ir.StringValue) -> ir.BooleanValue:
        parts = []
        if "minLength" in constraints:
            parts.append(cell.length() >= constraints["minLength"])
        if "maxLength" in constraints:
            parts.append(cell.length() <= constraints["maxLength"])
        if pattern is not None:
            # Python compiles ^pattern$ and matches at the start; the very end, for $, accepts no more.
            parts.append(cell.re_search(_to_the_end(str(pattern))))
        if enum is not None:
            parts.append(cell.isin(_tidy_texts(enum)))
        return every(parts)

    return accept


def _numeric(field: Any, constraints: Mapping[str, Any], kinds: Sequence[str]) -> Check | None:
    read = field.create_value_reader()
    bounds: dict[str, Any] = {name: read(constraints[name]) for name in _ORDERED if name in constraints}
    if not all(_comparable(b) for b in bounds.values()):
        return None
    enum = None
    if "enum" in constraints:
        # Only the plainest spelling of each value is accepted; 1.0 for 1 is left in doubt.
        enum = [f"{v:f}" if isinstance(v, Decimal) else str(v) for v in map(read, constraints["enum"])]

    def accept_as(cell: ir.StringValue, number: ir.NumericValue, kind: str) -> Any:
        # A whole or decimal number that is written as it was read is plain.
        parts = [cell.re_search(_NUMBER) if kind == "float64" else number.cast("string") == cell]
        parts += [_within(number, name, bound) for name, bound in bounds.items()]
        if enum is not None:
            parts.append(cell.isin(enum))
        return every(parts)

    def accept(cell: ir.StringValue, number: ir.NumericValue) -> Any:
        first = accept_as(cell, number, kinds[0])
        return _either(first, *(accept_as(cell, cell.try_cast(kind), kind) for kind in kinds[1:]))

    return accept


def _comparable(bound: Any) -> bool:
    """Whether a bound has at most 15 digits, so that a double stands for it and no other decimal of that length. NaN,
    which differs from itself, has none."""
    if not isinstance(bound, int | Decimal | float) or bound != bound or not -_INT64 < bound < _INT64:
        return False
    return len(Decimal(str(bound)).as_tuple().digits) <= 15


def _within(number: ir.NumericValue, name: str, bound: Any) -> ir.BooleanValue:
    """Whether a number keeps a bound."""
    limit = int(bound) if bound == int(bound) else float(bound)
    if name.startswith("exclusive"):
        return (number > limit) if name.endswith("Minimum") else (number < limit)
    return (number >= limit) if name == "minimum" else (number <= limit)


def _written_day(cell: ir.StringValue, day: ir.DateValue) -> list[Any]:
    """A day that is written as it was read; later years, and those before Christ, are longer texts."""
    return [day.cast("string") == cell, cell.length() == 10]


def _plain_day(cell: ir.StringValue, day: ir.DateValue) -> list[Any]:
    """The same for texts without white space other than spaces, which takes half the time: of a text with hyphens in
    these places DuckDB reads a date where all else is digits, but for a sign or spaces at the ends."""
    return [cell >= "1", cell.like("____-__-__"), ~cell.endswith(" "), day.notnull()]


def _text_ordered(field: Any, constraints: Mapping[str, Any], of_day: Check | None = None) -> Check | None:
    """Types whose canonical texts order as their values do."""
    read = field.create_value_reader()
    bounds: dict[str, str] = {}
    enum = None
    for name in _ORDERED:
        if name in constraints:
            value = read(constraints[name])
            if value is None:
                return None
            bounds[name] = _text_of(value)
    if "enum" in constraints:
        enum = [_text_of(v) for v in map(read, constraints["enum"]) if v is not None]

    def accept(cell: ir.StringValue, day: ir.DateValue | None = None) -> ir.BooleanValue:
        parts = []
        if of_day is not None:
            parts += of_day(cell, day)
        else:
            parts.append(cell.re_search(_SHAPES[field.type]))
        if field.type == "datetime":
            parts.append(cell.try_cast("timestamp").notnull())
        for name, bound in bounds.items():
            low = name.lower().endswith("minimum")
            if name.startswith("exclusive"):
                parts.append((cell > bound) if low else (cell < bound))
            else:
                parts.append((cell >= bound) if low else (cell <= bound))
        if enum is not None:
            parts.append(cell.isin(enum))
        return every(parts)

    return accept


def _text_of(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else f"{value:04d}"


def _either(first: Any, *rest: Any) -> Any:
    """Whether one of them holds. DuckDB computes both sides of an OR for every row; of a CASE, what it needs."""
    return first.ifelse(True, _either(*rest)) if rest else first


def every(parts: Sequence[Any]) -> Any:
    """Whether all of them hold."""
    whole = parts[0]
    for part in parts[1:]:
        whole = whole & part
    return whole


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
