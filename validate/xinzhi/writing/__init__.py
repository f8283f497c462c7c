"""The one place where files of the user's are written: whoever looks, and whenever the process is killed, there is the
old file or the new one, and what somebody else has saved is never overwritten."""

from .files import Replacement, overwrite_file, replace_files
from .folders import replaced_folder
from .refusals import WriteRefusedError, conflict_line, open_elsewhere
from .unfinished import complete

__all__ = [
    "Replacement",
    "WriteRefusedError",
    "complete",
    "conflict_line",
    "open_elsewhere",
    "overwrite_file",
    "replace_files",
    "replaced_folder",
]
