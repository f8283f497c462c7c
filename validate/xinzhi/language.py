"""The languages of everything that is said, and how one is chosen: the one place that picks among texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

Language = Literal["zh", "en"]
LanguageChoice = Literal["zh", "en", "both"]

LANGUAGE_OPTION = "--lang"
LANGUAGE_VARIABLE = "XINZHI_LANG"


def pick(zh: str, en: str, choice: LanguageChoice, joint: str = " · ") -> str:
    """A text in the language asked for; of both, the English one first."""
    return {"zh": zh, "en": en, "both": zh if zh == en else f"{en}{joint}{zh}"}[choice]


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> LanguageChoice:
    """The language that a command line asks for, or else the environment, before anything has parsed them: an error
    of usage is told in it, too. What names no language counts as none."""
    wanted = environment.get(LANGUAGE_VARIABLE, "")
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name == LANGUAGE_OPTION:
            wanted = value if equals else next(iter(arguments[at + 1 : at + 2]), "")
    return next((choice for choice in get_args(LanguageChoice) if choice == wanted), "both")


def counted(number: int, noun: str) -> str:
    """A number with its English noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
