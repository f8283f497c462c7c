"""The structure layer: what `frictionless validate` finds, by the same type codes. The engine behind it is a seam."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator

from ..contract.package import MARK, Package, Resource, has_mark
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
        "资源{says_zh}，却没有作为表来读，其中的数据未经校验：由“{value}”与描述认不出是哪种表；"
        '请写明 "type": "table" 与 "format"（小写，如 "csv"）'
    ),
    en=(
        "the resource {says_en}, but was not read as a table, and nothing of it was checked: neither {value} nor the"
        ' description says what kind of table it is; state "type": "table" and "format" (in small letters, such as'
        ' "csv")'
    ),
    means_zh=(
        "资源有 `schema`，或由格式、媒体类型或文件名说明是表，却没有作为表读：后缀或 `format` 不是已知的"
        "（`.txt`、`CSV`、`x#1.csv`），或是没有 `type` 的 JSON。"
    ),
    means_en=(
        "A resource has a `schema`, or says by its format, media type or name that it is a table, and was not"
        " read as one: its name or `format` is none that is known (`.txt`, `CSV`, `x#1.csv`), or it is JSON without a"
        " `type`."
    ),
    why_zh="写了 schema 的人以为数据会按它校验；frictionless 略过这样的资源，一言不发。",
    why_en="Who writes a schema believes that the data is held to it; frictionless passes over it in silence.",
)
_MOST_NAMED = 3
# Formats and media types of tables.
_TABULAR = frozenset((
    *("csv", "tsv", "xlsx", "xls", "ods", "parquet", "ndjson", "jsonl"),
    *("text/csv", "text/tab-separated-values", "application/vnd.ms-excel", "application/vnd.apache.parquet"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
))  # fmt: skip
# Digests that frictionless does not compare.
_DIGEST = re.compile(r"(?P<kind>sha1|sha224|sha384|sha512):(?P<digest>[0-9A-Fa-f]+)")


def check_structure(package: Package, engine: Engine | None = None, options: Options = DEFAULT) -> Structure:
    """The structure layer. The engine is `auto` unless another is given. Where it had no table to read and nothing to
    complain of, that is a finding of its own."""
    if engine is None:
        from .auto import run

        engine = run
    if (fault := _mark(package)) is not None:
        return Structure(findings=[fault])
    structure = engine(package, options)
    if any(_is_schema(resource) for resource in package.resources):
        return structure  # which has looked at the schema, and there is nothing else
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


def _mark(package: Package) -> Finding | None:
    """What frictionless says of a descriptor in JSON that begins with a byte order mark, as it does of a schema or a
    dialect; None where there is none."""
    path = package.descriptor_path
    if path.suffix != ".json" or not is_regular(path) or not has_mark(path):
        return None
    zh, en = MARK
    values = {"note_zh": f"以字节顺序标记开头，{zh}", "note_en": f"it begins with a byte order mark; {en}"}
    return STRUCTURE_RULES["package-error"].finding(values, file=package.shown(path), line=1)


def _tables_not_read(package: Package, structure: Structure) -> Iterator[Finding]:
    """Resources that nobody took for tables though their description says so."""
    file = package.shown(package.descriptor_path)
    for name, answer in structure.answers.items():
        if answer.reason is reasons.NOT_A_TABLE and not answer.rows:
            descriptor = package.resource(name).descriptor
            if (says := _says_table(package.resource(name))) is not None:
                values = {"says_zh": says[0], "says_en": says[1]}
                yield TABLE_NOT_READ.finding(values, resource=name, file=file, value=str(descriptor.get("path", name)))


def _is_schema(resource: Resource) -> bool:
    """Whether a resource stands for a Table Schema that was named for validation (`contract.source`)."""
    written = resource.descriptor.get("schema")
    return resource.package.descriptor_path == resource.file and written == resource.path


def _says_table(resource: Resource) -> tuple[str, str] | None:
    """What in a description says that the resource is a table, in Chinese and in English; None where nothing does."""
    described = resource.descriptor
    if "schema" in described:
        return "有 schema", "has a schema"
    for name in ("format", "mediatype"):
        if str(described.get(name)).lower() in _TABULAR:
            return f"的 {name} 是 {described[name]}", f"has the {name} {described[name]}"
    if str(described.get("path")).lower().endswith((".csv", ".tsv")):
        return "的文件名是表的", "has the name of one"
    return None


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
        f"按文件名与描述，{zh} 不是表（表的文件名如 x.csv、x.csv.zip；别的文件须写明 type 为 table 及其 format）",
        f"by name and description, {en} {'are no tables' if len(names) > 1 else 'is no table'} (which are called"
        " x.csv or x.csv.zip, for example; of others a description has to state the type table and the format)",
    )
