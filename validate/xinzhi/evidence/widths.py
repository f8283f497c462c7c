"""Folds the widths in which pages print digits, Latin letters and the signs of figures: ２０％ is 20%.

One character stands for one, so that offsets stay those of the document. Punctuation is left as it is: a comma of full
width parts two figures, and one of half width may stand within one."""

from __future__ import annotations

import re

_SIGNS = "%+-./~"
_HALF_WIDTH = {
    chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F) if chr(code).isalnum() or chr(code) in _SIGNS
}
# Hardly any character is of full width: a pattern passes over the others faster than str.translate looks each up.
_FULL_WIDTH = re.compile(f"[{''.join(map(re.escape, _HALF_WIDTH))}]")


def fold_widths(text: str) -> str:
    """The text with digits, Latin letters and the signs of figures in half width, as long as it was."""
    return _FULL_WIDTH.sub(lambda match: _HALF_WIDTH[match[0]], text)
