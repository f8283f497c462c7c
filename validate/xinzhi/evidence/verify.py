"""Reads every fact again in the documents: spans by digest, figures, names and dates by what stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from ..contract.package import Package
from ..contract.table import RecordKey
from ..domain import Proof
from ..findings import Finding, Rule, RuleBook
from . import own_words, stated_dates, stated_figures, stated_names, stated_order, stated_references
from .documents import Documents, digest_of, find_documents
from .facts import Facts, ProofSpan
from .locate import Span, moved_to, squash
from .own_words import check_copies, check_numbers
from .span_texts import SpanTexts
from .stated_dates import check_dates
from .stated_figures import check_figures
from .stated_names import check_names, check_printed_texts
from .stated_order import check_order
from .stated_references import check_references

# Of documents that are not at hand; their number follows.
_MOST_NAMED = 3

RULES = RuleBook()
DOCUMENT_ABSENT = RULES.new(
    "document-absent",
    "evidence",
    "warning",
    zh="不在手边的文档（按 SHA-256 查找）：{value}；{spans} 处证据未核对，请将原文放入 --sources 所指文件夹",
    en=(
        "not at hand, looked for by SHA-256: {value}; {spans} spans were not checked: put the documents into the"
        " --sources folder"
    ),
    means_zh=(
        "在 `--sources` 所指的文件夹中找不到这些文档，其证据未核对。这是警告，不是错误；缺多少份也只报一次，"
        "`xinzhi verify` 列出全部。"
    ),
    means_en=(
        "These documents are not in the folder that `--sources` names, and their spans were not checked. A warning, not"
        " an error, and one for all of them; `xinzhi verify` lists them."
    ),
    why_zh="未核对不等于核对无误；须说明哪些没有核对。",
    why_en="Not checked is not the same as right; what was not checked has to be said.",
)
DOCUMENT_CHANGED = RULES.new(
    "document-changed",
    "evidence",
    zh="文档 {value} 与登记的摘要不符：找到的是另一个版本，逐处核对其区间",
    en=(
        "the document {value} does not have the registered digest: another version was found, its spans are checked one"
        " by one"
    ),
    means_zh="找到了同名的文件，其摘要与登记的不同：是另一个版本。其各处证据仍逐一核对。",
    means_en=(
        "A file of the document's name was found, but its digest is not the registered one: it is another version."
        " Its spans are still checked one by one."
    ),
    why_zh="版本不同，字符位置就可能移动，证据指向别的文字。请取回原版本，或登记新版本并重取证据。",
    why_en=(
        "In another version, offsets may have moved and spans point to other text. Get the registered version back,"
        " or register the new one and take its spans anew."
    ),
)
DOCUMENT_LENGTH = RULES.new(
    "document-length",
    "evidence",
    zh="文档 {document} 有 {found} 个字符，而非 {value} 个",
    en="the document {document} has {found} characters, not {value}",
    means_zh="登记的字符数与文档的字符数不同（按 UTF-8 解码的 Unicode 字符）。",
    means_en="The registered number of characters is not that of the document, in Unicode code points.",
    why_zh="其他规则据此判断区间是否在文档之内。",
    why_en="Other rules use it to tell whether a span lies in the document.",
)
SPAN_MOVED = RULES.new(
    "span-moved",
    "evidence",
    zh="证据区间 {value} 已移至 {found}",
    en="the span {value} has moved to {found}",
    means_zh="区间处的文字与登记的摘要不符，但同样的文字在文档的另一处。",
    means_en="The text at the span does not have the registered digest, but stands elsewhere in the document.",
    why_zh="引用会显示错误的文字；改用所建议的位置即可。",
    why_en="A citation would show the wrong text; the suggested offsets put it right.",
)
SPAN_CHANGED = RULES.new(
    "span-changed",
    "evidence",
    zh="证据区间 {value} 的文字与登记的摘要不符：用 xinzhi locate 重取",
    en="the text at {value} does not have the registered digest: take it anew with xinzhi locate",
    means_zh="区间处的文字与登记的摘要不符，文档中也没有摘要相符的文字。",
    means_en="The text at the span does not have the registered digest, and no text of the document does.",
    why_zh="证据所据的文字不在了：须在文档中重新找到，用 `xinzhi locate` 取得新的区间和摘要。",
    why_en=(
        "The text that proves the fact is gone: find it in the document, and let `xinzhi locate` print the new span"
        " and digest."
    ),
)


def every_rule() -> Iterator[Rule]:
    """The rules of spans, of what stands in them, and of what is named around them."""
    return chain(
        RULES,
        stated_figures.RULES,
        stated_names.RULES,
        stated_order.RULES,
        stated_dates.RULES,
        own_words.RULES,
        stated_references.RULES,
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


def check_evidence(package: Package, facts: Facts, folder: Path) -> Verification:
    """Check every span and re-read every fact. Raises DocumentsError where the folder cannot be read."""
    result = Verification(documents=find_documents(folder, facts.registered_documents()))
    findings = list(_check_documents(facts, result.documents))
    texts: dict[RecordKey, list[str]] = {}
    for proof in facts.proofs:
        document = result.documents.of(facts.article(proof.source))
        if document is None:
            result.outcomes["absent"] += 1
            continue
        text = document.text[proof.start : proof.end]
        if digest_of(text) == proof.sha256:
            result.outcomes["matches"] += 1
            texts.setdefault(proof.key, []).append(squash(text)[0])
        else:
            span = moved_to(document.text, proof.end - proof.start, proof.sha256)
            result.outcomes["changed" if span is None else "moved"] += 1
            findings.append(_differing(facts, proof, span))
    findings += _reread(facts, texts, result)
    result.findings = [f.moved(file=package.resource(f.resource).path) if f.resource else f for f in findings]
    return result


def _differing(facts: Facts, proof: ProofSpan, span: Span | None) -> Finding:
    """The finding of a span that does not have its digest; `span` is where the text stands now."""
    moved = None if span is None else f"{span.start}–{span.end}"
    return (SPAN_CHANGED if span is None else SPAN_MOVED).finding(
        {"found": moved},
        resource=facts.name_of(Proof.spans),
        line=proof.record.line,
        row=proof.record.row,
        column="start",
        value=f"{proof.start}–{proof.end}",
        suggestion=moved,
    )


def _reread(facts: Facts, texts: SpanTexts, result: Verification) -> Iterator[Finding]:
    counted, documents = result.reread, result.documents.at_hand
    yield from check_figures(facts, texts, counted)
    yield from check_names(facts, texts, counted)
    yield from check_order(facts, texts, counted)
    yield from check_printed_texts(facts, texts, counted)
    yield from check_dates(facts, texts, counted)
    yield from check_numbers(facts, texts, counted)
    yield from check_copies(facts, [squash(document.text)[0] for document in documents.values()], counted)
    yield from check_references(facts, documents, counted)


def _check_documents(facts: Facts, documents: Documents) -> Iterator[Finding]:
    dataset = facts.name_of(Proof.documents)
    spans = Counter(facts.article(p.source).get("document") for p in facts.proofs)
    if absent := documents.absent:
        named = ", ".join(absent[:_MOST_NAMED]) + (f" … ({len(absent)})" if len(absent) > _MOST_NAMED else "")
        yield DOCUMENT_ABSENT.finding(
            {"spans": sum(spans[id] for id in absent)},
            value=named,
            **facts.position(RecordKey(dataset, absent[0]), "sha256"),
        )
    for id, row in facts.proof_rows(Proof.documents).items():
        if id in absent:
            continue
        digest = facts.position(RecordKey(dataset, id), "sha256")
        document = documents.at_hand[id]
        characters = row.get("characters", "")
        if not document.unchanged:
            yield DOCUMENT_CHANGED.finding(value=id, **digest)
        elif characters != str(len(document.text)):
            yield DOCUMENT_LENGTH.finding(
                {"document": id, "found": len(document.text)},
                value=characters,
                suggestion=str(len(document.text)),
                **facts.position(RecordKey(dataset, id), "characters"),
            )
