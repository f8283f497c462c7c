"""A pattern of a schema, as frictionless asks it of a text, with a limit to the time that it may take."""

from __future__ import annotations

import re
from collections.abc import Callable

from .backtracking import is_compiled_quickly, longest_safe_text
from .patience import matches, require_compilable


def authors_pattern(pattern: str) -> Callable[[str], bool]:
    """Tells whether a text matches, from its beginning to its end, or to a last line end. What may take long for a text
    of that length is asked of another process, and raises CheckTimeoutError where it does; so does a pattern that takes
    long to compile. Raises re.error for one that cannot be compiled."""
    whole = f"^{pattern}$"
    if not is_compiled_quickly(whole):
        require_compilable(whole)
    compiled, longest = re.compile(whole), longest_safe_text(pattern)

    def is_matched(text: str) -> bool:
        return matches(whole, text) if len(text) > longest else compiled.match(text) is not None

    return is_matched
