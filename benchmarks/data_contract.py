"""Write a package's descriptor as a data contract (ODCS), for datacontract-cli."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def write_contract(folder: Path) -> None:
    """Write `folder/datacontract.yaml` with the types, constraints and keys of `folder/datapackage.json`."""
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    contract = {
        "apiVersion": "v3.2.0",
        "kind": "DataContract",
        "id": descriptor["name"],
        "version": "1.0.0",
        "status": "active",
        "servers": [{"server": "local", "type": "local", "path": "{model}.csv", "format": "csv", "delimiter": ","}],
        "schema": [_table(r["name"], r["schema"]) for r in descriptor["resources"]],
    }
    # JSON is YAML.
    (folder / "datacontract.yaml").write_text(json.dumps(contract, indent=2) + "\n", encoding="utf-8")


def _table(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    properties = [_property(field, schema["primaryKey"]) for field in schema["fields"]]
    for key in schema.get("foreignKeys", []):
        (source,), (target,) = key["fields"], key["reference"]["fields"]
        (holder,) = [p for p in properties if p["name"] == source]
        holder["relationships"] = [{"type": "foreignKey", "to": f"{key['reference']['resource']}.{target}"}]
    return {"name": name, "logicalType": "object", "properties": properties}


def _property(field: dict[str, Any], primary_key: list[str]) -> dict[str, Any]:
    rules = field.get("constraints", {})
    options = {name: rules[name] for name in ("minimum", "maximum") if name in rules}
    if "pattern" in rules:
        # A contract's pattern may match anywhere in the value, a Table Schema's matches the whole of it.
        options["pattern"] = f"^({rules['pattern']})$"
    found: dict[str, Any] = {
        "name": field["name"],
        "logicalType": field["type"],
        "required": rules.get("required", False),
    }
    if options:
        found["logicalTypeOptions"] = options
    if "enum" in rules:
        found["enum"] = [{"value": value} for value in rules["enum"]]
    if field["name"] in primary_key:
        found |= {"primaryKey": True, "primaryKeyPosition": 1 + primary_key.index(field["name"])}
    return found
