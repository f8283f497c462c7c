"""What a citation holds: the package and its version, the row, and the passages that state it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """A span of a document that states the row, or one `field` of it.

    `start` and `end` count Unicode code points of the document, from 0, the end not included. `from_start` is the
    offset of the span in its article. `sha256` is the digest of the span's UTF-8 bytes.
    """

    field: str
    start: int
    end: int
    from_start: int
    sha256: str


@dataclass(frozen=True)
class Source:
    """An article with the passages in it that state the row, in the order in which they stand.

    `published` is an EDTF date or empty; `date_inferred` tells that no source prints it. `document_sha256` is the
    digest of the document's file.
    """

    id: str
    title_zh: str
    title_en: str
    author: str
    publisher_zh: str
    publisher_en: str
    published: str
    date_inferred: bool
    url: str
    document: str
    document_sha256: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class CitedInference:
    """A cell that no source prints, and what it was worked out from."""

    field: str
    value: str
    basis_zh: str
    basis_en: str


@dataclass(frozen=True)
class Cited:
    """What is cited. `dataset` and `id` are empty where the package or a whole dataset is cited; `dataset` may
    name a view, which `is_view` tells.

    `released` is the day of the version, or empty. `proved_by` names the rows whose evidence this is, where a row of a
    view rests on them, or a row that only links others shares theirs. Rows of vocabularies have no sources: they are
    cited as a part of the package.
    """

    package: str
    title_zh: str
    title_en: str
    creators: tuple[str, ...]
    version: str
    licence: str
    homepage: str
    released: str = ""
    dataset: str = ""
    is_view: bool = False
    dataset_title_zh: str = ""
    dataset_title_en: str = ""
    id: str = ""
    label_zh: str = ""
    label_en: str = ""
    proved_by: str = ""
    sources: tuple[Source, ...] = ()
    inferences: tuple[CitedInference, ...] = ()
