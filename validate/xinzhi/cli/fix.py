"""The command `xinzhi fix`: shows the safe repairs as a diff, writes them if asked, and lists what is left to a
person."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from ..contract.package import PackageError
from ..language import counted
from .messages import fail, say
from .opening import open_or_fail, open_to_write
from .shared_options import HERE, PackageArgument

if TYPE_CHECKING:
    from ..findings import Finding
    from ..fixing.repair import Plan


def fix(
    package: PackageArgument = HERE,
    write: Annotated[
        bool, typer.Option("--write", help="Write the repairs; without it they are only shown. 写入修改；否则只显示。")
    ] = False,
) -> None:
    """Show or make safe repairs: the same values, spelled right. 显示或写入安全的修改：值不变，只改写法。"""
    from ..fixing.remaining import suggestions
    from ..fixing.repair import plan_fixes

    console = Console(highlight=False, soft_wrap=True)
    opened = open_to_write(package) if write else open_or_fail(package)
    try:
        plan = plan_fixes(opened)
        _print_diff(console, plan)
        if write:
            plan.write()
        left = list(suggestions(opened, None if write else plan))
    except PackageError as error:
        fail(error)
    _print_left(console, left, plan)
    _print_summary(console, plan, left, written=write)
    raise typer.Exit(1 if left or plan.left or (plan.files and not write) else 0)


def _print_diff(console: Console, plan: Plan) -> None:
    from ..fixing.diff import unified_diff

    colours = {"+": "green", "-": "red", "@": "cyan"}
    for file in plan.files:
        for at, line in enumerate(unified_diff(file)):
            console.print(Text(line, style="bold" if at < 2 else colours.get(line[:1], "")))


def _print_left(console: Console, left: list[Finding], plan: Plan) -> None:
    from ..catalogue import every_rule
    from ..domains import domain_of
    from ..fixing.diff import visible
    from ..fixing.repair_policy import policy, stated_policy

    domain = domain_of(plan.package)
    rules = every_rule(domain) if left and domain is not None else {}
    if plan.files and (left or plan.left):
        console.print()
    for rule, group in groupby(sorted(left, key=lambda f: f.rule), key=lambda f: f.rule):
        stated = stated_policy(rules[rule]) if rule in rules else None
        reason = stated or policy(rule)
        console.print(Text.assemble(say("未采用", "not applied"), ": ", (rule, "bold yellow")))
        console.print(Text(f"  {say(reason.zh, reason.en)}"))
        for finding in group:
            place = ":".join(str(p) for p in (finding.file, finding.line, finding.column) if p is not None)
            console.print(Text(f"    {place}  {visible(finding.value or '')} → {visible(finding.suggestion or '')}"))
    for file in plan.left:
        console.print(
            Text.assemble(say("未处理", "left alone"), ": ", (file.shown, "bold yellow"), f"  {say(file.zh, file.en)}")
        )


def _print_summary(console: Console, plan: Plan, left: list[Finding], *, written: bool) -> None:
    number = len(plan.files)
    files = counted(number, "file")
    if not number:
        console.print(say("没有可修改之处", "nothing to repair"))
    elif written:
        console.print(say(f"已修改 {number:,} 个文件", f"repaired: {files}"))
    else:
        console.print(
            say(
                f"可修改 {number:,} 个文件；加 --write 即写入",
                f"to be repaired: {files}; xinzhi fix --write writes them",
            )
        )
    if left:
        console.print(say(f"留待人工决定的建议 {len(left):,} 条", f"left to you: {counted(len(left), 'suggestion')}"))
