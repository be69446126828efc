"""A name alone: the last question asked of it, or what its kind is told by.

Not here: names beside a question (asked).
"""

from __future__ import annotations

from assistant.decide import acts, describing, lengths, limits, questions, repeated, supposing
from assistant.decide.naming import Named
from assistant.decide.readings import elliptic, time_given
from assistant.decide.state import Decision, Guide
from assistant.decide.view import ANCHORED, View, benefit, helped_with, marked


def bare(view: View, names: Named, focus: tuple[str, ...]) -> Decision | None:
    """A name alone: the last question of it, or what its kind is told by."""
    lasting = names.minutes and (names.entries or focus) and (lengths.supposes(view) or marked(view))
    if lasting or supposing.asks_of_focus(view, names, focus):
        return supposing.supposed(view, names, focus)
    entries = names.entries or (() if describing.of_one_side(view, names, focus) else describing.described(view, names))
    of_other = not names.entries and acts.can_tell(view, names.others)
    again = names.entries or names.values or not names.others or of_other
    asked_again = view.talk.intent and elliptic(view) and again and not _complains(view, names)
    settled = (repeated.question(view, () if of_other else entries or focus, names) if asked_again else None) or limits.guard(view, names)
    if settled:
        return settled
    if time_given(view, names) and (lengths.spare(view) or not any(clause.foreign for clause in view.heard.clauses)):
        return Guide(tuple(p for o in names.others for p in view.domain.entries[o].parts) or entries, names.values, names.minutes)
    if len(names.entries) == 1 and (names.values or names.outside) and (checked := supposing.supposed(view, names, focus)):
        return checked  # 'this one for a headache?', 'with fist or thumb'
    intent = next((one for one in _told_by(view, names) if one in view.domain.intents), "")
    return questions.decide(view, view.domain.intents[intent], names, focus, ANCHORED) if intent else None


def _complains(view: View, names: Named) -> bool:
    """'sciatica', 'my neck': a complaint and nothing else is no other case of what was asked last, unless that was which one helps."""
    before = view.domain.intents.get(view.talk.intent)
    asked_for = before is None or before.reply.do or benefit(view.domain) in before.reply.facets
    ailing = helped_with(view.domain, (*names.values, *names.outside)) and not names.entries
    small = view.domain.words.get("light", {})
    spans = [(mention.start, mention.end) for mention in view.heard.mentions]
    left = [token for place, token in enumerate(view.heard.tokens) if not any(a <= place < b for a, b in spans)]
    asks = marked(view)
    return bool(ailing) and not asked_for and not asks and all(token.text in small for token in left)


def _told_by(view: View, names: Named) -> list[str]:
    """The intents of a name said alone: of an entry, of an entry of another kind, of a value."""
    domain = view.domain
    values = [domain.values[v] for v in (*names.values, *names.outside)]
    asked = any(clause.asks for clause in view.heard.clauses) or marked(view)
    complaints = [] if asked else [domain.attributes[domain.values[v].attribute].bare for v in helped_with(domain, names.values)]
    return [
        *([] if names.entries else complaints),  # 'my back went when I lifted it'
        *([domain.kinds[domain.subject]["bare"]] if names.entries or names.codes else []),
        *(domain.kinds[domain.entries[other].kind]["bare"] for other in names.others),
        *(domain.attributes[value.attribute].bare for value in values),
    ]
