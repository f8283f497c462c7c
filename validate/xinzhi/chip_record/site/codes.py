"""What the codes of views mean that no schema explains, and how verdicts and stages look."""

from __future__ import annotations

from ...site.words import Pair

_ABOUT = {
    "chips": Pair("芯片", "chips"),
    "compute": Pair("算力", "computing power"),
    "both": Pair("芯片与算力", "chips and computing power"),
    "context": Pair("其他", "other"),
}
_SUBJECTS = {**_ABOUT, "ours": Pair("芯片与算力（全部）", "chips or computing power")}
_KINDS = {
    "commitment": Pair("承诺", "commitment"),
    "target": Pair("目标", "target"),
    "indicator": Pair("数据", "figure"),
    "milestone": Pair("里程碑", "milestone"),
    "project": Pair("项目", "project"),
    "recognition": Pair("荣誉", "recognition"),
    "measure": Pair("措施", "measure"),
    "term": Pair("政策数字", "policy figure"),
    "roster": Pair("名录", "roster entry"),
    "event": Pair("事件", "event"),
    "report": Pair("报告", "report"),
}
KNOWN = {
    "stated": Pair("有承诺或事实", "stated"),
    "read in full and not mentioned": Pair("通读全文，未提", "read in full, silent"),
    "not in the excerpt": Pair("所录部分未见", "not in the excerpt"),
    "other sources only": Pair("没有报告，仅有其他来源", "no report, other sources only"),
    "no source": Pair("没有来源", "no source"),
}
_LEVELS = {
    "country": Pair("全国", "country"),
    "province": Pair("省级", "province"),
    "prefecture": Pair("地级", "prefecture"),
    "county": Pair("县级", "county"),
    "area": Pair("跨行政区", "area"),
}
# What a figure is, as short as it stands behind the figure.
_BASES = {
    "increase": Pair("增加量", "increase"),
    "yoy": Pair("同比", "on the year before"),
    "cumulative": Pair("累计", "cumulative"),
    "annual": Pair("年度值", "per year"),
    "difference": Pair("差值", "difference"),
    "multiple": Pair("为基期的倍数", "times the base"),
    "growth-multiple": Pair("比基期增长的倍数", "growth in multiples of the base"),
    "annual-growth": Pair("年均增速", "average per year"),
}

CODES = {
    "about": _ABOUT,
    "subjects": _SUBJECTS,
    "facts.kind": _KINDS,
    "known": KNOWN,
    "series.kind": {"promise": Pair("承诺", "promised"), "observation": Pair("实绩", "reported")},
    "outcomes.verdict": {"": Pair("尚未追踪", "not followed yet")},
    "level": _LEVELS,
    "regions.level": _LEVELS,
    "basis": _BASES,
}
TONES = {
    "": "quiet",
    "met": "good",
    "exceeded": "good",
    "missed": "bad",
    "partly": "half",
    "under way": "open",
    "other scope": "half",
    "not reported": "quiet",
    "completed": "good",
    "in operation": "good",
    "under construction": "open",
    "started": "open",
    "stated": "good",
    "read in full and not mentioned": "bad",
    "promise": "half",
    "observation": "open",
}
