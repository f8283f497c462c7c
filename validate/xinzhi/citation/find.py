"""Finds what to cite: the package, a dataset, or a row with the articles and the characters that state it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..contract.package import Package, PackageError
from ..evidence.facts import LINKS, Facts, Proof
from ..language import Language
from ..show import look_up, read_facts, unknown_dataset
from .model import Citation, Inference, Passage, Source


def cite(package: Package, dataset: str | None = None, id: str | None = None) -> Citation:
    """The citation of the package, of a dataset or of a row. Raises PackageError for what is not there."""
    whole = _whole(package)
    if dataset is None:
        return Citation(**whole)
    facts = read_facts(package)
    if dataset not in facts.rows:
        raise unknown_dataset(facts, dataset)
    described = {**(facts.tables[dataset][0].descriptor), **package.resource(dataset).descriptor}
    part = {
        "dataset": dataset,
        "dataset_title_zh": described.get("title_zh", ""),
        "dataset_title_en": described.get("title", ""),
    }
    if id is None:
        return Citation(**whole, **part)
    moved = next(
        (r["new"] for r in facts.rows.get("redirects", {}).values() if (r["dataset"], r["old"]) == (dataset, id)), None
    )
    if moved is not None and id not in facts.rows[dataset]:
        raise PackageError(
            f"{dataset} 的 {id} 已并入 {moved}：请引用后者", f"{dataset}/{id} was merged into {moved}: cite that row"
        )
    row = look_up(facts, dataset, id)
    owner = (LINKS[dataset][0], next(iter(row.values()))) if dataset in LINKS else (dataset, id)
    return Citation(
        **whole,
        **part,
        id=id,
        label_zh=_label(facts, row, "zh"),
        label_en=_label(facts, row, "en"),
        proved_by="/".join(owner) if owner != (dataset, id) else "",
        sources=_sources(facts, facts.proofs_of.get(owner, [])),
        inferences=tuple(
            Inference(i["field"], row.get(i["field"], ""), i["basis_zh"], i["basis_en"])
            for i in facts.rows.get("inferences", {}).values()
            if (i["dataset"], i["record"]) == (dataset, id)
        ),
    )


def _whole(package: Package) -> dict[str, Any]:
    descriptor = package.descriptor
    licences = [str(found.get("name", "")) for found in descriptor.get("licenses", []) if isinstance(found, Mapping)]
    title = str(descriptor.get("title", package.name))
    return {
        "package": package.name,
        "title_zh": str(descriptor.get("title_zh", title)),
        "title_en": title,
        "creators": tuple(package.creators),
        "version": str(descriptor.get("version", "")),
        "licence": ", ".join(licences),
        "homepage": str(descriptor.get("homepage", "")),
    }


def _label(facts: Facts, row: Mapping[str, str], lang: Language) -> str:
    """What a row is called: its name, or for a figure what it covers, else its metric, and the figure itself."""
    stems = ("name", "title", "label", "summary", "session", "scope")
    found = next((row[key] for stem in stems if row.get(key := f"{stem}_{lang}")), "")
    if not found and row.get("metric"):
        found = facts.row("metrics", row["metric"]).get(f"label_{lang}", "")
    return ("：" if lang == "zh" else ": ").join(t for t in (found, row.get("value_text", "")) if t)


def _sources(facts: Facts, proofs: list[Proof]) -> tuple[Source, ...]:
    by_source: dict[str, list[Proof]] = {}
    for proof in sorted(proofs, key=lambda p: (p.source, p.start, p.end, p.field)):
        by_source.setdefault(proof.source, []).append(proof)
    return tuple(_source(facts, id, found) for id, found in by_source.items())


def _source(facts: Facts, id: str, proofs: list[Proof]) -> Source:
    row = facts.row("sources", id)
    begin = int(row["start"]) if row.get("start", "").isdecimal() else 0
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
        document_sha256=facts.row("documents", row.get("document", "")).get("sha256", ""),
        passages=tuple(Passage(p.field, p.start, p.end, p.start - begin, p.sha256) for p in proofs),
    )
