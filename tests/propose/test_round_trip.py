"""From a document to rows and back: propose, fill in, accept; and doing it twice."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from commands import run, snapshot, speaks_both
from review_folders import (
    Row,
    add,
    drop_the_rest,
    edit,
    fill,
    only,
    proposed_rows,
    read_review_and_facts,
    read_sheet,
    write_sheet,
)
from typer.testing import Result
from xinzhi.propose import acceptance


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
    assert {
        "organization": "haitang-microelectronics",
        "priority": priorities[1][1],
        "role": "supported",
        "sequence": "",
    } in rows(own, "priority_organizations")
    changed = {p for p, data in snapshot(own).items() if before.get(p) != data}
    assert changed == {
        f"datasets/{d}.csv"
        for d in (
            "documents",
            "sources",
            "passages",
            "work_reports",
            "regional_priorities",
            "priority_topics",
            "priority_organizations",
            "target_topics",
            "indicator_topics",
            "organizations",
            "targets",
            "indicators",
            "evidence",
            "omissions",
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
    left_out = [r for r in rows(own, "omissions") if r["source"].startswith("excerpt-suzhou")]
    (omission,) = [r for r in left_out if r["reason"] == "background"]
    text = (folder / "document" / "suzhou_2032.txt").read_bytes().decode()
    assert (text[int(omission["start"]) : int(omission["end"])], omission["reason"]) == ("12家", "background")
    assert not [r for r in rows(own, "indicators") if r["id"].startswith("suzhou-design")]


def test_what_stays_unrecorded_is_said(folder: Path, own: Path) -> None:
    edit(folder, "figures", lambda r: r.update({"[keep]": "no"}) if "12家" in r["[words]"] else None)
    result = accepted(folder, own)
    assert result.exit_code == 0
    assert "still to be recorded or left out: 2" in result.stdout and "xinzhi coverage" in result.stdout


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
        reading="whole",
        note_en="Not about chips.",
    )
    result = accepted(folder, own)
    assert result.exit_code == 0, result.output
    assert [r["kind"] for r in rows(own, "passages") if r["source"] == "report"] == ["out"]
    assert "report" not in {r["source"] for r in rows(own, "omissions")}
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
    decided = acceptance.decide(*read_review_and_facts(folder, own))
    assert ("parks", "haitang-valley") in {(r.dataset, r.key) for r in decided.rows}
    edit(
        folder,
        "figures",
        lambda r: r.update({"[more clauses]": "region: 苏州市第九届 | 今年建设"}) if "突破" in r["[words]"] else None,
    )
    evidence = [
        r.cells
        for r in acceptance.decide(*read_review_and_facts(folder, own)).rows
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
    decided = acceptance.decide(*read_review_and_facts(folder, own))
    assert decided.findings == []
    cells = {(r.dataset, r.key): r.cells for r in decided.rows}
    assert cells[("organizations", "haitang-institute")]["parent"] == "haitang-microelectronics"
    assert "haitang-institute" in {r["organization"] for (d, _), r in cells.items() if d == "priority_organizations"}


def test_rows_that_name_each_other_in_a_circle_are_reported(folder: Path, own: Path) -> None:
    edit(folder, "organizations", lambda r: r.update(parent="row:organizations-1"))
    assert {f.rule for f in acceptance.decide(*read_review_and_facts(folder, own)).findings} == {"proposal-reference"}


def test_a_known_name_that_is_kept_becomes_evidence(tmp_path: Path, own: Path) -> None:
    (tmp_path / "news.txt").write_text("星尘微电子在苏州市投资。\n", encoding="utf-8")
    folder = tmp_path / "news"
    assert run("propose", tmp_path / "news.txt", "--package", own, "--to", folder).exit_code == 0
    fill(
        folder,
        "sources",
        "星尘微电子",
        title_zh="消息",
        title_en="Piece of news",
        completeness="full",
        in_scope="true",
        reading="whole",
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
    first, second = (acceptance.decide(*read_review_and_facts(f, own)) for f in (filled, plain))
    assert [(r.dataset, r.cells) for r in first.rows] == [(r.dataset, r.cells) for r in second.rows]
    assert read_review_and_facts(plain, own)[0].findings == []


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
