"""Red flags and what people say of themselves, recognised by meaning parts: what, where, since when, whose.

In doubt a flag is raised: an alarm too many costs a phone call. A message that no sign caught is compared with the
examples of alarms. Not here: how one sign is recognised (signs), what was told before (joined), the parts and wordings
(knowledge/*/safety) and what is said then (respond).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from assistant.decide import joined, meanings, persons, withdrawn
from assistant.decide.signs import UNMEANT, Before, Seen, Span, Spoken, cues_over, holds, seen, spoken, taken_back, touched
from assistant.decide.state import Tell
from assistant.decide.view import View, acts_of
from assistant.model import Condition, Flag
from assistant.understand import cues
from assistant.understand.stems import root
from assistant.values import NamedTuple

# Likeness from which a message no sign caught raises an alarm all the same (python benchmarks/safety.py):
ALARMING = 1.4  # where it shows a part of what alarms, and denies none
BY_ITSELF = 1.9  # where it shows none: its words alone sound so
CERTAIN = 2.5  # where signs were seen and taken for denied, over or something else
EXPLAINED = 0.7  # more than that where a condition or a milder flag was found: then much of what alarms is known to be that

NO_ANSWER = frozenset(("other", "chosen"))  # cues under which nobody answers: we asked the one who talks, and not which point
OF_LATE = ("present", "changed", "lately")  # cues said with what is long past: something is new as well
STORY = frozenset(("fiction", "other", "hypothetical"))  # cues of what is told of somebody in a story
ADMITTED = "admitted"  # the cue of what is said to be so: 'I have it'

Found = Sequence[tuple[Flag, Seen]]
Known = Sequence[tuple[Condition, Seen]]


class Signs(NamedTuple):
    """All that a message shows: flags by urgency, and conditions of the person."""

    urgent: tuple[Seen, ...] = ()
    soon: tuple[Seen, ...] = ()
    conditions: tuple[Seen, ...] = ()
    ended: tuple[Seen, ...] = ()  # conditions that are said to be over by their name: "I came off warfarin"
    theirs: tuple[Seen, ...] = ()  # conditions of somebody else, told by one who asks for themselves: kept, and no advice now
    denied: tuple[str, ...] = ()  # flags and conditions that it says not to be so: "no fever", "I am not pregnant"
    withdrawn: tuple[str, ...] = ()  # conditions told before that no longer count
    ruled_out: tuple[str, ...] = ()  # conditions whose own words are denied: "not pregnant any more"
    resolved: bool = False  # the flag that stood was explained away
    supposed: bool = False  # an urgent sign is supposed or asked about, of nobody: "what if somebody could not feel their legs?"
    wondered: tuple[str, ...] = ()  # these flags, and conditions that are: "is it safe on blood thinners?"


def signs(view: View) -> Signs:
    """Every flag and every condition of the subject in a message, and what it takes back of those before it: 'I mixed that up'."""
    if meanings.only_word(view):
        return Signs()  # 'what is a blood thinner?' tells nothing
    found = _signs(view)
    if not found.urgent and (admitted := next(_admitted(view), None)):
        flag = admitted.id in view.domain.flags
        found = found._replace(urgent=(admitted,)) if flag else found._replace(conditions=(*found.conditions, admitted))
    over = (
        *withdrawn.taken_back(view, (*found.conditions, *found.ended)),
        *withdrawn.healed(view, tuple(condition.id for condition in found.conditions)),
    )
    kept = tuple(condition for condition in found.conditions if condition.id not in over)
    return found._replace(conditions=kept, withdrawn=over)


def _signs(view: View) -> Signs:
    """What the signs in a message come to."""
    if not view.heard.signs:
        return Signs(resolved=_resolved(view, (), ()))
    said = joined.guided(view, spoken(view.heard.signs))
    flags, known = _found(view, said)
    return _judged(view, flags, _holding(view, said, flags, known), _narrowest(known))


def _found(view: View, said: Spoken) -> tuple[Found, Known]:
    """The flags and the conditions of which a sign was said, be it denied, over or somebody else's."""
    before = joined.before(view)
    asked, told = Before(always=before.always, small=before.small, ache=before.ache), joined.of(before)
    able = touched(view.domain, said, before)
    rules = [view.domain.flags[id_] for id_ in able if id_ in view.domain.flags]
    flags = [(rule, found) for rule in rules if (found := seen(rule, able[rule.id], view.heard, said, told(rule)))]
    having = [view.domain.conditions[id_] for id_ in view.domain.conditions if id_ in able]
    return flags, [(rule, found) for rule in having if (found := seen(rule, able[rule.id], view.heard, said, asked))]


def _holding(view: View, said: Spoken, flags: Found, known: Known) -> Found:
    """The flags that hold, the most urgent first; where none is urgent, the one that the message sounds like, too."""
    holding = [(rule, found) for rule, found in flags if _counts(view, rule, found)]
    more = EXPLAINED * bool(known or holding)
    if view.heard.alike.score - more >= ALARMING and not any(rule.urgency in joined.URGENT for rule, _ in holding):
        explained = {rule.id for rule in view.domain.flags.values() if taken_back(rule, said)}
        explained |= {rule.id for rule, found in flags if _asked_about(found) or _over(found)}
        holding.extend(_sounds_like(view, said, {rule.id for rule, _ in flags}, explained, more))
    return sorted(holding, key=lambda pair: (_URGENCIES.index(pair[0].urgency), any(part not in said.places for part in pair[1].parts)))


def _judged(view: View, flags: Found, holding: Found, known: Known) -> Signs:
    """What counts of all that was found, and whose it is."""
    conditions = [found for _, found in known]
    ended = tuple(found for rule, found in known if withdrawn.ended(rule, found))
    shown = [found for rule, found in known if found not in ended and (_counts(view, rule, found) or _asked_about(found, rule.lasts))]
    theirs = tuple(found for found in shown if persons.somebody_elses(view, found))
    wondered = tuple(rule.id for rule, found in flags if rule.urgency in joined.URGENT and _asked_about(found))
    return Signs(
        urgent=tuple(found for rule, found in holding if rule.urgency in joined.URGENT),
        soon=tuple(found for rule, found in holding if rule.urgency not in joined.URGENT and not persons.somebody_elses(view, found)),
        conditions=tuple(found for found in shown if found not in theirs),
        ended=ended,
        theirs=theirs,
        denied=(*(found.id for found in (*conditions, *(f for _, f in flags)) if "denied" in found.cues), *_denied_parts(view)),
        ruled_out=_ruled_out(view),
        resolved=_resolved(view, flags, holding),
        supposed=bool(wondered),
        wondered=(*wondered, *_told_of(flags), *(rule.id for rule, found in known if _asked_about(found))),
    )


def _admitted(view: View) -> Iterator[Seen]:
    """What somebody says to have of what was asked about or listed just before: 'is that dangerous?' ... 'I have it', 'I have one of those'."""
    last = view.talk.last
    scopes = [scope for scope in view.heard.scopes if scope.cue == ADMITTED]
    own = [scope for scope in scopes if not cues_over(view.heard, ((scope.said, scope.until),)) & UNMEANT]
    agrees = "yes" in acts_of(view) and "ready" not in acts_of(view)  # 'right, none of those apply to me'
    if own or (isinstance(last, Tell) and last.reply.do == "signs" and agrees):
        listed = [flag.id for flag in view.domain.flags.values() if isinstance(last, Tell) and last.intent in flag.after]
        spans = tuple((scope.said, scope.until) for scope in own[:1])
        for rule in (*view.talk.wondered, *listed):
            yield Seen(rule, spans, frozenset(("other",)) & cues_over(view.heard, spans), ())


def _counts(view: View, rule: Flag | Condition, found: Seen) -> bool:
    """Whether a sign counts; in answer to our question the past does, for it asks of 'a recent fall'."""
    if found.known and not joined.of_subject(view):
        found = found._replace(cues=found.cues - {"asked"})  # 'is bleeding normal?' by one who is pregnant
    if _confessed(view, found):
        found = found._replace(cues=found.cues - STORY)
    answers = joined.ASKED in found.parts
    if answers and found.cues & NO_ANSWER:
        return False
    recent = isinstance(rule, Flag) and rule.recent and bool(joined.asked(view))
    if recent and _long_past(view, found):
        return False
    return holds(found, rule.lasts or answers or recent)


def _long_past(view: View, found: Seen) -> bool:
    """Whether it is told as long past, and nothing of late: 'as a child', not 'as a child, and on Friday'."""
    return "long_ago" in found.cues and not any(joined.said(view, cue) for cue in OF_LATE)


def _confessed(view: View, found: Seen) -> bool:
    """Whether a story is told of oneself in the end: 'a film about a man who can't feel his legs, same here'."""
    end = max((end for _, end in found.spans), default=0)
    return "fiction" in found.cues and any(scope.cue == ADMITTED and scope.said >= end for scope in view.heard.scopes)


def _narrowest(known: Known) -> Known:
    """'skin trouble' gives way to 'skin trouble on the foot' where the same words say both: one text about it is enough."""
    return [(rule, found) for rule, found in known if not any(_narrower(rule, found, *other) for other in known)]


def _narrower(rule: Condition, found: Seen, other: Condition, seen_: Seen) -> bool:
    """Whether another condition names what this one names, and says more of it."""
    alike = other.topic.startswith(f"{rule.topic} ") and found.cues == seen_.cues
    return alike and any(a < end and start < b for a, b in found.spans for start, end in seen_.spans)


def _sounds_like(view: View, said: Spoken, judged: Collection[str], explained: Collection[str], more: float) -> Iterator[tuple[Flag, Seen]]:
    """The flag that a message is most like which no sign caught and which sounds much like those that raised an alarm.

    A flag that was judged already (denied, over, explained) is not brought back, and a message that denies a part of what alarms is
    left to the signs, unless it sounds certain; what is over says nothing. Nor does a wording that the content knows as an ordinary
    question or command, or one most like a flag that the message explains, supposes or tells as over. `more`: by how much likeness must be greater.
    """
    alike, sure = view.heard.alike, view.heard.alike.score - more  # at least alarming
    if all(clause.candidates and clause.candidates[0].exact for clause in view.heard.clauses):
        return
    if alike.flags[:1] and alike.flags[0] in explained and sure < CERTAIN:
        return
    flags = [view.domain.flags[flag] for flag in alike.flags if flag in view.domain.flags and (sure >= CERTAIN or flag not in {*judged, *explained})]
    telling = [part for part in alike.parts if part not in view.domain.vague]  # 'a few days ago' alone is no sign
    spans = [span for part in alike.parts for span in said.places.get(part, ())]
    if sure < BY_ITSELF:
        flags = [flag for flag in flags if any(part in telling for sign in flag.signs for part in sign.parts)]
    if sure < BY_ITSELF and any("denied" in cues_over(view.heard, (span,)) for span in spans):
        return
    meant = tuple(sorted({span for span in spans if not cues_over(view.heard, (span,)) & UNMEANT}))
    if not meant and sure >= BY_ITSELF:
        meant = ((0, len(view.heard.tokens)),)
    if len(view.heard.tokens) <= joined.FRAGMENT and not telling:
        return
    for flag in flags[:1] if meant else ():
        yield flag, Seen(flag.id, meant, _whose(view, meant), alike.parts)


def _whose(view: View, spans: tuple[Span, ...]) -> frozenset[str]:
    """The cues over what sounds so; of words alone only whether they are said of somebody else."""
    whole = spans == ((0, len(view.heard.tokens)),)
    return frozenset(persons.OF_OTHERS & {scope.cue for scope in view.heard.scopes}) if whole else cues_over(view.heard, spans)


def _resolved(view: View, flags: Found, holding: Found) -> bool:
    """Whether the flag that stands was taken back: its sign is denied or over, or the message says that something else was meant.

    A sign that holds in the same message outweighs both; and one sign of several is denied in the words it was told in: who has a
    fever is not well because they do not shiver.
    """
    if not view.talk.urgent or any(rule.urgency in joined.URGENT for rule, _ in holding):
        return False
    over = [found for rule, found in flags if rule.id == view.talk.urgent and found.cues & {"denied", "past"}]
    told = {*view.talk.alarmed}
    taken = (found.cues for found in over if told.intersection(_telling(view, found.spans)))
    bygone = joined.bygone(view) and not view.domain.flags[view.talk.urgent].lasts
    return bygone or joined.withdrawn(view) or any("present" not in found for found in taken)  # 'it is not swollen now' may have been so an hour ago


def alarmed(view: View, signs: Signs) -> tuple[str, ...]:
    """The roots of the words in which a message tells its urgent signs."""
    return tuple(dict.fromkeys(word for found in signs.urgent for word in _telling(view, found.spans)))


def beside(view: View, signs: Signs, flag: str) -> tuple[str, ...]:
    """The urgent flags that a message tells besides one: in other words than that, and not only by what is known and a word such as 'since'."""
    told = [span for found in signs.urgent if found.id == flag for span in found.spans]
    others = (found for found in signs.urgent if not any(a < end and start < b for a, b in told for start, end in found.spans))
    return tuple(found.id for found in others if not found.known or _tells_more(view, found))


def _tells_more(view: View, found: Seen) -> bool:
    """Whether a part of a sign that tells something by itself was said in this message."""
    telling = {f"part:{part}" for part in found.parts if part not in view.domain.vague}
    return any(hit.ref in telling and (hit.start, hit.end) in found.spans for hit in view.heard.signs)


def _telling(view: View, spans: Sequence[Span]) -> Iterator[str]:
    """The roots of the words in some spans that tell something by themselves."""
    empty = {*view.domain.words.get("stating", {}), *view.domain.words.get("selves", {}), *view.domain.words.get("asides", {})}
    return (root(token.text) for start, end in spans for token in view.heard.tokens[start:end] if token.text not in empty)


def _denied(view: View) -> Spoken | None:
    """The finds that are said not to be so."""
    heard = view.heard
    if not any(scope.cue == "denied" for scope in heard.scopes):
        return None
    over = cues.each(heard.scopes, ((hit.start, hit.end) for hit in heard.signs))
    return spoken(tuple(hit for hit in heard.signs if "denied" in over[hit.start, hit.end]))


def _ruled_out(view: View) -> tuple[str, ...]:
    """Conditions that go by the name of a part that was said not to be so."""
    denied = _denied(view)
    rules = [rule for rule in view.domain.conditions.values() if rule.ruled_out] if denied else ()
    return tuple(rule.id for rule in rules if not denied.places.keys().isdisjoint(rule.means)) if denied else ()


def _denied_parts(view: View) -> tuple[str, ...]:
    """Conditions of which a part was said not to be so: 'I am not pregnant', 'no thinners'."""
    denied = _denied(view)
    if denied is None:
        return ()
    shared = (sign.rule for part in denied.places for sign in view.domain.signs.get(part, ()))
    rules = dict.fromkeys((*shared, *(name.partition("#")[0] for name in denied.wordings)))
    found = tuple(id_ for id_ in rules if id_ in view.domain.conditions)
    return found or (("",) if any(denied) else ())


_URGENCIES = ("emergency_now", "same_day", "see_clinician")


def _asked_about(found: Seen, lasts: bool = False) -> bool:
    """'is it safe in pregnancy': advice is given, though nobody said to be pregnant; of what lasts also when it is over."""
    outside = {"denied", "animal", "fiction"} | (set() if lasts else {"past"})
    return bool(found.cues & {"hypothetical", "asked"}) and not found.cues & outside


def _told_of(flags: Found) -> tuple[str, ...]:
    """The urgent flags told of somebody in a story: 'the hero is me' tells them."""
    return tuple(rule.id for rule, found in flags if rule.urgency in joined.URGENT and "fiction" in found.cues)


def _over(found: Seen) -> bool:
    """'came off a roof in 1994': it is over, and not of now."""
    return "past" in found.cues and "present" not in found.cues


def present(view: View, signs: Signs) -> tuple[str, ...]:
    """The conditions of the person this message is about: known before, and told or asked about now."""
    kept = (fact.condition for fact in persons.facts(view) if fact.condition not in signs.withdrawn)
    return tuple(dict.fromkeys((*kept, *(found.id for found in signs.conditions))))


def ruled_out(view: View, signs: Signs) -> tuple[str, ...]:
    """The conditions that were said not to be so, of those for which something else is told then; told anew they are so again."""
    denied = (id_ for id_ in (*signs.withdrawn, *signs.ruled_out) if view.domain.conditions[id_].ruled_out)
    now = {found.id for found in signs.conditions}
    return tuple(id_ for id_ in dict.fromkeys((*view.talk.ruled_out, *denied)) if id_ not in now)
