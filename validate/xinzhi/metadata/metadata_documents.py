"""The metadata documents of a release: which there are, what each is called, and for whom it is."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from .citation_file import CITATION_FILE, ZENODO_FILE, citation_cff, zenodo_json
from .croissant import croissant
from .dcat import dcat
from .description import Description, Distribution
from .ro_crate import RO_CRATE_FILE, ro_crate
from .schema_org import schema_org

_JSON_LD = "application/ld+json"


@dataclass(frozen=True)
class Document:
    """A metadata document: its path in the release's folder, its text, its media type, and for whom it is."""

    path: str
    text: str
    media_type: str
    audience_zh: str
    audience_en: str

    def distribution(self) -> Distribution:
        """The document as a file of the release."""
        content = self.text.encode("utf-8")
        digest = hashlib.sha256(content).hexdigest()
        return Distribution(self.path, self.media_type, len(content), digest, self.audience_en, self.audience_zh)


def documents(described: Description) -> list[Document]:
    """Every metadata document. A version without a day gets no RO-Crate, which demands one."""
    written = [
        Document(
            "croissant.json",
            _json(croissant(described)),
            _JSON_LD,
            "机器学习工具（Croissant 1.1）",
            "machine-learning tools (Croissant 1.1)",
        ),
        Document(
            "schema-org.jsonld",
            _json(schema_org(described)),
            _JSON_LD,
            "数据集搜索引擎（schema.org）",
            "search engines for datasets (schema.org)",
        ),
        Document(
            "dcat.jsonld", _json(dcat(described)), _JSON_LD, "开放数据门户（DCAT 3）", "open-data portals (DCAT 3)"
        ),
        Document(
            CITATION_FILE,
            citation_cff(described),
            "application/yaml",
            "引用本数据包的人",
            "people who cite the package",
        ),
        Document(ZENODO_FILE, zenodo_json(described), "application/json", "Zenodo 存档", "deposits on Zenodo"),
    ]
    if described.day is not None:
        others = [document.distribution() for document in written]
        text = _json(ro_crate(described, others))
        written.append(
            Document(
                RO_CRATE_FILE, text, _JSON_LD, "研究数据仓储（RO-Crate 1.2）", "research repositories (RO-Crate 1.2)"
            )
        )
    return written


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
