"""Gathers one row with everything that belongs to it: what it links to, what links to it, and its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from .contract.package import Package, PackageError
from .contract.table import RecordKey
from .contract.tables import read_tables
from .domain import Proof
from .domains import datasets_of
from .evidence.documents import Documents, find_documents
from .evidence.facts import Facts, ProofSpan, gather, span_of

# The columns that say what a row is called, each in two languages. What a figure covers (`scope`) is no name.
LABELS = ("name", "title", "label", "summary", "session")


# A passage of a document with what stands before and behind it.
Passage = tuple[str, str, str]


class Omitted(NamedTuple):
    """A part of an article that is left out, and why."""

    start: int
    end: int
    reason: str
    note: str


@dataclass
class Shown:
    """A row and its surroundings, ready to be printed. `passages` holds (before, passage, after) by the source and the
    start of its proof, `inferred` the columns that no document prints, with the basis in both languages. Of an article,
    `omitted` is what is left out, and `left_out` the passages of that by start and end."""

    dataset: str
    id: str
    cells: dict[str, str]
    names: dict[str, str] = field(default_factory=dict)
    linked: list[tuple[str, str, str]] = field(default_factory=list)
    proofs: list[ProofSpan] = field(default_factory=list)
    inferred: list[tuple[str, str, str]] = field(default_factory=list)
    passages: dict[tuple[str, int], Passage] = field(default_factory=dict)
    omitted: list[Omitted] = field(default_factory=list)
    left_out: dict[tuple[int, int], Passage] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)


def show_all(facts: Facts, keys: Iterable[RecordKey], sources: Path | None = None) -> Iterator[Shown]:
    """Look many rows up. Raises PackageError as `show_fact` does."""
    documents = registered_documents(facts, sources) if sources is not None else None
    for dataset, id in keys:
        shown = show_fact(facts, dataset, id)
        if documents is not None:
            _add_passages(shown, facts, documents)
        yield shown


def add_passages(rows: Iterable[Shown], facts: Facts, sources: Path) -> None:
    """Add the passages of the documents in a folder to rows. Raises DocumentsError."""
    documents = registered_documents(facts, sources)
    for shown in rows:
        _add_passages(shown, facts, documents)


def show_fact(facts: Facts, dataset: str, id: str) -> Shown:
    """A row with its surroundings, but without the passages. Raises PackageError for an unknown dataset or id, with the
    nearest ones there are."""
    look_up(facts, dataset, id)
    shown = Shown(dataset, id, facts.rows[dataset][id])
    for column, target in facts.references(dataset).items():
        value = shown.cells.get(column, "")
        if value:
            shown.names[column] = label(facts, target, value)
    shown.linked = _linking(facts, dataset, id)
    key = RecordKey(dataset, id)
    if _holds(facts, Proof.spans, dataset):
        # A span is shown with its own passage, and with the name of what it proves.
        shown.names["record"] = label(facts, shown.cells.get("dataset", ""), shown.cells.get("record", ""))
        shown.proofs = [p for p in facts.proofs if p.record is facts.records[dataset][id]]
    else:
        shown.proofs = facts.proofs_of.get(key, [])
    if _holds(facts, Proof.articles, dataset):
        shown.omitted = _omitted(facts, id)
    shown.inferred = [(i.field, i.basis_zh, i.basis_en) for i in facts.inferences_of(key)]
    shown.titles = article_titles(facts)
    return shown


def article_titles(facts: Facts) -> dict[str, str]:
    """The title of each article by its id."""
    return {id: row.get("title_zh", id) for id, row in facts.proof_rows(Proof.articles).items()}


def read_facts(package: Package, dataset: str) -> Facts:
    """The facts of a package's tables. Raises PackageError where the dataset that they are read for cannot be."""
    tables = read_tables(package)
    if dataset not in tables and dataset in [resource.name for resource in package.resources]:
        raise PackageError(
            f"{dataset} 读不出：请先运行 xinzhi validate", f"{dataset} cannot be read: run xinzhi validate first"
        )
    return gather(tables, datasets_of(package))


def look_up(facts: Facts, dataset: str, id: str) -> dict[str, str]:
    """The cells of a row. Raises PackageError for an unknown dataset or id, with the nearest ones there are."""
    if dataset not in facts.rows:
        raise unknown_table(dataset, list(facts.rows))
    if id not in facts.rows[dataset]:
        near = ", ".join(get_close_matches(id, facts.rows[dataset], n=5, cutoff=0.4))
        raise PackageError(
            f"{dataset} 中没有 {id}；" + (f"相近的有：{near}" if near else "可用 xinzhi search 按名称查找"),
            f"{dataset} has no row {id}; "
            + (f"the nearest are: {near}" if near else "xinzhi search finds rows by their names"),
        )
    return facts.rows[dataset][id]


def unknown_table(name: str, known: Sequence[str]) -> PackageError:
    """What to say of a dataset or view that is not there, of those that are."""
    near = get_close_matches(name, known, n=3)
    if near:
        listed = ", ".join(near)
        return PackageError(
            f"没有名为 {name} 的数据集或视图；相近的有：{listed}",
            f"there is no dataset or view {name}; did you mean: {listed}",
        )
    listed = ", ".join(known)
    return PackageError(
        f"没有名为 {name} 的数据集或视图；现有 {listed}", f"there is no dataset or view {name}; there are {listed}"
    )


def label(facts: Facts, dataset: str, id: str) -> str:
    """What a row is called, in both languages."""
    row = facts.row(dataset, id)
    texts = [row.get(f"{stem}_{lang}", "") for lang in ("zh", "en") for stem in LABELS]
    return " · ".join(t for t in texts if t)


def _holds(facts: Facts, proof: Proof, dataset: str) -> bool:
    return facts.datasets.has(proof) and facts.datasets.proof(proof) == dataset


def _omitted(facts: Facts, article: str) -> list[Omitted]:
    """What is left out of an article, in the order of its text."""
    rows = (row for row in facts.proof_rows(Proof.omissions).values() if row.get("source") == article)
    spans = ((span_of(row), row) for row in rows)
    return sorted(Omitted(*span, row.get("reason", ""), row.get("note_en", "")) for span, row in spans if span)


def _linking(facts: Facts, dataset: str, id: str) -> list[tuple[str, str, str]]:
    """(dataset, id, label) of the rows that point to a row; evidence aside, and omissions, which are shown by their
    words."""
    linking = []
    for name in facts.tables:
        if _holds(facts, Proof.omissions, name):
            continue
        references = facts.references(name)
        columns = [column for column, target in references.items() if target == dataset]
        for key, row in facts.rows[name].items():
            if any(row.get(c) == id for c in columns):
                others = [
                    label(facts, target, row[column])
                    for column, target in references.items()
                    if target != dataset and row.get(column)
                ]
                linking.append((name, key, label(facts, name, key) or "; ".join(o for o in others if o)))
    return linking


def registered_documents(facts: Facts, folder: Path) -> Documents:
    """The package's documents that are in a folder. Raises DocumentsError."""
    return find_documents(folder, facts.registered_documents())


def _add_passages(shown: Shown, facts: Facts, documents: Documents) -> None:
    for proof in shown.proofs:
        document = documents.of(facts.article(proof.source))
        if document is not None:
            shown.passages[(proof.source, proof.start)] = _passage(document.text, proof.start, proof.end)
    document = documents.of(facts.article(shown.id)) if shown.omitted else None
    if document is not None:
        shown.left_out = {(o.start, o.end): _passage(document.text, o.start, o.end) for o in shown.omitted}


def _passage(text: str, start: int, end: int) -> Passage:
    """A span with the words around it, without white space."""
    before, within, after = text[max(0, start - 30) : start], text[start:end], text[end : end + 30]
    return "".join(before.split()), "".join(within.split()), "".join(after.split())
