"""Where a package's version is written, and how to write another one there without touching anything else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..contract.package import Package
from ..domains import domain_of

_NUMBER = r"(?P<version>[0-9]+\.[0-9]+\.[0-9]+[0-9A-Za-z.+-]*)"
# Files that may stand beside a descriptor, and where in them the version is; None marks JSON with a `version` of its
# own.
_ANY_PACKAGE: dict[str, tuple[str, ...] | None] = {
    "CITATION.cff": (rf"^version: *[\"']?{_NUMBER}",),
    "codemeta.json": None,
    ".zenodo.json": None,
}
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]', re.DOTALL)


@dataclass(frozen=True)
class VersionPlace:
    """A version in a file: its text, where in the file's text it starts and ends, and the 1-based line."""

    file: str
    version: str
    start: int
    end: int
    line: int


def files_beside(package: Package) -> list[str]:
    """The files, from the package's folder, in which the version may be written besides the descriptor."""
    return list(_patterns(package))


def places_beside(package: Package) -> Iterator[VersionPlace]:
    """Every place beside the descriptor in which the version is written, each file from its top. A file that cannot be
    read has none."""
    for name in files_beside(package):
        try:
            text = read_text(package.root / name)
        except (OSError, ValueError):  # it cannot be read, or is no UTF-8
            continue
        if text is not None:
            yield from places_in(package, name, text)


def places_in(package: Package, name: str, text: str) -> list[VersionPlace]:
    """Every place in the text of one of these files, from its top."""
    try:
        return sorted(_places(name, text, _patterns(package)[name]), key=lambda place: place.start)
    except ValueError:  # it should be JSON and is none
        return []


def _patterns(package: Package) -> dict[str, tuple[str, ...] | None]:
    domain = domain_of(package)
    return {**_ANY_PACKAGE, **(domain.version_places if domain is not None else {})}


def _places(name: str, text: str, patterns: tuple[str, ...] | None) -> Iterator[VersionPlace]:
    if patterns is None:
        span = version_span(text)
        if span is not None:
            yield VersionPlace(
                name, json.loads(text[slice(*span)]), *(span[0] + 1, span[1] - 1), text.count("\n", 0, span[0]) + 1
            )
        return
    for pattern in patterns:
        for match in re.finditer(pattern, text, re.MULTILINE):
            yield VersionPlace(
                name, match["version"], *match.span("version"), text.count("\n", 0, match.start("version")) + 1
            )


def with_version_at(text: str, places: list[VersionPlace], version: str) -> str:
    """The text of a file with another version at its places."""
    for place in sorted(places, key=lambda p: -p.start):
        text = text[: place.start] + version + text[place.end :]
    return text


def with_version(descriptor: str, version: str) -> str:
    """The text of a descriptor with another version, and nothing else changed; without a version it comes first."""
    span = version_span(descriptor)
    if span is not None:
        return descriptor[: span[0]] + json.dumps(version) + descriptor[span[1] :]
    start = descriptor.index("{") + 1
    indent = descriptor[start : start + len(descriptor[start:]) - len(descriptor[start:].lstrip())]
    comma = "" if descriptor[start:].lstrip().startswith("}") else ","
    return f'{descriptor[:start]}{indent}"version": {json.dumps(version)}{comma}{descriptor[start:]}'


def version_span(text: str) -> tuple[int, int] | None:
    """Where the value of the outermost object's `version` stands in JSON, quotes included; None where it has no text
    there."""
    depth, key, before, span = 0, "", "", None
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark[0] == '"' and depth == 1:
            if before in "{,":
                key = json.loads(mark, strict=False)
            elif before == ":" and key == "version":
                span = token.span()  # the last one counts, as for every reader of JSON
        depth += (mark in "{[") - (mark in "}]")
        before = mark
    return span


def read_text(path: Path) -> str | None:
    """A file's text as it is, line ends included; None where there is no such file. Raises UnicodeDecodeError."""
    return path.read_bytes().decode("utf-8") if path.is_file() else None
