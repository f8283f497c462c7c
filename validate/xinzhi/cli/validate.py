"""The command validate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from ..contract.package import PackageError
from ..language import LanguageChoice
from .messages import console, fail, language
from .shared_options import REPORTS, LimitOption, ReportsOption, SinceOption, SourcesOption

if TYPE_CHECKING:
    from ..contract.package import Package
    from ..domain import RulesEngine
    from ..engine.structure import Engine
    from ..findings import Finding
    from ..many import Request
    from ..report.write import Wanted
    from ..result import Report


class EngineName(StrEnum):
    """Who checks the structure."""

    auto = "auto"
    scan = "scan"
    frictionless = "frictionless"
    spark = "spark"


def validate(
    where: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHERE",
            help=(
                "Packages (folders or descriptors), descriptors of resources, table files. 数据包的文件夹或描述文件、"
                "资源描述文件、数据文件。"
            ),
            show_default="the current folder",
        ),
    ] = None,
    schema: Annotated[
        Path | None, typer.Option("--schema", help="Table Schema of the table files. 数据文件的表结构。")
    ] = None,
    sources: SourcesOption = None,
    format: ReportsOption = REPORTS,
    changed_since: SinceOption = None,
    limit: LimitOption = 10,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors. 警告视为错误。")] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            help="Processes at work; by default as many as the work is worth. 并行进程数。",
            show_default=False,
        ),
    ] = None,
    progress: Annotated[
        bool | None,
        typer.Option(
            "--progress/--no-progress",
            help="Tell on stderr how far it is; by default on a terminal. 在 stderr 显示进度。",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[
        EngineName, typer.Option("--engine", help="Who reads the tables; auto scans large CSV files. 读表的引擎。")
    ] = EngineName.auto,
    spark_master: Annotated[
        str | None,
        typer.Option(
            "--spark-master",
            help=(
                "Spark's master, or a Spark Connect address; by default XINZHI_SPARK_MASTER, or this machine. Spark"
                " 主节点或 Spark Connect 的地址。"
            ),
            show_default=False,
        ),
    ] = None,
    data_root: Annotated[
        str | None,
        typer.Option(
            "--data-root",
            help="Where Spark reads the data, instead of the package's folder. Spark 读取数据的位置，代替数据包的文件夹。",  # noqa: E501
        ),
    ] = None,
    allow_remote: Annotated[
        bool,
        typer.Option("--allow-remote", help="Read data from the web where a descriptor names it. 允许读取网上的数据。"),
    ] = False,
) -> None:
    """Validate data packages, resources and tables. 校验数据包、资源与数据表。

    Exit status: 0 all valid, 1 something is invalid, 2 something could not be opened, 130 interrupted.
    """
    from ..engine.options import LIMIT, Options
    from ..interruption import interruptible
    from ..many import Request
    from ..report.formats import formats_of_several
    from ..report.progress import showing
    from ..report.write import ReportError, wanted
    from ..repository import RepositoryError

    options = Options(limit=max(LIMIT, limit), allow_remote=allow_remote)
    request = Request(sources, schema, options=options, strict=strict)
    shown = Console(stderr=True).is_terminal if progress is None else progress
    places = where or ["."]
    try:
        if sources is not None and not _is_folder(sources):
            raise ReportError(
                f"没有名为 {sources} 的文件夹：--sources 应指向存放原文的文件夹",
                f"there is no folder {sources}: --sources names the folder that holds the documents",
            )
        reports = wanted(format)
        if len(places) > 1 and (changed_since is not None or any(r.file or not r.format.several for r in reports)):
            several = formats_of_several()
            raise ReportError(
                f"一次校验多个数据包时，只能在终端输出 {' 或 '.join(several)}，也不能用 --changed-since：请逐个校验",
                f"several packages are reported as {' or '.join(several)} on the terminal only, and not with"
                " --changed-since: validate them one by one",
            )
        with interruptible(), showing(language()) if shown else nullcontext() as tell:
            asked = replace(request, options=replace(options, progress=tell))
            # One Spark session reads all packages, with processes of its own.
            processes = 1 if engine is EngineName.spark else jobs
            aside = tell.aside if tell is not None else nullcontext
            asked = _with_engine(asked, engine, spark_master, data_root)
            if len(places) == 1:
                status = _run_one(places[0], asked, processes, reports, changed_since, language(), limit, aside)
            else:
                status = _run(places, asked, processes, reports, language(), limit, aside)
    except (PackageError, ReportError, RepositoryError) as error:
        fail(error)
    raise typer.Exit(status)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no file can have, or a folder above that may not be looked into
        return False


def _run_one(
    place: str,
    request: Request,
    jobs: int | None,
    reports: Sequence[Wanted],
    changed_since: str | None,
    lang: LanguageChoice,
    limit: int,
    aside: Callable[[], AbstractContextManager[None]],
) -> int:
    """Write the reports of a package, or in their place why it cannot be opened, the display of progress being
    `aside`; its exit status."""
    from ..changes import base_of
    from ..contract.source import open_source
    from ..many import Unopened, sensible_jobs, validate_many
    from ..report.compose import outcome_of
    from ..report.write import shows_data, write, write_unopened

    def validated(where: Path | str) -> Report:
        (report,) = validate_many([str(where)], request, jobs or sensible_jobs([str(where)]))
        if isinstance(report, Unopened):
            raise PackageError(report.zh, report.en)
        return report

    try:
        # Before any work: a revision that nobody knows, and a package that is in no repository.
        base = None if changed_since is None else base_of(open_source(place, request.schema).root, changed_since)
        report = validated(place)
    except PackageError as error:
        with aside():
            write_unopened(Unopened(place, error.zh, error.en), reports, console(), lang)
        raise
    outcome = outcome_of(report, base, validated, with_data=shows_data(reports))
    with aside():
        write(outcome, reports, console(), lang, limit)
    return 0 if outcome.passed else 1


def _run(
    where: list[str],
    request: Request,
    jobs: int | None,
    reports: Sequence[Wanted],
    lang: LanguageChoice,
    limit: int,
    aside: Callable[[], AbstractContextManager[None]],
) -> int:
    """Print a report for each of several places, the display of progress being `aside`; the exit status is the worst of
    theirs."""
    from ..many import Unopened, sensible_jobs, validate_many
    from ..report.renderer import SeveralRenderer

    (report,) = reports
    renderer = report.format.renderer
    assert isinstance(renderer, SeveralRenderer), report.format.name
    outcomes = []
    for outcome in validate_many(where, request, jobs or sensible_jobs(where)):
        outcomes.append(outcome)
        with aside():
            renderer.show_section(console(), outcome, lang, limit)
    with aside():
        renderer.show_summary(console(), outcomes, lang)
    return max(2 if isinstance(o, Unopened) else 0 if o.valid else 1 for o in outcomes)


def _with_engine(request: Request, engine: EngineName, spark_master: str | None, data_root: str | None) -> Request:
    for name, value in {"--spark-master": spark_master, "--data-root": data_root}.items():
        if value == "":
            raise PackageError(f"{name} 的值为空", f"{name} is empty")
        if value is not None and engine is not EngineName.spark:
            raise PackageError(f"{name} 只与 --engine spark 一起使用", f"{name} is for --engine spark only")
    match engine:
        case EngineName.scan:
            return replace(request, options=replace(request.options, smallest=0))
        case EngineName.frictionless:
            return replace(request, options=replace(request.options, scan=False))
        case EngineName.spark:
            structure, rules = _spark(spark_master, data_root)
            return replace(request, engine=structure, rules=rules)
        case EngineName.auto:
            return request


def _spark(master: str | None, data_root: str | None) -> tuple[Engine, RulesEngine]:
    from functools import partial

    try:
        from importlib import import_module

        run = import_module("xinzhi.engine.spark").run
        check = import_module("xinzhi.rules.on_spark").check_rules_on_spark
    except ImportError as error:
        raise PackageError(
            f'没有 Spark 引擎：请安装 pip install "xinzhi[spark]"（{error}）',
            f'the Spark engine is not installed: pip install "xinzhi[spark]" ({error})',
        ) from error

    def rules(package: Package) -> tuple[list[Finding], int]:
        result = check(package, master=master, data_root=data_root)
        return result.findings, result.totals.total() - len(result.findings)

    return partial(run, master=master, data_root=data_root), rules
