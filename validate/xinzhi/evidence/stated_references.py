"""Looks for what a fact refers to, where the domain gives it a window, around the spans that prove it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ..contract.table import RecordKey
from ..domain import Proof
from ..findings import Finding, RuleBook
from .documents import SourceDocument
from .facts import Facts, span_of
from .stated_names import folded

RULES = RuleBook()
REFERENCE_NOT_STATED = RULES.new(
    "reference-not-stated",
    "evidence",
    zh="{column} 所指的“{value}”（“{names}”）不见于证据前后 {window} 字之内，也未在数据集 {inferences} 中注明",
    en=(
        "{column} refers to “{value}” (“{names}”), which does not stand within {window} characters of the evidence;"
        " the dataset {inferences} does not say that it is inferred"
    ),
    means_zh=(
        "某行所指的机构、园区、政策或地区，其名称与别名都不在证据及其前后文中（多少字之内，由所指的数据集定，"
        "不出所在文章），也不在文章的题名中。标题未印出或已注明为推断的不查；文章是一份报告的，报告的地区不必再印。"
    ),
    means_en=(
        "The organisation, park, policy or region that a row refers to is named neither in its evidence nor around"
        " it, as near as the dataset referred to asks for, in the same article, nor in the article's title. Those"
        " whose title is not printed, or that are marked as inferred, are passed over; so is the region of a report in"
        " the report's own article."
    ),
    why_zh="事实张冠李戴，外键照样有效；只有原文能说出它讲的是谁。",
    why_en=(
        "A fact about the wrong body has a foreign key that is just as valid; only the document says whom it is about."
    ),
)


def check_references(facts: Facts, documents: Mapping[str, SourceDocument], counted: Counter[str]) -> Iterator[Finding]:
    """Findings of references that no document bears out. `counted` is told how many were looked for."""
    for dataset, rows in facts.rows.items():
        read_in_span = _read_in_span(facts, dataset)
        for column, target in facts.references(dataset).items():
            window = facts.datasets[target].window if target in facts.datasets else None
            # What an entity is a part of, its evidence need not name.
            if window is None or target == dataset or column in read_in_span:
                continue
            for id, row in rows.items():
                key = RecordKey(dataset, id)
                names = _names(facts, RecordKey(target, row.get(column, "")))
                proved = _proved(facts, key)
                if not names or proved is None or facts.is_inferred(key, column):
                    continue
                if any(RecordKey(target, row[column]) in facts.governed(proof) for proof in facts.proofs_of[proved]):
                    continue
                around = list(_around(facts, documents, proved, window))
                if not around:
                    continue
                counted["references"] += 1
                if not any(folded(name) in text for name in names for text in around):
                    yield REFERENCE_NOT_STATED.finding(
                        {"names": ", ".join(names), "window": window, "inferences": facts.name_of(Proof.inferences)},
                        value=row[column],
                        **facts.position(key, column),
                    )


def _read_in_span(facts: Facts, dataset: str) -> set[str]:
    """The reference columns whose entity is looked for in the span itself, or by other rules."""
    columns = {t.target_column for t in facts.link_tables if t.dataset == dataset and facts.has_proper_names(t.target)}
    if dataset in facts.datasets:
        columns |= {*facts.datasets[dataset].named_in_span, *facts.datasets[dataset].checked_elsewhere}
    return columns


def _proved(facts: Facts, key: RecordKey) -> RecordKey | None:
    """The fact whose evidence proves a row: itself, or for a link what it belongs to."""
    return next((k for k in (key, facts.owner_of(key)) if k is not None and k in facts.proofs_of), None)


def _names(facts: Facts, entity: RecordKey) -> list[str]:
    """How documents may name an entity; empty where nothing can be looked for."""
    dataset = facts.datasets[entity.dataset]
    unprinted = any(facts.is_inferred(entity, column) for column in dataset.names)
    names = [] if unprinted else [name for name in facts.names.get(entity, []) if name]
    return [*names, *(dataset.forms(facts.row(*entity)) if dataset.forms is not None else ())]


def _around(facts: Facts, documents: Mapping[str, SourceDocument], fact: RecordKey, window: int) -> Iterator[str]:
    """The text around each span of a fact, within its article, and the article's title: what that names, all of it is
    about."""
    for proof in facts.proofs_of[fact]:
        article = facts.article(proof.source)
        document, span = documents.get(article.get("document", "")), span_of(article) if article else None
        if document is not None and span is not None:
            yield folded(document.text[max(span[0], proof.start - window) : min(span[1], proof.end + window)])
            yield folded(article.get("title_zh", ""))
