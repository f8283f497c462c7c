"""Rules of policies: dates with their basis, and a status that fits the kind."""

from __future__ import annotations

from ...rules.dates import dated, edtf, period
from ...rules.expressions import Table, Truth
from ...rules.pandera_model import RowRules, row_rule
from ...rules.references import own_parent
from ...rules.texts import texts


@row_rule(
    "programme-status",
    column="status",
    zh="办法（kind 为 rules）的状态不应为“{value}”：应为 in force、draft 或 expiring",
    en="a policy of the kind rules is in force, draft or expiring, not “{value}”",
    means_zh="`kind` 为 rules 的政策，`status` 为 programme。",
    means_en="A policy whose `kind` is rules has the `status` programme.",
    why_zh="办法要么生效，要么是征求意见稿，要么即将到期；programme 是计划和规划的状态。",
    why_en="Rules are in force, a draft or expiring; programme is the status of plans and programmes.",
)
def programme_status(t: Table) -> Truth:
    return (t.kind != "rules") | (t.status != "programme")


RULES: RowRules = (
    edtf("issued"),
    dated("issued", "issued_basis"),
    *period(),
    own_parent("parent"),
    programme_status,
    *texts("title_zh", "title_en", "note_en"),
)
