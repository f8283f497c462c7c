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
    ("text", "names"),
    [
        ("推动海棠存储、山茶面板二期、梅岭硅片建成投产", ["海棠存储", "山茶面板二期", "梅岭硅片"]),
        ("海棠存储扩产、山茶四期、梅岭8.6代线陆续通线", ["海棠存储扩产", "山茶四期", "梅岭8.6代线"]),
        ("开工建设海棠云脑、山茶蛋白图谱", ["海棠云脑", "山茶蛋白图谱"]),
        ("加快海棠晶圆厂、山茶光掩模基地建设", ["海棠晶圆厂", "山茶光掩模基地"]),
        ("加快建设海棠芯片中试平台和山茶绿电调度中心", ["海棠芯片中试平台", "山茶绿电调度中心"]),
        ("建成海棠光源、山茶风洞等一批科研设施和9个站点", ["海棠光源", "山茶风洞"]),
        ("海棠存储、山茶面板、梅岭整车相继落地", ["海棠存储", "山茶面板", "梅岭整车"]),
        ("海棠晶圆制造产线顺利搬入首台设备", ["海棠晶圆制造产线"]),
        ("海棠智算中心（一期）建成投运", ["海棠智算中心（一期）"]),
        ("海棠存储二期投产、山茶面板开工、梅岭硅片达产", ["海棠存储二期", "山茶面板", "梅岭硅片"]),
        ("海棠智算中心入选国家试点", ["海棠智算中心"]),
        ("建成绿色智能数据交易中心", ["绿色智能数据交易中心"]),
        ("建成海棠面板等项目和山茶智算中心", ["海棠面板", "山茶智算中心"]),
        ("争取海棠灌区配套、山茶防洪能力提升等工程纳入规划", ["海棠灌区配套", "山茶防洪能力提升"]),
    ],
)
def test_a_list_of_what_is_built_needs_no_word_for_projects(text: str, names: list[str]) -> None:
    assert works(text + "。") == [("projects", name) for name in names]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("引进海棠证券、山茶保险等数据中心开工", ["海棠证券数据中心", "山茶保险数据中心"]),
        ("加快海山、梅岭等6条高铁建设", ["海山高铁", "梅岭高铁"]),
        ("新建海棠、山茶2座智算中心", ["海棠智算中心", "山茶智算中心"]),
        ("海棠新能源、山茶半导体两个百亿级项目落地开工", ["海棠新能源", "山茶半导体"]),
        ("海棠半导体、山茶硅材料“两大项目”开工", ["海棠半导体", "山茶硅材料"]),
        ("落地海棠智造、山茶芯谷等百亿级项目12个", ["海棠智造", "山茶芯谷"]),
    ],
)
def test_what_the_members_of_a_list_are_belongs_to_the_name_of_each(text: str, names: list[str]) -> None:
    assert [name for _, name in works(text + "。")] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("总投资200亿元的海棠晶圆项目开工", "海棠晶圆"),
        ("扎实推进全国首个海棠湖底智算中心建设", "海棠湖底智算中心"),
        ("海棠电子玻璃项目实现量产", "海棠电子玻璃"),
        ("推动海棠防洪能力提升等工程建设", "海棠防洪能力提升"),
    ],
)
def test_what_leads_up_to_a_name_is_no_part_of_it(text: str, name: str) -> None:
    assert works(text + "。") == [("projects", name)]


@pytest.mark.parametrize(
    "text",
    [
        "布局一批重大项目。",
        "实施20个重大产业项目。",
        "推动集成电路重点项目扩产。",
        "聚焦工业母机、智能芯片等领域项目建设。",
        "积极支持新能源汽车、低空经济等产业发展。",
        "推进新能源汽车、商业航天、机器人等重大项目建设。",
        "一期工程竣工投产、二期工程加快推进。",
        "建设大型智算中心、公共算力平台。",
        "推动海棠实验室、山茶研究院建设。",
    ],
)
def test_kinds_of_projects_are_none(text: str) -> None:
    assert works(text) == []


def test_a_park_is_a_project_where_it_is_made() -> None:
    assert works("打造海棠算力产业园、山茶硅谷。") == [("parks", "海棠算力产业园"), ("parks", "山茶硅谷")]
    assert works("海棠算力产业园建成开园。") == [("projects", "海棠算力产业园")]
    undecided = [("projects", "海棠算力产业园"), ("parks", "海棠算力产业园")]
    assert works("加快海棠算力产业园建设。") == undecided
    assert works("推进海棠产业园、山茶谷等项目建设。") == [("projects", "海棠产业园"), ("projects", "山茶谷")]


def test_an_institution_is_a_project_where_the_list_says_so() -> None:
    assert works("推进海棠研究院、山茶存储等项目建设。") == [("projects", "海棠研究院"), ("projects", "山茶存储")]
    assert works("建成海棠研究院、山茶智算中心。") == [("projects", "山茶智算中心")]


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
