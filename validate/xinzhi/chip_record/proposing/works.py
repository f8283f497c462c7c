"""Recognises the projects and clusters that a report names in its lists: plants, centres, stages of one; regions of
data centres. A name is told by what its clause says of it: that it is advanced, built or in operation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...propose.reading import FlatSpan, Reading

# How a project goes on, and what was or will be reached with it.
_HOW = r"(?:陆续|相继|顺利|全面|正式|加快|如期|快速|基本|成功|集中|尽快|有序|扎实|竣工|主体|加力|建成|获批)*"
_REACHED = (
    r"(?:建成|投产|投用|投运|(?:投入|点亮|入轨|并网|开园|揭牌)(?:运营|运行)|建成(?:运营|运行)|竣工|开工|动工|通线|点亮|完工|达产|启用|揭牌|释放产能|扩产量产|"
    r"产能爬坡|投产达效|扩能|扩容)"
)
_TOLD = rf"{_HOW}(?:{_REACHED}|建设|推进|启动|实施|纳入|落地|签约|运行|运营|上线)"
# A list of projects says so at its end: 等项目, 等…重大项目开工, 等建成投用.
_END_OF_LIST = re.compile(
    rf"(?:等(?![^、，,]{{0,12}}(?:领域|行业|方面))[^、，,。；;：:\n]{{0,24}}?)?(?:项目|科技专项|基础设施)(?={_TOLD}|$)|等(?={_TOLD})"
    rf"|(?={_HOW}{_REACHED}[^、]{{0,8}}$)"
)
# A list of fields is none of projects, whatever its noun: 等领域项目.
_OF_FIELDS = re.compile("等[^、]{0,12}(?:领域|行业|方面)")
_END_OF_PARKS = re.compile(r"等[^、]{0,10}(?:园区?|载体|产业区)|(?:能级|品质)$")
_END_OF_WORKS = re.compile(rf"(?={_TOLD}[^、]{{0,8}}$)")
# What the name of a plant, a centre or a stage of one ends with.
_WORKS = re.compile(
    r"(?:(?:智算|超算|计算|算力|调度|数据)中心|(?:超算|计算)\S{1,8}中心|[一二三四五六]期|[ⅠⅡⅢⅣ]|生产线|产线|智能设施|云脑|节点工程|融合平台|"
    r"微电网|枢纽|产业园|示范园|创新园)$"
)
_PARKS = re.compile(r"(?:园|园区|芯港|新城|小镇|科创城|科学城|金融湾|蓝湾|创新谷|美谷|硅谷|协同区|新区|专区)$")
_CLUSTERS = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{2,14}?(?:数据中心集群|算力集群|智算集群|算力圈|算力枢纽|枢纽节点|数据集群|算力网|算力“一张网”))"
)
# What leads up to the first name of a list.
_VERBS = re.compile(
    "开工建设|建成投用|建成投产|建成|开工|新建|加快推进|加快建设|高标准建设|高质量建设|高质高效建设|高水平建设|着重抓好|重点抓好|抓好|推动实施|推动|推进|加快|建设|支持|促进|确保|力争|实施|打造|启动|"
    "谋划|布局|争取|包括|升级|提升|做强|做大|建好|建强|拓展|建立|引进|招引|通过|围绕|推出|运行|迭代|以及|其中|努力|积极|大力|持续|继续|组织|创建|争创|依托|办好|深化|用好|聚焦|新增|落户"
)
# Kinds of projects rather than one of them.
_KIND = re.compile(
    r"^(?:\d|[一二两三四五六七八九十百千万]+[个项大条批]|一批|若干|重大|重点|新建|续建|等|更多|各类|在|以|对|为|与|把)"
    r"|(?:重点|重大|产业|领域|基础设施|设施|技术|标志性|亿元以上|新基建|方面|行业|企业|产品|体系|能力|水平|机制|政策|制度|模型|数据集)$"
)
_COMMON = re.compile(
    r"^(?:国家|全国|全省|省级|一批|大规模|新型|先进|现代|绿色|智能|万卡|超大规模|公共|大型|统一|的)*(?:智算|超算|计算|算力|数据)?(?:中心|集群|枢纽|节点|平台|网)?$"
)
# With these a place is being made, and is not there yet.
_BUILDS = re.compile(r"建设|建成|开园|推进[^，,]{0,30}园")
# Words of one character that lead up to a name.
_LEADS = "以与在对将把的和为及"
_SHORTEST, _LONGEST = 3, 40


@dataclass(frozen=True)
class Work:
    """A name of a project, park or cluster, and the dataset that it seems to belong to."""

    place: FlatSpan
    name: str
    dataset: str


def find_works(reading: Reading, sentence: FlatSpan) -> list[Work]:
    """What a sentence names, once each, in order."""
    found: dict[tuple[str, str], Work] = {}
    for match in _CLUSTERS.finditer(reading.flat, sentence.start, sentence.end):
        start = match.start() + _cut(match["name"])
        start += reading.flat[start] in _LEADS
        name = reading.flat[start : match.end()]
        if not _COMMON.match(name):
            found.setdefault(("clusters", name), Work(FlatSpan(start, match.end()), name, "clusters"))
    for clause in reading.clauses:
        if sentence.start <= clause.start < sentence.end:
            for work in _in_clause(reading, clause):
                found.setdefault((work.dataset, work.name), work)
    return sorted(found.values(), key=lambda w: w.place.start)


def _in_clause(reading: Reading, clause: FlatSpan) -> Iterator[Work]:
    words = reading.words(clause)
    end = _END_OF_LIST.search(words)
    last = end or _END_OF_PARKS.search(words) or _END_OF_WORKS.search(words)
    listed = words[: last.start()] if last else words
    if _OF_FIELDS.search(listed):
        return
    built = bool(_BUILDS.search(words))
    at = 0
    for item in listed.split("、"):
        start = at + _cut(item)
        name = words[start : at + len(item)]
        at += len(item) + 1
        if name.startswith("“") and name.endswith("”"):
            start, name = start + 1, name[1:-1]
        if not _SHORTEST <= len(name) <= _LONGEST or _KIND.search(name) or _COMMON.match(name):
            continue
        if not (end or _WORKS.search(name) or _PARKS.search(name)):
            continue
        dataset = "parks" if _PARKS.search(name) and not built else "projects"
        first = clause.start + start
        yield Work(FlatSpan(first, first + len(name)), name, dataset)


def _cut(words: str) -> int:
    """Where a name begins: behind the last verb that leads up to it."""
    cuts = [m.end() for m in _VERBS.finditer(words)]
    return cuts[-1] if cuts and cuts[-1] < len(words) else 0
