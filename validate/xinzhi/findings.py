"""The one vocabulary for everything that can be wrong: rules with their explanations, and the findings they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, TypedDict, Unpack

from .language import Language

Severity = Literal["error", "warning"]
# Layers belong to domains: see `xinzhi.layers`. `xinzhi accept` has one of its own, `proposal`.
Layer = str
RULES_PAGE: dict[Language, str] = {"en": "docs/rules.md", "zh": "docs/rules.zh.md"}
# What `xinzhi accept` and `xinzhi diff` find is explained with these commands, not on the page of rules.
COMMAND_PAGES = {
    "proposal-": "docs/propose.md#what-accept-refuses",
    "version-": "docs/versions.md#the-command",
    "changelog-": "docs/versions.md#the-command",
}


# Types of frictionless's that have no heading of their own, and are explained with `error`: those of descriptors of
# other kinds than packages, of its classes of errors, and of checks that nobody asks for here.
_OTHER_ERRORS = frozenset(
    (
        *("blank-header", "catalog-error", "cell-error", "check-error", "checklist-error", "data-error"),
        *("dataset-error", "detector-error", "file-error", "header-error", "inquiry-error", "inquiry-task-error"),
        *("label-error", "metadata-error", "pipeline-error", "report-error", "report-task-error", "row-error"),
        *("stats-error", "step-error", "table-error"),
    )
)


def heading(rule: str) -> str:
    """The heading under which a rule is explained."""
    return "error" if rule in _OTHER_ERRORS else rule


def help_page(rule: str, lang: Language = "en") -> str:
    """Where a rule is explained: the page in this repository, and the heading on it."""
    for prefix, page in COMMAND_PAGES.items():
        if rule.startswith(prefix):
            return page
    return f"{RULES_PAGE[lang]}#{heading(rule)}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where it is, and what would be right.

    `line` is the 1-based line of the file, `row` the 1-based number of the CSV record (the header is 1),
    `column` the field's name, `value` the offending text; `member` the file within an archive, whose records are
    meant.
    """

    rule: str
    message_zh: str
    message_en: str
    severity: Severity = "error"
    resource: str | None = None
    file: str | None = None
    line: int | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    suggestion: str | None = None
    member: str | None = None

    @property
    def help(self) -> str:
        """Where the rule is explained."""
        return help_page(self.rule)

    def as_dict(self) -> dict[str, Any]:
        """The finding as JSON-ready data."""
        return {**asdict(self), "help": self.help}

    def moved(self, **place: Any) -> Finding:
        """The same finding at another place."""
        return replace(self, **place)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule means and why it exists, for whoever meets it for the first time."""

    means_zh: str
    means_en: str
    why_zh: str
    why_en: str


class _Texts(TypedDict):
    zh: str
    en: str
    means_zh: str
    means_en: str
    why_zh: str
    why_en: str


class RuleTexts(_Texts, total=False):
    """What every rule says, wherever it is declared, in both languages: its messages, which are templates over the
    offending row's columns, and its explanation. Where it suggests the right cell, `unfixed_*` may say why
    `xinzhi fix` does not follow: the suggestion may be wrong."""

    unfixed_zh: str
    unfixed_en: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What a check looks for, what it says of a breach, and why it exists. `unfixed` says in Chinese and in English why
    what it suggests is left to a person."""

    id: str
    layer: Layer
    message_zh: str
    message_en: str
    severity: Severity
    explanation: Explanation
    unfixed: tuple[str, str] | None = None

    @classmethod
    def new(cls, id: str, layer: Layer, severity: Severity = "error", **texts: Unpack[RuleTexts]) -> Rule:
        """A rule with its texts. Code, row rules and the headers of SQL files all declare their rules by it. Raises
        ValueError where a text is missing or empty, or there is one that no rule has."""
        given = {name for name, text in texts.items() if text}
        half = _UNFIXED if given & _UNFIXED else set()
        if missing := (_REQUIRED | half) - given:
            raise ValueError(f"the rule {id} lacks texts: add {', '.join(sorted(missing))}")
        if unknown := given - _REQUIRED - _UNFIXED:
            raise ValueError(f"the rule {id} has texts that no rule has: {', '.join(sorted(unknown))}")
        explanation = Explanation(texts["means_zh"], texts["means_en"], texts["why_zh"], texts["why_en"])
        unfixed = (texts["unfixed_zh"], texts["unfixed_en"]) if given & _UNFIXED else None
        return cls(id, layer, texts["zh"], texts["en"], severity, explanation, unfixed)

    def finding(
        self,
        values: Mapping[str, Any] | None = None,
        *,
        resource: str | None = None,
        file: str | None = None,
        line: int | None = None,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        suggestion: str | None = None,
    ) -> Finding:
        """A finding of this rule; `values` fill the templates, in which `value` and `column` are those of the finding
        even where the row has columns of these names."""
        known = {**(values or {}), "value": value, "column": column}
        return Finding(
            rule=self.id,
            message_zh=self.message_zh.format_map(known),
            message_en=self.message_en.format_map(known),
            severity=self.severity,
            resource=resource,
            file=file,
            line=line,
            row=row,
            column=column,
            value=value,
            suggestion=suggestion,
        )


_REQUIRED = set(_Texts.__annotations__)
_UNFIXED = set(RuleTexts.__annotations__) - _REQUIRED
# The keys under which a rule's texts stand wherever they are data.
TEXT_KEYS = _REQUIRED | _UNFIXED


class RuleBook:
    """The rules of one module, by id; refuses to hold two of one id."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}

    def add(self, rule: Rule) -> Rule:
        if rule.id in self._rules:
            raise ValueError(f"two rules are called {rule.id}")
        self._rules[rule.id] = rule
        return rule

    def new(self, id: str, layer: Layer, severity: Severity = "error", **texts: Unpack[RuleTexts]) -> Rule:
        """Make a rule and keep it."""
        return self.add(Rule.new(id, layer, severity, **texts))

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def __getitem__(self, id: str) -> Rule:
        return self._rules[id]

    def __contains__(self, id: object) -> bool:
        return id in self._rules
