"""The git repository around a package: revisions, the files as they were, and the lines that changed since.

A repository may be a stranger's, and git does what a repository's settings say. So git never sees the repository: it
works in a folder of ours, to which only the objects, the references and a few harmless settings are passed.
"""

from .error import RepositoryError
from .repository import Repository, find_repository, repository_around
from .tree import Tree
from .users import user_name

__all__ = ["Repository", "RepositoryError", "Tree", "find_repository", "repository_around", "user_name"]
