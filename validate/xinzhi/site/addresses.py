"""Where pages are: addresses without a language, below the folder of each, and links between them that are relative."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote

_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,119}")
# What a query has much of and may stand behind a # as it is.
_UNQUOTED = "(),*=:;"


def page(kind: str, id: str) -> str:
    """The address of a row's page."""
    return f"{kind}/{file_name(id)}.html"


def index(kind: str, number: int = 1) -> str:
    """The address of a kind's index, or of a further page of it."""
    return f"{kind}/index.html" if number == 1 else f"{kind}/index-{number}.html"


def further(address: str, section: str, number: int) -> str:
    """The address of a section's whole table, where it does not stand on the page itself."""
    stem = address.removesuffix(".html")
    return f"{stem}.{section}.html" if number == 1 else f"{stem}.{section}-{number}.html"


def query(sql: str) -> str:
    """The address of the SQL page with a query in it."""
    return f"sql.html#q={quote(sql, safe=_UNQUOTED)}"


def of_web(text: str) -> str:
    """An address of the web as it is; empty for any other, which a page must not lead to, such as one of a script."""
    return text if text.startswith(("https://", "http://")) else ""


def file_name(id: str) -> str:
    """An id as the name of a file on any system: as it is where that can be, else told apart by its digest."""
    if _PLAIN.fullmatch(id):
        return id
    plain = re.sub(r"[^a-z0-9]+", "-", id.lower()).strip("-")[:80]
    return f"{plain or 'row'}.{hashlib.sha256(id.encode()).hexdigest()[:10]}"


@lru_cache(maxsize=1 << 16)
def relative(to: str, of: str) -> str:
    """A link from the page `of` to the file `to`, both from the same folder; what follows a # stays."""
    here, there = of.split("/")[:-1], to.split("/")
    shared = 0
    while shared < len(here) and shared < len(there) - 1 and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])
