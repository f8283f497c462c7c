"""JUnit XML: a suite for each layer, a test case for each rule that found something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from ..findings import Finding
from ..language import LanguageChoice, pick
from ..many import Unopened
from ..result import Check
from .harmless import harmless
from .outcome import Outcome
from .place import located_file, with_record
from .renderer import Renderer, why

# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(outcome: Outcome, lang: LanguageChoice) -> str:
    """The report as a JUnit file. Errors are failures, warnings are output of a case that passed."""
    root = ElementTree.Element("testsuites", name="xinzhi")
    by_rule: dict[str, list[Finding]] = {}
    for finding in outcome.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for check in outcome.report.checks:
        _add_suite(root, outcome, check, {rule: by_rule[rule] for rule in check.rules if rule in by_rule}, lang)
    for kind in ("tests", "failures", "skipped"):
        root.set(kind, str(sum(int(suite.get(kind, "0")) for suite in root)))
    root.set("errors", "0")
    root.set("time", f"{outcome.report.seconds:.3f}")
    return _file(root)


def _file(root: ElementTree.Element) -> str:
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _add_suite(
    root: ElementTree.Element, outcome: Outcome, check: Check, by_rule: dict[str, list[Finding]], lang: LanguageChoice
) -> None:
    suite = ElementTree.SubElement(root, "testsuite", name=check.layer)
    name = f"xinzhi.{check.layer}"
    if not check.ran:
        case = ElementTree.SubElement(suite, "testcase", classname=name, name=check.layer)
        ElementTree.SubElement(case, "skipped", message=_written(pick(check.reason_zh, check.reason_en, lang)))
    elif not by_rule:
        ElementTree.SubElement(suite, "testcase", classname=name, name=check.layer)
    failures = 0
    for rule, findings in by_rule.items():
        case = ElementTree.SubElement(suite, "testcase", classname=name, name=rule)
        text = _listed(outcome, findings, lang)
        if any(f.severity == "error" for f in findings):
            failures += 1
            message = (
                pick(f"{len(findings):,} 处", f"{len(findings):,} found", lang)
                + ": "
                + pick(findings[0].message_zh, findings[0].message_en, lang)
            )
            failure = ElementTree.SubElement(case, "failure", type=rule, message=_written(message))
            failure.text = text
        else:
            ElementTree.SubElement(case, "system-out").text = text
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(failures))
    suite.set("errors", "0")
    suite.set("skipped", str(0 if check.ran else 1))


def _listed(outcome: Outcome, findings: Sequence[Finding], lang: LanguageChoice) -> str:
    lines = []
    for finding in findings:
        place = outcome.context.cell_range(finding)
        path = located_file(outcome.path(finding), finding)
        at = (path, place.line, place.column) if place else (path, finding.line)
        lines.append(with_record(":".join(str(part) for part in at if part is not None), finding, lang))
        lines += ["  " + line for line in pick(finding.message_zh, finding.message_en, lang, "\n").split("\n")]
        if finding.suggestion is not None:
            lines.append(f"  → {finding.suggestion}")
    return _written("\n" + "\n".join(lines) + "\n")


def _written(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", harmless(text, longest=len(text)))


class JunitRenderer(Renderer):
    """Writes a JUnit file."""

    def render(self, outcome: Outcome, lang: LanguageChoice, limit: int) -> str:
        return junit(outcome, lang)

    def render_unopened(self, unopened: Unopened, lang: LanguageChoice) -> str:
        root = ElementTree.Element("testsuites", name="xinzhi")
        suite = ElementTree.SubElement(root, "testsuite", name="descriptor")
        for element in (root, suite):
            element.attrib |= {"tests": "1", "failures": "0", "errors": "1", "skipped": "0"}
        case = ElementTree.SubElement(suite, "testcase", classname="xinzhi.descriptor", name="not-opened")
        ElementTree.SubElement(case, "error", type="not-opened", message=_written(why(unopened, lang)))
        return _file(root)


RENDERER = JunitRenderer()
