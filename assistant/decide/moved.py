"""Which move of a session a clause is, and which of several counts. Not here: what a move does (course)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.decide.course import LONGEST_HOLD
from assistant.decide.describing import described
from assistant.decide.naming import named
from assistant.decide.session import TABLE, Do, Move, Session
from assistant.decide.state import Steer
from assistant.decide.view import SURE, View, all_words, intent_of, marked, roles, screening
from assistant.model import Intent
from assistant.understand.candidates import Candidate
from assistant.understand.sentences import Clause
from assistant.understand.stems import consonants
from assistant.values import NamedTuple

CRY = "cry"  # the role of a word that is cried out
SLIPPED = 4  # words, beside those that say nothing, in which a word without its vowels is looked for
IN_SESSION = 0.34  # a session under way is steered more often than it is talked about (tests/moves.yaml)
OF_ANSWERS = ("again", "shorter")  # acts on the last answer, if there was one since the session last spoke
VOICE = ("slower", "faster", "louder", "quieter", "voice_on", "voice_off")  # how it shall sound moves nothing
LENGTHS = ("longer", "shorter", "length")  # moves that may say how much
MEANING = ("stop", "hurts", "", "yes")  # the order in which the same words mean moves; "": all others
FIRST = ("skip", "hurts")  # the wish to leave a place says more than that it hurts there; both before all others
# What leads over to something else: 'wait, go back', 'ok, skip it', 'I am lost, start over', 'next, no, pause'. The last one is meant.
WEAK = ("yes", "ready", "next", "resume", "pause", "repeat", "how_long", "which_step", "how_many_left")
# What may be named beside a move and changes nothing about it: pain and sides are told with their place, lengths with how much.
BESIDE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("hurts", "other_side", "which_step", "start_over"), ("",)),
    **dict.fromkeys(LENGTHS, ("minutes",)),
    **dict.fromkeys(("back", "repeat"), ("ordinal", "number")),
}


class Made(NamedTuple):
    """A move and the intent it was said with."""

    intent: str
    steer: Steer


def moves(view: View, clause: Clause) -> list[Made]:
    """The move a clause is, if it is one: word for word, or surely and without naming anything; the first of MEANING."""
    found = [c for c in clause.candidates if c.exact] or [c for c in clause.candidates[:1] if _sure(view, c) and _alone(view, clause, c)]
    made = ((c.intent, _steer(view, clause, view.domain.intents[c.intent])) for c in found)
    meant = [Made(intent, steer) for intent, steer in made if steer]
    return sorted(meant, key=lambda made: MEANING.index(made.steer.move if made.steer.move in MEANING else ""))[:1]


def interrupts(view: View) -> bool:
    """'ok, hold on, the doorbell': the session waits for whatever that may be, unless something is asked or surely another move."""
    instead = screening(view) and any(mention.kind == view.domain.subject for mention in view.heard.mentions)  # 'wait, the other one first'
    if view.talk.session is None or instead or _says_more(view):
        return False
    spoken = all_words(view)
    wordings = view.domain.words.get("interruptions", {})
    if any(f" {' '.join(spoken)} ".endswith(f" {wording} ") for wording, place in wordings.items() if place == "either"):
        return True  # 'the oven is on, wait'
    while spoken and (wordings.get(spoken[0]) or spoken[0] in view.domain.words.get("fillers", {})):
        spoken.pop(0)
    return any(f"{' '.join(spoken)} ".startswith(f"{wording} ") for wording, place in wordings.items() if place != "before")


def halts(view: View) -> Steer | None:
    """'stop, that makes no sense', 'wait stop my tea': a message in a session that begins with a word for stopping, and asks nothing."""
    if view.talk.session is None or marked(view):
        return None
    wordings, before = view.domain.words.get("halting", {}), view.domain.words.get("interruptions", {})
    spoken = all_words(view)
    while spoken and (spoken[0] in before or spoken[0] in view.domain.words.get("fillers", {})):
        spoken.pop(0)
    rest = f"{' '.join(spoken)} "
    meant = max((wording for wording in wordings if rest.startswith(f"{wording} ")), key=len, default="")
    return Steer(wordings[meant] or "stop") if meant else None


def worded(view: View) -> str:
    """'are you still there, it is quiet': the move that words said to a session are, wherever they stand."""
    if view.talk.session is None:
        return ""
    return next(iter(roles(view, "in_session")), "")


def hurts(view: View) -> Steer | None:
    """'w8 hurts mor': a word of pain in a session that runs, where nothing else was understood, nothing is asked and nothing eases it."""
    words = view.domain.words.get("hurting", {})
    if view.talk.session is None or screening(view) or marked(view) or any(s.cue == "denied" for s in view.heard.scopes):
        return None
    said = {words[token.text] for token in view.heard.tokens if token.text in words}
    return Steer("hurts") if said & {"", CRY} and not eased(view) else None


def cries(view: View) -> bool:
    """'ow, it is sharp on the left': somebody cries out, asks nothing, nothing eases it, and nothing is said in a wording of the content."""
    tokens, words = view.heard.tokens, view.domain.words.get("hurting", {})
    cried = bool(tokens) and words.get(tokens[0].text) == CRY
    worded = any(c.exact and not intent_of(view, c).reply.move for clause in view.heard.clauses for c in clause.candidates)
    return cried and not worded and not eased(view) and not any(token.stop == "?" for token in tokens)


def eased(view: View) -> bool:
    """'it stings less than before': words of pain that has gone or become less."""
    words = view.domain.words.get("hurting", {})
    return any(words.get(token.text) == "eased" for token in view.heard.tokens)


def _says_more(view: View) -> bool:
    """Whether something is asked, or said in a wording of the content, or hurts."""
    if any(token.stop == "?" or token.text in view.domain.words.get("question_words", {}) for token in view.heard.tokens):
        return True  # but 'the phone is going' has a word that questions open with, and asks nothing
    moves_ = (made for clause in view.heard.clauses for made in moves(view, clause))
    return any(c.exact for clause in view.heard.clauses for c in clause.candidates) or any(made.steer.move == "hurts" for made in moves_)


def _sure(view: View, candidate: Candidate) -> bool:
    """Whether a reading is sure enough to be a move: in a session sooner than elsewhere, but nothing is begun on a guess."""
    soon = view.talk.session is not None and (not screening(view) or view.domain.intents[candidate.intent].reply.move == "stop")
    return candidate.confidence >= (IN_SESSION if soon else SURE)


def foremost(made: Sequence[Made]) -> Steer | None:
    """The move that counts of all that were made in one message."""
    steers = [one.steer for one in made]
    firm = [steer for steer in steers if steer.move not in WEAK]
    leaving = [steer for move in FIRST for steer in firm if steer.move == move]
    return next(iter((*leaving, *firm, *steers[::-1])), None)


def _alone(view: View, clause: Clause, candidate: Candidate) -> bool:
    """Whether nothing else is named, or in a session nothing that would change the move."""
    harmless = BESIDE.get(_move(view, view.domain.intents[candidate.intent]), ()) if view.talk.session else ()
    return "" in harmless or all(mention.kind in harmless for mention in clause.mentions)


def _move(view: View, intent: Intent) -> str:
    """The move an intent is in this state of the talk; '' when it is none."""
    reply = intent.reply
    session = view.talk.session
    if session is None or reply.move:
        return reply.move
    if reply.act == "yes":
        return "yes"
    if not reply.in_session or (reply.act in OF_ANSWERS and view.talk.told):
        return ""
    moves = any(move.value == reply.in_session and TABLE[session.phase, move] is not Do.STAY for move in Move)
    return reply.in_session if moves else ""


def _steer(view: View, clause: Clause, intent: Intent) -> Steer | None:
    move = _move(view, intent)
    if move == "skip" and view.talk.session and clause.mentions:
        entries = _in_session(view, clause, view.talk.session)
        return Steer(move, " ".join(entries)) if entries else None
    seconds = round(named(view, clause.mentions).minutes * 60) if move in LENGTHS else 0
    if move == "length" and not 0 < seconds <= LONGEST_HOLD:
        return None
    return Steer(move, str(seconds) if seconds else "") if move else None


def _in_session(view: View, clause: Clause, session: Session) -> list[str]:
    """The entries of a session that a clause names or describes; 'leave out' stands over them, and they are meant all the same."""
    meant = tuple(mention._replace(cues=frozenset()) for mention in clause.mentions)
    names = named(view, meant)
    return [e for e in names.entries or described(view, names) if any(step.entry == e for step in session.steps)]


def slipped(view: View) -> Steer | None:
    """'rsm', 'gntlr pls': a word of a move without its vowels, in a session, where all beside it says nothing."""
    spoken = [token for token in view.heard.tokens if token.text not in view.domain.words.get("fillers", {})]
    if view.talk.session is None or not 0 < len(spoken) <= SLIPPED or any(token.stop == "?" for token in spoken):
        return None
    if any(scope.cue == "denied" for scope in view.heard.scopes):
        return None
    bones = {consonants(word): move for word, move in view.domain.words.get("move_words", {}).items()}
    beside = {**view.domain.words.get("pointing", {}), **view.domain.words.get("wanting", {})}
    meant = [bones.get(consonants(token.text), "") for token in spoken if token.text in view.heard.unknown]
    known = all(token.text in beside or token.text in view.heard.unknown for token in spoken)
    return Steer(meant[0]) if known and len(meant) == 1 and meant[0] else None
