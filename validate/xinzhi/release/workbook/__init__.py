"""Writes an Excel workbook: a cover that guides, and a sheet for each view and dataset, with links from facts to their
evidence."""

from .book import write

__all__ = ["write"]
