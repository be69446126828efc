"""Turns that have to do with a guided session: opening one, steering it, an answer in its middle, keys, voice and timers.

Each takes the conversation as it is and gives the answer, the conversation after it and the effects. Not here: the course of a
session (decide.course), its words (opening, steps, guidance, between), its marks (marks).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide import course, plans
from assistant.decide.case import Case
from assistant.decide.moved import VOICE
from assistant.decide.naming import named
from assistant.decide.rating import MOST
from assistant.decide.session import Do, Move, Outcome, Phase, Session
from assistant.decide.state import Admit, Chat, Conversation, Decision, Pending, See, Steer, Warn
from assistant.model import Domain, Kind
from assistant.respond import between, guidance, marks, opening
from assistant.respond.answer import Answer, after, plain
from assistant.respond.effects import Cue, Effect, StartTimer, StopSpeaking, StopTimer, Told, Voice
from assistant.respond.phrases import Phrases, listed, name_of
from assistant.respond.steps import both, joined

Turn = tuple[Answer, Conversation, tuple[Effect, ...]]


def answered(domain: Domain, case: Case, decision: Decision, answer: Answer, left: float, say: Phrases) -> Turn:
    """An answer given during a session, which then pauses, goes another way, or just goes on."""
    talk = case.view.talk
    session = talk.session
    assert session is not None
    if isinstance(decision, Warn) and isinstance(decision.then, Steer):
        return _told_and_moved(domain, case, decision, decision.then, answer, left, say)
    if _own_signs(case) and _rerouted(domain, session, _conditions(talk, case))[0] != session:
        return answer, talk, ()  # how it goes on is told with the other way (kept_safe)
    if session.phase is Phase.SCREENING:
        return between.still_asking(answer, _lost(case, decision), say), talk, ()
    if isinstance(decision, See):
        return _halted(talk, session, answer, Move.HURTS, left, say)
    if isinstance(decision, Warn) and decision.fresh:
        return _halted(talk, session, answer, Move.PAUSE, left, say)
    if isinstance(decision, Admit) and _told_in_passing(case):
        aside = say("session_aside")  # 'my nose itches' is told while the hands are busy, and asks for nothing
        answer = answer._replace(kind=Kind.SOCIAL, text=aside, spoken=aside)
        return in_between(domain, talk, session, answer, left, say)
    if _lost(case, decision):
        lost = say("session_lost")
        answer = answer._replace(text=lost, spoken=lost)
    return in_between(domain, talk, session, answer, left, say)


def _lost(case: Case, decision: Decision) -> bool:
    """Whether nothing was understood, or something off the subject was told, not asked."""
    tokens, openers = case.view.heard.tokens, case.view.domain.words.get("openers", {})
    asks = any(t.stop == "?" for t in tokens) or (bool(tokens) and tokens[0].text in openers)
    return decision == Admit("fallback") or (isinstance(decision, Chat) and decision.phrase == "out_of_scope" and not asks)


def _told_in_passing(case: Case) -> bool:
    """Whether the message names only what is not of the subject, and asks nothing."""
    heard = case.view.heard
    names = named(case.view, heard.mentions)
    return bool(names.outside) and not names.values and not any(clause.asks for clause in heard.clauses)


_MOVES = frozenset(move.value for move in Move)
STAYING = ("pause", "repeat", "how_long", "which_step", "how_many_left")  # moves after which the hands may rest


def _told_and_moved(domain: Domain, case: Case, warn: Warn, wanted: Steer, answer: Answer, left: float, say: Phrases) -> Turn:
    """A move wished for together with a condition: the session is changed for that first, then moved, unless somebody must be asked before."""
    talk = case.view.talk
    session = talk.session
    assert session is not None
    if wanted.move == "stop":
        stopped = course.move(session, Move.STOP, left)
        text, spoken = joined([both(say("stopped")), (answer.text, answer.spoken)])
        return answer._replace(text=text, spoken=spoken, offers=()), carried_on(talk, stopped), (StopSpeaking(), *_timers(talk, stopped))
    changed, left_out = _rerouted(domain, session, _conditions(talk, case))
    move = _SAME.get(wanted.move, wanted.move)
    goes_on = move in _MOVES and wanted.move not in STAYING  # how the voice shall sound moves nothing
    outcome = course.move(changed, Move(move), left) if changed and goes_on else None
    after = outcome.session if outcome else None
    if changed is None or outcome is None or after is None or _to_be_asked(domain, warn, after.step.entry):
        return _halted(talk, session, answer, Move.PAUSE, left, say) if changed == session else (answer, talk, ())
    words = guidance.moved(domain, changed, outcome, left, say)
    new = both(between.changes(domain, session, changed, left_out, say))
    text, spoken = joined([(answer.text, answer.spoken), new, (words.text, words.spoken)], "\n")
    told = answer._replace(text=text, spoken=spoken, about=words.about, offers=(), sources=words.sources)
    return told, carried_on(talk, outcome), (StopSpeaking(), *_timers(talk, outcome))


def _to_be_asked(domain: Domain, warn: Warn, entry: str) -> bool:
    """Whether somebody has to be asked before this entry, or it is better left."""
    rules = [domain.conditions[c] for c in warn.conditions]
    return any("all" in rule.ask_first or entry in rule.ask_first or entry in rule.leave_out for rule in rules)


def _halted(talk: Conversation, session: Session, answer: Answer, move: Move, left: float, say: Phrases) -> Turn:
    """An answer so grave that the hands must rest: the session is paused by this move, or ended."""
    outcome = course.move(session, move, left)
    if outcome.session and outcome.session.phase is Phase.PAUSED:
        answer = between.halted(answer, say)
    return answer._replace(offers=()), talk._replace(session=outcome.session), (StopSpeaking(), *_timers(talk, outcome))


def in_between(domain: Domain, talk: Conversation, session: Session, answer: Answer, left: float, say: Phrases) -> Turn:
    """An answer in the middle of a session: a hold goes on meanwhile, a step that was being told is told again."""
    after = course.interrupted(session)
    if answer.kind is Kind.CLARIFY:
        answer = answer._replace(offers=())
    elif answer.kind is not Kind.SOCIAL:
        answer = between.going_on(domain, after, answer, left, say)
    stops: tuple[Effect, ...] = (StopSpeaking(), StopTimer()) if after != session else ()
    return answer, talk._replace(session=after), stops


def steer(domain: Domain, talk: Conversation, decision: Steer, left: float, say: Phrases) -> Turn:
    """A move said in words."""
    move, detail = decision
    if move in VOICE or move in _CUES:
        talk = talk._replace(cues=_CUES.get(move, talk.cues))
        answer = plain(Kind.CONTROL, say(f"{move}_ok"))
        effects: tuple[Effect, ...] = (Voice(move),) if move in VOICE else ()
        if talk.session is not None and talk.session.phase is Phase.SCREENING:
            return between.still_asking(answer, False, say), talk, effects
        return (answer, talk, effects) if talk.session is None else _aside(domain, talk, talk.session, answer, effects, say)
    if talk.session is None:
        return plain(Kind.CONTROL, say("no_session")), talk, ()
    if move == "one_side":
        return _on_side(domain, talk, talk.session, detail, say)
    if move == "skip" and detail:
        return _without(domain, talk, talk.session, detail.split(), say)
    outcome = course.move(talk.session, Move(_SAME.get(move, move)), left, seconds=float(detail or 0))
    answer = guidance.moved(domain, talk.session, outcome, left, say)
    if outcome.did in _ASIDE and outcome.session and outcome.session.phase is Phase.TELLING:
        return _aside(domain, talk, outcome.session, answer, (), say)
    return answer, carried_on(talk, outcome), (StopSpeaking(), *_timers(talk, outcome))


def _on_side(domain: Domain, talk: Conversation, session: Session, side: str, say: Phrases) -> Turn:
    """The rest of a session on one side; where both are pressed at once, that is said."""
    ahead = course.ahead(session)
    if not any(step.side for step in ahead):
        return _aside(domain, talk, session, plain(Kind.CONTROL, say("side_both", side=side), "guide", (session.step.entry,)), (), say)
    changed = course.rerouted(session, [step for step in ahead if not step.side or side in step.side.split()])
    lead = plain(Kind.CONTROL, say("side_only", side=side), "guide", (session.step.entry,))
    if changed is None or changed.step == session.step:
        return _aside(domain, talk, changed or session, lead, (), say)
    outcome = Outcome(changed, Do.JUMP, stops_timer=True)
    answer = after(lead.text, guidance.moved(domain, session, outcome, 0, say))
    return answer, carried_on(talk, outcome), (StopSpeaking(), StopTimer())


def _without(domain: Domain, talk: Conversation, session: Session, entries: Sequence[str], say: Phrases) -> Turn:
    """The rest of a session without some entries."""
    changed = course.rerouted(session, [step for step in course.ahead(session) if step.entry not in entries])
    if changed is None or (session.step.entry in entries and session.phase is not Phase.SCREENING):
        outcome = Outcome(changed, Do.SKIP, stops_timer=True, finished=changed is None)
        return guidance.moved(domain, session, outcome, 0, say), carried_on(talk, outcome), (StopSpeaking(), StopTimer())
    names = listed([name_of(domain.entries[entry]) for entry in entries])
    answer = plain(Kind.CONTROL, say("session_without", names=names), "guide", (session.step.entry,))
    if changed.phase is Phase.SCREENING:
        return between.still_asking(answer, False, say), talk._replace(session=changed), ()
    return _aside(domain, talk, changed, answer, (), say)


_ASIDE = (Do.REPORT, Do.STAY, Do.BOTH, Do.SOFTEN, *course.LENGTHS)


def _aside(domain: Domain, talk: Conversation, session: Session, answer: Answer, effects: tuple[Effect, ...], say: Phrases) -> Turn:
    """A word about the session: a voice that was telling a step begins it again."""
    after = course.interrupted(session)
    spoken = joined([both(answer.spoken), between.retold(domain, after, ("", ""), say)])[1]
    stops: tuple[Effect, ...] = (StopSpeaking(), StopTimer()) if after != session else ()
    return answer._replace(spoken=spoken), talk._replace(session=after), (*effects, *stops)


def kept_safe(
    domain: Domain, before: Conversation, after: Conversation, answer: Answer, case: Case, say: Phrases
) -> tuple[Conversation, Answer, tuple[Effect, ...]]:
    """Change a session to what the person's conditions allow, as soon as these are known: another way of pressing, or without some entries."""
    session = after.session
    if session is None or answer.intent == "guide" or not (_own_signs(case) or after.facts != before.facts):
        return after, answer, ()
    changed, left_out = _rerouted(domain, session, _conditions(after, case))
    told = answer.kind is Kind.CAUTION  # then it was said already what it is about
    if changed is None:
        names = opening.left_out(domain, left_out, say, told)
        text = f"{answer.text} {names} {say('session_none')}"
        return after._replace(session=None), answer._replace(text=text, spoken=text, offers=()), (StopSpeaking(), StopTimer())
    if changed == session:
        return after, answer, ()
    changed = course.interrupted(changed) if changed.ticket == session.ticket else changed
    if told and changed.phase is not Phase.SCREENING:
        changed = course.move(changed, Move.PAUSE).session or changed
    words = between.rerouted(domain, session, changed, left_out, told, say)
    text, spoken = joined([(answer.text, answer.spoken), words], "\n")
    stops: tuple[Effect, ...] = (StopSpeaking(), StopTimer()) if changed.ticket != session.ticket else ()
    return after._replace(session=changed), answer._replace(text=text, spoken=spoken, offers=()), stops


def _own_signs(case: Case) -> tuple[str, ...]:
    """What the person said of themselves just now."""
    return tuple(c.id for c in case.signs.conditions if not c.cues & {"other", "hypothetical"})


def _conditions(talk: Conversation, case: Case) -> tuple[str, ...]:
    """All that is known of the person."""
    return tuple(dict.fromkeys((*(f.condition for f in talk.facts if not f.whose), *_own_signs(case))))


def _rerouted(domain: Domain, session: Session, conditions: tuple[str, ...]) -> tuple[Session | None, tuple[plans.Left, ...]]:
    """The session as these conditions allow it from here on (None: nothing is left), and the entries left out."""
    steps, left_out = plans.replan(domain, session, conditions)
    return course.rerouted(session, steps), left_out


def rated(domain: Domain, numbers: list[str], say: Phrases) -> Answer:
    """The answer to the ratings before and after a session; with one number, to that."""
    values = [int(number) for number in numbers]
    if any(value > MOST for value in values):
        return plain(Kind.CONTROL, say("rating_range"), "rating")._replace(asks="rating")
    if len(values) < 2:
        answer = plain(Kind.CONTROL, say("rating_high" if _is_severe(domain, values[0]) else "rating_nothing", rating=numbers[0]), "rating")
        return answer._replace(asks="rating")  # the other number may follow
    before, after = values
    phrase = "better" if after < before else "worse" if after > before else "same"
    text = say(phrase, before=numbers[0], after=numbers[1])
    return plain(Kind.CONTROL, f"{text} {say('rating_high', rating=numbers[1])}" if _is_severe(domain, after) else text, "rating")


def _is_severe(domain: Domain, rating: int) -> bool:
    return 0 < domain.severe <= rating


_CUES = {f"cues_{choice}": choice for choice in marks.CHOICES}
_SAME = {"done": "next"}


def carried_on(talk: Conversation, outcome: Outcome) -> Conversation:
    """The conversation with its session as a move left it."""
    screened = talk.screened or outcome.did is Do.BEGIN
    return talk._replace(session=outcome.session, screened=screened, told=None)  # what is said again now is the session's own


def _timers(talk: Conversation, outcome: Outcome) -> tuple[Effect, ...]:
    """What a move does to the timers: the old one stops before a new one starts."""
    stop: tuple[Effect, ...] = (StopTimer(),) if outcome.stops_timer else ()
    session = outcome.session
    if not outcome.timer or session is None:
        return stop
    if session.phase is not Phase.HOLDING:
        return (*stop, StartTimer(session.ticket, outcome.timer))
    start = StartTimer(session.ticket, outcome.timer, marks.within(outcome.timer, session.step.seconds, session.done > 0))
    return (*stop, start, *(_cue(talk, "ready") if outcome.did not in course.LENGTHS else ()))


def _cue(talk: Conversation, mark: str) -> tuple[Effect, ...]:
    """The signal at the beginning or the end of a hold, for those who want signals."""
    tone = marks.chosen(mark, talk.cues).tone
    return (Cue(tone=tone),) if tone else ()


def move(domain: Domain, talk: Conversation, made: Move, left: float, ticket: int = -1) -> tuple[Conversation, tuple[Effect, ...]]:
    """Handle a move without words: a key, the end of speech, a timer."""
    if talk.session is None:
        return talk, ()
    outcome = course.move(talk.session, made, left, ticket)
    if outcome.did is Do.STAY:
        return talk, ()
    after = carried_on(talk, outcome)
    if outcome.did in (Do.GET_READY, Do.HOLD):
        return after, _timers(talk, outcome)
    say = Phrases(domain, talk.said)
    answer = guidance.moved(domain, talk.session, outcome, left, say)
    hushed: tuple[Effect, ...] = (StopSpeaking(),) if ticket < 0 else ()
    ended = _cue(talk, "done") if outcome.did is Do.LET_GO else ()
    pending = Pending(answer.asks) if answer.asks else after.pending
    return after._replace(said=say.used, pending=pending), (*hushed, *_timers(talk, outcome), *ended, Told(answer, after.session))


def mark(domain: Domain, talk: Conversation, ticket: int, name: str) -> tuple[Conversation, tuple[Effect, ...]]:
    """Handle a mark of a hold: a word or a signal, as the person chose; a mark of an old timer says nothing."""
    session = talk.session
    found = marks.chosen(name, talk.cues)
    if session is None or session.phase is not Phase.HOLDING or session.ticket != ticket or not (found.phrase or found.tone):
        return talk, ()
    if not found.phrase:
        return talk, (Cue(tone=found.tone),)
    say = Phrases(domain, talk.said)
    text = say(found.phrase)
    effect = Told(plain(Kind.CONTROL, text, "guide"), session) if found.shown else Cue(text)
    return talk._replace(said=say.used), (effect,)
