"""How texts and queries become words, and which words are looked for: the same rules in Python and, by `rules`, in the
script of a site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

Words = list[str]

# Latin words and numbers are parted from the Chinese around them; hyphens and other signs part words.
_WORD = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+)*|[^\W_a-z0-9]+")
# From the forms of an English word to the part that they share, one rule after the other; $1 is what a group holds.
_STEMS = (("ies$", "y"), ("(ss|...us|..is)$|s$", "$1"), ("(..[^e])(ing|ed)$", "$1"), ("(...)[ey]$", "$1"))
_STEMMED = "^[a-z]{4,}$"
# Shorter ones are looked for as they are: AI is no beginning of a word that somebody types.
_BEGINS_A_WORD = "^[a-z]{3,}$"
_STEM_RULES = [(re.compile(pattern), form.replace("$1", r"\1")) for pattern, form in _STEMS]


def words_of(text: str) -> Words:
    """The words of a text, their widths and case folded."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())


def plain(text: str) -> str:
    """A text as its words, with a space before, between and behind them."""
    return f" {' '.join(words_of(text))} "


@lru_cache(maxsize=1 << 12)
def stem(word: str) -> str:
    """The part of an English word that its forms share; any other word as it is."""
    if not re.match(_STEMMED, word):
        return word
    for pattern, form in _STEM_RULES:
        word = pattern.sub(form, word)
    return word


def needle(word: str) -> str:
    """What a plain text contains where it has a word: Chinese anywhere, an English word by its stem where a word
    begins, a number as it is."""
    if not word.isascii():
        return word
    return f" {stem(word)}" if re.match(_BEGINS_A_WORD, word) else f" {word} "


class Synonyms:
    """Groups of words or phrases of which a query may have any for any other."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self.groups = [list(dict.fromkeys(" ".join(words_of(said)) for said in group)) for group in groups]

    def variants(self, query: str) -> list[Words]:
        """The words of a query, then those of the query with one phrase replaced by one that means the same."""
        words = words_of(query)
        variants = [words]
        for group in self.groups:
            for said in group:
                if (around := _parted(words, said)) is not None:
                    before, after = around
                    variants += [[*before, *other.split(), *after] for other in group if other != said]
        return list(_distinct(variants))


def _distinct(variants: Sequence[Words]) -> Iterator[Words]:
    seen = set()
    for words in variants:
        if (once := tuple(dict.fromkeys(words))) not in seen:
            seen.add(once)
            yield list(once)


def _parted(words: Words, said: str) -> tuple[Words, Words] | None:
    """The words before and behind a phrase, where it first stands: Chinese within a word, English in any form."""
    if not said.isascii():
        for number, word in enumerate(words):
            start, found, end = word.partition(said)
            if found:
                return [*words[:number], *filter(None, [start])], [*filter(None, [end]), *words[number + 1 :]]
        return None
    phrase, stems = [stem(word) for word in said.split()], [stem(word) for word in words]
    for number in range(len(words) - len(phrase) + 1):
        if stems[number : number + len(phrase)] == phrase:
            return words[:number], words[number + len(phrase) :]
    return None


def rules(synonyms: Synonyms) -> dict[str, Any]:
    """The rules as data for a script, which need not say them again."""
    return {"stems": _STEMS, "stemmed": _STEMMED, "beginsAWord": _BEGINS_A_WORD, "synonyms": synonyms.groups}
