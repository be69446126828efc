"""The command line. Only what a command needs is imported, so that one answer takes no longer than it must."""

from __future__ import annotations

import gc
import sys


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit code. What goes wrong is told in a sentence; a traceback is shown with --debug only."""
    from assistant.devices import streams
    from assistant.errors import AssistantError

    args = sys.argv[1:] if argv is None else argv
    streams.prepare("--json" in args)
    debug = "--debug" in args
    try:
        return _run(args)
    except AssistantError as error:
        return _told(error, debug)
    except BrokenPipeError:
        return _closed()
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if debug:
            raise
        return _unforeseen(error)


def _run(args: list[str]) -> int:
    """The command that the words on the line name."""
    if _only_a_question(args):
        gc.disable()  # the process ends before any garbage matters
        from assistant.commands.talk import answer_once

        return answer_once(args[1:])
    from assistant.commands.line import parse

    options = parse(args)
    if options.version:
        from assistant import VERSION

        print(f"acupressure {VERSION}")
        return 0
    code = int(options.run(options))
    sys.stdout.flush()  # here, where a reader that has gone is no error
    return code


def _unforeseen(error: Exception) -> int:
    """What nobody thought of, in a sentence: a reader that has gone, a system that refuses, a mistake of the program."""
    if _gone(error):
        return _closed()
    if isinstance(error, OSError) and error.strerror:
        print(f"The system refuses: {error.strerror}{f' ({error.filename})' if error.filename else ''}.", file=sys.stderr)
        return 1
    print(f"Something went wrong inside the program ({type(error).__name__}: {error}). Run the same with --debug to see where.", file=sys.stderr)
    return 1


def run() -> None:
    """The command as a process of its own."""
    code = main()
    if _only_a_question(sys.argv[1:]):
        import os

        os._exit(code)  # all is said and written; to take the program apart would take a tenth of the whole time
    sys.exit(code)


def _only_a_question(args: list[str]) -> bool:
    """`ask` and words without any option: answered without the time that reading options takes."""
    return args[:1] == ["ask"] and len(args) > 1 and not any(arg.startswith("-") and arg != "-" for arg in args[1:])


def _told(error: Exception, debug: bool) -> int:
    """An error in words, and its exit code."""
    from assistant.devices.config import ConfigBroken
    from assistant.errors import ContentBroken, ContentMissing, VoiceMissing, WrongUse

    if debug:
        raise error
    print(error, file=sys.stderr)
    codes = ((ContentBroken, 3), ((ContentMissing, WrongUse, ConfigBroken), 2), (VoiceMissing, 4))
    return next((code for kinds, code in codes if isinstance(error, kinds)), 1)


def _gone(error: Exception) -> bool:
    """Whether the terminal has gone away under us."""
    import errno

    return isinstance(error, OSError) and error.errno in (errno.EIO, errno.EPIPE, errno.ENXIO)


def _closed() -> int:
    """Whoever read our output has gone: stop without a word."""
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    return 0


if __name__ == "__main__":
    run()
