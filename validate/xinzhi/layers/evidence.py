"""The layers that read the documents: whether they state every fact, and whether facts hold all that they state."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..domain import Domain, Examination, LayerContext, NotRunError, Proof
from ..evidence import coverage, verify
from ..evidence.facts import Facts, gather
from ..findings import Rule

# What says which parts of an article are in scope; a domain without them says it of whole articles.
_SCOPE = ((Proof.passages, "kind"), (Proof.terms, "term_zh"))


class EvidenceLayer:
    """Reads each fact again in the documents."""

    id = "evidence"
    title = ("证据", "evidence")
    unit = ("处证据", "spans")
    uses_database = False

    def rules(self, domain: Domain) -> Iterable[Rule]:
        """The rules of spans, of what stands in them, and of what is named around them."""
        return verify.every_rule()

    def run(self, context: LayerContext) -> Examination:
        """Examine every span. Raises NotRunError where the documents were not given."""
        sources = _sources(context)
        verified = verify.check_evidence(context.package, _facts(context), sources)
        return Examination(verified.findings, verified.spans)


class CoverageLayer:
    """Accounts for what the documents say in scope and no row does, as where a row was deleted with its evidence."""

    id = "coverage"
    title = ("覆盖", "coverage")
    unit = ("个分句、数字与名称", "clauses, numerals and names")
    uses_database = False

    def rules(self, domain: Domain) -> Iterable[Rule]:
        """The rules of coverage."""
        return coverage.every_rule()

    def run(self, context: LayerContext) -> Examination:
        """Examine every document. Raises NotRunError where the documents were not given, or nothing says what is in
        scope."""
        sources = _sources(context)
        facts = _facts(context)
        wanted = [(p, column) for p, column in _SCOPE if facts.datasets.has(p)] or [(Proof.articles, "in_scope")]
        for dataset, column in ((facts.name_of(proof), column) for proof, column in wanted):
            if dataset not in context.whole or column not in context.whole[dataset][0].names:
                raise NotRunError(
                    f"{dataset} 缺少 {column} 列，无从核对",
                    f"{dataset} has no column {column}: there is nothing to go by",
                )
        covered = coverage.check_coverage(facts, sources)
        looked_at = covered.clauses.total() + covered.numerals.total() + covered.names.total()
        return Examination(covered.findings, looked_at)


def _facts(context: LayerContext) -> Facts:
    return gather(context.whole, context.domain.datasets)


def _sources(context: LayerContext) -> Path:
    if context.sources is None:
        raise NotRunError(
            "未给出原文：加上 --sources 文件夹 即核对每处证据",
            "the documents were not given: add --sources FOLDER to check every span",
        )
    return context.sources
