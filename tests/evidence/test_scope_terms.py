"""Which words of a text raise the question whether it is in scope."""

from __future__ import annotations

import pytest
from xinzhi.domain import Dataset, Datasets, Proof, Role
from xinzhi.evidence.facts import Facts
from xinzhi.evidence.scope import ScopeTerms

TERMS = {
    "芯片": "term",
    "芯": "term",
    "数据中心": "term",
    "十大数据中心": "term",
    "EDA": "term",
    "硅光": "term",
    "大数据中心": "false friend",
    "农业芯片": "false friend",
    "硅光伏": "false friend",
}


def found(text: str) -> list[str]:
    datasets = Datasets([Dataset("words", Role.code_list, Proof.terms)])
    facts = Facts({}, datasets, {"words": {t: {"term_zh": t, "kind": kind} for t, kind in TERMS.items()}})
    return [text[start:end] for start, end in sorted(ScopeTerms(facts).find(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建设芯片基地和数据中心", ["芯片", "数据中心"]),
        ("芯屏同城", ["芯"]),
        ("农业芯片自给", []),
        ("农业“芯片”自给", []),
        ("建成文旅大数据中心", []),
        ("八大枢纽、十大数据中心集群", ["十大数据中心"]),
        ("硅光伏与硅光集成", ["硅光"]),
        ("研发eda软件、ＥＤＡ工具", ["eda", "ＥＤＡ"]),
        ("LEDA与EDAX", []),
        ("数据 中心", ["数据 中心"]),
        ("建设芯\n片", ["芯"]),
    ],
)
def test_longer_words_win_and_marks_do_not_part_them(text: str, expected: list[str]) -> None:
    assert found(text) == expected
