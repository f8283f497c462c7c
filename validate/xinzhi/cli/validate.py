"""The command validate."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from ..contract.package import PackageError
from .shared import FormatOption, Lang, LangOption, LimitOption, ReportFormat, SourcesOption, console, fail, print_json

if TYPE_CHECKING:
    from ..many import Request


class EngineName(StrEnum):
    """Who checks the structure."""

    auto = "auto"
    scan = "scan"
    frictionless = "frictionless"
    spark = "spark"


def validate(
    where: Annotated[list[str] | None, typer.Argument(metavar="WHERE", help="Packages (folders or descriptors), descriptors of resources, table files. 数据包的文件夹或描述文件、资源描述文件、数据文件。", show_default="the current folder")] = None,
    schema: Annotated[Path | None, typer.Option("--schema", help="Table Schema of the table files. 数据文件的表结构。")] = None,
    sources: SourcesOption = None,
    format: FormatOption = ReportFormat.text,
    lang: LangOption = Lang.both,
    limit: LimitOption = 10,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors. 警告视为错误。")] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes at work; by default as many as the work is worth. 并行进程数。", show_default=False)] = None,
    progress: Annotated[bool | None, typer.Option("--progress/--no-progress", help="Tell on stderr how far it is; by default on a terminal. 在 stderr 显示进度。", show_default=False)] = None,
    engine: Annotated[EngineName, typer.Option("--engine", help="Who reads the tables; auto scans large CSV files. 读表的引擎。")] = EngineName.auto,
    spark_master: Annotated[str | None, typer.Option("--spark-master", envvar="XINZHI_SPARK_MASTER", help="Spark's master. Spark 主节点地址。")] = None,
    allow_remote: Annotated[bool, typer.Option("--allow-remote", help="Read data from the web where a descriptor names it. 允许读取网上的数据。")] = False,
) -> None:
    """Validate data packages, resources and tables. 校验数据包、资源与数据表。

    Exit status: 0 all valid, 1 something is invalid, 2 something could not be opened, 130 interrupted.
    """
    from ..engine.options import LIMIT, Options
    from ..interruption import interruptible
    from ..many import Request
    from ..report.progress import showing

    options = Options(limit=max(LIMIT, limit), allow_remote=allow_remote)
    request = Request(sources, schema, options=options, strict=strict)
    shown = Console(stderr=True).is_terminal if progress is None else progress
    try:
        with interruptible(), showing(lang.value) if shown else nullcontext() as tell:
            asked = replace(request, options=replace(options, progress=tell))
            # One Spark session reads all packages, with processes of its own.
            processes = 1 if engine is EngineName.spark else jobs
            aside = tell.aside if tell is not None else nullcontext
            status = _run(where or ["."], _with_engine(asked, engine, spark_master), processes, format, lang, limit, aside)
    except KeyboardInterrupt:
        Console(stderr=True, highlight=False, soft_wrap=True).print("interrupted / 已中断")
        raise typer.Exit(130) from None
    except PackageError as error:
        fail(error)
    raise typer.Exit(status)


def _run(
    where: list[str],
    request: Request,
    jobs: int | None,
    format: ReportFormat,
    lang: Lang,
    limit: int,
    aside: Callable[[], AbstractContextManager[None]],
) -> int:
    """Print a report for each place, the display of progress being `aside`; the exit status is the worst of theirs."""
    from ..many import Unopened, sensible_jobs, validate_many
    from ..report.many import print_section, print_summary
    from ..report.text import print_report

    outcomes = []
    for outcome in validate_many(where, request, jobs or sensible_jobs(where)):
        outcomes.append(outcome)
        with aside():
            if len(where) == 1 and isinstance(outcome, Unopened):
                fail(outcome)
            elif format is ReportFormat.text and len(where) > 1:
                print_section(console(), outcome, lang.value, limit)
            elif format is ReportFormat.text and not isinstance(outcome, Unopened):
                print_report(console(), outcome, lang.value, limit)
    with aside():
        if format is ReportFormat.json:
            shown: list[Any] = [outcome.as_dict() for outcome in outcomes]
            print_json(shown if len(where) > 1 else shown[0])
        elif len(where) > 1:
            print_summary(console(), outcomes, lang.value)
    return max(2 if isinstance(o, Unopened) else 0 if o.valid else 1 for o in outcomes)


def _with_engine(request: Request, engine: EngineName, spark_master: str | None) -> Request:
    match engine:
        case EngineName.scan:
            return replace(request, options=replace(request.options, smallest=0))
        case EngineName.frictionless:
            return replace(request, options=replace(request.options, scan=False))
        case EngineName.spark:
            return replace(request, engine=_spark(spark_master))
        case EngineName.auto:
            return request


def _spark(master: str | None) -> Any:
    try:
        from importlib import import_module

        run = import_module("xinzhi.engine.spark").run
    except ImportError as error:
        raise PackageError(
            f"没有 Spark 引擎：请安装 pip install \"xinzhi[spark]\"（{error}）",
            f'the Spark engine is not installed: pip install "xinzhi[spark]" ({error})',
        ) from error
    return lambda package, options: run(package, master=master, limit=options.limit)
