"""The commands about releases: build, site, serve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from ..contract.package import PackageError
from .messages import console, fail, language, say
from .shared_options import HERE, PackageArgument, SourcesOption

PreviousOption = Annotated[
    str | None,
    typer.Option(
        "--previous",
        metavar="VERSION",
        help="Version to compare with: a git revision, folder or zip file; else the last tag. 对比的旧版，默认为上一个标签。",  # noqa: E501
        show_default=False,
    ),
]


def build(
    package: PackageArgument = HERE,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            help="Folder of the release; an earlier release there is replaced whole. 发布文件夹，其中此前的发布整个替换。",  # noqa: E501
        ),
    ] = Path("dist"),
    sources: SourcesOption = None,
    previous: PreviousOption = None,
) -> None:
    """Build a release in every format from the datasets. 由数据文件生成各种格式的发布。"""
    from ..evidence.documents import DocumentsError
    from ..release.build import InvalidPackageError
    from ..release.build import build as build_release
    from ..report.terminal import print_report

    printer = console()
    try:
        files = build_release(package, out, sources=sources, previous=previous)
    except (PackageError, DocumentsError) as error:
        fail(error)
    except InvalidPackageError as error:
        print_report(printer, error.report, language(), 10)
        printer.print(Text(say("数据包无效，未发布", "the package is invalid: nothing was released"), style="bold red"))
        raise typer.Exit(1) from error
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(overflow="fold")
    table.add_column(justify="right")
    tops: dict[str, tuple[int, int]] = {}
    for file, size in files:
        top, slash, _ = file.path.partition("/")
        count, total = tops.get(top + slash, (0, 0))
        tops[top + slash] = count + 1, total + size
    for name, (count, total) in sorted(tops.items()):
        table.add_row(f"{name} ({count})" if name.endswith("/") else name, f"{total:,}")
    printer.print(table)
    total = sum(size for _, size in files)
    printer.print(
        Text(
            say(f"{out}：{len(files)} 个文件，{total:,} 字节", f"{out}: {len(files)} files, {total:,} bytes"),
            style="bold green",
        )
    )


def site(
    package: PackageArgument = HERE,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            help="Folder of the site; an earlier one there is replaced whole. 网站文件夹，其中此前的网站整个替换。",
        ),
    ] = Path("dist/site"),
    previous: PreviousOption = None,
) -> None:
    """Build a static site in two languages, to be opened from anywhere. 生成双语静态网站，随处可开。"""
    from ..site.build import build as build_site

    try:
        built = build_site(package, out, previous=previous)
    except PackageError as error:
        fail(error)
    console().print(
        Text(
            say(
                f"{out}：{built.pages:,} 页，{built.files:,} 个文件，{built.size:,} 字节",
                f"{out}: {built.pages:,} pages, {built.files:,} files, {built.size:,} bytes",
            ),
            style="bold green",
        )
    )


def serve(
    where: Annotated[
        Path,
        typer.Argument(
            help="Folder of the package, or the .sqlite file of a release; with --site, folder of the package or of its site. 数据包的文件夹，或发布中的 .sqlite 文件；用 --site 时为数据包或网站的文件夹。"  # noqa: E501
        ),
    ] = HERE,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            help="Address to listen on; the default is seen from this machine only. 监听地址，默认仅本机可见。",
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one. 端口，0 为任取空闲端口。")
    ] = 8001,
    site: Annotated[
        bool,
        typer.Option(
            "--site",
            help="Show the static site instead of Datasette; a package's is built first. 改为显示静态网站；给数据包时先生成。",  # noqa: E501
        ),
    ] = False,
) -> None:
    """Serve the data read-only with Datasette: pages, search, JSON and CSV; or the site. 以 Datasette
    只读方式提供网页、检索与接口，或提供静态网站。"""
    if site:
        from ..release.serve_site import serve_site as run
    else:
        from ..release.serve import serve as run

    printer = console()
    try:
        run(where, host, port, lambda address: printer.print(f"{address}  (Ctrl+C)"))
    except PackageError as error:
        fail(error)
