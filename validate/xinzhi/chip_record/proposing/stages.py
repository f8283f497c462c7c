"""Reads the stage of a project from what its clause says of it (docs/extraction.md, section 7)."""

from __future__ import annotations

import re

from ...propose.reading import FlatSpan, Reading

# In the order in which they are looked for: the first that stands in the clause tells.
_OBSERVED = (
    ("in operation", re.compile("投产|投用|投运|运营|运行|启用|点亮|达产|投入使用")),
    ("completed", re.compile("建成|竣工|完工|通线")),
    ("started", re.compile("开工|动工|启动")),
    ("under construction", re.compile("在建|加快建设|加快推进|建设|推进|实施")),
)
_PLANNED = (
    ("ramping up", re.compile("产能爬坡|稳产达产|释放产能|扩产量产|达产")),
    ("to start", re.compile("开工|动工")),
    ("to be completed", re.compile("建成|投产|投用|投运|竣工|完工")),
    ("to be landed", re.compile("落地|落户|签约")),
    ("being advanced", re.compile("推进|加快|抓好|推动|扩容|扩建")),
    ("planned", re.compile("谋划|争取|建设|布局|打造")),
)


def stage_of(reading: Reading, place: FlatSpan, *, looks_back: bool) -> str:
    """The stage that the clause of a project tells; empty where it tells none."""
    words = reading.words(reading.clause(place))
    return next((stage for stage, told in (_OBSERVED if looks_back else _PLANNED) if told.search(words)), "")
