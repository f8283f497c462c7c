"""Finds the documents of the package in a folder, by digest; their text is never part of the package."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import BilingualError


class DocumentsError(BilingualError):
    """The folder of documents cannot be used."""


@dataclass(frozen=True)
class SourceDocument:
    """A document at hand. `unchanged` is false where its digest is not the registered one."""

    id: str
    path: Path
    text: str
    unchanged: bool


@dataclass
class Documents:
    """The documents at hand, by id, and the ids of those that are not."""

    at_hand: dict[str, SourceDocument] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)

    def of(self, article: Mapping[str, str]) -> SourceDocument | None:
        """The document of an article; None where it is not at hand."""
        return self.at_hand.get(article.get("document", ""))


def find_documents(folder: Path, registered: Iterable[tuple[str, str]]) -> Documents:
    """Find each registered (id, sha256) in `folder`: by digest wherever it lies and whatever its name, else by name.

    Raises DocumentsError where the folder cannot be read.
    """
    if not folder.is_dir():
        raise DocumentsError(
            f"没有名为 {folder} 的文件夹：--sources 应指向存放原文的文件夹",
            f"there is no folder {folder}: --sources names the folder that holds the documents",
        )
    by_digest: dict[str, Path] = {}
    by_stem: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.txt")):
        if path.is_file():
            by_digest.setdefault(digest_of_file(path), path)
            by_stem.setdefault(path.stem, path)
    documents = Documents()
    for id, digest in registered:
        candidate = by_digest.get(digest) or by_stem.get(id)
        try:
            text = None if candidate is None else candidate.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            text = None
        if candidate is None or text is None:
            documents.absent.append(id)
        else:
            documents.at_hand[id] = SourceDocument(id, candidate, text, digest in by_digest)
    return documents


def digest_of_file(path: Path) -> str:
    """The digest of a file's bytes, as it is registered: SHA-256 in lower-case hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest_of(text: str) -> str:
    """The digest of a span: SHA-256 of its UTF-8 bytes, lower-case hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
