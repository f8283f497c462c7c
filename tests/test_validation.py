"""Layers are examined in two processes, and say what they say in one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from packages import build
from xinzhi.engine import auto
from xinzhi.result import Check
from xinzhi.validation import validate

# Defects of rules, relations and evidence.
BROKEN = [
    {"file": "datasets/targets.csv", "row": {"id": "suzhou-2031-new-companies"}, "set": {"value": "31"}},
    {
        "file": "datasets/redirects.csv",
        "append": {"dataset": "parks", "old": "a", "new": "no-such-park", "version": "0.1.0"},
    },
    {"file": "documents/901_invented_policy.txt", "remove": True},
]


@pytest.mark.parametrize("sources", ["documents", None])
@pytest.mark.parametrize("patch", [[], BROKEN], ids=["whole", "broken"])
def test_two_processes_report_what_one_does(
    tmp_path: Path, patch: list[dict[str, object]], sources: str | None
) -> None:
    folder = build(tmp_path / "package", patch)
    documents = folder / sources if sources else None
    two, one = validate(folder, documents), validate(folder, documents, engine=auto.run)
    assert [c.as_dict() for c in two.checks] == [c.as_dict() for c in one.checks]
    assert [f.as_dict() for f in two.findings] == [f.as_dict() for f in one.findings]
    assert bool(two.findings) == bool(patch)


def test_one_of_a_unit_is_no_plural() -> None:
    check = Check("form", True, looked_at=1, unit_en="files")
    assert [check.counted_en, replace(check, looked_at=2).counted_en] == ["file", "files"]
    assert replace(check, unit_en="clauses, numerals and names").counted_en == "clauses, numerals and names"
