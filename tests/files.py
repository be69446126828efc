"""Files of tests and of content as plain data, each read once: PyYAML takes seconds for some of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # where PyYAML was built with libyaml: ten times faster


@cache
def data(path: Path) -> Any:
    """What stands in a YAML file. Whoever asks shares it with the others: nobody changes it."""
    return yaml.load(path.read_text("utf-8"), Loader=LOADER)
