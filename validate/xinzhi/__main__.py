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
    _open_closed_streams()
    _start_again_where_text_is_ascii()
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


def _open_closed_streams() -> None:
    """Let nothing come in or go out by a standard stream that whoever started the command has closed: the next file to
    be opened would be in its place."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(descriptor, True)
    os.close(descriptor)
    sys.stdin = sys.stdin or open(0, encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8")  # noqa: SIM115


def _start_again_where_text_is_ascii() -> None:
    """Start this command anew in Python's UTF-8 mode, where the C locale without that mode holds.

    There, Chinese in arguments becomes stray surrogates, which DuckDB refuses, and no file with a Chinese name opens.
    """
    if os.name == "posix" and sys.executable and codecs.lookup(sys.getfilesystemencoding()).name == "ascii":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


if __name__ == "__main__":
    main()
