"""Judges whether a version says what it has to: a number high enough, the same everywhere, and a changelog entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..contract.package import Package
from ..findings import Finding, RuleBook
from ..language import counted
from .changelog import CHANGELOG, has_entry
from .difference import Difference
from .places import places_beside, read_text
from .policy import Level, LevelReason, least_level, parse_version, raised, reasons, written

RULES = RuleBook()
TOO_LOW = RULES.new(
    "version-too-low",
    "version",
    zh="版本号 {declared_zh} 不够：自 {before} 以来的变化要求 {level}，即至少 {required}",
    en="version {declared_en} is not enough: what changed since {before} asks for {level}, {required} at least",
    means_zh="版本号低于数据的变化所要求的。",
    means_en="The version is lower than what changed in the data asks for.",
    why_zh="版本号告诉使用者，他们的查询是否还成立；低了，就会悄悄出错。",
    why_en="The number tells consumers whether their queries still hold; one that is too low breaks them unannounced.",
)
DIFFERS = RULES.new(
    "version-differs",
    "version",
    zh="{count} 处的版本号应为 {wanted}：{listed}",
    en="the version should be {wanted} in {places}: {listed}",
    means_zh="描述文件以外的某处写着另一个版本号。",
    means_en="A place besides the descriptor has another version.",
    why_zh="两处版本号不同，就不知道手中的是哪一版。",
    why_en="Where two places disagree, nobody can tell which version is at hand.",
)
NO_ENTRY = RULES.new(
    "changelog-missing",
    "version",
    zh="{changelog} 没有版本 {value} 的条目",
    en="{changelog} has no entry for version {value}",
    means_zh="更新日志没有这一版的条目，或条目是空的。",
    means_en="The changelog has no entry for the version, or an empty one.",
    why_zh="使用者从更新日志得知改了什么。",
    why_en="The changelog is where consumers learn what is different.",
)


@dataclass(frozen=True)
class Verdict:
    """What a difference asks for and what is missing. `required` is the least version that is enough, None where none
    can be computed, and then `note_zh` and `note_en` say why; `wanted` is the version that everything should carry."""

    level: Level
    reasons: tuple[LevelReason, ...]
    required: str | None
    wanted: str | None
    findings: tuple[Finding, ...]
    note_zh: str = ""
    note_en: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The verdict as JSON-ready data."""
        return {
            "level": self.level.name,
            "required": self.required,
            "note_zh": self.note_zh,
            "note_en": self.note_en,
            "reasons": [r.as_dict() for r in self.reasons],
            "findings": [f.as_dict() for f in self.findings],
        }


def judge(difference: Difference, new: Package, *, published: bool = True) -> Verdict:
    """Judge the new version. `published` is false where the old one is no version that anybody was given."""
    given = reasons(difference)
    level = least_level(given)
    before, after = parse_version(difference.old.version), parse_version(difference.new.version)
    required, note = None, ("", "")
    if not published:
        note = (
            "旧版没有版本标签：还没有发布过，不要求升版",
            "the old version is not tagged: it was not published, and no higher number is asked for",
        )
    elif difference.old.version is None:
        note = ("旧版没有声明版本号：不要求升版", "the old version declares no number: no higher one is asked for")
    elif before is None:
        note = (
            f"旧版的“{difference.old.version}”不是语义化版本号：不要求升版",
            f"the old version's {difference.old.version!r} is no semantic version: no higher one is asked for",
        )
    else:
        required = raised(before, level)
    enough = required is None or (after is not None and after >= required)
    wanted = difference.new.version if enough or required is None else written(required)
    findings = tuple(
        _findings(difference, new, level, None if enough or required is None else written(required), wanted)
    )
    return Verdict(level, tuple(given), None if required is None else written(required), wanted, findings, *note)


def _findings(
    difference: Difference, new: Package, level: Level, required: str | None, wanted: str | None
) -> Iterator[Finding]:
    declared = difference.new.version
    if required is not None:
        values = {"before": difference.old.version, "level": level.name, "required": required}
        yield TOO_LOW.finding(
            {**values, "declared_zh": declared or "（无）", "declared_en": declared or "(none)"},
            file=new.shown(new.descriptor_path),
            column="version",
            value=declared,
            suggestion=required,
        )
    others = [place for place in places_beside(new) if wanted is not None and place.version != wanted]
    if others:
        # One cause, and one command that puts all of them right.
        listed = ", ".join(f"{place.file}:{place.line} ({place.version})" for place in others)
        yield DIFFERS.finding(
            {"count": len(others), "places": counted(len(others), "place"), "wanted": wanted, "listed": listed},
            file=others[0].file,
            line=others[0].line,
            value=others[0].version,
            suggestion=wanted,
        )
    changelog = _changelog(new)
    if (
        changelog is not None
        and wanted is not None
        and (difference or declared != difference.old.version)
        and not has_entry(changelog, wanted)
    ):
        yield NO_ENTRY.finding(
            {"changelog": CHANGELOG},
            file=CHANGELOG,
            value=wanted,
            suggestion=f"## [{wanted}]",
        )


def _changelog(package: Package) -> str | None:
    try:
        return read_text(package.root / CHANGELOG)
    except (OSError, UnicodeDecodeError):
        return ""  # what cannot be read has no entry
