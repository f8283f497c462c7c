"""What frictionless guesses of a file in silence is a warning that says what to declare, whichever engine reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from readers import READERS, told
from single import PAIR

# A file, what its further rows are like, what has to be named, the line, and what has to be declared.
GUESSES: dict[str, tuple[str, str, str | None, int, str]] = {
    "semicolons": ("id;name\n1;a, b\n2;c\n", "{};a\n", ";", 1, '"delimiter": ";"'),
    "tabs": ("id\tname\n1\ta\n2\tc\n", "{}\ta\n", "\t", 1, r'"delimiter": "\t"'),
    "bars": ("id|name\n1|a\n2|c\n", "{}|a\n", "|", 1, '"delimiter": "|"'),
    "a blank line above the header": ("\nid,name\n1,a\n2,b\n", "{},a\n", None, 2, '"headerRows": [2]'),
    "blanks behind commas": ('id, name\n1, "a, b"\n2, c\n', "{}, a\n", " ", 1, '"skipInitialSpace": true'),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("case", GUESSES)
def test_a_guess_is_named_with_what_to_declare(tmp_path: Path, case: str, reader: str) -> None:
    content, filler, value, line, declaration = GUESSES[case]
    (found,) = told(tmp_path, content, reader, filler=filler)
    assert (found.rule, found.value, found.line, found.severity) == ("guessed-dialect", value, line, "warning")
    assert declaration in found.message_en and declaration in found.message_zh


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("content", "filler", "dialect"),
    [
        ("id;name\n1;a\n", "{};a\n", {"delimiter": ";"}),
        ("\nid,name\n1,a\n", "{},a\n", {"headerRows": [2]}),
        ("id, name\n1, a\n", "{}, a\n", {"skipInitialSpace": True}),
        ("# of 2031\n#\nid,name\n1,a\n", "{},a\n", {"commentChar": "#"}),
        ("of 2031\nid,name\n1,a\n", "{},a\n", {"commentRows": [1]}),
    ],
)
def test_what_is_declared_is_no_guess(
    tmp_path: Path, content: str, filler: str, dialect: dict[str, Any], reader: str
) -> None:
    assert told(tmp_path, content, reader, filler=filler, dialect=dialect) == []


def test_labels_that_another_delimiter_parts_are_named_beside_the_errors(tmp_path: Path) -> None:
    found = told(tmp_path, 'id;name\n1;"a\nb"\n2;c\n', "small", dialect={"delimiter": ","})
    assert {"missing-label", "incorrect-label"} <= {f.rule for f in found if f.severity == "error"}
    (hint,) = [f for f in found if f.severity == "warning"]
    assert (hint.rule, hint.value) == ("guessed-dialect", ";") and '"delimiter": ";"' in hint.message_en


def test_a_tab_in_a_tsv_file_is_no_guess(tmp_path: Path) -> None:
    assert told(tmp_path, "id\tname\n1\ta\n", "small", path="x.tsv") == []


@pytest.mark.parametrize("reader", READERS)
def test_an_encoding_that_is_guessed_is_named_with_the_place(tmp_path: Path, reader: str) -> None:
    # What is guessed depends on all that stands around the byte: the large file is taken for Thai.
    told_of = told(tmp_path, "id,name\n1,a\n2,Muñoz\n".encode("latin-1"), reader, declared=False)
    (found,) = [f for f in told_of if f.rule == "guessed-encoding"]
    assert (found.line, found.severity) == (3, "warning")
    assert "0xf1 at character 5 of line 3" in found.message_en
    assert f'"encoding": "{found.value}"' in found.message_zh


@pytest.mark.parametrize("reader", ["small", "frictionless", "scan"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_text_whose_characters_take_two_bytes_is_read_as_it_is_guessed(
    tmp_path: Path, encoding: str, reader: str
) -> None:
    """One byte of each is NUL, and no mark at the beginning says so."""
    content = ('"id","name"\r\n' + '"1","http://a.cn"\r\n' * 10).encode(encoding)
    (found,) = told(tmp_path, content, reader, declared=False)
    assert (found.rule, found.value, found.severity) == ("guessed-encoding", encoding, "warning")


def test_an_encoding_that_replaces_nothing_is_read_for_lines_as_well(tmp_path: Path) -> None:
    """The codec refuses to be asked to replace what it cannot decode."""
    assert [f.rule for f in told(tmp_path, "id,name\nx,a\n", "frictionless", encoding="idna")] == ["type-error"]


@pytest.mark.parametrize("reader", READERS)
def test_utf_8_is_no_guess(tmp_path: Path, reader: str) -> None:
    assert told(tmp_path, "id,name\n1,a\n2,Muñoz\n", reader, declared=False) == []


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("name ", "name "),
        ("\u00a0name", r"\u00a0name"),
        ("name\u3000", r"\u3000name"[6:] + r"\u3000"),
        ('"name\t"', r"name\t"),
    ],
)
def test_a_padded_label_is_named_and_shown(tmp_path: Path, label: str, shown: str, reader: str) -> None:
    (found,) = told(tmp_path, f"id,{label}\n1,a\n", reader)
    assert (found.rule, found.line, found.column, found.suggestion) == ("padded-label", 1, "name", "name")
    assert f"“{shown}”" in found.message_en and f"“{shown}”" in found.message_zh


@pytest.mark.parametrize("reader", READERS)
def test_a_zero_width_space_in_label_and_field_alike_is_named(tmp_path: Path, reader: str) -> None:
    fields = [PAIR[0], {**PAIR[1], "name": "name\u200b"}]
    (found,) = told(tmp_path, "id,name\u200b\n1,a\n", reader, fields)
    assert (found.rule, found.suggestion) == ("padded-label", "name") and r"“name\u200b”" in found.message_en


def test_a_label_that_is_an_error_already_is_not_named_twice(tmp_path: Path) -> None:
    assert [f.rule for f in told(tmp_path, "id,name\u200b\n1,a\n", "small")] == ["incorrect-label"]
