"""What is said of oneself without asking anything: that nothing is wrong, a name, a wish, what a body can not do. Rungs of the ladder.

Not here: what is done about it (plans, ways), and questions beside it (wanted).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide import cautions, courtesy, plans
from assistant.decide.case import Case
from assistant.decide.describing import MOST_DESCRIBED
from assistant.decide.state import Chat, Decision, Guide, Tell, Warn
from assistant.decide.view import VERY_SURE, View, all_words, intent_of, logic, wants_again, words_of
from assistant.decide.wanted import question
from assistant.decide.ways import told_to
from assistant.model import Kind, Reply
from assistant.understand.sentences import LIGHTEST, Clause

LONGEST_DENIAL, LONGEST_OWN = 4, 7  # words of 'no blood thinners' and of 'I do not take any blood thinners'


def denied(case: Case) -> Decision | None:
    """'no fever, no accident': good to know, unless something is asked or told beside it."""
    heard = case.view.heard
    asked_too = any(token.stop == "?" for token in heard.tokens) or any(_opens(case.view, clause) for clause in heard.clauses)
    return Chat("denied", "denied_ok", Kind.SOCIAL) if case.signs.denied and not asked_too and not _beside_signs(case.view) else None


def denied_shortly(case: Case) -> Decision | None:
    """'no cancer', 'I am not pregnant': a condition that one has not, and nothing else, whatever question it resembles."""
    view = case.view
    words = all_words(view)
    attributes = [view.domain.attributes[m.kind] for m in view.heard.mentions if m.kind in view.domain.attributes]
    ways = any(attribute.describes or attribute.asks for attribute in attributes)  # 'no fists' wishes for something else
    denies = bool(words) and words[0] in logic(view, "denies", "refuses") and len(words) <= LONGEST_DENIAL
    own = bool(words) and words[0] in view.domain.words.get("selves", {}) and len(words) <= LONGEST_OWN
    return denied(case) if (denies or own) and not (ways or wants_again(view) or view.talk.pending or view.talk.session) else None


def _beside_signs(view: View) -> list[str]:
    """The longer words of a message that belong to no sign and no cue: 'I have not met the midwife yet' says more than that all is well."""
    heard = view.heard
    spans = [*((hit.start, hit.end) for hit in heard.signs), *((scope.said, scope.until) for scope in heard.scopes if scope.cue == "denied")]
    said = {*view.domain.words.get("answering", {}), *view.domain.words.get("asides", {})}
    return [
        t.text for place, t in enumerate(heard.tokens) if len(t.text) > LIGHTEST and t.text not in said and not any(a <= place < b for a, b in spans)
    ]


def _opens(view: View, clause: Clause) -> bool:
    """Whether a clause begins as questions do, or has its question inside: 'I only wonder how hard to push'."""
    words = words_of(view, clause)
    asking = view.domain.words.get("question_words", {})
    return clause.asks and (words[0] in view.domain.words.get("openers", {}) or any(word in asking for word in words))


def introduced(case: Case) -> Decision | None:
    """'I am Petra': a name, and nothing that wants an answer beside it."""
    return Chat("introduced", "introduced_ok", Kind.SOCIAL) if courtesy.names_oneself(case.view) else None


def preference(case: Case) -> Decision | None:
    """What was said of oneself and nothing beside it: 'I have little time' is kept in mind, and that is said."""
    told = tuple(c.id for c in case.signs.conditions if case.view.domain.conditions[c.id].level == "preference")
    own = not any("other" in c.cues for c in case.signs.conditions)
    return Warn(told, True, then=_anew(case.view, told) if own else None) if told else None


def _anew(view: View, told: tuple[str, ...]) -> Tell | None:
    """What was answered just before, where who is so is answered otherwise: how it is pressed, or in which position what was recommended."""
    last, entries = view.talk.last, view.domain.entries
    if not isinstance(last, Tell) or last.reply.entry or view.talk.session:
        return None
    seen = told_to(view.domain, told).entries
    if any(seen[e].facets.get(facet) != entries[e].facets.get(facet) for e in last.entries for facet in last.reply.facets):
        return last
    return _in_position(view, last, told) if last.reply.do == "recommend" else None


def _in_position(view: View, recommended: Tell, told: Sequence[str]) -> Tell | None:
    """How the first of what was recommended is done in a position that suits."""
    rules = [view.domain.conditions[condition] for condition in told]
    fitting = plans.suited(view.domain, recommended.entries, told)[0][:1]
    suiting = plans.positions(view.domain, fitting, [v for rule in rules for values in rule.prefer.values() for v in values])
    facets = tuple(dict.fromkeys(view.domain.attributes[view.domain.values[v].attribute].facet for v in suiting))
    return Tell(recommended.intent, Reply(facets=facets), fitting, suiting) if facets and len(recommended.entries) <= MOST_DESCRIBED else None


def told_alone(case: Case) -> Decision | None:
    """'my thumbs are sprained' tells something, although a thumb is a tool that may be asked about."""
    view, heard = case.view, case.view.heard
    asking = view.domain.words.get("question_words", {})
    if any(clause.asks or any(c.exact for c in clause.candidates) for clause in heard.clauses) or any(t.text in asking for t in heard.tokens):
        return None
    spans = [span for seen in case.signs.conditions for span in seen.spans]
    shunned = {value for seen in case.signs.conditions for values in view.domain.conditions[seen.id].avoid.values() for value in values}
    inside = all(m.id in shunned or any(start < m.end and m.start < end for start, end in spans) for m in heard.mentions)
    return (
        preference(case)
        if inside and heard.mentions and all((a := view.domain.attributes.get(m.kind)) and (a.asks or a.helps) for m in heard.mentions)
        else None
    )


def limited(case: Case) -> Decision | None:
    """'I never get up from the floor again': what a body can not do is no question about getting up, and no session is wished for."""
    view = case.view
    asking = view.domain.words.get("question_words", {})
    if (not _nothing_else(case) and any(clause.asks for clause in view.heard.clauses)) or any(
        t.stop == "?" or t.text in asking for t in view.heard.tokens
    ):
        return None
    if _wants_too(case) or _asks_surely(case):
        return None
    own = [c for c in case.signs.conditions if view.domain.conditions[c.id].heeded and not c.cues & {"other", "hypothetical"}]
    return preference(case) if own and not isinstance(question(case), Guide) else None


def _asks_surely(case: Case) -> bool:
    """'I can not get down there, can I do these in a chair with a towel': what is surely asked behind what a body can not do."""
    wanted = question(case) if cautions.opened(case.view) else None
    return isinstance(wanted, Tell) and wanted.confidence >= VERY_SURE and bool(wanted.reply.facets)


def _wants_too(case: Case) -> bool:
    """'... is beyond me. Anything I can do in a chair': whether a clause beside what is told is a question of the content, word for word."""
    spans = [span for seen in case.signs.conditions for span in seen.spans]
    beside = (clause for clause in case.view.heard.clauses if not any(a < clause.end and clause.start < b for a, b in spans))
    first = (clause.candidates[0] for clause in beside if clause.candidates)
    return any(c.exact and ((reply := intent_of(case.view, c).reply).facets or reply.do) for c in first)


def _nothing_else(case: Case) -> bool:
    """'no floor please': whether nothing but a condition is told, and with it perhaps a courtesy."""
    words = case.view.domain.words
    courteous = {*words.get("requests", {}), *words.get("fillers", {})}
    spans = [span for seen in case.signs.conditions for span in seen.spans]
    return bool(spans) and all(t.text in courteous or any(a <= i < b for a, b in spans) for i, t in enumerate(case.view.heard.tokens))
