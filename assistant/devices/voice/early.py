"""The first moments of the voice child: its synthesiser is started before anything else is loaded, for that takes longest.

Not here: what the voice child does (child).
"""

from __future__ import annotations

import sys

from assistant.devices.voice import family

SYNTH = "assistant.devices.voice.synth"


def main() -> None:
    """Start the synthesiser from this thread, which stays as long as the process; then be the voice child."""
    synth = family.start(SYNTH, sys.argv[1])
    from assistant.devices.voice import child

    child.main(synth)


if __name__ == "__main__":
    main()
