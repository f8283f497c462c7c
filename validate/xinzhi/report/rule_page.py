"""Where a rule is explained: a page of this project, if it says where it is published."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, metadata

from ..findings import heading

PAGE = "docs/rules.md"


def rule_page(rule: str, homepage: str | None = None) -> str | None:
    """The address of a rule's explanation, below the repository at `homepage` or at the one that the installed toolkit
    declares; None where neither is a web address."""
    base = (homepage or _repository()).rstrip("/")
    return f"{base}/blob/main/{PAGE}#{heading(rule)}" if base.startswith("https://") else None


def _repository() -> str:
    try:
        urls = metadata("xinzhi").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    named = dict(url.split(", ", 1) for url in urls if ", " in url)
    return str(named.get("Repository", ""))
