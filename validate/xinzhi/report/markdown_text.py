"""Text of strangers in Markdown: shown as it is, so that it formats, links and calls nothing."""

from __future__ import annotations

from .harmless import harmless, shortened

# As an entity, a sign is itself and formats nothing.
_ENTITIES = {c: f"&#{ord(c)};" for c in "\\`*_{}[]<>#!|~@&$^="} | {"\n": "⏎", "\t": " "}
_WORD_JOINER = "&#8288;"


def literal(text: str, limit: int = 300) -> str:
    """A text as it is, whatever signs are in it: nobody is mentioned, nothing linked or formatted."""
    written = _entities(text, limit)
    for sign in "@#":  # GitHub looks for these after it has resolved entities
        written = written.replace(_ENTITIES[sign], _ENTITIES[sign] + _WORD_JOINER)
    return written


def code(text: str, limit: int = 300) -> str:
    """The same in the type of code, where GitHub looks for nothing."""
    return f"<code>{_entities(text, limit)}</code>"


def _entities(text: str, limit: int) -> str:
    cut = harmless(shortened(text, limit).replace("\r\n", "\n"), longest=limit)
    return "".join(_ENTITIES.get(c, c) for c in cut).replace("www.", "www&#46;").replace("://", "&#58;//")
