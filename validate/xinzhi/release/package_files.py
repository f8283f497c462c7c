"""Writes the Data Package as a folder and as a zip file with that folder in it: CSV, descriptor with digests, schemas,
views, docs, licences, and a page to read first."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from .context import File, Release
from .package_readme import NAME as README
from .package_readme import readme, without_broken_links
from .zip_file import folder_members, write_zip

FOLDER = "package"
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".md": "text/markdown",
    ".sql": "application/sql",
    ".cff": "application/yaml",
}
_BESIDE = ("CHANGELOG.md", "LICENSE", "LICENSE-DATA", "CITATION.cff")
# The page that lists a release's files with their digests: within the release, it would change them.
_RELEASES = "docs/releases.md"
_TABLE = re.compile(r"(?<=<!-- files -->\n).*?(?=<!-- /files -->)", re.DOTALL)
_ELSEWHERE = (
    "各文件的大小与摘要见发布中的 `README.md` 与 `index.json`。 / Sizes and digests of the files stand in the release's"
    " own `README.md` and `index.json`.\n"
)
_FOLDERS = {"views": "*.sql", "docs": "*.md", "docs/decisions": "*.md"}


def write(release: Release) -> list[File]:
    """Write the folder `package` and `name-version.zip` with the same content."""
    root = release.package.root
    release.write_text(f"{FOLDER}/datapackage.json", _descriptor(release))
    copied = {path.relative_to(root).as_posix(): path.read_bytes() for path in _copied(release)}
    there = {"datapackage.json", README, *copied}
    for name, content in copied.items():
        if name.endswith(".md"):
            text = content.decode("utf-8")
            if name == _RELEASES:
                text = _TABLE.sub(lambda _: _ELSEWHERE, text)
            content = without_broken_links(text, name, there).encode("utf-8")
        release.write_bytes(f"{FOLDER}/{name}", content)
    release.write_text(f"{FOLDER}/{README}", readme(release))
    name = f"{release.stem}.zip"
    write_zip(release.out / name, folder_members(release.out / FOLDER, within=release.stem))
    whole = File(name, "application/zip", "所有人：解压即得完整数据包", "everybody: the whole Data Package, to unpack")
    single = (
        File(
            f"{FOLDER}/{path}",
            _media_type(path),
            "按网址读取单个文件的程序",
            "programs that read single files by address",
        )
        for path in sorted(there)
    )
    return [whole, *single]


def _descriptor(release: Release) -> str:
    """The descriptor with the size and the digest of each file: those that the repository's own does not carry."""
    resources = []
    for resource in release.package.resources:
        described = dict(resource.descriptor)
        if resource.file is not None:
            content = resource.file.read_bytes()
            described |= {"bytes": len(content), "hash": "sha256:" + hashlib.sha256(content).hexdigest()}
        resources.append(described)
    return json.dumps({**release.package.descriptor, "resources": resources}, ensure_ascii=False, indent=2) + "\n"


def _copied(release: Release) -> Iterator[Path]:
    root = release.package.root
    for resource, _, file in release.datasets():
        yield file
        if isinstance(schema := resource.descriptor.get("schema"), str):
            yield root / schema
    yield from (path for name in _BESIDE if (path := root / name).is_file())
    for folder, pattern in _FOLDERS.items():
        yield from sorted((root / folder).glob(pattern))


def _media_type(path: str) -> str:
    return _MEDIA_TYPES.get(Path(path).suffix, "text/plain")
