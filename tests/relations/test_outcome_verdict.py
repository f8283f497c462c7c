"""Which verdicts the figures of a target and of what was observed allow."""

from __future__ import annotations

from pathlib import Path

from packages import Edit, build, findings

# The comparator and value of the target, those of the indicator, and the verdicts that are right.
CASES = [
    ("ge", 30, "eq", 40, {"met"}),
    ("gt", 30, "eq", 40, {"met"}),
    ("ge", 30, "gt", 40, {"met"}),
    ("gt", 30, "eq", 30, {"missed"}),
    ("ge", 30, "eq", 29, {"missed"}),
    ("eq", 30, "eq", 40, {"exceeded"}),
    ("eq", 30, "eq", 30, {"met"}),
    ("approx", 30, "eq", 40, {"exceeded"}),
    ("approx", 30, "eq", 31, {"met", "exceeded"}),
    ("le", 30, "eq", 20, {"met", "exceeded"}),
    ("le", 30, "eq", 40, {"missed"}),
]
VERDICTS = ("met", "exceeded", "missed")


def test_a_target_that_only_asks_to_get_there_is_met_however_far_it_is_passed(tmp_path: Path) -> None:
    edits: list[Edit] = []
    for i, (comparator, value, seen, observed, _) in enumerate(CASES):
        shared = {"region": "320500", "metric": "company-count", "unit": "item-jia", "basis": "level"}
        target = {**shared, "id": f"t{i}", "kind": "goal", "comparator": comparator, "value": str(value)}
        indicator = {**shared, "id": f"i{i}", "comparator": seen, "value": str(observed)}
        edits += [
            {"file": "datasets/targets.csv", "append": target},
            {"file": "datasets/indicators.csv", "append": indicator},
        ]
        for verdict in VERDICTS:
            cells = {"id": f"t{i}-{verdict}", "dataset": "targets", "record": f"t{i}", "year": "2032"}
            rest = {"source": "invented-policy-2031", "verdict": verdict, "indicator": f"i{i}"}
            edits.append({"file": "datasets/outcomes.csv", "append": {**cells, **rest}})
    found = findings(build(tmp_path / "p", edits), only=set())
    lines = (tmp_path / "p" / "datasets" / "outcomes.csv").read_text(encoding="utf-8").splitlines()
    wrong = {lines[f.line - 1].split(",")[0] for f in found if f.rule == "outcome-verdict" and f.line}
    expected = {f"t{i}-{v}" for i, (*_, right) in enumerate(CASES) for v in VERDICTS if v not in right}
    assert wrong == expected
