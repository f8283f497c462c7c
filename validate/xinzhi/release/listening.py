"""The port that a server listens on: taken before anything is served, and told as an address."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from ..contract.package import PackageError


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that is bound already, so that a port in use is told before anything is served."""
    if not host:  # the socket would listen on every address
        raise PackageError("--host 是空的：请写明监听地址", "--host is empty: name the address to listen on")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((host, port))
        except (OSError, TypeError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise PackageError(
                f"无法监听 {host}:{port}：{reason}", f"cannot listen on {host}:{port}: {reason}"
            ) from error
        yield taken


def address_of(taken: socket.socket, host: str) -> str:
    """The address at which a browser finds what listens there."""
    return f"http://{f'[{host}]' if ':' in host else host}:{taken.getsockname()[1]}/"
