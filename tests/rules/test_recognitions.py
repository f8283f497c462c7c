"""Whom a recognition may be of."""

from __future__ import annotations

from pathlib import Path

import pytest
from packages import Edit, build
from xinzhi.validation import validate

OF_NOBODY: Edit = {"file": "datasets/recognition_parks.csv", "delete": {"recognition": "qinghe-park-provincial-park"}}
OF_A_CLUSTER: Edit = {
    "file": "datasets/recognition_clusters.csv",
    "extend": ["qinghe-park-provincial-park,suzhou-integrated-circuits\n", 1],
}
IN_SUZHOU: Edit = {
    "file": "datasets/recognitions.csv",
    "row": {"id": "qinghe-park-provincial-park"},
    "set": {"region": "320500"},
}


@pytest.mark.parametrize(
    ("edits", "rules"),
    [
        ([OF_NOBODY], {"recognition-of-nobody"}),
        ([OF_NOBODY, OF_A_CLUSTER], set()),
        # A source may say where something unnamed was recognised.
        ([OF_NOBODY, IN_SUZHOU], set()),
    ],
)
def test_a_recognition_has_a_recipient_or_a_place(edits: list[Edit], rules: set[str], tmp_path: Path) -> None:
    found = validate(build(tmp_path / "p", edits)).findings
    assert {f.rule for f in found if f.resource == "recognitions"} == rules
