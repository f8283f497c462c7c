"""What git calls whoever works in a folder."""

from __future__ import annotations

import os
from pathlib import Path

from .error import RepositoryError
from .layout import layout_around
from .plain_files import read_plain
from .process import answer, environment_without_git, git_program

_LARGEST_SETTINGS = 8 * 1024 * 1024
_ASKED = ("--get", "user.name")


def user_name(folder: Path) -> str:
    """The name that git would put on a commit in a folder; empty where there is no git, or nobody told it. Of the
    repository's own settings it reads the text only: no file that they include."""
    try:
        git = git_program()
        layout = layout_around(folder)
        own = read_plain(layout.common / "config", _LARGEST_SETTINGS) if layout is not None else None
        # Outside of any repository, git reads what is the user's.
        settings = {**environment_without_git(but="GIT_CONFIG"), "GIT_DIR": os.devnull}
        if own is not None:
            text = own.decode("utf-8", "surrogateescape")
            named = answer([git, "config", "--file", "-", "--no-includes", *_ASKED], Path.home(), settings, text)
            if named.returncode == 0 and named.stdout.strip():
                return _one_line(named.stdout)
        named = answer([git, "config", *_ASKED], Path.home(), settings)
    except (RepositoryError, OSError, RuntimeError):
        return ""
    return _one_line(named.stdout) if named.returncode == 0 else ""


def _one_line(text: str) -> str:
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
