"""What frictionless, and the libraries below it, say of a descriptor or a file in English words for programmers: said
again in both languages, with values spelled as JSON spells them."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress

from ..types import TYPES
from .details import BilingualDetail, Detail, Verbatim, listed

_LONGEST = 120  # characters of a value; a descriptor's may be of any length
_LONGEST_NOTE = 20_000
_NO_VALUE = (ValueError, SyntaxError, TypeError, MemoryError, RecursionError)
_VERSION_TWO = '"$schema": "https://datapackage.org/profiles/2.0/datapackage.json"'
_KINDS = {
    "string": ("文本", "a text"),
    "integer": ("整数", "a whole number"),
    "number": ("数字", "a number"),
    "boolean": ("true 或 false", "true or false"),
    "array": ("列表", "a list"),
    "object": ("对象", "an object"),
    "null": ("null", "null"),
}

Words = tuple[str, str]  # in Chinese and in English
Found = Mapping[str, str]


def worded(note: str) -> Detail:
    """A note in both languages; as it is where it is of no known form."""
    for pattern, say in _NOTES if len(note) <= _LONGEST_NOTE else ():
        found = pattern.fullmatch(note)
        if found is not None:
            zh, en = say({name: text or "" for name, text in found.groupdict().items()})
            return BilingualDetail(zh, en)
    return Verbatim(note)


def json_value(text: str) -> str:
    """A value that Python has written, as JSON writes it, cut where it is long."""
    with suppress(*_NO_VALUE):  # it was cut, or is none
        text = json.dumps(ast.literal_eval(text), ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _property(found: Found) -> Words:
    """The property that a note of a JSON Schema is about."""
    dotted = found["at"].replace("/", ".")
    return (f"属性 {dotted} ", f"the property {dotted}") if dotted else ("其值", "it")


def _other_type(found: Found) -> Words:
    kinds = [_KINDS.get(kind, (kind, kind)) for kind in re.findall(r"'(\w+)'", found["types"])]
    (zh, en), value = _property(found), json_value(found["value"])
    return (
        f"{zh}为 {value}，应为{'或'.join(kind[0] for kind in kinds)}",
        f"{en} is {value}, and {' or '.join(kind[1] for kind in kinds)} is expected",
    )


def _other_value(found: Found) -> Words:
    (zh, en), value, allowed = _property(found), json_value(found["value"]), listed(_python(found["allowed"]))
    return f"{zh}为 {value}，只能取 {allowed} 之一", f"{en} is {value}, and one of {allowed} is expected"


def _form(zh: str, en: str) -> Callable[[Found], Words]:
    """Says of a property's value what is wrong with it."""

    def say(found: Found) -> Words:
        (of_zh, of_en), value = _property(found), json_value(found["value"])
        return f"{of_zh}为 {value}，{zh.format(**found)}", f"{of_en} is {value}, {en.format(**found)}"

    return say


def _required(found: Found) -> Words:
    at = found["at"].replace("/", ".")
    return (f"{at} " if at else "") + f"缺少属性 {found['name']}", (
        f"{at or 'it'} lacks the property {found['name']}, which is required"
    )


def _unsupported(found: Found) -> Words:
    kind = TYPES.get(found["type"])
    known = ", ".join(sorted({*kind.constraints, "unique"})) if kind else ""
    return (
        f"{found['type']} 类型没有约束 {found['name']}" + (f"，只有 {known}" if known else ""),
        f"the type {found['type']} has no constraint {found['name']}" + (f": there are {known}" if known else ""),
    )


def _version_two(found: Found) -> Words:
    what = found["what"]
    name = f"约束 {what}" if what else "{value, label} 形式的 missingValues"
    name_en = f"the constraint {what}" if what else "missingValues of the form {value, label}"
    verb = "is" if what else "are"
    return (
        f"{name} 是 Data Package 第 2 版的写法；请在描述文件顶层写明 {_VERSION_TWO}",
        f"{name_en} {verb} of version 2 of Data Package, and the descriptor is read as version 1: state {_VERSION_TWO}"
        " at the top of the descriptor",
    )


def _key(found: Found) -> Words:
    key, fields = _python(found["key"]), _python(found["fields"])
    names = key.get("fields", []) if isinstance(key, dict) else key
    names = [names] if isinstance(names, str) else names
    defined = fields if isinstance(fields, list) else []
    unknown = [name for name in names if name not in defined] if isinstance(names, list) else []
    zh, en = ("主键", "the primary key") if found["kind"] == "primary" else ("外键", "a foreign key")
    shown = listed(unknown or [found["key"]])
    return (
        f"{zh}所列的 {shown} 不是字段；已定义的字段：{listed(defined)}",
        f"{en} names {shown}, which is no field: the fields are {listed(defined)}",
    )


def _counts(found: Found) -> Words:
    own, referred = listed(_python(found["own"])), listed(_python(found["referred"]))
    return (
        f"外键的列（{own}）与所指的列（{referred}）数目不同",
        f"a foreign key has other columns ({own}) than it refers to ({referred}): their numbers differ",
    )


def _system(found: Found) -> Words:
    file = found["file"] or ""
    known: dict[str, Words] = {
        "No such file or directory": (f"没有文件 {file}", f"there is no file {file}"),
        "Permission denied": (f"没有读取 {file} 的权限", f"{file} may not be read: permission is denied"),
        "Is a directory": (f"{file} 是文件夹", f"{file} is a folder"),
        "Not a directory": (f"{file} 的上级不是文件夹", f"what should hold {file} is no folder"),
        "File name too long": (f"文件名过长：{file}", f"the file's name is too long: {file}"),
    }
    return known.get(found["what"], (f"{file}：{found['what']}", f"{file}: {found['what']}"))


def _plain(zh: str, en: str) -> Callable[[Found], Words]:
    return lambda found: (zh.format(**found), en.format(**found))


def _python(text: str) -> object:
    try:
        return ast.literal_eval(text)
    except _NO_VALUE:
        return [text]


_AT = r"(?: at property '(?P<at>.*)')?"
_NOTES: list[tuple[re.Pattern[str], Callable[[Found], Words]]] = [
    (re.compile(pattern, re.DOTALL), say)
    for pattern, say in (
        (rf"(?P<value>.+) is not of type (?P<types>'\w+'(?:, '\w+')*){_AT}", _other_type),
        (rf"(?P<value>.+) is not one of (?P<allowed>\[.*\]){_AT}", _other_value),
        (rf"'(?P<name>.*)' is a required property{_AT}", _required),
        (rf"(?P<value>.+) (?:is too short|should be non-empty){_AT}", _form("不得为空", "and may not be empty")),
        (rf"(?P<value>.+) has non-unique elements{_AT}", _form("其中有重复的值", "in which a value stands twice")),
        (
            rf"(?P<value>.+) is less than the minimum of (?P<least>\S+?){_AT}",
            _form("不得小于 {least}", "and may not be less than {least}"),
        ),
        (
            rf"(?P<value>.+) does not match '(?P<pattern>.*?)'{_AT}",
            _form("须符合正则式 {pattern}", "and has to match the pattern {pattern}"),
        ),
        (
            rf"(?P<value>.+) is not valid under any of the given schemas{_AT}",
            _form("不合规范所许的任何一种写法", "which is none of the forms that the specification allows"),
        ),
        (r'constraint "(?P<name>.*)" is not supported by type "(?P<type>.*)"', _unsupported),
        (r'constraint "(?P<what>.*)" requires datapackage v2', _version_two),
        (r"(?P<what>)missing values in object form require datapackage v2", _version_two),
        (r'missing value "(?P<value>.*)" is not unique', _plain("missingValues 中“{value}”重复", "missingValues lists “{value}” twice")),  # noqa: E501
        (r'missing value label "(?P<value>.*)" is not unique', _plain("missingValues 中标签“{value}”重复", "missingValues has the label “{value}” twice")),  # noqa: E501
        (r"names of the fields are not unique", _plain("有同名的字段", "two fields have the same name")),
        (r"names of the resources are not unique", _plain("有同名的资源", "two resources have the same name")),
        (r'(?P<kind>primary|foreign) key "(?P<key>.*)" does not match the fields "(?P<fields>.*)"', _key),
        (r'foreign key fields "(?P<own>.*)" does not match the reference fields "(?P<referred>.*)"', _counts),
        (r'"(?P<name>.*)" should be set as "(?P<right>.*)"', _plain("{name} 应写作 {right}", "{name} should be written as {right}")),  # noqa: E501
        (
            r'example value "(?P<value>.*)" for field ".*" is not valid',
            _plain("example 的值“{value}”不合字段自身的定义", "its example “{value}” is no value that it allows"),
        ),
        (r'path "(?P<path>.*)" is not safe', _plain("路径 {path} 不安全", "the path {path} is not safe")),
        (r'one of the properties "path" or "data" is required', _plain("既没有 path，也没有 data", "it has neither path nor data")),  # noqa: E501
        (r'properties "path" and "data" is mutually exclusive', _plain("path 与 data 只能有其一", "it has both path and data, and only one of them is allowed")),  # noqa: E501
        (r'property "(?P<name>.*)" is not valid "(?P<kind>.*)"', _plain("属性 {name} 的值不是 {kind}", "the property {name} is no {kind}")),  # noqa: E501
        (r"\[Errno -?\d+\] (?P<what>[^:]+)(?:: '(?P<file>.*)')?", _system),
        (
            r'Excel document "(?P<file>.*)" does not have a sheet "(?P<sheet>.*)"',
            _plain("工作簿 {file} 中没有工作表“{sheet}”", "the workbook {file} has no sheet “{sheet}”"),
        ),
        (
            r"Compressed file ended before the end-of-stream marker was reached",
            _plain("压缩文件不完整，末尾缺失", "the packed file is cut short: its end is missing"),
        ),
        (r"Not a gzipped file \(.*\)", _plain("文件不是 gzip 压缩的", "the file is not packed by gzip")),
        (r"File is not a zip file", _plain("文件不是 ZIP 压缩包", "the file is no ZIP archive")),
        (r'"?There is no item named \'(?P<name>.*)\' in the archive"?', _plain("压缩包中没有 {name}", "the archive has no member {name}")),  # noqa: E501
        (r"the archive is empty|list index out of range", _plain("压缩包是空的", "the archive is empty")),
        (r"the source is empty", _plain("文件是空的", "the file is empty")),
        (r"unsupported inline data", _plain("data 不是行的列表", "the property data is no list of rows")),
        (
            r'matching fields by name \("fieldsMatch": "(?P<match>.*)"\) requires unique labels in the header',
            _plain(
                "fieldsMatch 为 {match} 时按列名找字段，首行的列名不得重复",
                "with fieldsMatch {match}, columns are found by their names, and a name stands twice in the header",
            ),
        ),
    )
]  # fmt: skip
