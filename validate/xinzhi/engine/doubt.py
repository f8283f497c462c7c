"""What an engine says where it cannot judge a file itself: a reason, as a value in both languages."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a file was not scanned. `id` and the two kinds are the same for every file; `detail` is what belongs to one:
    a name, or the words of a library's error."""

    id: str
    kind_zh: str
    kind_en: str
    detail: str = ""

    @property
    def zh(self) -> str:
        """The reason in Chinese."""
        return f"{self.kind_zh}：{self.detail}" if self.detail else self.kind_zh

    @property
    def en(self) -> str:
        """The reason in English."""
        return f"{self.kind_en}: {self.detail}" if self.detail else self.kind_en

    def about(self, detail: str) -> Reason:
        """The same reason, of one file."""
        return replace(self, detail=detail)


class DoubtError(Exception):
    """The file, or one of its keys, cannot be judged by the engine; frictionless has to read it whole."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        self.reason = reason.about(detail) if detail else reason
        super().__init__(self.reason.en)
