"""Writes what changed since the version before, row by row, or says that there is none to compare with."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..report.diff_data import CSV_HEADER, as_json, write_csv
from ..report.diff_markdown import as_markdown
from ..versions.compare import KEPT
from ..versions.compare import diff as compare
from ..versions.verdict import judge
from ..versions.version_source import Version, open_last_tag, open_old
from .context import File, Release


@dataclass(frozen=True)
class _Nothing:
    """Why there is nothing to compare with."""

    status: str
    zh: str
    en: str


def write(release: Release) -> list[File]:
    """Write `changes.json`, `changes.csv` and `changes.md`. Raises PackageError where the version before cannot be
    read."""
    with _before(release) as before:
        if isinstance(before, _Nothing):
            data = {"status": before.status, "version": release.version, "note_zh": before.zh, "note_en": before.en}
            table, text = ",".join(CSV_HEADER) + "\n", f"# {release.stem}\n\n{before.zh}\n\n{before.en}\n"
        else:
            versions = before, Version("本版", "this release", release.package, "this release")
            difference = release.difference = compare(before.package, release.package, limit=KEPT)
            verdict = judge(difference, release.package, published=before.published)
            data = {"status": "compared", **as_json(difference, verdict, versions)}
            out = io.StringIO(newline="")
            write_csv(difference, out)
            table, text = out.getvalue(), as_markdown(difference, verdict, versions, "both", KEPT)
    release.write_json("changes.json", data)
    release.write_text("changes.csv", table)
    release.write_text("changes.md", text)
    audience = ("已在使用旧版的人", "users of the version before")
    return [
        File("changes.json", "application/json", *audience),
        File("changes.csv", "text/csv", *audience),
        File("changes.md", "text/markdown", *audience),
    ]


@contextmanager
def _before(release: Release) -> Iterator[Version | _Nothing]:
    """The version before: as named, else the last tag of another version."""
    if release.previous is not None:
        with open_old(release.previous) as version:
            yield version
        return
    earlier = next((version for version, _ in release.history() if version != release.version), None)
    with open_last_tag(release.package.root, but_not=release.version) as tagged:
        if tagged is not None:
            yield tagged
        elif earlier is None:
            yield _Nothing(
                "first release",
                "首次发布：没有更早的版本可比较。",
                "First release: there is no earlier version to compare with.",
            )
        else:
            yield _Nothing(
                "not compared",
                f"未比较：更新日志有 {earlier} 版，但手边没有它的 git 标签；用 --previous 指明旧版。",
                f"Not compared: the changelog has version {earlier}, but its git tag is not at hand; name the version"
                " with --previous.",
            )
