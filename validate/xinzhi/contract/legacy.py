"""Properties as frictionless 4 wrote them: frictionless 5 still reads them, and will not for ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Finding, RuleBook
from .package import Package

RULES = RuleBook()
LEGACY = RULES.new(
    "legacy-property",
    "descriptor",
    zh="{place} 的 {property} 是 frictionless 4 的旧写法：应为{right_zh}",
    en="{place} has {property} as frictionless 4 wrote it: it should be {right_en}",
    means_zh='资源用了旧写法：`compression` 为 `"no"`、`stats` 中的 `hash`，或 `layout`。frictionless 5 仍会照读。',
    means_en=(
        'A resource has a property in an old form: `compression` as `"no"`, `hash` in `stats`, or `layout`.'
        " frictionless 5 still reads it."
    ),
    why_zh="Data Package 规范没有这些写法，别的工具不读；frictionless 的下一个主版本也将不读。",
    why_en="No other tool reads these forms, which no version of Data Package has; nor will frictionless's next one.",
)


def check_legacy(package: Package, shown: str) -> Iterator[Finding]:
    """Every old form in the descriptor, which is named as `shown`."""
    for resource in package.resources:
        described = resource.descriptor
        stats = described.get("stats")
        forms = (
            (described.get("compression") == "no", "compression", "不写 compression", "left out"),
            (isinstance(stats, Mapping) and "hash" in stats, "stats.hash", "资源自身的 hash", "hash of the resource"),
            ("layout" in described, "layout", "dialect", "dialect"),
        )
        for is_old, name, right_zh, right_en in forms:
            if is_old:
                values = {"place": f"{shown}#{resource.name}", "property": name}
                yield LEGACY.finding(
                    {**values, "right_zh": right_zh, "right_en": right_en},
                    resource=resource.name,
                    file=shown,
                    value=name,
                )
