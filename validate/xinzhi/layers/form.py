"""The layer of written form: files in canonical form, and dictionaries that say what the schemas say."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from .. import outdated
from ..contract import form
from ..domain import Domain, Examination, LayerContext
from ..findings import Rule


class FormLayer:
    """Compares each file with its canonical form, and each generated dictionary with the schemas."""

    id = "form"
    title = ("书写形式", "form")
    unit = ("个文件", "files")
    uses_database = False

    def rules(self, domain: Domain) -> Iterable[Rule]:
        """The rules of files and of dictionaries."""
        return chain(form.RULES, outdated.RULES)

    def run(self, context: LayerContext) -> Examination:
        """Examine every table that can be read, and every dictionary."""
        package = context.package
        files = (
            finding
            for name, (schema, table) in context.tables.items()
            for finding in form.check_form(package.resource(name), schema, table)
        )
        return Examination(
            chain(files, outdated.check_dictionaries(package)),
            len(context.tables) + len(outdated.dictionaries(package)),
        )
