"""Rules of policies: dates with their basis, and a status that fits the kind."""

from __future__ import annotations

from ..findings import Explanation
from .context import Context
from .model import RowRule, row_rule
from .shared import dated, edtf, own_parent, period, texts

DATASET = "policies"


def rules(context: Context) -> list[RowRule]:
    """The rules of policies."""
    return [
        *edtf("issued"),
        dated("issued", "issued_basis"),
        *period(),
        own_parent("parent"),
        row_rule(
            "programme-status",
            "status",
            lambda t: (t.kind != "rules") | (t.status != "programme"),
            "办法（kind 为 rules）的状态不应为“{value}”：应为 in force、draft 或 expiring",
            "a policy of the kind rules is in force, draft or expiring, not “{value}”",
            explanation=Explanation(
                means_zh="`kind` 为 rules 的政策，`status` 为 programme。",
                means_en="A policy whose `kind` is rules has the `status` programme.",
                why_zh="办法要么生效，要么是征求意见稿，要么即将到期；programme 是计划和规划的状态。",
                why_en="Rules are in force, a draft or expiring; programme is the status of plans and programmes.",
            ),
        ),
        *texts("title_zh", "title_en", "note_en"),
    ]
