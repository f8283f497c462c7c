"""Walks through docs/contributing-walkthrough.md: takes every step of the page in a copy of the package, and puts what
is printed on the page.

The page is the script. `text FILE` writes a file, `csv SHEET` fills in a sheet of the review folder, `diff FILE`
changes lines, `sh` runs commands, and a `text` right below holds what they print."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pages import FENCE, ROOT, read, reader_at, tidy
from typer.testing import CliRunner
from xinzhi.cli import app

sys.path.insert(0, str(ROOT / "tests" / "propose"))

from review_folders import read_sheet, write_sheet

PAGE = ROOT / "docs" / "contributing-walkthrough.md"
FOLDERS = ["datasets", "schemas", "views", "docs"]
FILES = ["datapackage.json", "CHANGELOG.md", "README.md", "README.zh.md", ".gitignore", "validate/xinzhi/version.py"]
STATUS = re.compile(r"# exit code (\d)")
# The copy's commits have other names than those of the next copy.
COMMIT = re.compile(r"(?<=\()[0-9a-f]{12}(?=\))|(?<=, )[0-9a-f]{7}(?=\) →)")
_PERSON = {"NAME": "A Reader", "EMAIL": "reader@example.org"}


class MisstepError(Exception):
    """A step of the page that cannot be taken."""


@contextmanager
def clone(above: Path) -> Iterator[Path]:
    """A copy of the package below a folder, in a git repository of its own, tagged as the version that it is; within,
    it is the current folder."""
    folder = above / "xinzhi"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    version = json.loads(read(folder / "datapackage.json"))["version"]
    variables = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CEILING_DIRECTORIES": str(above),
        **{f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in _PERSON.items()},
    }
    with reader_at(folder, variables):
        for line in (
            "git init --quiet --initial-branch main",
            "git add --all",
            "git commit --quiet --message Start",
            f"git tag v{version}",
        ):
            ran(line)
        yield folder


def page() -> str:
    """The page as it should be."""
    with TemporaryDirectory() as above, clone(Path(above)):
        return walk(read(PAGE))


def walk(text: str) -> str:
    """Take every step of the page, here; the page with what was printed."""
    steps: list[str] = []
    printed, at = "", 0
    for fence in FENCE.finditer(text):
        between, at = text[at : fence.start()], fence.end()
        body, file = fence["body"], Path(fence["info"].strip())
        shows = fence["lang"] == "text" and not fence["info"].strip()
        if fence["lang"] == "sh":
            printed = "".join(ran(line) for line in body.splitlines())
        elif shows:
            if between != "\n\n":
                raise MisstepError(f"no command stands right above:\n{body}")
            body = COMMIT.sub(lambda m: "0123456789ab"[: len(m.group())], tidy(printed))
        elif fence["lang"] == "text":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body.encode())
        elif fence["lang"] == "csv":
            fill_in(file, body)
        elif fence["lang"] == "diff":
            change_lines(file, body)
        else:
            raise MisstepError(f"a block of {fence['lang']} is no step")
        steps += [between, f"```{fence['lang']}{fence['info']}\n{body}```"]
    return "".join([*steps, text[at:]])


def ran(line: str) -> str:
    """What a command of the page prints; it has to end with the exit code that the page names, or 0."""
    words = shlex.split(line, comments=True)
    if words[0] == "xinzhi":
        result = CliRunner().invoke(app, words[1:])
        code, printed = result.exit_code, result.output
    elif words[0] == "git":
        done = subprocess.run(words, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        code, printed = done.returncode, done.stdout
    else:
        raise MisstepError(f"neither xinzhi nor git: {line}")
    expected = STATUS.search(line)
    if code != (int(expected[1]) if expected else 0):
        raise MisstepError(f"{line} ended with {code}:\n{printed}")
    return printed


def fill_in(sheet: Path, rows: str) -> None:
    """Set the cells of a sheet, each row found by its name."""
    filled = read_sheet(sheet.parent, sheet.stem)
    for cells in csv.DictReader(io.StringIO(rows)):
        (row,) = [r for r in filled if r["[row]"] == cells["[row]"]]
        if unknown := cells.keys() - row.keys():
            raise MisstepError(f"{sheet} has no columns {unknown}")
        row.update(cells)
    write_sheet(sheet.parent, sheet.stem, filled)


def change_lines(file: Path, difference: str) -> None:
    """Replace whole lines, each of which stands once in the file."""
    removed, added = ([line[1:] for line in difference.splitlines() if line[0] == sign] for sign in "-+")
    if not len(removed) == len(added) == len(difference.splitlines()) / 2:
        raise MisstepError(f"as many lines have to be added to {file} as are removed")
    lines = read(file).split("\n")
    for old, new in zip(removed, added, strict=True):
        if lines.count(old) != 1:
            raise MisstepError(f"{file} holds {lines.count(old)} times: {old}")
        lines[lines.index(old)] = new
    file.write_text("\n".join(lines), encoding="utf-8")
