"""Xinzhi: an open data package about integrated-circuit policy in China's regions, and the toolkit that proves it."""

from .api import cite, connect, load, model
from .validation import Report, validate

__all__ = ["Report", "cite", "connect", "load", "model", "validate"]
__version__ = "0.1.0"
