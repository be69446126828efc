"""How one sign is recognised in a message: all its parts close together, or one of its whole wordings.

What takes a sign back stands near it or over its own words; denial, the past, other people and mere questions are cues.
Not here: which signs count and what was told before (safety).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, product

from assistant.model import Ache, Condition, Domain, Flag, Part, Sign
from assistant.understand import cues
from assistant.understand.lexicon import Hit
from assistant.understand.reader import Understood
from assistant.understand.sentences import Clause
from assistant.values import NamedTuple

MOST_COMBINATIONS = 400  # of the places of parts looked at for one sign
ORDINARY = 0.8  # confidence from which a question is one about the method
TAKES_BACK = 10  # words at most between a sign and a wording that only looks like it

BACK = "not:"  # before what took a sign back in an earlier message
NO_EXCEPTION = frozenset(("denied", "theirs"))  # cues under which an exception takes nothing back: 'I am not pregnant, my sister is'
KNOWN = "known_"  # before the name of a condition: the part that is there as long as the person is known to have it

Span = tuple[int, int]


class Seen(NamedTuple):
    """A sign found in a message, with the cues that stand over it."""

    id: str  # of the flag or condition
    spans: tuple[Span, ...]
    cues: frozenset[str]
    parts: tuple[str, ...] = ()
    known: bool = False  # some of it is meant by a condition that is known


ROLES = ("part", "says", "not", "looks")  # of the finds of the parts table, in the order of the fields below


class Spoken(NamedTuple):
    """Where parts, wordings and their exceptions were said in one message."""

    places: Mapping[str, tuple[Span, ...]]  # "numb" -> ((3, 4),)
    wordings: Mapping[str, tuple[Span, ...]]  # "RF-01#0"
    taken_back: Mapping[str, tuple[Span, ...]]  # "RF-01" or "RF-01#0"
    looks: Mapping[str, tuple[Span, ...]]  # "RF-01#0"


class Before(NamedTuple):
    """Parts that need not be said again, and how this message goes with those said before."""

    always: frozenset[str] = frozenset()  # there in this state of the talk
    known: frozenset[str] = frozenset()  # meant by a condition that is known
    told: frozenset[str] = frozenset()  # said in the last turns
    past: frozenset[str] = frozenset()  # the same, of the past
    last: frozenset[str] = frozenset()  # of those, what was said in the message before this
    vague: Collection[str] = ()  # parts that say little by themselves
    asks: bool = False  # this message asks something of its own
    adds: bool = False  # it goes on with what was said
    brief: bool = False  # it is half a sentence
    selves: Collection[str] = ()  # words for the one who talks
    small: Collection[str] = ()  # words that lead in, join or fill
    ache: Ache = Ache()


@lru_cache(maxsize=2)
def spoken(hits: tuple[Hit, ...]) -> Spoken:
    """Sort the finds of the parts table: those of a message are asked for when it is judged, and when it is remembered."""
    found: dict[str, dict[str, tuple[Span, ...]]] = {role: {} for role in ROLES}
    for start, end, ref in hits:
        role, _, name = ref.partition(":")
        spans = found[role]
        spans[name] = (*spans[name], (start, end)) if name in spans else ((start, end),)
    return Spoken(*found.values())


def touched(domain: Domain, said: Spoken, before: Before) -> dict[str, list[int]]:
    """The rules of which a message says something; of each the signs that can hold, their parts being there, or said as a whole wording."""
    there = frozenset((*said.places, *before.always, *before.known, *before.told, *before.past))
    numbers: dict[str, list[int]] = {}
    for part in said.places:
        for rule, number, parts, _ in domain.signs.get(part, ()):
            if there.issuperset(parts):
                numbers.setdefault(rule, []).append(number)
    for name in said.wordings:
        rule, _, wording = name.partition("#")
        numbers.setdefault(rule, []).append(int(wording))
    return {rule: sorted({*able}) for rule, able in numbers.items()}


def seen(rule: Flag | Condition, numbers: Sequence[int], understood: Understood, said: Spoken, before: Before) -> Seen | None:
    """The strongest way in which some of a rule's signs were said: undenied and present before the others."""
    found: list[Seen] = []
    for number in numbers:
        sign, name = rule.signs[number], f"{rule.id}#{number}"
        complete = _complete(sign, said, before) and not _taken_back_before(rule, sign, name, said, before)
        if name not in said.wordings and not complete:
            continue
        back = [*_exceptions(rule.unless, said.taken_back.get(rule.id, ()), said), *_exceptions(sign.unless, said.taken_back.get(name, ()), said)]
        back = [span for span in back if not NO_EXCEPTION & cues.over(understood.scopes, *span, (span,))]
        looks = tuple(_exceptions(sign.looks, said.looks.get(name, ()), said))
        for spans in _ways(sign, name, said, complete):
            if _beside(spans, back) or _over(spans, looks) or (rule.lasts and _of_two(understood, spans, before.selves)):
                continue
            if sign.alone and not _alone(understood, spans, before.small):
                continue
            if not _asked_beside_ache(understood, spans, said, before.ache):
                found.append(Seen(rule.id, spans, _meant(understood, spans, before.selves), sign.parts, _needs_known(sign, said, before)))
    return min(found, key=lambda seen_: (len(seen_.cues & UNMEANT), seen_.spans)) if found else None


def _meant(understood: Understood, spans: tuple[Span, ...], selves: Collection[str]) -> frozenset[str]:
    """The cues over a sign; 'watched a film and could not feel my legs' is one's own, whoever was in the film."""
    found = cues_over(understood, spans)
    if "fiction" not in found:
        return found
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    own = any(token.text in selves for token in understood.tokens[max(first - 1, 0) : last])
    return found - {"fiction"} if own else found


def _needs_known(sign: Sign, said: Spoken, before: Before) -> bool:
    return any(part in before.known and part not in said.places for part in sign.parts)


def _complete(sign: Sign, said: Spoken, before: Before) -> bool:
    """Whether all parts of a sign were said, now or before."""
    missing = []
    for part in sign.parts:
        if part in said.places:
            continue
        if part not in before.always and part not in before.known and part not in before.told:
            return False
        missing.append(part)
    return bool(sign.parts) and (not missing or _joined(sign, missing, before))


def _joined(sign: Sign, missing: Sequence[str], before: Before) -> bool:
    """Whether parts said now go with parts said before: something telling in both, or two halves of one sentence."""
    here = [part for part in sign.parts if part not in missing]
    told = [part for part in missing if part not in before.always and part not in before.known]
    telling = any(part not in before.vague for part in here)
    if not told:
        return bool(here) and (telling or not before.asks)
    told_before = any(part not in before.vague for part in missing)
    if telling and told_before:
        return before.adds
    return (telling or told_before) and before.brief and before.last.issuperset(told)


def _taken_back_before(rule: Flag | Condition, sign: Sign, name: str, said: Spoken, before: Before) -> bool:
    """Whether what was said before of a sign told bit by bit only looked like it: 'numb from sitting'."""
    if not before.told or all(part in said.places or part in before.always for part in sign.parts):
        return False  # an answer to our question is whole
    return any(one in before.told for one in (*rule.unless, *sign.unless, BACK + rule.id, BACK + name))


def taken_back(rule: Flag | Condition, said: Spoken) -> bool:
    """Whether a message says something that takes back every sign of a rule: 'when I was twenty'."""
    return rule.id in said.taken_back or not said.places.keys().isdisjoint(rule.unless)


def _exceptions(parts: Sequence[str], wordings: Sequence[Span], said: Spoken) -> Iterator[Span]:
    """Where something was said that takes a sign back."""
    yield from wordings
    for part in parts:
        yield from said.places.get(part, ())


def _beside(spans: Sequence[Span], back: Sequence[Span]) -> bool:
    """Whether an exception stands in or near a sign: 'numb from sitting', but not a sign at the other end of a long message."""
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    return any(start - last <= TAKES_BACK and first - end <= TAKES_BACK for start, end in back)


def _of_two(understood: Understood, spans: Sequence[Span], selves: Collection[str]) -> bool:
    """Whether what somebody else has stands beside what is one's own: 'my husband has cancer ... my back hurts'."""
    others = [span for span in spans if "other" in cues.over(understood.scopes, *span)]
    own: list[Span] = []
    for start, end in sorted(spans):
        if (start and understood.tokens[start - 1].text in selves) or any(begin < start <= until for begin, until in own):
            own.append((start, end))  # 'my back', and 'hurts' right behind it
    return bool(own) and any(span not in own for span in others)


def _alone(understood: Understood, spans: Sequence[Span], small: Collection[str]) -> bool:
    """Whether a sign and `small` words are all that stands between two stops, and it is not asked: 'and pregnant. where is that one?'"""
    tokens = understood.tokens
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    begins = max((place + 1 for place in range(first) if tokens[place].stop), default=0)
    ends = next((place + 1 for place in range(last - 1, len(tokens)) if tokens[place].stop), len(tokens))
    inside = {place for start, end in spans for place in range(start, end)}
    left = [tokens[place].text for place in range(begins, ends) if place not in inside]
    return all(word in small for word in left) and tokens[ends - 1].stop != "?"


def _over(spans: Sequence[Span], looks: Sequence[Span]) -> bool:
    """Whether a sign's own words mean something else: 'table leg', 'kidney beans'."""
    return any(start < e and s < end for s, e in spans for start, end in looks)


def _asked_beside_ache(understood: Understood, spans: Sequence[Span], said: Spoken, ache: Ache) -> bool:
    """'My back hurts. Is it both feet?': an ache that was told with its place is not felt in what an ordinary question names."""
    aims = said.places.get(ache.aimed, ())
    aches = (*said.places.get(ache.told, ()), *aims)
    of_ache = [span for span in spans if _over((span,), aches)]
    rest = [span for span in spans if span not in of_ache]
    if not of_ache or not rest or _over(of_ache, said.places.get(ache.place, ())):
        return False
    told = [span for span in aches if not _over((span,), aims) and _over(of_ache, (span,))]
    return not told or all(_in_question(understood, span, told) for span in rest)


def _in_question(understood: Understood, span: Span, told: Sequence[Span]) -> bool:
    """Whether something was named in a question that the content answers, and the ache was not told in it."""
    clause = next((clause for clause in understood.clauses if clause.start <= span[0] < clause.end), None)
    return clause is not None and _ordinary(clause) and not any(clause.start <= start < clause.end for start, _ in told)


def _ordinary(clause: Clause) -> bool:
    """Whether a clause is a wording of the content, or surely a question."""
    first = clause.candidates[0] if clause.candidates else None
    return first is not None and (first.exact or (clause.asks and first.confidence >= ORDINARY))


ASKED_OF = frozenset(("asked", "hypothetical", "planned", "supposed"))  # cues that say nothing where it is told that it is so
UNMEANT = frozenset(("denied", "past", "hypothetical", "asked", "animal", "fiction"))  # cues under which a sign is not meant of now


def cues_over(understood: Understood, spans: tuple[Span, ...]) -> frozenset[str]:
    """The cues over any part of a sign; 'can not' inside 'can not feel' belongs to the sign itself."""
    if not spans:
        return frozenset()
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    # "used to be one leg, now it is two", "my wife is pregnant": only denial and the like belong to the sign they stand in
    scopes = [scope for scope in understood.scopes if scope.cue != "denied" or _reaches(scope, spans)]
    inside = {scope.cue for scope in understood.scopes if any(a < scope.until and scope.said < b for a, b in spans)}
    standing = cues.over([scope for scope in understood.scopes if _stands_apart(scope, spans)], first, last)
    found = cues.over(scopes, first, last, spans) | (inside - UNMEANT) | standing
    if "admitted" in found:
        found -= ASKED_OF  # 'is that dangerous? I have it now'
    return found - {"present"} if {"past", "present"} <= found and _wholly_past(understood, spans) else found


def _reaches(scope: cues.Scope, spans: Sequence[Span]) -> bool:
    """Whether a cue stands over some part of a sign, and not only between two: 'letters written, one evening without pain before I go'."""
    return any(scope.start < end and start < scope.end for start, end in spans)


def _wholly_past(understood: Understood, spans: Sequence[Span]) -> bool:
    """Whether one part at least is over and not of now: 'had a fever last month. Which points today?'"""
    each = (cues.over(understood.scopes, *span) for span in spans)
    return any("past" in own and "present" not in own for own in each)


def _stands_apart(scope: cues.Scope, spans: Sequence[Span]) -> bool:
    """'could it' never belongs to a sign, and 'when I was ten' only if the sign has all of it, as 'feeling is gone' has."""
    return scope.cue == "asked" or (scope.cue == "past" and not any(a <= scope.said and scope.until <= b for a, b in spans))


def looked(domain: Domain, said: Spoken) -> Iterator[str]:
    """The signs of flags of which a part was said in words that mean something else only: 'heart pills' is no chest."""
    places = said.places.keys()
    if not said.looks and places.isdisjoint(domain.looks):
        return
    misleading: dict[Part, None] = {}
    for part in places:
        signs = domain.signs.get(part, ())
        misleading.update(dict.fromkeys(signs if said.looks else [sign for sign in signs if sign.looks and not places.isdisjoint(sign.looks)]))  # few
    for rule, number, parts, looks in misleading:
        name = f"{rule}#{number}"
        over = tuple(_exceptions(looks, said.looks.get(name, ()), said))
        if rule in domain.flags and over and any(all(_over((span,), over) for span in said.places[part]) for part in parts if part in places):
            yield name


def _ways(sign: Sign, name: str, said: Spoken, complete: bool) -> Iterator[tuple[Span, ...]]:
    """Each way in which a sign was said: the spans that make it."""
    for span in said.wordings.get(name, ()):
        yield (span,)
    here = [part for part in sign.parts if part in said.places and not part.startswith(KNOWN)]
    if not complete or not here:
        return
    for count, spans in enumerate(product(*(said.places[part] for part in here))):
        if count > MOST_COMBINATIONS:
            return
        if _close(spans, sign.within):
            yield spans


def _close(spans: Sequence[Span], within: int) -> bool:
    """No two overlap and all lie in `within` words; what one wording says is one thing, however long it is."""
    if len(spans) == 1:
        return True
    ordered = sorted(spans)
    apart = all(a[1] <= b[0] for a, b in pairwise(ordered))
    return apart and max(e for _, e in ordered) - ordered[0][0] <= within


def holds(seen_: Seen, lasts: bool) -> bool:
    """Whether a sign counts: it is not denied, not over (unless its past counts) and not merely asked about."""
    if seen_.cues & {"denied", "hypothetical", "animal", "fiction"} or ("asked" in seen_.cues and "present" not in seen_.cues):
        return False
    return lasts or "past" not in seen_.cues or "present" in seen_.cues
