"""Rules of sources: an article is a span of its document, and its date says where it comes from."""

from __future__ import annotations

from ...rules.dates import dated, edtf
from ...rules.pandera_model import RowRules
from ...rules.spans import span_order
from ...rules.texts import paired, texts

RULES: RowRules = (
    span_order(),
    edtf("published"),
    dated("published", "published_basis"),
    paired("publisher"),
    *texts("title_zh", "title_en", "publisher_zh", "publisher_en", "author_zh", "note_en"),
)
