"""Compares the terms of a row's Chinese texts with their translations, by the glossary that the domain names.

A term counts where it stands alone: within a longer term, a proper name or a false friend it means something else, and
is somebody else's to translate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..contract.package import Package, Schema
from ..contract.table import Table
from ..domain import Dataset, Domain, Glossary, Proof, TermKind
from ..evidence.widths import fold_widths
from ..findings import Finding, Rule, RuleBook
from .pairs import column_pairs, text_pairs

RULES = RuleBook()
TERM_TRANSLATED_OTHERWISE = RULES.new(
    "term-translated-otherwise",
    "languages",
    zh="{other} 中的“{term}”，{column} 没有译作“{forms}”：“{value}”",
    en="{column} renders “{term}” of {other} as none of “{forms}”: “{value}”",
    means_zh=(
        "中文一列有词汇表中的词，同一行的英文却没有它的任何一种译法。大小写、连字符、单复数、动词变化不论；"
        "在更长的词、专有名称或假朋友之中的不算。"
    ),
    means_en=(
        "The Chinese text of a row has a term of the glossary, and its translation none of the English forms. Case,"
        " hyphens, plurals and the forms of verbs do not matter; a term within a longer one, a proper name or a false"
        " friend does not count."
    ),
    why_zh="同一个词译法不一，只读英文的人就会当作两件事，也搜不到；多半是漏译或误译。",
    why_en=(
        "Who reads English only takes a term that is translated in two ways for two things, and misses one in a search;"
        " mostly a word was left out or mistaken."
    ),
)
TERM_TO_AVOID = RULES.new(
    "term-to-avoid",
    "languages",
    zh="{other} 中的“{term}”不宜译作“{form}”，应为“{forms}”：“{value}”",
    en="{column} has “{form}” for “{term}” of {other}, which is to be “{forms}”: “{value}”",
    means_zh="中文一列有词汇表中的词，同一行的英文用了词汇表列为不用的译法。属于别的词的译法的不算。",
    means_en=(
        "The Chinese text of a row has a term of the glossary, and its translation a form that the glossary says to"
        " avoid. What is part of an accepted form does not count."
    ),
    why_zh="这些译法在本领域另有所指，或读者看不懂。",
    why_en="These forms mean something else in the field, or nothing to its readers.",
)

# Stands in a form for a few words of the same clause: of “AI and general computing power”, the first is AI computing
# power all the same.
GAP = "…"
_LONGEST_GAP = 80
_VERB = "to "
_PARTING = re.compile(r"[\s\u00ad\u2010-\u2015/-]+")
# Chinese texts quote part of a term (专精特新“小巨人”) or do not.
_MARKS = str.maketrans(dict.fromkeys("“”‘’「」『』《》\"'", ""))
_QUOTES = str.maketrans({**dict.fromkeys('“”„"‘', ""), "’": "'"})
_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgklmnprt]$")


@dataclass(frozen=True)
class Term:
    """A term with the English forms that translate it, the preferred one first, and those that do not."""

    chinese: str
    accepted: tuple[str, ...]
    avoided: tuple[str, ...] = ()

    @cached_property
    def _plain(self) -> tuple[str, ...]:
        return tuple(form for form in map(folded_english, self.accepted) if not form.startswith(_VERB))

    def is_rendered(self, text: str) -> bool:
        """Whether a folded text has an accepted form. Most have one as it is: patterns take long to compile."""
        return any(_stands(form, text) for form in self._plain) or self.right.search(text) is not None

    @cached_property
    def right(self) -> re.Pattern[str]:
        """Finds an accepted form in a folded text."""
        return form_pattern(self.accepted)

    @cached_property
    def wrong(self) -> re.Pattern[str]:
        """Finds a form to avoid in a folded text."""
        return form_pattern(self.avoided)


class Terms:
    """The terms of a glossary, to be found in Chinese texts. `others` are words within which a term does not count:
    proper names and false friends. Letters match in either case and width."""

    def __init__(self, terms: Iterable[Term], others: Iterable[str] = ()) -> None:
        self._terms = {_folded(term.chinese): term for term in terms}
        words = {*self._terms, *map(_folded, others)} - {""}
        longest_first = sorted(words, key=lambda word: (-len(word), word))
        # Looks ahead, so that a word is found at every place where one begins.
        self._words = re.compile(f"(?=({'|'.join(map(re.escape, longest_first))}))") if words else None

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def within(self, chinese: str) -> list[Term]:
        """The terms that stand in a text, each once, in its order. Of words that overlap the longest wins."""
        if self._words is None:
            return []
        places = [(m.start(1), m.end(1), m[1]) for m in self._words.finditer(_folded(chinese))]
        taken: list[tuple[int, int, str]] = []
        for start, end, word in sorted(places, key=lambda place: (place[0] - place[1], place[0])):
            if all(end <= left or right <= start for left, right, _ in taken):
                taken.append((start, end, word))
        found = dict.fromkeys(word for _, _, word in sorted(taken))
        return [self._terms[word] for word in found if word in self._terms]


def translated_otherwise(terms: Sequence[Term], english: str) -> list[Term]:
    """Of the terms of a Chinese text, those of which its translation has no accepted form."""
    text = folded_english(english)
    return [term for term in terms if not term.is_rendered(text)]


def to_avoid(terms: Sequence[Term], english: str) -> list[tuple[Term, str]]:
    """Of the terms of a Chinese text, those for which its translation has a form to avoid, with the form. What belongs
    to an accepted form of any of them is none."""
    avoiding = [term for term in terms if term.avoided]
    text = folded_english(english) if avoiding else ""
    suspects = [term for term in avoiding if term.wrong.search(text)]
    if not suspects:
        return []
    for term in terms:
        text = term.right.sub(lambda found: "|" * len(found[0]), text)
    found = [(term, term.wrong.search(text)) for term in suspects]
    return [(term, match[0]) for term, match in found if match]


def folded_english(text: str) -> str:
    """A text in which forms are looked for: small letters, no quotes, and a single space for what parts words."""
    return _PARTING.sub(" ", text.translate(_QUOTES)).casefold()


def _stands(form: str, text: str) -> bool:
    """Whether a form stands in a text as words of its own."""
    at = text.find(form)
    while at >= 0:
        before, behind = text[at - 1 : at], text[at + len(form) : at + len(form) + 1]
        if not (_is_of_word(before) or _is_of_word(behind)):
            return True
        at = text.find(form, at + 1)
    return False


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def form_pattern(forms: Sequence[str]) -> re.Pattern[str]:
    """Finds any of the forms in a folded text: nouns in singular and plural; a form that begins with “to” is a verb,
    and found as it is conjugated."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_form, forms))})(?!\w)")


def _form(form: str) -> str:
    inflected = _conjugated if form.startswith(_VERB) else _declined
    parts = folded_english(form).removeprefix(_VERB).split(GAP)
    return rf"\b[^.;:!?]{{1,{_LONGEST_GAP}}}?\b".join(" ".join(map(inflected, part.split())) for part in parts)


def _declined(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in {"a", "e", "o", "u"}:
        return rf"{re.escape(word[:-1])}(?:y|y's|ies)"
    return rf"{re.escape(word)}(?:e?s|'s|s')?" if word[-1:].isalpha() else re.escape(word)


def _conjugated(word: str) -> str:
    ways = [_declined(word), f"{re.escape(word)}(?:ed|ing)"]
    if word.endswith("e"):
        ways.append(f"{re.escape(word[:-1])}(?:ed|ing)")
    if word.endswith("y"):
        ways.append(f"{re.escape(word[:-1])}ied")
    if _DOUBLED.search(word):
        ways.append(f"{re.escape(word + word[-1])}(?:ed|ing)")
    return f"(?:{'|'.join(ways)})"


def _folded(chinese: str) -> str:
    return fold_widths(chinese).translate(_MARKS).casefold()


def check_glossary(package: Package, domain: Domain, tables: Mapping[str, tuple[Schema, Table]]) -> Iterator[Finding]:
    """Findings of terms that `x_en` renders otherwise than the glossary, in the pairs `x_zh` and `x_en` of all datasets
    but for proper names, which keep the English form that they have."""
    if domain.glossary is None or domain.glossary.dataset not in tables:
        return
    terms = Terms(_terms(domain.glossary, tables[domain.glossary.dataset]), _others(domain, tables))
    for name in sorted(name for name in tables if name in domain.datasets):
        schema, table = tables[name]
        for chinese, english in _pairs(domain.datasets[name], schema):
            for zh, en, record in text_pairs(table, chinese, english):
                for rule, told in _breaches(terms.within(zh), en):
                    yield rule.finding(
                        {**told, "other": chinese},
                        resource=name,
                        file=package.resource(name).path,
                        line=record.line,
                        row=record.row,
                        column=english,
                        value=en,
                    )


def _breaches(found: Sequence[Term], english: str) -> Iterator[tuple[Rule, dict[str, str]]]:
    """The rules that a translation breaks, and what their messages say."""
    for term in translated_otherwise(found, english):
        yield TERM_TRANSLATED_OTHERWISE, _told(term)
    for term, form in to_avoid(found, english):
        yield TERM_TO_AVOID, {**_told(term), "form": form}


def _told(term: Term) -> dict[str, str]:
    return {"term": term.chinese, "forms": Glossary.SEPARATOR.join(term.accepted)}


def _pairs(dataset: Dataset, schema: Schema) -> Iterator[tuple[str, str]]:
    proper = dataset.names if dataset.proper_names else ()
    return ((chinese, english) for chinese, english in column_pairs(schema) if chinese not in proper)


def _terms(glossary: Glossary, whole: tuple[Schema, Table]) -> Iterator[Term]:
    schema, table = whole
    columns = (glossary.term, glossary.preferred, glossary.also, glossary.avoided)
    if not set(columns) <= set(schema.names):
        return
    for record in table.records:
        term, preferred, also, avoided = (table.cell(record, column) for column in columns)
        if term and preferred:
            yield Term(term, (preferred, *Glossary.forms(also)), Glossary.forms(avoided))


def _others(domain: Domain, tables: Mapping[str, tuple[Schema, Table]]) -> Iterator[str]:
    """The words within which a term does not count."""
    named = {dataset.name for dataset in domain.datasets.values() if dataset.proper_names}
    for dataset in domain.datasets.values():
        if dataset.name not in tables:
            continue
        schema, table = tables[dataset.name]
        columns = dataset.names if dataset.name in named else ()
        if dataset.alias_of in named:
            columns = tuple(schema.primary_key[:1])
        for column in columns:
            yield from (table.cell(record, column) for record in table.records)
        if dataset.proof is Proof.terms and {"term_zh", "kind"} <= set(schema.names):
            friends = (r for r in table.records if table.cell(r, "kind") == TermKind.false_friend)
            yield from (table.cell(record, "term_zh") for record in friends)
