"""Re-reads every fact in the documents: spans by digest, figures, names and dates by what stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..contract.package import Package
from ..findings import Finding, RuleBook
from .documents import Document, Documents, digest_of, find_documents
from .facts import Facts, Proof, Tables, gather
from .locate import moved_to, squash
from .reread import reread

RULES = RuleBook()
DOCUMENT_ABSENT = RULES.new(
    "document-absent", "evidence",
    "文档 {value} 不在手边（按 SHA-256 查找），其 {spans} 处证据未核对；请将原文放入 --sources 所指文件夹",
    "the document {value} is not at hand (looked for by SHA-256): {spans} spans in it were not checked; put it into the --sources folder",
    "warning",
)
DOCUMENT_CHANGED = RULES.new(
    "document-changed", "evidence",
    "文档 {value} 与登记的摘要不符：找到的是另一个版本，逐处核对其区间",
    "the document {value} does not have the registered digest: another version was found, its spans are checked one by one",
)
DOCUMENT_LENGTH = RULES.new(
    "document-length", "evidence",
    "文档 {document} 有 {found} 个字符，而非 {value} 个",
    "the document {document} has {found} characters, not {value}",
)
SPAN_MOVED = RULES.new(
    "span-moved", "evidence",
    "证据区间 {value} 已移至 {found}",
    "the span {value} has moved to {found}",
)
SPAN_CHANGED = RULES.new(
    "span-changed", "evidence",
    "证据区间 {value} 的文字与登记的摘要不符：用 xinzhi locate 重取",
    "the text at {value} does not have the registered digest: take it anew with xinzhi locate",
)


@dataclass
class Verification:
    """What verify found: findings, and how many spans came out how."""

    findings: list[Finding] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    reread: Counter[str] = field(default_factory=Counter)
    documents: Documents = field(default_factory=Documents)

    @property
    def spans(self) -> int:
        """How many spans there are, checked or not."""
        return sum(self.outcomes.values())


def check_evidence(package: Package, tables: Tables, folder: Path) -> Verification:
    """Check every span and re-read every fact. Raises DocumentsError where the folder cannot be read."""
    facts = gather(tables)
    registered = [(id, row["sha256"]) for id, row in facts.rows.get("documents", {}).items()]
    result = Verification(documents=find_documents(folder, registered))
    found = list(_check_documents(facts, result.documents))
    good: dict[tuple[str, str], list[tuple[Proof, str]]] = {}
    for proof in facts.proofs:
        document = _document_of(facts, proof, result.documents)
        if document is None:
            result.outcomes["absent"] += 1
            continue
        text = document.text[proof.start : proof.end]
        if digest_of(text) == proof.sha256:
            result.outcomes["matches"] += 1
            good.setdefault((proof.dataset, proof.id), []).append((proof, squash(text)[0]))
            continue
        span = moved_to(document.text, proof.end - proof.start, proof.sha256)
        result.outcomes["changed" if span is None else "moved"] += 1
        rule = SPAN_CHANGED if span is None else SPAN_MOVED
        moved = None if span is None else f"{span.start}–{span.end}"
        found.append(
            rule.finding(
                {"found": moved}, resource="evidence", line=proof.record.line, row=proof.record.row, column="start",
                value=f"{proof.start}–{proof.end}", suggestion=moved,
            )
        )
    found += reread(facts, {k: [t for _, t in v] for k, v in good.items()}, _texts(result.documents), result.reread)
    result.findings = [f.moved(file=package.resource(f.resource).path) if f.resource else f for f in found]
    return result


def _check_documents(facts: Facts, documents: Documents) -> Iterator[Finding]:
    spans = Counter(facts.row("sources", p.source).get("document") for p in facts.proofs)
    for id, record in facts.records.get("documents", {}).items():
        place: dict[str, Any] = {"line": record.line, "row": record.row}
        if id in documents.absent:
            yield DOCUMENT_ABSENT.finding({"spans": spans[id]}, resource="documents", column="sha256", value=id, **place)
            continue
        document = documents.found[id]
        characters = facts.row("documents", id).get("characters", "")
        if not document.unchanged:
            yield DOCUMENT_CHANGED.finding(resource="documents", column="sha256", value=id, **place)
        elif characters != str(len(document.text)):
            yield DOCUMENT_LENGTH.finding(
                {"document": id, "found": len(document.text)}, resource="documents", column="characters",
                value=characters, suggestion=str(len(document.text)), **place,
            )


def _document_of(facts: Facts, proof: Proof, documents: Documents) -> Document | None:
    return documents.found.get(facts.row("sources", proof.source).get("document", ""))


def _texts(documents: Documents) -> list[str]:
    return [squash(d.text)[0] for d in documents.found.values()]
