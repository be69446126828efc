"""Red flags and what people say of themselves, recognised by meaning parts: what, where, since when, whose.

A sign holds when a wording of each of its parts stands close to the others, or when one of its whole wordings was
said. Denial, the past, other people and mere questions are cues. In doubt a flag is raised: an alarm too many costs a
phone call. Not here: the parts and wordings (knowledge/*/safety) and what is said then (respond).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product

from assistant.decide.session import Phase
from assistant.decide.state import Fact
from assistant.decide.view import SURE, View
from assistant.model import Condition, Flag, Sign
from assistant.understand import cues
from assistant.understand.lexicon import Hit
from assistant.understand.reader import Understood
from assistant.values import NamedTuple

REMEMBERED_TURNS = 3  # a sign may be told over this many turns
MOST_COMBINATIONS = 400  # of the places of parts looked at for one sign
TAKES_BACK = 10  # words at most between a sign and a wording that only looks like it

PAST = "past:"  # before a carried part that was said of the past
GUIDED = "guided"  # the part that is there as long as a session runs: 'I do not want to go on' ends that
ASKED = "asked"  # the part that is there as long as the question before a session is open: 'fever' is enough to answer it

Span = tuple[int, int]


class Seen(NamedTuple):
    """A sign found in a message, with the cues that stand over it."""

    id: str  # of the flag or condition
    spans: tuple[Span, ...]
    cues: frozenset[str]
    parts: tuple[str, ...] = ()


class Spoken(NamedTuple):
    """Where parts, wordings and their exceptions were said in one message."""

    places: Mapping[str, tuple[Span, ...]]  # "numb" -> ((3, 4),)
    wordings: Mapping[str, tuple[Span, ...]]  # "RF-01#0"
    taken_back: Mapping[str, tuple[Span, ...]]  # "RF-01" or "RF-01#0"


def spoken(hits: Sequence[Hit]) -> Spoken:
    """Sort the finds of the parts table."""
    found: dict[str, dict[str, list[Span]]] = {"part": defaultdict(list), "says": defaultdict(list), "not": defaultdict(list)}
    for hit in hits:
        role, _, name = hit.ref.partition(":")
        found[role][name].append((hit.start, hit.end))
    places, wordings, back = ({name: tuple(spans) for name, spans in found[role].items()} for role in ("part", "says", "not"))
    return Spoken(places, wordings, back)


def seen(rule: Flag | Condition, understood: Understood, said: Spoken, carried: frozenset[str]) -> Seen | None:
    """The strongest way in which a rule's signs were said: undenied and present before the others."""
    found: list[Seen] = []
    for number, sign in enumerate(rule.signs):
        if not said.wordings and said.places.keys().isdisjoint(sign.parts):
            continue  # nothing of it was said, as of most
        name = f"{rule.id}#{number}"
        ways = tuple(_ways(sign, name, said, carried))
        if not ways:
            continue
        back = [*_exceptions(rule.id, rule.unless, said), *_exceptions(name, sign.unless, said)]
        back = [span for span in back if "denied" not in cues.over(understood.scopes, *span, (span,))]
        found.extend(Seen(rule.id, spans, _cues(understood, spans), sign.parts) for spans in ways if not _beside(spans, back))
    return min(found, key=lambda seen_: (len(seen_.cues & UNMEANT), seen_.spans), default=None)


def _exceptions(name: str, parts: Sequence[str], said: Spoken) -> Iterator[Span]:
    """Where something was said that takes a sign back."""
    yield from said.taken_back.get(name, ())
    for part in parts:
        yield from said.places.get(part, ())


def _beside(spans: Sequence[Span], back: Sequence[Span]) -> bool:
    """Whether an exception stands in or near a sign: 'numb from sitting', but not a sign at the other end of a long message."""
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    return any(start - last <= TAKES_BACK and first - end <= TAKES_BACK for start, end in back)


UNMEANT = frozenset(("denied", "past", "hypothetical"))  # cues under which a sign is not meant of now


def _cues(understood: Understood, spans: tuple[Span, ...]) -> frozenset[str]:
    """The cues over any part of a sign; 'can not' inside 'can not feel' belongs to the sign itself."""
    if not spans:
        return frozenset()
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    # "used to be one leg, now it is two", "my wife is pregnant": only denial and the like belong to the sign they stand in
    inside = {scope.cue for scope in understood.scopes if any(a < scope.until and scope.said < b for a, b in spans)}
    return cues.over(understood.scopes, first, last, spans) | (inside - UNMEANT)


def _ways(sign: Sign, name: str, said: Spoken, carried: frozenset[str]) -> Iterator[tuple[Span, ...]]:
    """Each way in which a sign was said: the spans that make it."""
    for span in said.wordings.get(name, ()):
        yield (span,)
    if not sign.parts:
        return
    here = [part for part in sign.parts if part in said.places]
    if not here or any(part not in said.places and part not in carried for part in sign.parts):
        return
    if len(here) < len(sign.parts) and len(sign.parts) == 1:
        return
    for count, spans in enumerate(product(*(said.places[part] for part in here))):
        if count > MOST_COMBINATIONS:
            return
        if _close(spans, sign.within):
            yield spans


def _close(spans: Sequence[Span], within: int) -> bool:
    """No two overlap and all lie in `within` words."""
    ordered = sorted(spans)
    apart = all(a[1] <= b[0] for a, b in pairwise(ordered))
    return apart and max(e for _, e in ordered) - ordered[0][0] <= within


def holds(seen_: Seen, lasts: bool) -> bool:
    """Whether a sign counts: it is not denied, not over (unless its past counts) and not merely asked about."""
    if "denied" in seen_.cues or ("hypothetical" in seen_.cues):
        return False
    return lasts or "past" not in seen_.cues or "present" in seen_.cues


class Signs(NamedTuple):
    """All that a message shows: flags by urgency, and conditions of the person."""

    urgent: tuple[Seen, ...] = ()
    soon: tuple[Seen, ...] = ()
    conditions: tuple[Seen, ...] = ()
    denied: tuple[str, ...] = ()  # flags and conditions taken back: "no fever", "I am not pregnant"
    resolved: bool = False  # the flag that stood was explained away


URGENT = ("emergency_now", "same_day")


def signs(view: View) -> Signs:
    """Look for every flag and every condition of the subject."""
    if not view.heard.signs:
        return Signs(resolved=_resolved(view, (), ()))
    said = _guided(view, spoken(view.heard.signs))
    asked = _asked(view)
    carried, lasting = (parts | asked for parts in _told_before(view))
    touched = view.heard.rules
    rules = [view.domain.flags[id_] for id_ in touched if id_ in view.domain.flags]
    flags = [(rule, found) for rule in rules if (found := seen(rule, view.heard, said, lasting if rule.lasts else carried))]
    holding = [(rule, found) for rule, found in flags if _counts(rule, found)]
    holding.sort(key=lambda pair: _URGENCIES.index(pair[0].urgency))
    having = [view.domain.conditions[id_] for id_ in view.domain.conditions if id_ in touched]
    known = [(rule, found) for rule in having if (found := seen(rule, view.heard, said, asked))]
    conditions = [found for _, found in known]
    return Signs(
        urgent=tuple(found for rule, found in holding if rule.urgency in URGENT),
        soon=tuple(found for rule, found in holding if rule.urgency not in URGENT and not _somebody_elses(view, found)),
        conditions=tuple(found for rule, found in known if (_counts(rule, found) or _asked_about(found)) and not _somebody_elses(view, found)),
        denied=(*(found.id for found in (*conditions, *(f for _, f in flags)) if "denied" in found.cues), *_denied_parts(view)),
        resolved=_resolved(view, flags, holding),
    )


def _counts(rule: Flag | Condition, found: Seen) -> bool:
    """Whether a sign counts; in answer to our question the past does, for it asks of 'a recent fall'."""
    return holds(found, rule.lasts or ASKED in found.parts)


Found = Sequence[tuple[Flag, Seen]]


def _resolved(view: View, flags: Found, holding: Found) -> bool:
    """Whether the flag that stands was taken back: its sign is denied or over, or the message says that something else was meant.

    A sign that holds in the same message outweighs both.
    """
    if not view.talk.urgent or any(rule.urgency in URGENT for rule, _ in holding):
        return False
    return _withdrawn(view) or any(rule.id == view.talk.urgent for rule, _ in flags)


def _withdrawn(view: View) -> bool:
    """'that was a line from a film', 'I meant my hand'."""
    return any(scope.cue == "withdrawn" for scope in view.heard.scopes)


def _guided(view: View, said: Spoken) -> Spoken:
    """What was said, and that it was said while a session runs."""
    session = view.talk.session
    if session is None or session.phase is Phase.SCREENING:
        return said
    return said._replace(places={**said.places, GUIDED: ((0, len(view.heard.tokens)),)})


def _asked(view: View) -> frozenset[str]:
    """Whether the question before a session is open; then short answers are told of oneself, and of now."""
    session = view.talk.session
    return frozenset((ASKED,)) if session is not None and session.phase is Phase.SCREENING else frozenset()


def _told_before(view: View) -> tuple[frozenset[str], frozenset[str]]:
    """Parts of signs said in the last turns that still count: for signs of now, and for those whose past counts too."""
    if _asks(view) or (view.talk.urgent and _withdrawn(view)):
        return frozenset(), frozenset()
    recent = [part for part, turn in view.talk.carried if view.talk.turn - turn < REMEMBERED_TURNS]
    now = frozenset(part for part in recent if not part.startswith(PAST))
    return now, now | {part.removeprefix(PAST) for part in recent}


def carry(view: View) -> tuple[str, ...]:
    """The parts of signs in a message that count in the next turns too; of the past only for signs whose past counts."""
    out = []
    for part, spans in spoken(view.heard.signs).places.items():
        over = [cues.over(view.heard.scopes, *span, (span,)) & UNMEANT for span in spans]
        if any(not each for each in over):
            out.append(part)
        elif {"past"} in over:
            out.append(PAST + part)
    return tuple(out)


def _denied_parts(view: View) -> tuple[str, ...]:
    """Conditions of which a part was said not to be so: 'I am not pregnant', 'no thinners'."""
    heard = view.heard
    denied = [h.ref for h in heard.signs if "denied" in cues.over(heard.scopes, h.start, h.end, ((h.start, h.end),))]
    parts = {ref.removeprefix("part:") for ref in denied if ref.startswith("part:")}
    wordings = {ref.removeprefix("says:").partition("#")[0] for ref in denied if ref.startswith("says:")}
    rules = [view.domain.conditions[id_] for id_ in heard.rules if id_ in view.domain.conditions]
    found = [rule.id for rule in rules if rule.id in wordings or any(parts & set(sign.parts) for sign in rule.signs)]
    return tuple(found) or (("",) if denied else ())


def _asks(view: View) -> bool:
    """Whether the message asks something of its own: then it does not go on telling what began before."""
    tokens = view.heard.tokens
    opens = bool(tokens) and tokens[0].text in view.domain.words.get("openers", {})
    if not opens and not any(t.stop == "?" for t in tokens) and not any(m.kind in view.domain.kinds for m in view.heard.mentions):
        return False  # "it is swollen as well" may resemble a question and tells something
    first = [c for clause in view.heard.clauses for c in clause.candidates[:1] if c.exact or c.confidence >= SURE]
    return any((reply := view.domain.intents[c.intent].reply).facets or reply.do for c in first)


_URGENCIES = ("emergency_now", "same_day", "see_clinician")


def _asked_about(found: Seen) -> bool:
    """'is it safe in pregnancy': advice is given, though nobody said to be pregnant."""
    return "hypothetical" in found.cues and not found.cues & {"denied", "past"}


def _somebody_elses(view: View, found: Seen) -> bool:
    """'mum has that, I do not: where is it?': what others have is no advice to one who asks for themselves."""
    return "other" in found.cues and any(scope.cue == "own" for scope in view.heard.scopes)


def facts(view: View) -> tuple[Fact, ...]:
    """What is known of the person this message is about."""
    other = any(scope.cue == "other" for scope in view.heard.scopes)
    return tuple(f for f in view.talk.facts if (f.whose == "other") == other or not f.whose)
