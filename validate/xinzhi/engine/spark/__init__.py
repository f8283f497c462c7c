"""The engine that is Apache Spark: the same checks over files of any size, on one machine or a cluster."""

from .session import open_session
from .spark_engine import run

__all__ = ["open_session", "run"]
