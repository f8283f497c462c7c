"""A built site as the tests read it: what each page links to, loads, and names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path


class Page(HTMLParser):
    """What a page refers to, its anchors, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: list[str] = []
        self.lang = ""
        self.alternates: dict[str, str] = {}
        self.headings: list[int] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if "id" in of:
            self.anchors.append(of["id"])
        if tag == "html":
            self.lang = of["lang"]
        if tag == "a":
            self.links.append(of["href"])
        if tag == "form":
            self.links.append(of["action"])
        if tag == "link":
            (self.links if of["rel"] == "alternate" else self.loaded).append(of["href"])
            if of["rel"] == "alternate":
                self.alternates[of["hreflang"]] = of["href"]
        if tag in ("script", "img", "iframe", "audio", "video", "source") and "src" in of:
            self.loaded.append(of["src"])
        if tag in ("h1", "h2", "h3"):
            self.headings.append(int(tag[1]))


@dataclass(frozen=True)
class Built:
    """A site in a folder."""

    folder: Path

    @cached_property
    def html(self) -> dict[str, str]:
        """The pages by their path."""
        found = sorted(self.folder.rglob("*.html"))
        return {path.relative_to(self.folder).as_posix(): path.read_text(encoding="utf-8") for path in found}

    @cached_property
    def pages(self) -> dict[str, Page]:
        """The pages read."""
        return {path: Page(html) for path, html in self.html.items()}
