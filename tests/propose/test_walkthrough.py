"""docs/contributing-walkthrough.md is true: its commands run in order, its edits apply, and it prints what it shows.

The page is the script. `text FILE` writes a file, `csv SHEET` fills in a sheet of the review folder, `diff FILE`
changes lines, `sh` runs commands, and a `text` right below holds what they print."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from pages import FENCE, ROOT, read, settle, tidy
from review_folders import read_sheet, write_sheet
from typer.testing import CliRunner
from xinzhi.cli import app

PAGE = ROOT / "docs" / "contributing-walkthrough.md"
FOLDERS = ["datasets", "schemas", "views", "docs"]
FILES = ["datapackage.json", "CHANGELOG.md", "README.md", "README.zh.md", ".gitignore", "validate/xinzhi/version.py"]
EXIT_CODE = re.compile(r"# exit code (\d)")
# The copy's commits have other names than those of the next copy.
COMMIT = re.compile(r"(?<=\()[0-9a-f]{12}(?=\))|(?<=, )[0-9a-f]{7}(?=\) →)")


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package in a git repository of its own, tagged as the version that it is."""
    folder = tmp_path / "xinzhi"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("XINZHI_PACKAGE", raising=False)
    for name, value in {
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CEILING_DIRECTORIES": str(tmp_path),
        "COLUMNS": "160",
        "NO_COLOR": "1",
        "GIT_AUTHOR_NAME": "A Reader",
        "GIT_AUTHOR_EMAIL": "reader@example.org",
        "GIT_COMMITTER_NAME": "A Reader",
        "GIT_COMMITTER_EMAIL": "reader@example.org",
    }.items():
        monkeypatch.setenv(name, value)
    version = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["version"]
    for line in (
        "git init --quiet --initial-branch main",
        "git add --all",
        "git commit --quiet --message Start",
        f"git tag v{version}",
    ):
        ran(line)
    return folder


def ran(line: str) -> str:
    """What a command of the page prints; it has to end with the exit code that the page names, or 0."""
    words = shlex.split(line, comments=True)
    if words[0] == "xinzhi":
        result = CliRunner().invoke(app, words[1:])
        code, printed = result.exit_code, result.output
    else:
        assert words[0] == "git", line
        done = subprocess.run(words, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        code, printed = done.returncode, done.stdout
    expected = EXIT_CODE.search(line)
    assert code == (int(expected[1]) if expected else 0), f"{line} ended with {code}:\n{printed}"
    return printed


def fill_in(sheet: Path, rows: str) -> None:
    """Set the cells of a sheet, each row found by its name."""
    filled = read_sheet(sheet.parent, sheet.stem)
    for cells in csv.DictReader(io.StringIO(rows)):
        (row,) = [r for r in filled if r["[row]"] == cells["[row]"]]
        assert cells.keys() <= row.keys(), cells.keys() - row.keys()
        row.update(cells)
    write_sheet(sheet.parent, sheet.stem, filled)


def change_lines(file: Path, difference: str) -> None:
    """Replace whole lines, each of which stands once in the file."""
    removed, added = ([line[1:] for line in difference.splitlines() if line[0] == sign] for sign in "-+")
    assert len(removed) == len(added) == len(difference.splitlines()) / 2
    lines = file.read_text(encoding="utf-8").split("\n")
    for old, new in zip(removed, added, strict=True):
        assert lines.count(old) == 1, f"{file} holds {lines.count(old)} times: {old}"
        lines[lines.index(old)] = new
    file.write_text("\n".join(lines), encoding="utf-8")


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
            assert between == "\n\n", f"no command stands right above:\n{body}"
            body = COMMIT.sub(lambda m: "0123456789ab"[: len(m.group())], tidy(printed))
        elif fence["lang"] == "text":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body.encode())
        elif fence["lang"] == "csv":
            fill_in(file, body)
        else:
            assert fence["lang"] == "diff", fence["lang"]
            change_lines(file, body)
        steps += [between, f"```{fence['lang']}{fence['info']}\n{body}```"]
    return "".join([*steps, text[at:]])


def test_the_walk_prints_what_it_shows_and_ends_with_a_valid_package(clone: Path) -> None:
    text = read(PAGE)
    walked = walk(text)
    settle(PAGE, walked)
    assert subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, check=True).stdout == b""


def test_the_example_is_not_in_the_data() -> None:
    assert "jiujiang_2033" in read(PAGE)
    assert not [
        p.name for p in (ROOT / "datasets").glob("*.csv") if "jiujiang-2033" in read(p) or "jiujiang_2033" in read(p)
    ]
