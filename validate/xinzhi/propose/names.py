"""Finds what a package has registered in running text, by name and alias."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..evidence.facts import Facts
from .reading import FlatSpan

Entity = tuple[str, str]

_QUOTES = frozenset("《》“”‘’「」『』\"' ")
_WIDTH = str.maketrans("（）", "()")


@dataclass(frozen=True)
class Listing:
    """A noun that stands at the end of a list and belongs to every member of it: 推进甲、乙、丙等5个芯片项目. `dataset`
    holds what is listed."""

    dataset: str
    noun: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the lists, with their `items` and what stands in front of the noun."""
        return re.compile(
            r"(?P<items>[^。，,；;：:\n]+?)等(?:\d+个|[一二两三四五六七八九十]+个)?(?:“[^”\n]*”)?(?P<noun>[^。，,；;：:、"
            rf"\n等]{{0,8}}){self.noun}"
        )


@dataclass(frozen=True)
class Mention:
    """A place where a registered name stands. Two entities may share a name, so there may be several.

    `within` is the longer name that it is a part of: 重汽 in 重汽试验检测中心.
    """

    place: FlatSpan
    name: str
    entities: tuple[Entity, ...]
    within: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Names to look for: folded name → what it may stand for. `listed` has the names that end with the noun of lists,
    without it."""

    names: Mapping[str, tuple[Entity, ...]]
    listed: Mapping[str, tuple[Entity, ...]]
    listing: Listing | None = None


def vocabulary(names: Mapping[Entity, Sequence[str]], listing: Listing | None = None) -> Vocabulary:
    """The names of entities, ready to be looked for; of one character only there are none."""
    registered: dict[str, set[Entity]] = defaultdict(set)
    listed: dict[str, set[Entity]] = defaultdict(set)
    for entity, spellings in names.items():
        for spelling in spellings:
            folded = "".join(fold(spelling)[0].split())
            if len(folded) >= 2:
                registered[folded].add(entity)
                if listing is not None and entity[0] == listing.dataset and folded.endswith(listing.noun):
                    listed[folded.removesuffix(listing.noun)].add(entity)
    return Vocabulary(_frozen(registered), _frozen(listed), listing)


def known_names(facts: Facts) -> dict[Entity, list[str]]:
    """The names and aliases of everything that the package names."""
    return {entity: names for entity, names in facts.names.items()}


def printed_forms(facts: Facts, dataset: str) -> dict[Entity, list[str]]:
    """How documents may print the rows of a dataset whose names have several forms."""
    forms = facts.datasets[dataset].forms if dataset in facts.datasets else None
    if forms is None:
        return {}
    return {(dataset, id): list(forms(row)) for id, row in facts.rows.get(dataset, {}).items()}


def find_names(flat: str, words: Vocabulary) -> list[Mention]:
    """Every mention, in order. Of one entity's names the longest at each place; a name within another one says so."""
    folded, offsets = fold(flat)
    places: list[tuple[int, int, str]] = []
    for name in words.names:
        places += [(m.start(), m.end(), name) for m in re.finditer(_whole_word(name), folded)]
    places.sort(key=lambda p: (p[0], -p[1]))
    mentions: list[Mention] = []
    around: list[tuple[int, int, str]] = []
    for start, end, name in places:
        around = [p for p in around if p[1] > start]
        longer = next((p[2] for p in around if end <= p[1]), "")
        entities = words.names[name]
        if not (longer and set(entities) <= set(words.names[longer])):
            mentions.append(Mention(FlatSpan(offsets[start], offsets[end - 1] + 1), name, entities, longer))
        around.append((start, end, name))
    mentions += _listed(flat, words)
    return sorted(mentions, key=lambda m: (m.place.start, m.place.end))


def _listed(flat: str, words: Vocabulary) -> Iterator[Mention]:
    """What a list names by its distinguishing words only."""
    for match in words.listing.pattern.finditer(flat) if words.listing is not None else ():
        at = match.start("items")
        for item in match["items"].split("、"):
            folded, offsets = fold(item)
            for noun in dict.fromkeys((fold(match["noun"])[0], "")):
                core = _longest(folded, noun, words)
                if core:
                    start = at + offsets[len(folded) - len(core)]
                    yield Mention(FlatSpan(start, at + offsets[-1] + 1), core, words.listed[core + noun])
                    break
            at += len(item) + 1


def _longest(item: str, noun: str, words: Vocabulary) -> str:
    """The longest end of an item that is a name together with the noun of the list; the item's head is its
    verb."""
    return next((item[i:] for i in range(len(item) - 1) if item[i:] + noun in words.listed), "")


def fold(text: str) -> tuple[str, list[int]]:
    """The text without quotation marks, case and bracket width aside, and the offset of each character left."""
    kept = [i for i, c in enumerate(text) if c not in _QUOTES]
    folded = [text[i].translate(_WIDTH) for i in kept]
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in folded), kept


def _whole_word(name: str) -> str:
    """A pattern for a name; Latin letters at its ends are not part of a longer word."""
    before = "(?<![a-z0-9])" if name[0].isascii() and name[0].isalnum() else ""
    after = "(?![a-z0-9])" if name[-1].isascii() and name[-1].isalnum() else ""
    return before + re.escape(name) + after


def _frozen(names: Mapping[str, Iterable[Entity]]) -> dict[str, tuple[Entity, ...]]:
    return {name: tuple(sorted(entities)) for name, entities in names.items()}
