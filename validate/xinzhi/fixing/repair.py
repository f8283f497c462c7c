"""Works out the safe repairs of a package: cell by cell, then checked as a whole before anything is written."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from ..contract.canonical import canonical_cell, canonical_value
from ..contract.package import Field, Package, Resource, is_safe_path
from ..contract.table import LARGEST_READ_WHOLE
from ..domains import domain_of
from ..engine.silent import is_bare
from ..formatting import read_whole
from ..types import field_type
from ..types.tidiness import trimmed
from ..validation import validate
from ..writing import Replacement, replace_files
from .draft import CellFix, Draft
from .repair_policy import policy
from .respell import Spellings, same_value


@dataclass(frozen=True)
class FileFix:
    """A file that changes: its text before and after, and the cells that do."""

    path: Path
    shown: str
    before: str
    after: str
    changes: list[CellFix]


@dataclass(frozen=True)
class LeftAlone:
    """A file that is not repaired, and why."""

    shown: str
    zh: str
    en: str


@dataclass
class Plan:
    """The files of a package to repair, and those left alone."""

    package: Package
    files: list[FileFix] = field(default_factory=list)
    left: list[LeftAlone] = field(default_factory=list)

    def write(self) -> None:
        """Replace the files, all of them or none. Raises WriteRefusedError where that would harm."""
        replace_files(self.package.root, [Replacement(f.path, f.after, read=f.before) for f in self.files])


def plan_fixes(package: Package) -> Plan:
    """What would be repaired; nothing is written.

    This project's own tables are brought into canonical form, too. Of other packages, only the cells that validation
    reports are touched, and the rest of each file stays byte for byte.
    """
    own = domain_of(package) is not None
    reported = None if own else _reported(package)
    plan = Plan(package)
    drafts: dict[str, Draft] = {}
    for resource in package.resources:
        if own and resource.file is None and resource.path is not None and is_safe_path(resource.path):
            plan.left.append(
                LeftAlone(resource.path, "经符号链接在数据包之外", "a symbolic link leads out of the package")
            )
        if (
            resource.schema is not None
            and resource.file is not None
            and resource.is_plain_csv
            and resource.file.is_file()
        ):
            if reported is not None and resource.path not in reported:
                continue
            draft = _open(resource, plan.left)
            if draft is None:
                continue
            if resource.name in drafts or any(draft.file == other.file for other in drafts.values()):
                plan.left.append(
                    LeftAlone(draft.file, "另有资源用此名或此文件", "another resource has its name or its file")
                )
            else:
                drafts[resource.name] = draft
    for name, draft in list(drafts.items()):
        _fix_labels(draft, own=own)
        if refused := _fix_cells(draft, own=own):
            plan.left.append(refused)
            del drafts[name]
    for _ in drafts:  # a key that is itself a foreign key settles after the table that it points to
        if not sum(_fix_references(name, draft, drafts) for name, draft in drafts.items()):
            break
    while broken := next(_breaks(package, drafts), None):
        name, left = broken
        plan.left.append(left)
        del drafts[name]
    for draft in drafts.values():
        after = draft.canonical() if own else draft.patched()
        if after != draft.table.text:
            assert draft.resource.file is not None
            plan.files.append(FileFix(draft.resource.file, draft.file, draft.table.text, after, draft.changes()))
    return plan


def _reported(package: Package) -> set[str]:
    """The files in which validation reports what may be repaired. Of a file that frictionless accepts, nothing is
    changed: it guesses dialects, and may read the cells otherwise than they stand there."""
    return {str(f.file) for f in validate(package.descriptor_path).findings if policy(f.rule).handling != "never"}


def _open(resource: Resource, left: list[LeftAlone]) -> Draft | None:
    """The table, where all of its rows can be told apart into their cells; else the reason why not is added to
    `left`."""
    assert resource.file is not None and resource.schema is not None
    shown = str(resource.path)
    if resource.file.stat().st_size > LARGEST_READ_WHOLE:  # line by line, it would be compared for too long
        size = f"{LARGEST_READ_WHOLE >> 20} MiB"
        left.append(LeftAlone(shown, f"超过 {size}", f"it is larger than {size}"))
        return None
    try:
        table = read_whole(resource.file)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        left.append(
            LeftAlone(
                shown,
                f"不是能读到末尾的 UTF-8 CSV：{error}",
                f"it is no UTF-8 CSV that can be read to its end: {error}",
            )
        )
        return None
    if not table.header:
        return None
    if len(set(table.header)) < len(table.header):
        left.append(
            LeftAlone(
                shown, "有两列同名：须先由人改正", "two columns have one name: a person has to put that right first"
            )
        )
        return None
    for record in table.records:
        if len(record.cells) != len(table.header) and any(record.cells):
            width, wanted = len(record.cells), len(table.header)
            left.append(
                LeftAlone(
                    shown,
                    f"第 {record.line} 行有 {width} 个单元格，而列有 {wanted} 个：须先由人改正",
                    f"line {record.line} has {width} cells for {wanted} columns: a person has to put that right first",
                )
            )
            return None
        if any(cell != cell.lstrip() and cell.lstrip().startswith('"') for cell in record.cells):
            left.append(
                LeftAlone(
                    shown,
                    f"第 {record.line} 行有引号写在空白之后，读法不一：须先由人改正",
                    f"a quotation mark stands behind a blank in line {record.line}, which is read in two ways: a person"
                    " has to put that right first",
                )
            )
            return None
    try:
        return Draft(resource, resource.schema, table)
    except Exception as error:  # frictionless fails on a wrong schema in many ways
        left.append(LeftAlone(shown, f"schema 有误：{error}", f"its schema is wrong: {error}"))
        return None


def _fix_labels(draft: Draft, *, own: bool) -> None:
    """Give a column the name that the schema has for it, where it is the same text."""
    missing = Spellings(set(draft.schema.names) - set(draft.header))
    for at, label in enumerate(draft.header):
        wanted = missing.of(label) if label not in draft.schema.names else None
        if wanted is None and own:
            wanted = canonical_cell(label)
        if wanted is not None and wanted not in draft.header:
            draft.header[at] = wanted


def _fix_cells(draft: Draft, *, own: bool) -> LeftAlone | None:
    """Respell the cells of each column. Returns a reason where canonical form would break what the schema accepts."""
    fields = {f.name: f for f in draft.schema.fields}
    columns = [(at, fields[name]) for at, name in enumerate(draft.header) if name in fields]
    terms = {f.name: Spellings(f.categories or map(str, f.constraints.get("enum", []))) for _, f in columns}
    for record, cells in zip(draft.table.records, draft.rows, strict=True):
        if not any(cell.strip() for cell in cells):
            if own:
                cells[:] = [""] * len(draft.header)
            continue
        for at, f in columns:
            before = cells[at]
            tidy = _standard(f, _canonical(f, before) if own else _tidied(before))
            if tidy != before:
                if _keeps(draft, f.name, before, tidy, may_empty=own):
                    cells[at] = tidy
                elif own:
                    return LeftAlone(
                        draft.file,
                        f"第 {record.line} 行 {f.name} 的规范写法不合 schema：须由人改正",
                        f"the canonical spelling of {f.name} in line {record.line} breaks its schema: a person has to"
                        " decide",
                    )
            if cells[at]:
                cells[at] = _respelled(draft, f, terms[f.name], cells[at])
        if own:
            known = {at for at, _ in columns}
            cells[:] = [cell if at in known else canonical_cell(cell) for at, cell in enumerate(cells)]
    return None


def _canonical(f: Field, cell: str) -> str:
    return canonical_value(f, canonical_cell(cell))


def _standard(f: Field, cell: str) -> str:
    """A value in the standard's spelling, where the schema has none of its own."""
    return field_type(f.type).standard(cell) if is_bare(f) else cell


def _tidied(cell: str) -> str:
    """What validation reports in any package: padding, and digits of another width. It does not ask for NFC."""
    text = trimmed(cell)
    if any(unicodedata.category(c) == "Nd" and not c.isascii() for c in text):
        text = "".join(canonical_cell(c) if unicodedata.category(c) == "Nd" else c for c in text)
    return text


def _keeps(draft: Draft, column: str, before: str, after: str, *, may_empty: bool) -> bool:
    """Whether a new spelling is accepted if the old one was, and reads as the same value; of text it is the spelling
    that changes. A cell becomes null only if nothing is left of it and `may_empty`."""
    (old, accepted), (new, accepts) = draft.reads(column, before), draft.reads(column, after)
    if accepted and not accepts:
        return False
    if accepts and new is None and not (accepted and old is None):
        return may_empty and not after
    if isinstance(old, Decimal) and isinstance(new, Decimal) and old.is_nan():
        return new.is_nan()  # which equals nothing, and a signalling one cannot even be compared
    return not accepted or isinstance(old, str) or bool(old == new)


def _respelled(draft: Draft, f: Field, terms: Spellings, cell: str) -> str:
    """The cell in a spelling that its column accepts, where it is the same text or value; else the cell."""
    respelled, is_term = terms.of(cell), True
    if respelled is None:
        respelled, is_term = same_value(f, cell), False
    if respelled is None or respelled == cell:
        return cell
    # frictionless accepts what is outside of the categories; anything else that it accepts stays.
    if draft.reads(f.name, cell)[1] and not (is_term and f.categories):
        return cell
    return respelled if draft.accepts(f.name, respelled) else cell


def _fix_references(name: str, draft: Draft, drafts: Mapping[str, Draft]) -> int:
    """Respell foreign keys that are the same text as a key of the table that they point to; return how many."""
    changed = 0
    for columns, target, referenced in draft.schema.foreign_keys:
        other = drafts.get(target or name)
        if other is None or len(columns) != 1 or len(referenced) != 1 or columns[0] not in draft.header:
            continue
        at, keys = draft.header.index(columns[0]), Spellings(other.values(referenced[0]))
        for cells in draft.rows:
            key = keys.of(cells[at]) if at < len(cells) and cells[at] else None
            if key is not None and columns[0] in draft.schema.names and draft.accepts(columns[0], key):
                cells[at] = key
                changed += 1
    return changed


def _breaks(package: Package, drafts: Mapping[str, Draft]) -> Iterator[tuple[str, LeftAlone]]:
    """Tables whose repair would make two keys one, or leave a reference without its row; told one at a time, because
    each table that is left alone may matter to others."""
    for name, draft in drafts.items():
        unique = [[f.name] for f in draft.schema.fields if f.constraints.get("unique")]
        for columns in [draft.schema.primary_key, *draft.schema.unique_keys, *unique]:
            pairs = list(draft.keys(columns))
            if len({after for _, after in pairs}) < len({before for before, _ in pairs}):
                listed = ", ".join(columns)
                yield (
                    name,
                    LeftAlone(draft.file, f"两行的 {listed} 会变得相同", f"two rows would get the same {listed}"),
                )
    for resource in package.resources:
        for columns, target, referenced in resource.schema.foreign_keys if resource.schema else []:
            child, parent = drafts.get(resource.name), drafts.get(target or resource.name)
            texts = (
                f"{resource.name} 对 {target or resource.name} 的引用会落空",
                f"references of {resource.name} to {target or resource.name} would break",
            )
            if child is not None and parent is not None:
                old, new = ({pair[i] for pair in parent.keys(referenced)} for i in (0, 1))
                if any(before in old and after not in new for before, after in child.keys(columns)):
                    yield resource.name, LeftAlone(child.file, *texts)
            else:
                # The other side is not repaired, so that this side has to stay as it is.
                for at, side, keys in ((resource.name, child, columns), (target, parent, referenced)):
                    if side is not None and any(before != after for before, after in side.keys(keys)):
                        yield at, LeftAlone(side.file, *texts)
