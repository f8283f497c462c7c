"""Measure `xinzhi propose` on full reports that were marked by hand, sentence by sentence.

  python scripts/measure_reports.py REPORTS MARKED [--except FILE …] [--missed]

REPORTS is the folder of the reports, MARKED one with a JSON file per marked report, named like the end of the report's
file: `110000_2026.json` for `work_report_110000_2026.txt`. A mark has `report.cells`, `scope` and `rows` (dataset,
cells, clause, start). `--only` and `--except` name reports by that end. Prints a line per measure; exit 1 where a goal
is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xinzhi.chip_record.proposing import PROPOSING
from xinzhi.contract.package import open_package
from xinzhi.contract.tables import read_tables
from xinzhi.domains import datasets_of
from xinzhi.evidence.facts import Facts, gather
from xinzhi.propose.names import fold
from xinzhi.propose.proposal import Candidate, Proposal
from xinzhi.propose.proposing import propose

ROOT = Path(__file__).resolve().parent.parent
HEADER = ("delivered", "session_zh", "speaker_zh")
FIGURES = ("targets", "indicators")
# What a report's sheets propose beyond its own registration; passages are computed, not proposed.
REGISTERING = ("documents", "sources", "work_reports", "passages")
GOALS = {"figures": 95, "date, session, speaker": 95, "commitments": 95, "projects": 80, "candidates kept": 33}


@dataclass
class Tally:
    """Of so many marked or proposed, how many were found or kept; and what was missed."""

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


@dataclass(frozen=True)
class Marked:
    """A row that a reader marked: its dataset, its cells and the spans of its evidence."""

    dataset: str
    cells: Mapping[str, str]
    spans: tuple[tuple[int, int], ...]
    words: str

    def meets(self, start: int, end: int) -> bool:
        """Whether a place overlaps the evidence."""
        return any(a < end and start < b for a, b in self.spans)


def measure_report(name: str, proposal: Proposal, marks: Mapping[str, Any], tallies: Mapping[str, Tally]) -> None:
    """Compare what is proposed for a report with what was marked in it."""
    rows = list(_rows(marks))
    proposed = [(c, proposal.reading.span(c.words), proposal.reading.span(c.clause)) for c in proposal.candidates]
    _header(name, proposal, marks, tallies["date, session, speaker"])
    for sentence in marks.get("scope", []):
        found = any(
            c.sheet == "passages" and c.cells["kind"] == "scope" and span[0] <= int(sentence["start"]) < span[1]
            for c, span, _ in proposed
        )
        tallies["sentences in scope"].count(found, f"{name} {sentence['start']}")
    sheets = {d: form.name for form in PROPOSING.sheets for d in form.datasets}
    for row in rows:
        own = [(c, span, clause) for c, span, clause in proposed if c.sheet == sheets.get(row.dataset)]
        what = f"{name} {row.spans[0][0]} {row.words}"
        if row.dataset in FIGURES:
            near = [c for c, span, _ in own if row.meets(*span)]
            tallies["figures"].count(any(_states(c, row) for c in near), f"{what}: {row.cells.get('value_text')}")
            if any(_states(c, row) for c in near):
                tally = tallies["figures as targets or indicators"]
                tally.count(any(_states(c, row) and c.dataset == row.dataset for c in near), what)
        elif row.dataset == "regional_priorities":
            near = [c for c, _, clause in own if row.meets(*clause)]
            tallies["commitments"].count(bool(near), what)
            stance = row.cells.get("stance")
            if near:
                tallies["stances"].count(any(c.cells["stance"] == stance for c in near), f"{what}: {stance}")
        elif row.dataset in ("projects", "organizations", "parks", "policies", "clusters"):
            known = [c for c, span, _ in proposed if c.sheet == "names" and row.meets(*span)]
            hit = any(_is_named(c, row) for c, _, _ in own) or bool(known) or _is_linked(row, proposed)
            called = row.cells.get("name_zh") or row.cells.get("title_zh") or row.words
            tallies[row.dataset].count(hit, f"{name} {called} | {row.words}")
    for c, span, clause in proposed:
        if c.sheet not in REGISTERING:
            kept = _is_kept(c, span, clause, rows, sheets)
            tallies["candidates kept"].count(kept, f"{name} {c.sheet} {span[0]} {proposal.reading.words(c.words)}")
            tallies[f"kept: {c.sheet}"].count(kept, "")


def _rows(marks: Mapping[str, Any]) -> Iterator[Marked]:
    for row in marks.get("rows", []):
        spans = [(int(row["start"]), int(row["start"]) + len(row["clause"]))]
        spans += [(int(at), int(at) + len(words)) for _, words, at in row.get("more", []) if str(at).isdigit()]
        cells = {column: str(cell) for column, cell in row["cells"].items()}
        yield Marked(row["dataset"], cells, tuple(spans), row["clause"])


def _header(name: str, proposal: Proposal, marks: Mapping[str, Any], tally: Tally) -> None:
    printed = marks["report"]["cells"]
    given: Mapping[str, str] = next((c.cells for c in proposal.candidates if c.sheet == "work_reports"), {})
    for column in HEADER:
        wanted = "".join(str(printed.get(column, "")).split())
        if wanted and not (column == "delivered" and printed.get("delivered_basis") != "printed"):
            tally.count(given.get(column) == wanted, f"{name} {column}: {wanted}, not {given.get(column)}")


def _states(candidate: Candidate, row: Marked) -> bool:
    """Whether a figure has the comparator and the value that were marked, or is printed the same."""
    cells = candidate.cells
    if _number(cells.get("value")) == _number(row.cells.get("value")) and "value" in cells:
        return cells.get("comparator") == row.cells.get("comparator")
    return cells["value_text"] == row.cells.get("value_text")


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _is_named(candidate: Candidate, row: Marked) -> bool:
    wanted = [_bare(row.cells.get(column, "")) for column in ("name_zh", "title_zh")]
    name = _bare(candidate.cells.get("name_zh") or candidate.cells.get("title_zh") or "")
    return any(w and name and (w in name or name in w) for w in wanted)


def _bare(name: str) -> str:
    return fold(name)[0].removesuffix("项目")


def _is_linked(row: Marked, proposed: Iterable[tuple[Candidate, tuple[int, int], tuple[int, int]]]) -> bool:
    """Whether a commitment at the place names something of the dataset already."""
    return any(c.cells.get(f"[{row.dataset}]") and row.meets(*clause) for c, _, clause in proposed)


def _is_kept(
    candidate: Candidate,
    span: tuple[int, int],
    clause: tuple[int, int],
    rows: Sequence[Marked],
    sheets: Mapping[str, str],
) -> bool:
    own = [row for row in rows if sheets.get(row.dataset) == candidate.sheet]
    if candidate.sheet == "figures":
        return any(row.meets(*span) and _states(candidate, row) for row in own)
    if candidate.sheet == "commitments":
        return any(row.meets(*clause) for row in own)
    if candidate.sheet == "names":
        return any(row.meets(*clause) for row in rows)
    if candidate.sheet == "omissions":
        return True  # the reader confirms that the words are out of scope
    return any(_is_named(candidate, row) for row in own)


def measure_all(reports: Path, marked: Path, facts: Facts, wanted: Sequence[str]) -> dict[str, Tally]:
    """Every marked report whose text is at hand."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    texts = {path.stem.removeprefix("work_report_"): path for path in sorted(reports.glob("*.txt"))}
    for path in sorted(marked.glob("*.json")):
        if path.stem in texts and path.stem in wanted:
            text = texts[path.stem].read_bytes().decode("utf-8")
            marks = json.loads(path.read_text(encoding="utf-8"))
            measure_report(path.stem, propose(path.stem, "", text, facts, PROPOSING), marks, tallies)
            tallies["reports"].count(True, "")
    return dict(tallies)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("marked", type=Path)
    parser.add_argument("--only", nargs="*", default=[], help="only these reports")
    parser.add_argument("--except", nargs="*", default=[], dest="without", help="not these reports")
    parser.add_argument("--missed", action="store_true", help="print what was missed")
    arguments = parser.parse_args()
    package = open_package(ROOT)
    facts = gather(read_tables(package), datasets_of(package))
    stems = [path.stem for path in sorted(arguments.marked.glob("*.json"))]
    wanted = [s for s in stems if s not in arguments.without and (not arguments.only or s in arguments.only)]
    tallies = measure_all(arguments.reports, arguments.marked, facts, wanted)
    for name, tally in tallies.items():
        sys.stdout.write(f"{name}: {tally.part} of {tally.whole} ({tally.percent:.1f} %)\n")
        for missed in tally.missed if arguments.missed and not name.startswith("kept") else ():
            sys.stdout.write(f"    {' '.join(missed.split())}\n")
    low = [name for name, goal in GOALS.items() if name in tallies and tallies[name].percent < goal]
    if low:
        sys.stderr.write(f"below the goal: {', '.join(low)}\n")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
