"""Recognises clauses that commit somebody to something, and the stance that their verb takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...propose.figures import Figure
from ...propose.reading import FlatSpan, Reading

# The verbs of each stance, as the extraction rulebook lists them (docs/extraction.md, section 6).
STANCES: dict[str, tuple[str, ...]] = {
    "strive": ("力争", "争取", "争创", "争建", "创建", "抢抓", "抢占", "净增", "新增", "实现", "形成"),
    "explore": ("探索", "谋划"),
    "deploy": ("布局", "部署", "编制", "出台", "制定", "开辟", "聚焦", "围绕", "安排", "统筹"),
    "cultivate": ("培育", "引育", "培养", "引进", "招引", "梯度培育", "集聚"),
    "improve": (
        "完善",
        "提升",
        "优化",
        "健全",
        "提高",
        "改造",
        "升级",
        "重组",
        "增强",
        "强化",
        "深化",
        "夯实",
        "降低",
        "巩固",
        "激发",
        "调动",
        "扩容提质",
        "做靓",
        "稳定",
        "补齐",
        "加强",
    ),
    "support": ("支持", "保障", "鼓励", "助力", "服务", "加大", "扶持", "给予", "奖励", "补助", "资助"),
    "implement": ("实施", "开展", "落实", "深化落实", "办好", "打好", "用好", "组织", "发布", "完成"),
    "build": (
        "建设",
        "打造",
        "构建",
        "新建",
        "建成",
        "开建",
        "搭建",
        "开工",
        "组建",
        "筹建",
        "建立",
        "共建",
        "塑强",
        "建强",
        "建好",
        "营造",
        "锻造",
        "设立",
    ),
    "develop": ("发展", "做大", "做强", "做优", "壮大", "培强", "拓展", "运营", "扩大", "巩固壮大"),
    "advance": (
        "推进",
        "推动",
        "加快",
        "加速",
        "攻克",
        "突破",
        "破解",
        "攻关",
        "攻坚",
        "抓好",
        "投产",
        "发挥",
        "融入",
        "促进",
        "释放",
        "放大",
        "突出",
        "体现",
        "拓应用",
        "强技术",
    ),
}
_STANCE = {verb: stance for stance, verbs in STANCES.items() for verb in verbs}
_VERB = re.compile("|".join(sorted(_STANCE, key=len, reverse=True)))
# A modifier in front of the verb that counts: 加快推进, 着力打造.
_LIGHT = ("加快", "加速", "加大", "聚焦", "围绕", "统筹", "组织")
# What a goal without a verb of intent is to do: reach or pass its figure.
_REACHING = re.compile(r"突破|达到|超过|增长|达")
_AHEAD = re.compile(
    r"[一二三四五六七八九]是|将|要|下一步|未来|力争|争取|计划|拟|提出|目标|支持|探索|谋划|努力|着力|加快"
)
_PAST = re.compile(r"已|了|目前|截至|同比|近年来|去年")
_HEADING = re.compile(r"包括$|如下$|内容$|据介绍$")
# What a policy provides follows in the paragraph that names it.
_PROVIDES = re.compile(r"提出|措施|方案|办法|规划|将")
_SHORTEST = 4
# Without a verb that is known, a clause of plans is left to the reader; shorter ones only connect.
_SHORTEST_VERBLESS = 6


@dataclass(frozen=True)
class Commitment:
    """A clause that may be a commitment: the verbs in it, the stance of the first that is not a mere modifier, and that
    verb as printed, with those that it is one word with: 加快推进, 培育壮大. Of a verb that is not known the stance is
    empty: a person decides."""

    place: FlatSpan
    stance: str
    verbs: tuple[str, ...]
    printed: str = ""


def find_commitments(
    reading: Reading, section: FlatSpan, figures: list[Figure], *, in_report: bool, verbless: bool = False
) -> Iterator[Commitment]:
    """The clauses of a section that may be commitments. In a work report every clause of plans is one, with `verbless`
    also where no verb in it is known; elsewhere only what looks ahead."""
    for clause in reading.clauses:
        if not section.start <= clause.start < section.end or clause.end - clause.start < _SHORTEST:
            continue
        words = reading.words(clause)
        if _HEADING.search(words) or (not in_report and not _looks_ahead(reading, clause)):
            continue
        counted = [f.place for f in figures if clause.start <= f.place.start < clause.end]
        # 突破50亿元 is a figure with its qualifier, not a breakthrough.
        found = [
            m for m in _VERB.finditer(words) if not any(p.start <= clause.start + m.start() < p.end for p in counted)
        ]
        if found:
            telling = next((m for m in found if m.group() not in _LIGHT), found[0])
            verbs = tuple(m.group() for m in found)
            yield Commitment(reading.clause(clause), _STANCE[telling.group()], verbs, _as_printed(found, telling))
        elif in_report and counted:
            reaching = _REACHING.search(words)
            yield Commitment(reading.clause(clause), "strive", (), reaching.group() if reaching else "")
        elif verbless and len(words) >= _SHORTEST_VERBLESS:
            yield Commitment(reading.clause(clause), "", ())


def _as_printed(found: Sequence[re.Match[str]], telling: re.Match[str]) -> str:
    """A verb with those that touch it."""
    run = [telling]
    for match in found:
        if match.start() == run[-1].end():
            run.append(match)
    for match in reversed(found):
        if match.end() == run[0].start():
            run.insert(0, match)
    return "".join(m.group() for m in run)


def _looks_ahead(reading: Reading, clause: FlatSpan) -> bool:
    words = reading.words(clause)
    if _PAST.search(words):
        return False
    if _AHEAD.search(reading.words(reading.sentence(clause))):
        return True
    verb = _VERB.search(words)
    return verb is not None and verb.start() <= 3 and bool(_PROVIDES.search(reading.words(reading.paragraph(clause))))
