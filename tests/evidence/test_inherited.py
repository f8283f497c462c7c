"""What need not be printed beside a fact: the year that its section is about, and the region of the report it is in."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from packages import BASE, Edit, build, findings

REVIEW = (BASE / "documents" / "902_invented_review.txt").read_text(encoding="utf-8")
CLAUSE = "全市集成电路企业达到４０家"


def proof(dataset: str, record: str, clause: str) -> Edit:
    start = REVIEW.index(clause)
    cells = {"dataset": dataset, "record": record, "field": "", "source": "invented-work-review-2031"}
    place = {"start": str(start), "end": str(start + len(clause)), "sha256": sha256(clause.encode()).hexdigest()}
    return {"file": "datasets/evidence.csv", "append": {**cells, **place}}


def milestone(region: str, reached: str) -> list[Edit]:
    cells = {"id": "companies-gather", "region": region, "stage": "achieved", "reached": reached}
    texts = {"summary_zh": "企业聚集", "summary_en": "Companies gather"}
    return [
        {"file": "datasets/milestones.csv", "append": {**cells, **texts}},
        proof("milestones", "companies-gather", CLAUSE),
    ]


def broken(folder: Path, edits: list[Edit]) -> set[str]:
    found = findings(build(folder, edits), only={"milestones"})
    return {f.rule for f in found if f.resource == "milestones"}


@pytest.mark.parametrize(
    ("reached", "period", "stated"),
    [
        ("2030", "2030", True),
        ("2030-06", "2030", True),
        ("2026/2030", "2026/2030", True),
        ("2028", "2026/2030", True),
        ("2029", "2030", False),
        ("2029/2030", "2030", False),
        ("2030", "2030-01/2030-06", False),
        ("2030", "", False),
    ],
)
def test_a_section_dates_what_stands_in_it(reached: str, period: str, stated: bool, tmp_path: Path) -> None:
    start = str(REVIEW.index(CLAUSE))
    section: Edit = {
        "file": "datasets/passages.csv",
        "row": {"source": "invented-work-review-2031", "start": start},
        "set": {"period": period},
    }
    assert ("date-not-stated" in broken(tmp_path / "p", [section, *milestone("320500", reached)])) is not stated


def test_the_region_of_a_report_goes_without_saying_in_its_own_article(tmp_path: Path) -> None:
    report: list[Edit] = [
        {"file": "datasets/work_reports.csv", "append": {"id": "shanghai-2030", "region": "310000", "year": "2030"}},
        proof("work_reports", "shanghai-2030", "苏州市2030年工作回顾"),
    ]
    assert "reference-not-stated" in broken(tmp_path / "alone", milestone("310000", "2030"))
    assert "reference-not-stated" not in broken(tmp_path / "report", [*report, *milestone("310000", "2030")])
    second: list[Edit] = [
        {"file": "datasets/work_reports.csv", "append": {"id": "suzhou-2030", "region": "320500", "year": "2030"}},
        proof("work_reports", "suzhou-2030", "苏州市2030年工作回顾"),
    ]
    assert "reference-not-stated" in broken(tmp_path / "two", [*report, *second, *milestone("310000", "2030")])
