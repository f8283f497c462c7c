"""What the layer of form says itself of a package that has a domain, and the structure need not say again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from ..contract.canonical import canonical_value
from ..contract.package import Package
from ..findings import Finding
from .answer import Structure
from .reading_rules import GUESSED_DIALECT, STRAY_QUOTE
from .silent import UNUSUAL_SPELLING


def without_form(package: Package, structure: Structure) -> Structure:
    """The same without the findings that the layer of form makes of plain CSV files: another delimiter, lines above the
    header, quotes that are not canonical, and values whose type has one spelling."""
    told = [finding for finding in structure.silent if _is_told(package, finding)]
    counted: dict[str, Counter[str]] = {}
    for finding in told:
        counted.setdefault(str(finding.resource), Counter())[finding.rule] += 1
    for name, totals in counted.items():
        answer = structure.answers[name]
        structure.answers[name] = replace(answer, silent=answer.silent - totals)
    structure.silent = [finding for finding in structure.silent if finding not in told]
    return structure


def _is_told(package: Package, finding: Finding) -> bool:
    rules = (GUESSED_DIALECT.id, STRAY_QUOTE.id, UNUSUAL_SPELLING.id)
    if finding.rule not in rules or not package.resource(str(finding.resource)).is_plain_csv:
        return False
    if finding.rule != UNUSUAL_SPELLING.id:
        return finding.value != " "  # blanks behind delimiters are no matter of form
    schema = package.resource(str(finding.resource)).schema
    if schema is None or finding.column not in schema.names or finding.value is None:
        return False
    return canonical_value(schema.field(str(finding.column)), finding.value) != finding.value
