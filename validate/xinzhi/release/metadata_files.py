"""Writes the metadata documents of a release, which list the files that are there by then."""

from __future__ import annotations

from ..metadata import Description, Distribution, documents
from .context import File, Release


def write(release: Release) -> list[File]:
    """Write every metadata document that the release's description yields."""
    files = [
        Distribution(f.path, f.media_type, release.size(f), release.digest(f), f.audience_en, f.audience_zh)
        for f in release.files
    ]
    written = []
    for document in documents(Description(release.package, files, release.day)):
        release.write_text(document.path, document.text)
        # What names the digest of a file depends on all that the file depends on.
        depends = next((f.depends_on for f in release.files if f.depends_on and release.digest(f) in document.text), "")
        written.append(File(document.path, document.media_type, document.audience_zh, document.audience_en, depends))
    return written
