"""A small package of two tables, for tests that need many of them: validated in a moment."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from xinzhi.changes import base_of
from xinzhi.report import compose
from xinzhi.report.outcome import Outcome
from xinzhi.validation import validate

SHOPS = "id,name\nnorth,North Shop\nsouth,South Shop\n"
BOOKS = "id,title,shop,price,note\nb1,One,north,10,\nb2,Two,south,20,\nb3,Three,north,30,\n"


def descriptor() -> dict[str, Any]:
    def field(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
        return {"name": name, "type": kind, **more}

    books = {
        "fields": [
            field("id", constraints={"required": True}),
            field("title", title="Title", title_zh="书名", description="The title as printed.", example="One"),
            field("shop"),
            field("price", "integer", title="Price", description="In cents.", constraints={"minimum": 1}),
            field("note"),
        ],
        "primaryKey": ["id"],
        "foreignKeys": [{"fields": ["shop"], "reference": {"resource": "shops", "fields": ["id"]}}],
    }
    shops = {"fields": [field("id"), field("name")], "primaryKey": ["id"]}
    return {
        "name": "small",
        "title": "A small package",
        "version": "1.0.0",
        "resources": [
            {"name": "books", "path": "data/books.csv", "format": "csv", "encoding": "utf-8", "schema": books},
            {"name": "shops", "path": "data/shops.csv", "format": "csv", "encoding": "utf-8", "schema": shops},
        ],
    }


def make(folder: Path, books: str = BOOKS, shops: str = SHOPS, **properties: Any) -> Path:
    """The package in `folder`, which may be there already."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "data" / "books.csv").write_text(books, encoding="utf-8", newline="")
    (folder / "data" / "shops.csv").write_text(shops, encoding="utf-8", newline="")
    (folder / "datapackage.json").write_text(json.dumps({**descriptor(), **properties}), encoding="utf-8")
    return folder


def outcome_of(folder: Path, **more: Any) -> Outcome:
    return Outcome(validate(folder), folder, **more)


def compared(folder: Path, revision: str = "HEAD", *, with_data: bool = False) -> Outcome:
    """The outcome of the package in a folder beside a revision."""
    return compose.outcome_of(validate(folder), base_of(folder, revision), validate, with_data=with_data)


def git(folder: Path, *arguments: str) -> str:
    own = [
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "tag.gpgsign=false",
    ]
    return subprocess.run(
        ["git", *own, *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def commit(folder: Path, message: str = "state") -> str:
    """All files of a folder as a commit, in a repository that is made if need be."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD")
