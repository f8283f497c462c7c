"""Foreign keys that refer to what is not there: the descriptor is wrong, and not each row of the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from ..findings import Finding, RuleBook
from .package import Package

RULES = RuleBook()
UNKNOWN_FIELD = RULES.new(
    "foreign-key-field",
    "descriptor",
    zh="{place} 的外键指向 {parent} 的字段“{value}”，而 {parent} 没有此字段",
    en="a foreign key of {place} refers to the field “{value}” of {parent}, which has no such field",
    means_zh="外键的 `reference.fields` 中有一个字段，不在所指资源的 schema 之中。",
    means_en="A field in the `reference.fields` of a foreign key is none of the resource's that it refers to.",
    why_zh="frictionless 不看描述文件中的这一处，而称每一行的值都找不到：错处只有一个，却报成千上万个。",
    why_en=(
        "frictionless does not look at this place of the descriptor, and says of every row that its value is not found:"
        " thousands of errors for one."
    ),
)


def check_foreign_keys(package: Package, shown: str) -> Iterator[Finding]:
    """The fields that foreign keys refer to and that are not there. `shown` is what the descriptor is called."""
    schemas = {resource.name: resource.schema for resource in package.resources}
    for resource in package.resources:
        written = resource.descriptor.get("schema")
        place = written if isinstance(written, str) else f"{shown}#{resource.name}"
        for _, named, referred in resource.schema.foreign_keys if resource.schema else []:
            parent = named or resource.name
            schema = schemas.get(parent)
            if schema is None or not schema.fields:
                continue  # what is no resource, or has no fields, is said elsewhere
            for name in referred:
                if name not in schema.names:
                    yield UNKNOWN_FIELD.finding(
                        {"place": place, "parent": parent},
                        file=written if isinstance(written, str) else shown,
                        resource=resource.name,
                        value=name,
                        suggestion=_nearest(name, schema.names),
                    )


def _nearest(name: str, names: Sequence[str]) -> str | None:
    """The name that another one spells in other letters, or misspells."""
    alike = (n for n in names if n.casefold() == name.casefold())
    return next(alike, None) or next(iter(get_close_matches(name, names, n=1)), None)
