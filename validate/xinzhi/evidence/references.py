"""Looks for what a fact refers to, its region, organisation, park or policy, around the spans that prove it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping

from ..findings import Finding, RuleBook
from .documents import Document
from .facts import LINKS, Facts, span_of

RULES = RuleBook()
REFERENCE_NOT_STATED = RULES.new(
    "reference-not-stated",
    "evidence",
    zh="{column} 所指的“{value}”（“{names}”）不见于证据前后 {window} 字之内，也未在 inferences.csv 中注明",
    en=(
        "{column} refers to “{value}” (“{names}”), which does not stand within {window} characters of the evidence;"
        " inferences.csv does not say that it is inferred"
    ),
    means_zh=(
        "某行所指的机构、园区、政策或地区，其名称与别名都不在证据及其前后文中（机构 200 字，园区与地区 1000 字，"
        "政策 10000 字，不出所在文章）。标题未印出或已注明为推断的不查。"
    ),
    means_en=(
        "The organisation, park, policy or region that a row refers to is named neither in its evidence nor around"
        " it (within 200 characters for an organisation, 1,000 for a park or a region, 10,000 for a policy, in the"
        " same article). Those whose title is not printed, or that are marked as inferred, are passed over."
    ),
    why_zh="事实张冠李戴，外键照样有效；只有原文能说出它讲的是谁。",
    why_en=(
        "A fact about the wrong body has a foreign key that is just as valid; only the document says whom it is about."
    ),
)
# A sentence names who acts, or the one before it does; a region or a park may be named where the section opens, and a
# policy in the title of an article that goes through its measures.
_WINDOWS = {"organizations": 200, "parks": 1000, "regions": 1000, "policies": 10_000}
# A project's name is often ours, and the links to organisations and parks are read closer, in the span itself.
_CLOSER = {(table, target) for table, (_, target) in LINKS.items() if target in ("organizations", "parks")}
# Other rules say it: a roster's company is looked for in the span, a commitment's region is that of its report, and its
# policy goes with `set_in`.
_ELSEWHERE = {("park_roster", "organization"), ("regional_priorities", "region"), ("regional_priorities", "policy")}
_REGION_ENDINGS = ("特别行政区", "自治区", "自治州", "地区", "省", "市", "县", "区")
# 粤港澳 names three regions by one character each.
_ONE_CHARACTER = {"810000": "港", "820000": "澳"}


def check_references(facts: Facts, documents: Mapping[str, Document], counted: Counter[str]) -> Iterator[Finding]:
    """Findings of references that no document bears out. `counted` is told how many were looked for."""
    pages = {id: _Page(document.text) for id, document in documents.items()}
    for dataset, rows in facts.rows.items():
        for columns, target, _ in facts.tables[dataset][0].foreign_keys:
            column = columns[0]
            if target not in _WINDOWS or (dataset, target) in _CLOSER or (dataset, column) in _ELSEWHERE:
                continue
            for id, row in rows.items():
                names = _names(facts, target, row.get(column, ""))
                owner = _owner(facts, dataset, id, row)
                if not names or owner is None or (dataset, id, column) in facts.inferred:
                    continue
                around = list(_around(facts, pages, owner, _WINDOWS[target]))
                if not around:
                    continue
                counted["references"] += 1
                if not any(_plain(name) in text for name in names for text in around):
                    record = facts.records[dataset][id]
                    yield REFERENCE_NOT_STATED.finding(
                        {"names": ", ".join(names), "window": _WINDOWS[target]},
                        resource=dataset,
                        line=record.line,
                        row=record.row,
                        column=column,
                        value=row[column],
                    )


def _owner(facts: Facts, dataset: str, id: str, row: Mapping[str, str]) -> tuple[str, str] | None:
    """The fact whose evidence proves a row: itself, or for a link what it belongs to."""
    if (dataset, id) in facts.proofs_of:
        return dataset, id
    for column, owner in (("priority", "regional_priorities"), ("measure", "policy_measures"), ("policy", "policies")):
        if dataset.startswith(f"{column}_") and (owner, row.get(column, "")) in facts.proofs_of:
            return owner, row[column]
    return None


def _names(facts: Facts, target: str, id: str) -> list[str]:
    """How documents may name an entity; empty where nothing can be looked for."""
    if target != "regions":
        unprinted = any((target, id, column) in facts.inferred for column in ("title_zh", "name_zh"))
        return [] if unprinted else [name for name in facts.names.get((target, id), []) if name]
    row = facts.row("regions", id)
    name = row.get("name_zh", "")
    if not name or row.get("level") == "country":  # national pages hardly ever name the country
        return []
    bare = next((name.removesuffix(e) for e in _REGION_ENDINGS if name.endswith(e) and len(name) > len(e) + 1), name)
    # Of an area, a page may print a part: 长三角 for 长三角地区.
    return [name, bare, *([_ONE_CHARACTER[id]] if id in _ONE_CHARACTER else [])]


def _around(facts: Facts, pages: Mapping[str, _Page], owner: tuple[str, str], window: int) -> Iterator[str]:
    """The text around each span of a fact, within its article."""
    for proof in facts.proofs_of[owner]:
        article = facts.row("sources", proof.source)
        page, span = pages.get(article.get("document", "")), span_of(article) if article else None
        if page is not None and span is not None:
            yield page.between(max(span[0], proof.start - window), min(span[1], proof.end + window))


class _Page:
    """The plain text of a document, addressed by the offsets of the document."""

    def __init__(self, text: str) -> None:
        kept = [(at, _plain(c)) for at, c in enumerate(text) if not c.isspace() and _plain(c)]
        self._offsets = [at for at, _ in kept]
        self._text = "".join(c[0] for _, c in kept)  # one character for one, so that offsets stay those of the document

    def between(self, start: int, end: int) -> str:
        """What stands between two offsets of the document."""
        return self._text[bisect_left(self._offsets, start) : bisect_left(self._offsets, end)]


def _plain(text: str) -> str:
    """Case, quotation marks and bracket width aside: pages print names in all these ways."""
    return text.translate(_MARKS).casefold()


_MARKS = str.maketrans({**dict.fromkeys("《》“”‘’「」『』\"' ", ""), "\uff08": "(", "\uff09": ")"})
