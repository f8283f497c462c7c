"""Follows the quotes and the line ends of a file through its bytes, part by part."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_LF, _CR = 10, 13


class Ends(NamedTuple):
    """How many line feeds and carriage returns there are, and pairs of a return and a feed."""

    feeds: int = 0
    returns: int = 0
    pairs: int = 0

    def and_(self, other: Ends) -> Ends:
        """Both together."""
        return Ends(*(a + b for a, b in zip(self, other, strict=True)))

    def but(self, other: Ends) -> Ends:
        """These without others."""
        return Ends(*(a - b for a, b in zip(self, other, strict=True)))

    @property
    def are_alike(self) -> bool:
        """Whether all are feeds, or all are pairs."""
        return not self.returns or self.feeds == self.returns == self.pairs


class Quoting:
    """Whether the quotes are those of quoted cells, and which line ends end records.

    The first quote opens a cell, the second closes it, and so on; a doubled quote within a cell closes it and opens it
    again. Where each that opens stands behind a delimiter, a line end, the file's beginning or a quote, and each that
    closes in front of one, there is no other way to read the records: no quote is text of a cell without quotes, and no
    white space stands beside a quoted cell. While this is so, `are_paired` holds, and what is told apart is told
    rightly: the line ends `outside` of quotes and `inside`, and whether one `is_in_head`: in a cell of the first
    `head` records.
    """

    def __init__(self, delimiter: str, quote: str, head: int = 0) -> None:
        self._mark, self._head = ord(quote), head
        self._beside = np.isin(np.arange(256), [ord(delimiter), _LF, _CR, self._mark])
        self._last = _LF
        self._is_open = False
        self.are_paired = True
        self.is_in_head = False
        self.found = 0
        self.outside, self.inside = Ends(), Ends()

    @property
    def are_closed(self) -> bool:
        """Whether no quote is open where the parts so far end."""
        return not self._is_open

    @property
    def ends_in_feed(self) -> bool:
        """Whether the parts so far end in a line feed, or are empty."""
        return self._last == _LF

    def read(self, codes: NDArray[np.uint8], feeds: int, returns: int) -> None:
        """Follow the next part, which has so many line feeds and carriage returns."""
        marks = np.flatnonzero(codes == self._mark)
        if self.are_paired:
            self.are_paired = self._pair(codes, marks)
        whole = Ends(feeds, returns, _pairs(self._last, codes) if returns or self._last == _CR else 0)
        inside = self._inside(codes, marks, returns) if self._is_open or len(marks) else Ends()
        self.outside, self.inside = self.outside.and_(whole.but(inside)), self.inside.and_(inside)
        self.found += len(marks)
        self._is_open ^= bool(len(marks) % 2)
        self._last = int(codes[-1])

    def _pair(self, codes: NDArray[np.uint8], marks: NDArray[np.intp]) -> bool:
        if self._last == self._mark and not self._is_open and not self._beside[codes[0]]:
            return False  # it closed a cell
        if not len(marks):
            return True
        opening, closing = marks[int(self._is_open) :: 2], marks[int(not self._is_open) :: 2]
        if len(opening) and opening[0] == 0:
            if not self._beside[self._last]:
                return False
            opening = opening[1:]
        if len(closing) and closing[-1] == len(codes) - 1:
            closing = closing[:-1]  # what stands behind it begins the next part, or nothing does
        return bool(self._beside[codes[opening - 1]].all() and self._beside[codes[closing + 1]].all())

    def _inside(self, codes: NDArray[np.uint8], marks: NDArray[np.intp], returns: int) -> Ends:
        feeds, outer = self._parted(np.flatnonzero(codes == _LF), marks)
        found = self._parted(np.flatnonzero(codes == _CR), marks)[0] if returns else feeds[:0]
        if self.outside.feeds < self._head:
            left = self._head - self.outside.feeds
            head = outer[left - 1] if len(outer) >= left else len(codes)
            self.is_in_head |= any(len(ends) > 0 and ends[0] < head for ends in (feeds, found))
        pairs = int((codes[feeds[feeds > 0] - 1] == _CR).sum()) if returns else 0
        pairs += int(len(feeds) > 0 and feeds[0] == 0 and self._last == _CR)
        return Ends(len(feeds), len(found), pairs)

    def _parted(self, places: NDArray[np.intp], marks: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The places within quotes, and those outside: an odd number of quotes stands in front of the former."""
        is_inside = ((np.searchsorted(marks, places) + self._is_open) & 1).astype(bool)
        return places[is_inside], places[~is_inside]


def _pairs(last: int, codes: NDArray[np.uint8]) -> int:
    within = int(((codes[:-1] == _CR) & (codes[1:] == _LF)).sum())
    return within + int(last == _CR and codes[0] == _LF)
