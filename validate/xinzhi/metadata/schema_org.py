"""schema.org/Dataset as JSON-LD: what search engines for data read from a page."""

from __future__ import annotations

from ..contract.package import Field, Resource, Schema
from .citation_file import plain_citation
from .description import CHINESE, Description, Distribution, filled, language_of, tag, tagged, text


def schema_org(described: Description) -> dict[str, object]:
    """The document: the package with its datasets, whose columns are the variables measured."""
    descriptor = described.package.descriptor
    return filled(
        {
            "@context": {"@vocab": "https://schema.org/"},
            "@type": "Dataset",
            "@id": described.homepage or "./",
            "name": tagged(descriptor, "title"),
            "alternateName": described.name,
            "description": tagged(descriptor, "description"),
            "url": described.homepage,
            "version": described.version,
            "datePublished": described.day and described.day.isoformat(),
            "inLanguage": ["zh-Hans", "en"],
            "isAccessibleForFree": True,
            "keywords": [tag(word, language_of(word)) for word in described.keywords],
            "license": [{"@id": licence.url} for licence in described.licences if licence.url],
            "creator": [{"@type": "Organization", "name": name} for name in described.package.creators],
            "isBasedOn": [{"@type": "CreativeWork", "name": title} for title in described.sources],
            "citation": plain_citation(described),
            "distribution": [_download(file) for file in described.whole_files()],
            "hasPart": [_dataset(described, resource, schema) for resource, schema in described.datasets()],
        }
    )


def _dataset(described: Description, resource: Resource, schema: Schema) -> dict[str, object]:
    file = described.csv_of(resource)
    return filled(
        {
            "@type": "Dataset",
            "@id": f"#{resource.name}",
            "name": tagged({**schema.descriptor, **resource.descriptor}, "title"),
            "alternateName": resource.name,
            "description": tagged({**schema.descriptor, **resource.descriptor}, "description"),
            "license": [{"@id": licence.url} for licence in described.licences if licence.url],
            "creator": [{"@type": "Organization", "name": name} for name in described.package.creators],
            "distribution": file and _download(file),
            "variableMeasured": [_variable(field) for field in schema.fields],
        }
    )


def _variable(field: Field) -> dict[str, object]:
    return filled(
        {
            "@type": "PropertyValue",
            "name": field.name,
            "alternateName": [tag(t, CHINESE)] if (t := text(field.descriptor, "title", CHINESE)) else [],
            "description": tagged(field.descriptor, "description"),
        }
    )


def _download(file: Distribution) -> dict[str, object]:
    return filled(
        {
            "@type": "DataDownload",
            "name": file.path,
            "description": [
                tag(words, language_of(words)) for words in (file.description_en, file.description_zh) if words
            ],
            "contentUrl": {"@id": file.path},
            "encodingFormat": file.media_type,
            "contentSize": f"{file.size} B",
            "sha256": file.sha256,
        }
    )
