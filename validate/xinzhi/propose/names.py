"""Finds registered organisations, parks, projects, policies and regions in running text, by name and alias."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..evidence.facts import Facts
from .text import Place

Entity = tuple[str, str]

_QUOTES = frozenset("《》“”‘’「」『』\"' ")
_WIDTH = str.maketrans("（）", "()")
# 推进甲、乙、丙等5个芯片项目: the noun at the end belongs to every member of the list.
PROJECT_LIST = re.compile(
    r"(?P<items>[^。，,；;：:\n]+?)等(?:\d+个|[一二两三四五六七八九十]+个)?(?:“[^”\n]*”)?(?P<noun>[^。，,；;：:、"
    r"\n等]{0,8})项目"
)
_PROJECT = "项目"
_REGION_ENDINGS = ("特别行政区", "自治区", "自治州", "自治县", "省", "市", "区", "县")


@dataclass(frozen=True)
class Mention:
    """A place where a registered name stands. Two entities may share a name, so there may be several.

    `within` is the longer name that it is a part of: 重汽 in 重汽试验检测中心.
    """

    place: Place
    name: str
    entities: tuple[Entity, ...]
    within: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Names to look for: folded name → what it may stand for; projects also by the name without its last noun."""

    names: Mapping[str, tuple[Entity, ...]]
    projects: Mapping[str, tuple[Entity, ...]]


def vocabulary(names: Mapping[Entity, Sequence[str]]) -> Vocabulary:
    """The names of entities, ready to be looked for; of one character only there are none."""
    found: dict[str, set[Entity]] = defaultdict(set)
    projects: dict[str, set[Entity]] = defaultdict(set)
    for entity, spellings in names.items():
        for spelling in spellings:
            folded = "".join(fold(spelling)[0].split())
            if len(folded) >= 2:
                found[folded].add(entity)
                if entity[0] == "projects" and folded.endswith(_PROJECT):
                    projects[folded.removesuffix(_PROJECT)].add(entity)
    return Vocabulary(_frozen(found), _frozen(projects))


def known_names(facts: Facts) -> dict[Entity, list[str]]:
    """The names and aliases of everything that the package names."""
    return {entity: names for entity, names in facts.names.items()}


def region_names(facts: Facts) -> dict[Entity, list[str]]:
    """The names of regions, with and without 省, 市 and the like."""
    found: dict[Entity, list[str]] = {}
    for code, row in facts.rows.get("regions", {}).items():
        name = row.get("name_zh", "")
        ending = next((e for e in _REGION_ENDINGS if name.endswith(e) and len(name) - len(e) >= 2), "")
        found[("regions", code)] = [name, name.removesuffix(ending)] if ending else [name]
    return found


def find_names(flat: str, words: Vocabulary) -> list[Mention]:
    """Every mention, in order. Of one entity's names the longest at each place; a name within another one says so."""
    folded, offsets = fold(flat)
    places: list[tuple[int, int, str]] = []
    for name in words.names:
        places += [(m.start(), m.end(), name) for m in re.finditer(_whole_word(name), folded)]
    places.sort(key=lambda p: (p[0], -p[1]))
    found: list[Mention] = []
    around: list[tuple[int, int, str]] = []
    for start, end, name in places:
        around = [p for p in around if p[1] > start]
        longer = next((p[2] for p in around if end <= p[1]), "")
        entities = words.names[name]
        if not (longer and set(entities) <= set(words.names[longer])):
            found.append(Mention(Place(offsets[start], offsets[end - 1] + 1), name, entities, longer))
        around.append((start, end, name))
    found += _listed(flat, words)
    return sorted(found, key=lambda m: (m.place.start, m.place.end))


def _listed(flat: str, words: Vocabulary) -> Iterator[Mention]:
    """Projects that a list names by their distinguishing words only."""
    for match in PROJECT_LIST.finditer(flat):
        at = match.start("items")
        for item in match["items"].split("、"):
            folded, offsets = fold(item)
            for noun in dict.fromkeys((fold(match["noun"])[0], "")):
                core = _longest(folded, noun, words)
                if core:
                    start = at + offsets[len(folded) - len(core)]
                    yield Mention(Place(start, at + offsets[-1] + 1), core, words.projects[core + noun])
                    break
            at += len(item) + 1


def _longest(item: str, noun: str, words: Vocabulary) -> str:
    """The longest end of an item that is a project's name together with the noun of the list; the item's head is its
    verb."""
    return next((item[i:] for i in range(len(item) - 1) if item[i:] + noun in words.projects), "")


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


def _frozen(found: Mapping[str, Iterable[Entity]]) -> dict[str, tuple[Entity, ...]]:
    return {name: tuple(sorted(entities)) for name, entities in found.items()}
