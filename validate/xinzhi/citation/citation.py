"""A citation, in every form in which it is written."""

from __future__ import annotations

from typing import Any

from ..language import Language, LanguageChoice
from .bibliography import as_bibtex, as_csl_json
from .cited import Cited
from .reference_text import as_text
from .ris import as_ris


class Citation(Cited):
    """What is cited, and how it is written."""

    def text(self, lang: LanguageChoice = "both") -> str:
        """Lines to read, in English, in Chinese, or in both with the Chinese first."""
        return as_text(self, lang)

    def bibtex(self, lang: Language = "en") -> str:
        """BibTeX entries: one for the row in the package, one for each article that states it."""
        return as_bibtex(self, lang)

    def ris(self, lang: Language = "en") -> str:
        """The same entries as RIS records, which EndNote, Zotero and NoteExpress import."""
        return as_ris(self, lang)

    def csl_json(self, lang: Language = "en") -> list[dict[str, Any]]:
        """The same entries as CSL-JSON items, which Zotero and pandoc read."""
        return as_csl_json(self, lang)

    def __str__(self) -> str:
        return self.text()
