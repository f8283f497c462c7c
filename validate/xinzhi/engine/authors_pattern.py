"""A pattern of a schema, as frictionless asks it of a text, with a limit to the time that it may take."""

from __future__ import annotations

import re

from .backtracking import is_compiled_quickly, longest_safe_text
from .patience import matches, require_compilable


class AuthorsPattern:
    """A pattern that anyone may have written. `longest`: what may take long, for a text of more characters, is asked of
    another process. Raises CheckTimeoutError where it takes long to compile, and re.error where it cannot be."""

    def __init__(self, pattern: str) -> None:
        self._whole = f"^{pattern}$"
        if not is_compiled_quickly(self._whole):
            require_compilable(self._whole)
        self._compiled = re.compile(self._whole)
        self.longest = longest_safe_text(pattern)

    def is_matched(self, text: str) -> bool:
        """Whether a text matches from its beginning to its end, or to a last line end. Raises CheckTimeoutError."""
        if len(text) > self.longest:
            return matches(self._whole, text)
        return self._compiled.match(text) is not None
