"""Whom a recognition may be of."""

from __future__ import annotations

from pathlib import Path

import pytest
from packages import build
from xinzhi.validation import validate


@pytest.mark.parametrize(("cluster", "rules"), [("suzhou-integrated-circuits", set()), ("", {"no-subject"})])
def test_a_cluster_may_be_recognised_without_any_other_subject(cluster: str, rules: set[str], tmp_path: Path) -> None:
    edit = {
        "file": "datasets/recognitions.csv",
        "row": {"id": "qinghe-park-provincial-park"},
        "set": {"park": "", "cluster": cluster},
    }
    found = validate(build(tmp_path / "p", [edit])).findings
    assert {f.rule for f in found if f.resource == "recognitions"} == rules
