"""Finds what to cite: the package, a dataset, or a row with the articles and the characters that state it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..contract.package import Package, PackageError
from ..contract.reach import is_regular
from ..contract.table import RecordKey
from ..domain import Proof
from ..evidence.facts import Facts, ProofSpan
from ..language import Language
from ..show import LABELS, look_up, read_facts, unknown_table
from ..types.integer import whole_number
from ..versions.changelog import CHANGELOG, dated_versions
from ..versions.redirects import ends_of
from ..view_files import view_files, view_purpose
from ..view_rows import proofs_of, proved, require_view, rows_of_view
from .citation import Citation
from .cited import CitedInference, Passage, Source


def cite(package: Package, dataset: str | None = None, id: str | None = None) -> Citation:
    """The citation of the package, of a dataset or view, or of a row of it. Raises PackageError for what is not
    there."""
    if dataset is None:
        return Citation(**_whole(package))
    facts = read_facts(package, dataset)
    if dataset in facts.rows:
        return cite_fact(package, facts, dataset, id)
    require_view(package, facts, dataset)
    return _cite_view(package, facts, dataset, id)


def cite_fact(package: Package, facts: Facts, dataset: str, id: str | None = None) -> Citation:
    """The citation of a dataset or a row among facts that are read already, for who cites many."""
    whole = _whole(package)
    if dataset not in facts.rows:
        raise unknown_table(dataset, list(facts.rows))
    described = {**(facts.tables[dataset][0].descriptor), **package.resource(dataset).descriptor}
    part = {
        "dataset": dataset,
        "dataset_title_zh": described.get("title_zh", ""),
        "dataset_title_en": described.get("title", ""),
    }
    if id is None:
        return Citation(**whole, **part)
    redirects = facts.proof_rows(Proof.redirects).values()
    moved = ends_of({(r.get("dataset", ""), r.get("old", "")): r.get("new", "") for r in redirects}).get((dataset, id))
    if moved is not None and id not in facts.rows[dataset]:
        raise PackageError(
            f"{dataset} 的 {id} 已并入 {moved}：请引用后者", f"{dataset}/{id} was merged into {moved}: cite that row"
        )
    row = look_up(facts, dataset, id)
    key = RecordKey(dataset, id)
    owner = facts.owner_of(key)
    return Citation(
        **whole,
        **part,
        id=id,
        label_zh=_label(facts, key, "zh"),
        label_en=_label(facts, key, "en"),
        proved_by=str(owner) if owner is not None else "",
        sources=_sources(facts, facts.proofs_of.get(owner or key, [])),
        inferences=tuple(
            CitedInference(i.field, row.get(i.field, ""), i.basis_zh, i.basis_en) for i in facts.inferences_of(key)
        ),
    )


def _cite_view(package: Package, facts: Facts, view: str, id: str | None) -> Citation:
    """The citation of a view, or of its rows with the evidence of the rows of datasets that they rest on."""
    (path,) = (each for each in view_files(package.root) if each.stem == view)
    en, zh = view_purpose(path)
    part: dict[str, Any] = {
        "dataset": view,
        "is_view": True,
        "dataset_title_zh": zh.rstrip("。"),
        "dataset_title_en": en.rstrip("."),
    }
    if id is None:
        return Citation(**_whole(package), **part)
    keys = list(dict.fromkeys(key for row in rows_of_view(package, view, id) for key in proved(facts, row)))
    named: dict[str, Any] = (
        {"label_zh": _label(facts, keys[0], "zh"), "label_en": _label(facts, keys[0], "en")} if keys else {}
    )
    return Citation(
        **_whole(package),
        **part,
        **named,
        id=id,
        proved_by=", ".join(map(str, keys)),
        sources=_sources(facts, proofs_of(facts, keys)),
        inferences=tuple(
            CitedInference(i.field, facts.row(*key).get(i.field, ""), i.basis_zh, i.basis_en)
            for key in keys
            for i in facts.inferences_of(key)
        ),
    )


def _whole(package: Package) -> dict[str, Any]:
    descriptor = package.descriptor
    listed = descriptor.get("licenses", [])
    licences = (
        [str(each.get("name", "")) for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    )
    title = str(descriptor.get("title", package.name))
    return {
        "package": package.name,
        "title_zh": str(descriptor.get("title_zh", title)),
        "title_en": title,
        "creators": tuple(package.creators),
        "version": package.version,
        "released": _released(package),
        "licence": ", ".join(licences),
        "homepage": package.homepage,
    }


def _released(package: Package) -> str:
    """The day of the version as the changelog has it, where there is one."""
    path = package.root / CHANGELOG
    text = path.read_text(encoding="utf-8", errors="replace") if is_regular(path) else ""
    return next((day.isoformat() for version, day in dated_versions(text) if version == package.version), "")


def _label(facts: Facts, key: RecordKey, lang: Language) -> str:
    """What a row is called: its name, or for a figure what it covers, else what it measures, and the figure itself."""
    row = facts.row(*key)
    called = _called(row, lang)
    dataset = facts.datasets.get(key.dataset)
    if dataset is None or dataset.figure is None:
        return called
    measured = dataset.figure_of or ""
    if not called and row.get(measured):
        called = _called(facts.row(facts.references(key.dataset).get(measured, ""), row[measured]), lang)
    return ("：" if lang == "zh" else ": ").join(t for t in (called, row.get(dataset.figure, "")) if t)


def _called(row: Mapping[str, str], lang: Language) -> str:
    return next((row[column] for stem in (*LABELS, "scope") if row.get(column := f"{stem}_{lang}")), "")


def _sources(facts: Facts, proofs: list[ProofSpan]) -> tuple[Source, ...]:
    by_source: dict[str, list[ProofSpan]] = {}
    for proof in sorted(proofs, key=lambda p: (p.source, p.start, p.end, p.field)):
        by_source.setdefault(proof.source, []).append(proof)
    return tuple(_source(facts, id, spans) for id, spans in by_source.items())


def _source(facts: Facts, id: str, proofs: list[ProofSpan]) -> Source:
    row = facts.article(id)
    begin = whole_number(row.get("start", "")) or 0
    return Source(
        id=id,
        title_zh=row.get("title_zh", ""),
        title_en=row.get("title_en", ""),
        author=row.get("author_zh", ""),
        publisher_zh=row.get("publisher_zh", ""),
        publisher_en=row.get("publisher_en", ""),
        published=row.get("published", ""),
        date_inferred=row.get("published_basis") == "inferred",
        url=row.get("url", ""),
        document=row.get("document", ""),
        document_sha256=facts.proof_rows(Proof.documents).get(row.get("document", ""), {}).get("sha256", ""),
        passages=tuple(Passage(p.field, p.start, p.end, p.start - begin, p.sha256) for p in proofs),
    )
