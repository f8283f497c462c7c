"""The layer of the two languages: that their numbers agree, and that terms are rendered as the glossary has them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from ..domain import Domain, Examination, LayerContext
from ..findings import Rule


class LanguagesLayer:
    """Compares each Chinese text with its translation."""

    id = "languages"
    title = ("双语", "languages")
    unit = ("对文字", "pairs of texts")
    uses_database = False

    def rules(self, domain: Domain) -> Iterable[Rule]:
        """The rules of numbers and of terms."""
        from ..rules import bilingual, glossary

        return chain(bilingual.RULES, glossary.RULES)

    def run(self, context: LayerContext) -> Examination:
        """Examine every pair of columns of every whole table."""
        from ..rules.bilingual import check_bilingual
        from ..rules.glossary import check_glossary
        from ..rules.pairs import count_pairs

        compared = (context.package, context.domain, context.whole)
        return Examination(chain(check_bilingual(*compared), check_glossary(*compared)), count_pairs(context.whole))
