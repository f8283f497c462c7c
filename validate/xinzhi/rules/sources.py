"""Rules of sources: an article is a span of its document, and its date says where it comes from."""

from __future__ import annotations

from .context import Context
from .model import RowRule
from .shared import dated, edtf, paired, span_order, texts

DATASET = "sources"


def rules(context: Context) -> list[RowRule]:
    """The rules of sources."""
    return [
        span_order(),
        *edtf("published"),
        dated("published", "published_basis"),
        paired("publisher"),
        *texts("title_zh", "title_en", "publisher_zh", "publisher_en", "author_zh", "note_en"),
    ]
