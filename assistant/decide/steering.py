"""Which move of a session a message makes, and when it makes none: a rung of the ladder by itself.

Not here: what is a move (moved), and what it does (course).
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.decide import moved, positions, readiness, sides
from assistant.decide.case import Case
from assistant.decide.describing import described
from assistant.decide.moved import Made
from assistant.decide.naming import named
from assistant.decide.state import Chat, Decision, Guide, Steer, Warn
from assistant.decide.view import SURE, View, intent_of, marked, screening
from assistant.model import Kind
from assistant.understand.sentences import Clause
from assistant.values import NamedTuple

SKIPPING = 3  # readings among which a wish to pass something over is looked for, where a side is named
DECLINE = "decline"  # no session is wanted
UNASKED = ("ready", "how_long", "which_step", "how_many_left", "repeat", *moved.VOICE)  # moves that may be asked for before a session
ABOUT_NOBODY = frozenset(("other", "hypothetical", "denied"))  # what is said so is not said of oneself, and of now


class GiveWay(NamedTuple):
    """Nothing is steered: the message is for other rules."""


def steering(case: Case) -> Decision | None:
    """Moves of a session, stop before all others. Stop is heard anywhere in a message, and without a session too."""
    every = [move for clause in case.view.heard.clauses for move in moved.moves(case.view, clause)]
    moves = [move for move in every if move.steer.move != "stop" or not _by_the_way(case, move)]
    for rung in STEERING:
        if (found := rung(case, moves)) is not None:
            return None if isinstance(found, GiveWay) else found
    return None


def _stop(case: Case, moves: list[Made]) -> Decision | None:
    """'stop', whatever else is said; where no session runs only by itself: 'thanks, that stop scared me', 'whoa, everything spins'."""
    view = case.view
    stop = next((move for move in moves if move.steer.move == "stop"), None)
    alone = len(view.heard.clauses) == 1 and not (_asks(view) or case.signs.soon)
    if stop is None or not (view.talk.session or alone):
        return None
    if screening(view) and view.domain.intents[stop.intent].reply.act in readiness.DECLINES:
        return readiness.declined(view)  # 'scrap that, I have only got three'
    return _with_health(case, Steer("stop")) if view.talk.session else Chat(stop.intent, "nothing_to_stop", Kind.CONTROL)


def _one_side(case: Case, moves: list[Made]) -> Decision | None:
    """'only the left one': the side that is kept."""
    view = case.view
    if view.talk.session is None or screening(view) or case.signs.soon:
        return None
    skips = any(intent_of(view, c).reply.move == "skip" for clause in view.heard.clauses for c in clause.candidates[:SKIPPING])
    side = sides.kept(view, skips)
    return _with_health(case, Steer("one_side", side)) if side else None


def _before_session(case: Case, moves: list[Made]) -> Decision | None:
    """What answers the question before a session, or wants something else instead."""
    other = readiness.otherwise(case.view, case.signs)
    return other or (Steer("ready") if readiness.answered(case.view, case.signs) else None)


def _another_way(case: Case, moves: list[Made]) -> Decision | None:
    """Another position, or another entry to go on with."""
    return positions.wished(case) or (None if _goes_back(case.view) else _onward(case) or _elsewhere(case))


def _cried_out(case: Case, moves: list[Made]) -> Decision | GiveWay | None:
    """'ow, it is sharp on the left'."""
    if not moved.cries(case.view) or case.signs.soon or screening(case.view):
        return None
    return _with_health(case, Steer("hurts")) if case.view.talk.session else _hurt_outside(case.view) or GiveWay()


def _for_others(case: Case, moves: list[Made]) -> Decision | GiveWay | None:
    """Where something else is to be said, or nothing could be steered, the message is for other rules."""
    return (_stopped(case) or GiveWay()) if _gives_way(case, moves) else None


def _interrupted(case: Case, moves: list[Made]) -> Decision | None:
    """'hold on, the doorbell'."""
    return _with_health(case, Steer("pause")) if moved.interrupts(case.view) else None


def _moved(case: Case, moves: list[Made]) -> Decision | None:
    """The move that counts of all that were made, or that the message resembles."""
    view = case.view
    worded = any(c.exact for clause in view.heard.clauses for c in clause.candidates)
    resembling = moved.foremost(moves)  # 'wait stop my tea' resembles a pause, and begins with a stop
    if resembling and resembling.move == "hurts" and not worded and moved.eased(view):
        return None
    move = (resembling if worded else None) or moved.halts(view) or resembling or moved.hurts(view) or moved.slipped(view)
    asks = move is not None and move.move not in UNASKED and not readiness.worded(view, case.signs) and asks_before(view)
    if move is None or asks or not readiness.begun(view, case.signs, move.move):
        return Steer("yes") if readiness.agrees(view, case.signs) else None
    return _with_health(case, move)


def _hurt_outside(view: View) -> Chat | None:
    """What is said to somebody who cries out where no session runs, if the subject has words for it."""
    return Chat("hurts", "hurts_outside", Kind.CONTROL) if "hurts_outside" in view.domain.phrases else None


def _said_to_session(case: Case, moves: list[Made]) -> Decision | None:
    """'are you still there?', 'changed my mind': said to a session, unless something is told of one's health, or 'stop' before it."""
    said = moved.worded(case.view)
    if not said or case.signs.conditions or case.signs.soon or moved.halts(case.view):
        return None
    if said == DECLINE:
        return readiness.declined(case.view) if screening(case.view) else None
    return Steer(said)


def _goes_back(view: View) -> bool:
    """'oops, go back one' in so many words: the back is no place there."""
    return any(c.exact and intent_of(view, c).reply.move == "back" for clause in view.heard.clauses for c in clause.candidates[:1])


def _onward(case: Case) -> Decision | None:
    """'skip to the ankle', 'go to the fourth one': on to another entry of the session."""
    view, session = case.view, case.view.talk.session
    if session is None or screening(view) or case.signs.conditions or _marked(view):
        return None
    light = {*view.domain.words.get("light", {}), *view.domain.words.get("fillers", {})}
    for mention in view.heard.mentions:
        before = [token.text for token in view.heard.tokens[: mention.start] if token.text not in light]
        if any(before[-len(wording) :] == wording for wording in map(str.split, view.domain.words.get("onward", {}))):
            names = named(view, (mention._replace(cues=frozenset()),))
            there = names.entries or described(view, names)
            return next((Guide((entry,), ()) for entry in there if any(step.entry == entry for step in session.steps)), None)
    return None


def _elsewhere(case: Case) -> Decision | None:
    """'not this one, the ankle one', 'only the foot one', in the middle of a session: on with what was meant."""
    view = case.view
    hurting = view.domain.words.get("hurting", {})
    hurts = any(hurting.get(token.text, "eased") != "eased" for token in view.heard.tokens)  # 'I said my foot has a cramp'
    if view.talk.session is None or screening(view) or case.signs.conditions or _marked(view) or hurts:
        return None
    alone = any(token.text in view.domain.words.get("alone", {}) for token in view.heard.tokens)
    if not (readiness.corrects(view) or (alone and readiness.only_wants(view, case.signs, "alone"))):
        return None
    questions = view.domain.words.get("question_words", {})
    return None if any(token.text in questions for token in view.heard.tokens) else readiness.instead(view)


def _stopped(case: Case) -> Decision | None:
    """'stop, you never told me where it is': whatever else is said, stop is heard while a session runs."""
    told = case.signs.soon or case.signs.conditions or screening(case.view) or _marked(case.view)
    return None if told else moved.halts(case.view)


def asks_before(view: View) -> bool:
    """Whether something is asked while the question before a session is open: 'and now?' begins nothing."""
    return screening(view) and _asks(view)


def asks_something(view: View) -> bool:
    """A session's moves give way to a question in the same message; a move in so many words only to one that is asked outright."""
    worded = any(c.exact and intent_of(view, c).reply.move for clause in view.heard.clauses for c in clause.candidates[:1])
    return any(_asks_of_subject(view, clause) for clause in view.heard.clauses if clause.asks or not worded)


def _asks_of_subject(view: View, clause: Clause) -> bool:
    """Whether a clause names an entry, or surely asks for a facet; what is to be left out is named, and no question."""
    if any(move.steer.move == "skip" and move.steer.detail for move in moved.moves(view, clause)):
        return False
    if named(view, clause.mentions).entries:
        return True
    replies = (intent_of(view, c).reply for c in clause.candidates[:1] if c.exact or c.confidence >= SURE)
    return any(reply.facets and not (reply.in_session and view.talk.session) for reply in replies)


# ---------------------------------------------------------------- what a move gives way to


def _gives_way(case: Case, moves: list[Made]) -> bool:
    """Whether there is nothing to steer, or something else to be said: of a sign, of what applies, to a question."""
    view = case.view
    if view.talk.session is None or case.signs.soon or (screening(view) and readiness.told(view, case.signs)):
        return True  # 'yes, blood thinners' answers the question before a session
    plain = _denies(case) or (any(move.steer.move == "hurts" for move in moves) and not _marked(view))
    return not plain and asks_something(view)


def _by_the_way(case: Case, move: Made) -> bool:
    """A goodbye is a stop by the way: not where it answers the question before a session ('nothing else'), beside a sign
    ('I am going to faint'), or where it only resembles one beside what was said word for word ('hold on, the phone is going').
    """
    if case.view.domain.intents[move.intent].reply.move == move.steer.move:
        return False
    worded = {c.intent for clause in case.view.heard.clauses for c in clause.candidates if c.exact}
    return readiness.answered(case.view, case.signs) or bool(case.signs.soon) or (bool(worded) and move.intent not in worded)


def _asks(view: View) -> bool:
    """Whether something else is asked or told beside the word: 'I lift weights; should I stop?'"""
    return any(clause.asks for clause in view.heard.clauses)


def _denies(case: Case) -> bool:
    """Whether the question before a session is answered by what does not apply: 'not pregnant, no fever'."""
    return screening(case.view) and any(case.signs.denied) and not case.signs.conditions and not _marked(case.view)


def _marked(view: View) -> bool:
    """Whether there is a question mark. Pain that is told is no question about pressure."""
    return marked(view)


# ---------------------------------------------------------------- what goes before a move


def _with_health(case: Case, move: Steer) -> Decision:
    """A move, and before it what somebody said of their health in the same breath: 'i take warfarin, go on'."""
    known = frozenset(fact.condition for fact in case.view.talk.facts if not fact.whose)
    fresh = tuple(c.id for c in case.signs.conditions if c.id not in known and not c.cues & ABOUT_NOBODY)
    grave = any(case.view.domain.conditions[id_].level == "caution" for id_ in fresh)
    return Warn(fresh, True, then=move) if fresh and (grave or move.move in moved.WEAK) else move


Rung = Callable[[Case, list[Made]], Decision | GiveWay | None]
STEERING: tuple[Rung, ...] = (_said_to_session, _stop, _one_side, _before_session, _another_way, _cried_out, _for_others, _interrupted, _moved)
