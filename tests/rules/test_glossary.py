"""Terms of the glossary in Chinese texts, and their forms in English ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from packages import build
from xinzhi.chip_record import DOMAIN
from xinzhi.contract.package import open_package
from xinzhi.domain import LayerContext
from xinzhi.rules.glossary import Term, Terms, check_glossary, to_avoid, translated_otherwise

COMPUTE = Term("算力", ("computing power", "compute"))
NETWORK = Term("算力网", ("computing network",))
VOUCHER = Term("算力券", ("computing voucher",))
LITTLE_GIANT = Term("专精特新“小巨人”", ("little giant",))
TAPE_OUT = Term("流片", ("tape-out", "to tape out"))
LAID_OUT = Term("超前布局", ("to lay out … ahead of time", "laid out … ahead of time"))
FACTORY = Term("晶圆厂", ("wafer factory",))
AI = Term("AI芯片", ("AI chip",))
CHIP = {
    "file": "datasets/glossary.csv",
    "append": {"id": "chip", "term_zh": "芯片", "term_en": "chip", "field": "chips"},
}
PACKAGING = Term("封装测试", ("packaging and testing", "assembly, encapsulation and test"), ("encapsulation", "seal"))


def found(chinese: str, *others: str) -> list[str]:
    terms = Terms([COMPUTE, NETWORK, VOUCHER, LITTLE_GIANT, AI], others)
    return [term.chinese for term in terms.within(chinese)]


def test_the_longest_term_counts_and_those_within_it_do_not() -> None:
    assert found("建设算力网") == ["算力网"]
    assert found("建设算力网，发放算力券，提升算力") == ["算力网", "算力券", "算力"]
    assert found("算力、算力与算力") == ["算力"]


def test_of_terms_that_overlap_the_longer_counts() -> None:
    terms = Terms([Term("海光", ("Hygon",)), Term("光芯片", ("optical chip",))])
    assert [term.chinese for term in terms.within("海光芯片")] == ["光芯片"]


def test_a_term_in_a_proper_name_or_a_false_friend_does_not_count() -> None:
    assert found("济南算力枢纽加快建设", "济南算力枢纽") == []
    assert found("济南算力枢纽的算力", "济南算力枢纽") == ["算力"]
    assert found("加大核算力度", "核算力") == []


def test_quotes_case_and_width_of_a_term_do_not_matter() -> None:
    assert found("新增专精特新小巨人企业") == found("新增专精特新“小巨人”企业") == ["专精特新“小巨人”"]
    assert found("ａｉ芯片") == ["AI芯片"]


@pytest.mark.parametrize(
    ("term", "english"),
    [
        (VOUCHER, "Hand out Computing Vouchers"),
        (FACTORY, "Build two wafer factories"),
        (FACTORY, "The wafer factory's second phase"),
        (COMPUTE, "Computing-power hub"),
        (TAPE_OUT, "Subsidise tape-outs"),
        (TAPE_OUT, "The chip was taped out"),
        (TAPE_OUT, "Taping out begins"),
        (LITTLE_GIANT, "Add 15 “little giants”"),
        (LAID_OUT, "Laying out future industries ahead of time"),
        (LAID_OUT, "To be laid out ahead of time"),
    ],
)
def test_forms_of_words_are_accepted(term: Term, english: str) -> None:
    assert translated_otherwise([term], english) == []


@pytest.mark.parametrize(
    ("term", "english"),
    [
        (COMPUTE, "Computing"),
        (COMPUTE, "Powerful computers"),
        (AI, "Chips of Shanghai chipmakers"),
        (TAPE_OUT, "Tape the outside"),
        (LAID_OUT, "Lay out industries. Finish ahead of time"),
    ],
)
def test_other_words_are_not(term: Term, english: str) -> None:
    assert translated_otherwise([term], english) == [term]


def test_a_form_to_avoid_is_one_unless_an_accepted_form_has_it() -> None:
    assert to_avoid([PACKAGING], "Packaging and testing, and encapsulation") == [(PACKAGING, "encapsulation")]
    assert to_avoid([PACKAGING], "A base for assembly, encapsulation and test") == []
    assert to_avoid([PACKAGING], "Sealed") == []
    assert to_avoid([COMPUTE], "Encapsulation") == []


def test_no_terms_find_nothing() -> None:
    assert Terms([]).within("算力") == []


@pytest.mark.parametrize(
    ("chinese", "english", "terms"),
    [
        ("支持苏州市芯片办公室", "Support the office", []),
        ("支持芯片办", "Support the office", []),
        ("支持农业芯片", "Support seeds", []),
        ("支持芯片", "Support semiconductors", ["芯片"]),
    ],
)
def test_names_and_false_friends_are_those_of_the_package(
    chinese: str, english: str, terms: list[str], tmp_path: Path
) -> None:
    row = {"id": "shanghai-2031-design"}
    patch = [
        CHIP,
        {
            "file": "datasets/regional_priorities.csv",
            "row": row,
            "set": {"summary_zh": chinese, "summary_en": english},
        },
    ]
    package = open_package(build(tmp_path / "package", patch))
    findings = list(check_glossary(package, DOMAIN, LayerContext(package, DOMAIN).whole))
    assert [(f.column, f.value) for f in findings] == [("summary_en", english) for _ in terms]
    assert all(f"“{term}”" in f.message_zh for term, f in zip(terms, findings, strict=True))


def test_the_names_of_entities_are_not_held_to_it(tmp_path: Path) -> None:
    patch = [
        CHIP,
        {
            "file": "datasets/organizations.csv",
            "row": {"id": "suzhou-chip-office"},
            "set": {"name_en": "Suzhou Semiconductor Office"},
        },
    ]
    package = open_package(build(tmp_path / "package", patch))
    assert list(check_glossary(package, DOMAIN, LayerContext(package, DOMAIN).whole)) == []
