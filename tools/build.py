"""What is made when a wheel is built: completion for three shells and the man page, put where an installation of them is looked for.

A checkout has them from `make shell`; an editable installation has none, its options change too often.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShellFiles(BuildHookInterface):  # type: ignore[type-arg]
    """Asked by the build (pyproject.toml)."""

    PLUGIN_NAME = "custom"
    _folder = ""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the wheel is put together."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)  # the build looks at nothing but this file
        from tools import shell

        self._folder = tempfile.mkdtemp(prefix="shell-")
        for path, place in shell.write(Path(self._folder)):
            build_data["shared_data"][str(path)] = place

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """After it."""
        if self._folder:
            shutil.rmtree(self._folder)
