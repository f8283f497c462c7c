"""Rules of inspections: a load that reads as it is coded."""

from __future__ import annotations

from xinzhi.rules.figures import quantity
from xinzhi.rules.pandera_model import RowRules
from xinzhi.rules.texts import texts

RULES: RowRules = (*quantity(), *texts("result_zh", "result_en"))
