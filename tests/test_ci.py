"""Workflows, action, hooks and issue forms: valid for their hosts, safe, and made of commands that work here."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import ROOT, run
from small import BOOKS, commit, make

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = [p for p in sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")) if p.name != "config.yml"]
SCHEMAS = [
    *((p, "github-workflows") for p in WORKFLOWS),
    *((p, "github-issue-forms") for p in FORMS),
    (ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml", "github-issue-config"),
    (ROOT / ".github" / "dependabot.yml", "dependabot"),
    (ROOT / "action.yml", "github-actions"),
]
EXAMPLES = re.findall(
    r"^```yaml (\S+)\n(.*?)^```", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)


def _read(path: Path) -> Any:
    # YAML 1.1 reads the key `on` as a truth value; as text it stays what it is.
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def _check(path: Path, schema: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(path)]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.mark.parametrize(("path", "schema"), SCHEMAS, ids=[p.name for p, _ in SCHEMAS])
def test_the_file_is_what_its_host_asks_for(path: Path, schema: str) -> None:
    done = _check(path, schema)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_check_refuses_a_broken_workflow(tmp_path: Path) -> None:
    broken = tmp_path / "check.yml"
    broken.write_text(WORKFLOWS[0].read_text(encoding="utf-8").replace("runs-on:", "run-on:"), encoding="utf-8")
    assert _check(broken, "github-workflows").returncode == 1


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_the_examples_of_the_documentation_are_what_their_hosts_ask_for(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / Path(name).name
    path.write_text(text, encoding="utf-8")
    if name == ".pre-commit-config.yaml":
        offered = {hook["id"] for hook in _read(ROOT / ".pre-commit-hooks.yaml")}
        assert {hook["id"] for repo in _read(path)["repos"] for hook in repo["hooks"]} <= offered
        return
    done = _check(path, "gitlab-ci" if name == ".gitlab-ci.yml" else "github-workflows")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_auditor_finds_nothing_unsafe() -> None:
    folder = Path(sys.executable).parent
    command = [
        str(folder / "zizmor"),
        "--offline",
        "--no-progress",
        "--quiet",
        "--strict-collection",
        "--format",
        "plain",
        str(ROOT / ".github"),
        str(ROOT / "action.yml"),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_actions_of_others_are_pinned_to_commits() -> None:
    used = [
        u for p in [*WORKFLOWS, ROOT / "action.yml"] for u in re.findall(r"uses: (\S+)", p.read_text(encoding="utf-8"))
    ]
    assert len(used) > 8
    assert [u for u in used if u != "./" and not re.fullmatch(r"(actions|github)/[\w/-]+@[0-9a-f]{40}", u)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_a_workflow_has_no_right_that_a_job_does_not_ask_for(path: Path) -> None:
    workflow = _read(path)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert "timeout-minutes" in job and isinstance(job["permissions"], dict)
        # Whoever may write runs no code of a pull request: it neither checks it out nor builds it.
        if {"contents", "pull-requests"} & {k for k, v in job["permissions"].items() if v == "write"}:
            assert not [step for step in job["steps"] if "checkout" in step.get("uses", "") or step.get("uses") == "./"]


def _act(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the action's command as GitHub does, in `folder`."""
    action = _read(ROOT / "action.yml")
    step = action["runs"]["steps"][-1]
    given = {
        name: inputs.get(name.replace("-", "_"), described["default"]) for name, described in action["inputs"].items()
    }
    values = {name: given[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", text)[1]] for name, text in step["env"].items()}  # type: ignore[index]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, **values, "PATH": path, "PYTHONPATH": str(ROOT / "validate")}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", step["run"]], cwd=folder, env=environment, capture_output=True, text=True
    )


def test_the_action_annotates_and_writes_sarif(tmp_path: Path) -> None:
    make(tmp_path, BOOKS.replace("20", "x"))
    done = _act(tmp_path)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=data/books.csv,line=3,")
    assert json.loads((tmp_path / "xinzhi.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_the_action_takes_all_its_inputs_whatever_signs_are_in_them(tmp_path: Path) -> None:
    package = make(tmp_path / 'a "b" $(c)', BOOKS.replace("20", "x"))
    commit(tmp_path)
    done = _act(
        tmp_path, package=package.name, changed_since="HEAD", sarif="s f.sarif", html="h p.html", markdown="m d.md"
    )
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == ["h p.html", "m d.md", "s f.sarif"]
    assert "1 old" in (tmp_path / "m d.md").read_text(encoding="utf-8")


def test_the_action_takes_no_input_for_an_option(tmp_path: Path) -> None:
    done = _act(make(tmp_path), package="--help")
    assert done.returncode == 2 and "--help" in done.stderr and "Usage" not in done.stdout


def test_the_hooks_run_commands_that_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make(tmp_path))
    for hook in _read(ROOT / ".pre-commit-hooks.yaml"):
        program, *arguments = shlex.split(hook["entry"])
        assert program == "xinzhi" and run(*arguments).exit_code == 0, hook["id"]
        assert re.search(hook["files"], "data/books.csv") and re.search(hook["files"], "datapackage.json")


def test_the_issue_forms_speak_both_languages_and_name_datasets_that_there_are() -> None:
    resources = {r["name"] for r in json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))["resources"]}
    for path in FORMS:
        form = _read(path)
        labels = [form["name"], *(field["attributes"]["label"] for field in form["body"])]
        assert all(re.search("[a-z]", label) and re.search("[\u4e00-\u9fff]", label) for label in labels), path.name
    (options,) = [
        f["attributes"]["options"]
        for f in _read(ROOT / ".github/ISSUE_TEMPLATE/missing-fact.yml")["body"]
        if f["type"] == "dropdown"
    ]
    assert {name for option in options for name in re.findall(r"[(,] ?([a-z_]+)(?=[,)])", option)} <= resources


def test_whoever_builds_a_release_has_the_tags_to_compare_with() -> None:
    built = [
        job
        for path in WORKFLOWS
        for job in _read(path)["jobs"].values()
        if any("make dist" in step.get("run", "") for step in job["steps"])
    ]
    assert built
    for job in built:
        [checkout] = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        assert checkout["with"]["fetch-depth"] == "0"
