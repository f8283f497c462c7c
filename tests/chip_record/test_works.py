"""Projects, parks and clusters that a report names in its lists, and their stages."""

from __future__ import annotations

import pytest
from xinzhi.chip_record.proposing.stages import stage_of
from xinzhi.chip_record.proposing.works import find_works
from xinzhi.propose.reading import FlatSpan, read


def works(text: str) -> list[tuple[str, str]]:
    reading = read(text)
    return [(w.dataset, w.name) for w in find_works(reading, FlatSpan(0, len(reading.flat)))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("推动海棠高铁、山茶微电子芯片一期等项目开工建设", ["海棠高铁", "山茶微电子芯片一期"]),
        ("海棠存储二期、山茶岚图等1.1万个重大产业项目投产达效", ["海棠存储二期", "山茶岚图"]),
        ("海棠闪存芯片扩产项目主体完工", ["海棠闪存芯片扩产"]),
        ("“海江1号”智算中心建成运营", ["“海江1号”智算中心"]),
        ("建成国家超算海棠中心二期", ["国家超算海棠中心二期"]),
        ("海棠硅产业基地二期、山茶基板玻璃等建成投产", ["海棠硅产业基地二期", "山茶基板玻璃"]),
    ],
)
def test_the_members_of_a_list_of_projects_are_found(text: str, names: list[str]) -> None:
    assert works(text + "。") == [("projects", name) for name in names]


@pytest.mark.parametrize(
    "text",
    [
        "布局一批重大项目。",
        "实施20个重大产业项目。",
        "推动集成电路重点项目扩产。",
        "聚焦工业母机、智能芯片等领域项目建设。",
        "积极支持新能源汽车、低空经济等产业发展。",
    ],
)
def test_kinds_of_projects_are_none(text: str) -> None:
    assert works(text) == []


def test_a_cluster_and_a_park_are_told_from_projects() -> None:
    assert works("以海棠数据中心集群为引领，提升山茶芯港能级。") == [
        ("clusters", "海棠数据中心集群"),
        ("parks", "山茶芯港"),
    ]


@pytest.mark.parametrize(
    ("text", "looks_back", "stage"),
    [
        ("海棠存储二期等项目投产达效", True, "in operation"),
        ("海棠存储二期等项目开工建设", True, "started"),
        ("推动海棠存储二期等项目开工建设", False, "to start"),
        ("确保海棠存储二期等项目建成投运", False, "to be completed"),
        ("加快海棠存储二期等项目建设", False, "being advanced"),
        ("谋划海棠存储二期", False, "planned"),
    ],
)
def test_the_stage_follows_from_the_clause_and_from_whether_it_looks_back(
    text: str, looks_back: bool, stage: str
) -> None:
    reading = read(text)
    place = FlatSpan(text.index("海棠"), text.index("海棠") + 4)
    assert stage_of(reading, place, looks_back=looks_back) == stage
