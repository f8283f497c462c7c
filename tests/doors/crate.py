"""Validates an RO-Crate against its profile with roc-validator, offline, and prints what is not met as JSON."""

import json
import sys
from importlib.resources import files

from rocrate_validator import services
from rocrate_validator.utils.http import HttpRequester

CONTEXT = files("rocrate").joinpath("data/ro-crate.jsonld").read_text(encoding="utf-8")


class Answer:
    """The context of RO-Crate as the package rocrate carries it, in place of the one on the web."""

    status_code = 200
    ok = from_cache = True
    headers = {"Content-Type": "application/ld+json"}  # noqa: RUF012
    text = CONTEXT
    content = CONTEXT.encode()

    def json(self) -> object:
        return json.loads(CONTEXT)


asked = []


def get(self: HttpRequester, url: str, **options: object) -> Answer:
    asked.append(url)
    return Answer()


HttpRequester.get = get
settings = services.ValidationSettings(
    rocrate_uri=sys.argv[1], profile_identifier="ro-crate-1.2", requirement_severity="RECOMMENDED", offline=True
)
result = services.validate(settings)
issues = [[issue.severity.name, issue.message] for issue in result.get_issues()]
json.dump({"asked": sorted(set(asked)), "issues": issues}, sys.stdout)
