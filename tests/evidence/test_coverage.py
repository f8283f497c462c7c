"""What coverage finds where a fact is withdrawn with all that proves it, and what it asks of articles by sentences."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from commands import run
from packages import BASE, Edit, build

REVIEW = "invented-work-review-2031"


def covered(folder: Path) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(
        run("coverage", folder, "--sources", folder / "documents", "--format", "json").stdout
    )
    return result


def withdrawn(dataset: str, id: str) -> list[Edit]:
    """The edits that take a row away with its evidence and its links, as whoever forgot it would have left it out."""
    edits: list[Edit] = [{"file": f"datasets/{dataset}.csv", "delete": {"id": id}}]
    with (BASE / "datasets" / "evidence.csv").open(encoding="utf-8", newline="") as file:
        edits += [
            {"file": "datasets/evidence.csv", "delete": row}
            for row in csv.DictReader(file)
            if (row["dataset"], row["record"]) == (dataset, id)
        ]
    return edits


@pytest.mark.parametrize(
    ("dataset", "id", "expected"),
    [
        ("milestones", "xingchen-automotive-chip", "计划2032年推出车规芯片"),
        ("policy_measures", "suzhou-chip-measures-2031-subsidy", "二是对落户青禾产业园的企业给予最高500万元补助"),
        ("indicators", "suzhou-2030-total-companies", "全市集成电路企业达到４０家"),
    ],
)
def test_a_fact_that_is_withdrawn_with_its_evidence_is_missed(
    tmp_path: Path, dataset: str, id: str, expected: str
) -> None:
    folder = build(tmp_path / "p", withdrawn(dataset, id))
    found = [f["value"] for f in covered(folder)["findings"] if f["rule"] == "clause-unaccounted"]
    assert expected in found


def test_out_of_scope_nothing_is_asked_and_sentences_in_scope_are_counted(tmp_path: Path) -> None:
    folder = build(tmp_path / "p")
    assert covered(folder)["counted"][f"sentences in scope, {REVIEW}"] == 1
    told = run("coverage", folder, "--sources", folder / "documents", "--lang", "en").stdout
    assert f"{REVIEW}: 1 sentence in scope" in told


def test_a_report_without_a_sentence_in_scope_is_read_in_full_and_silent(tmp_path: Path) -> None:
    out = [{"file": "datasets/passages.csv", "row": {"source": REVIEW, "kind": "scope"}, "set": {"kind": "out"}}]
    text = (BASE / "documents" / "902_invented_review.txt").read_text(encoding="utf-8")
    start = text.index("集成电路")
    why = {"source": REVIEW, "start": str(start), "end": str(start + 4), "reason": "label", "note_en": "For the test."}
    edits = [*out, *withdrawn("indicators", "suzhou-2030-total-companies")]
    edits.append({"file": "datasets/omissions.csv", "append": why})
    folder = build(tmp_path / "p", edits)
    assert covered(folder)["findings"] == []
    told = run("coverage", folder, "--sources", folder / "documents", "--lang", "en").stdout
    assert f"{REVIEW}: read in full and silent" in told
