"""Finds where a schema and the generated data dictionary disagree: one of them was changed alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from .contract.package import Package
from .dictionary import DICTIONARIES, sections_of, sections_wanted
from .findings import Finding, RuleBook

RULES = RuleBook()
DICTIONARY_OUTDATED = RULES.new(
    "dictionary-outdated",
    "form",
    zh=(
        "数据字典中 {dataset} 一节与其 schema 不符：此处为“{value}”，据 schema 应为“{wanted}”。schema 的改动若是有意"
        "的，请运行 xinzhi docs"
    ),
    en=(
        "the data dictionary and the schema of {dataset} disagree: “{value}” stands here, and the schema says"
        " “{wanted}”. If the schema was changed on purpose, run xinzhi docs"
    ),
    means_zh=(
        "`docs/dictionary.md` 或 `docs/dictionary.zh.md` 由 `xinzhi docs` 据 schema 生成，其中某数据集的列、类型、"
        "约束、键或取值与 schema 不同。行数与示例不比较。"
    ),
    means_en=(
        "`docs/dictionary.md` and `docs/dictionary.zh.md` are generated from the schemas by `xinzhi docs`; a"
        " column, type, constraint, key or value of a dataset is another one there. Row counts and examples are not"
        " compared."
    ),
    why_zh="放宽的约束在数据中看不出来：现有的数据仍然符合。字典使 schema 的每处改动都须出现两次，复核者才看得见。",
    why_en=(
        "A constraint that was loosened does not show in the data, which keeps it still. With the dictionary, every"
        " change of a schema has to be made knowingly, and a reviewer sees it in words."
    ),
)


def dictionaries(package: Package) -> list[Path]:
    """The generated dictionaries that the package has."""
    return [path for path in (package.root / name for name in DICTIONARIES) if path.is_file()]


def check_dictionaries(package: Package) -> Iterator[Finding]:
    """One finding for each dataset whose section differs, of each dictionary that the package has. A dictionary that is
    not UTF-8 differs in all of them."""
    for name, lang in DICTIONARIES.items():
        path = package.root / name
        if not path.is_file():
            continue
        printed = sections_of(path.read_text(encoding="utf-8", errors="replace"))
        wanted = sections_wanted(package, lang)
        for dataset in dict.fromkeys([*wanted, *printed]):
            pairs = zip_longest(printed.get(dataset, []), wanted.get(dataset, []))
            differs = next(((a, b) for a, b in pairs if a is None or b is None or a[1] != b[1]), None)
            if differs is not None:
                number = (
                    differs[0][0]
                    if differs[0] is not None
                    else max((n for n, _ in printed.get(dataset, [])), default=1)
                )
                yield DICTIONARY_OUTDATED.finding(
                    {"dataset": dataset, "wanted": _shown(differs[1])}, file=name, line=number, value=_shown(differs[0])
                )


def _shown(line: tuple[int, str] | None) -> str:
    return line[1] if line is not None else ""
