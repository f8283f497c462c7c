"""The structure layer: what `frictionless validate` finds, by the same type codes. The engine behind it is a seam."""

from __future__ import annotations

from collections.abc import Callable

from ..contract.package import Package
from ..findings import RuleBook
from . import reasons
from .answer import Structure
from .options import DEFAULT, Options

Engine = Callable[[Package, Options], Structure]

RULES = RuleBook()
NOTHING_READ = RULES.new(
    "nothing-read",
    "structure",
    zh="没有读取任何数据：{what_zh}，因而无从校验",
    en="no data was read: {what_en}, so that there was nothing to check",
    means_zh="数据包没有一个资源是表：描述文件没有资源，或资源都是别的文件（文本、图片、压缩包、不是表的 JSON）。",
    means_en=(
        "None of the package's resources is a table: the descriptor has none, or all are other files (texts, pictures,"
        " archives, JSON that is no table)."
    ),
    why_zh="没有读过的数据说不上有效；frictionless 对此一言不发。",
    why_en="What nobody has read is not valid; frictionless says nothing of it.",
)
_MOST_NAMED = 3


def check_structure(package: Package, engine: Engine | None = None, options: Options = DEFAULT) -> Structure:
    """The structure layer. The engine is `auto` unless another is given. Where it had no table to read and nothing to
    complain of, that is a finding of its own."""
    if engine is None:
        from .auto import run

        engine = run
    structure = engine(package, options)
    if not structure.findings and all(
        a.reason is reasons.NOT_A_TABLE and not a.rows for a in structure.answers.values()
    ):
        what_zh, what_en = _no_table(list(structure.answers))
        file = package.shown(package.descriptor_path)
        structure.silent.append(NOTHING_READ.finding({"what_zh": what_zh, "what_en": what_en}, file=file))
    return structure


def _no_table(names: list[str]) -> tuple[str, str]:
    """Why there was no table, in Chinese and in English."""
    if not names:
        return "描述文件没有资源", "the descriptor has no resources"
    listed = names[:_MOST_NAMED]
    more = len(names) > _MOST_NAMED
    zh, en = "、".join(listed) + ("等" if more else ""), ", ".join(listed) + (" and others" if more else "")
    return (
        f"按文件名与描述，{zh} 不是表（表的文件名如 x.csv、x.csv.zip）",
        f"by name and description, {en} {'are no tables' if len(names) > 1 else 'is no table'} (which are called"
        " x.csv or x.csv.zip, for example)",
    )
