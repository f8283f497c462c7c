"""Fills in review folders for the tests, as a spreadsheet would: by sheet, row and column."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

from xinzhi.contract.package import open_package
from xinzhi.contract.tables import read_tables
from xinzhi.domains import datasets_of
from xinzhi.evidence.facts import Facts, gather
from xinzhi.propose import review_folder

Row = dict[str, str]

# Written for the tests: the city is real, its session, companies, parks and figures are invented.
REPORT = """\
2032年1月9日,苏州市第九届人民代表大会第四次会议开幕,苏州市市长陆一鸣作政府工作报告。报告提出:
今年建设集成电路中试平台,支持海棠微电子扩建封装线;集成电路产业产值突破50亿元,新增设计企业5家以上。
另据了解,全市现有设计企业12家。
"""


def read_sheet(folder: Path, sheet: str) -> list[Row]:
    text = (folder / f"{sheet}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def write_sheet(
    folder: Path,
    sheet: str,
    rows: list[Row],
    *,
    header: list[str] | None = None,
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
) -> None:
    header = header or header_of(folder, sheet)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="", lineterminator="\r\n", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    (folder / f"{sheet}.csv").write_bytes(out.getvalue().encode(encoding))


def header_of(folder: Path, sheet: str) -> list[str]:
    text = (folder / f"{sheet}.csv").read_bytes().decode("utf-8-sig")
    return next(csv.reader(io.StringIO(text, newline="")))


def edit(folder: Path, sheet: str, change: Callable[[Row], object]) -> None:
    """Change every row of a sheet."""
    rows = read_sheet(folder, sheet)
    for row in rows:
        change(row)
    write_sheet(folder, sheet, rows)


def fill(folder: Path, sheet: str, words: str, **cells: str) -> None:
    """Keep the one candidate whose recognised words contain `words`, with these cells. `links_x` stands for `[x]`."""
    rows = read_sheet(folder, sheet)
    found = [r for r in rows if words in r["[words]"] and not r["[keep]"]]
    assert len(found) == 1, f"{len(found)} open candidates in {sheet} hold {words!r}"
    found[0].update({"[keep]": "yes", **{(f"[{k[6:]}]" if k.startswith("links_") else k): v for k, v in cells.items()}})
    write_sheet(folder, sheet, rows)


def add(folder: Path, sheet: str, **cells: str) -> None:
    """Add a row by hand. `helper_x` stands for `[x]`, with blanks for underscores."""
    named = {(f"[{k[7:].replace('_', ' ')}]" if k.startswith("helper_") else k): v for k, v in cells.items()}
    write_sheet(folder, sheet, [*read_sheet(folder, sheet), {"[keep]": "yes", **named}])


def drop_the_rest(folder: Path) -> None:
    """Answer `no` wherever nothing was answered."""
    for path in sorted(folder.glob("*.csv")):
        edit(folder, path.stem, lambda row: row.update({"[keep]": row["[keep]"] or "no"}))


def proposed_rows(folder: Path) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = json.loads((folder / "proposal.json").read_text(encoding="utf-8"))["rows"]
    return rows


def fill_report(folder: Path) -> None:
    """Fill in what was proposed from REPORT so that it is right."""
    fill(
        folder,
        "sources",
        "苏州市",
        title_zh="苏州市2032年政府工作报告摘录(题名自拟)",
        title_en="Excerpt of Suzhou's work report of 2032",
        completeness="excerpt",
        in_scope="true",
        reading="whole",
    )
    fill(
        folder,
        "work_reports",
        "苏州市",
        session_en="Fourth Session of the Ninth Suzhou Municipal People's Congress",
        speaker_en="Lu Yiming",
        office_en="Mayor of Suzhou",
    )
    fill(
        folder,
        "organizations",
        "海棠微电子",
        name_en="Haitang Microelectronics",
        name_en_basis="translated",
        kind="company",
        region="320500",
    )
    fill(
        folder,
        "commitments",
        "中试平台",
        summary_zh="建一座集成电路中试平台",
        summary_en="Build a pilot platform for integrated circuits",
        links_topics="integrated-circuits",
    )
    fill(
        folder,
        "commitments",
        "支持海棠",
        summary_zh="帮助海棠微电子扩大封装产能",
        summary_en="Help Haitang Microelectronics expand its packaging line",
        links_topics="wafer-fabrication",
        links_organizations="row:organizations-1 = supported",
        stance="support",
    )
    fill(
        folder,
        "commitments",
        "产值",
        summary_zh="使集成电路产业的产值超过50亿元",
        links_topics="integrated-circuits",
        summary_en="Bring the output value of the integrated-circuit industry above 5 billion yuan",
    )
    fill(
        folder,
        "commitments",
        "新增设计企业",
        summary_zh="增加至少5家设计企业",
        summary_en="Add at least 5 design companies",
        links_topics="integrated-circuits",
    )
    fill(
        folder,
        "figures",
        "突破50亿元",
        kind="goal",
        metric="output-value",
        links_topics="integrated-circuits",
        basis="level",
    )
    fill(
        folder,
        "figures",
        "5家以上",
        kind="goal",
        metric="company-count",
        links_topics="integrated-circuits",
        basis="increase",
        scope_zh="设计企业",
        scope_en="Design companies",
    )
    fill(
        folder,
        "figures",
        "12家",
        **{"[dataset]": "indicators"},
        priority="",
        metric="company-count",
        links_topics="integrated-circuits",
        basis="level",
        period_start="",
        period_end="",
        period_basis="unknown",
        scope_zh="设计企业",
        scope_en="Design companies",
    )
    for words in ("报告提出", "另据了解"):
        add(folder, "omissions", reason="rhetoric", helper_words=words)
    drop_the_rest(folder)


def read_review_and_facts(folder: Path, package: Path) -> tuple[review_folder.Review, Facts]:
    opened = open_package(package)
    return review_folder.read_review(folder, opened), gather(read_tables(opened), datasets_of(opened))


def only(words: str, **cells: str) -> Callable[[Row], object]:
    named = {(f"[{k[7:].replace('_', ' ')}]" if k.startswith("helper_") else k): v for k, v in cells.items()}
    return lambda row: row.update(named) if words in row["[words]"] else None
