"""What a repository is refused for."""

from __future__ import annotations

from ..errors import BilingualError


class RepositoryError(BilingualError):
    """Git cannot tell what was asked, or the repository is not one to be read."""
