"""What is undecided, garbled or wrong in a review folder: one defect each, reported where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from commands import speaks_both
from review_folders import (
    REPORT,
    add,
    edit,
    header_of,
    only,
    read_review_and_facts,
    read_sheet,
    write_sheet,
)
from xinzhi.contract.package import open_package
from xinzhi.findings import Finding
from xinzhi.propose import decisions, review_folder
from xinzhi.propose.acceptance import accept


def findings(folder: Path, package: Path) -> list[Finding]:
    reviewed, facts = read_review_and_facts(folder, package)
    return reviewed.findings + decisions.decide(reviewed, facts).findings


def in_sheet(sheet: str, words: str, **cells: str) -> Callable[[Path], None]:
    return lambda folder: edit(folder, sheet, only(words, **cells))


def without_column(folder: Path) -> None:
    write_sheet(
        folder,
        "figures",
        [{k: v for k, v in r.items() if k != "metric"} for r in read_sheet(folder, "figures")],
        header=[h for h in header_of(folder, "figures") if h != "metric"],
    )


def with_column(folder: Path) -> None:
    write_sheet(folder, "figures", read_sheet(folder, "figures"), header=[*header_of(folder, "figures"), "remark"])


def without_row(folder: Path) -> None:
    write_sheet(folder, "figures", read_sheet(folder, "figures")[1:])


DEFECTS: dict[str, tuple[Callable[[Path], None], str, str, str | None]] = {
    # what is wrong: how it comes about, the rule, where it is reported, what is suggested
    "undecided": (in_sheet("figures", "12家", helper_keep=""), "proposal-undecided", "figures.csv:4:[keep]", None),
    "answer of another kind": (
        in_sheet("figures", "12家", helper_keep="maybe"),
        "proposal-answer",
        "figures.csv:4:[keep]",
        None,
    ),
    "no dataset chosen": (
        in_sheet("figures", "12家", helper_dataset=""),
        "proposal-answer",
        "figures.csv:4:[dataset]",
        None,
    ),
    "reason unknown": (
        in_sheet("figures", "12家", helper_keep="no", helper_reason="boring"),
        "proposal-answer",
        "figures.csv:4:[reason]",
        None,
    ),
    "row deleted": (without_row, "proposal-row-missing", "figures.csv", None),
    "column deleted": (without_column, "proposal-column", "figures.csv:1:metric", None),
    "column added": (with_column, "proposal-column", "figures.csv:1:remark", None),
    "saved as GBK": (
        lambda f: write_sheet(f, "figures", read_sheet(f, "figures"), encoding="gbk"),
        "proposal-not-csv",
        "figures.csv",
        None,
    ),
    "saved as UTF-16": (
        lambda f: write_sheet(f, "figures", read_sheet(f, "figures"), encoding="utf-16"),
        "proposal-not-csv",
        "figures.csv",
        None,
    ),
    "saved with semicolons": (
        lambda f: write_sheet(f, "figures", read_sheet(f, "figures"), delimiter=";"),
        "proposal-not-csv",
        "figures.csv:1",
        None,
    ),
    "torn quotation mark": (
        lambda f: (f / "figures.csv").write_bytes((f / "figures.csv").read_bytes() + b'"torn\r\n'),
        "proposal-not-csv",
        "figures.csv",
        None,
    ),
    "sheet of no dataset": (
        lambda f: write_sheet(f, "notes", [], header=["[keep]"]),
        "proposal-not-csv",
        "notes.csv",
        None,
    ),
    "month as a date": (
        in_sheet("work_reports", "苏州市", delivered="Jan-31"),
        "proposal-garbled",
        "work_reports.csv:2:delivered",
        None,
    ),
    "fraction as a date": (
        in_sheet("figures", "50亿元", value_text="1月4日"),
        "proposal-garbled",
        "figures.csv:2:value_text",
        "突破50亿元",
    ),
    "full-width digits": (in_sheet("figures", "50亿元", value="５０"), "proposal-garbled", "figures.csv:2:value", "50"),
    "scientific notation": (
        in_sheet("figures", "50亿元", value="1.2E+10"),
        "proposal-garbled",
        "figures.csv:2:value",
        "12000000000",
    ),
    "code in scientific notation": (
        in_sheet("figures", "50亿元", region="3.2E+05"),
        "proposal-garbled",
        "figures.csv:2:region",
        "320000",
    ),
    "noughts lost at the end of a code": (
        in_sheet("figures", "50亿元", region="32"),
        "proposal-garbled",
        "figures.csv:2:region",
        "320000",
    ),
    "words left out that stand twice": (
        lambda f: add(f, "omissions", reason="label", helper_words="集成电路"),
        "proposal-words-twice",
        "omissions.csv:4:[words]",
        None,
    ),
    "length edited": (
        lambda f: edit(f, "documents", lambda r: r.update(characters="12")),
        "proposal-document",
        "documents.csv:2:characters",
        str(len(REPORT)),
    ),
    "leading zeros lost": (
        lambda f: edit(f, "documents", lambda r: r.update(id="2032")),
        "proposal-document",
        "documents.csv:2:id",
        "suzhou_2032",
    ),
    "clause emptied": (
        in_sheet("figures", "50亿元", helper_clause=""),
        "proposal-no-clause",
        "figures.csv:2:[clause]",
        None,
    ),
    "clause not in the document": (
        in_sheet("figures", "50亿元", helper_clause="集成电路产业产值突破60亿元"),
        "proposal-clause-not-found",
        "figures.csv:2:[clause]",
        "集成电路产业产值突破50亿元",
    ),
    "article not kept": (
        in_sheet("sources", "苏州市", helper_keep="no"),
        "proposal-clause-outside",
        "figures.csv:2:[clause]",
        None,
    ),
    "reference to a dropped row": (
        in_sheet("commitments", "产值", helper_keep="no"),
        "proposal-reference",
        "figures.csv:2:priority",
        None,
    ),
    "reference to nothing": (
        in_sheet("figures", "50亿元", priority="row:commitments-99"),
        "proposal-reference",
        "figures.csv:2:priority",
        None,
    ),
    "cell of another dataset": (
        in_sheet("figures", "12家", priority="row:commitments-1"),
        "proposal-stray-cell",
        "figures.csv:4:priority",
        None,
    ),
    "nothing to name it by": (
        in_sheet("commitments", "中试平台", summary_en=""),
        "proposal-no-id",
        "commitments.csv:2:id",
        None,
    ),
    "id of another row": (
        in_sheet("figures", "50亿元", id="qinghe-fab-investment"),
        "proposal-exists",
        "figures.csv:2:id",
        None,
    ),
    "organisation without a role": (
        lambda f: edit(
            f,
            "commitments",
            lambda r: r.update({"[organizations]": "row:organizations-1"}) if "海棠" in r["[words]"] else None,
        ),
        "proposal-syntax",
        "commitments.csv:3:[organizations]",
        None,
    ),
    "inference without a basis": (
        in_sheet("figures", "50亿元", helper_inferred="region = 据前文"),
        "proposal-syntax",
        "figures.csv:2:[inferred]",
        None,
    ),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_what_is_wrong_is_reported_where_it_stands(defect: str, folder: Path, package: Path) -> None:
    spoil, rule, place, suggestion = DEFECTS[defect]
    spoil(folder)
    found = [f for f in findings(folder, package) if f.rule == rule]
    assert found, [f.rule for f in findings(folder, package)]
    places = {":".join(str(p) for p in (Path(f.file or "").name, f.line, f.column) if p is not None): f for f in found}
    at = next((f for p, f in places.items() if p == place or p.startswith(place + ":")), None)
    assert at is not None, places.keys()
    assert at.suggestion == suggestion
    assert speaks_both(at.message_zh + at.message_en)


@pytest.mark.parametrize("printed", ["2032/12/31", "2032年12月31日", "2032.12.31", "2032/12/31 0:00"])
def test_a_date_that_a_spreadsheet_shows_its_own_way_is_read_as_the_date(
    printed: str, folder: Path, package: Path
) -> None:
    edit(folder, "figures", only("50亿元", period_end=printed))
    review, facts = read_review_and_facts(folder, package)
    assert review.findings == []
    ends = {r.cells["period_end"] for r in decisions.decide(review, facts).rows if r.dataset == "targets"}
    assert ends == {"2032-12-31"}


def test_a_sheet_that_cannot_be_read_is_all_that_is_reported(folder: Path, package: Path) -> None:
    """Rows of other sheets refer to its rows; that they find none is not their fault."""
    write_sheet(folder, "commitments", read_sheet(folder, "commitments"), encoding="gbk")
    refused = accept(folder, open_package(package)).findings
    assert [(f.rule, Path(f.file or "").name) for f in refused] == [("proposal-not-csv", "commitments.csv")]
    assert "CSV UTF-8" in refused[0].message_en and "CSV UTF-8" in refused[0].message_zh


def test_one_mistake_is_reported_once_and_not_for_every_row_that_depends_on_it(folder: Path, package: Path) -> None:
    edit(folder, "commitments", only("产值", summary_en=""))
    edit(folder, "sources", only("苏州市", title_en=""))
    found = findings(folder, package)
    assert [(f.rule, Path(f.file or "").name) for f in found] == [
        ("proposal-no-id", "sources.csv"),
        ("proposal-no-id", "commitments.csv"),
    ]


def test_every_rule_of_the_review_has_its_defect() -> None:
    assert {rule.id for book in (review_folder.RULES, decisions.RULES) for rule in book} == {
        rule for _, rule, _, _ in DEFECTS.values()
    }
