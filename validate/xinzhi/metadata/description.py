"""What every metadata document tells: the package's texts, its datasets and the files in which it can be had."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..contract.package import Package, Resource, Schema

ENGLISH = "en"
CHINESE = "zh-Hans"


@dataclass(frozen=True)
class Distribution:
    """A file in which the data can be had: its path from the release's folder, its size in bytes, its SHA-256 in
    hex."""

    path: str
    media_type: str
    size: int
    sha256: str
    description_en: str = ""
    description_zh: str = ""


@dataclass(frozen=True)
class Licence:
    """A licence of the data: its SPDX identifier, its address and its title, where the descriptor has them."""

    name: str
    url: str
    title: str


@dataclass(frozen=True)
class Description:
    """A package, the files in which it is distributed, and the day on which its version was released."""

    package: Package
    files: Sequence[Distribution] = ()
    day: date | None = None

    @property
    def name(self) -> str:
        return self.package.name

    @property
    def version(self) -> str:
        return self.package.version

    @property
    def homepage(self) -> str:
        """The package's page on the web, or nothing where the descriptor names none."""
        return self.package.homepage

    @property
    def keywords(self) -> list[str]:
        return [str(word) for word in self.package.descriptor.get("keywords", [])]

    @property
    def licences(self) -> list[Licence]:
        declared = self.package.descriptor.get("licenses", [])
        return [Licence(str(x.get("name", "")), str(x.get("path", "")), str(x.get("title", ""))) for x in declared]

    @property
    def sources(self) -> list[str]:
        """What the data comes from, a sentence each."""
        return [str(s["title"]) for s in self.package.descriptor.get("sources", []) if s.get("title")]

    def datasets(self) -> list[tuple[Resource, Schema]]:
        """Each dataset with its schema, in the descriptor's order."""
        return [(r, r.schema) for r in self.package.resources if r.schema is not None and r.path is not None]

    def csv_of(self, resource: Resource) -> Distribution | None:
        """The distributed CSV file of a dataset: the one whose path ends as the descriptor writes it."""
        path = resource.path or ""
        return next((f for f in self.files if path and f"/{f.path}".endswith(f"/{path}")), None)

    def whole_files(self) -> list[Distribution]:
        """The files that hold the whole data: those named after the package and its version, settings (JSON) aside."""
        stem = f"{self.name}-{self.version}"
        return [
            f
            for f in self.files
            if f.path.startswith(stem) and "/" not in f.path and f.media_type != "application/json"
        ]


def own_files(package: Package) -> list[Distribution]:
    """The package's own CSV files as they lie in its folder, for a description without a release."""
    files = []
    for resource in package.resources:
        if resource.schema is not None and resource.file is not None and resource.path is not None:
            content = resource.file.read_bytes()
            media_type = str(resource.descriptor.get("mediatype", "text/csv"))
            files.append(Distribution(resource.path, media_type, len(content), hashlib.sha256(content).hexdigest()))
    return files


def text(descriptor: Mapping[str, Any], key: str, language: str = ENGLISH) -> str:
    """A text of a descriptor in one language, or nothing."""
    return str(descriptor.get(key if language == ENGLISH else f"{key}_zh", ""))


def both(descriptor: Mapping[str, Any], key: str) -> str:
    """A text in both languages, for forms that have room for one string only."""
    return " / ".join(t for t in (text(descriptor, key), text(descriptor, key, CHINESE)) if t)


def tagged(descriptor: Mapping[str, Any], key: str) -> list[dict[str, str]]:
    """A text as JSON-LD values with their language."""
    return [tag(t, language) for language in (ENGLISH, CHINESE) if (t := text(descriptor, key, language))]


def tag(value: str, language: str) -> dict[str, str]:
    """A text as a JSON-LD value with its language."""
    return {"@value": value, "@language": language}


def language_of(words: str) -> str:
    """The language of a text that says none: Chinese where it has a Chinese character."""
    return CHINESE if any("\u4e00" <= c <= "\u9fff" for c in words) else ENGLISH


def filled(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document without the entries that have nothing to say."""
    return {key: value for key, value in document.items() if value not in ("", None, [], {})}


def one_or_list(found: Iterable[Any]) -> Any:
    """A single entry as itself, several as a list: the form that some standards ask for."""
    entries = list(found)
    return entries[0] if len(entries) == 1 else entries
