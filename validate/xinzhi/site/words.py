"""Texts in both languages, and how what comes from the data is put into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..language import Language

# What a row is called: the first of these that it has, in both languages.
_NAMES = ("name", "title", "label", "summary", "session", "award", "term", "scope")


@dataclass(frozen=True)
class Pair:
    """A text in Chinese and in English."""

    zh: str
    en: str

    def __getitem__(self, lang: Language) -> str:
        return self.zh if lang == "zh" else self.en

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


NOTHING = Pair("", "")


def same(text: str) -> Pair:
    """A text that reads the same in both languages."""
    return Pair(text, text)


def pair_of(row: Mapping[str, Any], stem: str) -> Pair:
    """The texts of a pair of columns; of a single column, its text twice."""
    if f"{stem}_zh" in row or f"{stem}_en" in row:
        zh, en = (str(row.get(f"{stem}_{lang}") or "") for lang in ("zh", "en"))
        return Pair(zh or en, en or zh)
    value = row.get(stem)
    return NOTHING if value is None else same(str(value))


def name_of(row: Mapping[str, Any]) -> Pair:
    """What a row is called; nothing where no column says it."""
    return next((pair for stem in _NAMES if f"{stem}_zh" in row and (pair := pair_of(row, stem))), NOTHING)


def described(descriptor: Mapping[str, Any], key: str) -> Pair:
    """A property of a descriptor, such as its title, in both languages."""
    en = str(descriptor.get(key) or "")
    return Pair(str(descriptor.get(f"{key}_zh") or en), en)
