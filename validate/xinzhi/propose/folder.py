"""Writes a review folder: the document, one CSV file per sheet for a spreadsheet, and what was proposed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from pathlib import Path

from ..contract.package import Package, PackageError
from ..formatting import replace_file
from .proposal import Candidate, Proposal
from .sheets import CLAUSE, DATASET, DECIDE, END, KEEP, RECOGNISED, ROW, START, WORDS, Sheet, sheets
from .wording import GUIDE

RECORD = "proposal.json"
VERSION = 1
# A spreadsheet runs a cell that begins so as a formula, whoever wrote the document.
_FORMULA = re.compile(r"^[=+@\t\r]|^-(?![\d.]+$)")


def write_folder(folder: Path, proposal: Proposal, document: bytes, package: Package) -> list[Path]:
    """Write the folder and say which files. Raises PackageError where it exists already: somebody may be filling it."""
    if folder.exists() and any(folder.iterdir()):
        raise PackageError(
            f"{folder} 已存在：其中可能有你已填的内容。请先移走，或用 --to 另指文件夹",
            f"{folder} exists already and may hold what you have filled in: move it away, or name another folder with"
            " --to",
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "document").mkdir(exist_ok=True)
    (folder / "document" / f"{proposal.id}.txt").write_bytes(document)
    written = []
    rows: dict[str, list[str]] = {}
    for sheet in sheets(package).values():
        candidates = [c for c in proposal.candidates if c.sheet == sheet.name]
        path = folder / f"{sheet.name}.csv"
        replace_file(path, _sheet_text(sheet, candidates, proposal))
        rows[sheet.name] = [c.row for c in candidates]
        written.append(path)
    record = {
        "version": VERSION,
        "document": proposal.id,
        "sha256": proposal.sha256,
        "characters": len(proposal.reading.text),
        "rows": rows,
    }
    replace_file(folder / RECORD, json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    reasons = ", ".join(omission_reasons(package))
    replace_file(folder / "READ ME.txt", GUIDE.format(document=proposal.id, folder=folder, reasons=reasons))
    return written


def omission_reasons(package: Package) -> list[str]:
    """The reasons for which something may be left out, as the schema of omissions lists them."""
    schema = package.resource("omissions").schema
    return [] if schema is None else [str(v) for v in schema.field("reason").constraints.get("enum", [])]


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
        cells = _cells(candidate, proposal)
        writer.writerow([guarded(cells.get(column, "")) for column in sheet.header])
    return out.getvalue()


def _cells(candidate: Candidate, proposal: Proposal) -> dict[str, str]:
    reading = proposal.reading
    start, end = reading.span(candidate.words)
    # Where nothing is to be decided, nothing is asked.
    keep = "yes" if candidate.sheet == "documents" else ""
    long = candidate.sheet in ("documents", "sources", "omissions")
    return {
        **candidate.cells,
        KEEP: keep,
        DATASET: candidate.dataset,
        RECOGNISED: str(candidate.recognised),
        DECIDE: candidate.decide,
        WORDS: (
            ""
            if candidate.sheet == "documents"
            else _excerpt(reading.words(candidate.words))
            if long
            else reading.words(candidate.words)
        ),
        CLAUSE: "" if long else reading.words(candidate.clause),
        ROW: candidate.row,
        START: str(start),
        END: str(end),
    }


def _excerpt(words: str) -> str:
    words = words.replace("\n", " ")
    return words if len(words) <= 40 else words[:40] + " …"
