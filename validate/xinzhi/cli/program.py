"""The program around the commands: gives each its option --lang, and words errors of usage."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from ..language import LANGUAGE_OPTION, chosen_language
from ..report.harmless import one_line
from .messages import error_console, say, speak
from .shared_options import LanguageOption

# Typer's status of a command that an interrupt ended.
INTERRUPTED = 130
# Typer gives no other public name to the errors of usage that its parser raises.
UsageError: Any = typer.BadParameter.__base__


class BilingualUsageError(UsageError):  # type: ignore[misc]
    """An error of usage that is ours to word."""

    def __init__(self, zh: str, en: str, context: Any) -> None:
        super().__init__(en, context)
        self.zh = zh


class Command(TyperCommand):
    """A command that words its errors of usage."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            shown = one_line(" ".join(rest))
            raise BilingualUsageError(f"多余的参数：{shown}", f"unexpected arguments: {shown}", ctx)
        return rest


class Program(TyperGroup):
    """The commands together."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            name, known = one_line(args[0]), self.list_commands(ctx)
            raise BilingualUsageError(
                f"没有命令 {name}：现有 {'、'.join(known)}",
                f"there is no command {name}: there are {', '.join(known)}",
                ctx,
            )
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line and exit with its status."""
        arguments = list(sys.argv[1:] if args is None else args)
        speak(chosen_language(arguments, os.environ))
        run = partial(super().main, arguments, prog_name, complete_var, False, windows_expand_args, **extra)
        if not standalone_mode:
            return run()
        try:
            status = run()
        except UsageError as error:
            if not arguments:  # the help, as asked for by no_args_is_help
                error.show()
                sys.exit(error.exit_code)
            _tell(error)
        if status == INTERRUPTED:
            error_console().print(say("已中断", "interrupted"))
        sys.exit(status if isinstance(status, int) else 0)


def with_language(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the option --lang, which `say` and `language` heed while it runs."""

    @wraps(command)
    def run(*args: Any, lang: LanguageOption = "both", **options: Any) -> None:
        speak(lang)
        command(*args, **options)

    signature = inspect.signature(command, eval_str=True)
    option = inspect.Parameter(
        LANGUAGE_OPTION.lstrip("-"), inspect.Parameter.KEYWORD_ONLY, default="both", annotation=LanguageOption
    )
    run.__annotations__ = {**command.__annotations__, option.name: LanguageOption}
    run.__signature__ = signature.replace(parameters=[*signature.parameters.values(), option])  # type: ignore[attr-defined]
    return run


def _tell(error: Any) -> NoReturn:
    """How the command is used and what was wrong, on stderr; then exit."""
    printer = error_console()
    context = error.ctx
    if context is not None:
        usage = f"{context.command_path} {' '.join(context.command.collect_usage_pieces(context))}"
        printer.print(f"{say('用法', 'Usage')}: {usage}", markup=False)
        help = f"{context.command_path} --help"
        printer.print(say(f"详见 {help}", f"Try '{help}' for help."), markup=False)
        printer.print()
    printer.print(f"{say('错误', 'Error')}: {say(_in_chinese(error), error.format_message())}", markup=False)
    sys.exit(error.exit_code)


def _in_chinese(error: Any) -> str:
    """What an error of usage says, from its parts: Typer words it in English only."""
    if isinstance(error, BilingualUsageError):
        return error.zh
    parameter = getattr(error, "param", None)
    option = one_line(str(getattr(error, "option_name", "")))
    match type(error).__name__:
        case "NoSuchOption":
            alike = "、".join(error.possibilities or ())
            return f"没有选项 {option}" + (f"，是否指 {alike}" if alike else "")
        case "BadOptionUsage":
            return f"选项 {option} 缺少值，或不应有值"
        case "MissingParameter":
            return f"缺少 {_form(parameter, error.ctx)}"
        case _:
            return f"值无效，应为 {_form(parameter, error.ctx)}"


def _form(parameter: Any, context: Any) -> str:
    """A parameter as the help shows it: its name, and what values it takes."""
    record = None if parameter is None else parameter.get_help_record(context)
    least, most = (getattr(parameter, bound, None) for bound in ("min", "max"))
    bounds = [f"≥ {least}" if least is not None else "", f"≤ {most}" if most is not None else ""]
    return " ".join([str(record[0]) if record else "?", *filter(None, bounds)])
