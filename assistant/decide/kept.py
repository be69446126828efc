"""Which of the clauses that came to something are wanted: what is told, refused or only named beside a question is no question.

Not here: what a clause comes to (clauses), and how what is wanted is put together (settled).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.decide import clauses, courtesy, pointing
from assistant.decide.naming import named
from assistant.decide.ours import REFUSAL, Found
from assistant.decide.possible import BEGINNING
from assistant.decide.readings import LIKELY
from assistant.decide.state import Admit, Ask, Chat, Decision, Guide, Tell
from assistant.decide.view import SURE, UNTIED, VERY_SURE, View, intent_of, logic, surely, words_of
from assistant.model import Kind
from assistant.understand.normalise import SENTENCE_ENDS
from assistant.understand.sentences import Clause

POINTING = 3  # words; fewer, such as "how?", ask nothing by themselves


def wanted(view: View, found: tuple[Found, ...], focus: tuple[str, ...]) -> list[Decision]:
    """Where something is asked, what is told beside it is no question: 'my thumb is on it. How long till I swap?'"""
    for unwanted in UNWANTED:
        found = tuple(one for place, one in enumerate(found) if not unwanted(view, found, place))
    if len({clause.asks for clause in view.heard.clauses}) < 2:
        return [one.decision for one in found]
    return _asked(view, found, focus)


def _asked(view: View, found: tuple[Found, ...], focus: tuple[str, ...]) -> list[Decision]:
    """Of what is wanted in a message that tells and asks, what is asked; where that comes to nothing, all of it."""
    asks = [one for one in found if one.clause.asks or _has_time_for(view, one) or _worded(view, one)]
    asking = [one for one in asks if not isinstance(one.decision, Chat)]
    if asking and all(isinstance(one.decision, Ask) for one in asking) and any(_asks_more(one) for one in found):
        return [one.decision for one in found if _asks_more(one)]  # 'one page says hard, the other gently. Which is it?'
    strange = bool(found) and all(isinstance(one.decision, Chat) and one.decision.phrase == REFUSAL for one in found)
    together = None if strange else _as_a_whole(view, asking, focus)
    answered = asking or sorted(found, key=lambda one: not one.clause.asks)  # 'fair enough. Are you a person?'
    return [together] if together else [one.decision for one in answered]


# ---------------------------------------------------------------- what is not wanted


def _points_ahead(view: View, found: Sequence[Found], place: int) -> bool:
    """'the second, how do I press it?': what only says which one the next clause asks about."""
    return _only_beside(view, found[place]) and any(_asks_more(later) for later in found[place + 1 :])


def _to_choose_from(view: View, found: Sequence[Found], place: int) -> bool:
    """'between BL-40 and GB-41, which is the one behind the knee?': several named only to choose from, of which one is asked for."""
    return _chosen_from(found[place], found[place + 1 :])


def _not_asked(view: View, found: Sequence[Found], place: int) -> bool:
    """'where is it, not how long': what is said not to be asked, beside what is."""
    others = (other for other in found if other != found[place])
    return _refused(view, found[place]) and any(isinstance(other.decision, Tell) for other in others)


def _beside_refusal(view: View, found: Sequence[Found], place: int) -> bool:
    """'sore on the left. Is it a slipped disc?': what is told beside a question that is refused with its reason."""
    return _is_refused(view) and not found[place].clause.asks


def _asks_how(view: View, found: Sequence[Found], place: int) -> bool:
    """'I must find it by touch. How would I do that?': 'how do I do that' beside what is surely asked."""
    return _does_it(view, found[place]) and any(_asks_more(one) and surely(one.clause) for one in found)


def _already_done(view: View, found: Sequence[Found], place: int) -> bool:
    """'done, two minutes a side': a length that was told as done begins no session."""
    decision = found[place].decision
    return isinstance(decision, Guide) and bool(decision.minutes) and any(_reports(one) for one in found)


def _supposed_length(view: View, found: Sequence[Found], place: int) -> bool:
    """'I stay on it for what, an hour?': a length that is supposed beside a question begins no session."""
    one = found[place]
    supposes = isinstance(one.decision, Guide) and one.clause.bare and view.heard.tokens[one.clause.end - 1].stop == "?"
    return supposes and any(_asks_more(other) for other in found)


def _courtesy_beside(view: View, found: Sequence[Found], place: int) -> bool:
    """'no, I did it and nothing happened': a courtesy beside what has a fixed reply."""
    passing = courtesy.in_passing(view, found[place].decision)
    return passing and any(_outright(one) and not courtesy.in_passing(view, one.decision) for one in found)


def _leads_in(view: View, found: Sequence[Found], place: int) -> bool:
    """'quick one: where is BL-40', 'the whole routine, how often?': what resembles a wish, and leads in to a question."""
    leads = place == 0 and isinstance(found[0].decision, Guide) and _only_leads_in(found[0])
    return leads and any(_about_entries(view, one) or _surely(one) for one in found[1:])


Unwanted = Callable[[View, Sequence[Found], int], bool]
UNWANTED: tuple[Unwanted, ...] = (
    _points_ahead,
    _to_choose_from,
    _not_asked,
    _beside_refusal,
    _asks_how,
    _already_done,
    _supposed_length,
    _courtesy_beside,
    _leads_in,
)


# ---------------------------------------------------------------- of one clause


def _chosen_from(found: Found, following: Sequence[Found]) -> bool:
    """'between this one and that one, which is the one by the heel?': several are named only to choose from, and one of them is asked for."""
    decision = found.decision
    if not isinstance(decision, Tell) or decision.reply.do != "compare" or found.clause.candidates[0].exact:
        return False
    chosen = [one.decision.entries for one in following if isinstance(one.decision, Tell) and len(one.decision.entries) == 1]
    return any(set(entries) < set(decision.entries) for entries in chosen)


def _does_it(view: View, found: Found) -> bool:
    """Whether a clause only says 'how do I do that', of what the message asks beside it."""
    acts_ = (intent_of(view, c).reply.act for c in found.clause.candidates[:1])
    return isinstance(found.decision, Guide) and not found.clause.mentions and any(act in BEGINNING for act in acts_)


def _only_leads_in(found: Found) -> bool:
    """Whether a clause that resembles a wish names nothing, or is less than sure to be one."""
    return not found.clause.mentions or not surely(found.clause)


def _surely(found: Found) -> bool:
    """Whether it is surely a question that is answered."""
    sure = surely(found.clause)
    return sure and found.clause.asks and isinstance(found.decision, Tell) and bool(found.decision.reply.facets)


def _is_refused(view: View) -> bool:
    """Whether what is asked is cautioned or refused with its reason: what is told beside it is no question."""
    asked = [intent_of(view, c) for clause in view.heard.clauses if clause.asks for c in clause.candidates[:1] if c.confidence >= UNTIED]
    return any(i.reply.say and i.reply.say != REFUSAL and i.kind in (Kind.CAUTION, Kind.FALLBACK) for i in asked)


def _outright(found: Found) -> bool:
    """Whether a clause is a fixed reply's very wording, or as good as that."""
    sure = [c.intent for c in found.clause.candidates[:1] if c.confidence >= VERY_SURE] + [c.intent for c in found.clause.candidates if c.exact]
    return isinstance(found.decision, Chat) and found.decision.intent in sure


def _reports(found: Found) -> bool:
    """Whether a clause tells what was done: a fixed reply about the subject, and nothing is asked."""
    return _outright(found) and isinstance(found.decision, Chat) and found.decision.kind is Kind.ANSWER and not found.clause.asks


def _worded(view: View, found: Found) -> bool:
    """'kunlun how firm': a question of the content word for word, although a name stands before it."""
    words = words_of(view, found.clause)
    if any(word in view.domain.words.get("selves", {}) for word in words):
        return False  # 'I know how hard'
    return any(c.exact for c in found.clause.candidates[:1]) and any(word in view.domain.words.get("question_words", {}) for word in words)


def _has_time_for(view: View, found: Found) -> bool:
    """'I have five minutes, what do I do?': a time told in the sentence of the question."""
    if not isinstance(found.decision, Guide) or not found.decision.minutes:
        return False
    ends = [place for place, token in enumerate(view.heard.tokens) if token.stop in SENTENCE_ENDS and place >= found.clause.end - 1]
    return any(clause.asks and found.clause.end <= clause.start <= ends[0] for clause in view.heard.clauses if ends)


def _as_a_whole(view: View, asking: list[Found], focus: tuple[str, ...]) -> Decision | None:
    """The decision of the whole message, where that is read more surely than its clauses."""
    whole = view.heard.whole
    surest = max((c.confidence for one in asking for c in one.clause.candidates[:1]), default=0.0)
    short = bool(asking) and all(isinstance(one.decision, Ask) for one in asking)  # of what is asked alone too little is told
    if _is_refused(view) or not whole or not whole.candidates or whole.candidates[0].confidence <= surest:
        return None
    leads = _leads_on(view, whole, asking)
    if surest >= SURE and not (short or leads):
        return None
    if not asking and not any(clause.asks and not clause.bare for clause in view.heard.clauses) and whole.candidates[0].confidence < VERY_SURE:
        return None  # nothing is asked at all
    likely = {c.intent for clause in ([one.clause for one in asking] or view.heard.clauses) for c in clause.candidates if c.confidence >= LIKELY}
    if not leads and intent_of(view, whole.candidates[0]).reply.entry and whole.candidates[0].intent not in likely:
        return None  # a word of what was told beside the question leads to its topic
    decision = clauses.decide(view, whole, named(view, whole.mentions), focus)
    return None if isinstance(decision, Ask | Chat | Admit) else decision


def _leads_on(view: View, whole: Clause, asking: list[Found]) -> bool:
    """'I think of seeing a therapist. What is the advice on that?': what was surely told is what a question asks that only points at it."""
    told = [clause for clause in view.heard.clauses if not clause.asks and surely(clause)]
    same = any(clause.candidates[0].intent == whole.candidates[0].intent for clause in told) and surely(whole)
    return same and all(_only_points(view, one.clause) for one in asking)


def _only_points(view: View, clause: Clause) -> bool:
    """Whether a clause names nothing, is no wording of the content, and has a word for what was told, or hardly any word at all."""
    words = words_of(view, clause)
    points = len(words) < POINTING or any(word in view.domain.words.get("standing", {}) for word in words)
    return points and not clause.mentions and not any(c.exact for c in clause.candidates[:1])


def _only_beside(view: View, found: Found) -> bool:
    """Whether a clause only says which one the next asks about, or what is not so: 'the second, how do I press it?'"""
    denies = any(scope.cue == "denied" and scope.said == found.clause.start for scope in view.heard.scopes)
    named_in_it = any(mention.kind == view.domain.subject for mention in found.clause.mentions)
    asks = any(c.exact and intent_of(view, c).reply.facets for c in found.clause.candidates[:1])  # 'what is that one for' is made of such words, too
    return (pointing.only_points(view, found.clause) and not asks) or (denies and not named_in_it)


def _refused(view: View, found: Found) -> bool:
    """Whether a clause says what is not asked: 'where is it, not how long', 'skip the rest, where is it?'"""
    words = words_of(view, found.clause)
    while words and words[0] in view.domain.words.get("links", {}):
        words.pop(0)
    excludes = any(scope.cue == "excluded" and scope.said == found.clause.start for scope in view.heard.scopes)  # 'skip the rest'
    return bool(words) and (words[0] in logic(view, "denies", "refuses") or excludes) and not named(view, found.clause.mentions).entries


def _asks_more(found: Found) -> bool:
    return isinstance(found.decision, Tell) and bool(found.decision.reply.facets) and not found.decision.reply.entry


def _about_entries(view: View, found: Found) -> bool:
    """Whether a clause asks for something of what the message names, or of what a session is at."""
    decision = found.decision
    kinds = {view.domain.subject, *(id_ for id_, attribute in view.domain.attributes.items() if attribute.describes)}
    mentioned = bool(view.talk.session) or any(mention.kind in kinds for mention in view.heard.mentions)
    return isinstance(decision, Tell) and mentioned and bool(decision.reply.facets and decision.entries) and not decision.general
