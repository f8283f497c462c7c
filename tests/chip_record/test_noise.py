"""What is no candidate: other words, torn quotation marks, films, programmes of other provinces; and what is one."""

from __future__ import annotations

import pytest
from xinzhi.chip_record.datasets import DATASETS
from xinzhi.chip_record.proposing.commitments import find_commitments
from xinzhi.chip_record.proposing.new_names import find_new_names
from xinzhi.chip_record.proposing.recogniser import Recogniser
from xinzhi.chip_record.proposing.vocabularies import Known
from xinzhi.contract.table import RecordKey
from xinzhi.evidence.facts import Facts
from xinzhi.propose.articles import find_articles
from xinzhi.propose.proposal import Proposal
from xinzhi.propose.reading import FlatSpan, read


def facts() -> Facts:
    """A company with a short name, and a programme of one province. All invented but for the company's short name."""
    known = Facts({}, DATASETS)
    known.rows["regions"] = {
        "370000": {"code": "370000", "name_zh": "山东省", "level": "province"},
        "330000": {"code": "330000", "name_zh": "浙江省", "level": "province"},
    }
    known.rows["policies"] = {"plan": {"title_zh": "十朵云工程", "region": "330000"}}
    known.rows["topics"] = {
        "integrated-circuits": {"label_zh": "集成电路", "broader": ""},
        "compound-semiconductors": {"label_zh": "化合物半导体", "broader": "integrated-circuits"},
    }
    known.names[RecordKey("organizations", "unicom")] = ["联通"]
    known.names[RecordKey("policies", "plan")] = ["十朵云工程"]
    return known


def mentions(text: str) -> list[str]:
    proposal = Proposal("x", read(text), "")
    return [m.name for m in Recogniser(proposal, Known(facts())).mentions]


def test_a_short_name_within_another_word_is_no_mention() -> None:
    assert mentions("推进基础设施硬联通、规则软联通。") == []
    assert mentions("支持联通建设智算中心。") == ["联通"]


@pytest.mark.parametrize(("province", "found"), [("浙江省", ["十朵云工程"]), ("山东省", [])])
def test_a_programme_is_meant_in_its_own_region_only(province: str, found: list[str]) -> None:
    text = f"1月9日,{province}二十届人大一次会议开幕,省长林一川作政府工作报告:实施十朵云工程。"
    proposal = Proposal("x", read(text), "")
    proposal.articles = find_articles(proposal.reading)
    assert [m.name for m in Recogniser(proposal, Known(facts())).mentions] == found


def policies(text: str) -> list[str]:
    return [n.name for n in find_new_names(text, []) if n.dataset == "policies"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("电影《海棠花开》热映", []),
        ("出台《海棠芯片条例》", ["海棠芯片条例"]),
        ("实施“芯火”行动", ["芯火行动"]),
        ("实施“芯火燎原行动，支持企业", []),
    ],
)
def test_a_policy_is_proposed_once_and_films_are_none(text: str, titles: list[str]) -> None:
    assert policies(text) == titles


def test_semiconductors_give_their_topic_and_the_special_one_goes_before() -> None:
    known = Known(facts())
    assert known.topics_in("半导体产业") == ["integrated-circuits"]
    assert known.topics_in("第三代半导体") == ["compound-semiconductors"]


@pytest.mark.parametrize(
    ("clause", "stance", "printed"),
    [
        ("新增企业五家", "strive", "新增"),
        ("净增企业五家", "strive", "净增"),
        ("加快推进平台建设", "advance", "加快推进"),
        ("巩固壮大芯片产业", "develop", "巩固壮大"),
        ("激发要素活力", "improve", "激发"),
    ],
)
def test_a_commitment_has_the_stance_of_its_verb_and_the_verb_as_printed(
    clause: str, stance: str, printed: str
) -> None:
    reading = read(clause + "。")
    (found,) = find_commitments(reading, FlatSpan(0, len(reading.flat)), [], in_report=True)
    assert (found.stance, found.printed) == (stance, printed)
