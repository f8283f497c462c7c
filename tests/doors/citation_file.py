"""Validates a CITATION.cff with cffconvert, and prints what it makes of it as JSON."""

import json
import sys
from pathlib import Path

from cffconvert import Citation

citation = Citation(Path(sys.argv[1]).read_text(encoding="utf-8"))
citation.validate()
json.dump({"bibtex": citation.as_bibtex(), "zenodo": json.loads(citation.as_zenodo())}, sys.stdout, ensure_ascii=False)
