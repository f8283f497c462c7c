"""A printed text that its object parts is looked for by its parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from packages import build, findings


@pytest.mark.parametrize(
    ("verb", "stated"), [("支持…建设", True), ("支持", True), ("建设…支持", False), ("支持…扩建", False), ("…", False)]
)
def test_both_parts_of_a_verb_stand_in_one_span_in_order(verb: str, stated: bool, tmp_path: Path) -> None:
    edit = {"file": "datasets/regional_priorities.csv", "row": {"id": "suzhou-2031-fab"}, "set": {"verb_zh": verb}}
    found = findings(build(tmp_path / "p", [edit]), only={"regional_priorities"})
    assert any(f.rule == "text-not-stated" for f in found) is not stated
