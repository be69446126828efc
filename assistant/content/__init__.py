"""Content: the files of a subject, checked, as values of `model`. Raw mappings stay inside this package.

`cached` is what a start uses; it reads YAML only when files have changed. `load` and `check` always read the files.
"""

from __future__ import annotations

from assistant.content.cache import Compiled, cache_folder, cached, fresh, private_folder
from assistant.content.files import Folder, domains
from assistant.errors import Report
from assistant.model import Domain

__all__ = ["Compiled", "cache_folder", "cached", "check", "domains", "fresh", "load", "private_folder"]


def load(root: Folder, name: str) -> Domain:
    """Read and check a subject; raises ContentBroken with every mistake, or ContentMissing."""
    from assistant.content import loader  # PyYAML is not imported when the cache is good

    return loader.load(root, name)


def check(root: Folder, name: str) -> Report:
    """The mistakes, what is not wrong but weak, and how much there is."""
    from assistant.content import loader  # as above

    return loader.check(root, name)
