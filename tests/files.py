"""Files of tests and of content: read once, for PyYAML takes seconds for some of them, and edited where a test wants them otherwise."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.devices.pictures import find
from assistant.respond.figures import Drawing
from tests.running import ROOT

FIGURES = ROOT / "knowledge" / "acupressure" / "figures"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # where PyYAML was built with libyaml: ten times faster


@cache
def data(path: Path) -> Any:
    """What stands in a YAML file. Whoever asks shares it with the others: nobody changes it."""
    return yaml.load(path.read_text("utf-8"), Loader=LOADER)


@cache
def drawing(point: str) -> Drawing:
    """The drawing that shows a point."""
    found = find(FIGURES, point)
    assert found
    return found[0]


def change(root: Path, path: str, old: str, new: str) -> None:
    """Edit a text that must be there."""
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1, f"{path} no longer has {old!r} once"
    (root / path).write_text(text.replace(old, new), "utf-8")
