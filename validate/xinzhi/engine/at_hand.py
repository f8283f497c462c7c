"""Causes that are at hand where a file is wrong: what it holds instead of a table, another delimiter, another name,
other line ends. Each is told behind the message of an error, and changes none."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from ..contract.package import Package, Resource
from ..contract.reach import is_regular
from ..contract.table import DELIMITERS
from ..findings import Finding
from .faults import Fault
from .joined_files import member_of, parts

Words = tuple[str, str]  # in Chinese and in English

_HEAD = 64 * 1024
_CHUNK = 4 * 1024 * 1024
_LABELS = ("incorrect-label", "extra-label", "missing-label", "duplicate-label", "blank-label")
_NAMES = {"\t": ("制表符", "a tab"), " ": ("空格", "a blank")}
# How files of other formats begin.
_STARTS: tuple[tuple[bytes, Words], ...] = (
    (b"\x1f\x8b", ("gzip 压缩文件", "packed by gzip")),
    (b"BZh", ("bzip2 压缩文件", "packed by bzip2")),
    (b"\xfd7zXZ\x00", ("xz 压缩文件", "packed by xz")),
    (b"\xd0\xcf\x11\xe0", ("旧版 Excel 或 Word 文件", "an old workbook or document of Excel or Word")),
    (b"%PDF-", ("PDF 文件", "a PDF")),
    (b"PAR1", ("Parquet 文件", "a Parquet file")),
    (b"SQLite format 3\x00", ("SQLite 数据库", "an SQLite database")),
    (b"<!doctype html", ("HTML 网页", "an HTML page")),
    (b"<html", ("HTML 网页", "an HTML page")),
    (b"<?xml", ("XML 文件", "an XML file")),
    (b"version https://git-lfs", ("Git LFS 的指针，而不是数据本身", "a pointer of Git LFS, not the data itself")),
)


def with_causes(resource: Resource, faults: Sequence[Fault], findings: Sequence[Finding]) -> list[Finding]:
    """The findings that stand for a resource's faults, with the causes that are at hand."""
    told = [
        _without_header(f)
        if fault.type == "missing-label" and _is_keyed(resource)
        else _said(f, _cause(resource, fault))
        for fault, f in zip(faults, findings, strict=True)
    ]
    if not told:
        return told
    labels = [n for n, finding in enumerate(told) if finding.rule in _LABELS]
    whole = _other_format(resource) or (_other_delimiter(resource) if labels else None)
    if whole is not None:
        # No label is misspelt, so that there is nothing to suggest for one.
        for n in labels:
            told[n] = told[n].moved(suggestion=None)
        first = labels[0] if labels else 0
        told[first] = _said(told[first], whole, first=True)
    elif (unnamed := _unnamed_member(resource)) is not None:
        told[0] = _said(told[0], unnamed)
    return told


def _said(finding: Finding, cause: Words | None, *, first: bool = False) -> Finding:
    """The finding with a cause behind its message, or in front of it."""
    if cause is None:
        return finding
    if first:
        return finding.moved(
            message_zh=f"{cause[0]}：{finding.message_zh}", message_en=f"{cause[1]}: {finding.message_en}"
        )
    return finding.moved(message_zh=f"{finding.message_zh}；{cause[0]}", message_en=f"{finding.message_en}; {cause[1]}")


def _cause(resource: Resource, fault: Fault) -> Words | None:
    if fault.type == "scheme-error":
        return _other_name(resource.package, parts(resource))
    if fault.type in ("hash-count", "byte-count"):
        return other_line_ends(resource, fault.type)
    return None


def _without_header(finding: Finding) -> Finding:
    """That a column is missing, of a table whose rows are objects."""
    column = finding.column or ""
    return finding.moved(
        message_zh=f"缺少列“{column}”：JSON 以第一个对象的键为列，其中没有它",
        message_en=f"the column “{column}” is missing: of JSON, the keys of the first object are the columns, and it is"
        " none of them",
    )


def _is_keyed(resource: Resource) -> bool:
    """Whether the rows are objects, so that there is no header: JSON, or inline data."""
    if "data" in resource.descriptor:
        data = resource.descriptor["data"]
        return isinstance(data, list) and bool(data) and isinstance(data[0], Mapping)
    suffix = PurePosixPath(resource.path or "").suffix.lower()
    return suffix in (".json", ".jsonl", ".ndjson") or resource.descriptor.get("format") in ("json", "jsonl", "ndjson")


def _other_name(package: Package, paths: Sequence[str]) -> Words | None:
    """A file that is there under a name that differs in its letters' case or its slashes."""
    for path in paths:
        if is_regular(package.root / path):
            continue
        straight = path.replace("\\", "/")
        if straight != path and package.holds(straight) and (package.root / straight).is_file():
            return (
                f"有文件 {straight}：路径中应写 /，不写 \\",
                f"there is a file {straight}: paths are written with /, not with \\",
            )
        if (found := _in_other_case(package, straight)) is not None:
            return f"有文件 {found}：大小写不同", f"there is a file {found}: capital and small letters differ"
    return None


def _in_other_case(package: Package, path: str) -> str | None:
    if not package.holds(path):
        return None
    found = PurePosixPath()
    for part in PurePosixPath(path).parts:
        try:
            names = sorted(child.name for child in (package.root / found).iterdir())
        except OSError:
            return None
        alike = part if part in names else next((n for n in names if n.casefold() == part.casefold()), None)
        if alike is None:
            return None
        found /= alike
    return found.as_posix() if found.as_posix() != path and package.holds(found.as_posix()) else None


def other_line_ends(resource: Resource, rule: str = "hash-count") -> Words | None:
    """The line ends with which the file would have the digest or the size that is declared."""
    file = resource.file
    if file is None or not is_regular(file):
        return None
    kind, _, digest = str(resource.descriptor.get("hash", "")).rpartition(":")
    for zh, en, old, new in (("LF", "LF", b"\r\n", b"\n"), ("CRLF", "CRLF", b"\n", b"\r\n")):
        with suppress(OSError, ValueError):
            made = hashlib.new(kind or "md5")
            size = 0
            for chunk in _rewritten(file, old, new):
                made.update(chunk)
                size += len(chunk)
            fits = size == resource.descriptor.get("bytes") if rule == "byte-count" else made.hexdigest() == digest
            if fits and size != file.stat().st_size:
                return (
                    f"换行改为 {zh} 即相符：换行方式被改过，内容未变",
                    f"with {en} as its line ends it is the same: they were changed, and nothing else",
                )
    return None


def _rewritten(file: Path, old: bytes, new: bytes) -> Iterator[bytes]:
    """The bytes of a file with other line ends; those that are right already are kept."""
    with file.open("rb") as stream:
        kept = b""
        while chunk := stream.read(_CHUNK):
            chunk, kept = kept + chunk, b""
            if chunk.endswith(b"\r"):  # whose other half is in the next chunk
                chunk, kept = chunk[:-1], b"\r"
            yield chunk.replace(b"\r\n", b"\n").replace(b"\n", new) if old == b"\n" else chunk.replace(old, new)
        yield kept


def _other_format(resource: Resource) -> Words | None:
    """What a file that should be text with delimiters holds instead."""
    if not _is_delimited(resource) or resource.file is None or not is_regular(resource.file):
        return None
    with suppress(OSError):
        with resource.file.open("rb") as stream:
            head = stream.read(_HEAD)
        bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64]
        words = next((w for start, w in _STARTS if bare.startswith(start) or bare.lower().startswith(start)), None)
        if head.startswith(b"PK\x03\x04"):
            is_book = b"[Content_Types].xml" in head or b"xl/" in head
            words = (
                ("Excel 工作簿（xlsx）", "a workbook of Excel (xlsx)") if is_book else ("ZIP 压缩包", "a ZIP archive")
            )
        if words is not None:
            return f"此文件其实是{words[0]}", f"the file is {words[1]}"
    return None


def _is_delimited(resource: Resource) -> bool:
    """Whether a resource is described as one CSV or TSV file that is not packed."""
    described = resource.descriptor
    suffix = PurePosixPath(resource.path or "").suffix.lower().removeprefix(".")
    return str(described.get("format", suffix)).lower() in ("csv", "tsv") and (
        suffix not in ("gz", "zip", "bz2", "xz") and described.get("compression") in (None, "", "no")
    )


def _other_delimiter(resource: Resource) -> Words | None:
    """The delimiter that parts the header into the schema's fields, where the dialect declares another."""
    declared = _declared_delimiter(resource.descriptor.get("dialect"))
    schema, file = resource.schema, resource.file
    if declared is None or schema is None or file is None or not _is_delimited(resource) or not is_regular(file):
        return None
    names = set(schema.names)

    def known(delimiter: str) -> int:
        return len(names & set(next(csv.reader([header], delimiter=delimiter), [])))

    with suppress(OSError, LookupError, TypeError, ValueError, csv.Error):
        encoding = str(resource.descriptor.get("encoding", "utf-8")).lower()
        with file.open("rb") as stream:
            text = io.TextIOWrapper(stream, "utf-8-sig" if encoding in ("utf-8", "utf8") else encoding, "replace")
            header = next((line for line in text if line.strip()), "").rstrip("\r\n")
        best = max(DELIMITERS, key=known)
        if best != declared and known(best) > max(known(declared), len(names) // 2):
            (found_zh, found_en), (zh, en) = _named(best), _named(declared)
            return (
                f"文件的分隔符是{found_zh}，而 dialect 声明的 delimiter 是{zh}",
                f"the file's delimiter is {found_en}, and the dialect declares {en} as its delimiter",
            )
    return None


def _declared_delimiter(dialect: Any) -> str | None:
    if not isinstance(dialect, Mapping):
        return None
    own = dialect.get("csv")
    found = own.get("delimiter") if isinstance(own, Mapping) else dialect.get("delimiter")
    return found if isinstance(found, str) and len(found) == 1 else None


def _named(delimiter: str) -> Words:
    return _NAMES.get(delimiter, (f"“{delimiter}”", f"“{delimiter}”"))


def _unnamed_member(resource: Resource) -> Words | None:
    """That the first of several members was read, for want of a name."""
    member = member_of(resource)
    if member is None or resource.descriptor.get("innerpath") or resource.file is None:
        return None
    with suppress(OSError, ValueError, zipfile.BadZipFile), zipfile.ZipFile(resource.file) as archive:
        if (number := sum(not name.endswith("/") for name in archive.namelist())) > 1:
            return (
                f"压缩包中有 {number} 个文件，innerpath 未指明是哪一个，读的是第一个 {member}",
                f"the archive has {number} files and innerpath names none of them: the first one, {member}, was read",
            )
    return None
