"""The engine that is Apache Spark: the same checks over files of any size, on one machine or a cluster."""

from .run import run
from .session import open_session

__all__ = ["open_session", "run"]
