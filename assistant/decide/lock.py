"""What opens the lock after an urgent reply, and what does not.

A clinician who has looked at it, a denial of the very sign, or that something else was meant open it. 'That was a mistake' and a
plain reason ('it is bruised, I dropped a box on it', 'ten years, my prostate') are asked back once. Another person's word, what is
planned and what a doctor said of something else open nothing. A lock for somebody else lets through what is asked for oneself.
Not here: whether a sign was taken back (safety).
"""

from __future__ import annotations

from assistant.decide import joined
from assistant.decide.joined import explained, looked_at, said
from assistant.decide.persons import OF_OTHERS
from assistant.decide.safety import Signs
from assistant.decide.state import Alarm, Ask, Chat, Decision, Guide, Pending, Several, Tell
from assistant.decide.view import View, act_of, intent_of, marked, says
from assistant.model import Kind

CLEARED = "cleared"  # our question whether the sign that stands is so at all
# 'help' asks whom to call now, 'later' is too late, and who is low ('nobody can help me') needs more than to hear that one is sorry.
# Whether a clinician has looked at it is told by cues, not by what a message resembles.
NO_COURTESY = ("help", "later_ok", "sympathy", "rough_time_ok", "thinking_ok", "resolved_ok")
AGREES = {"ack": Kind.SOCIAL, "good_to_ask": Kind.URGENT}  # 'ok'; 'I will call my doctor tomorrow': it is to be now
NO = ("no", "neither", "never_mind")


def opened(view: View, signs: Signs) -> Decision | None:
    """What is said when the lock opens, or the question that must be answered first; None while it stays shut."""
    if looked_at(view):
        return Chat("resolved", "resolved_ok", Kind.SOCIAL)
    asks = marked(view)  # 'clear it away?' may mean to rub the leg
    forgotten = not asks and act_of(view) in ("forget", "start_over")
    doubted = said(view, "mistaken") or explained(view) or forgotten or view.talk.urgent in signs.denied
    pending = view.talk.pending
    if pending is not None and pending.kind == CLEARED:
        return Chat("resolved", "cleared_ok", Kind.SOCIAL) if doubted or act_of(view) in NO or any((*signs.denied, *signs.withdrawn)) else None
    return Ask(Pending(CLEARED, (), view.talk.urgent), CLEARED) if doubted else None


def shut(view: View, wanted: Decision | None, moves: bool) -> Decision | None:
    """What is answered while the lock stands; to all else the alarm is said again.

    Courtesies, the list of signs and, where the lock is another's, questions for oneself are.
    """
    if isinstance(wanted, Chat) and wanted.phrase in AGREES:
        agreed = not moves and _agrees(view)
        return wanted._replace(phrase="ack_urgent", kind=AGREES[wanted.phrase]) if agreed else _still(view)
    if view.talk.urgent_whose and isinstance(wanted, Tell) and _for_oneself(view):
        return None  # the alarm is another's
    courtesy = isinstance(wanted, Chat) and wanted.kind == Kind.SOCIAL and wanted.phrase not in NO_COURTESY and not moves
    if courtesy and isinstance(wanted, Chat) and wanted.intent in view.domain.intents and view.domain.intents[wanted.intent].reply.act:
        # 'no' is one; 'no, the doctor has not seen it', 'no doctor this year' say something
        courtesy = len(view.heard.clauses) == 1 and any(c.exact for c in view.heard.clauses[0].candidates)
    signs = isinstance(wanted, Tell) and wanted.reply.do in ("signs", "known")
    if courtesy or signs:
        return None
    if not isinstance(wanted, Tell | Guide | Several) and _only_courteous(view):
        return Chat("courtesy", "courtesy_urgent", Kind.URGENT)
    return _still(view)


def _still(view: View) -> Alarm:
    """The alarm that stands; who asks for nothing ('nobody can help me') is not told what they will not get."""
    return Alarm(view.talk.urgent, view.talk.urgent_whose, True, joined.asks(view) or bool(view.heard.mentions))


def _for_oneself(view: View) -> bool:
    """'I am calling them. What about me, my own back is only stiff': from there on of one's own trouble, and of nobody else.

    'I am fine, where is it?' may be for them.
    """
    begins = min((scope.said for scope in view.heard.scopes if scope.cue == "own"), default=None)
    if begins is None or any(scope.cue in OF_OTHERS and scope.said >= begins for scope in view.heard.scopes):
        return False
    return says(view, "own")


def _agrees(view: View) -> bool:
    """'ok fine, I will call them': a yes in every clause. 'Yeah well. nobody to talk to' is none."""
    best = [(c, intent_of(view, c).reply) for clause in view.heard.clauses for c in clause.candidates[:1]]
    return len(best) == len(view.heard.clauses) and all(c.exact or reply.act == "yes" or reply.say in AGREES for c, reply in best)


def _only_courteous(view: View) -> bool:
    """'thank you, that gave me a fright', 'bye, see you after the race': a courtesy in so many words, and nothing asked."""
    clauses = view.heard.clauses
    worded = [intent_of(view, c) for clause in clauses for c in clause.candidates[:1] if c.exact]
    courteous = bool(worded) and all(i.kind is Kind.SOCIAL and i.reply.say and i.reply.say not in NO_COURTESY for i in worded)
    return courteous and not any(clause.asks for clause in clauses) and not marked(view)
