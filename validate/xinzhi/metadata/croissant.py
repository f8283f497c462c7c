"""Croissant 1.1: the CSV files and their columns as records, for machine-learning tools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..contract.package import Field, Resource, Schema
from ..types import field_type
from .citation_file import plain_citation
from .description import Description, Distribution, both, filled

CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
_CROISSANT_TERMS = (
    "citeAs", "column", "equivalentProperty", "extract", "field", "fileObject", "fileProperty", "fileSet", "format", "includes",  # noqa: E501
    "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated", "replace",  # noqa: E501
    "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
CONTEXT: Mapping[str, object] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in _CROISSANT_TERMS},
}


def croissant(described: Description) -> dict[str, object]:
    """The document. Every dataset with a distributed CSV file is a record set; every list of categories is one too."""
    tables = [(r, s, f) for r, s in described.datasets() if (f := described.csv_of(r)) is not None]
    return filled(
        {
            "@context": dict(CONTEXT),
            "@type": "sc:Dataset",
            "name": described.name,
            "alternateName": both(described.package.descriptor, "title"),
            "description": both(described.package.descriptor, "description"),
            "conformsTo": CONFORMS_TO,
            "citeAs": plain_citation(described),
            "license": [licence.url or licence.name for licence in described.licences],
            "url": described.homepage,
            "version": described.version,
            "datePublished": described.day and described.day.isoformat(),
            "keywords": described.keywords,
            "inLanguage": ["zh-Hans", "en"],
            "creator": [{"@type": "sc:Organization", "name": name} for name in described.package.creators],
            "distribution": [_file(resource, file) for resource, _, file in tables],
            "recordSet": [part for resource, schema, _ in tables for part in _record_sets(resource, schema)],
        }
    )


def _file(resource: Resource, file: Distribution) -> dict[str, object]:
    return {
        "@type": "cr:FileObject",
        "@id": file_id(resource.name),
        "name": file.path.rpartition("/")[2],
        "description": both(resource.descriptor, "description"),
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": file.media_type,
        "sha256": file.sha256,
    }


def file_id(dataset: str) -> str:
    """The identifier of a dataset's file; that of its record set is the dataset's name."""
    return f"{dataset}.csv"


def _record_sets(resource: Resource, schema: Schema) -> list[dict[str, Any]]:
    """The lists of categories of a dataset, and its rows.

    Columns refer to their lists, but not to other datasets: mlcroissant joins whatever is referred to, and loads
    nothing where tables point to themselves or to each other. The foreign keys are in the schemas."""
    lists = [f for f in schema.fields if _labelled(f)]
    rows = {
        "@type": "cr:RecordSet",
        "@id": resource.name,
        "name": resource.name,
        "description": both({**schema.descriptor, **resource.descriptor}, "description"),
        "key": [{"@id": f"{resource.name}/{column}"} for column in schema.primary_key],
        "field": [_field(resource.name, f) for f in schema.fields],
    }
    return [*(_enumeration(resource.name, f) for f in lists), filled(rows)]


def _field(dataset: str, field: Field) -> dict[str, object]:
    return filled(
        {
            "@type": "cr:Field",
            "@id": f"{dataset}/{field.name}",
            "name": field.name,
            "description": both(field.descriptor, "description"),
            "dataType": field_type(field.type).croissant,
            "references": {"field": {"@id": f"{dataset}.{field.name}/value"}} if _labelled(field) else None,
            "source": {"fileObject": {"@id": file_id(dataset)}, "extract": {"column": field.name}},
        }
    )


def _labelled(field: Field) -> bool:
    categories = field.descriptor.get("categories")
    return isinstance(categories, list) and bool(categories) and all(isinstance(c, Mapping) for c in categories)


def _enumeration(dataset: str, field: Field) -> dict[str, Any]:
    """The values that a column may have, each with its label."""
    name = f"{dataset}.{field.name}"
    columns = ("value", "label", "label_zh")
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "dataType": "sc:Enumeration",
        "description": both(field.descriptor, "description"),
        "key": {"@id": f"{name}/value"},
        "field": [
            {"@type": "cr:Field", "@id": f"{name}/{c}", "name": f"{name}/{c}", "dataType": "sc:Text"} for c in columns
        ],
        "data": [
            {f"{name}/{c}": str(category.get(c, "")) for c in columns} for category in field.descriptor["categories"]
        ],
    }
