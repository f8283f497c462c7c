"""A page in Chromium that fails its test where it errs or asks elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from site_page import Built

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@contextmanager
def watched(browser: Browser, served: str, site: Built, **look: Any) -> Iterator[Page]:
    """A page of nothing yet, below the address of the site, in a look such as `color_scheme`. Raises AssertionError at
    the end if what it opened has written an error to the console or asked another host."""
    with closing(browser.new_context(base_url=served, locale="en-GB", **look)) as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        own = (f"{served}/", f"{site.folder.as_uri()}/", "blob:", "data:")
        context.on("request", lambda request: None if request.url.startswith(own) else errors.append(request.url))
        yield page
        assert not errors
