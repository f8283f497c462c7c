"""Leaving out what two files share never leaves out a difference, wherever blocks and windows end."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xinzhi.versions import residue as module
from xinzhi.versions.residue import residue

lines = st.lists(st.text("ab,芯\r", max_size=4).filter(lambda s: not s.endswith("\r")), max_size=40)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BLOCK", 24)
    monkeypatch.setattr(module, "_FIRST_WINDOW", 16)
    monkeypatch.setattr(module, "_LAST_WINDOW", 64)


def separated(old: bytes, new: bytes) -> tuple[list[bytes], list[bytes]] | None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a").write_bytes(old)
        (folder / "b").write_bytes(new)
        (folder / "out").mkdir()
        found = residue(folder / "a", folder / "b", folder / "out")
        return (
            None
            if found is None
            else (found[0].read_bytes().split(b"\n")[:-1], found[1].read_bytes().split(b"\n")[:-1])
        )


@given(lines, st.data(), st.booleans(), st.booleans())
def test_what_is_left_differs_as_the_files_do(
    old: list[str], data: st.DataObject, crlf: bool, unfinished: bool
) -> None:
    new = list(old)
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(new)))
        new[at : at + data.draw(st.integers(0, 3))] = data.draw(lines.map(lambda some: some[:5]))
    texts = ["id\n" + "".join(f"{line}\n" for line in content) for content in (old, new)]
    if crlf:
        texts[1] = "id\n" + texts[1].removeprefix("id\n").replace("\n", "\r\n")
    if unfinished:
        texts[1] = texts[1][:-1]
    found = separated(*(t.encode() for t in texts))
    if found is None:
        return
    left = [Counter(side[1:]) for side in found]
    whole = [Counter(line.encode() for line in content) for content in (old, new)]
    for counts in (*left, *whole):
        del counts[b""]  # a blank line is no record
    assert found[0][0] == found[1][0] == b"id"
    assert left[0] - left[1] == whole[0] - whole[1]
    assert left[1] - left[0] == whole[1] - whole[0]
    assert left[0] <= whole[0] and left[1] <= whole[1]


def test_one_change_among_many_lines_leaves_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [f"{n},芯片 {n}\n" for n in range(2_000)]
    changed = [*rows[:1_500], "1500,x\n", *rows[1_501:]]
    assert separated(("id,name\n" + "".join(rows)).encode(), ("id,name\n" + "".join(changed)).encode()) == (
        [b"id,name", "1500,芯片 1500".encode()],
        [b"id,name", b"1500,x"],
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('a\n"x\ny"\nz\n', 'a\n"x\ny"\nw\n'),
        ('a\nb\n"x\ny"\n', 'a\nc\n"x\ny"\n'),
        ("a\nb\n", "b\nb\n"),
        ("", "a\n"),
        ("a\n" + "x" * 200, "a\n" + "y" * 200),
    ],
    ids=["record of two lines", "behind the change", "other header", "no header", "endless line"],
)
def test_what_cannot_be_told_by_lines_is_left_to_others(old: str, new: str) -> None:
    assert separated(old.encode(), new.encode()) is None
