"""The article of an official page: the whole page is one, and it is the report."""

from __future__ import annotations

from ...evidence.facts import Facts
from ...propose.articles import Article
from ...propose.ids import slug
from ...propose.names import find_names
from ...propose.reading import FlatSpan, Reading
from .official_pages import find_official_page
from .vocabularies import Known


def articles_of_page(reading: Reading, facts: Facts) -> list[Article] | None:
    """The one article of an official page; None for any other document."""
    page = find_official_page(reading, find_names(reading.flat, Known(facts).regions))
    if page is None:
        return None
    region = "-".join(slug(facts.row("regions", page.region).get("name_en", "")))
    id = f"{region}-work-report-{page.year}" if region and page.year else ""
    whole = FlatSpan(0, len(reading.flat))
    title, published, publisher = (
        words.value if words is not None else "" for words in (page.title, page.published, page.publisher)
    )
    return [Article(whole, title, "", published, publisher, id if not facts.article(id) else "", by_sentences=True)]
