"""Every rule of every layer, for those who explain or list rules; validation itself goes layer by layer."""

from __future__ import annotations

from collections.abc import Iterable

from .contract import foreign_keys, legacy, strict, version_two
from .domain import Domain
from .engine import reading_rules, silent, structure, structure_rules
from .findings import Rule
from .layers.layer_names import DESCRIPTOR, STRUCTURE


def every_rule(domain: Domain) -> dict[str, Rule]:
    """Rule id → rule, in the order of the layers: those of any package, then those of a domain. Raises ValueError where
    two rules share an id."""
    books: list[Iterable[Rule]] = [
        strict.RULES,
        version_two.RULES,
        foreign_keys.RULES,
        legacy.RULES,
        structure_rules.RULES,
        silent.RULES,
        reading_rules.RULES,
        structure.RULES,
    ]
    books += [layer.rules(domain) for layer in domain.layers]
    rules: dict[str, Rule] = {}
    for book in books:
        for rule in book:
            if rule.id in rules:
                raise ValueError(f"two rules are called {rule.id}")
            rules[rule.id] = rule
    order = layer_ids(domain)
    return dict(sorted(rules.items(), key=lambda item: order.index(item[1].layer)))


def layer_ids(domain: Domain) -> list[str]:
    """The layers of a domain's packages, in their order."""
    return [DESCRIPTOR.id, STRUCTURE.id, *(layer.id for layer in domain.layers)]
