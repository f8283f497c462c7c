"""Measure `xinzhi propose` on the full reports of the package, against the rows that the package has from them.

  python scripts/measure_reports.py DOCUMENTS --half open [--missed]
  python scripts/measure_reports.py DOCUMENTS --half closed
  python scripts/measure_reports.py DOCUMENTS --write    # both halves, into the table of docs/propose.md

DOCUMENTS is the folder of the package's documents. Measured are those of which the sentences in scope are read. Every
row that only these reports prove is withdrawn first, with the names and units that nothing else has, so that `propose`
knows what the other documents tell. The reports are divided by region: whoever works on the recognisers reads the open
half and its misses; the closed half only tells, in the end, what the work is worth on text that nobody looked at.
Prints a line per measure; exit 1 where a goal is missed.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from xinzhi.chip_record.proposing import PROPOSING
from xinzhi.contract.package import open_package
from xinzhi.contract.table import RecordKey
from xinzhi.contract.tables import read_tables
from xinzhi.domain import Proof
from xinzhi.domain import Reading as HowRead
from xinzhi.domains import datasets_of
from xinzhi.evidence.documents import find_documents
from xinzhi.evidence.facts import Facts, ProofSpan, gather, span_of
from xinzhi.propose.names import fold
from xinzhi.propose.proposal import Candidate, Proposal
from xinzhi.propose.proposing import propose
from xinzhi.writing import overwrite_file

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "propose.md"
MARK = re.compile(r"(?<=<!-- measured reports -->\n).*?(?=<!-- /measured reports -->)", re.DOTALL)
HALVES = ("open", "closed")
UNREGISTERED = "unregistered"
REPORTS, COMMITMENTS = "work_reports", "regional_priorities"
IN_SCOPE = "… those in sentences in scope"
RIGHT_SHEET = "… found as the target or indicator that it is"
STANCES = "… found with the stance that was accepted"
HEADER = ("delivered", "session_zh", "speaker_zh")
NAMED = ("projects", "organizations", "policies", "parks", "clusters")
# What a report's sheets propose beyond its own registration; passages are computed, not proposed.
REGISTERING = ("documents", "sources", "work_reports", "passages")
GOALS = {"date, session, speaker": 95, "figures": 95, "commitments": 95, "projects": 80, "candidates kept": 33}
MEASURES = (
    "reports",
    "date, session, speaker",
    "sentences in scope",
    "figures",
    IN_SCOPE,
    RIGHT_SHEET,
    "commitments",
    STANCES,
    *NAMED,
    "candidates kept",
)

Place = tuple[int, int]
Placed = tuple[Candidate, Place, Place]  # with the places of its words and of its clause


@dataclass
class Tally:
    """Of so many rows or candidates, how many were found or kept; and what was missed."""

    part: int = 0
    whole: int = 0
    missed: list[str] = field(default_factory=list)

    def count(self, hit: bool, what: str) -> None:
        """Count one more."""
        self.whole += 1
        self.part += hit
        if not hit:
            self.missed.append(what)

    @property
    def percent(self) -> float:
        """The share in per cent; of nothing it is all."""
        return 100 * self.part / self.whole if self.whole else 100.0

    def __str__(self) -> str:
        return f"{self.part} of {self.whole} ({self.percent:.1f} %)"


@dataclass(frozen=True)
class Row:
    """A row of the package with the spans that prove it in one report, and its names."""

    dataset: str
    id: str
    cells: Mapping[str, str]
    spans: tuple[Place, ...]
    names: tuple[str, ...] = ()

    def meets(self, place: Place) -> bool:
        """Whether a place overlaps the evidence."""
        return any(start < place[1] and place[0] < end for start, end in self.spans)


def half_of(region: str) -> str:
    """The half that a region's reports belong to, by the parity of the digest of its code. Both years of a region are
    in one half, as they name the same projects."""
    return HALVES[1 - int(hashlib.sha256(region.encode()).hexdigest(), 16) % 2]


def without_reports(facts: Facts) -> Facts:
    """The facts as they would be without the reports: what no other document proves, or names by a link, is
    withdrawn."""
    reports = _reports(facts)
    others = {proof.key for proof in facts.proofs if proof.source not in reports}
    linked = {entity for key in others for entity in facts.linked(key)}
    gone = {proof.key for proof in facts.proofs} - others - linked
    gone |= {key for key in facts.names if _is_recorded(facts, key)} - others - linked
    rows = {d: {i: row for i, row in t.items() if (d, i) not in gone} for d, t in facts.rows.items()}
    rows |= _units(facts, rows)
    names = defaultdict(list, {key: names for key, names in facts.names.items() if key not in gone})
    proofs = [proof for proof in facts.proofs if proof.source not in reports]
    return replace(facts, rows=rows, names=names, proofs=proofs)


def _is_recorded(facts: Facts, key: RecordKey) -> bool:
    """Whether documents prove the rows of a dataset, so that one without evidence is known from links alone."""
    return any(proof.dataset == key.dataset for proof in facts.proofs)


def _units(facts: Facts, rows: Mapping[str, Mapping[str, dict[str, str]]]) -> dict[str, dict[str, dict[str, str]]]:
    """The units without those that only withdrawn figures have."""
    figures = [dataset.name for dataset in facts.datasets.values() if dataset.figure is not None]
    used, left = ({row.get("unit", "") for d in figures for row in r.get(d, {}).values()} for r in (facts.rows, rows))
    gone = used - left
    return {
        "units": {id: row for id, row in facts.rows["units"].items() if id not in gone},
        "unit_spellings": {id: row for id, row in facts.rows["unit_spellings"].items() if row["unit"] not in gone},
    }


def _reports(facts: Facts) -> dict[str, str]:
    """The articles that are full reports, each with its document."""
    articles = facts.proof_rows(Proof.articles).items()
    return {id: row["document"] for id, row in articles if row.get("reading") == HowRead.sentences}


def measure_report(name: str, proposal: Proposal, facts: Facts, source: str, tallies: Mapping[str, Tally]) -> None:
    """Compare what is proposed for a report with the rows that the package has from it."""
    rows = list(rows_of(facts, source))
    proposed = [(c, proposal.reading.span(c.words), proposal.reading.span(c.clause)) for c in proposal.candidates]
    _header(name, proposed, rows, tallies["date, session, speaker"])
    scope = list(_scope(facts, source))
    for place in scope:
        found = any(
            c.sheet == "passages" and c.cells["kind"] == "scope" and span[0] <= place[0] < span[1]
            for c, span, _ in proposed
        )
        tallies["sentences in scope"].count(found, f"{name} {place}")
    sheets = {d: form.name for form in PROPOSING.sheets for d in form.datasets}
    for row in rows:
        own = [p for p in proposed if p[0].sheet == sheets.get(row.dataset)]
        what = f"{name} {row.id} {row.spans[0]}"
        if "value_text" in row.cells and sheets.get(row.dataset) == "figures":
            measures = ["figures", IN_SCOPE] if any(row.meets(place) for place in scope) else ["figures"]
            near = [c for c, span, _ in own if row.meets(span) and _states(c, row)]
            for measure in measures:
                tallies[measure].count(bool(near), f"{what} {row.cells['value_text']}")
            if near:
                tallies[RIGHT_SHEET].count(any(c.dataset == row.dataset for c in near), what)
        elif row.dataset == COMMITMENTS:
            near = [c for c, _, clause in own if row.meets(clause)]
            tallies["commitments"].count(bool(near), f"{what} {row.cells['verb_zh']}")
            if near:
                agreed = any(c.cells["stance"] == row.cells["stance"] for c in near)
                tallies[STANCES].count(agreed, f"{what} {row.cells['stance']}")
        elif row.dataset in NAMED:
            known = any(c.sheet == "names" and row.meets(span) for c, span, _ in proposed)
            hit = known or any(_is_named(c, row) for c, _, _ in own) or _is_linked(row, proposed)
            tallies[row.dataset].count(hit, f"{what} {row.names[0]}")
    for c, span, clause in proposed:
        if c.sheet not in REGISTERING:
            kept = _is_kept(c, span, clause, rows, sheets)
            what = f"{name} {c.sheet} {span} {proposal.reading.words(c.words)}"
            tallies["candidates kept"].count(kept, what)
            tallies[f"kept: {c.sheet}"].count(kept, what)


def rows_of(facts: Facts, source: str) -> Iterator[Row]:
    """The rows that a report proves."""
    spans: dict[RecordKey, list[ProofSpan]] = defaultdict(list)
    for proof in facts.proofs:
        if proof.source == source:
            spans[proof.key].append(proof)
    for key, proofs in spans.items():
        names = tuple(facts.names[key]) if key in facts.names else ()
        yield Row(*key, facts.row(*key), tuple((p.start, p.end) for p in proofs), names)


def _scope(facts: Facts, source: str) -> Iterator[Place]:
    """The sentences of a report that are about the package's subject."""
    for passage in facts.proof_rows(Proof.passages).values():
        if passage["source"] == source and passage["kind"] == "scope" and (place := span_of(passage)):
            yield place


def _header(name: str, proposed: Iterable[Placed], rows: Iterable[Row], tally: Tally) -> None:
    given: Mapping[str, str] = next((c.cells for c, _, _ in proposed if c.sheet == REPORTS), {})
    printed = next((row.cells for row in rows if row.dataset == REPORTS), {})
    for column in HEADER:
        wanted = "".join(printed.get(column, "").split())
        if wanted and not (column == "delivered" and printed["delivered_basis"] != "printed"):
            tally.count(given.get(column) == wanted, f"{name} {column}: {wanted}, not {given.get(column)}")


def _states(candidate: Candidate, row: Row) -> bool:
    """Whether a figure has the comparator and the value of a row, or is printed the same."""
    cells = candidate.cells
    if "value" in cells and _number(cells["value"]) == _number(row.cells["value"]):
        return cells["comparator"] == row.cells["comparator"]
    return cells["value_text"] == row.cells["value_text"]


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _is_named(candidate: Candidate, row: Row) -> bool:
    wanted = [_bare(name) for name in row.names]
    name = _bare(candidate.cells.get("name_zh") or candidate.cells.get("title_zh") or "")
    return any(w and name and (w in name or name in w) for w in wanted)


def _bare(name: str) -> str:
    return fold(name)[0].removesuffix("项目")


def _is_linked(row: Row, proposed: Iterable[Placed]) -> bool:
    """Whether a commitment at the place names something of the dataset already."""
    return any(c.cells.get(f"[{row.dataset}]") and row.meets(clause) for c, _, clause in proposed)


def _is_kept(candidate: Candidate, span: Place, clause: Place, rows: Sequence[Row], sheets: Mapping[str, str]) -> bool:
    own = [row for row in rows if sheets.get(row.dataset) == candidate.sheet]
    if candidate.sheet == "figures":
        return any(row.meets(span) and _states(candidate, row) for row in own)
    if candidate.sheet == "commitments":
        return any(row.meets(clause) for row in own)
    if candidate.sheet == "names":
        return any(row.meets(clause) for row in rows)
    if candidate.sheet == "omissions":
        return True  # the reader confirms that the words are out of scope
    return any(_is_named(candidate, row) for row in own)


def measure_all(package: Path, documents: Path, half: str, only: Sequence[str] = ()) -> dict[str, Tally]:
    """Every report of a half that is at hand; of `only` the documents that end so."""
    opened = open_package(package)
    facts = gather(read_tables(opened), datasets_of(opened))
    blind = without_reports(facts)
    at_hand = find_documents(documents, facts.registered_documents()).at_hand
    tallies: dict[str, Tally] = defaultdict(Tally)
    for source, document in _reports(facts).items():
        region = next((row.cells["region"] for row in rows_of(facts, source) if row.dataset == REPORTS), "")
        if document not in at_hand or half_of(region) != half or (only and not document.endswith(tuple(only))):
            continue
        proposal = propose(UNREGISTERED, "", at_hand[document].text, blind, PROPOSING)
        measure_report(document.removeprefix("work_report_"), proposal, facts, source, tallies)
        tallies["reports"].count(True, "")
    return dict(tallies)


def table(halves: Sequence[Mapping[str, Tally]]) -> str:
    """The table of the page: a line per measure, a column per half."""
    head = ["measure", "goal", *(f"{half} half" for half in HALVES)]
    lines = [head, ["---"] + ["---:"] * (len(head) - 1)]
    for name in MEASURES:
        goal = f"{GOALS[name]} %" if name in GOALS else ""
        tallies = [half.get(name, Tally()) for half in halves]
        lines.append([name, goal, *(str(t.whole) if name == "reports" else str(t) for t in tallies)])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--half", choices=HALVES, default="open")
    parser.add_argument("--only", nargs="*", default=[], help="only documents that end so: 110000_2026")
    parser.add_argument("--missed", action="store_true", help="print what was missed")
    parser.add_argument("--write", action="store_true", help="measure both halves and write the table")
    arguments = parser.parse_args()
    if arguments.write:
        halves = [measure_all(ROOT, arguments.documents, half) for half in HALVES]
        overwrite_file(PAGE, MARK.sub(lambda _: table(halves), PAGE.read_text(encoding="utf-8")))
        tallies = halves[-1]
    else:
        tallies = measure_all(ROOT, arguments.documents, arguments.half, arguments.only)
    for name, tally in tallies.items():
        sys.stdout.write(f"{name}: {tally}\n")
        for missed in tally.missed if arguments.missed and name != "candidates kept" else ():
            sys.stdout.write(f"    {' '.join(missed.split())}\n")
    low = [name for name, goal in GOALS.items() if name in tallies and tallies[name].percent < goal]
    if low:
        sys.stderr.write(f"below the goal: {', '.join(low)}\n")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
