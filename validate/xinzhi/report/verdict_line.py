"""The verdict on a package, or on a change of it, in a line."""

from __future__ import annotations

from ..language import LanguageChoice, counted, pick
from .outcome import Outcome


def verdict(outcome: Outcome, lang: LanguageChoice) -> str:
    """Whether the package, or the change, passes."""
    if outcome.comparison is None:
        return pick("有效", "VALID", lang) if outcome.report.valid else pick("无效", "INVALID", lang)
    if not outcome.findings:
        return pick("此更改未带来新问题", "This change introduces nothing wrong", lang)
    errors = sum(f.severity == "error" for f in outcome.findings)
    warnings = len(outcome.findings) - errors
    zh = "、".join(t for n, t in ((errors, f"{errors:,} 个错误"), (warnings, f"{warnings:,} 个警告")) if n)
    en = " and ".join(t for n, t in ((errors, counted(errors, "error")), (warnings, counted(warnings, "warning"))) if n)
    return pick(f"此更改带来 {zh}", f"This change introduces {en}", lang)


def compared(outcome: Outcome, lang: LanguageChoice) -> str:
    """How the findings are shared out between the change and what was there before; empty without a comparison."""
    comparison = outcome.comparison
    if comparison is None:
        return ""
    since = f"{comparison.revision} ({comparison.commit[:12]})"
    new, old, fixed = len(comparison.introduced), len(comparison.old), len(comparison.fixed)
    sentence = pick(
        f"自 {since} 以来：新增 {new:,} 处，原有 {old:,} 处，消除 {fixed:,} 处",
        f"since {since}: {new:,} introduced, {old:,} old, {fixed:,} fixed",
        lang,
    )
    if comparison.cut:
        names = ", ".join(comparison.cut)
        sentence += pick(
            f"（{names} 的问题过多，未全部列出，比较可能有出入）",
            f" ({names}: too many findings to list them all, so the comparison may err)",
            lang,
            "",
        )
    return sentence
