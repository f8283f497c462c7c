"""Fingerprints stay when rows move, and part what differs."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from small import BOOKS, make
from xinzhi.identity.fingerprint import fingerprints
from xinzhi.validation import validate

HEADER, *ROWS = BOOKS.splitlines()
DIRTY = ["b4,Four,nowhere,40,", "b5,Five,north,x,", "b6,Six,south,-1,", "b7,Seven,elsewhere,y,"]


def _prints(folder: Path, lines: list[str], **properties: object) -> dict[str, str]:
    """Message → fingerprint."""
    report = validate(make(folder, "\n".join([HEADER, *lines]) + "\n", **properties))
    found = fingerprints(report.package, report.findings)
    assert len(set(found)) == len(found) == len(report.findings)
    return {f"{f.rule} {f.value}": print_ for f, print_ in zip(report.findings, found, strict=True)}


@settings(max_examples=15, deadline=None)
@given(st.permutations(ROWS + DIRTY), st.integers(0, 3))
def test_a_finding_keeps_its_fingerprint_when_rows_are_moved_and_inserted(lines: list[str], inserted: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        before = _prints(Path(folder), ROWS + DIRTY)
        new = [f"n{i},New,north,1," for i in range(inserted)]
        assert len(before) == 5
        assert _prints(Path(folder), new + lines) == before


def test_a_finding_keeps_its_fingerprint_when_another_cell_of_its_row_is_corrected(tmp_path: Path) -> None:
    before = _prints(tmp_path, [*ROWS, DIRTY[0]])
    assert _prints(tmp_path, [*ROWS, "b4,Corrected,nowhere,44,note"]) == before


def test_the_same_wrong_value_in_another_row_has_another_fingerprint(tmp_path: Path) -> None:
    assert set(_prints(tmp_path, [*ROWS, "b8,Eight,nowhere,1,"]).values()).isdisjoint(
        _prints(tmp_path, [*ROWS, DIRTY[0]]).values()
    )


def test_findings_that_are_alike_are_numbered(tmp_path: Path) -> None:
    report = validate(make(tmp_path, BOOKS + ",,,,\n,,,,\n"))
    blank = [
        p
        for f, p in zip(report.findings, fingerprints(report.package, report.findings), strict=True)
        if f.rule == "blank-row"
    ]
    assert [p.rpartition(":")[2] for p in blank] == ["1", "2"]
    assert len({p.rpartition(":")[0] for p in blank}) == 1
