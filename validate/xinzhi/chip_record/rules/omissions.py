"""Rules of omissions: spans run forward, remarks are in English, and what is out of scope says why."""

from __future__ import annotations

from ...rules.expressions import Table, Truth
from ...rules.pandera_model import RowRules, row_rule
from ...rules.spans import span_order
from ...rules.texts import texts


@row_rule(
    "omission-without-why",
    column="note_en",
    zh="理由为“{reason}”：须在 note_en 说明为何与主题无关",
    en="the reason is “{reason}”: say in note_en why it is not about the package's subject",
    means_zh="理由为 out of scope 的略去没有说明为何。",
    means_en="An omission that is out of scope does not say why.",
    why_zh="“不在收录范围”可以掩盖任何事实；第二位读者须能判断。",
    why_en="“Out of scope” could hide any fact; the second reader has to be able to judge it.",
)
def omission_without_why(t: Table) -> Truth:
    return (t.reason != "out of scope") | t.note_en.notnull()


RULES: RowRules = (
    span_order(),
    omission_without_why,
    *texts("note_en"),
)
