"""Why a file was not scanned is a value: an id for programs, and words in the reader's language."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console
from single import package
from xinzhi.engine import reasons
from xinzhi.engine.doubt import DoubtError, Reason
from xinzhi.engine.options import Options
from xinzhi.language import LanguageChoice
from xinzhi.report.terminal import print_report
from xinzhi.result import Report
from xinzhi.validation import validate

ALL = [value for value in vars(reasons).values() if isinstance(value, Reason)]


def is_chinese(text: str) -> bool:
    """Whether a text has Chinese characters."""
    return any("\u4e00" <= c <= "\u9fff" for c in text)


def test_every_reason_has_an_id_of_its_own_and_both_languages() -> None:
    assert len(ALL) > 40
    assert len({reason.id for reason in ALL}) == len(ALL)
    assert all(is_chinese(reason.zh) and not is_chinese(reason.en) for reason in ALL)


def test_what_belongs_to_one_file_stands_behind_the_reason() -> None:
    reason = DoubtError(reasons.NO_SUCH_COLUMN, "price").reason
    assert (reason.id, reason.kind_en) == (reasons.NO_SUCH_COLUMN.id, reasons.NO_SUCH_COLUMN.en)
    assert (reason.zh, reason.en) == ("键所指的列不存在：price", "a key names a column that is not there: price")


def doubtful(folder: Path) -> Report:
    """A file that the scan leaves to frictionless, beside one that it scans."""
    package(folder, b"id,name\n1,a\0\n2,b\n")
    return validate(folder, options=Options(smallest=0))


def printed(report: Report, lang: LanguageChoice) -> str:
    """The report as text."""
    out = io.StringIO()
    report.answers["y"] = type(report.answers["x"])("scan")  # so that who answered is told
    print_report(Console(file=out, width=200), report, lang)
    return out.getvalue()


@pytest.mark.parametrize(
    ("lang", "shown", "missing"),
    [
        ("zh", "有 NUL 字节", "NUL bytes"),
        ("en", "NUL bytes", "有 NUL 字节"),
        ("both", "有 NUL 字节", None),
    ],
)
def test_a_report_gives_the_reason_in_its_own_language(
    tmp_path: Path, lang: LanguageChoice, shown: str, missing: str | None
) -> None:
    text = printed(doubtful(tmp_path), lang)
    assert shown in text
    assert missing is None or missing not in text


def test_in_json_there_are_both_languages_and_the_id(tmp_path: Path) -> None:
    answer = doubtful(tmp_path).as_dict()["resources"]["x"]
    assert (answer["reason_id"], answer["reason_zh"], answer["reason_en"]) == (
        "nul-bytes",
        "有 NUL 字节",
        "NUL bytes",
    )
    assert "reason" not in answer
