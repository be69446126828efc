"""`diary ...`: from the command line to the diary (devices.diary_commands)."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import datetime

from assistant.commands.desk import abilities_of
from assistant.devices import config, folders
from assistant.devices.diary_commands import run_diary


def diary(options: Namespace) -> int:
    """One command of the diary."""
    args = list(options.words)
    for name in ("note", "since"):
        if getattr(options, name) is not None:
            args += [f"--{name}", getattr(options, name)]
    args += [f"--{name}" for name in ("csv", "json") if getattr(options, name)]
    if args[:1] == ["chart"] and abilities_of(options, config.load(folders.config())).plain:
        args.append("--plain")
    return run_diary(args, sys.stdout, datetime.now(), folders.data())
