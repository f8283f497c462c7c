"""Turns the filled-in rows of a review folder into rows of the package: ids, references, order, evidence, links,
omissions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..contract.package import Schema
from ..domain import PassageKind, Proof, Role
from ..evidence.facts import Facts, span_of
from ..evidence.locate import Span, locate, nearest
from ..findings import Finding, RuleBook
from ..types.integer import whole_number
from . import ids
from .review_folder import UNDECIDED, FilledRow, Review
from .sheets import CLAUSE, INFERRED, KEEP, MORE, REASON, REFERENCE, WORDS

RULES = RuleBook()
CLAUSE_MISSING = RULES.new(
    "proposal-no-clause",
    "proposal",
    zh="没有证据：把陈述此事的分句从原文复制到 [clause]",
    en="there is no evidence: copy the clause that states it from the document into [clause]",
    means_zh="要收的一行没有证据。",
    means_en="A row that is to be kept has no evidence.",
    why_zh="每条事实都须指明原文的哪一句说了它。",
    why_en="Every fact says which clause of the document states it.",
)
CLAUSE_NOT_FOUND = RULES.new(
    "proposal-clause-not-found",
    "proposal",
    zh="原文中没有“{value}”",
    en="“{value}” does not stand in the document",
    means_zh="`[clause]` 中的字句在原文中找不到。",
    means_en="The words in `[clause]` do not stand in the document.",
    why_zh="证据是原文的一段字符；改过一个字，就指不出位置。",
    why_en="Evidence is a run of characters of the document: with one of them changed, it has no place.",
)
WORDS_TWICE = RULES.new(
    "proposal-words-twice",
    "proposal",
    zh="“{value}”在原文中有 {count} 处：在 [clause] 中填入所在的分句",
    en="“{value}” stands in {count} places of the document: put the clause around it into [clause]",
    means_zh="要略去的字句在原文中不止一处，不知指哪一处。",
    means_en="The words to be left out stand in the document more than once, and nothing says which ones are meant.",
    why_zh="略去的是某一处的字句；指错了地方，就会放过另一处。",
    why_en="Words are left out at one place: at the wrong one, another would go unread.",
)
CLAUSE_OUTSIDE = RULES.new(
    "proposal-clause-outside",
    "proposal",
    zh="“{value}”不在任何收入的文章之内：见 {articles}.csv",
    en="“{value}” lies in no article that is kept: see {articles}.csv",
    means_zh="`[clause]` 中的字句不在任何收入的文章之内。",
    means_en="The words in `[clause]` lie in no article that is kept.",
    why_zh="证据以文章为出处；文章之外的字没有标题和日期可引。",
    why_en="Evidence is cited by its article: characters outside of all articles have no title and no date.",
)
REFERENCE_LOST = RULES.new(
    "proposal-reference",
    "proposal",
    zh="“{value}”所指的行{what_zh}：改指另一行，或清空此格",
    en="the row that “{value}” names {what_en}: name another one, or empty the cell",
    means_zh="某格所指的候选没有收入，或指不到任何一行。",
    means_en="A cell names a candidate that is not kept, or no row at all.",
    why_zh="指向不存在的行，外键就断了。",
    why_en="A reference to a row that is not there breaks the foreign key.",
)
STRAY = RULES.new(
    "proposal-stray-cell",
    "proposal",
    zh="数据集 {dataset} 没有“{column}”：请清空“{value}”",
    en="{dataset} has no {column}: empty the cell, which holds “{value}”",
    means_zh="在不属于该数据集的列中填了内容。",
    means_en="A column that the dataset does not have was filled in.",
    why_zh="填在别处的内容不会进入数据，填写的人却以为收了。",
    why_en="What stands there gets into no row, though whoever wrote it thinks so.",
)
NO_ID = RULES.new(
    "proposal-no-id",
    "proposal",
    zh="无从编号：请填 {needed}，或自拟 id",
    en="no id can be made: fill {needed}, or give an id yourself",
    means_zh="编号所需的格是空的，无从编号。",
    means_en="The cells of which an id is made are empty.",
    why_zh="编号取自行的内容，稳定而可读；没有内容就不能编。",
    why_en="Ids are made of what a row says, so that they can be read and stay; without it there is none.",
)
TAKEN = RULES.new(
    "proposal-exists",
    "proposal",
    zh="“{value}”已有另一行：另拟 id；若要改已有的行，请直接改 datasets/{dataset}.csv",
    en="“{value}” is another row already: give another id; to change that row, edit datasets/{dataset}.csv",
    means_zh="新行的编号已属于数据集中的另一行。",
    means_en="The id of a new row is that of another row of the dataset.",
    why_zh="一个编号只指一行，收入会覆盖已有的行。",
    why_en="An id points to one row; to accept the new one would replace what is there.",
)
SYNTAX = RULES.new(
    "proposal-syntax",
    "proposal",
    zh="读不懂“{value}”：应写作 {form}",
    en="“{value}” cannot be read: write {form}",
    means_zh="某格不合所要求的写法。",
    means_en="A cell is not written in the form that is asked for.",
    why_zh="一格中写了几项内容，程序靠写法把它们分开。",
    why_en="The cell holds several things, which the program tells apart by how they are written.",
)

_REFERENCES = re.compile(rf"(?:^|[|\s]){REFERENCE}([^\s|=]+)")


@dataclass(frozen=True)
class NewRow:
    """A row to be added, and the filled-in row that it comes from; omissions and links have that of
    their owner."""

    dataset: str
    key: str
    cells: dict[str, str]
    filled: FilledRow


@dataclass
class Decisions:
    """What a review folder adds to the package."""

    rows: list[NewRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def decide(review: Review, facts: Facts) -> Decisions:
    """The rows that follow from what was filled in. What is in the package already is counted, not added again."""
    return _Decider(review, facts).run()


class _Decider:
    def __init__(self, review: Review, facts: Facts) -> None:
        self.review = review
        self.facts = facts
        self.schemas: Mapping[str, Schema] = {name: schema for name, (schema, _) in facts.tables.items()}
        self.result = Decisions()
        self.rows = {a.row: a for a in review.rows if a.row}
        self.ids: dict[str, str] = {}
        self.added: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
        self.articles: list[tuple[int, int, str, bool]] = []
        # What follows from a row that is reported already is not reported again.
        self.failed: set[str] = set()
        self.failed_articles: list[tuple[int, int]] = []
        self.translated: dict[tuple[str, str], dict[str, str]] = {}

    def run(self) -> Decisions:
        self.articles += self._registered()
        kept = [a for a in self.review.rows if a.keep and a.dataset in a.sheet.datasets]
        # What is referred to comes first, as the datasets of the domain do.
        rank = {name: i for i, name in enumerate(self.facts.datasets)}
        own = [a for a in kept if a.sheet.proof is not Proof.spans]
        waiting = sorted(own, key=lambda a: rank.get(a.dataset, len(rank)))
        open_rows = {a.row for a in waiting}
        while waiting:
            ready = [a for a in waiting if not _names(a) & (open_rows - {a.row})]
            # Rows that refer to each other in a circle are taken as they are, and reported.
            for filled in ready or waiting:
                self._take(filled)
                open_rows.discard(filled.row)
            waiting = [a for a in waiting if ready and a not in ready]
        for filled in kept:
            if filled.sheet.proof is Proof.spans:
                self._evidence(
                    filled,
                    filled.cells.get("dataset", ""),
                    filled.cells.get("record", ""),
                    filled.cells.get("field", ""),
                )
        for filled in kept:
            if self._proof(filled.dataset) is Proof.articles:
                self._cover(filled)
        self._number()
        for filled in self.review.rows:
            if not filled.keep:
                self._drop(filled)
        return self.result

    def _registered(self) -> Iterator[tuple[int, int, str, bool]]:
        """The articles of a document that the package has already."""
        for id, row in self.facts.proof_rows(Proof.articles).items():
            span = span_of(row)
            if row.get("document") == self.review.document and span is not None:
                yield *span, id, row.get("in_scope") == "true"

    # Rows

    def _take(self, filled: FilledRow) -> None:
        """Add what a filled-in row says with its evidence, links and inferences."""
        dataset, schema = filled.dataset, self.schemas[filled.dataset]
        cells = {c: filled.cells.get(c, "") for c in filled.sheet.columns}
        for column in [c for c in cells if c not in schema.names]:
            if (value := cells.pop(column)) and not self._is_given(filled, column, value):
                self._finding(STRAY.finding({"dataset": dataset}, value=value, **filled.place(column)))
        for column, value in cells.items():
            cells[column] = self._resolved(filled, column, value)
        self._translate(dataset, cells)
        proof = self._proof(dataset)
        if proof is Proof.omissions:
            self._omit(filled, cells.get("reason", ""), cells.get("note_en", ""))
            return
        key = self._key(filled, cells)
        if key is None:
            self.failed.add(filled.row)
            if proof is Proof.articles and (span := span_of(cells)):
                self.failed_articles.append(span)
            return
        if filled.row:
            self.ids[filled.row] = key
        if proof is Proof.articles and (span := span_of(cells)):
            start, end = span
            self.articles.append((start, end, key, cells.get("in_scope") == "true"))
            if cells.get("in_scope") == "false" and not self.facts.datasets.has(Proof.passages):
                note = cells.get("note_en", "")
                self._leave_out(key, start, end, "out of scope", note, filled)
        self._prove(filled, dataset, key, cells)
        self._link(filled, dataset, key)
        self._infer(filled, dataset, key)

    def _is_given(self, filled: FilledRow, column: str, value: str) -> bool:
        """Whether a cell is as it was proposed: of another dataset than the one that was chosen, but nobody's error."""
        return self.review.given.get(filled.row, {}).get(column) == value

    def _translate(self, dataset: str, cells: dict[str, str]) -> None:
        """Fill the English of what has been translated in another row of the same dataset."""
        for column in [c for c, text in cells.items() if c.endswith("_zh") and text]:
            english = column.removesuffix("_zh") + "_en"
            if english in cells and not cells[english]:
                cells[english] = self._translations(dataset, column, english).get(cells[column], "")

    def _translations(self, dataset: str, column: str, english: str) -> Mapping[str, str]:
        """The English of each Chinese text that the package or the folder has in a pair of columns."""
        if (dataset, column) not in self.translated:
            known = [dict(row) for row in self.facts.rows.get(dataset, {}).values()]
            filled = [dict(a.cells) for a in self.review.rows if a.keep and a.dataset == dataset]
            self.translated[(dataset, column)] = {
                row[column]: row[english] for row in (*known, *filled) if row.get(column) and row.get(english)
            }
        return self.translated[(dataset, column)]

    def _cover(self, filled: FilledRow) -> None:
        """An article that nobody parted into passages is one passage, in scope or out of it as a whole."""
        key, span = self.ids.get(filled.row or "", ""), span_of(filled.cells)
        if not self.facts.datasets.has(Proof.passages) or not key or span is None:
            return
        dataset = self.facts.datasets.proof(Proof.passages)
        parts = [*self.facts.proof_rows(Proof.passages).values(), *self.added[dataset].values()]
        if not any(part.get("source") == key for part in parts):
            kind = PassageKind.scope if filled.cells.get("in_scope") == "true" else PassageKind.out
            cells = {"source": key, "start": str(span[0]), "end": str(span[1]), "kind": kind.value}
            self._add(dataset, cells, filled)

    def _key(self, filled: FilledRow, cells: dict[str, str]) -> str | None:
        """Add a row and return its key; None where it can have none."""
        dataset, schema = filled.dataset, self.schemas[filled.dataset]
        if schema.primary_key != ["id"] or cells.get("id"):
            return self._add(dataset, cells, filled)
        for id in ids.candidates(dataset, cells, self.facts):
            known = self._known(dataset, id)
            if known and not _same(known, cells):
                continue
            if not known and (other := self._revised(filled)):
                self._finding(TAKEN.finding({"dataset": dataset}, value=other, **filled.place("id")))
                return None
            return self._add(dataset, {**cells, "id": id}, filled)
        needed = " / ".join(ids.needed(dataset, self.facts.datasets))
        self._finding(NO_ID.finding({"needed": needed or "id"}, **filled.place("id")))
        return None

    def _revised(self, filled: FilledRow) -> str:
        """A row of the package that an earlier run took from the same clause and that was changed since; empty where
        there is none. Accepting the row again would say the same fact twice."""
        span = self._span_of(filled)
        if span is None:
            return ""
        place = (self.review.document, span.start, span.end)
        proved = [
            p.id
            for p in self.facts.proofs
            if p.dataset == filled.dataset and (self.facts.article(p.source).get("document"), p.start, p.end) == place
        ]
        asked = [a for a in self.review.rows if a.keep and a.dataset == filled.dataset and self._span_of(a) == span]
        return proved[0] if len(proved) >= len(asked) and proved else ""

    def _add(self, dataset: str, cells: dict[str, str], filled: FilledRow) -> str:
        """Add a row unless the package has it; a different row with its key is a finding. Returns the key."""
        schema = self.schemas[dataset]
        key = "/".join(cells.get(c, "") for c in schema.primary_key)
        known = self._known(dataset, key)
        if not known:
            self.added[dataset][key] = cells
            self.result.rows.append(NewRow(dataset, key, cells, filled))
        elif not _same(known, cells) and self._proof(dataset) not in (Proof.spans, Proof.omissions, Proof.inferences):
            self._finding(TAKEN.finding({"dataset": dataset}, value=key, **filled.place(schema.primary_key[0])))
        return key

    def _proof(self, dataset: str) -> Proof | None:
        return self.facts.datasets[dataset].proof if dataset in self.facts.datasets else None

    def _known(self, dataset: str, key: str) -> Mapping[str, str]:
        """The row with this key, in the package or added before; empty where there is none."""
        return self.facts.row(dataset, key) or self.added[dataset].get(key, {})

    def _resolved(self, filled: FilledRow, column: str, value: str) -> str:
        """A cell with the id of the row that it names."""
        if not value.startswith(REFERENCE):
            return value
        row = value.removeprefix(REFERENCE)
        if row in self.ids or row in self.failed:
            return self.ids.get(row, "")
        target = self.rows.get(row)
        what = (
            ("不存在", "does not exist")
            if target is None
            else ("未收入", "is not kept")
            if not target.keep
            else ("没有编号", "has no id")
        )
        self._finding(
            REFERENCE_LOST.finding({"what_zh": what[0], "what_en": what[1]}, value=value, **filled.place(column))
        )
        return ""

    def _number(self) -> None:
        """Number the rows that have a place in a sequence, in the order of the text, behind those that are there."""
        for dataset, owners in ((d.name, d.sequence) for d in self.facts.datasets.values() if d.sequence):
            groups: dict[tuple[str, ...], list[NewRow]] = defaultdict(list)
            for row in self.result.rows:
                if row.dataset == dataset:
                    groups[tuple(row.cells.get(c, "") for c in owners)].append(row)
            for owner, rows in groups.items():
                siblings = [
                    r for r in self.facts.rows.get(dataset, {}).values() if tuple(r.get(c, "") for c in owners) == owner
                ]
                given = [r.cells["sequence"] for r in rows] + [r.get("sequence", "") for r in siblings]
                last = max((n for s in given if (n := whole_number(s)) is not None), default=0)
                for row in sorted(rows, key=lambda r: (r.filled.start is None, r.filled.start or 0)):
                    if not row.cells["sequence"]:
                        last += 1
                        row.cells["sequence"] = str(last)

    # Evidence, links, inferences

    def _prove(self, filled: FilledRow, dataset: str, key: str, cells: Mapping[str, str]) -> None:
        aliases = next((table for table in self.facts.alias_tables if table.dataset == dataset), None)
        if aliases is not None and filled.cells.get(CLAUSE, ""):
            # A further name stands in the evidence of the entity that it names.
            self._evidence(filled, aliases.entity, cells.get(aliases.entity_column, ""), "")
        if dataset not in self._provable():
            return
        self._evidence(filled, dataset, key, "")
        for part in _parts(filled.cells.get(MORE, "")):
            column, colon, clause = part.partition(":") if ":" in part else part.partition("：")
            named = bool(colon) and column.strip() in self.schemas[dataset].names
            self._span(filled, MORE, clause if named else part, dataset, key, column.strip() if named else "")

    def _evidence(self, filled: FilledRow, dataset: str, key: str, column: str) -> None:
        clause = filled.cells.get(CLAUSE, "")
        if not clause:
            self._finding(CLAUSE_MISSING.finding(**filled.place(CLAUSE)))
        else:
            self._span(filled, CLAUSE, clause, dataset, key, column)

    def _span(self, filled: FilledRow, cell: str, clause: str, dataset: str, key: str, column: str) -> None:
        """The evidence row of a clause: where it stands nearest to the recognised words."""
        clause = clause.strip()
        spans = list(locate(self.review.text, clause))
        if not spans:
            near = nearest(self.review.text, clause)
            hint = "".join(near.text.split()) if near else None
            self._finding(CLAUSE_NOT_FOUND.finding(value=clause, suggestion=hint, **filled.place(cell)))
            return
        span = _nearest(spans, filled)
        source = self._article(span)
        if source is None:
            self._outside(filled, cell, clause, span.start)
            return
        cells = {
            "dataset": dataset,
            "record": key,
            "field": column,
            "source": source,
            "start": str(span.start),
            "end": str(span.end),
            "sha256": span.sha256,
        }
        self._add(self.facts.name_of(Proof.spans), cells, filled)

    def _span_of(self, filled: FilledRow) -> Span | None:
        spans = list(locate(self.review.text, filled.cells.get(CLAUSE, "")))
        return _nearest(spans, filled) if spans else None

    def _article(self, span: Span) -> str | None:
        return next((id for start, end, id, _ in self.articles if start <= span.start and span.end <= end), None)

    def _provable(self) -> Sequence[str]:
        """The datasets whose rows have evidence: those that the schema of the spans lists, else all entities and
        facts."""
        listed = self.schemas[self.facts.name_of(Proof.spans)].values("dataset")
        return listed or [d.name for d in self.facts.datasets.values() if d.role in (Role.entity, Role.fact)]

    def _link(self, filled: FilledRow, dataset: str, key: str) -> None:
        links = filled.sheet.links.get(dataset, {})
        for column in filled.sheet.link_columns:
            text = filled.cells.get(column, "")
            link = links.get(column.strip("[]"))
            if link is None:
                if text and not self._is_given(filled, column, text):
                    self._finding(STRAY.finding({"dataset": dataset}, value=text, **filled.place(column)))
                continue
            for part in _parts(text):
                target, equals, role = (p.strip() for p in part.partition("="))
                if (link.role and not role) or (not link.role and equals):
                    form = "id = role" if link.role else "id"
                    self._finding(SYNTAX.finding({"form": form}, value=part, **filled.place(column)))
                    continue
                cells = {link.owner: key, link.names: self._resolved(filled, column, target)}
                self._add(link.table, cells | ({link.role: role} if link.role else {}), filled)

    def _infer(self, filled: FilledRow, dataset: str, key: str) -> None:
        for part in _parts(filled.cells.get(INFERRED, "")):
            column, equals, basis = (p.strip() for p in part.partition("="))
            zh, slash, en = (p.strip() for p in basis.partition(" / "))
            if not (column and equals and zh and slash and en):
                self._finding(SYNTAX.finding({"form": "column = 依据 / basis"}, value=part, **filled.place(INFERRED)))
                continue
            self._add(
                self.facts.name_of(Proof.inferences),
                {"dataset": dataset, "record": key, "field": column, "basis_zh": zh, "basis_en": en},
                filled,
            )

    # What is left out

    def _drop(self, filled: FilledRow) -> None:
        outside = filled.start is not None and (
            any(s <= filled.start < e and not scope for s, e, _, scope in self.articles)
            # What becomes of the article is not known yet.
            or any(s <= filled.start < e for s, e in self.failed_articles)
        )
        if filled.keep is None and not outside and not filled.cells.get(KEEP, ""):
            words = filled.cells.get(WORDS, "") or filled.row
            self._finding(UNDECIDED.finding({"words": words}, **filled.place(KEEP)))
        if filled.keep is False and filled.cells.get(REASON, "") and filled.sheet.proof is not Proof.omissions:
            self._omit(filled, filled.cells[REASON], "")

    def _omit(self, filled: FilledRow, reason: str, note: str) -> None:
        span = (filled.start, filled.end) if filled.start is not None else self._words_left_out(filled)
        if span is None:
            return
        start, end = span
        if start is None or end is None:
            self._finding(CLAUSE_MISSING.finding(**filled.place(WORDS)))
            return
        source = next((id for s, e, id, _ in self.articles if s <= start and end <= e), None)
        if source is None:
            self._outside(filled, WORDS, filled.cells.get(WORDS, ""), start)
            return
        self._leave_out(source, start, end, reason, note, filled)

    def _words_left_out(self, filled: FilledRow) -> tuple[int, int] | None:
        """Where the words stand that a row of somebody's own leaves out: within its clause, if it has one."""
        clause, words = filled.cells.get(CLAUSE, ""), filled.cells.get(WORDS, "")
        if not (clause or words):
            self._finding(CLAUSE_MISSING.finding(**filled.place(WORDS)))
            return None
        places = list(locate(self.review.text, clause or words))
        if clause and words:
            places = [Span(p.start + w.start, p.start + w.end, w.text) for p in places for w in locate(p.text, words)]
        if len(places) == 1:
            return places[0].start, places[0].end
        cell, value = (WORDS, words) if words else (CLAUSE, clause)
        if places:
            self._finding(WORDS_TWICE.finding({"count": str(len(places))}, value=value, **filled.place(cell)))
        else:
            self._finding(CLAUSE_NOT_FOUND.finding(value=value, **filled.place(cell)))
        return None

    def _leave_out(self, source: str, start: int, end: int, reason: str, note: str, filled: FilledRow) -> None:
        cells = {"source": source, "start": str(start), "end": str(end), "reason": reason, "note_en": note}
        self._add(self.facts.name_of(Proof.omissions), cells, filled)

    def _outside(self, filled: FilledRow, cell: str, words: str, at: int) -> None:
        if not any(start <= at < end for start, end in self.failed_articles):
            articles = {"articles": self.facts.name_of(Proof.articles)}
            self._finding(CLAUSE_OUTSIDE.finding(articles, value=words, **filled.place(cell)))

    def _finding(self, finding: Finding) -> None:
        self.result.findings.append(finding)


def _nearest(spans: Sequence[Span], filled: FilledRow) -> Span:
    """Of the places where a clause stands, the one at the recognised words."""
    about = filled.start if filled.start is not None else spans[0].start
    return min(spans, key=lambda s: 0 if s.start <= about < s.end else min(abs(s.start - about), abs(s.end - about)))


def _names(filled: FilledRow) -> set[str]:
    """The rows of the folder that a filled-in row names, in its cells and in its links."""
    return {name for cell in filled.cells.values() for name in _REFERENCES.findall(cell)}


def _parts(text: str) -> Iterator[str]:
    for part in text.replace("｜", "|").replace("\n", "|").split("|"):
        if part.strip():
            yield part.strip()


def _same(known: Mapping[str, str], cells: Mapping[str, str]) -> bool:
    """Whether a row says what the cells say; its id and its number in a sequence may be its own."""
    return all(known.get(c, "") == v for c, v in cells.items() if v and c not in ("id", "sequence")) and all(
        not v or c in ("id", "sequence") or cells.get(c, "") for c, v in known.items()
    )
