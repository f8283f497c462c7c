"""Recognises the projects and clusters that a report names in its lists: plants, centres, stages of one; regions of
data centres. A name is told by what its clause says of it: that it is advanced, built or in operation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...propose.reading import FlatSpan, Reading
from .distinctive import is_distinctive

# How a project goes on, and what was or will be reached with it.
_HOW = (
    "(?:陆续|相继|先后|顺利|全面|全部|正式|加快|加速|提速|如期|按期|快速|基本|成功|集中|尽快|尽早|早日|有序|稳步|扎实|全力|竣工|主体|加力|"
    "建成|获批|实现|一期|首期)*"
)
_REACHED = (
    r"(?:建成|投产|投用|投运|投入(?:运营|运行|使用|生产|商用)|(?:点亮|入轨|并网|开园|揭牌)(?:运营|运行)?|建成(?:运营|运行|使用)|"
    r"(?:竣工|完工|封顶|验收|交付|开工|动工|开建|奠基|通线|通车|通航|通水|通电|贯通|开通)|试运行|试生产|试产|满产|达产|达效|"
    r"启用|上线|落地|落户|签约|设备搬入|搬入|进场|调试|释放产能|产能释放|扩产量产|增效|产能爬坡|扩能|扩容)"
)
_TOLD = rf"{_HOW}(?:{_REACHED}|建设|推进|启动|实施|纳入|落地|落户|签约|运行|运营|见效|进展|前期|立项|进度)"
# Things that a list may have in common; of the second kind each member is one: 甲、乙等数据中心.
_ANY = "项目|专项|工程|设施|装置|平台|基地"
_EACH = (
    "(?:大?数据|智算|超算|算力|计算|研发|创新)中心|生产线|产线|工厂|产业园|高铁|铁路|高速公路|公路|水库|电站|机场|枢纽"
)
# A list of projects says so at its end: 等项目, 等…重大项目开工, 等建成投用.
_END_OF_LIST = re.compile(
    rf"等(?![^、，,]{{0,12}}(?:领域|行业|方面))[^、，,。；;：:\n]{{0,24}}?(?:{_ANY}|(?P<each>{_EACH}))"
    rf"(?=”?(?:{_TOLD}|$|和|以及|及|与|\d+[个项]))"
    rf"|(?:项目|科技专项|基础设施)(?={_TOLD}|$|\d+个|实现|取得|当年|年内|通过|被|获|入选|进入|首|总投资)|等(?={_TOLD})"
    rf"|(?={_HOW}{_REACHED}[^、]{{0,8}}$)"
)
# … or how many they are: 甲、乙两个项目, 甲、乙2座智算中心.
_END_OF_COUNTED = re.compile(
    r"(?<=[^\d一二两三四五六七八九十第“])“?(?:\d+|[两二三四五六七八九十])[个座条大]"
    rf"[^、，,。；;：:\n]{{0,8}}?(?:项目|工程|基地|(?P<each>{_EACH}))(?=”?(?:{_TOLD}|$))"
)
# Each member may have been told of by itself: 甲二期投产、乙面板开工.
_TOLD_OF_IT = re.compile(f"{_HOW}(?:投产|投运|投用|开工|动工|竣工|完工|封顶|通线|达产|启用)+$")
# A list of fields is none of projects, whatever its noun: 等领域项目.
_OF_FIELDS = re.compile("等[^、]{0,12}(?:领域|行业|方面)")
_END_OF_PARKS = re.compile(r"等[^、]{0,10}(?:园区?|载体|产业区)|(?:能级|品质)$")
_END_OF_WORKS = re.compile(rf"(?={_TOLD}[^、]{{0,8}}$)")
# What is said of a centre that is there: 甲智算中心入选, 发挥乙超算中心作用.
_SAID = re.compile(
    "(?<=[心线期厂园])(?=(?:算力)?规模|入选|获[批评]|实现|成为|跻身|接入|作用|为(?:核心|依托|牵引|引领|支撑)|资源|优势|等)"
)
# What the name of a plant, a centre or a stage of one ends with.
_WORKS = re.compile(
    r"(?:(?:智算|超算|计算|算力|调度|数据)中心|(?:超算|计算)\S{1,8}中心|[一二三四五六]期|[（(][一二三四五六]期[）)]|[ⅠⅡⅢⅣ]|生产线|产线|\d代线|[一二三四五六]线|示范线|"
    r"中试线|晶圆厂|工厂|超算|云脑|智能设施|节点工程|融合平台|微电网|枢纽|产业园|示范园|创新园|扩产|技改|扩建|扩容|产业化)$"
)
# What may be built as well as be an institution or a manner of speaking: it is a project where it is built.
_BUILT = re.compile("(?:中心|平台|基地|装置|设施|系统|网络|节点|集群|底座|专线|机房|总部|大厦|学院|光源|工程)$")
_BUILDING = re.compile(
    "^[^、]{0,8}?(?:开工|新建|续建|扩建|开建|建成|建设|启用|上线|落地|建好|投运|启动|谋划|推进|推动)"
)
_PARKS = re.compile(
    r"(?:园|园区|(?:芯|算力|数据|云)港|新城|小镇|科创城|科学城|金融湾|蓝湾|谷|协同区|新区|专区|示范区|集聚区|试验区|先导区)$"
)
_CLUSTERS = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{2,14}?(?:数据中心集群|算力集群|智算集群|算力圈|算力枢纽|枢纽节点|数据集群|算力网|算力“一张网”))"
)
# What leads up to the first name of a list.
_VERBS = re.compile(
    "开工建设|建成投用|建成投产|建成|开工|新建|加快推进|加快建设|高标准建设|高质量建设|高质高效建设|高水平建设|着重抓好|重点抓好|抓好|抓实|推动实施|推动|推进|加快|加速|建设(?!银行)|支持|促进|促成|确保|力争|力促|实施|打造|启动|"
    "谋划|布局|争取|包括|升级|提升|做强|做大|建好|建强|拓展|建立|引进|招引|通过|围绕|推出|运行|迭代|以及|其中|努力|积极|大力|持续|继续|组织|创建|争创|依托|办好|深化|用好|聚焦|新增|落户|落地|"
    "投资|参与|承建|联建|共建|获批|入选|续建|开建|扩建|的"
)
# Words that open a clause and are no part of the name behind them.
_OPENERS = re.compile(
    "(?:投产|投运|投用|竣工|完工|开通|全力|着力|扎实|有序|稳步|高效|强力|统筹|抢抓|抓紧|完成|保障|服务|主动|全面|深入|重点|同步|规划|探索|强化|以|与|在|对|将|把|和|为|及)+"
)
_RANKED = re.compile(
    r"(?:全球|世界|全国|国内|全省|西部|亚洲)*(?:首[批个条座家]|第一[个条座家]|规模最大|单体最大|最大|唯一)+(?:\d+[个条座家])?"
)
# Kinds of projects rather than one of them.
_KIND = re.compile(
    r"^(?:\d+[个项大条批家]|[一二三四五六]期|[一二两三四五六七八九十百千万]+[个项大条批]|一批|若干|等|更多|各类)"
    r"|(?:领域|方面|行业|企业|产品|体系|能力|水平|机制|政策|制度|模型|数据集|产业|技术|性|性大)$"
)
_COMMON = re.compile(
    r"^(?:国家|全国|全省|省级|一批|大规模|新型|先进|现代|绿色|智能|万卡|超大规模|公共|大型|统一|的)*(?:智算|超算|计算|算力|数据)?(?:中心|集群|枢纽|节点|平台|网)?$"
)
# Who is listed beside what is built is an institution, unless the list says that it is one of projects.
_INSTITUTIONS = re.compile("(?:实验室|研究院|研究所)$")
# With these a place is one that is made: a project; others are developed as a whole.
_BUILDS = re.compile("建成|开园|开工|点亮|启用|投产|投用|投运")
# Words of one character that lead up to a name.
_LEADS = "以与在对将把的和为及"
_SHORTEST, _LONGEST = 3, 40
# So long a description of what was reached is a name, even where each of its words is a common one.
_IS_REACHED = re.compile(rf"^{_HOW}(?:建成|开工|启用)|{_HOW}{_REACHED}$")
_DESCRIBED = 9
_MEMBER = re.compile(r"(?:“[^”]*”|[^、“])+")
_AND = re.compile(r"以及|和|与|及")


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
    """The works of each list that a clause holds: 建成甲、乙等项目和丙中心."""
    at = clause.start
    while at < clause.end:
        words = reading.words(FlatSpan(at, clause.end))
        end = _end_of_list(words)
        yield from _in_list(words, at, end)
        at += end.end() if end and end.end() else len(words)


def _in_list(words: str, at: int, end: re.Match[str] | None) -> Iterator[Work]:
    """The works in front of where a list ends, or where a clause tells of them. `at` is where the words stand."""
    last = end or _END_OF_PARKS.search(words) or _END_OF_WORKS.search(words) or _SAID.search(words)
    listed = words[: last.start()] if last else words
    if _OF_FIELDS.search(listed):
        return
    noun = (end.groupdict().get("each") or "") if end else ""
    of_projects = end is not None and "项目" in end[0]
    building = bool(_BUILDING.search(words)) or bool(_END_OF_WORKS.search(words))
    made = of_projects or bool(_BUILDS.search(words))
    founded = "建设" in words  # whether it is a park or a project a person decides
    reached = bool(_IS_REACHED.search(words))
    members = [(s, n) for s, n in _members(listed) if is_distinctive(n) or (reached and len(n) >= _DESCRIBED)]
    works = [bool(_WORKS.search(name) or (building and _BUILT.search(name))) for _, name in members]
    # In a list that is built one work makes works of the others: 开工建设甲智算中心、乙谱系.
    all_built = bool(end) or (any(works) and (building or len(members) > 1))
    for (start, name), work in zip(members, works, strict=True):
        is_park = bool(_PARKS.search(name))
        if not (all_built or work or is_park) or _CLUSTERS.fullmatch(name):
            continue
        if _INSTITUTIONS.search(name) and not of_projects:
            continue
        called = name if not noun or name.endswith((noun, "期")) else name + noun
        if _SHORTEST <= len(called) <= _LONGEST:
            place = FlatSpan(at + start, at + start + len(name))
            if not is_park or made or (founded and name.endswith("园")):
                yield Work(place, called, "projects")
            if is_park and not made:
                yield Work(place, called, "parks")


def _end_of_list(words: str) -> re.Match[str] | None:
    """Where a list says that its members are projects."""
    end, counted = _END_OF_LIST.search(words), _END_OF_COUNTED.search(words)
    if counted is None or "、" not in words[: counted.start()]:
        return end
    return counted if end is None or counted.start() < end.start() else end


def _members(listed: str) -> Iterator[tuple[int, str]]:
    """The members of a list, without what leads up to them, each with its place."""
    for match in _MEMBER.finditer(listed):
        at, parts = match.start(), [match[0]]
        for joint in _AND.finditer(match[0]):
            if _WORKS.search(match[0][: joint.start()]) or _BUILT.search(match[0][: joint.start()]):
                parts = [match[0][: joint.start()], match[0][joint.start() :]]
                break
        for part in parts:
            start = _cut(part)
            name = _TOLD_OF_IT.sub("", part[start:])
            if name.startswith("“") and name.endswith("”") and name.count("“") == 1:
                start, name = start + 1, name[1:-1]
            if len(name) > 1 and not _KIND.search(name):
                yield at + start, name
            at += len(part)


def _cut(words: str) -> int:
    """Where a name begins: behind the last verb that leads up to it, and what ranks it."""
    unquoted = re.sub("“[^”]*”", lambda m: "“" * len(m[0]), words)
    cut = max((m.end() for m in _VERBS.finditer(unquoted) if m.end() < len(words)), default=0)
    for lead in (_OPENERS, _RANKED):
        opener = lead.match(words, cut)
        if opener and opener.end() < len(words):
            cut = opener.end()
    return cut
