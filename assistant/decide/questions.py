"""What a clause asks, and of which entries: an intent with its slots filled becomes a decision.

Every kind of reply an intent may have (docs/content.md) is one small function here. Not here: the order of rules
(ladder), wording (respond).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.decide.naming import MOST_DESCRIBED, Named, meant
from assistant.decide.state import Admit, Ask, Chat, Decision, Guide, Pending, Tell
from assistant.decide.view import SURE, View, covered, has, having
from assistant.model import Intent, Kind, Reply
from assistant.understand.codes import sounds_like

MOST_OPTIONS = 4  # named in one question


def decide(view: View, intent: Intent, names: Named, focus: Sequence[str], confidence: float) -> Decision:
    """The decision an intent leads to, given what is named and what was talked about."""
    refusal = _not_covered(view, intent, names, focus) or (confidence < SURE and not intent.reply.say and guard(view, names))
    if refusal:
        return refusal
    reply = intent.reply
    if reply.do:
        decision = DOING.get(reply.do, _overview)(view, intent, names, focus)
    elif reply.say:
        decision = Chat(intent.id, reply.say, intent.kind.value)
    elif reply.entry:
        decision = Tell(intent.id, reply, (reply.entry,), names.values, about=names.entries)
    else:
        decision = _facets(view, intent, names, focus)
    return decision._replace(confidence=confidence) if isinstance(decision, Tell) else decision


def _not_covered(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision | None:
    """Codes and values outside the subject are said to be so, never answered by something near."""
    if intent.reply.say or intent.reply.entry:
        return None
    guarded = guard(view, names)
    if guarded:
        return guarded
    if names.entries:
        return None
    if names.codes:
        return unknown_code(view, names, intent.id)
    if names.outside and not _inside(view, names) and not (names.others and intent.reply.facets):
        value = view.domain.values[names.outside[0]]
        if _harmless(view, value.attribute, intent, focus):
            return None
        return Admit(f"outside_{value.attribute}", {"value": value.name})
    return None


def _inside(view: View, names: Named) -> bool:
    """Whether something of the subject is named beside what is not: 'stiff neck and lower back', but not 'neck, from the pillow'."""
    outside = view.domain.values[names.outside[0]].attribute
    attributes = [view.domain.attributes[view.domain.values[v].attribute] for v in names.values]
    return any(a.id == outside or a.facet == "location" for a in attributes)


def _harmless(view: View, attribute: str, intent: Intent, focus: Sequence[str]) -> bool:
    """A place or tool that nothing is pressed at or with may be asked about when an entry is talked of, or while asking something else."""
    if attribute == "complaint":
        return False
    return bool(focus) or (bool(intent.reply.facets) and view.domain.attributes[attribute].facet not in intent.reply.facets)


def guard(view: View, names: Named) -> Decision | None:
    """Naming a medicine rules out advice from the subject, whatever else was named."""
    for id_ in (*names.values, *names.outside):
        attribute = view.domain.attributes[view.domain.values[id_].attribute]
        if attribute.guard:
            reply = view.domain.intents[attribute.bare]
            return Chat(reply.id, reply.reply.say, reply.kind.value)
    return None


def unknown_code(view: View, names: Named, intent: str = "") -> Decision:
    """A code outside the knowledge base: it exists and is not covered, or there is no such thing. A likely slip is asked."""
    code = names.codes[0]
    prefix, _, number = code.id.rpartition("-")
    family = next(f for f in view.domain.codes if f.prefix == prefix)
    near = [e.id for e in covered(view.domain) if _near(e.id, prefix, int(number))]
    phrase = "code_impossible" if code.how == "impossible" else "code_not_covered"
    return Admit(phrase, {"code": code.id, "channel": family.name, "last": str(family.last)}, tuple(near[:MOST_OPTIONS]), intent)


def _near(id_: str, prefix: str, number: int) -> bool:
    own, _, its = id_.rpartition("-")
    return its.isdigit() and ((own == prefix and int(its) in sounds_like(number)) or (own != prefix and int(its) == number))


# ---------------------------------------------------------------- facets


def _facets(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """Facets of the entries in question; without any, what the intent says otherwise, or a question back."""
    entries = meant(view, names, focus)
    topics = tuple(t for t in names.others if any(f in view.domain.entries[t].facets for f in intent.reply.facets))
    if topics and not names.entries:
        entries = topics
    elif names.others and not names.entries and (all_of_it := _parts(view, intent, names)):
        return Tell(intent.id, intent.reply, all_of_it, names.values)
    if len(entries) > MOST_DESCRIBED and not names.entries and entries != tuple(focus):
        return _which(intent, entries, names)
    if len(entries) > MOST_DESCRIBED and intent.otherwise and not names.entries:
        entries = ()
    if entries:
        return Tell(intent.id, intent.reply, entries, names.values, verdict(view, intent, entries, names))
    strange = _strange_name(view)
    if strange and intent.slots:
        return Admit("unknown_point", {"name": strange})
    if intent.otherwise:
        return Tell(intent.id, intent.otherwise, (intent.otherwise.entry,), names.values, general=True)
    everything = tuple(e.id for e in covered(view.domain) if e.id not in names.excluded)
    if _of_all(view) and any(view.domain.entries[e].facets.get(f) for e in everything for f in intent.reply.facets):
        return Tell(intent.id, intent.reply, everything, names.values)
    if view.domain.subject in intent.slots:
        return _which(intent, (), names)
    return Tell(intent.id, intent.reply, (view.domain.general,), names.values, general=True)


def _of_all(view: View) -> bool:
    """Whether all entries are spoken of: 'how are the points called?'"""
    many = view.domain.kinds[view.domain.subject]["many"]
    return any(token.text == many for token in view.heard.tokens)


def _parts(view: View, intent: Intent, names: Named) -> tuple[str, ...]:
    """The entries of a routine of which something is asked that only they can tell: 'what are the six called?'"""
    parts = tuple(part for routine in names.others for part in view.domain.entries[routine].parts)
    return parts if all(view.domain.entries[p].facets.get(intent.reply.facets[0]) for p in parts) else ()


def _strange_name(view: View) -> str:
    """A word nobody knows where a name was wanted."""
    return next((word for word in view.heard.unknown if len(word) > 3 and word.isalpha()), "")


def _which(intent: Intent, options: Sequence[str], names: Named) -> Ask:
    return Ask(Pending("which", tuple(options)[:6], intent.id, names.values), "which" if options else "which_open")


def verdict(view: View, intent: Intent, entries: Sequence[str], names: Named) -> str:
    """'yes' or 'no' when the question supposes a value of the very attribute it is answered with."""
    if len(entries) != 1 or not _supposes(view, intent):
        return ""
    entry = view.domain.entries[entries[0]]
    if names.minutes:
        return _right_length(view, entries, names, intent.reply)
    supposed = [v for v in (*names.values, *names.outside) if _answers(view, v, intent.reply)]
    if not supposed:
        return ""
    return "yes" if all(has(view.domain, entry, v) for v in supposed) else "no"


def _right_length(view: View, entries: Sequence[str], names: Named, reply: Reply) -> str:
    """'yes' or 'no' when a length of time was supposed and the statement knows the right one."""
    known = [s.seconds for e in entries for f in reply.facets for s in view.domain.entries[e].facets.get(f, ()) if s.seconds]
    if not names.minutes or not known:
        return ""
    return "yes" if any(low <= names.minutes * 60 <= high for low, high in known) else "no"


def _supposes(view: View, intent: Intent) -> bool:
    return intent.reply.do == "check" or any(scope.cue == "supposed" for scope in view.heard.scopes)


def _answers(view: View, value: str, reply: Reply) -> bool:
    facet = view.domain.attributes[view.domain.values[value].attribute].facet
    return reply.do == "check" or (facet != "" and facet in reply.facets)


# ---------------------------------------------------------------- doing


def _overview(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """What an entry is, in short."""
    entries = names.others if names.others and not names.entries else meant(view, names, focus)
    if not entries:
        return _which(intent, (), names)
    if len(entries) > MOST_DESCRIBED and not names.entries:
        return _listed(view, intent, names, focus)
    return Tell(intent.id, intent.reply, tuple(entries), names.values)


def _listed(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """The entries that have all the values named; all of them when none is."""
    among = [e for e in covered(view.domain) if e.id not in names.excluded]
    found = having(view.domain, names.values, among) if names.values else tuple(e.id for e in among)
    if not found and len(names.values) > 1:
        found = _most_fitting(view, names)
    if names.entries:
        return _check(view, intent, names, focus) if names.values else _overview(view, intent, names, focus)
    return Tell(intent.id, intent.reply, found, names.values)


def _most_fitting(view: View, names: Named) -> tuple[str, ...]:
    """When nothing has every value: what has the first that anything has."""
    for value in names.values:
        found = having(view.domain, (value,), covered(view.domain))
        if found:
            return found
    return ()


def _recommend(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """Which entries for a complaint; a position narrows them."""
    complaints = [v for v in names.values if view.domain.values[v].attribute == "complaint"]
    if names.entries and complaints:
        return _helps(view, intent, names, focus)
    if complaints and not any(having(view.domain, (value,), covered(view.domain)) for value in complaints):
        return Admit("recommend_none", {"complaint": view.domain.values[complaints[0]].name})
    if intent.otherwise and not names.anything and not view.talk.facts:  # what is left out is told of all
        return Tell(intent.id, intent.otherwise, (intent.otherwise.entry,), general=True)
    among = [e for e in covered(view.domain) if e.id not in names.excluded]
    wanted = _without_twofold(view, names.values)
    found = having(view.domain, wanted, among) or _most_fitting(view, names)
    return Tell(intent.id, Reply(do="recommend"), found or tuple(e.id for e in among), names.values)


def _without_twofold(view: View, values: tuple[str, ...]) -> tuple[str, ...]:
    """Values without the place that a complaint names as well: an ache 'in my lower back' may be eased from the foot."""
    twofold = {ref.partition(":")[2] for m in view.heard.mentions if m.kind == "complaint" for ref in m.also}
    return tuple(v for v in values if v not in twofold)


def _helps(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """Whether an entry is used for a complaint."""
    complaints = tuple(v for v in (*names.values, *names.outside) if view.domain.values[v].attribute == "complaint")
    entries = names.entries or tuple(focus)
    if not entries:
        return _recommend(view, intent, names, focus)
    if not complaints:
        return Tell(intent.id, Reply(facets=("benefit",)), entries, names.values)
    used = all(has(view.domain, view.domain.entries[e], complaint) for e in entries for complaint in complaints[:1])
    return Tell(intent.id, Reply(do="helps"), entries, complaints, "yes" if used else "no")


def _check(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """Whether an entry has a value: answered with yes or no and the facet that says it."""
    entries = names.entries or tuple(focus) or meant(view, names, ())
    values = (*names.values, *names.outside)
    if not entries:
        return _which(intent, (), names)
    if not values:
        return Tell(intent.id, Reply(do="overview"), entries)
    attribute = view.domain.attributes[view.domain.values[values[0]].attribute]
    if attribute.id == "complaint":
        return _helps(view, intent, names, focus)
    having_it = having(view.domain, values, [view.domain.entries[e] for e in entries])
    if having_it and len(having_it) < len(entries):  # "is it the first or the second that is on the foot?"
        return Tell(intent.id, Reply(facets=(attribute.facet or "summary",)), having_it, values)
    right = [has(view.domain, view.domain.entries[e], v) for e in entries for v in values]
    either = len(values) > 1 and any(right)  # "thumb or fist?" is not answered by yes or no
    verdict = "" if either else "yes" if all(right) else "no"
    return Tell(intent.id, Reply(facets=(attribute.facet or "summary",), do="check"), entries, values, verdict)


def _compare(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """Two or more entries side by side; two names of one thing are said to be one."""
    entries = meant(view, names, focus)
    twice = len(entries) == 1 and sum(m.id == entries[0] for m in view.heard.mentions) > 1
    others = [e for e in focus if e not in names.entries]
    if twice or (len(names.entries) == 1 and not others):
        return Tell(intent.id, Reply(do="same"), entries, names.values)
    if len(names.entries) == 1:
        entries = (*(e for e in focus if e not in names.entries), *names.entries)
    if len(entries) < 2:
        return Ask(Pending("which", (), intent.id, names.values), "compare_need_two")
    return Tell(intent.id, intent.reply, entries, names.values)


def _most(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """The entry with the most or least of a measure, among those talked about or all."""
    measure, _, end = (names.measures[0] if names.measures else "").partition("+")
    listed = view.talk.listed if len(view.talk.listed) > 1 else view.talk.visited[-2:] if "2" in names.numbers else ()
    among = [view.domain.entries[e] for e in (names.entries or listed)] or covered(view.domain)
    found = sorted((e for e in among if measure in e.numbers), key=lambda e: e.numbers[measure], reverse=end == "most")
    if not found:
        several = tuple(names.entries or view.talk.listed or focus)
        return Tell(intent.id, Reply(do="compare"), several) if len(several) > 1 else Chat(intent.id, "most_unknown", Kind.ANSWER.value)
    return Tell(intent.id, intent.reply, (found[0].id,), names.values, verdict=f"{measure}+{end}")


def _guide(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """Start a session with what is named, described or talked about; with nothing of that, with all that fits."""
    routines = tuple(r for r in names.others if view.domain.entries[r].parts)
    entries = tuple(part for r in routines for part in view.domain.entries[r].parts) or meant(view, names, ())
    values = (*names.values, *(v for r in routines for vs in view.domain.entries[r].attributes.values() for v in vs))
    if not entries and not names.minutes and not names.values:
        entries = tuple(focus)
    elif len(entries) > 1 and not routines and not names.entries and _one_wanted(view):
        return _which(intent, entries, names)
    return Guide(tuple(entries), values, names.minutes)


def _one_wanted(view: View) -> bool:
    """'the foot one' is one of them, 'the foot points' are all."""
    return any(token.text == "one" for token in view.heard.tokens)


def _figure(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    entries = meant(view, names, focus)
    return Tell(intent.id, intent.reply, entries[:1]) if entries else _which(intent, (), names)


def _known(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """What the person has said of themselves."""
    return Chat(intent.id, "known_facts" if view.talk.facts else "known_none", Kind.ANSWER.value)


def _plain(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """Answers that need no entry: the list of signs."""
    return Tell(intent.id, intent.reply, (), names.values)


Doing = Callable[[View, Intent, Named, Sequence[str]], Decision]
DOING: Mapping[str, Doing] = {
    "overview": _overview,
    "list": _listed,
    "recommend": _recommend,
    "helps": _helps,
    "check": _check,
    "compare": _compare,
    "most": _most,
    "guide": _guide,
    "figure": _figure,
    "signs": _plain,
    "known": _known,
}

SOCIABLE = frozenset((Kind.SOCIAL, Kind.CONTROL))
