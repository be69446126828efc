"""What is done with the entries in question: list them, compare them, recommend one, check what is supposed, guide.

Each `do:` of an intent (docs/content.md) is one small function here. Not here: facets asked for by name (questions).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.decide import comparing, describing, order, plans, polar, talked
from assistant.decide.comparing import aspect, compared
from assistant.decide.describing import MOST_DESCRIBED, described, headed, meant, which
from assistant.decide.guiding import guide
from assistant.decide.limits import unknown_code
from assistant.decide.lists import listed, most_fitting, without_twofold
from assistant.decide.naming import Named, named
from assistant.decide.plans import positions
from assistant.decide.readings import HALF, LIKELY
from assistant.decide.state import Admit, Ask, Chat, Decision, Pending, Several, Tell, Warn
from assistant.decide.view import View, benefit, covered, has, having, helped_with, intent_doing, intent_of
from assistant.model import Entry, Intent, Kind, Reply

MOST_COMPARED = 4  # entries told side by side; of more one is recommended


def overview(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """What an entry is, in short."""
    entries = names.others if names.others and not names.entries else meant(view, names, focus)
    if not entries:
        return which(intent, (), names)
    if len(entries) > MOST_DESCRIBED and not names.entries:
        return listed(view, intent, names)
    return Tell(intent.id, intent.reply, tuple(entries), names.values)


def _listed(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """A list; of entries that are named, what they are, or whether they have what is named beside them."""
    if not names.entries:
        return listed(view, intent, names)
    return _check(view, intent, names, focus) if names.values else overview(view, intent, names, focus)


def _recommend(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """Which entries for a complaint; a position narrows them."""
    complaints = helped_with(view.domain, names.values)
    if names.entries and complaints:
        return _helps(view, intent, names, focus)
    if complaints and not any(having(view.domain, (value,), covered(view.domain)) for value in complaints):
        return Admit("recommend_none", {"complaint": view.domain.values[complaints[0]].name})
    if intent.otherwise and not names.anything and not _leaves_out(view):  # what is left out is told of all
        return Tell(intent.id, intent.otherwise, (intent.otherwise.entry,), general=True)
    among = [e for e in covered(view.domain) if e.id not in names.excluded]
    wanted = without_twofold(view, names.values)
    fitting = tuple(e for e in most_fitting(view, names) if e not in names.excluded)
    found = _having_all(view, complaints, wanted, among) or having(view.domain, wanted, among) or fitting
    helping = having(view.domain, complaints, among) if complaints else ()
    if helping and set(helping).isdisjoint(found):
        found = helping  # 'for waist and hip stiffness': where it troubles is no place of an entry
    return Tell(intent.id, Reply(do="recommend"), found or tuple(e.id for e in among), names.values)


def _leaves_out(view: View) -> bool:
    """Whether anything known of the person takes away from what could be recommended."""
    facts = [fact.condition for fact in view.talk.facts]
    return bool(facts) and bool(plans.suited(view.domain, [entry.id for entry in covered(view.domain)], facts)[1])


def _having_all(view: View, complaints: Sequence[str], wanted: tuple[str, ...], among: Sequence[Entry]) -> tuple[str, ...]:
    """Those used for every complaint named: who has two wants one entry for both."""
    if len(complaints) < 2:
        return ()
    every = [entry for entry in among if all(has(view.domain, entry, complaint) for complaint in complaints)]
    return having(view.domain, tuple(value for value in wanted if value not in complaints), every)


def _helps(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """Whether an entry is used for a complaint."""
    complaints = helped_with(view.domain, (*names.values, *names.outside))
    entries = names.entries or (tuple(focus) if describing.asked_of(view, names, focus) else described(view, names) or tuple(focus))
    if not entries:
        return _recommend(view, intent, names, focus)
    if not complaints:
        return Tell(intent.id, Reply(facets=(benefit(view.domain),)), entries, names.values)
    return Tell(intent.id, Reply(do="helps"), entries, complaints)


def _check(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """Whether an entry has a value: answered with yes or no and the facet that says it."""
    described_ = headed(view, names) and not describing.asked_of(view, names, focus)
    denied = tuple(entry for entry in names.excluded if entry in view.domain.covered)
    denied = denied if len(denied) > 1 else ()  # 'neither this one nor that one is on the back'
    entries = names.entries or (described(view, names) if described_ else ()) or denied or tuple(focus) or meant(view, names, ())
    every = _alternatives(view, (*names.values, *names.outside))
    wrong = (
        describing.misplaced(view, entries, every)[:1] if polar.supposed(view) and len(every) > 1 else ()
    )  # 'my knuckles go right on the spine, yes?'
    values = wrong or _asked_value(view, every)
    if not entries:
        return which(intent, (), names)
    if not values:
        return Tell(intent.id, Reply(do="overview"), entries)
    if helped_with(view.domain, values[:1]):
        return _helps(view, intent, names, focus)
    facet = view.domain.attributes[view.domain.values[values[0]].attribute].facet or "summary"
    having_it = having(view.domain, values, [view.domain.entries[e] for e in entries])
    if having_it and len(having_it) < len(entries) and not talked.of_all(view):  # "is it the first or the second that is on the foot?"
        return Tell(intent.id, Reply(facets=(facet,)), having_it, values)
    right = [has(view.domain, view.domain.entries[e], v) for e in entries for v in values]
    if polar.obliges(view) and any(in_another(view, view.domain.entries[e], values) for e in entries):
        right = [False]
    some = len(values) > 1 and any(right) and not polar.supposed(view)
    either = not polar.plain(view) or some or (bool(denied) and entries == denied)  # "thumb or fist?", "how long on each foot" have no yes or no
    verdict = "" if either else "yes" if all(right) else "no"
    return Tell(intent.id, Reply(facets=(facet,), do="check"), entries, values, verdict)


def _asked_value(view: View, values: tuple[str, ...]) -> tuple[str, ...]:
    """'it sits by the heel, so it is on the kidney channel?': of values of several kinds the one that a likely question is about."""
    facets = {v: view.domain.attributes[view.domain.values[v].attribute].facet for v in values}
    if len({*facets.values()}) < 2:
        return values
    read = [c for clause in view.heard.clauses for c in clause.candidates]
    least = HALF if any(c.exact for c in read) else LIKELY  # beside 'is it on the back?' word for word
    likely = [c for c in read if c.confidence >= least]
    asked = [f for c in likely for f in intent_of(view, c).reply.facets]
    wanted = next((f for f in asked if f in facets.values()), "")
    said = {v for m in view.heard.mentions for v in (m.id, *(ref.partition(":")[2] for ref in m.also)) if m.also and v in values}
    if not wanted and said == {*values}:  # the same words name them all: 'on the back' is sooner a place than a position
        return tuple(v for v in values if view.domain.attributes[view.domain.values[v].attribute].describes) or values
    return tuple(v for v, f in facets.items() if f == wanted) if wanted else values


def _alternatives(view: View, values: tuple[str, ...]) -> tuple[str, ...]:
    """'is the one of that channel on the hand or on the foot?': of values of several kinds those of which two stand side by side."""
    kinds = [view.domain.values[value].attribute for value in values]
    twofold = [kind for kind in kinds if kinds.count(kind) > 1]
    return tuple(value for value, kind in zip(values, kinds, strict=True) if kind in twofold[:1]) if twofold else values


def in_another(view: View, entry: Entry, values: Sequence[str]) -> bool:
    """Whether an entry is guided in another position than the one it is asked about."""
    return any(not set(plan.when) & set(values) for plan in entry.plans if positions(view.domain, (entry.id,), values))


def _compare(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """Two or more entries side by side; two names of one thing are said to be one."""
    if len(names.entries) == 1 and not names.codes:  # 'they told me of KI-3. Is that another word for it?'
        names = names._replace(codes=named(view, view.heard.mentions).codes)
    if names.codes:
        strange = unknown_code(view, names, intent.id)
        return Several((_beside_code(view, intent, names), strange)) if names.entries else strange
    if one := chosen_for(view, intent, names):
        return one
    entries = meant(view, names, focus)
    among = tuple(focus) if len(focus) > 1 else view.talk.listed if len(view.talk.listed) > 1 else view.talk.visited[-2:]
    if not names.entries and len(entries) < 2 <= len(among) and not _of_tools(view, names, focus):
        fitting = tuple(e for e in described(view, names) if e in among) or having(view.domain, names.values, [view.domain.entries[e] for e in among])
        if 0 < len(fitting) < len(among):  # 'which of the two is better after sitting long?'
            return Tell(intent.id, Reply(do="recommend"), fitting, names.values)
        entries = among
    return _compare_named(view, intent, names, focus, entries)


def _of_tools(view: View, names: Named, focus: Sequence[str]) -> bool:
    """'do I use my fists or my thumbs?': tools, or positions, for the one that is talked of."""
    attributes = [view.domain.attributes[view.domain.values[v].attribute] for v in names.values]
    return len(focus) == 1 and len(attributes) > 1 and len({*attributes}) == 1 and attributes[0].asks


def _compare_named(view: View, intent: Intent, names: Named, focus: Sequence[str], entries: Sequence[str]) -> Decision:
    """What is named beside what was talked of, or one name with another of the same entry."""
    of_subject = any(view.domain.entries[entry].kind == view.domain.subject for entry in entries[:1])  # 'pills or tablets, which is better?' is not
    twice = len(entries) == 1 and of_subject and sum(m.id == entries[0] for m in view.heard.mentions) > 1
    others = [e for e in focus if e not in names.entries]
    if len(names.entries) == 1 and not twice and not others and (names.values or names.outside):
        return _check(view, intent, names, focus)  # 'a golf ball under this one instead of my hands, yes or no?'
    if twice and (differing := _differing(view, entries[0], plans.positions(view.domain, entries, names.values))):
        return Tell(intent.id, Reply(facets=differing), tuple(entries))  # 'this one sitting against this one lying'
    if twice or (len(names.entries) == 1 and not others):
        return Tell(intent.id, Reply(do="same"), tuple(entries), names.values)
    if len(names.entries) == 1:
        entries = (*others, *names.entries)
    if len(entries) < 2 and (names.values or names.outside) and (entries or focus):  # 'fists or fingers?' compares nothing that is talked of
        return _check(view, intent, names._replace(entries=()), tuple(focus) or entries)
    return _side_by_side(view, intent, names, tuple(entries)) if len(entries) > 1 else _of_whole(view, intent, names)


def _differing(view: View, entry: str, positions_: Sequence[str]) -> tuple[str, ...]:
    """What is told otherwise in each of several positions of an entry."""
    facets = view.domain.entries[entry].facets.items() if len(positions_) > 1 else ()
    return tuple(facet for facet, told in facets if all(any(position in s.when for s in told) for position in positions_))


def _side_by_side(view: View, intent: Intent, names: Named, entries: tuple[str, ...]) -> Decision:
    """Two or more entries: by a measure that the message compares them by, in the one respect it names, or in short.

    Of many, 'which one is best?' asks for a recommendation.
    """
    best = next((one for id_ in view.domain.doing.get("recommend", ()) if (one := view.domain.intents[id_]).otherwise), None)
    if len(entries) > MOST_COMPARED and best and not names.entries and not aspect(view, entries):
        return _recommend(view, best, Named(), ())
    by = compared(view, entries) if len(entries) == 2 else None
    if by:
        return Tell(intent.id, intent.reply, by.entries, names.values, by.answer, what=f"{by.measure}+{by.end}")
    facet = aspect(view, entries)
    return Tell(intent.id, Reply(facets=(facet,)) if facet else intent.reply, entries, names.values)


def chosen_for(view: View, intent: Intent, names: Named) -> Tell | None:
    """'BL-23 or BL-25, which is for digestion?': of those named the ones that help with what troubles."""
    selecting = view.domain.words.get("selecting", {})
    chooses = any(selecting.get(token.text) == talked.CHOOSE for token in view.heard.tokens)
    complaints = helped_with(view.domain, names.values)
    fitting = having(view.domain, complaints, [view.domain.entries[e] for e in names.entries]) if chooses and complaints else ()
    return Tell(intent.id, Reply(do="recommend"), tuple(fitting), names.values) if 0 < len(fitting) < len(names.entries) else None


def _beside_code(view: View, intent: Intent, names: Named) -> Tell:
    """What is told of an entry beside a code that is not covered: where its statements name that one, and in short otherwise."""
    facets = view.domain.entries[names.entries[0]].facets
    telling = next((f for f, told in facets.items() if any(code.id in told[0].text for code in names.codes)), "")
    return Tell(intent.id, Reply(facets=(telling,)) if telling else Reply(do="overview"), names.entries, names.values)


def _of_whole(view: View, intent: Intent, names: Named) -> Decision:
    """Where too little is named to compare: what the whole message names, or the one for what troubles: 'a stiff back. Which one would you pick?'"""
    whole = named(view, view.heard.mentions)
    if len(whole.entries) + len(whole.codes) > 1 and not names.anything:
        return _compare(view, intent, whole, ())
    recommend = intent_doing(view, "recommend")
    chooses = any(describing.chooses_of_all(view, clause.start, clause.end) for clause in view.heard.clauses)
    if chooses and len(whole.entries) == 1:
        return Tell(intent.id, Reply(do="overview"), whole.entries)  # 'she calls it by that name. Which of yours is it?'
    if recommend and chooses and helped_with(view.domain, whole.values):
        return _recommend(view, recommend, whole, ())
    return Ask(Pending("which", (), intent.id, names.values), "compare_need_two")


def _most(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """The entry with the most or least of a measure, or all that have as much, among those talked about or all."""
    measure, _, end = (names.measures[0] if names.measures else comparing.extreme(view)).partition("+")
    listed = view.talk.listed if len(view.talk.listed) > 1 else view.talk.visited[-2:] if "2" in names.numbers else ()
    among = [view.domain.entries[e] for e in (names.entries or listed)] or covered(view.domain)
    found = sorted((e for e in among if measure in e.numbers), key=lambda e: e.numbers[measure], reverse=end == "most")
    if not found:
        recommend = intent_doing(view, "recommend")
        if recommend and helped_with(view.domain, names.values) and not names.entries:
            return _recommend(view, recommend, names, ())  # 'the most helpful one after hard work?'
        several = tuple(names.entries or view.talk.listed or focus)
        return Tell(intent.id, Reply(do="compare"), several) if len(several) > 1 else Chat(intent.id, "most_unknown", Kind.ANSWER)
    extreme = tuple(e.id for e in found if e.numbers[measure] == found[0].numbers[measure])
    return Tell(intent.id, intent.reply, extreme if view.domain.measures[measure].facet else extreme[:1], names.values, what=measure)


def _figure(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    entries = meant(view, names, focus)
    if 1 < len(entries) <= MOST_DESCRIBED:  # 'show me the fist ones': one picture would be one of several
        return Tell(intent.id, Reply(facets=("location",)), entries)
    return Tell(intent.id, intent.reply, entries[:1]) if entries else which(intent, (), names)


def _known(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """What the person has said of themselves."""
    own, others = ([fact.condition for fact in view.talk.facts if bool(fact.whose) is whose] for whose in (False, True))
    if not others:
        return Chat(intent.id, "known_facts" if own else "known_none", Kind.ANSWER)
    phrase = "known_of_both" if own else "known_of_other"
    return Chat(intent.id, phrase, Kind.ANSWER, {"conditions": " ".join(own), "others": " ".join(others)})


def _left_out(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """Which entries are left out for somebody's sake, and why; where none is, what to mind instead."""
    known = tuple(dict.fromkeys(fact.condition for fact in view.talk.facts))
    if not known:
        return Chat(intent.id, "left_out_none", Kind.ANSWER)
    _, barred = plans.suited(view.domain, view.domain.covered, known)
    out = tuple((left.entry, left.condition) for left in barred)
    return Tell(intent.id, intent.reply, tuple(entry for entry, _ in out), left_out=out) if out else Warn(known[-1:], True)


def _plain(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """Answers that need no entry: the list of signs."""
    return Tell(intent.id, intent.reply, (), names.values)


Doing = Callable[[View, Intent, Named, Sequence[str]], Decision]
DOING: Mapping[str, Doing] = {
    "overview": overview,
    "list": _listed,
    "recommend": _recommend,
    "helps": _helps,
    "check": _check,
    "compare": _compare,
    "most": _most,
    "guide": guide,
    "figure": _figure,
    "signs": _plain,
    "known": _known,
    "left_out": _left_out,
    "follows": order.follows,
    "precedes": order.precedes,
}
