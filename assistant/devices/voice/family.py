"""Children that never outlive their parent, and that keep their libraries quiet.

Two ropes: the kernel's (Linux kills the child when the thread that started it ends, so start it from a thread that stays) and end-of-file
on the child's standard input, which every system gives however the parent went.
"""

from __future__ import annotations

import os
import signal
import sys

from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen
    from typing import BinaryIO

PR_SET_PDEATHSIG = 1
ROOT = __file__.removesuffix(os.path.join("assistant", "devices", "voice", "family.py")).rstrip(os.sep)  # what `assistant` is imported from


def start(module: str, argument: str) -> Popen[bytes]:
    """Run a module of this package as a child; its last argument is its parent's process id."""
    import subprocess

    path = os.pathsep.join(filter(None, (ROOT, os.environ.get("PYTHONPATH", ""))))
    return subprocess.Popen(
        # -P: a file named like a module in the folder the person happens to be in is not imported
        [sys.executable, "-P", "-m", module, argument, str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # ALSA and JACK write a page there when there is no sound card
        env={**os.environ, "PYTHONPATH": path, "JACK_NO_START_SERVER": "1"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def belong(parent: int) -> BinaryIO:
    """In a child: end with the parent, leave Ctrl-C to it, and give standard output to nobody but the caller."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it went before the rope was tied
            os._exit(0)
    wire = os.fdopen(os.dup(1), "wb", 0)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # pyttsx3 prints there
    return wire
