"""How documents print the names of regions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_ENDINGS = ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "省", "市", "县", "区", "盟", "旗")
# The peoples that the names of autonomous regions, prefectures and counties end with: 宁夏 for 宁夏回族自治区.
_PEOPLES = re.compile(
    "(?:维吾尔|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|(?:壮|回|藏|苗|侗|彝|羌|白|傣|满|蒙古|蒙|土家|布依|朝鲜|哈尼|傈僳|景颇|哈萨克|柯尔克孜|各|黎|瑶|畲|土|水|佤|"
    "仡佬|拉祜|纳西|锡伯|塔吉克|撒拉|东乡|裕固|保安|仫佬|毛南|独龙|怒|普米|布朗|达斡尔|鄂温克|鄂伦春)族)+$"
)
# What several regions are called together, one character each: 京津冀 names three.
_CHARACTERS = {
    **{"110000": "京", "120000": "津", "130000": "冀", "140000": "晋", "150000": "蒙", "310000": "沪", "320000": "苏"},
    **{"330000": "浙", "340000": "皖", "350000": "闽", "360000": "赣", "410000": "豫", "420000": "鄂", "430000": "湘"},
    **{"440000": "粤", "450000": "桂", "500000": "渝", "510000": "川", "520000": "黔", "530000": "滇", "610000": "陕"},
    **{"620000": "甘", "640000": "宁", "810000": "港", "820000": "澳"},
}
_TOGETHER = (
    *("京津冀", "京津", "京冀", "津冀", "沪苏浙皖", "苏浙皖", "苏浙沪", "沪苏", "沪浙"),
    *("川渝", "粤港澳", "粤港", "港澳", "湘鄂赣", "湘赣", "鄂湘赣", "晋陕豫", "晋冀"),
    *("蒙晋冀", "陕甘宁", "甘宁", "滇黔", "粤桂", "闽粤"),
)


def printed_forms(row: Mapping[str, str]) -> Sequence[str]:
    """How documents may print a region of the dataset `regions`; none for the country, which national pages hardly ever
    name."""
    name = row.get("name_zh", "")
    if not name or row.get("level") == "country":
        return []
    bare = next((name.removesuffix(e) for e in _ENDINGS if name.endswith(e) and len(name) > len(e) + 1), name)
    # Of an area, a page may print a part: 长三角 for 长三角地区.
    character = _CHARACTERS.get(row.get("code", ""))
    together = [names for names in _TOGETHER if character is not None and character in names]
    return list(dict.fromkeys([name, bare, _without_people(bare), *together]))


def _without_people(name: str) -> str:
    """The place alone, where at least two characters are left of it."""
    place = _PEOPLES.sub("", name)
    return place if len(place) > 1 else name
