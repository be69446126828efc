"""Words that change what stands near them: denied, past, somebody else's, only supposed.

After medspaCy's ConText (Harkema et al. 2009): a cue has a direction, a reach and words that end it; some wordings
only look like one. Not here: the words (knowledge/common/cues.yaml) and what a denied thing leads to (decide).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.understand.lexicon import Hit
from assistant.understand.normalise import SENTENCE_ENDS, Token
from assistant.values import NamedTuple

NONE: frozenset[str] = frozenset()  # of the cues
OF_WHOM = frozenset(("not_mine", "theirs"))  # cues that count by who is named beside them
SPARING = frozenset(("denied", "past"))  # cues that do not hold of an exception


class Reach(NamedTuple):
    """What the compiled rules know of one cue: which way it works, how far, and whether only where a sentence begins or a clause ends."""

    cue: str
    direction: str
    reach: int
    begins: bool = False
    closes: bool = False


class Scope(NamedTuple):
    """Words `start` up to `end` stand under a cue said at `said` up to `until`."""

    cue: str
    start: int
    end: int
    said: int
    until: int


def scopes(tokens: Sequence[Token], hits: Sequence[Hit], rules: Mapping[str, Reach]) -> tuple[Scope, ...]:
    """The words that each cue of a message reaches.

    `hits` are finds of the cue table: 'cue:3' says rule 3, 'unless:3' only looks like it, 'ends:3' ends its reach.
    """
    said: dict[str, list[Hit]] = {}
    for hit in hits:
        said.setdefault(hit.ref, []).append(hit)
    found: list[Scope] = []
    for hit in hits:
        role, _, number = hit.ref.partition(":")
        if role != "cue" or any(look.start <= hit.start and look.end >= hit.end for look in said.get(f"unless:{number}", ())):
            continue
        if (rules[number].begins and not _begins(tokens, hit.start)) or (rules[number].closes and not _closes(tokens, hit.end)):
            continue
        found.extend(_reaches(tokens, hit, rules[number], [end.start for end in said.get(f"ends:{number}", ())]))
    if any(scope.cue in OF_WHOM for scope in found):
        found = _shared(found)
    spared = [scope for scope in found if scope.cue == "spared"]
    return tuple(_sparing(tokens, scope, spared) if scope.cue in SPARING else scope for scope in found) if spared else tuple(found)


def _shared(found: list[Scope]) -> list[Scope]:
    """The scopes once it is known who is meant: 'not me' denies, but not what another is said to have; 'my sister is' makes what was denied hers.

    >>> [scope.cue for scope in _shared([Scope("other", 1, 9, 0, 1), Scope("not_mine", 0, 4, 4, 6), Scope("not_mine", 20, 21, 21, 23)])]
    ['other', 'denied']
    """
    others = [scope for scope in found if scope.cue == "other"]
    theirs = {scope: [denied for denied in found if denied.cue == "denied" and _follows(denied, scope)] for scope in found if scope.cue == "theirs"}
    turned = {denied for some in theirs.values() for denied in some}
    shared: list[Scope] = []
    for scope in found:
        if scope.cue == "not_mine":
            if not any(_follows(other, scope) for other in others):
                shared.append(scope._replace(cue="denied"))
        elif scope.cue == "theirs":
            if theirs[scope]:  # 'I take it like my husband does' denies nothing
                shared += (scope, scope._replace(cue="other"))
        elif scope not in turned:
            shared.append(scope)
    return shared


def _follows(one: Scope, other: Scope) -> bool:
    """Whether the other was said behind the one, over words of its reach."""
    return one.said < other.said and one.start < other.end and other.start < one.end


def _sparing(tokens: Sequence[Token], scope: Scope, spared: Sequence[Scope]) -> Scope:
    """The scope without what is named as an exception: 'all fine except a numb foot', 'apart from a numb foot, all fine'.

    What is said before an exception does not hold of it; nor what a sentence ends with that begins with one.
    """
    for other in spared:
        ends = tokens[scope.until - 1].stop or scope.until == len(tokens)
        if scope.until <= other.said < scope.end or (_begins(tokens, other.said) and other.end > scope.start and ends and scope.said > other.said):
            scope = scope._replace(end=max(scope.start, other.said))
    return scope


def _begins(tokens: Sequence[Token], place: int) -> bool:
    """Whether a sentence begins here."""
    return place == 0 or (tokens[place - 1].stop or "-") in SENTENCE_ENDS


def _closes(tokens: Sequence[Token], place: int) -> bool:
    """Whether a clause ends here."""
    return place == len(tokens) or bool(tokens[place - 1].stop)


def _reaches(tokens: Sequence[Token], hit: Hit, rule: Reach, ends: Sequence[int]) -> list[Scope]:
    """The scopes of one cue; `ends` are where words stand that end its reach."""
    out = []
    if rule.direction == "question":
        return _answered(tokens, hit, rule)
    if rule.direction == "sentence":
        return [Scope(rule.cue, max(_before(tokens, hit), hit.start - rule.reach), hit.start, hit.start, hit.end)]
    if rule.direction == "forward" and tokens[hit.end - 1].stop == ",":
        return []  # "no, my calf is swollen": it answers, and says nothing of what follows
    if rule.direction in ("forward", "both"):
        stop = min([hit.end + rule.reach, len(tokens), *(end for end in ends if end >= hit.end)])
        closing = SENTENCE_ENDS + "," * rule.begins  # a question that names nobody ends with its clause
        stop = next((i + 1 for i in range(hit.end - 1, stop) if tokens[i].stop and tokens[i].stop in closing), stop)
        out.append(Scope(rule.cue, hit.end, max(stop, hit.end), hit.start, hit.end))
    if rule.direction in ("backward", "both"):
        start = max([hit.start - rule.reach, 0, *(end + 1 for end in ends if end < hit.start)])
        start = max([start, *(i + 1 for i in range(start, hit.start) if tokens[i].stop and tokens[i].stop in SENTENCE_ENDS)])
        out.append(Scope(rule.cue, start, hit.start, hit.start, hit.end))
    return out


def _answered(tokens: Sequence[Token], hit: Hit, rule: Reach) -> list[Scope]:
    """The question that somebody asks and answers themselves, as people tell what they have not: 'Fever? No.', 'Short of breath? No, not at all.'"""
    alone = hit.end == len(tokens) or tokens[hit.end - 1].stop  # 'what do I do? no joke' answers nothing
    if not alone or hit.start == 0 or tokens[hit.start - 1].stop != "?":
        return []
    before = (i + 1 for i in range(hit.start - 2, -1, -1) if tokens[i].stop and tokens[i].stop in SENTENCE_ENDS)
    return [Scope(rule.cue, max(next(before, 0), hit.start - rule.reach), hit.start, hit.start, hit.end)]


def _before(tokens: Sequence[Token], hit: Hit) -> int:
    """Where the sentence before that of the cue begins: 'is that dangerous? I am 40. I have it now' admits nothing of the first."""
    ends = [i + 1 for i in range(hit.start) if tokens[i].stop and tokens[i].stop in SENTENCE_ENDS]
    return [0, 0, *ends][-2]


def over(scopes_: Sequence[Scope], start: int, end: int, spared: Sequence[tuple[int, int]] = ()) -> frozenset[str]:
    """The cues that reach the words `start` up to `end`; a cue whose own words lie in a `spared` span does not count.

    >>> over((Scope("denied", 1, 4, 0, 1),), 2, 3), over((Scope("denied", 1, 4, 0, 1),), 2, 3, ((0, 2),))
    (frozenset({'denied'}), frozenset())
    """
    reaching = [scope for scope in scopes_ if scope.start < end and start < scope.end] if scopes_ else ()
    if not reaching:
        return NONE
    return frozenset([scope.cue for scope in reaching if not any(a < scope.until and scope.said < b for a, b in spared)])


def each(scopes_: Sequence[Scope], spans: Iterable[tuple[int, int]]) -> dict[tuple[int, int], frozenset[str]]:
    """The cues that reach each of these spans from outside.

    >>> each((Scope("denied", 1, 4, 0, 1),), [(2, 3), (0, 2)])
    {(2, 3): frozenset({'denied'}), (0, 2): frozenset()}
    """
    return {span: over(scopes_, *span, (span,)) for span in dict.fromkeys(spans)}
