"""An official page proposed, accepted and proposed again; and what accept takes from a person beyond the proposals."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from commands import run
from review_folders import Row, add, drop_the_rest, edit, fill, only, read_review_and_facts, read_sheet
from xinzhi.propose import acceptance

# Invented, but for the names of the province and of the assembly.
PAGE = """\
下载
打印
2032年江苏省政府工作报告
——2032年1月9日在江苏省第二十届人民代表大会第三次会议上
来源：东海日报
时间：2032-01-20
江苏省省长 林一川
各位代表：
现在，我代表省政府向大会报告工作，请审议。
一、2031年工作回顾
去年旅游收入增长８％。集成电路产业产值增长２０％，新增设计企业５家；农业收入增长7%。
二、2032年重点工作
（一）发展新质生产力
建设集成电路中试平台，力争集成电路产业产值突破50亿元。种好粮食。
（二）做强种业
攻克农业“芯片”难题。
各位代表！让我们携手前行！
附件
1.“某芯计划”：支持芯片设计。
相关报道：
"""


def rows(package: Path, dataset: str) -> list[Row]:
    with (package / "datasets" / f"{dataset}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, package: Path) -> Path:
    """What propose wrote for PAGE. Read-only."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "jiangsu_2032.txt").write_text(PAGE, encoding="utf-8")
    result = run("propose", folder / "jiangsu_2032.txt", "--package", package, "--to", folder / "review")
    assert result.exit_code == 0, result.output
    return folder / "review"


def test_the_head_and_the_sections_of_a_page_fill_the_cells(page: Path) -> None:
    (report,) = read_sheet(page, "work_reports")
    assert (report["region"], report["year"], report["delivered"], report["delivered_basis"]) == (
        "320000",
        "2032",
        "2032-01-09",
        "printed",
    )
    assert report["session_zh"] == "江苏省第二十届人民代表大会第三次会议"
    assert report["session_en"] == "Third Session of the Twentieth Jiangsu Provincial People's Congress"
    assert (report["speaker_zh"], report["office_zh"]) == ("林一川", "江苏省省长")
    (source,) = read_sheet(page, "sources")
    assert (source["id"], source["title_zh"]) == ("jiangsu-work-report-2032", "2032年江苏省政府工作报告")
    assert (source["publisher_zh"], source["published"]) == ("东海日报", "2032-01-20")
    figures = {r["value_text"]: r for r in read_sheet(page, "figures")}
    growth = figures["20%"]
    assert (growth["[dataset]"], growth["basis"], growth["period_start"], growth["period_end"]) == (
        "indicators",
        "yoy",
        "2031-01-01",
        "2031-12-31",
    )
    assert (growth["period_basis"], growth["region"], growth["priority"]) == ("report", "320000", "")
    assert figures["5家"]["basis"] == "increase"
    goal = figures["突破50亿元"]
    assert (goal["[dataset]"], goal["kind"], goal["period_end"]) == ("targets", "goal", "2032-12-31")


def test_only_sentences_in_scope_are_proposed_and_what_looks_back_commits_nobody(page: Path) -> None:
    assert [r["[words]"] for r in read_sheet(page, "commitments")] == [
        "建设集成电路中试平台",
        "力争集成电路产业产值突破50亿元",
    ]
    assert [r["value_text"] for r in read_sheet(page, "figures")] == ["20%", "5家", "突破50亿元"]
    (glossed,) = read_sheet(page, "omissions")
    assert (glossed["[words]"], glossed["reason"]) == ("芯片", "out of scope")


def test_passages_are_kept_unless_somebody_says_otherwise_and_name_their_section(page: Path) -> None:
    passages = read_sheet(page, "passages")
    assert {r["[keep]"] for r in passages} == {"yes"}
    text = (page / "document" / "jiangsu_2032.txt").read_bytes().decode()
    assert "".join(text[int(r["start"]) : int(r["end"])] for r in passages) == text
    scope = [r for r in passages if r["kind"] == "scope"]
    assert [(r["section"], r["period"], r["heading_zh"]) for r in scope] == [
        ("review", "2031", "2031年工作回顾"),
        ("tasks", "2032", "发展新质生产力"),
    ]


def test_a_heading_is_translated_once(page: Path, tmp_path: Path, own: Path) -> None:
    folder = shutil.copytree(page, tmp_path / "review")
    fill_sources(folder)
    first = next(r["[row]"] for r in read_sheet(folder, "passages") if r["heading_zh"] == "发展新质生产力")
    edit(
        folder,
        "passages",
        lambda r: r.update(heading_en="Develop new quality productive forces") if r["[row]"] == first else None,
    )
    decided = acceptance.decide(*read_review_and_facts(folder, own))
    english = {r.cells["heading_en"] for r in decided.rows if r.cells.get("heading_zh") == "发展新质生产力"}
    assert english == {"Develop new quality productive forces"}


def fill_sources(folder: Path) -> None:
    edit(
        folder,
        "sources",
        lambda r: r.update(
            {
                "[keep]": "yes",
                "title_en": "2032 Government Work Report of Jiangsu Province",
                "publisher_en": "Donghai Daily",
            }
        ),
    )
    drop_the_rest(folder)


def test_a_registered_document_is_proposed_again_for_what_it_does_not_hold(
    folder: Path, own: Path, tmp_path: Path
) -> None:
    edit(folder, "figures", lambda r: r.update({"[keep]": "no"}) if "12家" in r["[words]"] else None)
    assert run("accept", folder, "--package", own).exit_code == 0
    again = tmp_path / "again"
    result = run("propose", folder / "document" / "suzhou_2032.txt", "--package", own, "--to", again)
    assert result.exit_code == 0, result.output
    assert [read_sheet(again, s) for s in ("documents", "sources", "work_reports")] == [[], [], []]
    assert {r["[words]"] for r in read_sheet(again, "commitments")} == {"全市现有设计企业12家"}
    (left,) = read_sheet(again, "figures")
    assert left["value_text"] == "12家"
    fill(
        again,
        "figures",
        "12家",
        **{"[dataset]": "indicators"},
        metric="company-count",
        links_topics="integrated-circuits",
        basis="level",
        period_start="",
        period_end="",
        period_basis="unknown",
        scope_zh="设计企业",
        scope_en="Design companies",
    )
    drop_the_rest(again)
    accepted = run("accept", again, "--package", own)
    assert accepted.exit_code == 0, accepted.output
    assert [r["value_text"] for r in rows(own, "indicators") if r["value_text"] == "12家"] == ["12家"]


def test_words_of_ones_own_are_left_out_at_the_place_of_their_clause(folder: Path, own: Path) -> None:
    edit(folder, "figures", lambda r: r.update({"[keep]": "no"}) if "12家" in r["[words]"] else None)
    add(
        folder,
        "omissions",
        reason="background",
        helper_words="设计企业",
        helper_clause="全市现有设计企业12家",
    )
    decided = acceptance.decide(*read_review_and_facts(folder, own))
    assert decided.findings == []
    (omission,) = [r.cells for r in decided.rows if r.dataset == "omissions" and r.cells["reason"] == "background"]
    text = (folder / "document" / "suzhou_2032.txt").read_bytes().decode()
    start = text.index("全市现有") + len("全市现有")
    assert (omission["start"], omission["end"]) == (str(start), str(start + len("设计企业")))


def test_the_clause_of_an_alias_is_evidence_for_whom_it_names(folder: Path, own: Path) -> None:
    add(
        folder,
        "organization_aliases",
        alias="海棠微",
        organization="row:organizations-1",
        helper_clause="支持海棠微电子扩建封装线",
    )
    decided = acceptance.decide(*read_review_and_facts(folder, own))
    assert decided.findings == []
    proved = [
        r.cells["record"] for r in decided.rows if r.dataset == "evidence" and r.cells["dataset"] == "organizations"
    ]
    assert "haitang-microelectronics" in proved


def test_what_was_proposed_for_another_dataset_is_no_stray_cell(folder: Path, own: Path) -> None:
    """A figure that looks back was proposed as a target with a commitment; whoever makes it an indicator need not empty
    that cell, but what they wrote themselves they must."""
    edit(folder, "figures", only("50亿元", helper_dataset="indicators", kind=""))
    rules = [f.rule for f in acceptance.decide(*read_review_and_facts(folder, own)).findings]
    assert rules == []
    edit(folder, "figures", only("50亿元", priority="row:commitments-1"))
    rules = [f.rule for f in acceptance.decide(*read_review_and_facts(folder, own)).findings]
    assert rules == ["proposal-stray-cell"]


def test_with_the_other_documents_their_evidence_is_read_too(folder: Path, own: Path, tmp_path: Path) -> None:
    documents = shutil.copytree(own / "documents", tmp_path / "documents")
    assert run("accept", folder, "--package", own, "--sources", documents).exit_code == 0
    torn = next(documents.glob("900_*.txt"))
    torn.write_text(torn.read_text(encoding="utf-8")[::-1], encoding="utf-8")
    fresh = shutil.copytree(folder, tmp_path / "fresh")
    edit(fresh, "figures", lambda r: r.update({"[keep]": "no"}) if "12家" in r["[words]"] else None)
    result = run("accept", fresh, "--package", own, "--sources", documents)
    assert result.exit_code == 1
    assert run("accept", fresh, "--package", own, "--sources", tmp_path / "nowhere").exit_code == 2
