"""Writes a review folder: the document, one CSV file per sheet for a spreadsheet, and what was proposed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..contract.package import Package
from ..domain import Proof
from ..domains import datasets_of
from ..writing import WriteRefusedError, replaced_folder
from .proposal import Candidate, Proposal
from .sheets import CLAUSE, DATASET, DECIDE, END, KEEP, RECOGNISED, ROW, START, WORDS, Sheet, sheets
from .wording import GUIDE

RECORD = "proposal.json"
VERSION = 2
# A spreadsheet runs a cell that begins so as a formula, whoever wrote the document.
_FORMULA = re.compile(r"^[=+@\t\r]|^-(?![\d.]+$)")


def write_folder(folder: Path, proposal: Proposal, document: bytes, package: Package) -> None:
    """Write the folder, whole or not at all. Raises WriteRefusedError where it exists already:
    somebody may be filling it."""
    texts: dict[str, str] = {}
    rows: dict[str, list[str]] = {}
    forms = sheets(package)
    for sheet in forms.values():
        candidates = [c for c in proposal.candidates if c.sheet == sheet.name]
        texts[f"{sheet.name}.csv"] = _sheet_text(sheet, candidates, proposal)
        rows[sheet.name] = [c.row for c in candidates]
    record = {
        "version": VERSION,
        "document": proposal.id,
        "sha256": proposal.sha256,
        "characters": len(proposal.reading.text),
        "rows": rows,
        "given": _given(forms, proposal, package),
    }
    shared = ", ".join(sheet.name for sheet in forms.values() if len(sheet.datasets) > 1)
    link = next((column for sheet in forms.values() for column in sheet.link_columns), "[…]") + " …"
    reasons = ", ".join(omission_reasons(package))
    guide = GUIDE.format(document=proposal.id, folder=folder, reasons=reasons, shared=shared or "–", link=link)
    others = {RECORD: json.dumps(record, ensure_ascii=False, indent=2) + "\n", "READ ME.txt": guide}
    with replaced_folder(folder, _refusal) as new:
        (new / "document").mkdir()
        (new / "document" / f"{proposal.id}.txt").write_bytes(document)
        for name, text in {**texts, **others}.items():
            (new / name).write_bytes(text.encode("utf-8"))


def _given(forms: Mapping[str, Sheet], proposal: Proposal, package: Package) -> dict[str, dict[str, str]]:
    """What was filled in by us in columns that only some datasets of a sheet have: no fault of whoever chooses
    another."""
    given: dict[str, dict[str, str]] = {}
    for name, sheet in forms.items():
        names = {d: set(schema.names) for d in sheet.datasets if (schema := package.resource(d).schema) is not None}
        some = {
            column
            for column in (*sheet.columns, *sheet.link_columns)
            if not all(column in names[d] or column.strip("[]") in sheet.links[d] for d in sheet.datasets)
        }
        for candidate in (c for c in proposal.candidates if some and c.sheet == name):
            if cells := {c: v for c, v in candidate.cells.items() if v and c in some}:
                given[candidate.row] = cells
    return given


def _refusal(folder: Path) -> WriteRefusedError | None:
    if not any(folder.iterdir()):
        return None
    return WriteRefusedError(
        f"{folder} 已存在：其中可能有你已填的内容。请先移走，或用 --to 另指文件夹",
        f"{folder} exists already and may hold what you have filled in: move it away, or name another folder with --to",
    )


def omission_reasons(package: Package) -> list[str]:
    """The reasons for which something may be left out, as the schema of the omissions lists them."""
    datasets = datasets_of(package)
    schema = package.resource(datasets.proof(Proof.omissions)).schema if datasets.has(Proof.omissions) else None
    return [] if schema is None else schema.values("reason")


def guarded(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would run it as a formula."""
    return "'" + cell if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell without that apostrophe."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _sheet_text(sheet: Sheet, candidates: Sequence[Candidate], proposal: Proposal) -> str:
    # A byte order mark tells Excel that the file is UTF-8; without it Chinese opens as noise.
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(sheet.header)
    for candidate in candidates:
        cells = _cells(candidate, sheet, proposal)
        writer.writerow([guarded(cells.get(column, "")) for column in sheet.header])
    return out.getvalue()


def _cells(candidate: Candidate, sheet: Sheet, proposal: Proposal) -> dict[str, str]:
    reading = proposal.reading
    start, end = reading.span(candidate.words)
    # Where nothing is to be decided, nothing is asked.
    whole = sheet.proof is Proof.documents
    long = sheet.proof in (Proof.documents, Proof.articles, Proof.omissions, Proof.passages)
    return {
        **candidate.cells,
        KEEP: "yes" if whole or candidate.settled else "",
        DATASET: candidate.dataset,
        RECOGNISED: str(candidate.recognised),
        DECIDE: f"{sheet.decide}{candidate.hint}",
        WORDS: ("" if whole else _excerpt(reading.words(candidate.words)) if long else reading.words(candidate.words)),
        CLAUSE: "" if long else reading.words(candidate.clause),
        ROW: candidate.row,
        START: str(start),
        END: str(end),
    }


def _excerpt(words: str) -> str:
    words = words.replace("\n", " ")
    return words if len(words) <= 40 else words[:40] + " …"
