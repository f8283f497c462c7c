"""Compares the order in which a row lists what it links to with that in which its spans print the names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ..contract.table import RecordKey
from ..findings import Finding, RuleBook
from .facts import Facts
from .links import LinkTable
from .span_texts import SpanTexts
from .stated_names import folded

RULES = RuleBook()
ORDER_NOT_PRINTED = RULES.new(
    "order-not-printed",
    "evidence",
    zh="次序 {value} 与原文不符：证据中“{named}”先于“{before}”",
    en="the place {value} is not that of the document: the evidence prints “{named}” before “{before}”",
    means_zh="关联行的 `sequence` 与其所属行的证据点名各项的先后不同；找不到名称的不查。",
    means_en=(
        "The `sequence` of a link is not the order in which the evidence of its owner prints the names. Names that are"
        " not found there are left aside."
    ),
    why_zh="并列的先后是原文的事实：点名在前者往往为主。",
    why_en="The order of a list is a fact of the document: who is named first is often who matters most.",
)

# The column of links that holds the place in the list.
_PLACE = "sequence"


def check_order(facts: Facts, spans: SpanTexts, counted: Counter[str]) -> Iterator[Finding]:
    """Findings of links that stand in another order than in the document. `counted` is told how many were looked at."""
    for table in facts.link_tables:
        listed: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        for id, row in facts.rows.get(table.dataset, {}).items():
            if row.get(_PLACE, "").isdigit():
                listed[row.get(table.owner_column, "")].append((int(row[_PLACE]), id, row.get(table.target_column, "")))
        for owner, links in listed.items():
            texts = [folded(text) for text in spans.get(RecordKey(table.owner, owner)) or ()]
            yield from _out_of_order(facts, table, sorted(links), texts, counted)


def _out_of_order(
    facts: Facts,
    table: LinkTable,
    links: Sequence[tuple[int, str, str]],
    texts: Sequence[str],
    counted: Counter[str],
) -> Iterator[Finding]:
    last: tuple[tuple[int, int], str] | None = None
    for place, id, named in links:
        at = _first(facts.names[RecordKey(table.target, named)], texts)
        if at is None:
            continue
        counted["names"] += 1
        if last is not None and at < last[0]:
            position = facts.position(RecordKey(table.dataset, id), _PLACE)
            yield ORDER_NOT_PRINTED.finding({"named": named, "before": last[1]}, value=str(place), **position)
        else:
            last = (at, named)


def _first(names: Sequence[str], texts: Sequence[str]) -> tuple[int, int] | None:
    """Where one of the names stands first: in which text, and how far in it."""
    wanted = [folded(name) for name in names if name]
    found = (
        (number, min(text.find(name) for name in wanted if name in text))
        for number, text in enumerate(texts)
        if any(name in text for name in wanted)
    )
    return next(found, None)
