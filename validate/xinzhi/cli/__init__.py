"""The command line: parses arguments, calls the toolkit, prints. Exit 0 = fine, 1 = findings, 2 = could not run."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

import typer

from .cite import cite
from .data import docs, format_files, query, show_row
from .evidence import coverage, locate, verify
from .fix import fix
from .propose import accept, propose
from .release import build, serve
from .review import review
from .validate import validate
from .versions import diff

app = typer.Typer(
    name="xinzhi",
    help="芯志 Xinzhi: validate, prove and query the open data package. 校验、核证并查询芯志数据包。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.command()(validate)
app.command()(verify)
app.command()(coverage)
app.command()(locate)
app.command(name="fmt")(format_files)
app.command()(fix)
app.command()(query)
app.command(name="show")(show_row)
app.command()(cite)
app.command()(docs)
app.command()(diff)
app.command()(propose)
app.command()(accept)
app.command()(review)
app.command()(build)
app.command()(serve)

# Imports make some hundred thousand objects, and none of them garbage.
_ALLOCATIONS = 100_000


def main() -> NoReturn:
    """The program. It ends without taking down what Python and DuckDB have built up, for which a process of a second or
    two would need a tenth of its time; files are closed and temporary ones removed by then."""
    gc.set_threshold(_ALLOCATIONS, *gc.get_threshold()[1:])
    code: int | str | None = 0
    try:
        app()
    except SystemExit as ended:
        code = ended.code
    try:
        if isinstance(code, str):
            print(code, file=sys.stderr)
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # whoever reads has gone
        code = code or 1
    os._exit(code if isinstance(code, int) else int(code is not None))
