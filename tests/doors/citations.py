"""Reads citations as a reference manager would, BibTeX with two parsers and CSL-JSON with citeproc, and prints JSON."""

import json
import sys
import warnings
from pathlib import Path

import bibtexparser
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string

bibtex, csl = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:3])
parsed = parse_string(bibtex, "bibtex")
library = bibtexparser.parse_string(bibtex)
with warnings.catch_warnings():
    warnings.simplefilter("error")  # citeproc warns of what it does not know
    source = CiteProcJSON(json.loads(csl))
style = CitationStylesStyle("harvard-cite-them-right", validate=False)
bibliography = CitationStylesBibliography(style, source, formatter.plain)
for key in source:
    bibliography.register(Citation([CitationItem(key)]))
printed = [str(item) for item in bibliography.bibliography()]
json.dump(
    {
        "entries": {
            key: {"type": e.type, **dict(e.fields), "people": [str(p) for p in e.persons.get("author", [])]}
            for key, e in parsed.entries.items()
        },
        "second": sorted(entry.key for entry in library.entries),
        "failed": len(library.failed_blocks),
        "printed": printed,
    },
    sys.stdout,
)
