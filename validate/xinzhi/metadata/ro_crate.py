"""RO-Crate 1.2: the release's folder, file by file, for research repositories."""

from __future__ import annotations

from collections.abc import Sequence

from ..contract.package import Resource
from .citation_file import plain_citation
from .description import Description, Distribution, both, filled, one_or_list

RO_CRATE_FILE = "ro-crate-metadata.json"
_VERSION = "1.2"
_ADDRESS = f"https://w3id.org/ro/crate/{_VERSION}"


def ro_crate(described: Description, others: Sequence[Distribution] = ()) -> dict[str, object]:
    """The document. `others` are files of the same folder that hold no data, such as other metadata.

    Raises ValueError for a description without a day: the standard demands the day of publication.
    """
    if described.day is None:
        raise ValueError("an RO-Crate needs the day on which it was published")
    creators = [{"@id": f"#creator-{n}"} for n, _ in enumerate(described.package.creators, 1)]
    licences = [licence for licence in described.licences if licence.url]
    about = {file.path: resource for resource, _ in described.datasets() if (file := described.csv_of(resource))}
    files = sorted([*described.files, *others], key=lambda f: f.path)
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": both(described.package.descriptor, "title"),
        "alternateName": described.name,
        "description": both(described.package.descriptor, "description"),
        "version": described.version,
        "datePublished": described.day.isoformat(),
        "keywords": described.keywords,
        "inLanguage": ["zh-Hans", "en"],
        "url": described.homepage,
        "license": one_or_list({"@id": licence.url} for licence in licences),
        "author": one_or_list(creators),
        "publisher": creators[0] if creators else None,
        "creditText": plain_citation(described),
        "hasPart": [{"@id": f.path} for f in files],
    }
    metadata = {
        "@id": RO_CRATE_FILE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _ADDRESS},
        "about": {"@id": "./"},
    }
    graph = [
        metadata,
        filled(root),
        *(
            filled({"@id": licence.url, "@type": "CreativeWork", "name": licence.name, "description": licence.title})
            for licence in licences
        ),
        *(
            {"@id": creator["@id"], "@type": "Organization", "name": name}
            for creator, name in zip(creators, described.package.creators, strict=True)
        ),
        *(_file(f, about.get(f.path)) for f in files),
    ]
    return {"@context": f"{_ADDRESS}/context", "@graph": graph}


def _file(file: Distribution, dataset: Resource | None) -> dict[str, object]:
    audience = " / ".join(words for words in (file.description_en, file.description_zh) if words)
    return filled(
        {
            "@id": file.path,
            "@type": "File",
            "name": both(dataset.descriptor, "title") if dataset else file.path,
            "description": both(dataset.descriptor, "description") if dataset else audience,
            "encodingFormat": file.media_type,
            "contentSize": str(file.size),
            "sha256": file.sha256,
        }
    )
