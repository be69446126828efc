"""The wordings of all phrases as the scorer sees them, kept from one run to the next in a file of the authors' own.

Making them takes longer than all the rest of a run that was made before, and an author changes few phrases at a time: what
was made of a text holds as long as nothing that masks it has changed, whatever became of other texts. The file lies beside
the compiled content, is written and trusted like it (content/cache), and nobody but an author's tool looks at it.
Not here: what the wordings are for (left_out). See docs/adr/0007-authors-cache.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from assistant.content.cache import keep, kept, key_of
from assistant.content.sections import laid, opened
from assistant.model import Domain
from assistant.understand import building
from assistant.understand.lexicon import Node
from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from assistant.content.sections import JSON

MOST = 2  # of each phrase looked at: one that no other phrase has is learnt and judged; the program learns from up to four
FORMAT = 1  # of the file

Tokens = tuple[str, ...]
Key = tuple[str, int]  # an intent and the place of one of its phrases
Wordings = dict[Key, tuple[Tokens, ...]]


class _Made(NamedTuple):
    """What a file keeps."""

    names: Sequence[Node]  # the table of names: new texts are masked by it
    texts: Mapping[str, tuple[Tokens, ...]]


def wordings(domain: Domain, place: str = "") -> Wordings:
    """The wordings of every phrase that are looked at; what was made before is read from the file at that place, what is new kept there."""
    what = building.masking(domain)
    state = key_of(json.dumps([FORMAT, MOST, *what], ensure_ascii=False, sort_keys=True, default=sorted))
    made = _read(place, state) or _Made(building.names_of(what), {})
    texts = dict.fromkeys(text for intent in domain.intents.values() for text in intent.says)
    see = building.seen(what, made.names, MOST)
    seen = {text: made.texts[text] if text in made.texts else see(text) for text in texts}
    if place and not seen.keys() <= made.texts.keys():
        keep(place, state, _written(_Made(made.names, seen)))
    keyed = {(intent.id, number): seen[text] for intent in domain.intents.values() for number, text in enumerate(intent.says)}
    return {key: some for key, some in keyed.items() if some}


def _written(made: _Made) -> bytes:
    """Words have no blanks, so a wording is a text, and those of a phrase are the lines of one."""
    names: JSON = [[list(ends), dict(followers)] for ends, followers in made.names]
    lines: JSON = ["\n".join(map(" ".join, some)) for some in made.texts.values()]
    return laid({"authors": {"names": names, "texts": list(made.texts), "wordings": lines}})


def _read(place: str, state: str) -> _Made | None:
    """What was kept for this state; None when there is no such file, or one that is not whole or not ours."""
    body = kept(place, state) if place else None
    if body is None:
        return None
    try:
        sections = opened(*body)["authors"]
        pairs = zip(sections["texts"], sections["wordings"], strict=True)
        return _Made(sections["names"], {text: tuple(tuple(line.split()) for line in some.split("\n") if line) for text, some in pairs})
    except (ValueError, TypeError, KeyError, AttributeError):
        return None  # right by its checksum and still something else: made by another program
