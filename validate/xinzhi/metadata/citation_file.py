"""How to cite the package as a whole: CITATION.cff, .zenodo.json, and one plain sentence."""

from __future__ import annotations

import json

from .description import Description, both, filled, one_or_list, text

CITATION_FILE = "CITATION.cff"
ZENODO_FILE = ".zenodo.json"


def plain_citation(described: Description) -> str:
    """One sentence: who, the day's year where the version has a day, what, which version."""
    who = ", ".join(described.package.creators)
    year = f" ({described.day.year})" if described.day else ""
    title = text(described.package.descriptor, "title")
    return f"{who}{year}: {title}, version {described.version}." + (
        f" {described.homepage}" if described.homepage else ""
    )


def citation_cff(described: Description) -> str:
    """The text of CITATION.cff 1.2.0."""
    import yaml

    document = filled(
        {
            "cff-version": "1.2.0",
            "message": (
                "Please cite the version that you used. `xinzhi cite DATASET ID` cites a single fact. /"
                " 请引用所用的版本；单条事实的引文用 `xinzhi cite 数据集 编号`。"
            ),
            "type": "dataset",
            "title": both(described.package.descriptor, "title"),
            "abstract": both(described.package.descriptor, "description"),
            "authors": [{"name": name} for name in described.package.creators],
            "version": described.version,
            "date-released": described.day and described.day.isoformat(),
            "license": one_or_list(licence.name for licence in described.licences),
            "url": described.homepage,
            "keywords": described.keywords,
        }
    )
    return str(yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=10_000))


def zenodo_json(described: Description) -> str:
    """The text of .zenodo.json: the metadata of a deposit on Zenodo."""
    descriptor = described.package.descriptor
    document = filled(
        {
            "upload_type": "dataset",
            "access_right": "open",
            "title": both(descriptor, "title"),
            "description": "".join(
                f"<p>{_escaped(t)}</p>"
                for t in (text(descriptor, "description"), str(descriptor.get("description_zh", "")))
                if t
            ),
            "creators": [{"name": name} for name in described.package.creators],
            "version": described.version,
            "publication_date": described.day and described.day.isoformat(),
            "license": described.licences[0].name if described.licences else "",
            "language": "zho",
            "keywords": described.keywords,
            "notes": " ".join(f"Source: {title}." for title in described.sources),
        }
    )
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
