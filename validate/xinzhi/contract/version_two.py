"""What version 2 of Data Package defines and frictionless 5.21 passes over: values of a wrong form, and what has no
effect."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..findings import Finding, Rule, RuleBook
from ..types import TYPES, field_type
from .package import Field, Package, Schema

RULES = RuleBook()
MALFORMED = RULES.new(
    "malformed-property",
    "descriptor",
    zh="{place} 的 {property} 不合规范（{value}）：应为{expected_zh}",
    en=(
        "{place} has the property {property} in a form that the specification does not know ({value}): it should be"
        " {expected_en}"
    ),
    means_zh=(
        "某个属性写法不合规范：`primaryKey`、`uniqueKeys`、`categories`、`categoriesOrdered`、"
        "贡献者的 `roles`、来源的 `version`。frictionless 5.21 对此不作任何提示。"
    ),
    means_en=(
        "A property has a form that the specification does not know: `primaryKey`, `uniqueKeys`,"
        " `categories`, `categoriesOrdered`, `roles` of contributors, `version` of sources. frictionless 5.21 says"
        " nothing of it."
    ),
    why_zh="写错的唯一键或分类不会被校验，而作者以为已受保护。",
    why_en="A unique key or a category that is written wrong is not checked, and its author believes that it is.",
)
WITHOUT_EFFECT = RULES.new(
    "property-without-effect",
    "descriptor",
    zh="{place} 的 {property} 在此不起作用：{why_zh}",
    en="{place} has the property {property}, which has no effect here: {why_en}",
    means_zh="第 2 版的某个属性写得合乎规范，但 frictionless 5.21 不读取它，校验时如同没有。",
    means_en=(
        "A property of version 2 is written as the specification has it, but frictionless 5.21 does not read it:"
        " the data are judged as if it were not there."
    ),
    why_zh="同一份数据，读取该属性的工具与不读取的工具会得出不同的结果。",
    why_en="Tools that read the property and tools that do not give different answers on the same data.",
)

# Table Dialect 2.0 and 1.2, what frictionless 5 keeps elsewhere, and where it reads the same, if anywhere.
_DIALECT = {
    "property": "json.property", "itemType": "json.keyed", "itemKeys": "json.keys", "sheetNumber": "excel.sheet",
    "sheetName": "excel.sheet", "table": "sql.table", "nullSequence": None, "caseSensitiveHeader": "headerCase",
    "sheet": "excel.sheet", "keyed": "json.keyed", "keys": "json.keys", "selector": "html.selector",
}  # fmt: skip
# Within the object of a format, what frictionless reads beside it.
_CONTROLS = ("csv", "json", "excel", "ods", "html")
_BESIDE = ("header", "headerRows", "headerJoin", "headerCase", "commentRows", "commentChar", "skipBlankRows")

Words = tuple[str, str]  # in Chinese and in English
_UNREAD: Words = ("frictionless 不读取它", "frictionless does not read it")
_NO_CATEGORIES: Words = ("此字段没有 categories", "the field has no categories")
_TEXT: Words = ("文本", "a text")
_TEXTS: Words = ("文本的列表，且不为空", "a list of texts that is not empty")
_LISTS_OF_NAMES: Words = (
    "列表，每一项是字段名的列表，均不为空",
    "a list of lists of names of fields, none of them empty",
)
_KEY: Words = ("字段名的列表，不为空，也不重复", "a list of names of fields, neither empty nor with one twice")
_VALUES: Words = (
    "不重复的值的列表，或 {value, label} 的列表",
    "a list of different values, or of objects with value and label",
)
_TRUE_OR_FALSE: Words = ("true 或 false", "true or false")
# Names that a message lists, and keys that are looked at: a schema may have any number of them.
_MOST_NAMED = 20
_MOST_KEYS = 1_000


@dataclass(frozen=True)
class _Place:
    """What is looked at: its name in messages, and where it is written."""

    name: str
    file: str
    resource: str | None = None
    column: str | None = None

    def malformed(self, name: str, value: Any, expected: Words) -> Finding:
        values = {"place": self.name, "property": name, "expected_zh": expected[0], "expected_en": expected[1]}
        # YAML has values that JSON has not, such as dates.
        return self._finding(MALFORMED, values, json.dumps(value, ensure_ascii=False, default=str))

    def without_effect(self, name: str, why: Words) -> Finding:
        return self._finding(
            WITHOUT_EFFECT, {"place": self.name, "property": name, "why_zh": why[0], "why_en": why[1]}, name
        )

    def _finding(self, rule: Rule, values: Mapping[str, Any], value: str) -> Finding:
        return rule.finding(values, file=self.file, resource=self.resource, column=self.column, value=value)


def check_version_two(package: Package, shown: str) -> Iterator[Finding]:
    """Every finding in the descriptor, which is named as `shown`, and in its schemas."""
    yield from _check_items(package, shown)
    for resource in package.resources:
        written = resource.descriptor.get("dialect")
        home, file = (written, written) if isinstance(written, str) else (f"{shown}#{resource.name}.dialect", shown)
        yield from _check_dialect(resource.dialect or {}, _Place(home, file, resource.name))
        if resource.schema is None:
            continue
        written = resource.descriptor.get("schema")
        home, file = (written, written) if isinstance(written, str) else (f"{shown}#{resource.name}", shown)
        yield from _check_unique_keys(resource.schema, _Place(home, file, resource.name))
        yield from _check_primary_key(resource.schema, _Place(home, file, resource.name))
        for field in resource.schema.fields:
            yield from _check_field(field, _Place(f"{home}#{field.name}", file, resource.name, field.name))


def _check_items(package: Package, shown: str) -> Iterator[Finding]:
    for key, name in (("contributors", "roles"), ("sources", "version")):
        items = package.descriptor.get(key)
        for i, item in enumerate(items if isinstance(items, list) else []):
            if not isinstance(item, Mapping) or name not in item:
                continue
            place, value = _Place(f"{shown}#{key}[{i}]", shown), item[name]
            if name == "roles" and not (_is_list(value) and all(isinstance(v, str) for v in value)):
                yield place.malformed(name, value, _TEXTS)
            elif name == "version" and not isinstance(value, str):
                yield place.malformed(name, value, _TEXT)


def _check_dialect(dialect: Mapping[str, Any], place: _Place) -> Iterator[Finding]:
    for name in dialect:
        if name in _DIALECT:
            yield place.without_effect(name, _read_elsewhere(_DIALECT[name]))
    for control in _CONTROLS:
        inner = dialect.get(control)
        for name in inner if isinstance(inner, Mapping) else ():
            if name in _BESIDE:
                yield place.without_effect(f"{control}.{name}", _read_elsewhere(name))
    csv = dialect.get("csv")
    if isinstance(csv, Mapping) and "nullSequence" in csv:
        yield place.without_effect("csv.nullSequence", _UNREAD)


def _read_elsewhere(own: str | None) -> Words:
    return (f"frictionless 读取的是 dialect.{own}", f"frictionless reads dialect.{own}") if own else _UNREAD


def _check_primary_key(schema: Schema, place: _Place) -> Iterator[Finding]:
    """A key that frictionless accepts, and that is none or says one thing twice."""
    key = schema.descriptor.get("primaryKey")
    if key == [] or (isinstance(key, list) and len(set(map(str, key))) < len(key)):
        yield place.malformed("primaryKey", key, _KEY)


def _check_unique_keys(schema: Schema, place: _Place) -> Iterator[Finding]:
    if "uniqueKeys" not in schema.descriptor:
        return
    keys = schema.descriptor["uniqueKeys"]
    if not _is_list(keys):
        yield place.malformed("uniqueKeys", keys, _LISTS_OF_NAMES)
        return
    defined = set(schema.names)
    few = [*schema.names[:_MOST_NAMED], *(["…"] if len(schema.names) > _MOST_NAMED else [])]
    for key in keys[:_MOST_KEYS]:
        names = [key] if isinstance(key, str) else key
        if not _is_list(names) or not all(isinstance(n, str) for n in names):
            yield place.malformed("uniqueKeys", key, _LISTS_OF_NAMES)
        elif unknown := [n for n in names if n not in defined]:
            known = ", ".join(few)
            yield place.malformed(
                "uniqueKeys", unknown[0], (f"已定义的字段名：{known}", f"names of fields that are defined: {known}")
            )


def _check_field(field: Field, place: _Place) -> Iterator[Finding]:
    described = field.descriptor
    if "categories" in described:
        category = field_type(field.type).category
        if category is None:
            having = [of.name for of in TYPES.values() if of.category is not None]
            only = (
                f"只有 {' 与 '.join(having)} 字段可有分类，此字段为 {field.type}",
                f"fields of type {' or '.join(having)} have categories, and this one is {field.type}",
            )
            yield place.without_effect("categories", only)
        elif not _are_categories(described["categories"], category):
            yield place.malformed("categories", described["categories"], _VALUES)
    if "categoriesOrdered" in described:
        if not isinstance(described["categoriesOrdered"], bool):
            yield place.malformed("categoriesOrdered", described["categoriesOrdered"], _TRUE_OR_FALSE)
        elif "categories" not in described:
            yield place.without_effect("categoriesOrdered", _NO_CATEGORIES)
    for name, why in field_type(field.type).without_effect.items():
        if name in described:
            yield place.without_effect(name, why)


def _are_categories(declared: Any, kind: type) -> bool:
    """Whether they are different values of the field's kind, bare or each with a label."""
    if not _is_list(declared):
        return False
    if all(isinstance(c, Mapping) for c in declared):
        if not all("value" in c and isinstance(c.get("label", ""), str) for c in declared):
            return False
        declared = [c["value"] for c in declared]
    return all(isinstance(v, kind) and not isinstance(v, bool) for v in declared) and len(set(declared)) == len(
        declared
    )


def _is_list(declared: Any) -> bool:
    """Whether it is a list that is not empty."""
    return isinstance(declared, list) and bool(declared)
