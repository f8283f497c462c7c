"""The screening of a file's bytes: what makes a file doubtful as a whole."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from xinzhi.engine import plain, reasons
from xinzhi.engine.plain import FileScreen, screen_file


def screen(
    tmp_path: Path,
    content: bytes,
    *,
    delimiter: str = ",",
    quote: str = '"',
    encoding: str = "utf-8",
    digests: bool = False,
    head: int = 1,
) -> FileScreen:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    return screen_file(path, delimiter, quote, compressed=False, digests=digests, encoding=encoding, head=head)


def test_nul_bytes_are_doubtful(tmp_path: Path) -> None:
    assert screen(tmp_path, b"a,b\n1\0,2\n").doubt == reasons.NUL_BYTES


NOT_PLAIN = [
    b"a,b\n1\r2,3\n",
    b"a,b\r1,2\r",
    b"a,b\r\n1,2\n",
    b"a,b\n1,2\r\n",
    b"a,b\n1,2\r",
    b'a,b\n1, "2"\n',
    b'a,b\n\t"1",2\n',
    b' "a",b\n1,2\n',
    b'a,b\n"1" ,2\n',
    b'a,b\n"1"x,2\n',
    b'a,b\n1,2"\n',
    b'a,b\n1,x"y\n',
    b'a,b\n1,"2\n',
    b'a,b\n1,"""\n',
    b'a,b\r\n1,"2\n"\r\n',
    b'a,b\r\n1,"2\r"\r\n',
    b'a,"b\n"\n1,2\n',
    b'a,"b\r"\n1,2\n',
]
PLAIN = [
    b"",
    b"a,b\n1,2\n",
    b"a,b\r\n1,2\r\n",
    b"a,b\r\n1,2",
    b'a,b\n"1 ""x"" ",2\n',
    b'a,b\n"note, ""q"" 1","""q"""\n"","""x"\n',
    b'a,b\n1," ""q"", ""r"" "',
    b'a,b\r\n1,"2\r\n3"\r\n"\r\n",4\r\n',
    b'a,b\n1,"2\n3"\n"\n",4\n',
    b'a,b\n1,"2\r3"\n"\r\n",4\n',
    '芯,片\n一,"二"\n'.encode(),
]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1 << 22])
@pytest.mark.parametrize("content", NOT_PLAIN)
def test_files_that_duckdb_may_read_otherwise_are_not_plain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, size: int
) -> None:
    monkeypatch.setattr(plain, "_CHUNK", size)
    assert not screen(tmp_path, content).is_plain


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1 << 22])
@pytest.mark.parametrize("content", PLAIN)
def test_plain_files_leave_no_doubt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, size: int) -> None:
    monkeypatch.setattr(plain, "_CHUNK", size)
    found = screen(tmp_path, content)
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    assert (found.doubt, found.is_plain, found.records) == (None, True, len(rows))


def test_another_quote_character_is_text(tmp_path: Path) -> None:
    assert screen(tmp_path, b'a,b\n1, "2"\n', quote="'").is_plain
    assert not screen(tmp_path, b"a,b\n1, '2'\n", quote="'").is_plain


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert screen(tmp_path, b'\xef\xbb\xbf"a",b\n', encoding="utf-8-sig").is_plain
    assert not screen(tmp_path, b'\xef\xbb\xbf"a",b\n', encoding="utf-8").is_plain


def test_a_delimiter_that_is_half_of_a_character_is_none(tmp_path: Path) -> None:
    character = next(c for c in map(chr, range(0x4E00, 0x9FA5)) if c.encode("gbk")[1:] == b"|")
    content = f'a|b\n1|{character}"2"\n'.encode("gbk")
    assert not screen(tmp_path, content, delimiter="|", encoding="gbk").is_plain


def read_by_duckdb(path: Path, found: FileScreen) -> list[tuple[str, ...]]:
    lines = ", new_line = '\\n'" if found.feeds_only else ""
    rows: list[tuple[str, ...]] = duckdb.sql(
        f"SELECT * FROM read_csv('{path}', auto_detect = false, header = false, delim = ',', quote = '\"', escape ="
        f" '\"', strict_mode = true, nullstr = 'none of them', columns = {{'a': 'VARCHAR', 'b': 'VARCHAR'}}{lines})"
    ).fetchall()
    return rows


PIECES = ['"', '""', ",", "\n", "\r\n", "\r", " ", "x", '"a"', '"a",b\n', 'a,"b"\n', '"a""b","\n"\n', "\t"]


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join), st.integers(1, 12))
def test_duckdb_and_python_read_plain_files_alike(text: str, size: int) -> None:
    """Or DuckDB reads none, or another number of records, which the scan notices."""
    with TemporaryDirectory() as folder, patch.object(plain, "_CHUNK", size):
        found = screen(Path(folder), text.encode(), head=0)
        rows = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))]
        whole = screen_whole(Path(folder), text.encode())
        assert found == whole
        if not found.is_plain:
            return
        assert found.records == len(rows)
        with suppress(duckdb.InvalidInputException):
            read = read_by_duckdb(Path(folder) / "x.csv", found)
            assert read == rows or len(read) != len(rows)


def screen_whole(folder: Path, content: bytes) -> FileScreen:
    """The same in one part."""
    with patch.object(plain, "_CHUNK", 1 << 22):
        return screen(folder, content, head=0)


def test_lines_are_counted(tmp_path: Path) -> None:
    found = screen(tmp_path, b'a\n"x\ny"\nlast')
    assert (found.line_ends, found.records, found.quotes, found.quoted_ends) == (3, 3, True, True)


def test_bytes_beyond_ascii_are_doubtful_where_ascii_was_detected(tmp_path: Path) -> None:
    assert screen(tmp_path, "a\né\n".encode(), encoding="ascii").doubt
    assert screen(tmp_path, "a\né\n".encode(), encoding="utf-8").doubt is None


def test_utf_16_is_screened_as_text(tmp_path: Path) -> None:
    found = screen(tmp_path, "a,b\n上,ഊ\n".encode("utf-16"), encoding="utf-16")
    assert (found.doubt, found.line_ends) == (None, 2)
    assert not screen(tmp_path, "a\n1\r2\n".encode("utf-16"), encoding="utf-16").is_plain


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
