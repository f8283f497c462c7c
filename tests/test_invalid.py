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


def complaints(tried: set[str], known: set[str]) -> list[str]:
    """What to do about the rules without a fixture, and the fixtures without a rule."""
    return [
        *(
            f"the rule {rule} has no fixture: add tests/invalid/{rule}__<case>/ with patch.json, the one edit that"
            " breaks the package of tests/base, and expected.json, the one finding that follows (the form:"
            " tests/packages.py)"
            for rule in sorted(known - tried)
        ),
        *(f"no rule is called {rule}: rename or remove tests/invalid/{rule}__*" for rule in sorted(tried - known)),
    ]


def test_every_rule_has_a_fixture() -> None:
    missing = complaints({f.rule for f in fixtures()}, set(rules()))
    assert not missing, "\n".join(missing)


def test_a_rule_without_a_fixture_and_a_fixture_without_a_rule_are_named() -> None:
    lacking, gone = complaints({"old-rule", "kept"}, {"new-rule", "kept"})
    assert "the rule new-rule has no fixture: add tests/invalid/new-rule__" in lacking
    assert "no rule is called old-rule" in gone


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
