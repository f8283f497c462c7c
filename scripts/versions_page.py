"""What docs/versions.md shows: the policy that is applied, and a difference of two invented versions."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pages import ROOT, SHOWN, fill, printed, read, reader_at
from xinzhi.versions.policy import POLICY

sys.path.insert(0, str(ROOT / "tests"))

from packages import build

PAGE = ROOT / "docs" / "versions.md"
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


def page() -> str:
    """The page as it should be."""
    rows = "".join(f"| {level.name.upper()} | `{rule}` | {en} |\n" for rule, (level, _, en) in POLICY.items())
    text = fill(read(PAGE), "policy", lambda _: "| level | rule | what happened |\n| --- | --- | --- |\n" + rows)
    example = SHOWN.search(text)
    if example is None:
        raise ValueError("the page shows no example")
    with TemporaryDirectory() as folder:
        for name, edits in (("before", []), ("after", EDITS)):
            (Path(folder) / name).mkdir()
            build(Path(folder) / name, edits)
        with reader_at(Path(folder)):
            answer = printed(example["asked"], status=1)
    return text[: example.start("printed")] + answer + text[example.end("printed") :]
