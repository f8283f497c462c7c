"""Generates packages for the engine's tests: schemas, dialects, and files whose cells are mostly right."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from xinzhi.contract.package import Package, open_package

# Examples in `make test` of a test of which each takes long.
_FEW = 100


def costly() -> settings:
    """Fewer examples in `make test`; as many as of any other test in `make test-all`, and in `make search`, which tries
    new ones each time."""
    return settings(max_examples=_FEW) if settings.get_current_profile_name() == "ci" else settings()


# Right cells of each type and format, as a careful author writes them.
GOOD: dict[tuple[str, str], list[str]] = {
    ("string", "default"): ["a", "b", "ab", "abc", "B-2", "芯片", "x y", "A", "é"],
    ("string", "email"): ["a@b.cn", "c@d.org"],
    ("string", "uri"): ["http://a.cn/x", "https://b.org"],
    ("string", "uuid"): ["123e4567-e89b-12d3-a456-426614174000"],
    ("string", "binary"): ["YQ==", "YWI="],
    ("integer", "default"): [*map(str, range(12)), "-3", "100", "2147483648"],
    ("number", "default"): ["1", "2", "1.5", "2.50", "-0.25", "0", "10", "3.14"],
    ("boolean", "default"): ["true", "false", "True", "False", "1", "0"],
    ("date", "default"): ["2020-01-01", "2020-02-29", "2021-12-31", "1999-07-15", "0001-01-01", "9999-12-31"],
    ("date", "%d/%m/%Y"): ["01/02/2020", "31/12/2021"],
    ("date", "any"): ["2020-01-01", "1 Jan 2020"],
    ("time", "default"): ["12:00:00", "00:00:00", "23:59:59"],
    ("datetime", "default"): ["2020-01-01T12:00:00", "2020-01-01T12:00:00Z", "2021-12-31T23:59:59"],
    ("year", "default"): ["2020", "1999", "2021", "1000"],
    ("yearmonth", "default"): ["2020-01", "1999-12", "2021-06"],
    ("duration", "default"): ["P1D", "PT24H", "P1Y2M"],
    ("geopoint", "default"): ["1.5, 2", "0,0"],
    ("object", "default"): ['{"a": 1}', "{}"],
    ("array", "default"): ["[1]", "[]"],
    ("list", "default"): ["a,b", "c"],
    ("any", "default"): ["x", "1", "2020"],
}
# Spellings on which readers differ, and plain mistakes.
DIRT = [
    "", " ", "  ", " 1", "1 ", "\t1", "１", "٣", "007", "+5", "-0", "1_000", "1__0", "NaN", "nan", "inf", "-Infinity",
    "1e3", "1E5", "1e400", "1.0", "2.0", "1.", ".5", "00.5", "-.5", "+1.5", "1,5", "0x10", "99999999999999999999",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1000000000000000000", "0.1234567",
    "123456789012345678.5", "1.50", "-0.0", "2020-1-5", "2020-01- 5", "2020-02-30", "2020-13-01", " 2020-01-01",
    "2020-01-01 ", "12020-01-01", "0000-01-01", "0099", "200", " 200", "1_00", "-100", "20-5", "2020-13", "24:00:00",
    "12:00", "12:00:00.5", "12:00:00+08:00", "2020-01-01 12:00:00", "2020-01-01T24:00:00", "2020-01-01T12:00:00.000",
    "2020-01-01T20:00:00+08:00", "2020-W01-1T10:10:10", "TRUE", "FALSE", "yes", "t", "None", "null", "NULL", "-", "n/a",
    "NA", 'a"b', '"', "'", "it's", "a,b", "a;b", "a|b", "a\tb", "中文", "ＡＢ", "\u00a01", "\u20281", "\u200b", "\ufeff1",  # noqa: E501
    "e\u0301", "😀", "ab\u0085", "axyz", "aé1", "P", "PT", "=1+1", "' OR 1=1 --", "\\", "\\N", "$1", "50%",
    "a ", "b ", "a１", "ab\u3000", "1111111111111111111111111111111", "1111111111111111111111111111112", "1e999999999", "1.5e0", "2020 ",  # noqa: E501
]  # fmt: skip
# Cells that take more than a line, or that make a file doubtful as a whole.
_LINES = ["a\nb", "\n", "a\n\nb", "1\n", "\n1"]
_ODD = ["a\rb", "a\r\nb", "x\0y"]
_NAMES = ["id", "name", "n 2", "名称", "select", "c0", "_number", 'q"t', "it's", "x;--", "k1", "value", "input"]
_PATTERNS = [
    "[a-z]+", "[A-Z]-[0-9]", r"\d+", r"\w+", "a|b", "(a|b)c?", "^a.*$", ".*", "[^0-9]*", "a{1,3}", r"\S+", "(?i)ab", "a(?=b)b",  # noqa: E501
    "[^a]", ".", "[[:alpha:]]+", r"a$|b", "(ab)*", "a??b", r"[\w]+",
]  # fmt: skip
_MISSING = [
    [""],
    ["", "-"],
    ["", "NA", "n/a"],
    ["-"],
    [],
    ["", "None"],
    ["0"],
    ["", " "],
    ["true"],
    ["", "1"],
    ["", "2020-01-01"],
    ["1.0"],
    ["", "2.5", "-3"],
]
_ENCODINGS = ["gbk", "gb18030", "utf-16", "utf-16-le", "big5", "latin-1", "ascii", "utf-8-sig", "utf-7", "shift_jis"]
_FIELDS_MATCH = ["exact", "equal", "subset", "superset", "partial"]
# Rows that a file may begin with: frictionless guesses the dialect from a hundred lines.
_MANY = 110

_PROFILES = "https://datapackage.org/profiles/2.0"


@dataclass(frozen=True)
class Generated:
    """A package that is not yet written."""

    descriptor: dict[str, Any]
    files: dict[str, bytes]

    def write(self, folder: Path) -> Package:
        """Write the descriptor and the files; the package."""
        for name, content in self.files.items():
            (folder / name).write_bytes(content)
        (folder / "datapackage.json").write_text(json.dumps(self.descriptor), encoding="utf-8")
        return open_package(folder)

    def __repr__(self) -> str:
        return f"Generated({json.dumps(self.descriptor, ensure_ascii=False)}, {self.files!r})"


def _often(of: int) -> st.SearchStrategy[bool]:
    """True once in `of` times, and false where an example is made smaller."""
    return st.integers(0, of - 1).map(lambda n: n == of - 1)


@st.composite
def fields(draw: st.DrawFn, name: str, *, plain: bool = False) -> dict[str, Any]:
    """A field; a plain one is of a type that keys usually have."""
    common = ["integer", "string", "date", "number", "boolean", "year"]
    kinds = [(t, "default") for t in (common[:3] if plain else common * 3)] + ([] if plain else list(GOOD))
    kind, form = draw(st.sampled_from(kinds))
    field: dict[str, Any] = {"name": name, "type": kind}
    if form != "default":
        field["format"] = form
    constraints = draw(_constraints(kind, form)) if not draw(_often(2)) else {}
    if constraints:
        field["constraints"] = constraints
    if kind == "integer" and draw(_often(12)):
        field["bareNumber"] = False
    if kind == "number" and draw(_often(6)):
        field |= draw(
            st.sampled_from([{"decimalChar": ","}, {"groupChar": ","}, {"bareNumber": False}, {"floatNumber": True}])
        )
    if kind == "boolean" and draw(_often(6)):
        field |= {"trueValues": ["yes", "1"], "falseValues": draw(st.sampled_from([["no", ""], ["no", "1"]]))}
    if kind == "list" and draw(_often(2)):
        field |= {"itemType": "integer"}
    if draw(_often(8)):
        field["missingValues"] = draw(st.sampled_from(_MISSING))
    if kind in ("string", "integer") and form == "default" and draw(_often(6)):
        field["categories"] = draw(
            st.lists(st.sampled_from([*GOOD[kind, form], " a", "１"]), min_size=1, max_size=6, unique=True)
        )
    return field


@st.composite
def _constraints(draw: st.DrawFn, kind: str, form: str) -> dict[str, Any]:
    good = GOOD[kind, form]
    found: dict[str, Any] = {}
    if draw(_often(4)):
        found["required"] = True
    if draw(_often(5)):
        found["unique"] = True
    if kind in ("integer", "number", "date", "time", "datetime", "year", "yearmonth") and draw(_often(2)):
        for name in draw(
            st.sampled_from(
                [["minimum"], ["maximum"], ["minimum", "maximum"], ["exclusiveMinimum"], ["exclusiveMaximum"]]
            )
        ):
            found[name] = draw(st.sampled_from([_native(kind, g) for g in good]))
    if kind in ("string", "integer", "number", "date", "year", "boolean") and draw(_often(6)):
        found["enum"] = [
            _native(kind, g) for g in draw(st.lists(st.sampled_from(good), min_size=1, max_size=6, unique=True))
        ]
    if kind == "string":
        if draw(_often(3)):
            found["pattern"] = draw(st.sampled_from(_PATTERNS))
        if draw(_often(5)):
            found["minLength"] = draw(st.integers(0, 3))
        if draw(_often(5)):
            found["maxLength"] = draw(st.integers(1, 5))
    return found


def _native(kind: str, text: str) -> Any:
    """A bound as JSON has it."""
    if kind in ("integer", "year"):
        return int(text)
    if kind == "number":
        return float(text)
    return text.lower() == "true" or text == "1" if kind == "boolean" else text


@dataclass(frozen=True)
class Shape:
    """How a file is written."""

    delimiter: str
    quote: str
    header: bool
    newline: str
    stated: bool

    def dialect(self) -> dict[str, Any]:
        """What the descriptor says of it."""
        said: dict[str, Any] = {}
        if self.stated or self.delimiter != ",":
            said["delimiter"] = self.delimiter
        if self.stated or self.quote != '"':
            said["quoteChar"] = self.quote
        if self.stated or not self.header:
            said["header"] = self.header
        return said

    def line(self, cells: list[str], *, quoted: bool, raw: bool, loose: str = "{}") -> str:
        """A record; `raw` leaves out quotes that are needed, `loose` sets something around quoted cells."""
        return self.delimiter.join(self._cell(c, quoted=quoted, raw=raw, loose=loose) for c in cells) + self.newline

    def _cell(self, cell: str, *, quoted: bool, raw: bool, loose: str) -> str:
        needed = any(c in cell for c in (self.delimiter, self.quote, "\n", "\r"))
        if raw or not (needed or quoted):
            return cell
        return loose.format(self.quote + cell.replace(self.quote, self.quote * 2) + self.quote)


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """A dialect."""
    return Shape(
        draw(st.sampled_from([",", ",", ",", ";", "|", "\t"])),
        draw(st.sampled_from(['"', '"', '"', "'"])),
        not draw(_often(6)),
        draw(st.sampled_from(["\n", "\n", "\n", "\r\n"])),
        draw(st.booleans()),
    )


@st.composite
def contents(draw: st.DrawFn, described: list[dict[str, Any]], shape: Shape) -> str:
    """A file for the given fields."""
    odd = draw(_often(12))
    pools = []
    for field in described:
        good = GOOD[field["type"], field.get("format", "default")]
        dirt = draw(st.lists(st.sampled_from(DIRT + _LINES + (_ODD if odd else [])), max_size=3))
        pools.append(good * 2 + dirt + [""] * draw(st.integers(0, 1)))
    rows = [[draw(st.sampled_from(pool)) for pool in pools] for _ in range(draw(st.integers(0, 10)))]
    if rows and draw(_often(4)):
        rows.append(rows[draw(st.integers(0, len(rows) - 1))])
    if draw(_often(5)):
        rows.insert(draw(st.integers(0, len(rows))), [""] * len(described))
    if rows and draw(_often(8)):
        ragged = draw(st.integers(0, len(rows) - 1))
        rows[ragged] = rows[ragged][:-1] if draw(st.booleans()) else [*rows[ragged], draw(st.sampled_from(["", "x"]))]
    labels = [f["name"] for f in described]
    if draw(_often(12)):
        labels[draw(st.integers(0, len(labels) - 1))] = draw(st.sampled_from(["", "other", labels[0], " id", "ID"]))
    quoted, raw = draw(_often(6)), draw(_often(12))
    lines = [shape.line(labels, quoted=quoted, raw=False)] if shape.header else []
    if draw(_often(8)):
        good = [GOOD[field["type"], field.get("format", "default")] for field in described]
        lines += [shape.line([texts[n % len(texts)] for texts in good], quoted=quoted, raw=False) for n in range(_MANY)]
    lines += [shape.line(row, quoted=quoted, raw=raw) for row in rows]
    if rows and draw(_often(10)):
        loose = draw(st.sampled_from([" {}", "{} ", "  {}", "{}  ", "\t{}", "{}x", "x{}", '{} ""', '""{}']))
        lines.append(shape.line(rows[-1], quoted=True, raw=raw, loose=loose))
    if draw(_often(12)):
        lines.insert(
            draw(st.integers(0, len(lines))), draw(st.sampled_from(["\n", "\r\n", " \n", '"\n', '""\n', ' "a"\n']))
        )
    text = "".join(lines)
    if draw(_often(6)):
        text = text.removesuffix(shape.newline)
    return ("\ufeff" if draw(_often(12)) else "") + text


@st.composite
def packages(draw: st.DrawFn) -> Generated:
    """A package of one table, or of two with a foreign key between them."""
    resources: list[dict[str, Any]] = []
    files = {}
    tables = draw(st.sampled_from([1, 1, 2]))
    parent: list[dict[str, Any]] = []
    for number in range(tables):
        name = "ab"[number]
        names = draw(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=4, unique=True))
        described = [draw(fields(n, plain=i == 0 and draw(st.booleans()))) for i, n in enumerate(names)]
        schema: dict[str, Any] = {"fields": described}
        if number and parent:
            # The child's first columns are like the parent's, so that there is something to join.
            joined = draw(st.integers(1, min(len(described), len(parent), 2)))
            for i in range(joined):
                described[i] = {**described[i], **{k: parent[i][k] for k in ("type",)}}
                described[i].pop("format", None)
                described[i].pop("constraints", None)
                if "format" in parent[i]:
                    described[i]["format"] = parent[i]["format"]
            schema["foreignKeys"] = [_foreign_key(described[:joined], "a", parent[:joined])]
        elif len(described) > 1 and draw(_often(5)):
            described[1] = {**described[0], "name": described[1]["name"]}
            schema["foreignKeys"] = [_foreign_key([described[1]], "", [described[0]])]
        if draw(_often(3)):
            key = draw(st.lists(st.sampled_from([f["name"] for f in described]), min_size=1, max_size=2, unique=True))
            schema["primaryKey"] = key
        if draw(_often(4)):
            key = draw(st.lists(st.sampled_from([f["name"] for f in described]), min_size=1, max_size=2, unique=True))
            schema["uniqueKeys"] = [key]
        if draw(_often(4)):
            schema["missingValues"] = draw(
                st.sampled_from([*_MISSING, [{"value": "", "label": "not said"}, {"value": "-", "label": "none"}]])
            )
        shape = draw(shapes())
        resource: dict[str, Any] = {"name": name, "type": "table", "path": f"{name}.csv", "schema": schema}
        if shape.dialect():
            resource["dialect"] = shape.dialect()
        encoding = draw(st.sampled_from(_ENCODINGS)) if draw(_often(8)) else "utf-8"
        if not draw(_often(4)):
            resource["encoding"] = encoding
        content = draw(contents(described, shape)).encode(encoding, "replace")
        if shape.delimiter == "\t" and draw(st.booleans()):
            resource["path"] = f"{name}.tsv"
        if draw(_often(12)):
            resource["path"] += ".gz"
            content = gzip.compress(content)[: -1 if draw(_often(4)) else None]
        files[resource["path"]] = content
        resources.append(resource)
        parent = described
    described: dict[str, Any] = {"name": "generated", "resources": resources}
    if "exclusiveM" in json.dumps(resources) or draw(st.booleans()):
        # Exclusive bounds are known to the second version only.
        described["$schema"] = f"{_PROFILES}/datapackage.json"
        for resource in resources:
            resource["$schema"] = f"{_PROFILES}/dataresource.json"
            resource["schema"]["$schema"] = f"{_PROFILES}/tableschema.json"
            if draw(_often(6)):
                resource["schema"]["fieldsMatch"] = draw(st.sampled_from(_FIELDS_MATCH))
    return Generated(described, files)


def _foreign_key(child: list[dict[str, Any]], resource: str, parent: list[dict[str, Any]]) -> dict[str, Any]:
    names = [f["name"] for f in parent]
    return {"fields": [f["name"] for f in child], "reference": {"resource": resource, "fields": names}}
