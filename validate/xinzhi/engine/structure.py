"""The structure layer: what `frictionless validate` finds, by the same type codes. The engine behind it is a seam."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator

from ..contract.package import Package
from ..contract.reach import is_regular
from ..findings import Finding, RuleBook
from . import reasons
from .answer import Structure
from .at_hand import other_line_ends
from .options import DEFAULT, Options
from .structure_rules import RULES as STRUCTURE_RULES

Engine = Callable[[Package, Options], Structure]

RULES = RuleBook()
NOTHING_READ = RULES.new(
    "nothing-read",
    "structure",
    zh="没有读取任何数据：{what_zh}，因而无从校验",
    en="no data was read: {what_en}, so that there was nothing to check",
    means_zh="数据包没有一个资源是表：描述文件没有资源，或资源都是别的文件（文本、图片、压缩包、不是表的 JSON）。",
    means_en=(
        "None of the package's resources is a table: the descriptor has none, or all are other files (texts, pictures,"
        " archives, JSON that is no table)."
    ),
    why_zh="没有读过的数据说不上有效；frictionless 对此一言不发。",
    why_en="What nobody has read is not valid; frictionless says nothing of it.",
)
TABLE_NOT_READ = RULES.new(
    "table-not-read",
    "structure",
    zh=(
        "资源有 schema，却没有作为表来读，其中的数据未经校验：由“{value}”与描述看不出是表；"
        '请写明 "type": "table" 与 "format"'
    ),
    en=(
        "the resource has a schema, but was not read as a table, and nothing of it was checked: neither {value} nor the"
        ' description says that it is one; state "type": "table" and "format"'
    ),
    means_zh=(
        "数据包里有别的表读了，而这个资源有 `schema` 却没有读：后缀或 `format` 不是已知的（`.txt`、`CSV`），"
        "或是没有 `type` 的 JSON。"
    ),
    means_en=(
        "Other tables of the package were read, and this resource, which has a `schema`, was not: its name or `format`"
        " is none that is known (`.txt`, `CSV`), or it is JSON without a `type`."
    ),
    why_zh="写了 schema 的人以为数据会按它校验；frictionless 略过这样的资源，一言不发。",
    why_en="Who writes a schema believes that the data is held to it; frictionless passes over it in silence.",
)
_MOST_NAMED = 3
# Digests that frictionless does not compare.
_DIGEST = re.compile(r"(?P<kind>sha1|sha224|sha384|sha512):(?P<digest>[0-9A-Fa-f]+)")


def check_structure(package: Package, engine: Engine | None = None, options: Options = DEFAULT) -> Structure:
    """The structure layer. The engine is `auto` unless another is given. Where it had no table to read and nothing to
    complain of, that is a finding of its own."""
    if engine is None:
        from .auto import run

        engine = run
    structure = engine(package, options)
    if not structure.findings and all(
        a.reason is reasons.NOT_A_TABLE and not a.rows for a in structure.answers.values()
    ):
        what_zh, what_en = _no_table(list(structure.answers))
        file = package.shown(package.descriptor_path)
        structure.silent.append(NOTHING_READ.finding({"what_zh": what_zh, "what_en": what_en}, file=file))
    else:
        structure.silent += _tables_not_read(package, structure)
    structure.silent += _other_digests(package, structure)
    return structure


def _tables_not_read(package: Package, structure: Structure) -> Iterator[Finding]:
    """Resources that nobody took for tables though they have a schema."""
    file = package.shown(package.descriptor_path)
    for name, answer in structure.answers.items():
        if answer.reason is reasons.NOT_A_TABLE and not answer.rows:
            descriptor = package.resource(name).descriptor
            if "schema" in descriptor:
                yield TABLE_NOT_READ.finding(resource=name, file=file, value=str(descriptor.get("path", name)))


def _other_digests(package: Package, structure: Structure) -> Iterator[Finding]:
    """Digests of kinds that frictionless passes over, where the file has another one."""
    for name in structure.answers:
        resource = package.resource(name)
        declared = _DIGEST.fullmatch(str(resource.descriptor.get("hash")))
        if declared is None or resource.file is None or not is_regular(resource.file):
            continue
        try:
            with resource.file.open("rb") as stream:
                found = hashlib.file_digest(stream, declared["kind"]).hexdigest()
        except OSError:
            continue  # whoever reads the table meets the same, and reports it
        if found != declared["digest"].lower():
            cause = other_line_ends(resource)
            zh, en = (f"；{cause[0]}", f"; {cause[1]}") if cause else ("", "")
            yield STRUCTURE_RULES["hash-count"].finding(
                {
                    "note_zh": f"声明的 {declared['kind']} 为 {declared['digest']}，文件的为 {found}" + zh,
                    "note_en": f"{declared['digest']} is declared as its {declared['kind']}, and it is {found}" + en,
                },
                resource=name,
                file=resource.path,
            )


def _no_table(names: list[str]) -> tuple[str, str]:
    """Why there was no table, in Chinese and in English."""
    if not names:
        return "描述文件没有资源", "the descriptor has no resources"
    listed = names[:_MOST_NAMED]
    more = len(names) > _MOST_NAMED
    zh, en = "、".join(listed) + ("等" if more else ""), ", ".join(listed) + (" and others" if more else "")
    return (
        f"按文件名与描述，{zh} 不是表（表的文件名如 x.csv、x.csv.zip）",
        f"by name and description, {en} {'are no tables' if len(names) > 1 else 'is no table'} (which are called"
        " x.csv or x.csv.zip, for example)",
    )
