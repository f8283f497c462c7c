"""The layer of rules across tables."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain import Domain, Examination, LayerContext
from ..findings import Rule
from ..relations import check_relations, relations, rule_book


class RelationsLayer:
    """Runs the assertions across tables."""

    id = "relations"
    title = ("表间关系", "relations")
    unit = ("条断言", "assertions")
    uses_database = True

    def rules(self, domain: Domain) -> Iterable[Rule]:
        """The rules of all assertions."""
        return rule_book(domain.relations)

    def run(self, context: LayerContext) -> Examination:
        """Run every assertion whose tables are whole."""
        findings = check_relations(context.connection, context.package, context.domain, context.whole)
        return Examination(findings, len(relations(context.domain.relations)))
