"""Recognises who is quoted, with the office that is printed in front of the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...propose.reading import FlatSpan

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛"
    "闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤殷尤"
)
_OFFICE = "书记|省长|市长|区长|县长|主席|主任|局长|厅长|处长|司长|部长|董事长|总经理|总裁|执行官|总监|经理|工程师|校长|院长|教授|所长|院士|负责人|创始人|总工"  # noqa: E501
_QUOTED = re.compile(
    rf"(?P<office>[^，,。；;：:“”\n]{{0,30}}(?:{_OFFICE}))(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?:教授)?"
    r"(?=(?:也|还|则|在会上)?(?:表示|介绍|说|透露|指出|认为|强调|称|坦言))"
)


@dataclass(frozen=True)
class Speaker:
    """Somebody who is quoted: name and office as printed."""

    place: FlatSpan
    name: str
    office: str


def find_speakers(flat: str) -> Iterator[Speaker]:
    """Everybody who is quoted by name and office, once each."""
    seen: set[str] = set()
    for match in _QUOTED.finditer(flat):
        if match["name"] not in seen:
            seen.add(match["name"])
            yield Speaker(FlatSpan(*match.span()), match["name"], match["office"].removeprefix("据"))
