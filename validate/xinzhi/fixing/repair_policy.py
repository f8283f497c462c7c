"""Which findings `xinzhi fix` repairs, which suggestions it leaves to a person, and why: the one place that says so of
the toolkit's own rules. Those of a domain are never repaired, and say why themselves (`Rule.unfixed`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..findings import Rule

# always: the value is what it was. same text: only where the right value is the same text in another spelling.
# never: the suggestion may be wrong, or changes what the cell says.
Handling = Literal["always", "same text", "never"]


@dataclass(frozen=True, slots=True)
class Policy:
    """How `xinzhi fix` handles the suggestions of a rule, and the reason."""

    handling: Handling
    zh: str
    en: str


_FORM_ZH = "只改书写形式，不改任何值"
_FORM_EN = "it changes how the file is written, and no value"

POLICIES: Mapping[str, Policy] = {
    "padded-cell": Policy("always", "首尾的空白不属于文字", "white space at the ends is no part of a text"),
    "full-width-digit": Policy("always", "全角与半角是同一个数字", "full-width or not, it is the same digit"),
    "padded-label": Policy("always", "首尾的空白不属于列名", "white space at the ends is no part of a name"),
    "unusual-spelling": Policy("always", "两种写法读出来是同一个值", "both spellings read as the same value"),
    "not-nfc": Policy("always", "两种写法按 Unicode 是同一文字", "by Unicode, both spellings are the same text"),
    "spelling": Policy("always", "两种写法读出来是同一个值", "both spellings read as the same value"),
    "byte-order-mark": Policy("always", _FORM_ZH, _FORM_EN),
    "line-ending": Policy("always", _FORM_ZH, _FORM_EN),
    "leading-blank-line": Policy("always", _FORM_ZH, _FORM_EN),
    "final-newline": Policy("always", _FORM_ZH, _FORM_EN),
    "quoting": Policy("always", _FORM_ZH, _FORM_EN),
    "row-order": Policy(
        "always", "各行由主键指认，次序没有含义", "rows are known by their keys; their order means nothing"
    ),
    "type-error": Policy(
        "same text",
        "只改全角字符、表格软件所写的日期（如 2031/1/9）与整数后的 .0；其余须由人判断",
        "only full-width characters, a spreadsheet's spelling of a date (2031/1/9) and .0 behind a whole number; the"
        " rest is a person's to judge",
    ),
    "constraint-error": Policy(
        "same text",
        "只在与词表中某个值仅有大小写、全半角或空白之别时改，或改表格软件所写的日期（如 2031/1/9）；最相近的值只是猜测",
        "only where case, width or white space is all that differs from a term of the vocabulary, and a spreadsheet's"
        " spelling of a date (2031/1/9); the nearest term is a guess",
    ),
    "category": Policy(
        "same text",
        "只在与 categories 中某个值仅有大小写、全半角或空白之别时改；最相近的值只是猜测",
        "only where case, width or white space is all that differs from a category; the nearest one is a guess",
    ),
    "foreign-key": Policy(
        "same text",
        "只在与某个编号仅有大小写、全半角或空白之别时改；最相近的编号可能是另一个实体",
        "only where case, width or white space is all that differs from an id; the nearest id may be another thing",
    ),
    "incorrect-label": Policy(
        "same text",
        "只在与所缺的列名仅有大小写、全半角或空白之别时改；否则列的内容可能不同",
        "only where case, width or white space is all that differs from the missing name; else the column may hold"
        " something else",
    ),
    "misspelt-property": Policy(
        "never",
        "描述文件与 schema 须由人修改：属性生效后，数据可能不再有效",
        "descriptors are a person's to change: with the property in force, the data may be invalid",
    ),
    "foreign-key-field": Policy(
        "never",
        "描述文件与 schema 须由人修改：外键所指可能是另一个字段",
        "descriptors are a person's to change: the key may mean another field",
    ),
    "document-length": Policy(
        "never", "先要弄清手边的是不是登记的那个版本", "whether this is the registered version has to be clear first"
    ),
    "span-moved": Policy(
        "never", "同样的文字可能出现多次，须由人选定", "the same text may stand in several places; a person chooses"
    ),
    "qualifier-dropped": Policy("never", "comparator 与 value 须一并修改", "comparator and value have to follow"),
}

UNKNOWN = Policy("never", "没有关于此规则的约定，故不改动", "nothing is agreed for this rule, so that it is left")


def policy(rule: str) -> Policy:
    """How the suggestions of a rule are handled; a rule that is not listed is never repaired."""
    return POLICIES.get(rule, UNKNOWN)


def stated_policy(rule: Rule) -> Policy | None:
    """What is agreed on the suggestions of a rule: here, or by the rule itself. None where nothing is."""
    return Policy("never", *rule.unfixed) if rule.unfixed is not None else POLICIES.get(rule.id)
