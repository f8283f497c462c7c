"""docs/contributing-walkthrough.md is true: its commands run in order, its edits apply, and it prints what it shows."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pages import ROOT, page_id, read
from walkthrough import PAGE, MisstepError, clone, walk


def test_the_walk_prints_what_it_shows_and_ends_with_a_valid_package(tmp_path: Path) -> None:
    text = read(PAGE)
    with clone(tmp_path) as folder:
        assert walk(text) == text, f"{page_id(PAGE)} is stale: run make docs"
        status = subprocess.run(["git", "status", "--porcelain"], cwd=folder, capture_output=True, check=True)
    assert status.stdout == b""


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("```sh\ngit no-such-command\n```\n", "ended with"),
        ("```sh\nrm file\n```\n", "neither xinzhi nor git"),
        ("words\n\n```text\nprinted\n```\n", "no command stands right above"),
        ("```diff page.md\n-old\n+new\n```\n", "holds 0 times: old"),
        ("```rust\nfn main() {}\n```\n", "is no step"),
    ],
)
def test_a_step_that_cannot_be_taken_ends_the_walk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.md").write_text("other\n", encoding="utf-8")
    with pytest.raises(MisstepError, match=said):
        walk(step)


def test_the_example_is_not_in_the_data() -> None:
    assert "jiujiang_2033" in read(PAGE)
    assert not [
        p.name for p in (ROOT / "datasets").glob("*.csv") if "jiujiang-2033" in read(p) or "jiujiang_2033" in read(p)
    ]
