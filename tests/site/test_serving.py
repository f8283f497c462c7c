"""The site is served as it lies in its folder: files alone, on the loopback; that of a package is built first."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

import pytest
from commands import run, speaks_both
from release.test_serve import served
from site_page import Built
from small import make


def ask(address: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(address, timeout=60) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, b""


def test_a_built_site_is_served_file_by_file_and_no_folder_is_listed(site: Built, tmp_path: Path) -> None:
    with served(site.folder, "--site") as address:
        assert address.startswith("http://127.0.0.1:")
        page = site.folder / "en" / "scoreboard.html"
        assert ask(f"{address}en/scoreboard.html") == (200, page.read_bytes())
        assert ask(address) == (200, (site.folder / "index.html").read_bytes())
        assert ask(f"{address}assets/")[0] == 404
        assert ask(f"{address}en/nothing.html")[0] == 404
        outside = tmp_path / "outside.txt"
        outside.write_text("secret", encoding="utf-8")
        assert ask(f"{address}..%2f..%2f{outside.relative_to('/')}")[0] == 404


@pytest.mark.parametrize("made", [True, False], ids=["a package without pages", "no package"])
def test_what_has_no_site_is_refused_in_words(tmp_path: Path, made: bool) -> None:
    where = make(tmp_path / "small") if made else tmp_path / "nowhere"
    result = run("serve", where, "--site", "--port", "0")
    assert result.exit_code == 2
    assert speaks_both(result.stderr)
