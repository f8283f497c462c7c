"""Two contributions that add rows to the same datasets merge without a conflict."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from commands import ROOT, run
from packages import build


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_rows_that_two_branches_add_at_one_place_are_both_kept_and_fmt_puts_them_into_order(tmp_path: Path) -> None:
    package = build(tmp_path / "package")
    shutil.copy(ROOT / ".gitattributes", package)
    units = package / "datasets" / "units.csv"
    before = units.read_text(encoding="utf-8")
    rows = {"one": "zz-one,甲件,ones,count,item-jia,1\n", "other": "zy-other,乙件,others,count,item-jia,1\n"}
    git(package, "init", "-q", "-b", "base")
    git(package, "add", ".")
    git(package, "commit", "-qm", "base")
    for branch, row in rows.items():
        git(package, "checkout", "-qb", branch, "base")
        units.write_text(before + row, encoding="utf-8")
        git(package, "commit", "-qam", branch)
    git(package, "merge", "-q", "--no-edit", "one")
    assert run("fmt", package).exit_code == 0
    assert units.read_text(encoding="utf-8") == before + rows["other"] + rows["one"]
