"""What all benchmarks share: a fresh process for every measurement, its peak memory, percentiles and tables."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "benchmarks" / "data"  # public question sets; not shipped (docs/benchmarks.md)

# One thread each, whatever the peers' libraries would like.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1")


def in_fresh_process(script: Path, job: Mapping[str, Any], limit: float) -> dict[str, Any]:
    """Run `script --worker JOB` by itself; its last line is a JSON object. {'failed': why} if it ends otherwise."""
    command = [sys.executable, str(script), "--worker", json.dumps(job)]
    paths = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    try:
        done = subprocess.run(command, env={**env, **_ONE_THREAD, "PYTHONPATH": paths}, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return {"failed": f"over {limit:.0f} s"}
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        return {"failed": (done.stderr.strip().splitlines() or ["no output"])[-1]}
    answer: dict[str, Any] = json.loads(lines[-1])
    return answer


def peak_megabytes() -> float:
    """The most memory this process has had: the interpreter, the harness and the questions included."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of the values lies.

    >>> percentile([5, 1, 3], 0.5)
    3
    """
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown with aligned columns."""
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    lines = [heads, ["-" * width for width in widths], *rows]
    return "\n".join("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines)
