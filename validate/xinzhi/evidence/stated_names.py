"""Looks for names in the spans that prove a row: the entity's own, those that it links to, and texts taken as
printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..contract.table import RecordKey
from ..domain import Proof
from ..findings import Finding, RuleBook
from .facts import Facts
from .span_texts import SpanTexts
from .widths import fold_widths

RULES = RuleBook()
NAME_NOT_STATED = RULES.new(
    "name-not-stated",
    "evidence",
    zh="“{value}”的名称或别名（“{names}”）不在其证据之中",
    en="neither the name of “{value}” nor an alias (“{names}”) stands in the evidence",
    means_zh="机构、园区或集群的中文名称和别名，都不在证据之中；名称注明为推断的不查。",
    means_en=(
        "Neither the Chinese name of the organisation, park or cluster nor an alias stands in the evidence. Names that"
        " are marked as inferred are not looked for."
    ),
    why_zh="证据须提到它所说的是谁。原文用的是别的写法，就登记为别名；是推断的，就如实注明。",
    why_en=(
        "Evidence says whom it is about. If the document uses another form, register it as an alias; if it is"
        " inferred, say so."
    ),
)
ALIAS_NOT_STATED = RULES.new(
    "alias-not-stated",
    "evidence",
    zh="别名“{value}”不在其证据之中",
    en="the alias “{value}” stands in none of the spans of what it names",
    means_zh="别名不在它所指的机构或园区的任何一处证据之中。",
    means_en="The alias stands in none of the spans of the organisation or park that it names.",
    why_zh="别名是原文的写法；没有出处的别名可能拼错，或指的是别人。",
    why_en="An alias is a form that a document prints; without one it may be misspelt, or mean somebody else.",
)
TEXT_NOT_STATED = RULES.new(
    "text-not-stated",
    "evidence",
    zh="{column} “{value}”不在证据之中，也未在数据集 {inferences} 中注明",
    en="{column} “{value}” stands in none of the spans, and the dataset {inferences} does not say that it is inferred",
    means_zh=(
        "照录原文的文字（会议、报告人、职务、政策名称、发言人、动词）不在证据之中，也没有注明是推断。"
        "被宾语隔开的动词写作“加快…建设”，两部分须依次在同一处证据之中。"
    ),
    means_en=(
        "A text that is taken as printed (session, speaker, office, title of a policy, verb) stands in none of the"
        " spans, and is not marked as inferred. Of a verb that its object parts (`加快…建设`), both parts stand in one"
        " span, in this order."
    ),
    why_zh="名称须与原文一字不差，才能据以查找。",
    why_en="Names have to be exactly as printed to be found again.",
)

# Stands in a printed text for what parts it.
PARTED = "…"

_PASSED_OVER = re.compile(r"[\s《》“”‘’「」『』\"']+")


def check_names(facts: Facts, spans: SpanTexts, counted: Counter[str]) -> Iterator[Finding]:
    """Findings of names that no span prints. `counted` is told how many were looked for."""
    yield from _entities(facts, spans, counted)
    yield from _aliases(facts, spans, counted)
    yield from _named_by_links(facts, spans, counted)
    yield from _named_by_facts(facts, spans, counted)


def check_printed_texts(facts: Facts, spans: SpanTexts, counted: Counter[str]) -> Iterator[Finding]:
    """Findings of texts that are recorded as printed, and that no span prints. `counted` is told how many there are."""
    for dataset in facts.datasets.values():
        columns = (*dataset.printed, *dataset.printed_words)
        for id, row in facts.rows.get(dataset.name, {}).items() if columns else ():
            key = RecordKey(dataset.name, id)
            texts = spans.get(facts.owner_of(key) or key)
            for column in columns if texts else ():
                if row.get(column) and not facts.is_inferred(key, column):
                    counted["names"] += 1
                    if not _is_printed(row[column], texts or ()):
                        yield TEXT_NOT_STATED.finding(
                            {"inferences": facts.name_of(Proof.inferences)},
                            value=row[column],
                            **facts.position(key, column),
                        )


def folded(text: str) -> str:
    """Without white space and quotation marks, case and widths aside: pages print names in all these ways."""
    plain = _PASSED_OVER.sub("", text).replace("\uff08", "(").replace("\uff09", ")")
    return fold_widths(plain).casefold()


def _entities(facts: Facts, spans: SpanTexts, counted: Counter[str]) -> Iterator[Finding]:
    for dataset in facts.datasets.values():
        for id in facts.rows.get(dataset.name, {}) if dataset.proper_names else ():
            key = RecordKey(dataset.name, id)
            yield from _named(facts, spans.get(key), key, key, dataset.names[0], counted)


def _aliases(facts: Facts, spans: SpanTexts, counted: Counter[str]) -> Iterator[Finding]:
    for table in facts.alias_tables:
        for id, row in facts.rows.get(table.dataset, {}).items():
            texts = spans.get(RecordKey(table.entity, row.get(table.entity_column, "")))
            if not texts:
                continue
            counted["names"] += 1
            alias = row.get(table.column, "")
            if not _stands_in([alias], texts):
                position = facts.position(RecordKey(table.dataset, id), table.column)
                yield ALIAS_NOT_STATED.finding(value=alias, **position)


def _named_by_links(facts: Facts, spans: SpanTexts, counted: Counter[str]) -> Iterator[Finding]:
    for table in facts.link_tables:
        for id, row in facts.rows.get(table.dataset, {}).items() if facts.has_proper_names(table.target) else ():
            owner = RecordKey(table.owner, row.get(table.owner_column, ""))
            target = RecordKey(table.target, row.get(table.target_column, ""))
            key = RecordKey(table.dataset, id)
            if not facts.is_inferred(key, table.target_column):
                yield from _named(facts, spans.get(owner), key, target, table.target_column, counted)


def _named_by_facts(facts: Facts, spans: SpanTexts, counted: Counter[str]) -> Iterator[Finding]:
    for dataset in facts.datasets.values():
        for column in dataset.named_in_span:
            target = facts.references(dataset.name).get(column)
            for id, row in facts.rows.get(dataset.name, {}).items() if target is not None else ():
                key = RecordKey(dataset.name, id)
                if not facts.is_inferred(key, column):
                    entity = RecordKey(target or "", row.get(column, ""))
                    yield from _named(facts, spans.get(key), key, entity, column, counted)


def _named(
    facts: Facts,
    texts: Sequence[str] | None,
    key: RecordKey,
    entity: RecordKey,
    column: str,
    counted: Counter[str],
) -> Iterator[Finding]:
    """The finding that no text prints a name of an entity, if there are texts. A name that is put together (甲枢纽 of
    甲、乙枢纽) is printed nowhere, as the package says of it."""
    if not texts or _is_put_together(facts, entity):
        return
    names = facts.names[entity]
    counted["names"] += 1
    if not _stands_in(names, texts):
        yield NAME_NOT_STATED.finding({"names": ", ".join(names)}, value=entity.id, **facts.position(key, column))


def _is_put_together(facts: Facts, entity: RecordKey) -> bool:
    dataset = facts.datasets.get(entity.dataset)
    return dataset is not None and any(facts.is_inferred(entity, column) for column in dataset.names)


def _is_printed(text: str, texts: Sequence[str]) -> bool:
    """Whether a span prints a text, or its parts around … one after the other: 加快…建设 is parted by its object."""
    parts = [re.escape(part) for part in folded(text).split(PARTED) if part]
    pattern = re.compile(".*?".join(parts))
    return bool(parts) and any(pattern.search(folded(printed)) for printed in texts)


def _stands_in(names: Sequence[str], texts: Sequence[str]) -> bool:
    wanted = [folded(name) for name in names if name]
    return any(any(name in text for name in wanted) for text in map(folded, texts))
