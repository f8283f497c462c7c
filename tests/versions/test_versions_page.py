"""The commands of docs/versions.md exist. What it prints and its table are generated: see tests/test_docs.py."""

from __future__ import annotations

import test_docs
from versions_page import PAGE


def test_commands_and_options_of_the_page_exist() -> None:
    lines = list(test_docs.command_lines(PAGE))
    options = {o for p in test_docs.commands()["diff"].params for o in p.opts}
    assert len(lines) >= 5
    for name, *rest in lines:
        assert name == "diff" and {w for w in rest if w.startswith("--")} <= options
