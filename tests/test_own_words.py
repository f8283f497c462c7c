"""The documents are under copyright: no passage of them is published. Names, titles and figures are facts."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from xinzhi.contract.package import open_package
from xinzhi.contract.tables import read_tables
from xinzhi.domains import datasets_of
from xinzhi.evidence.documents import find_documents
from xinzhi.evidence.facts import Facts, gather
from xinzhi.evidence.locate import squash
from xinzhi.evidence.own_words import COPY_LENGTH, copied, half_width, shared_passages, titles_of

ROOT = Path(__file__).resolve().parent.parent
SOURCES = os.environ.get("XINZHI_SOURCES", "")
pytestmark = pytest.mark.skipif(not SOURCES, reason="the documents are not at hand: XINZHI_SOURCES is empty")


@cache
def facts() -> Facts:
    package = open_package(ROOT)
    return gather(read_tables(package), datasets_of(package))


@cache
def documents() -> list[str]:
    """All documents without white space."""
    found = find_documents(ROOT / SOURCES, facts().registered_documents())
    assert not found.absent
    return [squash(d.text)[0] for d in found.at_hand.values()]


@cache
def printed() -> frozenset[str]:
    """The passages that documents and published texts share."""
    return shared_passages((text for path in published() for text in passages(path)), documents())


@cache
def names() -> list[str]:
    """What the package calls things: names of several words may well be longer than the limit."""
    return [half_width("".join(title.split())) for title in titles_of(facts())]


def published() -> list[Path]:
    found = [*(ROOT / "datasets").rglob("*"), *(ROOT / "docs").rglob("*"), *(ROOT / "views").rglob("*")]
    return sorted(p for p in [*found, *ROOT.glob("*.md"), ROOT / "datapackage.json"] if p.is_file())


def passages(path: Path) -> Iterator[str]:
    """The texts of a file without white space: the cells of a table, the paragraphs of a page."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        found = [cell for row in csv.reader(text.splitlines(keepends=True)) for cell in row]
    else:
        found = text.split("\n\n")
    yield from ("".join(t.split()) for t in found if len(t) >= COPY_LENGTH and not t.isascii())


@pytest.mark.parametrize("path", published(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_passage_of_a_document_is_published(path: Path) -> None:
    assert [found for text in passages(path) if (found := copied(text, printed(), names()))] == []


def test_a_copied_passage_would_be_seen() -> None:
    prose = re.search("[\u4e00-\u9fff，]{30}", documents()[0])  # lists of names and figures are facts
    assert prose is not None
    text = f"我们写道:{prose.group()}。"
    assert copied(text, shared_passages([text], documents())) is not None
