"""What is made when a wheel is built: completion for three shells and the man page, put where an installation of them is looked for,
and what the phrases teach (docs/adr/0008-learnt.md), so that nobody waits for it who installs one.

A checkout has the first from `make shell` and the second from its first start; an editable installation has neither, they change too often.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Made(BuildHookInterface):  # type: ignore[type-arg]
    """Asked by the build (pyproject.toml)."""

    PLUGIN_NAME = "custom"
    _folder = ""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the wheel is put together."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)  # the build looks at nothing but this file
        from tools import shell

        self._folder = tempfile.mkdtemp(prefix="made-")
        for path, place in shell.write(Path(self._folder)):
            build_data["shared_data"][str(path)] = place
        for path in self._learnt():
            build_data["force_include"][str(path)] = f"assistant/data/{path.name}"

    def _learnt(self) -> Iterator[Path]:
        """The compiled content of each subject, under the name it is looked for by; from the cache of whoever builds where it is of these files."""
        from assistant.commands import start
        from assistant.content import cache, files

        for name in files.domains(self.root):
            usual = cache.cache_folder()
            folder = usual if cache.fresh(self.root, name, usual) else self._folder
            cache.cached(self.root, name, folder, start.build)
            learnt = Path(self._folder, os.path.basename(cache.learnt(name)))
            shutil.copyfile(cache.place_of("content", self.root, name, folder), learnt)
            yield learnt

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """After it."""
        if self._folder:
            shutil.rmtree(self._folder)
