"""Serves a static site: one that was built before, or that of a package, which is built for as long as it is served."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from ..site.build import build, is_site
from .listening import address_of, listening


def serve_site(where: Path, host: str, port: int, started: Callable[[str], None]) -> None:
    """Serve the site in the folder `where`, or that of the package there, until the process is interrupted.

    `started` gets the address as soon as the port is taken. Raises PackageError where there is no package, nobody has
    said what its pages are, or the port is not free.
    """
    with listening(host, port) as taken, _site(where) as folder:
        pages = partial(_Pages, directory=str(folder))
        server = ThreadingHTTPServer(taken.getsockname()[:2], pages, bind_and_activate=False)
        server.socket.close()
        server.socket = taken
        server.server_activate()
        started(address_of(taken, host))
        with suppress(KeyboardInterrupt):  # how a server is stopped is how it ends well
            server.serve_forever()


@contextmanager
def _site(where: Path) -> Iterator[Path]:
    if is_site(where):
        yield where
        return
    with tempfile.TemporaryDirectory(prefix="xinzhi-site-") as folder:
        build(where, Path(folder))
        yield Path(folder)


class _Pages(SimpleHTTPRequestHandler):
    """Files alone: no folder is listed, and no request is logged."""

    def list_directory(self, path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:
        pass
