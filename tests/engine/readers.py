"""What is found in a file beyond its errors, by each of the readers, in a small file and in a large one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from single import package
from xinzhi.engine import auto, frictionless
from xinzhi.engine.options import Options
from xinzhi.findings import Finding
from xinzhi.validation import validate

READERS = {
    "small": (auto.run, Options()),
    "frictionless": (frictionless.run, Options()),
    "scan": (auto.run, Options(smallest=0)),
    "large": (auto.run, Options()),
}


def told(
    folder: Path,
    content: str | bytes,
    reader: str,
    fields: list[dict[str, Any]] | None = None,
    *,
    filler: str = "{},a\n",
    declared: bool = True,
    **resource: Any,
) -> list[Finding]:
    """The findings of a table of these contents; for the large one, with as many rows more of the form `filler`. Unless
    `declared`, no encoding is."""
    data = content if isinstance(content, bytes) else content.encode()
    if reader == "large":
        data += "".join(filler.format(n) for n in range(1_000, 60_000)).encode()
    engine, options = READERS[reader]
    described = package(folder, data, fields, **resource)
    if not declared:
        descriptor = json.loads(described.descriptor_path.read_text(encoding="utf-8"))
        del descriptor["resources"][0]["encoding"]
        described.descriptor_path.write_text(json.dumps(descriptor), encoding="utf-8")
    return validate(described.root, engine=engine, options=options).findings
