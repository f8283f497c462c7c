"""From a document to rows and back: propose, fill in, accept; what is undecided, garbled or wrong; and doing it
twice."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import run, snapshot, speaks_both
from packages import build
from review_folders import (
    REPORT,
    Row,
    add,
    drop_the_rest,
    edit,
    fill,
    fill_report,
    header_of,
    proposed_rows,
    read_sheet,
    write_sheet,
)
from typer.testing import Result
from xinzhi.contract.package import open_package
from xinzhi.contract.tables import read_tables
from xinzhi.domains import datasets_of
from xinzhi.evidence.facts import gather
from xinzhi.findings import Finding
from xinzhi.propose import acceptance, decisions, review_folder


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The valid package of the tests. Read-only."""
    return build(tmp_path_factory.mktemp("base") / "package")


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory, package: Path) -> Path:
    """What propose wrote for REPORT. Read-only."""
    folder = tmp_path_factory.mktemp("proposed")
    (folder / "suzhou_2032.txt").write_text(REPORT, encoding="utf-8")
    result = run("propose", folder / "suzhou_2032.txt", "--package", package, "--to", folder / "review")
    assert result.exit_code == 0, result.output
    return folder / "review"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, proposed: Path) -> Path:
    """The same, filled in rightly. Read-only."""
    folder = tmp_path_factory.mktemp("filled") / "review"
    shutil.copytree(proposed, folder)
    fill_report(folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path, filled: Path) -> Path:
    """The filled folder, to be changed."""
    return shutil.copytree(filled, tmp_path / "review")


@pytest.fixture
def own(tmp_path: Path, package: Path) -> Path:
    """The package, to be changed."""
    return shutil.copytree(package, tmp_path / "package")


def rows(package: Path, dataset: str) -> list[Row]:
    with (package / "datasets" / f"{dataset}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def accepted(folder: Path, package: Path) -> Result:
    return run("accept", folder, "--package", package)


# The way that it should go


def test_a_document_becomes_rows_that_validate_and_are_covered(folder: Path, own: Path) -> None:
    before = snapshot(own)
    result = accepted(folder, own)
    assert result.exit_code == 0, result.output
    assert speaks_both(result.stdout)
    targets = {r["id"]: r for r in rows(own, "targets")}
    revenue = targets["suzhou-2032-output-value"]
    assert (revenue["comparator"], revenue["value"], revenue["unit"], revenue["region"]) == (
        "gt",
        "50",
        "cny-100m",
        "320500",
    )
    assert revenue["priority"] in {r["id"] for r in rows(own, "regional_priorities")}
    priorities = sorted(
        (int(r["sequence"]), r["id"]) for r in rows(own, "regional_priorities") if r["work_report"] == "suzhou-2032"
    )
    assert [n for n, _ in priorities] == [1, 2, 3, 4]
    assert priorities[0][1] == "suzhou-2032-pilot-platform-integrated-circuits"
    assert {"organization": "haitang-microelectronics", "priority": priorities[1][1], "role": "supported"} in rows(
        own, "priority_organizations"
    )
    changed = {p for p, data in snapshot(own).items() if before.get(p) != data}
    assert changed == {
        f"datasets/{d}.csv"
        for d in (
            "documents",
            "sources",
            "work_reports",
            "regional_priorities",
            "priority_topics",
            "priority_organizations",
            "organizations",
            "targets",
            "indicators",
            "evidence",
        )
    }
    documents = folder / "document"
    assert run("fmt", own, "--check").exit_code == 0
    assert run("validate", own, "--sources", documents).exit_code == 0
    coverage = run("coverage", own, "--sources", documents)
    assert "nothing left" in coverage.stdout


def test_accepting_twice_adds_nothing(folder: Path, own: Path) -> None:
    assert accepted(folder, own).exit_code == 0
    before = snapshot(own)
    again = accepted(folder, own)
    assert again.exit_code == 0 and "nothing to add" in again.stdout
    assert snapshot(own) == before


def test_a_row_that_was_corrected_since_is_not_added_again(folder: Path, own: Path) -> None:
    assert accepted(folder, own).exit_code == 0
    path = own / "datasets" / "regional_priorities.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("建一座集成电路中试平台", "建成一座集成电路中试平台"), encoding="utf-8"
    )
    before = snapshot(own)
    again = accepted(folder, own)
    assert again.exit_code == 1
    assert "proposal-exists" in again.stdout and "suzhou-2032-pilot-platform-integrated-circuits" in again.stdout
    assert snapshot(own) == before


def test_no_text_of_the_document_comes_into_the_datasets(folder: Path, own: Path) -> None:
    before = {d.stem: {tuple(r.items()) for r in rows(own, d.stem)} for d in (own / "datasets").glob("*.csv")}
    assert accepted(folder, own).exit_code == 0
    new = "\n".join(
        cell
        for d in (own / "datasets").glob("*.csv")
        for r in rows(own, d.stem)
        if tuple(r.items()) not in before[d.stem]
        for cell in r.values()
    )
    for clause in (row["[clause]"] for sheet in ("commitments", "figures") for row in read_sheet(folder, sheet)):
        assert clause not in new
    for header in ("[keep]", "[clause]", "[decide]"):
        assert header not in new


def test_a_summary_that_copies_the_document_is_refused_at_its_cell(folder: Path, own: Path) -> None:
    copied = "支持海棠微电子扩建封装线;集成电路产业产值突破50亿元"
    rows_ = read_sheet(folder, "commitments")
    line = next(i for i, r in enumerate(rows_, start=2) if "中试平台" in r["[words]"])
    edit(folder, "commitments", lambda r: r.update(summary_zh=copied) if "中试平台" in r["[words]"] else None)
    before = snapshot(own)
    result = accepted(folder, own)
    assert result.exit_code == 1
    assert "copied-text" in result.stdout and f"commitments.csv:{line}:summary_zh" in result.stdout
    assert snapshot(own) == before


def test_a_word_that_is_left_out_with_a_reason_becomes_an_omission(folder: Path, own: Path) -> None:
    edit(
        folder,
        "figures",
        lambda r: r.update({"[keep]": "no", "[reason]": "background"}) if "12家" in r["[words]"] else None,
    )
    result = accepted(folder, own)
    assert result.exit_code == 0, result.output
    (omission,) = [r for r in rows(own, "omissions") if r["source"].startswith("excerpt-suzhou")]
    text = (folder / "document" / "suzhou_2032.txt").read_bytes().decode()
    assert (text[int(omission["start"]) : int(omission["end"])], omission["reason"]) == ("12家", "background")
    assert not [r for r in rows(own, "indicators") if r["id"].startswith("suzhou-design")]


def test_what_stays_unrecorded_is_said(folder: Path, own: Path) -> None:
    edit(folder, "figures", lambda r: r.update({"[keep]": "no"}) if "12家" in r["[words]"] else None)
    result = accepted(folder, own)
    assert result.exit_code == 0
    assert "still to be recorded or left out: 1" in result.stdout and "xinzhi coverage" in result.stdout


def test_an_article_out_of_scope_answers_for_its_candidates(proposed: Path, tmp_path: Path, own: Path) -> None:
    folder = shutil.copytree(proposed, tmp_path / "review")
    fill(
        folder,
        "sources",
        "苏州市",
        title_zh="报告",
        title_en="A report",
        completeness="full",
        in_scope="FALSE",
        note_en="Not about chips.",
    )
    result = accepted(folder, own)
    assert result.exit_code == 0, result.output
    assert ("a-report" if any(r["id"] == "a-report" for r in rows(own, "sources")) else "report") in {
        r["source"] for r in rows(own, "omissions")
    }
    assert "still to be recorded" not in result.stdout


def test_a_row_of_ones_own_and_a_second_clause_are_taken(folder: Path, own: Path) -> None:
    add(
        folder,
        "parks",
        name_zh="海棠谷",
        name_en="Haitang Valley",
        name_en_basis="translated",
        kind="park",
        region="320500",
        helper_row="my-park",
        helper_clause="新增设计企业5家以上",
    )
    decided = acceptance.decide(*_read(folder, own))
    assert ("parks", "haitang-valley") in {(r.dataset, r.key) for r in decided.rows}
    edit(
        folder,
        "figures",
        lambda r: r.update({"[more clauses]": "region: 苏州市第九届 | 今年建设"}) if "突破" in r["[words]"] else None,
    )
    evidence = [
        r.cells
        for r in acceptance.decide(*_read(folder, own)).rows
        if r.dataset == "evidence" and r.cells["record"].endswith("output-value")
    ]
    assert sorted(r["field"] for r in evidence) == ["", "", "region"]


def test_rows_may_name_rows_that_come_later(folder: Path, own: Path) -> None:
    add(
        folder,
        "organizations",
        name_zh="海棠研究所",
        name_en="Haitang Institute",
        name_en_basis="translated",
        kind="research institute",
        parent="row:organizations-1",
        helper_row="institute",
        helper_clause="支持海棠微电子扩建封装线",
    )
    rows_ = read_sheet(folder, "organizations")
    write_sheet(folder, "organizations", [rows_[-1], *rows_[:-1]])
    edit(
        folder,
        "commitments",
        lambda r: r.update({"[organizations]": "row:institute = supported"}) if "海棠" in r["[words]"] else None,
    )
    decided = acceptance.decide(*_read(folder, own))
    assert decided.findings == []
    cells = {(r.dataset, r.key): r.cells for r in decided.rows}
    assert cells[("organizations", "haitang-institute")]["parent"] == "haitang-microelectronics"
    assert "haitang-institute" in {r["organization"] for (d, _), r in cells.items() if d == "priority_organizations"}


def test_rows_that_name_each_other_in_a_circle_are_reported(folder: Path, own: Path) -> None:
    edit(folder, "organizations", lambda r: r.update(parent="row:organizations-1"))
    assert {f.rule for f in acceptance.decide(*_read(folder, own)).findings} == {"proposal-reference"}


def test_a_known_name_that_is_kept_becomes_evidence(tmp_path: Path, own: Path) -> None:
    (tmp_path / "news.txt").write_text("星尘微电子在苏州市投资。\n", encoding="utf-8")
    folder = tmp_path / "news"
    assert run("propose", tmp_path / "news.txt", "--package", own, "--to", folder).exit_code == 0
    fill(
        folder, "sources", "星尘微电子", title_zh="消息", title_en="Piece of news", completeness="full", in_scope="true"
    )
    fill(folder, "names", "星尘微电子")
    drop_the_rest(folder)
    result = accepted(folder, own)
    assert result.exit_code == 0, result.output
    assert [r["dataset"] for r in rows(own, "evidence") if r["source"] == "piece-news"] == ["organizations"]


def test_sheets_are_read_as_a_spreadsheet_saves_them(filled: Path, tmp_path: Path, own: Path) -> None:
    plain = shutil.copytree(filled, tmp_path / "plain")
    for path in sorted(plain.glob("*.csv")):
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        width = text.split("\n", 1)[0].count(",")
        path.write_text(text + "," * width + "\n", encoding="utf-8", newline="")  # no mark, LF, a padded row
    first, second = (acceptance.decide(*_read(f, own)) for f in (filled, plain))
    assert [(r.dataset, r.cells) for r in first.rows] == [(r.dataset, r.cells) for r in second.rows]
    assert _read(plain, own)[0].findings == []


# What is undecided, garbled or wrong


def _read(folder: Path, package: Path) -> tuple[review_folder.Review, decisions.Facts]:
    opened = open_package(package)
    return review_folder.read_review(folder, opened), gather(read_tables(opened), datasets_of(opened))


def findings(folder: Path, package: Path) -> list[Finding]:
    reviewed, facts = _read(folder, package)
    return reviewed.findings + decisions.decide(reviewed, facts).findings


def only(words: str, **cells: str) -> Callable[[Row], object]:
    named = {(f"[{k[7:].replace('_', ' ')}]" if k.startswith("helper_") else k): v for k, v in cells.items()}
    return lambda row: row.update(named) if words in row["[words]"] else None


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
    "date in slashes": (
        in_sheet("figures", "50亿元", period_end="2032/12/31"),
        "proposal-garbled",
        "figures.csv:2:period_end",
        "2032-12-31",
    ),
    "date in words": (
        in_sheet("figures", "50亿元", period_end="2032年12月31日"),
        "proposal-garbled",
        "figures.csv:2:period_end",
        "2032-12-31",
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


def test_a_finding_of_validation_is_told_at_the_cell_that_was_filled_in(folder: Path, own: Path) -> None:
    edit(folder, "figures", only("50亿元", metric="no-such-metric"))
    before = snapshot(own)
    result = accepted(folder, own)
    assert result.exit_code == 1
    assert "figures.csv:2:metric" in result.stdout and "nothing was written" in result.stdout
    assert snapshot(own) == before


def test_every_candidate_is_named_in_the_record(proposed: Path) -> None:
    for sheet, names in proposed_rows(proposed).items():
        assert [r["[row]"] for r in read_sheet(proposed, sheet)] == names
    assert all(
        r["[keep]"] == ""
        for sheet in proposed_rows(proposed)
        if sheet != "documents"
        for r in read_sheet(proposed, sheet)
    )
