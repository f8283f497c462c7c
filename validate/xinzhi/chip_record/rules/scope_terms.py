"""Rules of scope terms: a false friend says what it means."""

from __future__ import annotations

from ...rules.expressions import Table, Truth
from ...rules.pandera_model import RowRules, row_rule
from ...rules.texts import legible, no_formula, texts


@row_rule(
    "false-friend-meaning",
    column="note_en",
    zh="假朋友“{term_zh}”没有说明真义：在 note_en 写明它指什么",
    en="the false friend “{term_zh}” does not say what it means: write it in note_en",
    means_zh="`kind` 为 false friend 的词语，`note_en` 是空的。",
    means_en="A term whose `kind` is false friend has no `note_en`.",
    why_zh="假朋友使含有它的句子不再被追问；凭什么不问，须让读者看得到。",
    why_en="A false friend keeps sentences from being asked about; readers are to see why.",
)
def false_friend_meaning(t: Table) -> Truth:
    return (t.kind != "false friend") | t.note_en.notnull()


RULES: RowRules = (
    false_friend_meaning,
    no_formula("term_zh"),
    legible("term_zh"),
    *texts("note_en"),
)
