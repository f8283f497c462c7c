"""Puts pages into HTML, in one language at a time: what comes from the data is escaped, links are relative."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ..language import Language
from .addresses import of_web, relative
from .columns import Column, Part
from .figures import plain
from .words import Pair

_HAN = re.compile(r"[\u3400-\u9fff]")
LANGUAGES: tuple[Language, ...] = ("zh", "en")
TAGS: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}


class Here:
    """The page that is being written: its address and language, and links from there."""

    def __init__(self, lang: Language, address: str) -> None:
        self.lang, self.address = lang, address
        self._file = f"{lang}/{address}"

    def to(self, address: str) -> str:
        """A link to another page in the same language, or to an address in the web as it is."""
        return of_web(address) or relative(address, self.address)

    def file(self, path: str) -> str:
        """A link to a file of the site that has no language."""
        return relative(path, self._file)

    def other(self, lang: Language) -> str:
        """A link to the same page in a language."""
        return relative(f"{lang}/{self.address}", self._file)


class Renderer:
    """Writes pages in a language. `common` is what every template finds."""

    def __init__(self, lang: Language, common: dict[str, Any]) -> None:
        self.lang = lang
        self._environment = Environment(
            loader=PackageLoader("xinzhi.site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=self._said,
        )
        self._environment.filters |= {
            "runs": self.runs,
            "plain": plain,
            "json": lambda data: json.dumps(data, ensure_ascii=False, indent=1),
        }
        self._environment.globals |= {
            "lang": lang,
            "tags": TAGS,
            "say": lambda zh, en: zh if lang == "zh" else en,
            "parts": self.parts,
            "row": self.row,
            **common,
        }

    def page(self, template: str, address: str, **content: Any) -> str:
        """A page by its template."""
        return self._environment.get_template(f"{template}.html.jinja").render(here=Here(self.lang, address), **content)

    def _said(self, value: Any) -> Any:
        return value[self.lang] if isinstance(value, Pair) else value

    def runs(self, value: Pair | str) -> Markup:
        """A text, marked as Chinese where it is so on an English page: a screen reader then reads it as such."""
        return Markup(self._runs(value[self.lang] if isinstance(value, Pair) else value))

    def parts(self, parts: Iterable[Part], here: Here) -> Markup:
        """The pieces of a cell."""
        return Markup("".join([self._part(part, here) for part in parts]))

    def row(self, columns: Sequence[Column], cells: Sequence[Sequence[Part]], here: Here) -> Markup:
        """The cells of a row, each with the title of its column for narrow screens. The first is the row's header."""
        html = []
        for number, (column, parts) in enumerate(zip(columns, cells, strict=True)):
            content = "".join([self._part(part, here) for part in parts])
            if column.look == "bar":
                content = f'<span class="pieces" aria-hidden="true">{content}</span>'
            look = f' class="{column.look}"' if column.look else ""
            if number == 0:
                html.append(f'<th scope="row"{look}>{content}</th>')
            elif parts:
                html.append(f'<td{look} data-l="{_escaped(column.title[self.lang])}">{content}</td>')
            else:
                html.append("<td></td>")
        return Markup("".join(html))

    # The cells of all pages are some hundred thousand: they are put together as plain strings, each text escaped.

    def _runs(self, text: str) -> str:
        escaped = _escaped(text)
        if self.lang == "zh" or not _HAN.search(text):
            return escaped
        return f'<span lang="zh-Hans">{escaped}</span>'

    def _part(self, part: Part, here: Here) -> str:
        text = part.text[self.lang]
        if part.look == "break":
            return "<br>"
        if part.look.startswith("piece"):
            return f'<i class="{part.look}" style="flex:{_escaped(text)}"></i>'
        html = self._runs(text)
        if part.to:
            link = here.to(part.to)
            out = ' rel="external"' if link.startswith("http") else ""
            html = f'<a href="{_escaped(link)}"{out}>{html}</a>'
        return f'<span class="{part.look}">{html}</span>' if part.look else html


@lru_cache(maxsize=1 << 16)
def _escaped(text: str) -> str:
    return str(escape(text))
