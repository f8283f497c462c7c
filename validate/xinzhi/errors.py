"""What ends a run before there is anything to report, said in both languages."""

from __future__ import annotations


class BilingualError(Exception):
    """Something cannot be run. `zh` and `en` say what, and what would help."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{en} / {zh}")
        self.zh = zh
        self.en = en

    def __reduce__(self) -> tuple[type[BilingualError], tuple[str, str]]:
        return type(self), (self.zh, self.en)  # as which processes hand it on
