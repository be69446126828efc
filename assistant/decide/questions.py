"""What a clause asks, and of which entries: an intent with its slots filled becomes a decision.

Not here: what is done beyond telling facets (doing), where the subject ends (limits), the order of rules (ladder), wording (respond).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide import describing, doing, lengths, polar
from assistant.decide.describing import MOST_DESCRIBED, meant
from assistant.decide.limits import guard, not_covered
from assistant.decide.naming import Named, named
from assistant.decide.state import Admit, Chat, Decision, Tell
from assistant.decide.talked import points_back
from assistant.decide.view import SURE, View, covered, has, told_last
from assistant.model import Intent

MOST_OF_TOPIC = 4  # words of half a question that is about the topic told last


def decide(view: View, intent: Intent, names: Named, focus: Sequence[str], confidence: float) -> Decision:
    """The decision an intent leads to, given what is named and what was talked about."""
    refusal = not_covered(view, intent, names, focus, confidence) or (confidence < SURE and not intent.reply.say and guard(view, names))
    if refusal:
        return refusal
    reply = intent.reply
    if reply.do:
        decision = doing.DOING.get(reply.do, doing.overview)(view, intent, names, focus)
    elif reply.say:
        decision = Chat(intent.id, reply.say, intent.kind)
    elif reply.entry:
        decision = Tell(intent.id, reply, (reply.entry,), names.values, about=names.entries or _beside(view, focus))
    else:
        decision = _facets(view, intent, names, focus)
    return decision._replace(confidence=confidence) if isinstance(decision, Tell) else decision


def _beside(view: View, focus: Sequence[str]) -> tuple[str, ...]:
    """The entries beside a topic: named in another part of the message, or the one talked of, where it is pointed back at or what is named
    is its own: 'would a towel do instead of them?', 'where do the fists go?'
    """
    names = named(view, view.heard.mentions)
    own = len(focus) == 1 and any(has(view.domain, view.domain.entries[focus[0]], value) for value in names.values)
    described_ = describing.described(view, names) if describing.headed(view, names) else ()  # 'can I press the ankle one on her?'
    return names.entries or described_ or (tuple(focus) if own or (len(focus) == 1 and points_back(view, focus)) else ())


def _facets(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """Facets of the entries in question; without any, what the intent says otherwise, or a question back."""
    topic = _topic(view, intent, names)
    if topic:
        return Tell(intent.id, intent.reply._replace(entry=topic), (topic,), names.values)
    unnamed = not names.entries
    back = view.domain.subject in intent.slots and points_back(view, focus)
    spoken_of = back and (polar.yes_or_no(view) or bool(names.values))  # 'is that one of the six?', 'how do I do that one lying down?'
    topics = () if spoken_of else tuple(t for t in names.others if any(f in view.domain.entries[t].facets for f in intent.reply.facets))
    if unnamed and not (topics or spoken_of) and (parts := _parts(view, intent, names)):
        listed = len(parts) > MOST_DESCRIBED and _otherwise_done(intent)
        return _of_none(view, intent, names) if listed else Tell(intent.id, intent.reply, parts, names.values)
    entries = topics if unnamed and topics else meant(view, names, focus)
    many = unnamed and len(entries) > MOST_DESCRIBED
    if many and entries != tuple(focus):
        return describing.which(intent, entries, names)
    if entries and not (many and intent.otherwise):
        verdict = _verdict(view, intent, entries, names)
        values = () if verdict == "no" and polar.obliges(view) else names.values  # what else there is, and not what need not be
        return Tell(intent.id, intent.reply, entries, values, verdict)
    return _of_none(view, intent, names)


def _topic(view: View, intent: Intent, names: Named) -> str:
    """'for how long?' just after warmth was told of is about warmth, if that has an answer."""
    told = told_last(view)
    if not told or not told.reply.entry or names.anything or names.ordinals or len(view.heard.tokens) > MOST_OF_TOPIC or view.talk.session:
        return ""
    facets = view.domain.entries[told.reply.entry].facets
    beside = told.reply.entry != view.domain.general and all(facets.get(facet) for facet in intent.reply.facets)
    return told.reply.entry if beside and bool(intent.reply.facets) else ""


def _of_none(view: View, intent: Intent, names: Named) -> Decision:
    """What is said when no entry is in question: that a name is strange, what the intent says otherwise, all of them, or a question back."""
    strange = _strange_name(view)
    if strange and intent.slots:
        return Admit("unknown_point", {"name": strange})
    if intent.otherwise and (done := _otherwise_done(intent)):
        return done(view, intent._replace(reply=intent.otherwise), names, ())
    if intent.otherwise:
        return Tell(intent.id, intent.otherwise, (intent.otherwise.entry,), names.values, general=True)
    everything = tuple(e.id for e in covered(view.domain) if e.id not in names.excluded)
    if _of_all(view) and any(view.domain.entries[e].facets.get(f) for e in everything for f in intent.reply.facets):
        return Tell(intent.id, intent.reply, everything, names.values)
    if view.domain.subject in intent.slots:
        return _of_topic_beside(view) or describing.which(intent, (), names)
    return Tell(intent.id, intent.reply, (view.domain.general,), names.values, general=True)


def _of_topic_beside(view: View) -> Decision | None:
    """'they told me to drink water after it. Why is that?': the topic that another clause names."""
    topics = [entry for entry in named(view, view.heard.mentions).others if not view.domain.entries[entry].parts]
    bare = view.domain.intents.get(view.domain.kinds[view.domain.entries[topics[0]].kind]["bare"]) if topics else None
    return decide(view, bare, Named(others=(topics[0],)), (), SURE) if bare and len(view.heard.clauses) > 1 else None


def _otherwise_done(intent: Intent) -> doing.Doing | None:
    """What is done instead of telling each: 'just the names' of all is a list."""
    return doing.DOING.get(intent.otherwise.do) if intent.otherwise else None


def _of_all(view: View) -> bool:
    """Whether all entries are spoken of: 'how are the points called?'"""
    many = view.domain.kinds[view.domain.subject]["many"]
    return any(token.text == many for token in view.heard.tokens)


def _parts(view: View, intent: Intent, names: Named) -> tuple[str, ...]:
    """The entries of a routine that is named, when something is asked that only they can tell: 'what are the six called?'"""
    parts = tuple(part for routine in names.others for part in view.domain.entries[routine].parts) if intent.reply.facets else ()
    return parts if all(view.domain.entries[p].facets.get(intent.reply.facets[0]) for p in parts) else ()


def _strange_name(view: View) -> str:
    """A word nobody knows where a name was wanted."""
    return next((word for word in view.heard.unknown if len(word) > 3 and word.isalpha()), "")


def _verdict(view: View, intent: Intent, entries: Sequence[str], names: Named) -> str:
    """'yes' or 'no' when the question supposes a value of the very attribute it is answered with; 'asked' of one that only wants either."""
    if names.minutes and lengths.supposes(view):
        return lengths.verdict(view, entries, names.minutes, intent.reply)
    if len(entries) != 1 or not polar.yes_or_no(view):
        return ""
    entry = view.domain.entries[entries[0]]
    supposed = [v for v in (*names.values, *names.outside) if _answered_with(view, v) in intent.reply.facets]
    if not supposed:
        return "asked"
    if polar.obliges(view) and doing.in_another(view, entry, supposed):
        return "no"
    return "yes" if all(has(view.domain, entry, v) for v in supposed) else "no"


def _answered_with(view: View, value: str) -> str:
    """The facet that tells whether an entry has a value."""
    return view.domain.attributes[view.domain.values[value].attribute].facet
