"""The words by which Chinese text shows that something is called a name: the endings of bodies and of sites, as
patterns, and the marks around titles."""

from __future__ import annotations

import re

# What ends the name of a company, a school, an office or a fund.
BODY_ENDINGS = (
    "公司|集团|大学|学院|研究院|研究所|实验室|协会|联盟|委员会|管理局|统计局|协调局|经信委|科委|发改委|科技厅|基金"
)
# What ends the name of a park, a zone or a place of trade.
SITE_ENDINGS = (
    "科技城|科学城|产业园|园区|软件园|高新区|新片区|自贸区|走廊|示范区|先导区|集聚区|聚集区|孵化园|创新园|大学城|交易所"
)
# Behind a word that points or belongs (该园区, 自己的公司), the ending is a noun of its own.
ENDING = re.compile(f"(?<![该本此各其的在])(?:{BODY_ENDINGS}|{SITE_ENDINGS})")
LONGEST_TITLE = 62
TITLE = re.compile(r"《[^》\n]{2,60}》")
