"""The command line: parses arguments, calls the toolkit, prints. Exit 0 = fine, 1 = findings, 2 = could not run."""

from __future__ import annotations

import errno
import gc
import os
import sys
from typing import Annotated, NoReturn

import typer

from ..contract.package import PackageError
from ..version import __version__
from .cite import cite
from .data import docs, format_files, query, show_row
from .evidence import coverage, locate, verify
from .fix import fix
from .messages import complain
from .program import Command, Program, with_language
from .propose import accept, propose
from .release import build, serve, site
from .review import review
from .search import search
from .validate import validate
from .versions import diff

app = typer.Typer(
    name="xinzhi",
    cls=Program,
    help="芯志 Xinzhi: validate, prove and query the open data package. 校验、核证并查询芯志数据包。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # whose tables cut Chinese texts short on a narrow terminal
    pretty_exceptions_enable=False,
)


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"xinzhi {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version. 显示版本。", callback=_say_version, is_eager=True)
    ] = False,
) -> None:
    pass


_COMMANDS = (
    validate,
    verify,
    coverage,
    locate,
    format_files,
    fix,
    search,
    query,
    show_row,
    cite,
    docs,
    diff,
    propose,
    accept,
    review,
    build,
    site,
    serve,
)
_NAMES = {format_files: "fmt", show_row: "show"}
for _command in _COMMANDS:
    # What the list of commands says of each: the first paragraph, in both languages.
    _shown = " ".join((_command.__doc__ or "").partition("\n\n")[0].split())
    app.command(name=_NAMES.get(_command), cls=Command, short_help=_shown)(with_language(_command))

# What a file that stdout leads to may be unable to take.
_NO_OUTPUT = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
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
    except OSError as error:
        if error.errno not in _NO_OUTPUT or error.filename is not None:
            raise
        reason = error.strerror
        complain(PackageError(f"无法写出结果：{reason}", f"the output cannot be written: {reason}"))
        code = 2
    from ..contract.scratch import remove_scratch_folders

    remove_scratch_folders()
    try:
        if isinstance(code, str):
            print(code, file=sys.stderr)
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # whoever reads has gone
        code = code or 1
    os._exit(code if isinstance(code, int) else int(code is not None))
