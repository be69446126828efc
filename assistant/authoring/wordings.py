"""The wordings of all phrases as the scorer sees them, kept from one run to the next in a file of the authors' own.

Making them takes longer than all the rest of a run that was made before, and an author changes few phrases at a time: what
was made of a text holds as long as nothing that masks it has changed, whatever became of other texts. The file lies beside
the compiled content, is written and trusted like it (content/cache), and nobody but an author's tool looks at it.
Not here: what the wordings are for (left_out). See docs/adr/0007-authors-cache.md.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from assistant.content.cache import checksum, keep, kept, key_of
from assistant.content.sections import laid, opened
from assistant.model import Domain
from assistant.understand import masking
from assistant.understand.lexicon import Node
from assistant.understand.masking import Masking
from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from assistant.content.sections import JSON

MOST = 2  # of each phrase looked at: one that no other phrase has is learnt and judged; the program learns from up to four
FORMAT = 3  # of the file

Tokens = tuple[str, ...]
Key = tuple[str, int]  # an intent and the place of one of its phrases
Wordings = dict[Key, tuple[Tokens, ...]]


class Kept(NamedTuple):
    """Where wordings are kept, and what of the content masks them."""

    place: str  # of the file
    state: str  # of the content files that say what is masked
    named: Callable[[], Domain]  # these files read, which takes time
    beside: Callable[[], Mapping[str, tuple[Tokens, ...]]] | None = None  # what a second process makes of half of the texts


class _Made(NamedTuple):
    """What a file keeps."""

    state: str  # as above
    masks: str  # checksum of all that masks: other files may say the same
    names: Sequence[Node]  # the table of names: new texts are masked by it
    texts: Mapping[str, tuple[Tokens, ...]]


def wordings(domain: Domain) -> Wordings:
    """The wordings of every phrase that are looked at."""
    what = masking.masking(domain)
    return _keyed(domain, _seen(domain, what, _Made("", "", masking.names_of(what, Counter()), {})))


def half(said: Domain, named: Domain) -> Mapping[str, tuple[Tokens, ...]]:
    """The wordings of every second text: what a second process makes while the first makes the others, where none were kept."""
    see = masking.seen(masking.masking(said), masking.names_of(masking.masking(named), Counter()), MOST)
    return {text: see(text) for text in _texts(said)[1::2]}


def kept_wordings(domain: Domain, where: Kept) -> Wordings:
    """The same of a subject of which only what people say was read; what was made before is read from a file, what is new kept there."""
    before = _read(where.place)
    made = before if before and before.state == where.state else _masked(before, where)
    seen = _seen(domain, masking.masking(domain), made, where.beside)
    if made is not before or not seen.keys() <= made.texts.keys():
        keep(where.place, _key(), _written(made._replace(texts=seen)))
    return _keyed(domain, seen)


def _masked(before: _Made | None, where: Kept) -> _Made:
    """What was kept if it is masked by the same, although by other files; or nothing but the table of names."""
    what = masking.masking(where.named())
    masks = checksum(json.dumps(what, ensure_ascii=False, sort_keys=True, default=sorted).encode())
    if before and before.masks == masks:
        return before._replace(state=where.state)
    return _Made(where.state, masks, masking.names_of(what, Counter()), {})


def _seen(
    domain: Domain, what: Masking, made: _Made, beside: Callable[[], Mapping[str, tuple[Tokens, ...]]] | None = None
) -> dict[str, tuple[Tokens, ...]]:
    """The wordings of every text. Of what masks them the names are those that were made."""
    see, texts = masking.seen(what, made.names, MOST), _texts(domain)
    known = dict(made.texts)
    if beside is not None:
        known |= {text: see(text) for text in texts[::2] if text not in known}
        known |= beside()
    return {text: known[text] if text in known else see(text) for text in texts}


def _texts(domain: Domain) -> list[str]:
    return list(dict.fromkeys(text for intent in domain.intents.values() for text in intent.says))


def _keyed(domain: Domain, seen: Mapping[str, tuple[Tokens, ...]]) -> Wordings:
    keyed = {(intent.id, number): seen[text] for intent in domain.intents.values() for number, text in enumerate(intent.says)}
    return {key: some for key, some in keyed.items() if some}


def _key() -> str:
    """What the file is made by."""
    return key_of(f"{FORMAT} {MOST}")


def _written(made: _Made) -> bytes:
    """Words have no blanks, so a wording is a text, and those of a phrase are the lines of one."""
    names: JSON = [[list(ends), dict(followers)] for ends, followers in made.names]
    lines: JSON = ["\n".join(map(" ".join, some)) for some in made.texts.values()]
    return laid({"authors": {"state": made.state, "masks": made.masks, "names": names, "texts": list(made.texts), "wordings": lines}})


def _read(place: str) -> _Made | None:
    """What was kept; None when there is no such file, or one that is not whole or not ours."""
    body = kept(place, _key())
    if body is None:
        return None
    try:
        sections = opened(*body)["authors"]
        pairs = zip(sections["texts"], sections["wordings"], strict=True)
        texts = {text: tuple([tuple(line.split()) for line in some.split("\n")]) if some else () for text, some in pairs}
        return _Made(sections["state"], sections["masks"], sections["names"], texts)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None  # right by its checksum and still something else: made by another program
