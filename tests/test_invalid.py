"""tests/invalid: each folder is the valid package with one defect, and has exactly one finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packages import Fixture, build, findings, fixtures, outcome, rules
from xinzhi.findings import Finding

HAN = re.compile(r"[\u3400-\u9fff]")
# What a message repeats from the data or the schema, which may be in either language.
QUOTED = re.compile(r"“.*?”|\"[^\"]*\"", re.DOTALL)
UNFILLED = re.compile(r"\{[a-z_]+\}")


def test_the_base_is_valid(tmp_path: Path) -> None:
    found = findings(build(tmp_path / "package", ledger=True, described=True), covered=True)
    assert [f.as_dict() for f in found] == []


@pytest.mark.parametrize("fixture", fixtures(), ids=lambda fixture: fixture.name)
def test_exactly_one_finding(fixture: Fixture, tmp_path: Path) -> None:
    found = outcome(tmp_path / "package", fixture)
    assert [_as_expected(f) for f in found] == [fixture.expected]
    assert found[0].rule == fixture.rule, "the folder is named after its rule"
    _check_messages(found[0])


def test_a_row_that_ends_early_lacks_its_required_cells(tmp_path: Path) -> None:
    patch = [{"file": "datasets/redirects.csv", "replace": [",xingchen-micro,0.1.0", ",xingchen-micro"]}]
    found = findings(build(tmp_path / "package", patch), only={"redirects"})
    assert [(f.rule, f.line, f.column, f.value) for f in found] == [
        ("constraint-error", 2, "version", ""),
        ("missing-cell", 2, "version", ""),
    ]
    for finding in found:
        _check_messages(finding)


def test_every_rule_has_a_fixture() -> None:
    assert {f.rule for f in fixtures()} == set(rules())


def _as_expected(finding: Finding) -> dict[str, object]:
    """A finding in the keys of `expected.json`."""
    keys = ("rule", "resource", "file", "line", "column", "value", "suggestion")
    shown = {"layer": rules()[finding.rule].layer, **{key: getattr(finding, key) for key in keys}}
    if finding.suggestion is None:
        del shown["suggestion"]
    return shown


def _check_messages(finding: Finding) -> None:
    for message in (finding.message_zh, finding.message_en):
        assert message.strip()
        assert "None" not in message, message
        assert not UNFILLED.search(message), message
    assert HAN.search(QUOTED.sub("", finding.message_zh)), finding.message_zh
    assert not HAN.search(QUOTED.sub("", finding.message_en)), finding.message_en
