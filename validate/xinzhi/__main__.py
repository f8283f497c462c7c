"""The command `xinzhi`, and `python -m xinzhi`: settles how text goes in and out before the command line sees any."""

from __future__ import annotations

import codecs
import io
import os
import sys
from typing import NoReturn

from .language import chosen_language, pick


def main() -> NoReturn:
    """Run the command line."""
    _start_again_where_text_is_ascii()
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe in another encoding lacks some characters: shown by number, they end no command.
        if isinstance(stream, io.TextIOWrapper) and codecs.lookup(stream.encoding).name != "utf-8":
            stream.reconfigure(errors="backslashreplace")
    try:
        from . import cli
    except KeyboardInterrupt:  # which commands see to once they are at work
        print(pick("已中断", "interrupted", chosen_language(sys.argv[1:], os.environ)), file=sys.stderr, flush=True)
        os._exit(130)
    cli.main()


def _open_what_is_closed() -> None:
    """Open a standard stream that whoever started this has closed, so that it is written to nowhere: any file that is
    opened later would take its place otherwise."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def _start_again_where_text_is_ascii() -> None:
    """Start this command anew in Python's UTF-8 mode, where the C locale without that mode holds.

    There, Chinese in arguments becomes stray surrogates, which DuckDB refuses, and no file with a Chinese name opens.
    """
    if os.name == "posix" and sys.executable and codecs.lookup(sys.getfilesystemencoding()).name == "ascii":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


if __name__ == "__main__":
    main()
