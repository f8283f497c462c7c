"""docs/versions.md is true: its policy is the one that is applied, its commands exist, its example is what is
printed."""

from __future__ import annotations

from pathlib import Path

import pytest
import test_docs
from packages import build
from xinzhi.versions.policy import POLICY

PAGE = test_docs.ROOT / "docs" / "versions.md"
EDITS = [
    {
        "file": "datasets/targets.csv",
        "row": {"id": "suzhou-2031-new-companies"},
        "set": {"value_text": "35家以上", "value": "35"},
    },
    {"file": "datasets/parks.csv", "row": {"id": "qinghe-north-park"}, "set": {"id": "qinghe-park-north"}},
    {
        "file": "datasets/redirects.csv",
        "append": {"dataset": "parks", "old": "qinghe-north-park", "new": "qinghe-park-north", "version": "0.2.0"},
    },
]


def test_the_policy_is_the_one_that_is_applied() -> None:
    rows = "".join(f"| {level.name.upper()} | `{rule}` | {en} |\n" for rule, (level, _, en) in POLICY.items())
    test_docs.fill(PAGE, "policy", lambda _: "| level | rule | what happened |\n| --- | --- | --- |\n" + rows)


def test_the_example_is_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, edits in (("xinzhi-0.1.0", []), ("xinzhi", EDITS)):
        (tmp_path / name).mkdir()
        build(tmp_path / name, edits)
    monkeypatch.chdir(tmp_path)
    text = test_docs.read(PAGE)
    found = test_docs.SHOWN.search(text)
    assert found is not None
    result = test_docs.run(*found["asked"].split()[1:])
    assert result.exit_code == 1
    test_docs.settle(
        PAGE, text[: found.start("printed")] + test_docs.tidy(result.stdout) + text[found.end("printed") :]
    )


def test_commands_and_options_of_the_page_exist() -> None:
    lines = list(test_docs.command_lines(PAGE))
    options = {o for p in test_docs.commands()["diff"].params for o in p.opts}
    assert len(lines) >= 5
    for name, *rest in lines:
        assert name == "diff" and {w for w in rest if w.startswith("--")} <= options
