"""Finds entries: which of them a query means, in what order, and what to say where it means none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple

from ..contract.package import PackageError
from .model import Entry, EntryKind
from .words import Synonyms, needle, plain, words_of

# How an entry answers a query, the best first: a name of it is the query, begins with it, has all its words; or its
# names do so together with the year and what it lies in. What only a synonym finds comes behind.
_SAME, _BEGINS, _NAMED, _AROUND = range(4)
_BY_SYNONYM = 4
# An entry may lie in one that lies in another, and a chain without an end is nobody's intention.
_DEEPEST = 5


class Hit(NamedTuple):
    """An entry that was found. `dataset` and `id` are what `show` and `cite` take."""

    dataset: str
    id: str
    kind_zh: str
    kind_en: str
    name_zh: str
    name_en: str
    year: int | None


@dataclass(frozen=True)
class Found:
    """What a query finds: the hits in their order, kind by kind. Where there is none, `unknown` are the words of the
    query that no entry has, and `near` those that look like them."""

    query: str
    hits: tuple[Hit, ...]
    unknown: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    @property
    def counts(self) -> Mapping[str, int]:
        """The number of hits by dataset, in the order of the kinds."""
        return Counter(hit.dataset for hit in self.hits)


class _Texts(NamedTuple):
    """An entry as queries meet it."""

    names: tuple[str, ...]
    own: str
    all: str


class Index:
    """The entries of a package with what finds them."""

    def __init__(self, kinds: Sequence[EntryKind], entries: Sequence[Entry], synonyms: Iterable[Sequence[str]]) -> None:
        self.kinds, self.entries, self.synonyms = kinds, entries, Synonyms(list(synonyms))

    def find(self, query: str, kinds: Collection[str] | None = None) -> Found:
        """The entries that a query means, or only those of some kinds. Raises PackageError for an unknown kind."""
        for kind in kinds or ():
            self._require(kind)
        wanted = set(kinds or (kind.dataset for kind in self.kinds))
        hits = tuple(hit for n in self.positions(query) if (hit := self.hit(n)).dataset in wanted)
        return Found(query, hits) if hits else self._none(query)

    def positions(self, query: str) -> list[int]:
        """The places of the entries that a query means: kind by kind, in each the best first, the newest of equal ones,
        and the shortest of these."""
        variants = [(" ".join(words), [needle(w) for w in words]) for words in self.synonyms.variants(query)]
        if not variants[0][0]:
            return []
        found = []
        for position, (entry, texts) in enumerate(zip(self.entries, self._texts, strict=True)):
            rank = _rank(texts, variants)
            if rank is not None:
                found.append((entry.kind, rank, -entry.year, len(texts.own), position))
        return [order[-1] for order in sorted(found)]

    def hit(self, position: int) -> Hit:
        """The entry at a place, as a hit."""
        entry = self.entries[position]
        kind = self.kinds[entry.kind]
        return Hit(
            kind.dataset,
            entry.id,
            kind.title_zh,
            kind.title_en,
            entry.name_zh,
            entry.name_en,
            entry.year or None,
        )

    @cached_property
    def _texts(self) -> list[_Texts]:
        texts = []
        for entry in self.entries:
            names = [entry.name_zh, entry.name_en, *entry.names]
            around = [*self._names_around(entry), str(entry.year or "")]
            texts.append(
                _Texts(
                    tuple(plain(name).strip() for name in names if name),
                    plain(" ".join(names)),
                    plain(" ".join([*names, *around])),
                )
            )
        return texts

    def _names_around(self, entry: Entry) -> Iterator[str]:
        for _ in range(_DEEPEST):
            if entry.within is None:
                return
            entry = self.entries[entry.within]
            yield from (entry.name_zh, entry.name_en)

    def _require(self, kind: str) -> None:
        known = [each.dataset for each in self.kinds]
        if kind not in known:
            raise PackageError(
                f"检索没有类别 {kind}：现有 {'、'.join(known)}",
                f"search knows no kind {kind!r}: there are {', '.join(known)}",
            )

    def _none(self, query: str) -> Found:
        words = dict.fromkeys(words_of(query))
        unknown = tuple(w for w in words if not any(needle(w) in texts.all for texts in self._texts))
        known = sorted({word for texts in self._texts for word in texts.own.split() if word.isascii()})
        near = (match for word in unknown for match in get_close_matches(word, known, n=3, cutoff=0.7))
        return Found(query, (), unknown, tuple(dict.fromkeys(near)))


def _rank(texts: _Texts, variants: Sequence[tuple[str, Sequence[str]]]) -> int | None:
    """How well an entry answers a query; None where it does not."""
    ranks = []
    for number, (asked, needles) in enumerate(variants):
        if all(each in texts.all for each in needles):
            ranks.append(_closeness(texts, asked, needles) + (_BY_SYNONYM if number else 0))
            if not number:
                break
    return min(ranks, default=None)


def _closeness(texts: _Texts, asked: str, needles: Sequence[str]) -> int:
    if asked in texts.names:
        return _SAME
    if any(name.startswith(asked) for name in texts.names):
        return _BEGINS
    return _NAMED if all(each in texts.own for each in needles) else _AROUND
