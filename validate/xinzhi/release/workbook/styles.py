"""The looks of cells: everything at the top left, numbers plain."""

from __future__ import annotations

from typing import Any

import xlsxwriter

_PLACE = {"align": "left", "valign": "top"}
_LINK = {"font_color": "#0B5394", "underline": 1}
# Digits behind the point that are shown; more of them are no figure that a document prints.
_MOST_DECIMALS = 10


class Styles:
    """The few looks that cells have."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._numbers: dict[str, Any] = {}
        self.title = self._format(bold=True, font_size=16)
        self.heading = self._format(bold=True, font_size=12)
        self.header = self._format(bold=True, bg_color="#1F3864", font_color="#FFFFFF", text_wrap=True)
        self.text = self._format(num_format="@")
        self.long = self._format(num_format="@", text_wrap=True)
        self.wrapped = self._format(text_wrap=True)
        self.link = self._format(num_format="@", **_LINK)
        self.long_link = self._format(num_format="@", text_wrap=True, **_LINK)
        self.date = self._format(num_format="yyyy-mm-dd")
        self.truth = self._format()

    def number(self, value: float, *, grouped: bool) -> Any:
        """The look of a number with the decimals that it has: never an exponent. A year or a position is not grouped
        by thousands."""
        decimals = len(f"{value:.{_MOST_DECIMALS}f}".rstrip("0").partition(".")[2])
        shown = ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "")
        if shown not in self._numbers:
            self._numbers[shown] = self._format(num_format=shown)
        return self._numbers[shown]

    def _format(self, **look: Any) -> Any:
        return self._book.add_format({**_PLACE, **look})
