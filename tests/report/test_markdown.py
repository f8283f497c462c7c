"""The comment of a pull request: verdict, findings, what changes; and nothing in a cell formats, links or calls."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from small import BOOKS, commit, compared, make, outcome_of
from xinzhi.findings import Finding
from xinzhi.report.harmless import harmless
from xinzhi.report.html import html
from xinzhi.report.markdown import markdown
from xinzhi.report.markdown_text import code, literal
from xinzhi.report.outcome import Outcome
from xinzhi.report.sarif import sarif

DIRTY = BOOKS + "b5,Five,north,x,\nb6,Six,north,y,\n"


def _html(text: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)


def _told(text: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", _html(text))).strip()


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=40)
    | st.sampled_from([v for v in HOSTILE if v.isprintable()])
)
def test_a_literal_text_is_shown_as_it_is(text: str) -> None:
    shown = harmless(text)
    row = f"| a |\n| --- |\n| {code(text)} |\n"
    assert _told(row).split("\n")[-1].strip() == shown
    assert (
        _told(f"| a |\n| --- |\n| x {literal(text)} |\n").replace("\u2060", "").split("\n")[-1].strip() == f"x {shown}"
    )


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_cell_makes_no_tag_no_link_and_no_mention(tmp_path: Path, value: str) -> None:
    rows = 'c,C,north,"{}",\n'.format(value.replace('"', '""'))
    text = markdown(outcome_of(make(tmp_path, BOOKS + rows)), "both")
    tags = set(re.findall(r"<(/?\w+)", _html(text)))
    assert tags <= {
        f"{end}{t}"
        for t in ["h3", "p", "code", "table", "thead", "tbody", "tr", "th", "td", "br", "details", "summary", "hr"]
        for end in ("", "/")
    }
    assert "@octocat" not in _told(text) and "://" not in text and "www." not in text
    assert _html(text).count("<tr>") == 2 + 3  # the header and the finding, and the layers


def test_the_verdict_stands_first_and_findings_of_a_rule_share_a_line(tmp_path: Path) -> None:
    text = markdown(outcome_of(make(tmp_path, DIRTY)), "both")
    assert text.splitlines()[0] == "### ❌ INVALID · 无效"
    (line,) = [line for line in text.splitlines() if "type-error" in line]
    assert "data/books.csv:5" in line and "data/books.csv:6" in line and "× 2" in line
    assert markdown(outcome_of(make(tmp_path)), "zh").splitlines()[0] == "### ✅ 有效"


def test_with_a_comparison_only_what_the_change_introduces_is_listed(tmp_path: Path) -> None:
    make(tmp_path, DIRTY)
    commit(tmp_path)
    text = markdown(compared(make(tmp_path, DIRTY + "b7,Seven,nowhere,1,\n")), "both")
    assert "This change introduces 1 error" in text and "此更改带来 1 个错误" in text
    assert "1 introduced, 2 old, 0 fixed" in text
    assert "foreign-key" in text and "type-error" not in text


def test_errors_that_the_engine_counts_beyond_those_it_lists_are_told(tmp_path: Path) -> None:
    rows = "".join(f"c{i},{'C' * 60},north,x,\n" for i in range(6000))
    outcome = outcome_of(make(tmp_path, BOOKS + rows))
    assert (outcome.report.answers["books"].engine, len(outcome.findings)) == ("scan", 1000)
    assert "5,000 more findings not listed" in markdown(outcome, "en")
    assert "5,000 more findings counted, not listed" in html(outcome, "en")
    assert "6,000 findings, of which 1,000" in str(sarif(outcome, "en")["runs"][0]["invocations"])


def test_a_comment_is_never_longer_than_github_takes(tmp_path: Path) -> None:
    report = outcome_of(make(tmp_path)).report
    report.findings[:] = [
        Finding(f"rule-{i}", "|" * 5000, "<" * 5000, file="f" * 500, column="c" * 400) for i in range(3000)
    ]
    text = markdown(Outcome(report, tmp_path), "both")
    assert len(text) < 65_536 and "more findings not listed" in text
