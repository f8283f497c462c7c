"""Every rule of every layer, for those who explain or list rules; validation itself goes layer by layer."""

from __future__ import annotations

from .findings import LAYERS, Rule


def every_rule() -> dict[str, Rule]:
    """Rule id → rule, in the order of the layers. Raises ValueError where two rules share an id."""
    from . import outdated, relations
    from .contract import form, strict, version_two
    from .engine import silent, structure_rules
    from .evidence import coverage, references, reread, verify
    from .reviews import ledger
    from .rules import bilingual, rule_book

    books = (
        strict.RULES,
        version_two.RULES,
        structure_rules.RULES,
        silent.RULES,
        form.RULES,
        outdated.RULES,
        rule_book(),
        bilingual.RULES,
        relations.rule_book(),
        ledger.RULES,
        verify.RULES,
        reread.RULES,
        references.RULES,
        coverage.RULES,
    )
    found: dict[str, Rule] = {}
    for book in books:
        for rule in book:
            if rule.id in found:
                raise ValueError(f"two rules are called {rule.id}")
            found[rule.id] = rule
    return dict(sorted(found.items(), key=lambda item: LAYERS.index(item[1].layer)))
