"""Prints one row with its links and evidence, the passage highlighted where the document is at hand."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..language import LanguageChoice, pick
from ..show import Passage, Shown
from .harmless import harmless, one_line


def print_row(console: Console, shown: Shown, lang: LanguageChoice, *, with_sources: bool) -> None:
    """The row, what it points to, what points to it, its spans, and what of it is left out."""
    console.print(Text(one_line(f"{shown.dataset}/{shown.id}"), style="bold"))
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for column, cell in shown.cells.items():
        if cell:
            name = shown.names.get(column)
            table.add_row(Text(one_line(column)), Text(harmless(f"{cell}  ({name})" if name else cell)))
    console.print(table)
    if shown.linked:
        console.print(Text("\n" + pick("关联", "linked", lang), style="bold"))
        for dataset, id, label in shown.linked:
            console.print(
                Text.assemble((one_line(f"  {dataset}/{id}"), "cyan"), one_line(f"  {label}")), soft_wrap=True
            )
    console.print(Text("\n" + pick("证据", "evidence", lang), style="bold"))
    if not shown.proofs:
        console.print("  " + pick("无", "none", lang))
    for proof in shown.proofs:
        what = f" ({proof.field})" if proof.field else ""
        console.print(
            Text(one_line(f"  {shown.titles.get(proof.source, proof.source)}, {proof.start}–{proof.end}{what}")),
            soft_wrap=True,
        )
        _print_passage(console, shown.passages.get((proof.source, proof.start)), lang, with_sources=with_sources)
    if shown.omitted:
        console.print(Text("\n" + pick("略去", "omitted", lang), style="bold"))
    for left in shown.omitted:
        why = f"{left.reason}: {left.note}" if left.note else left.reason
        console.print(Text(one_line(f"  {left.start}–{left.end}, {why}")), soft_wrap=True)
        _print_passage(console, shown.left_out.get((left.start, left.end)), lang, with_sources=with_sources)
    if (shown.proofs or shown.omitted) and not with_sources:
        console.print(f"  ({pick('加 --sources 文件夹 可看原文', 'add --sources FOLDER to see the passages', lang)})")
    if shown.inferred:
        console.print(Text("\n" + pick("推断", "inferred", lang), style="bold"))
        for field, zh, en in shown.inferred:
            console.print(
                Text.assemble((one_line(f"  {field}"), "cyan"), one_line(f"  {pick(zh, en, lang)}")), soft_wrap=True
            )


def _print_passage(console: Console, passage: Passage | None, lang: LanguageChoice, *, with_sources: bool) -> None:
    """A passage, highlighted in its surroundings; that it is not at hand, where documents were given."""
    if passage:
        before, text, after = map(harmless, passage)
        console.print(Text.assemble("    …", before, (text, "bold reverse"), after, "…"), soft_wrap=True)
    elif with_sources:
        console.print("    " + pick("原文不在手边", "document not at hand", lang))


def row_as_dict(shown: Shown) -> dict[str, object]:
    """The same as JSON-ready data."""
    return {
        "dataset": shown.dataset,
        "id": shown.id,
        "cells": shown.cells,
        "names": shown.names,
        "linked": [{"dataset": d, "id": i, "label": text} for d, i, text in shown.linked],
        "evidence": [
            {
                "source": p.source,
                "field": p.field,
                "start": p.start,
                "end": p.end,
                "sha256": p.sha256,
                **(
                    {"passage": shown.passages[(p.source, p.start)][1]} if (p.source, p.start) in shown.passages else {}
                ),
            }
            for p in shown.proofs
        ],
        "omitted": [
            {
                "start": o.start,
                "end": o.end,
                "reason": o.reason,
                "note": o.note,
                **({"passage": shown.left_out[(o.start, o.end)][1]} if (o.start, o.end) in shown.left_out else {}),
            }
            for o in shown.omitted
        ],
        "inferred": [{"field": field, "basis_zh": zh, "basis_en": en} for field, zh, en in shown.inferred],
    }
