"""The command line. Only what a command needs is imported, so that one answer takes no longer than it must."""

from __future__ import annotations

import sys

VERSION = "0.1.0"


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    from assistant.commands.line import parse
    from assistant.errors import AssistantError

    args = sys.argv[1:] if argv is None else argv
    try:
        options = parse(args)
        return options.run(options)
    except AssistantError as error:
        return _told(error)
    except BrokenPipeError:
        return _closed()
    except KeyboardInterrupt:
        return 130


def _told(error: Exception) -> int:
    """An error in words, and its exit code."""
    from assistant.errors import ContentBroken, ContentMissing, VoiceMissing

    print(error, file=sys.stderr)
    return 3 if isinstance(error, ContentBroken) else 2 if isinstance(error, ContentMissing) else 4 if isinstance(error, VoiceMissing) else 1


def _closed() -> int:
    """Whoever read our output has gone: stop without a word."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
