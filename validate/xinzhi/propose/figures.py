"""Recognises figures with qualifier, unit and place in running text; what is no figure it leaves alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..evidence.numerals import TENTHS, Numeral, find_numerals
from ..evidence.quantity import SUFFIXES, WORDS, Quantity, QuantityError, parse_quantity
from ..evidence.stated_figures import BINDING_PREFIX
from ..evidence.widths import fold_widths
from .reading import FlatSpan

NO_UNIT = "单位数"

_EQUAL_PREFIX = "达到|达|提高到|增至|升至"
_SUFFIX = "|".join(sorted(SUFFIXES, key=len, reverse=True))
_BEFORE = re.compile(rf"(?:{BINDING_PREFIX}|{_EQUAL_PREFIX}|第)$")
_TO = re.compile(r"[至到~\uff5e—–-]")
_FRACTION = re.compile(r"(?<![\d/.])\d{1,3}/\d{1,3}(?![\d/])")
# 倍增计划 is a programme, 首位度 a measure of cities, and 放在首位 a manner of speaking.
_WORD = re.compile(
    "(?<![支坚保维])(?<!放在)(?<!摆在)(?<!置于)(?:"
    + "|".join(sorted(WORDS, key=len, reverse=True))
    + ")(?!计划|行动|工程|企业|器|度)"
)
# A scale without a number: 万亿级产业, 突破万亿元.
_SCALE_ALONE = re.compile(rf"(?:{BINDING_PREFIX})?(?<![\d.零〇一二两三四五六七八九十百千几数])万?亿(?:元级|级|元)")
# A place among the first, without a measure word: 居全国前三.
_AMONG_FIRST = re.compile(r"(?<=[国球界居列入身])前[三四五六八十](?=[，,。；;、！\n]|$)")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
# A point alone makes no date: 2024.5亿元.
_NUMERIC_DATE = re.compile(r"(?:19|20)\d{2}(?:[-/.]\d{1,2}[-/.]\d{1,2}|[-/](?:0?[1-9]|1[0-2])(?!\d))")
_YEAR = re.compile(r"(?:19|20)\d{2}")
# Behind an ordinal these make a label (第三代, 第十六届, 第二批); alone, 第三 is a place in a ranking.
_RANKED = re.compile(r"[名位]?(?=$|[。，,；;、！!\n）)]|大)")
# In front of 第2: it is a place in a ranking even where no measure word follows.
_RANKING = re.compile("(?:全国|国内|全球|世界|中部|西部|东部|居|列|排名)$")
# A measure word that tells a kind rather than counts: 一级, 二期, 三代.
_CLASSIFYING = ("届", "期", "代", "号", "线", "轮", "步", "版", "季度", "环", "横", "纵")
# Time told, not measured: 五年来, 过去5年, 五年规划.
_SINCE = re.compile(r"(?:以?[来前后]|间|度|规划|计划)")
_PAST = re.compile(r"(?:过去|最近|近|这|未来|第[一二三四五六七八九十]+个)$")
# What is told by its size rather than measured: 12英寸晶圆, 28纳米工艺.
_SIZES = ("英寸", "纳米")
# 8个月 counts months, not things.
_UNKNOWN = re.compile(r"多?(?:月|小时|星期|工作日)")
# Measure words and units of measurement that a package may not have: the number is proposed with what is printed.
_UNREGISTERED = re.compile(
    "千瓦时|千瓦|兆瓦|吉瓦|标准箱|标箱|人次|人日|家次|车次|架次|班次|场次|台套|台（套）|标准机架|机架|公里|千米|海里|"
    "毫米|微米|厘米|米|公顷|亩|平方公里|平方米|立方米|吨|公斤|千克|克|升|小时|分钟|毫秒|微秒|秒|天|周|"
    f"{TENTHS}|[座名款架处颗片件种类艘辆栋户所间株头枚张部册篇例宗笔套只块根台门支组对列幅场次道批口盏位家项条人岁]|"
    "(?i:[kMGTPEZ]?(?:FLOPS|bps|bit|Wh?|Hz|B)|[TPE]|℃)(?:/s|/秒)?(?![A-Za-z0-9])"
)
_MANY = 20
_CONGRESS = re.compile(r"(?:党的|中共)$")
_SHARED = re.compile(
    r"(?:家|个|项|条|名|人|台|件|套)?[^\d。，,；;：:\n]{0,8}(?:和|、|以及|及|与)[^\d。，,；;：:\n]{0,8}"
)


@dataclass(frozen=True)
class Figure:
    """A figure and where it stands; `quantity` is None where no known unit could be read."""

    place: FlatSpan
    text: str
    quantity: Quantity | None


def find_figures(flat: str, units: Mapping[str, str]) -> list[Figure]:
    """Every figure of `flat`, in order. `units` maps printed unit labels to unit ids. Dates, clocks, ordinals of
    sessions and digits in code names are no figures. Full-width digits and signs are read, and given, as half-width."""
    flat = fold_widths(flat)
    taken = [m.span() for p in (_CLOCK, _NUMERIC_DATE) for m in p.finditer(flat)]
    figures: list[Figure] = []
    for pattern in (_FRACTION, _WORD, _SCALE_ALONE, _AMONG_FIRST):
        for match in pattern.finditer(flat):
            if not _overlaps(taken, *match.span()) and (figure := _read(flat, *match.span(), units)):
                figures.append(figure)
                taken.append(match.span())
    labels = re.compile(
        "|".join(
            TENTHS if u == TENTHS[0] else re.escape(u) for u in sorted(units, key=len, reverse=True) if u != NO_UNIT
        ),
        re.IGNORECASE,
    )
    at = 0
    for numeral in find_numerals(flat):
        if numeral.start < at or _overlaps(taken, numeral.start, numeral.end):
            continue
        figure = _figure_at(flat, numeral, labels, units)
        if figure is not None:
            figures.append(figure)
            at = figure.place.end
    figures.sort(key=lambda f: f.place.start)
    return list(_share(flat, figures, units))


def _figure_at(flat: str, numeral: Numeral, labels: re.Pattern[str], units: Mapping[str, str]) -> Figure | None:
    start, end = numeral.start, numeral.end
    if (
        _is_date(flat, numeral, labels)
        or _is_code(flat, start)
        or _is_quoted_name(flat, numeral)
        or _is_indefinite(flat, numeral)
    ):
        return None
    prefix = _BEFORE.search(flat, max(0, start - 4), start)
    if flat[start - 1 : start] == "第":
        ranked = _RANKED.match(flat, end)
        is_place = flat.startswith(("位", "名"), end) or _RANKING.search(flat, max(0, start - 7), start - 1)
        if ranked is None or (numeral.text[0].isdigit() and not is_place):
            return None
        end += flat.startswith("位", end)
        return _read(flat, start - 1, end, units)
    end = _range_end(flat, numeral)
    if flat[end : end + 1] in ("万", "亿"):  # 突破百亿, where no unit follows
        end += 1
    if flat[end : end + 1] in ("多", "余"):
        end += 1
        end += flat[end : end + 1] in ("万", "亿")  # 60余万人
    unit = labels.match(flat, end)
    scale = re.search("[万亿]+$", flat[start:end])
    if scale:  # 亿元 is a unit of its own
        longer = labels.match(flat, end - len(scale[0]))
        unit = longer or unit
    begin = prefix.start() if prefix else start
    counts = numeral.text[0].isdigit() or prefix or (numeral.value or 0) >= _MANY  # 三座 may be a part of a name
    unregistered = _UNREGISTERED.match(flat, end) if counts else None
    if unregistered and (unit is None or unregistered.end() > unit.end()):
        return _as_printed(flat, begin, unregistered.end())
    if unit is not None and unit[0] == "个" and (longer_unit := _UNKNOWN.match(flat, unit.end())):
        return Figure(FlatSpan(begin, longer_unit.end()), flat[begin : longer_unit.end()], None)
    if unit is None or not unit[0] or _classifies(flat, numeral, unit[0], unit.end()):
        return _without_unit(flat, begin, start, end, units)
    end = unit.end()
    if unit[0].endswith("元") and flat.startswith("级", end) and (order := _read(flat, begin, end + 1, units)):
        return order  # 千亿元级
    if (
        unit[0][-1].isascii()
        and unit[0][-1].isalpha()
        and flat[end : end + 1].isascii()
        and flat[end : end + 1].isalnum()
    ):
        return None  # 1000p is a figure, 10nm is another unit
    if flat[end : end + 1] in ("多", "余") and unit[0] in ("个", "倍"):
        end += 1
    if _tells(flat, start, end, unit[0], bool(prefix)):
        return None
    last = _with_suffix(flat, end)
    return _read(flat, begin, last, units) or _read(flat, start, last, units) or _read(flat, start, end, units)


def _with_suffix(flat: str, end: int) -> int:
    """The end of the qualifier behind a figure, if there is one."""
    suffix = re.compile(_SUFFIX).match(flat, end)
    return suffix.end() if suffix else end


def _as_printed(flat: str, begin: int, end: int) -> Figure:
    """A figure whose unit the package does not have: what is printed, and no quantity."""
    last = _with_suffix(flat, end)
    return Figure(FlatSpan(begin, last), flat[begin:last], None)


def _without_unit(flat: str, begin: int, start: int, end: int, units: Mapping[str, str]) -> Figure | None:
    """A number in front of the thing itself: 三大科创高地, 超300万开发者. Whether bare Arabic digits count anything is
    left to the reader."""
    following = flat[end : end + 1]
    if following in ("、", "和") and flat[end - 1] in "万亿":
        return Figure(FlatSpan(begin, end), flat[begin:end], None)  # the unit may stand behind the last of a list
    if (last := _with_suffix(flat, end)) > end or (begin < start and flat[end - 1] in "万亿"):
        return _read(flat, begin, last, units) or _read(flat, start, last, units)
    if begin < start and (not following or following in "。，,；;、！\n"):
        return _read(flat, begin, end, units)  # PUE低于1.2
    if not following or not ("\u4e00" <= following <= "\u9fff") or following in "".join(_CLASSIFYING) + "分":
        return None
    figure = _read(flat, begin, end, units) or _read(flat, start, end, units)
    if figure is not None and (begin < start or following == "大"):
        return figure
    return Figure(FlatSpan(begin, end), flat[begin:end], None) if flat[start].isdigit() else None


def _read(flat: str, start: int, end: int, units: Mapping[str, str]) -> Figure | None:
    try:
        return Figure(FlatSpan(start, end), flat[start:end], parse_quantity(flat[start:end], units))
    except QuantityError:
        return None


def _range_end(flat: str, numeral: Numeral) -> int:
    """The end of a range that begins with the numeral (1至2个), or of the numeral."""
    if not (to := _TO.match(flat, numeral.end)):
        return numeral.end
    for high in find_numerals(flat[to.end() : to.end() + 12]):
        if high.start == 0 and (high.value or 0) > (numeral.value or 0):
            return to.end() + high.end
    return numeral.end


def _counts(flat: str, at: int, labels: re.Pattern[str]) -> bool:
    """Whether a unit or a qualifier stands there."""
    return bool(re.compile(f"[多余万亿]|{_SUFFIX}").match(flat, at) or ((unit := labels.match(flat, at)) and unit[0]))


def _is_date(flat: str, numeral: Numeral, labels: re.Pattern[str]) -> bool:
    after = flat[numeral.end : numeral.end + 2]
    if after[:1] in ("月", "日") or after in ("季度",):
        return True
    if _YEAR.fullmatch(numeral.text) and (after[:1] == "年" or _TO.match(after) or after[:1] == ""):
        return True
    if after[:1] == "年" and (
        re.match(r"年\d{1,2}月", flat[numeral.end : numeral.end + 4])
        or re.fullmatch("[〇零一二三四五六七八九]{4}", numeral.text)
    ):
        return True
    # 2024 of 2024世界半导体大会 is a year as well; 2000台 counts.
    return bool(_YEAR.fullmatch(numeral.text)) and not _counts(flat, numeral.end, labels)


def _is_code(flat: str, start: int) -> bool:
    """A digit in a code name: G60, AEC-Q100, 2+1+X."""
    before = flat[max(0, start - 2) : start]
    return bool(re.search(r"(?:[A-Za-z]|[A-Za-z]-|[+.])$", before))


def _is_quoted_name(flat: str, numeral: Numeral) -> bool:
    """A numeral that opens a name in quotation marks (“千项万亿”); one that is quoted alone (“25条”) is a figure."""
    if flat[numeral.start - 1 : numeral.start] not in ("“", "「", "『"):
        return False
    return not re.match("[^”」』]{0,2}[”」』]", flat[numeral.end : numeral.end + 3])


def _is_indefinite(flat: str, numeral: Numeral) -> bool:
    """一批, 一个, 一家: an article, not a count. 一大 and 二大 are congresses."""
    after = flat[numeral.end : numeral.end + 1]
    if after == "大" and (
        numeral.text in ("一", "二") or _CONGRESS.search(flat, max(0, numeral.start - 2), numeral.start)
    ):
        return True
    return numeral.text == "一" and after not in ("年", "倍") and flat[numeral.start - 1 : numeral.start] != "第"


def _tells(flat: str, start: int, end: int, unit: str, qualified: bool) -> bool:
    """Whether a number with its unit tells a time or a size instead of measuring something."""
    if unit == "年":
        return bool(_SINCE.match(flat, end) or _PAST.search(flat, max(0, start - 6), start))
    return unit in _SIZES and not qualified


def _classifies(flat: str, numeral: Numeral, unit: str, end: int) -> bool:
    """Whether the words count nothing: 三次 of 第三次 aside, 二期 and 一级 name a part or a grade."""
    if unit in ("期", "级"):
        return unit == "期" or (numeral.value or 0) < 10**8
    return unit == "个" and flat[end : end + 1] == "性"


def _share(flat: str, figures: Sequence[Figure], units: Mapping[str, str]) -> Iterator[Figure]:
    """Give each figure of a list the qualifier or unit that is printed once: 分别突破8500家和6万家,
    7个和3.7个百分点."""
    previous: Figure | None = None
    for i, figure in enumerate(figures):
        following = figures[i + 1] if i + 1 < len(figures) else None
        last = next((f for f in figures[i + 1 :] if f.quantity is not None), None)
        if figure.quantity is None and last is not None and (money := _money(flat, figure, last)):
            shared = _parsed(figure.text + money, units)
            if shared:
                previous = Figure(figure.place, figure.text + money, shared)
                yield previous
                continue
        if following and figure.quantity and following.quantity and figure.quantity.unit_label in ("个", NO_UNIT):
            between = flat[figure.place.end : following.place.start]
            if (
                following.quantity.unit_label.startswith("个")
                and following.quantity.unit_label != "个"
                and re.fullmatch("和|、|至", between)
            ):
                text = figure.text.removesuffix("个") + following.quantity.unit_label
                shared = _parsed(text, units)
                if shared:
                    previous = Figure(figure.place, text, shared)
                    yield previous
                    continue
        previous = (_qualified(flat, previous, figure, units) if previous else None) or figure
        yield previous


def _qualified(flat: str, previous: Figure, figure: Figure, units: Mapping[str, str]) -> Figure | None:
    """The figure with the qualifier of the one before, where 分别 says that a list shares it."""
    if previous.quantity is None or figure.quantity is None or figure.quantity.comparator != "eq":
        return None
    prefix = re.match(BINDING_PREFIX, previous.text)
    sentence = max(flat.rfind(stop, 0, previous.place.start) for stop in "。；;\n") + 1
    told = "分别" in flat[sentence : previous.place.start].rpartition("，")[2]
    between = flat[previous.place.end : figure.place.start]
    if prefix and told and _SHARED.fullmatch(between) and previous.quantity.unit_label == figure.quantity.unit_label:
        text = prefix[0] + figure.text
        shared = _parsed(text, units)
        return Figure(figure.place, text, shared) if shared else None
    return None


def _money(flat: str, figure: Figure, last: Figure) -> str:
    """The unit of money that a list prints once, behind its last figure: 1.2万亿、8200亿元."""
    between = flat[figure.place.end : last.place.start]
    listed = re.fullmatch(r"(?:[、和][\d.]+[万亿]+)*[、和]", between)
    unit = last.quantity.unit_label if last.quantity is not None else ""
    return "元" if listed and figure.text[-1] in "万亿" and unit.endswith("元") else ""


def _parsed(text: str, units: Mapping[str, str]) -> Quantity | None:
    try:
        return parse_quantity(text, units)
    except QuantityError:
        return None


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in spans)
