"""DCAT 3 as JSON-LD: what open-data portals harvest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..contract.package import Resource, Schema
from .description import Description, Distribution, filled, language_of, tag, tagged

CONTEXT: Mapping[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_LANGUAGES = ("http://id.loc.gov/vocabulary/iso639-1/zh", "http://id.loc.gov/vocabulary/iso639-1/en")


def dcat(described: Description) -> dict[str, object]:
    """The document: the package as a dataset of which each table is a part. Addresses are relative to the document."""
    package = {
        "@id": described.homepage or "./",
        "@type": "dcat:Dataset",
        "dct:identifier": described.name,
        **_texts(described.package.descriptor),
        "dcat:keyword": [tag(word, language_of(word)) for word in described.keywords],
        "dcat:version": described.version,
        "dct:issued": _day(described),
        "dct:language": [{"@id": language} for language in _LANGUAGES],
        **_rights(described),
        "dct:provenance": [
            {"@type": "dct:ProvenanceStatement", "rdfs:label": tag(title, language_of(title))}
            for title in described.sources
        ],
        "dcat:landingPage": {"@id": described.homepage} if described.homepage else None,
        "dcat:distribution": [_distribution(described, file) for file in described.whole_files()],
        "dct:hasPart": [{"@id": f"#{resource.name}"} for resource, _ in described.datasets()],
    }
    parts = [_dataset(described, resource, schema) for resource, schema in described.datasets()]
    return {"@context": dict(CONTEXT), "@graph": [filled(package), *parts]}


def _dataset(described: Description, resource: Resource, schema: Schema) -> dict[str, object]:
    file = described.csv_of(resource)
    return filled(
        {
            "@id": f"#{resource.name}",
            "@type": "dcat:Dataset",
            "dct:identifier": resource.name,
            **_texts({**schema.descriptor, **resource.descriptor}),
            "dcat:version": described.version,
            "dct:issued": _day(described),
            "dct:isPartOf": {"@id": described.homepage or "./"},
            **_rights(described),
            "dcat:distribution": file and _distribution(described, file, _schema_file(resource, file)),
        }
    )


def _distribution(described: Description, file: Distribution, schema: str = "") -> dict[str, object]:
    texts = [tag(words, language_of(words)) for words in (file.description_en, file.description_zh) if words]
    return filled(
        {
            "@type": "dcat:Distribution",
            "@id": f"{file.path}#distribution",
            "dct:title": file.path,
            "dct:description": texts,
            "dcat:accessURL": {"@id": file.path},
            "dcat:downloadURL": {"@id": file.path},
            "dcat:mediaType": {"@id": _MEDIA_TYPES + file.media_type},
            "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
            "dct:conformsTo": {"@id": schema, "@type": "dct:Standard"} if schema else None,
            "dct:license": _rights(described)["dct:license"],
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
            },
        }
    )


def _schema_file(resource: Resource, file: Distribution) -> str:
    """The Table Schema beside a distributed CSV file: in the same place of the same package."""
    schema = resource.descriptor.get("schema")
    return file.path.removesuffix(resource.path or "") + schema if isinstance(schema, str) else ""


def _texts(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    return {"dct:title": tagged(descriptor, "title"), "dct:description": tagged(descriptor, "description")}


def _rights(described: Description) -> dict[str, object]:
    agents = [
        {"@id": f"#agent-{n}", "@type": "foaf:Agent", "foaf:name": name}
        for n, name in enumerate(described.package.creators, 1)
    ]
    return {
        "dct:license": [
            {"@id": licence.url, "@type": "dct:LicenseDocument", "dct:title": licence.title or licence.name}
            for licence in described.licences
            if licence.url
        ],
        "dct:creator": agents,
        "dct:publisher": agents[:1],
    }


def _day(described: Description) -> dict[str, str] | None:
    return {"@value": described.day.isoformat(), "@type": "xsd:date"} if described.day else None
