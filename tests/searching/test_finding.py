"""What a query finds, and in which order: Chinese from one character on, English in any order and form, names first."""

from __future__ import annotations

import pytest
from xinzhi.contract.package import PackageError
from xinzhi.searching.index import Index
from xinzhi.searching.model import Entry, EntryKind
from xinzhi.searching.words import stem, words_of

KINDS = [EntryKind("places", "地方", "Places", False), EntryKind("reports", "报告", "Reports", True)]
ENTRIES = [
    Entry(0, "shanghai", "上海市", "Shanghai", ("沪",)),
    Entry(0, "yangpu", "杨浦区", "Yangpu District", (), 0),
    Entry(0, "tech-city", "星河科技城", "Xinghe Science and Technology City", (), 1),
    Entry(0, "compound", "化合物半导体", "Compound semiconductors"),
    Entry(1, "old", "沪产芯片下线", "Chips made in Shanghai came off the line", (), 0, 2019),
    Entry(1, "new", "芯片产线投产，GPU 首批 1.5 万片", "A GPU line of 12-inch wafers is in operation", (), 1, 2026),
    Entry(1, "odd", "ＧＰＵ、Ångström", "City of parks and cities", (), None, 2026),
]
SYNONYMS = [
    ("third generation", "compound", "第三代半导体", "化合物半导体"),
    ("chip", "semiconductor", "芯片", "半导体"),
    ("park", "city"),
]
INDEX = Index(KINDS, ENTRIES, SYNONYMS)


def found(query: str, **options: list[str]) -> list[str]:
    return [hit.id for hit in INDEX.find(query, **options)]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("沪", ["shanghai", "old"]),
        ("杨", ["yangpu", "tech-city", "new"]),  # what lies in it, too
        ("Shanghai", ["shanghai", "yangpu", "tech-city", "old", "new"]),
        ("technology xinghe", ["tech-city"]),
        ("Xinghe park", ["tech-city"]),
        ("gpus", ["odd", "new"]),
        ("GPU", ["odd", "new"]),  # and not Yangpu
        ("12 inch", ["new"]),
        ("12-INCH wafer", ["new"]),
        ("１２ ｉｎｃｈ", ["new"]),
        ("2 inch", []),
        ("1.5", ["new"]),
        ("third-generation semiconductors", ["compound"]),
        ("第三代半导体", ["compound"]),
        ("上海 2019", ["old"]),
        ("2026 上海", ["new"]),
        ("city", ["tech-city", "odd"]),
        ("", []),
        (" -—… ", []),
        ("nowhere", []),
    ],
)
def test_a_query_finds(query: str, ids: list[str]) -> None:
    assert found(query) == ids


def test_a_name_itself_comes_before_longer_ones_and_these_before_synonyms() -> None:
    names = ["Crystal growth in the city", "City of crystal", "Crystal", "Crystal city", "Big crystal", "Parks"]
    index = Index(KINDS[:1], [Entry(0, name, name, name) for name in names], SYNONYMS)
    assert [hit.id for hit in index.find("crystal")] == [
        "Crystal",
        "Crystal city",
        "Crystal growth in the city",
        "Big crystal",
        "City of crystal",
    ]
    assert next(iter(index.find("parks"))).id == "Parks"


def test_of_facts_that_answer_equally_the_newest_comes_first() -> None:
    assert found("芯片", kinds=["reports"]) == ["new", "old"]


def test_hits_are_counted_by_kind_and_can_be_of_one_kind_only() -> None:
    every = INDEX.find("上海")
    assert every.counts == {"places": 3, "reports": 2} and list(every.counts) == ["places", "reports"]
    assert found("上海", kinds=["reports"]) == ["new", "old"]
    with pytest.raises(PackageError) as error:
        INDEX.find("上海", ["people"])
    assert "people" in error.value.en and "places, reports" in error.value.en and "people" in error.value.zh


def test_where_nothing_is_found_the_words_that_are_nowhere_are_named_with_those_like_them() -> None:
    assert INDEX.find("Shanghia GPU").unknown == ("shanghia",)
    assert INDEX.find("Shanghia GPU").near == ("shanghai",)
    apart = INDEX.find("compound 2019")
    assert (apart.hits, apart.unknown, apart.near) == ((), (), ())


def test_forms_of_a_word_share_a_stem() -> None:
    for forms in (("industry", "industries"), ("chip", "chips"), ("centre", "centres"), ("build", "building")):
        assert len({stem(form) for form in forms}) == 1, forms
    assert stem("gas") == "gas" and stem("12") == "12" and stem("class") != stem("clas")


def test_words_are_parted_at_signs_and_where_the_script_changes() -> None:
    assert words_of("12英寸SiC—Co., Ltd. v1.5") == ["12", "英寸", "sic", "co", "ltd", "v1.5"]


def test_entries_that_lie_in_each_other_come_to_an_end() -> None:
    index = Index(KINDS[:1], [Entry(0, "a", "甲", "A", (), 1), Entry(0, "b", "乙", "B", (), 0)], [])
    assert [hit.id for hit in index.find("甲")] == ["a", "b"]
