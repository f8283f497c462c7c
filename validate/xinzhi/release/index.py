"""Writes the list of a release's files with sizes and digests: for people, for programs, and for sha256sum."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
import xlsxwriter

from .context import File, Release

INDEX = "index.json"
SUMS = "SHA256SUMS"
PAGE = "README.md"
_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")


def write(release: Release) -> list[File]:
    """Write `README.md`, `index.json` and `SHA256SUMS`, in this order: each lists those before it."""
    page = File(PAGE, "text/markdown", "所有人：从这里开始", "everybody: start here")
    release.write_text(PAGE, _page(release))
    listed = [*release.files, page]
    index = File(INDEX, "application/json", "下载与核对的程序", "programs that download and check")
    release.write_json(INDEX, _index(release, listed))
    sums = File(
        SUMS,
        "text/plain",
        "核对下载的人：sha256sum -c SHA256SUMS",
        "people who check a download: sha256sum -c SHA256SUMS",
    )
    ordered = sorted([*listed, index], key=lambda f: f.path)
    release.write_text(SUMS, "".join(f"{release.digest(f)}  {f.path}\n" for f in ordered))
    return [page, index, sums]


def _index(release: Release, files: list[File]) -> dict[str, Any]:
    return {
        "name": release.name,
        "version": release.version,
        "date": None if release.day is None else release.day.isoformat(),
        "made_with": {
            "duckdb": duckdb.__version__,
            "pyarrow": pyarrow.__version__,
            "xlsxwriter": xlsxwriter.__version__,
            "sqlite": sqlite3.sqlite_version,
        },
        "made_from": {
            "package": _digest_of(release, f"{release.stem}.zip"),
            "changes": _digest_of(release, "changes.json"),
            "documents": release.sources is not None,
            "toolkit": _toolkit_digest(),
        },
        "files": [_entry(release, f) for f in sorted(files, key=lambda f: f.path)],
    }


def _digest_of(release: Release, path: str) -> str:
    return next(release.digest(f) for f in release.files if f.path == path)


def _toolkit_digest() -> str:
    """One SHA-256 over all files of the toolkit, wherever it is installed; not over the data that a wheel carries."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        name = path.relative_to(root).as_posix()
        if not name.startswith("data/") and "__pycache__" not in name:
            digest.update(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n".encode())
    return digest.hexdigest()


def _entry(release: Release, file: File) -> dict[str, object]:
    entry = {
        "path": file.path,
        "bytes": release.size(file),
        "sha256": release.digest(file),
        "mediatype": file.media_type,
        "audience_zh": file.audience_zh,
        "audience_en": file.audience_en,
    }
    return {**entry, "depends_on": file.depends_on} if file.depends_on else entry


def is_index(path: Path) -> bool:
    """Whether a file is the index of a release."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(data, dict) and {"name", "version", "files"} <= data.keys() and isinstance(data["files"], list)


def not_listed(folder: Path) -> list[str]:
    """The files in a release's folder that its index does not list, those aside that file managers leave."""
    listed = {INDEX, SUMS}
    for entry in json.loads((folder / INDEX).read_text(encoding="utf-8"))["files"]:
        if isinstance(entry, dict):
            listed.add(str(entry.get("path")))
    present = (p for p in sorted(folder.rglob("*")) if p.is_symlink() or not p.is_dir())
    names = (p.relative_to(folder).as_posix() for p in present if p.name not in _LITTER)
    return [name for name in names if name not in listed]


def _page(release: Release) -> str:
    """The files at the top; those of the folders are in `index.json`."""
    titles = release.package.descriptor
    lines = [
        f"# {titles.get('title_zh', '')} {release.version}",
        "",
        f"{titles.get('title', '')} {release.version}",
        "",
        "| 文件 file | 为谁 for whom | 字节 bytes | SHA-256 |",
        "| --- | --- | ---: | --- |",
    ]
    for file in (f for f in release.files if "/" not in f.path):
        lines.append(
            f"| [{file.path}]({file.path}) | {file.audience_zh} / {file.audience_en} | {release.size(file):,} |"
            f" `{release.digest(file)}` |"
        )
    folders = sorted({f.path.partition("/")[0] for f in release.files if "/" in f.path})
    for folder in folders:
        inside = [f for f in release.files if f.path.startswith(f"{folder}/")]
        lines.append(
            f"| {folder}/ | {inside[0].audience_zh} / {inside[0].audience_en} | {sum(map(release.size, inside)):,} |"
            f" `{SUMS}` |"
        )
    lines += [
        "",
        "核对下载 / Check a download: `sha256sum -c SHA256SUMS`",
        "",
        (
            "同样的数据与同样的程序库版本，得到逐字节相同的文件。 / The same data and the same versions of the"
            " libraries give the same bytes."
        ),
    ]
    for library in sorted({f.depends_on for f in release.files if f.depends_on}):
        first, *others = (f.path for f in release.files if f.depends_on == library)
        zh, en = (
            (
                f"，列出其摘要的 {'、'.join(others)} 与本页、{INDEX}、{SUMS} 亦然",
                f", and so do the files that list its digest: {', '.join(others)}, this page, {INDEX} and {SUMS}",
            )
            if others
            else ("", "")
        )
        lines += [
            "",
            f"{first} 还取决于 {library}（随 Python 而来，项目无法锁定）{zh}。",
            "",
            f"{first} also depends on {library}, which comes with Python and which the project cannot lock{en}.",
        ]
    return "\n".join(lines) + "\n"
