"""Measure `xinzhi propose` on documents whose rows are known, and write the table of docs/propose.md.

  python scripts/measure_propose.py DOCUMENTS            # writes the table; exit 1 where a floor is not reached
  python scripts/measure_propose.py DOCUMENTS --print    # prints the table, and what was missed, instead

DOCUMENTS is the folder of the package's documents. Measured are those that are read as a whole; reports of which only
the sentences in scope are read have a measure of their own, measure_reports.py. The two documents of tests/base are
measured beside them.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from xinzhi.chip_record.proposing import PROPOSING
from xinzhi.chip_record.proposing.recogniser import Recogniser
from xinzhi.chip_record.proposing.reports import WorkReport
from xinzhi.chip_record.proposing.vocabularies import Known
from xinzhi.contract.package import open_package
from xinzhi.contract.table import RecordKey
from xinzhi.contract.tables import read_tables
from xinzhi.domain import Proof
from xinzhi.domain import Reading as HowRead
from xinzhi.domains import datasets_of
from xinzhi.evidence.documents import SourceDocument, find_documents
from xinzhi.evidence.facts import Facts, ProofSpan, gather
from xinzhi.propose.figures import Figure
from xinzhi.propose.names import Entity, fold
from xinzhi.propose.proposal import Proposal
from xinzhi.propose.proposing import propose
from xinzhi.writing import overwrite_file

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "propose.md"
MARK = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- /measured -->)", re.DOTALL)
FLOORS = {"figures": 95.0, "known names": 98.0}
RECORDED = ("organizations", "parks", "projects")
UNREGISTERED = "unregistered"


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> float:
        """The share in per cent; of nothing it is all."""
        return 100 * self.part / self.whole if self.whole else 100.0

    def __str__(self) -> str:
        return f"{self.part} of {self.whole} ({self.percent:.1f} %)" if self.whole else "–"

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)


@dataclass
class Measured:
    """What was measured on one document, by what the table calls it; and what was missed."""

    shares: dict[str, Share] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)


def _propose(facts: Facts, document: SourceDocument) -> Proposal:
    """What is proposed of a document that nobody has registered: of a registered one only what is not held is."""
    proposal = propose(UNREGISTERED, "", document.text, facts, PROPOSING)
    proposal.id = document.id
    return proposal


def _read(facts: Facts, document: SourceDocument) -> tuple[Proposal, Recogniser]:
    """What is proposed of a document, and what was recognised for it."""
    proposal = _propose(facts, document)
    return proposal, Recogniser(proposal, Known(facts))


def measure(facts: Facts, document: SourceDocument) -> Measured:
    """Compare what is proposed for a document with the rows that the package has from it."""
    proposal, recogniser = _read(facts, document)
    proofs = [p for p in facts.proofs if facts.article(p.source).get("document") == document.id]
    result = Measured()
    figures = [(proposal.reading.span(f.place), f) for f in recogniser.figures]
    result.shares["figures"] = _figure_recall(facts, proofs, figures, result.missed)
    blind = _without_units(facts, document.id)
    unaided, without_units = _read(blind, document)
    found = [(unaided.reading.span(f.place), f) for f in without_units.figures]
    result.shares["figures, units of this document unknown"] = _figure_recall(
        facts, proofs, found, [], unit_counts=False
    )
    in_scope = [
        (int(r["start"]), int(r["end"]))
        for r in facts.proof_rows(Proof.articles).values()
        if r["document"] == document.id and r["in_scope"] == "true"
    ]
    result.shares |= _figure_precision(facts, proofs, figures, in_scope)
    result.shares |= _names(facts, proofs, recogniser, in_scope, result.missed)
    result.shares |= _new_names(facts, document)
    result.shares |= _clauses(facts, proofs, proposal)
    result.shares |= _whole_rows(facts, proofs, recogniser)
    return result


def _figure_recall(
    facts: Facts,
    proofs: Sequence[ProofSpan],
    figures: Sequence[tuple[tuple[int, int], Figure]],
    missed: list[str],
    *,
    unit_counts: bool = True,
) -> Share:
    """Rows with a figure whose value, comparator and unit were proposed at a place within their evidence."""
    total = hit = 0
    for key, spans in _by_record(proofs, _figures(facts)).items():
        row = facts.row(*key)
        total += 1
        near = [f for (start, end), f in figures if any(p.start < end and start < p.end for p in spans)]
        if unit_counts:
            ok = any(_states(facts, f, row) for f in near)
        else:  # the number alone, where the unit cannot be known
            ok = any(row["value_text"] in f.text or f.text in row["value_text"] for f in near)
        hit += ok
        if not ok:
            missed.append(f"{'/'.join(key)}: {row['value_text']}")
    return Share(hit, total)


def _states(facts: Facts, figure: Figure, row: dict[str, str]) -> bool:
    if (q := figure.quantity) is None:
        return False
    label = facts.row("units", row["unit"])["label_zh"]
    return (q.comparator, q.value, q.unit_label) == (row["comparator"], Decimal(row["value"]), label)


def _figure_precision(
    facts: Facts,
    proofs: Sequence[ProofSpan],
    figures: Sequence[tuple[tuple[int, int], Figure]],
    in_scope: Sequence[tuple[int, int]],
) -> dict[str, Share]:
    """Of the figures proposed in articles in scope: those that are figures of rows, and those that omissions leave
    out."""
    omitted = [(int(r["start"]), int(r["end"])) for r in facts.proof_rows(Proof.omissions).values()]
    spans = _by_record(proofs, _figures(facts))
    rows = left = total = 0
    for (start, end), figure in figures:
        if not any(a <= start and end <= b for a, b in in_scope):
            continue
        total += 1
        if any(
            _states(facts, figure, facts.row(*k)) and any(p.start < end and start < p.end for p in s)
            for k, s in spans.items()
        ):
            rows += 1
        elif any(a <= start and end <= b for a, b in omitted):
            left += 1
    return {
        "figures proposed that are a row's figure": Share(rows, total),
        "… or are listed as left out": Share(rows + left, total),
    }


def _names(
    facts: Facts,
    proofs: Sequence[ProofSpan],
    recogniser: Recogniser,
    in_scope: Sequence[tuple[int, int]],
    missed: list[str],
) -> dict[str, Share]:
    """Entities with evidence here that were recognised in it; links that facts state; and mentions proposed that are
    stated."""
    places: dict[Entity, list[tuple[int, int]]] = defaultdict(list)
    for mention in recogniser.mentions:
        for entity in mention.entities:
            places[entity].append(recogniser.reading.span(mention.place))
    shares = {}
    records = _by_record(proofs, RECORDED)
    hits = {entity: _meets(places[entity], spans) for entity, spans in records.items()}
    missed += ["/".join(e) for e, hit in hits.items() if not hit]
    shares["known names"] = Share(sum(hits.values()), len(hits))
    links = [(owner, (target, second)) for owner, target, second in _linked(facts)]
    by_owner = _by_record(proofs, {owner[0] for owner, _ in links})
    stated = [(by_owner[owner], entity) for owner, entity in links if owner in by_owner and entity[0] in RECORDED]
    shares["known names, by the links of facts"] = Share(
        sum(_meets(places[e], spans) for spans, e in stated), len(stated)
    )
    good = total = 0
    for entity, found in places.items():
        if entity[0] not in RECORDED:
            continue
        about = [p for p in proofs if entity in facts.linked(p.key)]
        for start, end in found:
            if any(a <= start and end <= b for a, b in in_scope):
                total += 1
                good += any(p.start <= start and end <= p.end for p in about)
    shares["names proposed that a row about them proves"] = Share(good, total)
    return shares


def _linked(facts: Facts) -> Iterator[tuple[Entity, str, str]]:
    """(fact, dataset of what it names, its id) for each link that the text states."""
    for table in facts.link_tables:
        for id, row in facts.rows.get(table.dataset, {}).items():
            if not facts.is_inferred(RecordKey(table.dataset, id), table.target_column):
                yield (table.owner, row[table.owner_column]), table.target, row[table.target_column]


def _new_names(facts: Facts, document: SourceDocument) -> dict[str, Share]:
    """What is known from this document only is taken from the vocabulary: is it found as a new name?"""
    documents: dict[Entity, set[str]] = defaultdict(set)
    for proof in facts.proofs:
        documents[(proof.dataset, proof.id)].add(facts.article(proof.source).get("document", ""))
    named = [dataset.name for dataset in facts.datasets.values() if dataset.names]
    only = {e for e, found in documents.items() if found == {document.id} and e[0] in named}
    kept = defaultdict(list, {e: names for e, names in facts.names.items() if e not in only})
    proposal = _propose(replace(facts, names=kept), document)
    proposed = [
        (c.sheet, fold(c.cells.get("name_zh") or c.cells.get("title_zh") or "")[0])
        for c in proposal.candidates
        if c.sheet in named
    ]
    spellings = {e: {fold(n)[0].removesuffix("项目") for n in facts.names[RecordKey(*e)]} for e in only}
    shares = {}
    for dataset in named:
        wanted = {e for e in only if e[0] == dataset}
        hits = [e for e in wanted if any(name.removesuffix("项目") in spellings[e] for _, name in proposed)]
        shares[f"new names: {dataset}"] = Share(len(hits), len(wanted))
    every = {s for names in spellings.values() for s in names}
    shares["new names proposed that are names of rows"] = Share(
        sum(n.removesuffix("项目") in every for _, n in proposed), len(proposed)
    )
    return shares


def _clauses(facts: Facts, proofs: Sequence[ProofSpan], proposal: Proposal) -> dict[str, Share]:
    """Commitments and measures whose evidence a proposed clause meets, the stance that was proposed, and what is
    noise."""
    proposed = [
        (proposal.reading.span(c.clause), c.cells["stance"]) for c in proposal.candidates if c.sheet == "commitments"
    ]
    shares, used = {}, set()
    stances = agreed = 0
    for dataset, called in (("regional_priorities", "commitments"), ("policy_measures", "policy measures")):
        records = _by_record(proofs, (dataset,))
        found = 0
        for key, spans in records.items():
            near = [
                i for i, ((start, end), _) in enumerate(proposed) if any(p.start < end and start < p.end for p in spans)
            ]
            used |= set(near)
            found += bool(near)
            if near and dataset == "regional_priorities":
                stances += 1
                agreed += any(proposed[i][1] == facts.row(*key)["stance"] for i in near)
        shares[called] = Share(found, len(records))
    shares["stance of a commitment as accepted"] = Share(agreed, stances)
    shares["clauses proposed that meet one of them"] = Share(len(used), len(proposed))
    return shares


def _whole_rows(facts: Facts, proofs: Sequence[ProofSpan], recogniser: Recogniser) -> dict[str, Share]:
    """Articles that begin where an accepted one does, and work reports with the region, year, date, session and speaker
    that were accepted."""
    proposal = recogniser.proposal
    starts = {proposal.reading.span(a.place)[0] for a in proposal.articles}
    articles = [int(r["start"]) for r in facts.proof_rows(Proof.articles).values() if r["document"] == proposal.id]
    columns = ("region", "year", "delivered", "session_zh", "speaker_zh")
    read = {tuple(_cells(r)) for r in recogniser.reports}
    reports = [tuple(facts.row(*key)[c] for c in columns) for key in _by_record(proofs, ("work_reports",))]
    return {
        "articles, by where they begin": Share(sum(s in starts for s in articles), len(articles)),
        "work reports, with date, session and speaker": Share(sum(r in read for r in reports), len(reports)),
    }


def _cells(report: WorkReport) -> list[str]:
    return [report.region, report.year, report.delivered, report.session, report.speaker]


def _without_units(facts: Facts, document: str) -> Facts:
    """The facts without the units that only this document's figures use."""
    users: dict[str, set[str]] = defaultdict(set)
    figures = _figures(facts)
    for proof in facts.proofs:
        if proof.dataset in figures:
            users[facts.row(*proof.key).get("unit", "")].add(facts.article(proof.source).get("document", ""))
    units = {id: row for id, row in facts.rows["units"].items() if users.get(id) != {document}}
    return replace(facts, rows={**facts.rows, "units": units})


def _figures(facts: Facts) -> list[str]:
    """The datasets of figures."""
    return [dataset.name for dataset in facts.datasets.values() if dataset.figure is not None]


def _by_record(proofs: Iterable[ProofSpan], datasets: Iterable[str]) -> dict[Entity, list[ProofSpan]]:
    wanted = set(datasets)
    found: dict[Entity, list[ProofSpan]] = defaultdict(list)
    for proof in proofs:
        if proof.dataset in wanted:
            found[(proof.dataset, proof.id)].append(proof)
    return dict(found)


def _meets(places: Sequence[tuple[int, int]], spans: Sequence[ProofSpan]) -> bool:
    return any(p.start < end and start < p.end for start, end in places for p in spans)


def measure_all(package: Path, documents: Path) -> list[tuple[str, Measured]]:
    """Every registered document that is at hand and read as a whole, by id. Raises DocumentsError where the folder
    cannot be read."""
    opened = open_package(package)
    facts = gather(read_tables(opened), datasets_of(opened))
    articles = facts.proof_rows(Proof.articles).values()
    by_sentences = {row["document"] for row in articles if row["reading"] == HowRead.sentences}
    at_hand = find_documents(documents, facts.registered_documents()).at_hand
    return [(id, measure(facts, d)) for id, d in at_hand.items() if id not in by_sentences]


def invented() -> list[tuple[str, Measured]]:
    """The documents of tests/base with the rows that the tests' package has from them."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "package"
        shutil.copytree(ROOT / "schemas", folder / "schemas")
        shutil.copytree(ROOT / "tests" / "base", folder, dirs_exist_ok=True)
        shutil.copy(ROOT / "datapackage.json", folder)
        return measure_all(folder, folder / "documents")


def table(measured: Sequence[tuple[str, Measured]], others: Sequence[tuple[str, Measured]]) -> str:
    """The table: a line per measure, a column per document, and the sums."""
    names = list(measured[0][1].shares)
    head = ["measure", *(id[:3] for id, _ in measured), "all five", "invented"]
    lines = [head, ["---"] + ["---:"] * (len(head) - 1)]
    for name in names:
        shares = [m.shares[name] for _, m in measured]
        spare = [m.shares[name] for _, m in others]
        cells = [f"{s.part}/{s.whole}" if s.whole else "–" for s in shares]
        lines.append([name, *cells, str(sum(shares, Share(0, 0))), str(sum(spare, Share(0, 0)))])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def totals(measured: Sequence[tuple[str, Measured]]) -> Counter[str]:
    """Per cent of each measure over all documents, as whole hundredths."""
    return Counter(
        {n: round(100 * sum((m.shares[n] for _, m in measured), Share(0, 0)).percent) for n in measured[0][1].shares}
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--print", action="store_true", help="print instead of writing")
    arguments = parser.parse_args()
    measured, others = measure_all(ROOT, arguments.documents), invented()
    text = table(measured, others)
    if arguments.print:
        sys.stdout.write(text)
        for id, m in [*measured, *others]:
            sys.stdout.write(f"{id}: missed {', '.join(m.missed) or 'nothing'}\n")
    else:
        overwrite_file(PAGE, MARK.sub(lambda _: text, PAGE.read_text(encoding="utf-8")))
    reached = totals(measured)
    low = [name for name, floor in FLOORS.items() if reached[name] < 100 * floor]
    if low:
        sys.stderr.write(f"below the floor: {', '.join(low)}\n")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
