"""Moves the accepted rows of a review folder into the package: all of them, once the whole is valid, or none."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..contract.canonical import canonical_text
from ..contract.package import Package, PackageError, Schema, open_package
from ..contract.table import Table, read_table
from ..contract.tables import read_tables
from ..domain import Proof
from ..domains import datasets_of
from ..evidence.clauses import RULES as CLAUSES
from ..evidence.coverage import RULES as COVERAGE
from ..evidence.coverage import check_coverage
from ..evidence.documents import find_documents
from ..evidence.facts import Facts, gather
from ..evidence.scope import SCOPE_TERM_UNACCOUNTED
from ..findings import Finding
from ..reviews.ledger import RULES as REVIEWS
from ..validation import validate
from ..writing import Replacement, replace_files
from .decisions import Decisions, NewRow, decide
from .review_folder import read_review
from .sheets import CLAUSE, INFERRED, readable_tables


@dataclass
class Acceptance:
    """What became of a review folder: what stands in the way, or what was added and what is left to do."""

    findings: list[Finding] = field(default_factory=list)
    added: Counter[str] = field(default_factory=Counter)
    rows: list[NewRow] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    # The file of each dataset; and those whose rows have no names that say anything to a person.
    files: dict[str, str] = field(default_factory=dict)
    unnamed: frozenset[str] = frozenset()


def accept(folder: Path, package: Package, sources: Path | None = None) -> Acceptance:
    """Accept a review folder into the package. Nothing is written where there is a finding, nor where a file that gets
    rows has changed since it was read. `sources` is the folder of the other documents: with it, their evidence is read
    as well. Raises PackageError, and DocumentsError where that folder cannot be read."""
    tables = readable_tables(package)
    review = read_review(folder, package)
    if review.unreadable:
        return Acceptance(review.findings)
    datasets = datasets_of(package)
    decisions = decide(review, gather(tables, datasets))
    result = Acceptance(review.findings + decisions.findings)
    if result.findings:
        return result
    with tempfile.TemporaryDirectory() as scratch:
        trial, replacements = _trial(Path(scratch) / "package", package, tables, decisions)
        documents = folder / "document"
        if sources is not None:
            documents = _together(Path(scratch) / "texts", sources, documents, gather(tables, datasets))
        report = validate(trial.root, documents)
        # What nobody has recorded yet is told below, and what somebody else has to read again, `validate` says: neither
        # keeps a row out.
        later = {rule.id for book in (COVERAGE, CLAUSES, REVIEWS) for rule in book} | {SCOPE_TERM_UNACCOUNTED.id}
        errors = [f for f in report.findings if f.severity == "error" and f.rule not in later]
        result.findings = [_traced(f, trial, decisions) for f in errors]
        if result.findings:
            return result
        covered = check_coverage(gather(read_tables(trial), datasets), documents)
        result.left = [f for f in covered.findings if f.file == f"{review.document}.txt"]
    replace_files(package.root, replacements)
    result.rows = decisions.rows
    result.files = {r.name: r.path for r in package.resources if r.path is not None}
    result.unnamed = frozenset([datasets.name_of(Proof.spans)])
    result.added = Counter(row.dataset for row in decisions.rows)
    return result


def _trial(
    root: Path, package: Package, tables: Mapping[str, tuple[Schema, Table]], decisions: Decisions
) -> tuple[Package, list[Replacement]]:
    """A copy of the package with the new rows, and what each file that gets some is to hold instead of what was
    read."""
    for path in _files(package):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(package.root / path, root / path)
    descriptor = package.descriptor_path.relative_to(package.root)
    shutil.copyfile(package.descriptor_path, root / descriptor)
    new: dict[str, list[NewRow]] = defaultdict(list)
    for row in decisions.rows:
        new[row.dataset].append(row)
    replacements = []
    for name, rows in new.items():
        resource = package.resource(name)
        if resource.path is None or resource.file is None or resource.schema is None or name not in tables:
            raise PackageError(f"{name} 不是单个 CSV 文件", f"{name} is not a single CSV file")
        _, table = tables[name]
        cells = [r.cells for r in table.records] + [[row.cells.get(c, "") for c in table.header] for row in rows]
        text = canonical_text(table.header, cells, resource.schema)
        (root / resource.path).write_bytes(text.encode("utf-8"))
        replacements.append(Replacement(resource.file, text, read=table.text))
    return open_package(root / descriptor), replacements


def _together(folder: Path, sources: Path, own: Path, facts: Facts) -> Path:
    """A folder with the documents of the package that are at hand, and the one of the review."""
    folder.mkdir(parents=True)
    for id, document in find_documents(sources, facts.registered_documents()).at_hand.items():
        shutil.copyfile(document.path, folder / f"{id}.txt")
    for path in own.glob("*.txt"):
        shutil.copyfile(path, folder / path.name)
    return folder


def _files(package: Package) -> Iterator[str]:
    """The files that validation reads besides the descriptor, relative to the package."""
    for resource in package.resources:
        for path in (resource.path, resource.descriptor.get("schema")):
            if isinstance(path, str) and (package.root / path).is_file():
                yield path


def _traced(finding: Finding, trial: Package, decisions: Decisions) -> Finding:
    """The finding at the place where the person filled in the row; as it is where the row is none of theirs."""
    # What evidence and coverage find is told at the place in the document, and names the article.
    if finding.line is None or finding.resource not in [resource.name for resource in trial.resources]:
        return finding
    resource = trial.resource(finding.resource)
    if resource.schema is None or resource.file is None:
        return finding
    table = read_table(resource.file)
    record = next((r for r in table.records if r.line == finding.line), None)
    if record is None:
        return finding
    key = "/".join(table.cell(record, c) for c in resource.schema.primary_key)
    row = next((r for r in decisions.rows if (r.dataset, r.key) == (finding.resource, key)), None)
    if row is None:
        return finding
    filled = row.filled
    column = finding.column if finding.column in filled.sheet.header else _column_of(row, trial)
    return finding.moved(file=filled.file, line=filled.line, row=filled.number, column=column)


def _column_of(row: NewRow, package: Package) -> str | None:
    """The column of the sheet from which a row of another dataset came."""
    datasets = datasets_of(package)
    proof = datasets[row.dataset].proof if row.dataset in datasets else None
    if proof is Proof.spans:
        return CLAUSE
    if proof is Proof.inferences:
        return INFERRED
    links = row.filled.sheet.links.get(row.filled.dataset, {})
    return next((f"[{target}]" for target, link in links.items() if link.table == row.dataset), None)
