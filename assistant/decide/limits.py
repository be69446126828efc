"""Where the subject ends: codes, values and medicines that are outside of it are said to be so, never answered by something near.

Not here: what is answered (questions).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide.describing import described
from assistant.decide.naming import Named
from assistant.decide.state import Admit, Chat, Decision
from assistant.decide.view import SURE, VERY_SURE, View, covered, has, helped_with, intent_of, words_of
from assistant.model import Attribute, Entry, Intent, Reply
from assistant.understand.codes import sounds_like
from assistant.understand.sentences import Clause

MOST_OPTIONS = 4  # named in one question
BEFORE = 2  # words: 'when I play tennis'


def not_covered(view: View, intent: Intent, names: Named, focus: Sequence[str], confidence: float) -> Decision | None:
    """Codes and values outside the subject are said to be so, never answered by something near."""
    if intent.reply.say or (intent.reply.entry and not _only_outside(view, names, confidence)):
        return None
    guarded = guard(view, names)
    if guarded or names.entries:
        return guarded
    if names.codes:
        return None if slipped(view, names) else unknown_code(view, names, intent.id)
    return None if _worded(view, intent, names, confidence) else _outside(view, intent, names, focus)


def _worded(view: View, intent: Intent, names: Named, confidence: float) -> bool:
    """'through the nose?': word for word a question of ours, in which what seems an ailment is no name but a word of it."""
    asking = any(token.text in view.domain.words.get("question_words", {}) for token in view.heard.tokens)  # 'how do I roast my own?'
    kinds = {view.domain.values[v].attribute for v in names.outside}
    ailing = all(view.domain.attributes[kind].helps and kind not in intent.slots for kind in kinds)
    return confidence >= 1 and bool(intent.reply.facets) and ailing and not asking


def _only_outside(view: View, names: Named, confidence: float) -> bool:
    """'points for that other ailment': what entries do not help with is all that is named, and the reading is not sure."""
    caused = causes(view)
    inside = [value for value in names.values if value not in caused]
    return bool(helped_with(view.domain, names.outside)) and not (names.entries or inside or names.others) and confidence < SURE


def _outside(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision | None:
    """That a value is outside the subject, where nothing else in the question is of it."""
    if not names.outside or _inside(view, names) or (names.others and intent.reply.facets):
        return None
    value = view.domain.values[names.outside[0]]
    return None if _harmless(view, value.attribute, intent, focus) else Admit(f"outside_{value.attribute}", {"value": value.name})


def asked_for_elsewhere(view: View, clause: Clause, names: Named) -> Admit | None:
    """'is there one on the hand, too?': whatever is talked of, what is asked for lies where nothing is."""
    if not names.outside or names.entries or names.values or not clause.asks:
        return None
    if not any(token.text in view.domain.words.get("selecting", {}) for token in view.heard.tokens[clause.start : clause.end]):
        return None
    value = view.domain.values[names.outside[0]]
    attribute = view.domain.attributes[value.attribute]
    words = words_of(view, clause)
    for_one = any(word in view.domain.words.get("heads", {}) for word in words)  # 'is there one on the wrist?'
    if not for_one and any(_asks_else(intent_of(view, c).reply, attribute) for c in clause.candidates[:1] if c.confidence >= VERY_SURE):
        return None  # 'with which part of the hand?'
    return Admit(f"outside_{attribute.id}", {"value": value.name}) if attribute.describes and not attribute.asks else None


def _asks_else(reply: Reply, attribute: Attribute) -> bool:
    """Whether a question is about entries, and for something else than what lies at a place."""
    return bool(reply.facets) and not (reply.entry or reply.do or attribute.facet in reply.facets)


def _inside(view: View, names: Named) -> bool:
    """Whether something of the subject is named beside what is not: 'stiff neck and lower back', but not 'neck, from the pillow'."""
    outside = view.domain.values[names.outside[0]].attribute
    caused = causes(view)
    attributes = [view.domain.attributes[view.domain.values[v].attribute] for v in names.values if v not in caused]
    place = not view.domain.attributes[outside].helps  # 'I sit on my backside all day': where somebody sits is no place for a point
    return any(a.id == outside or a.facet == "location" or (a.helps and place) for a in attributes)


def causes(view: View) -> frozenset[str]:
    """What an ailment outside the subject is said to come from: 'a stiff neck from sitting all day' is no sitting that hurts the back."""
    causing, tokens = view.domain.words.get("causing", {}), view.heard.tokens
    if not any(token.text in causing for token in tokens):
        return frozenset()
    helped = {id_ for id_, attribute in view.domain.attributes.items() if attribute.helps}
    ailments = [m for m in view.heard.mentions if m.kind in helped]
    outside = min((m.end for m in ailments if view.domain.values[m.id].outside), default=len(tokens))
    begins = [(m, {token.text for token in tokens[max(m.start - BEFORE, 0) : m.start + 1]}) for m in ailments if m.start >= outside]
    return frozenset(m.id for m, words in begins if not words.isdisjoint(causing))


def _harmless(view: View, attribute: str, intent: Intent, focus: Sequence[str]) -> bool:
    """A place or tool that nothing is pressed at or with may be asked about when an entry is talked of, or while asking something else."""
    if view.domain.attributes[attribute].helps or intent.reply.do in ("list", "recommend"):
        return False
    return bool(focus) or (bool(intent.reply.facets) and view.domain.attributes[attribute].facet not in intent.reply.facets)


def guard(view: View, names: Named) -> Decision | None:
    """Naming a medicine rules out advice from the subject, whatever else was named."""
    for id_ in (*names.values, *names.outside):
        attribute = view.domain.attributes[view.domain.values[id_].attribute]
        if attribute.guard:
            reply = view.domain.intents[attribute.bare]
            return Chat(reply.id, reply.reply.say, reply.kind)
    return None


def beyond_list(view: View) -> Admit | None:
    """'the seventh one' of a list of six is none of them."""
    listed, words = view.talk.listed, view.domain.words
    far = [m for m in view.heard.mentions if m.kind == "ordinal" and int(m.id) > len(listed) > 1]
    if not far or any(m.kind == view.domain.subject for m in view.heard.mentions):
        return None
    heads = {*words.get("heads", {}), *view.domain.kinds[view.domain.subject].values()}
    tokens, small = view.heard.tokens, words.get("asides", {})
    counts_off = any(token.text in heads for m in far for token in tokens[m.end : m.end + 1])
    alone = all(token.text in small or any(m.start <= place < m.end for m in far) for place, token in enumerate(tokens))
    return Admit("ordinal_none", {"count": str(len(listed))}) if counts_off or alone else None


def slipped(view: View, names: Named) -> tuple[str, ...]:
    """'BL-14, the one behind the knee': the entry that is described, where its code is easily taken for the one that was said."""
    if len(names.codes) != 1 or names.entries:
        return ()
    prefix, _, number = names.codes[0].id.rpartition("-")
    fitting = described(view, names)
    return fitting if len(fitting) == 1 and names.codes[0].how != "name" and _near(fitting[0], prefix, int(number)) else ()


def unknown_code(view: View, names: Named, intent: str = "") -> Admit:
    """A code outside the knowledge base: it exists and is not covered, or there is no such thing. A likely slip is asked."""
    code = names.codes[0]
    prefix, _, number = code.id.rpartition("-")
    family = next(f for f in view.domain.codes if f.prefix == prefix)
    named = code.how == "name"  # who says its name means no other number
    near = [e.id for e in covered(view.domain) if (not named and _near(e.id, prefix, int(number))) or _formerly(view, e, code.id, names)]
    phrase = "code_impossible" if code.how == "impossible" else "code_not_covered"
    said = f"{family.called[number][0].capitalize()} ({code.id})" if named else code.id
    return Admit(phrase, {"code": said, "channel": family.name, "last": str(family.last)}, tuple(near[:MOST_OPTIONS]), intent)


def _formerly(view: View, entry: Entry, code: str, names: Named) -> bool:
    """Whether older books have an entry under this code, and nothing named speaks against it."""
    return code in entry.formerly and (not names.values or any(has(view.domain, entry, value) for value in names.values))


def _near(id_: str, prefix: str, number: int) -> bool:
    own, _, its = id_.rpartition("-")
    return its.isdigit() and ((own == prefix and int(its) in sounds_like(number)) or (own != prefix and int(its) == number))
