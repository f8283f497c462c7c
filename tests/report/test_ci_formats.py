"""JUnit and GitLab's Code Quality: readable by their readers, with every finding in them."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from small import BOOKS, make, outcome_of
from xinzhi.findings import Finding
from xinzhi.report.gitlab import code_quality
from xinzhi.report.junit import junit
from xinzhi.report.outcome import Outcome
from xinzhi.result import Check, Report

DIRTY = BOOKS + "b4,Four,nowhere,40,\nb5,Five,north,x,\nb6,Six,north,y,\n"


def test_a_layer_without_findings_is_a_case_that_passed(tmp_path: Path) -> None:
    root = ElementTree.fromstring(junit(outcome_of(make(tmp_path)), "both"))
    assert {c.get("name"): len(c) for c in root.iter("testcase")} == {"descriptor": 0, "structure": 0}
    assert (root.get("tests"), root.get("failures")) == ("2", "0")


def test_a_rule_with_errors_is_a_case_that_failed_and_lists_them_all(tmp_path: Path) -> None:
    root = ElementTree.fromstring(junit(outcome_of(make(tmp_path, DIRTY)), "both"))
    failed = {c.get("name"): c.find("failure") for c in root.iter("testcase") if c.find("failure") is not None}
    assert set(failed) == {"foreign-key", "type-error"}
    text = failed["type-error"].text or ""  # type: ignore[union-attr]
    assert (
        "data/books.csv:6:15" in text
        and "data/books.csv:7:14" in text
        and "“x”" in text
        and "“y”" in text
        and "类型" in text
    )
    assert (root.get("tests"), root.get("failures")) == ("3", "2")


def test_warnings_fail_nothing_but_are_told(tmp_path: Path) -> None:
    root = ElementTree.fromstring(junit(outcome_of(make(tmp_path, BOOKS.replace("One", '" One"'))), "en"))
    (case,) = [c for c in root.iter("testcase") if c.get("name") == "padded-cell"]
    assert case.find("failure") is None and "white space" in (case.findtext("system-out") or "")


def test_a_layer_that_did_not_run_is_skipped_with_its_reason(tmp_path: Path) -> None:
    outcome = outcome_of(make(tmp_path))
    outcome.report.skip("evidence", ("证据", "evidence"), "原文不在手边", "the documents were not given")
    root = ElementTree.fromstring(junit(outcome, "en"))
    (skipped,) = root.iter("skipped")
    assert skipped.get("message") == "the documents were not given" and root.get("skipped") == "1"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.sampled_from(HOSTILE))
def test_no_text_makes_the_xml_unreadable(text: str) -> None:
    report = Report(outcome_of_nothing().report.package)
    report.findings = [Finding("a-rule", text, text, suggestion=text, value=text, column=text)]
    report.checks = [Check("rules", True, 1, rules=("a-rule",))]
    (failure,) = ElementTree.fromstring(junit(Outcome(report, report.package.root), "both").encode()).iter("failure")
    assert (failure.get("message") or "").startswith("1 found")


def outcome_of_nothing() -> Outcome:
    from xinzhi.contract.package import Package

    return Outcome(
        Report(Package(Path("/nowhere"), Path("/nowhere/datapackage.json"), {"name": "none"})), Path("/nowhere")
    )


def test_code_quality_has_what_gitlab_asks_for(tmp_path: Path) -> None:
    found = json.loads(json.dumps(code_quality(outcome_of(make(tmp_path, DIRTY)), "en")))
    assert [(f["check_name"], f["location"]["path"], f["location"]["lines"]["begin"]) for f in found] == [
        ("foreign-key", "data/books.csv", 5),
        ("type-error", "data/books.csv", 6),
        ("type-error", "data/books.csv", 7),
    ]
    assert {f["severity"] for f in found} == {"major"} and len({f["fingerprint"] for f in found}) == 3
    assert all(isinstance(f["description"], str) and f["description"] for f in found)
