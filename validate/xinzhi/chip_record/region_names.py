"""How documents print the names of regions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_ENDINGS = ("特别行政区", "自治区", "自治州", "自治县", "地区", "省", "市", "县", "区")
# 粤港澳 names three regions by one character each.
_ONE_CHARACTER = {"810000": "港", "820000": "澳"}


def printed_forms(row: Mapping[str, str]) -> Sequence[str]:
    """How documents may print a region of the dataset `regions`; none for the country, which national pages hardly ever
    name."""
    name = row.get("name_zh", "")
    if not name or row.get("level") == "country":
        return []
    bare = next((name.removesuffix(e) for e in _ENDINGS if name.endswith(e) and len(name) > len(e) + 1), name)
    # Of an area, a page may print a part: 长三角 for 长三角地区.
    code = row.get("code", "")
    return [name, bare, *([_ONE_CHARACTER[code]] if code in _ONE_CHARACTER else [])]
