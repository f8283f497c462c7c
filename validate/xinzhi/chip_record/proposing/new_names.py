"""Recognises what looks like the name of an organisation, park, project or policy that is not registered yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...evidence.titles import TITLE
from ...propose.reading import FlatSpan
from .distinctive import is_distinctive
from .vocabularies import PROJECTS

_ENDINGS = {
    "organizations": (
        "股份有限公司|有限责任公司|有限公司|公司|集团|大学|学院|研究院|研究所|实验室|协会|联盟|委员会|管理局|统计局|协调局|经信委|科委|发改委|科技厅|市政府|省政府|"
        "银行|基金|中心|医院|(?:微电子|半导体)(?!产业|材料|专用|晶圆|企业|芯片|设备|股份|有限|公司|集团|学院|研发|装备|领域|技术|中心)"
    ),
    "parks": (
        "科技城|科学城|产业园区|产业园|软件园|孵化园|创新园|高新区|开发区|新片区|自贸区|走廊|示范园|示范区|先导区|集聚区|聚集区|大学城|创新基地|硅谷"
    ),
}
_CHARACTER = r"[\u4e00-\u9fffA-Za-z0-9·()（）\-]"
_NAME = {kind: re.compile(rf"{_CHARACTER}{{2,30}}?(?:{endings})") for kind, endings in _ENDINGS.items()}
# Words that end before a name begins.
_CUT = re.compile(
    "加快|落实|新建|部署|保障|升级|推进|推动|建设|打造|支持|实施|发展|促进|提升|完善|加强|培育|引进|争创|创建|组建|建立|设立|共建|成立|启动|依托|围绕|聚焦|汇聚|入选|获批|获评|包括|拥有|"
    "覆盖|来自|负责|名单|其中|以及|联合|合作|作为|通过|位于|落户|入驻|投资|开发|举办|印发|发布|公布|披露|表示|介绍|近日|目前|今年|去年|报告|引领|带动|服务|"
    "在|与|和|及|由|对|向|(?<!华)为|的|是|有(?!限)|以|把|将|从|了|等|于|据|被|让|给|该|各|某|其|到|年|月|日|(?<!国)家|个|项|多"
)
# Kinds of institutions rather than one of them.
_COMMON = re.compile(
    r"^(?:全国|国家|省级|市级|重点|有关|相关|一批|新型|高新技术|科技型|专业|职业|本科|高等|集成电路|产业|企业|大|小|中小|创新|人工|智能|高端|新一代|国家级|特色|未来|先导|示范)*$"
)
_COMPANY_LIST = re.compile(
    r"(?P<items>[^。，,；;：:\n]+?)等(?:\d+|[一二两三四五六七八九十]+)?(?:多|余)?家?(?:头部|骨干|龙头|知名|国内外|相关|本地|车企|重点)*(?:企业|公司|单位|车企)"
)
_QUOTED = re.compile(r"“(?P<name>[^”\n]{2,20})”(?:行动计划|行动|工程|计划|方案|政策|引才计划|试点|战略|攻关)")
# What is carried out under a name in quotation marks alone.
_CARRIED_OUT = re.compile(
    r"(?:实施|推进|落实|深化|开展|打好|加快|加速|深化落实)(?:[^，,。；;：:、“”\n]{0,14})(?P<name>“[^”\n]{3,12}”)(?=[，,。；;、]|全面升级|融合|建设|$)"
)
_PROGRAMME = re.compile(
    r"(?:实施|推进|开展|落实|启动)(?P<name>[^，,。；;：:、和\n]{2,24}(?:行动计划|行动|工程|计划|条例|方案))"
)
# A title in title marks is a policy's if it ends so, or if somebody issues it; others are films or books.
_ISSUED = re.compile(
    r"(?:条例|办法|规划|纲要|方案|意见|计划|行动|措施|政策|通知|决定|[^文书]法|规定|细则|指南|目录|清单|条|准则|要点|标准)"
    r"(?:[（(][^）)]*[）)])?$"
)
_ISSUING = re.compile(r"(?:出台|印发|发布|制定|实施|落实|编制|修订|颁布|贯彻)[^，,。；;]{0,12}$")
_SHORTEST = 4
_SHORTEST_LISTED = 2  # 京东 is a name only where a list of companies says so


@dataclass(frozen=True)
class NewName:
    """A name that is not registered, and the dataset that it seems to belong to."""

    place: FlatSpan
    name: str
    dataset: str


def find_new_names(flat: str, taken: Sequence[FlatSpan], within: Sequence[FlatSpan] | None = None) -> list[NewName]:
    """The candidates of `flat`, or of the parts of it `within` which is looked, that do not lie in a place already
    `taken` by a registered name; each name once."""
    covered = sorted((p.start, p.end) for p in taken)
    new_names: dict[tuple[str, str], NewName] = {}
    for name in sorted(_all(flat), key=lambda n: (n.place.start, -n.place.end)):
        if within is not None and not any(p.start <= name.place.start and name.place.end <= p.end for p in within):
            continue
        # Within a registered name, or one with words in front of it.
        inside = any(
            (a <= name.place.start and name.place.end <= b) or (name.place.start <= a and b == name.place.end)
            for a, b in covered
        )
        if not inside:
            new_names.setdefault((name.dataset, name.name), name)
    return list(new_names.values())


def _all(flat: str) -> Iterator[NewName]:
    for match in TITLE.finditer(flat):
        if flat[max(0, match.start() - 3) : match.start()].endswith(("简称", "下称")):
            continue  # the short form of a title that stands before it
        if match.group() == "《政府工作报告》":
            continue  # work_reports hold it
        ahead = flat[max(0, match.start() - 20) : match.start()]
        if not (_ISSUED.search(match.group()[1:-1]) or _ISSUING.search(ahead)):
            continue
        yield NewName(FlatSpan(match.start() + 1, match.end() - 1), match.group()[1:-1], "policies")
    for match in _QUOTED.finditer(flat):
        yield NewName(FlatSpan(match.start(), match.end()), match.group().replace("“", "").replace("”", ""), "policies")
    for match in _CARRIED_OUT.finditer(flat):
        yield NewName(FlatSpan(match.start("name"), match.end("name")), match["name"].strip("“”"), "policies")
    for match in _PROGRAMME.finditer(flat):
        if match["name"].count("“") != match["name"].count("”") or _QUOTED.search(match["name"]):
            continue  # torn out of quotation marks, or the quoted name that stands above
        yield NewName(FlatSpan(match.start("name"), match.end("name")), match["name"], "policies")
    for pattern, dataset in ((PROJECTS.pattern, "projects"), (_COMPANY_LIST, "organizations")):
        for match in pattern.finditer(flat):
            at = match.start("items")
            for item in match["items"].split("、"):
                start = at + _cut(item)
                name = flat[start : at + len(item)]
                if len(name) >= _SHORTEST_LISTED and (dataset != PROJECTS.dataset or is_distinctive(name)):
                    yield NewName(FlatSpan(start, at + len(item)), name, dataset)
                at += len(item) + 1
    for dataset, pattern in _NAME.items():
        for match in pattern.finditer(flat):
            ending = re.search(f"(?:{_ENDINGS[dataset]})$", match.group())
            own = match.group()[: ending.start()] if ending else match.group()
            start = match.start() + _cut(own)
            name = flat[start : match.end()]
            if len(name) >= _SHORTEST and not _COMMON.fullmatch(own[_cut(own) :]):
                yield NewName(FlatSpan(start, match.end()), name, dataset)


def _cut(words: str) -> int:
    """Where a name begins in the words that end with it: behind the last word that cannot be a part of it."""
    cuts = [m.end() for m in _CUT.finditer(words)]
    return cuts[-1] if cuts else 0
