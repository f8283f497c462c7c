"""Cells that try to break out of a report."""

from __future__ import annotations

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style><b>",
    "]]>",
    "&lt;",
    '"><a href="https://evil.example">',
    "::error file=x::y",
    "::stop-commands::x",
    "##[error]x",
    "%0A%25",
    "@octocat",
    "#12",
    "**bold**",
    "`x`",
    "|a|b|",
    "[l](https://evil.example)",
    "![i](https://evil.example/i.png)",
    "https://evil.example",
    "www.evil.example",
    "\\",
    "\x07\x1b[31m",
    "a\nb",
    "\ufffe",
    "😀",
    "{{ 7 * 7 }}",
    "{% x %}",
    "$x$",
]

# What would act on whoever reads a terminal, a log or a page: controls, marks of direction, what is invisible.
ACTING = [
    "\x00",
    "\x07",
    "\x1b",
    "\x7f",
    "\x9b",
    "\u200b",
    "\u200e",
    "\u202e",
    "\u2066",
    "\u2028",
    "\ufeff",
    "\U000e0041",
]
