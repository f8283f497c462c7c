"""The screening of a file's bytes: what makes a file doubtful as a whole."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from xinzhi.engine import plain, reasons
from xinzhi.engine.doubt import Reason
from xinzhi.engine.plain import FileScreen, screen_file


def screen(
    tmp_path: Path,
    content: bytes,
    *,
    delimiter: str = ",",
    quote: str = '"',
    encoding: str = "utf-8",
    digests: bool = False,
) -> FileScreen:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    return screen_file(path, delimiter, quote, compressed=False, digests=digests, encoding=encoding)


@pytest.mark.parametrize(
    ("content", "doubt"),
    [
        (b"a,b\n1\r2,3\n", reasons.MIXED_LINE_ENDS),
        (b"a,b\r1,2\r", reasons.MIXED_LINE_ENDS),
        (b"a,b\r\n1,2\n", reasons.MIXED_LINE_ENDS),
        (b"a,b\n1,2\r\n", reasons.MIXED_LINE_ENDS),
        (b"a,b\n1,2\r", reasons.MIXED_LINE_ENDS),
        (b"a,b\n1\0,2\n", reasons.NUL_BYTES),
        (b'a,b\n1, "2"\n', reasons.SPACE_AT_QUOTE),
        (b'a,b\n\t"1",2\n', reasons.SPACE_AT_QUOTE),
        (b' "a",b\n1,2\n', reasons.SPACE_AT_QUOTE),
    ],
)
def test_files_are_doubtful_as_a_whole(tmp_path: Path, content: bytes, doubt: Reason) -> None:
    assert screen(tmp_path, content).doubt == doubt


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"a,b\r\n1,2\r\n", b"a,b\r\n1,2", b'a,b\n"1 ""x"" ",2\n', "芯,片\n一,二\n".encode()]
)
def test_plain_files_leave_no_doubt(tmp_path: Path, content: bytes) -> None:
    assert screen(tmp_path, content).doubt is None


def test_space_in_front_of_another_quote_character_is_plain(tmp_path: Path) -> None:
    assert screen(tmp_path, b'a,b\n1, "2"\n', quote="'").doubt is None
    assert screen(tmp_path, b"a,b\n1, '2'\n", quote="'").doubt


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_doubts_are_found_across_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(plain, "_CHUNK", size)
    assert screen(tmp_path, b"a,b\r\n1,2\r\n").doubt is None
    assert screen(tmp_path, b"a,b\r\n1,2\r").doubt == reasons.MIXED_LINE_ENDS
    assert screen(tmp_path, b"a,b\r\n1\r2,2\r\n").doubt == reasons.MIXED_LINE_ENDS
    assert screen(tmp_path, b"a,b\n1\r,2\n").doubt == reasons.MIXED_LINE_ENDS
    assert screen(tmp_path, b'a,b\n1, "2"\n').doubt == reasons.SPACE_AT_QUOTE


def test_lines_are_counted(tmp_path: Path) -> None:
    found = screen(tmp_path, b'a\n"x\ny"\nlast')
    assert (found.line_ends, found.quotes, found.final_newline) == (3, True, False)


def test_bytes_beyond_ascii_are_doubtful_where_ascii_was_detected(tmp_path: Path) -> None:
    assert screen(tmp_path, "a\né\n".encode(), encoding="ascii").doubt
    assert screen(tmp_path, "a\né\n".encode(), encoding="utf-8").doubt is None


def test_utf_16_is_screened_as_text(tmp_path: Path) -> None:
    found = screen(tmp_path, "a,b\n上,ഊ\n".encode("utf-16"), encoding="utf-16")
    assert (found.doubt, found.line_ends) == (None, 2)
    assert screen(tmp_path, "a\n1\r2\n".encode("utf-16"), encoding="utf-16").doubt == reasons.MIXED_LINE_ENDS


def test_digests_and_bytes_are_those_of_the_whole_file_even_where_it_is_doubtful(tmp_path: Path) -> None:
    content = b"a,b\n1\0,2\n" + b"1,2\n" * 1000
    found = screen(tmp_path, content, digests=True)
    assert found.doubt
    assert found.bytes == len(content)
    assert found.digests == {"md5": hashlib.md5(content).hexdigest(), "sha256": hashlib.sha256(content).hexdigest()}


def test_a_packed_file_is_screened_unpacked_and_digested_packed(tmp_path: Path) -> None:
    packed = gzip.compress(b"a,b\n1,2\n")
    path = tmp_path / "x.csv.gz"
    path.write_bytes(packed)
    found = screen_file(path, ",", '"', compressed=True, digests=True, encoding="utf-8")
    assert (found.line_ends, found.bytes, found.digests["md5"]) == (2, len(packed), hashlib.md5(packed).hexdigest())
