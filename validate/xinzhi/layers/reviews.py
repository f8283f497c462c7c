"""The layer of reviews: which records have changed since somebody else read them."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain import Domain, Examination, LayerContext, NotRunError, Proof
from ..findings import Rule
from ..reviews.ledger import RULES, check_reviews


class ReviewsLayer:
    """Compares every record with the ledger of reviews."""

    id = "reviews"
    title = ("复核", "reviews")
    unit = ("条记录", "records")
    uses_database = False

    def rules(self, domain: Domain) -> Iterable[Rule]:
        """The rules of the ledger."""
        return RULES

    def run(self, context: LayerContext) -> Examination:
        """Examine every record. Raises NotRunError without a ledger, or where a table cannot be read: a record would
        seem changed because a part of it is missing."""
        names = [r.name for r in context.package.resources]
        datasets = context.domain.datasets
        ledger = datasets.name_of(Proof.reviews)
        if not datasets.has(Proof.reviews) or ledger not in names:
            raise NotRunError(
                f"数据包没有 {ledger} 数据集：不知哪些记录经第二人读过",
                f"the package has no dataset {ledger}: who has read what is not known",
            )
        if len(context.whole) < len(names):
            raise NotRunError("有数据集无法读取，未比较", "a dataset cannot be read: nothing was compared")
        return Examination(*check_reviews(context.package, context.tables, datasets))
