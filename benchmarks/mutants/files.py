"""Corruptions of whole files, of schemas and of the descriptor."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from .base import Base, Mutant, Operator, as_json

_DESCRIPTOR = "datapackage.json"


def _file(
    change: Callable[[Base, random.Random, bytes], bytes | None], doing: str
) -> Callable[[Base, random.Random], Mutant | None]:
    def make(base: Base, rng: random.Random) -> Mutant | None:
        path = base.path(rng.choice(sorted(base.tables)))
        new = change(base, rng, base.bytes_of(path))
        return None if new is None else Mutant(f"{path}: {doing}", {path: new})

    return make


def _line(rng: random.Random, data: bytes, change: Callable[[str], str]) -> bytes:
    """The file with one line changed, never the header."""
    lines = data.decode("utf-8").split("\n")
    at = rng.randrange(1, len(lines) - 1)
    lines[at] = change(lines[at])
    return "\n".join(lines).encode("utf-8")


def _gb18030(base: Base, rng: random.Random, data: bytes) -> bytes:
    return data.decode("utf-8").encode("gb18030")


def _utf16(base: Base, rng: random.Random, data: bytes) -> bytes:
    return data.decode("utf-8").encode("utf-16")


def _broken_byte(base: Base, rng: random.Random, data: bytes) -> bytes | None:
    places = [i for i, byte in enumerate(data) if byte >= 0xE0]
    if not places:
        return None
    at = rng.choice(places)
    return data[: at + 1] + data[at + 2 :]


def _semicolons(base: Base, rng: random.Random, data: bytes) -> bytes:
    return data.replace(b",", b";")


def _torn_quote(base: Base, rng: random.Random, data: bytes) -> bytes:
    return _line(rng, data, lambda line: line.replace(",", ',"', 1))


def _comma_lost(base: Base, rng: random.Random, data: bytes) -> bytes:
    return _line(rng, data, lambda line: line.replace(",", "", 1))


def _comma_added(base: Base, rng: random.Random, data: bytes) -> bytes:
    return _line(rng, data, lambda line: line.replace(",", ",,", 1))


def _merge_conflict(base: Base, rng: random.Random, data: bytes) -> bytes:
    return _line(rng, data, lambda line: f"<<<<<<< HEAD\n{line}\n=======\n{line}\n>>>>>>> other")


def _half(base: Base, rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) // 4, len(data))]


def _header(
    change: Callable[[random.Random, list[str]], list[str]], doing: str
) -> Callable[[Base, random.Random], Mutant | None]:
    def make(base: Base, rng: random.Random) -> Mutant | None:
        dataset = rng.choice(sorted(base.tables))
        header = change(rng, list(base.tables[dataset][0]))
        return Mutant(
            f"{base.path(dataset)}: {doing} ({','.join(header)})",
            {base.path(dataset): base.written(dataset, base.rows(dataset), header)},
        )

    return make


def _labels_exchanged(rng: random.Random, header: list[str]) -> list[str]:
    a, b = rng.sample(range(len(header)), 2)
    header[a], header[b] = header[b], header[a]
    return header


def _label_misspelt(rng: random.Random, header: list[str]) -> list[str]:
    at = rng.randrange(len(header))
    header[at] = header[at][:-1]
    return header


def _column_lost(base: Base, rng: random.Random) -> Mutant:
    dataset = rng.choice(sorted(base.tables))
    gone = rng.choice(list(base.tables[dataset][0]))
    header = [c for c in base.tables[dataset][0] if c != gone]
    lines = [header, *([row[c] for c in header] for row in base.tables[dataset])]
    text = "".join(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line) + "\n" for line in lines)
    return Mutant(f"{base.path(dataset)}: column {gone} lost", {base.path(dataset): text.encode("utf-8")})


def _file_lost(base: Base, rng: random.Random) -> Mutant:
    path = base.path(rng.choice(sorted(base.tables)))
    return Mutant(f"{path}: lost", {path: None})


def _schema(
    change: Callable[[random.Random, dict[str, Any]], str | None],
) -> Callable[[Base, random.Random], Mutant | None]:
    def make(base: Base, rng: random.Random) -> Mutant | None:
        path = f"schemas/{rng.choice(sorted(base.tables))}.json"
        schema = base.json_of(path)
        doing = change(rng, schema)
        return None if doing is None else Mutant(f"{path}: {doing}", {path: as_json(schema)})

    return make


def _loosened(rng: random.Random, schema: dict[str, Any]) -> str | None:
    """A constraint or a key taken away, as somebody does whose row does not pass."""
    ways = [
        (f, name)
        for f in schema["fields"]
        for name in f.get("constraints", {})
        if name in ("required", "pattern", "enum", "minimum", "maximum", "unique")
    ]
    keys = [k for k in ("primaryKey", "foreignKeys", "uniqueKeys") if k in schema]
    if keys and (not ways or rng.random() < 0.3):
        key = rng.choice(keys)
        if key == "foreignKeys":
            gone = schema[key].pop(rng.randrange(len(schema[key])))
            if not schema[key]:
                del schema[key]
            return f"foreign key of {gone['fields']} dropped"
        del schema[key]
        return f"{key} dropped"
    field, name = rng.choice(ways)
    del field["constraints"][name]
    if name == "enum":
        field.pop("categories", None)
    return f"{name} of {field['name']} dropped"


def _widened(rng: random.Random, schema: dict[str, Any]) -> str | None:
    fields = [f for f in schema["fields"] if "enum" in f.get("constraints", {})]
    if not fields:
        return None
    field = rng.choice(fields)
    field["constraints"]["enum"].append("miscellaneous")
    if field.get("categories"):
        field["categories"].append(
            {"value": "miscellaneous", "label": "miscellaneous"}
            if isinstance(field["categories"][0], dict)
            else "miscellaneous"
        )
    return f"miscellaneous added to the values of {field['name']}"


def _retyped(rng: random.Random, schema: dict[str, Any]) -> str | None:
    fields = [f for f in schema["fields"] if f["type"] != "string"]
    if not fields:
        return None
    field = rng.choice(fields)
    field["type"] = "string"
    for name in ("minimum", "maximum"):
        field.get("constraints", {}).pop(name, None)
    field.pop("format", None)
    return f"{field['name']} made a string"


def _descriptor(
    change: Callable[[random.Random, dict[str, Any]], str],
) -> Callable[[Base, random.Random], Mutant | None]:
    def make(base: Base, rng: random.Random) -> Mutant | None:
        descriptor = base.json_of(_DESCRIPTOR)
        doing = change(rng, descriptor)
        return Mutant(f"{_DESCRIPTOR}: {doing}", {_DESCRIPTOR: as_json(descriptor)})

    return make


def _property_misspelt(rng: random.Random, descriptor: dict[str, Any]) -> str:
    place = rng.choice([descriptor, *descriptor["resources"]])
    name = rng.choice([k for k in place if "_" not in k and len(k) > 3])
    place[name[:-1]] = place.pop(name)
    return f"{name} of {place.get('name', place.get('nam'))} misspelt"


def _resource_lost(rng: random.Random, descriptor: dict[str, Any]) -> str:
    gone = descriptor["resources"].pop(rng.randrange(len(descriptor["resources"])))
    return f"{gone['name']} lost"


def _wrong_path(rng: random.Random, descriptor: dict[str, Any]) -> str:
    resource = rng.choice(descriptor["resources"])
    resource["path"] = rng.choice(
        [resource["path"].replace(".csv", ".cvs"), "../" + resource["path"], descriptor["resources"][0]["path"]]
    )
    return f"{resource['name']} at {resource['path']}"


def _reworded(base: Base, rng: random.Random) -> Mutant | None:
    """A change that is right in itself, in a package that keeps its version."""
    places = [(d, n) for d, rows in base.tables.items() for n, row in enumerate(rows) if row.get("note_en")]
    dataset, at = rng.choice(places)
    return base.change(
        dataset, at, {"note_en": base.tables[dataset][at]["note_en"] + " Checked again."}, "note reworded, version kept"
    )


FILES = [
    Operator("saved-as-gb18030", "form", "a file saved as GB 18030", _file(_gb18030, "saved as GB 18030")),
    Operator("saved-as-utf-16", "form", "a file saved as UTF-16", _file(_utf16, "saved as UTF-16")),
    Operator("byte-lost", "form", "a byte of a character lost", _file(_broken_byte, "a byte lost")),
    Operator("semicolons", "form", "semicolons for commas", _file(_semicolons, "semicolons for commas")),
    Operator("quote-torn", "form", "a quote that is never closed", _file(_torn_quote, "a quote torn")),
    Operator("comma-lost", "form", "the first comma of a row lost", _file(_comma_lost, "a comma lost")),
    Operator("comma-added", "form", "a comma too many in a row", _file(_comma_added, "a comma too many")),
    Operator(
        "merge-conflict", "form", "the marks of a merge conflict", _file(_merge_conflict, "marks of a merge conflict")
    ),
    Operator("file-cut", "form", "the end of a file lost", _file(_half, "cut off")),
    Operator(
        "labels-exchanged",
        "form",
        "two labels of the header exchanged",
        _header(_labels_exchanged, "two labels exchanged"),
    ),
    Operator("label-misspelt", "form", "a label of the header misspelt", _header(_label_misspelt, "a label misspelt")),
    Operator("column-lost", "form", "a column lost", _column_lost),
    Operator("file-lost", "form", "a file lost", _file_lost),
    Operator("schema-loosened", "contract", "a constraint or a key dropped from a schema", _schema(_loosened)),
    Operator("vocabulary-widened", "contract", "a value added to a vocabulary", _schema(_widened)),
    Operator("schema-retyped", "contract", "a column made text", _schema(_retyped)),
    Operator("property-misspelt", "contract", "a property of the descriptor misspelt", _descriptor(_property_misspelt)),
    Operator("resource-lost", "contract", "a resource lost from the descriptor", _descriptor(_resource_lost)),
    Operator("path-wrong", "contract", "a resource with another path", _descriptor(_wrong_path)),
    Operator("version-kept", "release", "a right change in a package that keeps its version", _reworded),
]
