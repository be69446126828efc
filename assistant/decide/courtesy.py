"""What is said beside a courtesy: 'no, I meant the ankle one', 'fair enough. Are you a person?'

A message may begin with a no, a yes or an 'I see', and have in it something that wants an answer: then the courtesy is none.
Not here: what that something asks (asked).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide.naming import named
from assistant.decide.state import Chat, Decision, Tell
from assistant.decide.view import SURE, UNTIED, VERY_SURE, View, all_words, intent_of, words_of
from assistant.model import Intent, Kind
from assistant.understand.sentences import Clause

PASSING = ("no", "neither", "yes", "later", "never_mind")  # acts that say nothing of what stands beside them
ACKNOWLEDGED = "ack"  # the phrase for 'I see', 'fair enough'
LONGEST_NAME = 2  # words
LEAST = 2  # words of something that was said


def more(view: View) -> bool:
    """Whether anything but courtesies is said that wants an answer: it asks, names something, tells what has a reply, or says what was meant."""
    return any(wants(view, clause) for clause in view.heard.clauses) or tells(view)


def asking(view: View) -> tuple[Clause, ...]:
    """The clauses that want to know something, without courtesies and what is not wanted: 'I do not want to begin. Where is it?'"""
    denied = [scope.said for scope in view.heard.scopes if scope.cue == "denied"]
    return tuple(c for c in view.heard.clauses if c.asks and not _courteous(view, c) and not any(c.start <= place < c.end for place in denied))


def unheard(view: View, decision: Decision | None) -> bool:
    """Whether a courtesy would be all the answer to a message that asks for more, or corrects what was answered."""
    if not isinstance(decision, Chat) or not any(_passing(view, clause) for clause in view.heard.clauses):
        return False
    intent = view.domain.intents.get(decision.intent)
    return intent is not None and _is_passing(intent) and any(_asking(view, clause) for clause in view.heard.clauses)


def in_passing(view: View, decision: Decision) -> bool:
    """Whether it is the answer to a courtesy that says nothing of what stands beside it."""
    intent = view.domain.intents.get(decision.intent) if isinstance(decision, Chat) else None
    return intent is not None and _is_passing(intent)


def greets(view: View, decision: Decision | None) -> bool:
    """'good evening. My neighbour put this on for me', 'tomorrow then. Good night': who greets and asks nothing is greeted."""
    clauses = view.heard.clauses
    if len(clauses) < 2 or any(_opens(view, clause) for clause in clauses):
        return False
    first, last = (_said(view, clause) for clause in (clauses[0], clauses[-1]))
    refused = isinstance(decision, Chat) and decision.kind is Kind.FALLBACK
    resembles = isinstance(decision, Tell) and decision.confidence < VERY_SURE and not named(view, view.heard.mentions).anything
    return (refused and first) or (resembles and last)


def beside_move(view: View, decision: Decision | None) -> bool:
    """'slower, I am writing it down': a reply to what is told in passing, in no known words, is none to what is wished for in so many words."""
    replies = decision is not None and isinstance(decision, Chat) and decision.kind is Kind.SOCIAL
    if not replies or any(_said(view, clause) for clause in view.heard.clauses):
        return False
    return any(c.exact and intent_of(view, c).reply.move for clause in view.heard.clauses for c in clause.candidates[:1])


def _said(view: View, clause: Clause) -> bool:
    """Whether a clause is a courtesy word for word that has a reply of its own."""
    return any(c.exact and intent_of(view, c).kind is Kind.SOCIAL and bool(intent_of(view, c).reply.say) for c in clause.candidates[:1])


def tells(view: View) -> bool:
    """Whether something of the subject is told that has a fixed reply: 'no, I pressed it and it still hurts'."""
    intents = [intent_of(view, c) for clause in view.heard.clauses if not clause.asks for c in clause.candidates[:1] if c.confidence >= UNTIED]
    return any(intent.reply.say and intent.kind is Kind.ANSWER for intent in intents)


def wants(view: View, clause: Clause) -> bool:
    """Whether a clause says something beside courtesies."""
    return not _courteous(view, clause) and (bool(named(view, clause.mentions).anything) or _asking(view, clause))


def names_oneself(view: View) -> bool:
    """Whether a message tells a name and nothing else: 'hi, I am Petra', 'call me Sanjay'; of words that are known only where they must be a name."""
    wordings, tables = view.domain.words.get("introducing", {}), view.domain.words
    spoken = all_words(view)
    small = [tables.get(group, {}) for group in ("fillers", "asides", "greetings")]
    while spoken and spoken[-1] in tables.get("fillers", {}):
        spoken.pop()
    for place in range(len(spoken)):
        left = f"{' '.join(spoken[place:])} "
        wording = max([w for w in wordings if left.startswith(w) and left[len(w)] == " "], key=len, default="")
        name = spoken[place + len(wording.split()) :] if wording else []
        if 0 < len(name) <= LONGEST_NAME and view.heard.tokens[-1].stop != "?":
            return _may_be_name(view, wordings[wording], spoken[:place], name)
        if not any(spoken[place] in group for group in small):
            return False
    return False


def _may_be_name(view: View, role: str, before: Sequence[str], name: Sequence[str]) -> bool:
    """Whether what follows a wording may be a name: anything, one word that is no wording of the content, or a strange word among greetings."""
    if role == "one":
        single = len(name) == 1 or " ".join(name) in [read for _, read in view.heard.repaired]
        return single and not any(c.exact for clause in view.heard.clauses for c in clause.candidates)
    greeted = isinstance(view.talk.last, Chat) and view.talk.last.kind is Kind.SOCIAL
    greets = greeted or any(word in view.domain.words.get("greetings", {}) for word in before)
    return role == "" or (greets and name[0] in view.heard.unknown)


def _asking(view: View, clause: Clause) -> bool:
    """Whether a clause asks, or corrects."""
    if _courteous(view, clause) or clause.end - clause.start < LEAST:
        return False
    corrected = any(scope.cue == "correction" and clause.start <= scope.said < clause.end for scope in view.heard.scopes)
    return _opens(view, clause) or corrected


def _opens(view: View, clause: Clause) -> bool:
    """Whether it has a question mark, or begins as questions do."""
    words = words_of(view, clause)
    small = {word for group in ("links", "fillers", "asides") for word in view.domain.words.get(group, {})}
    while words and words[0] in small:
        words.pop(0)
    return view.heard.tokens[clause.end - 1].stop == "?" or bool(words and words[0] in view.domain.words.get("openers", {}))


def _courteous(view: View, clause: Clause) -> bool:
    """Whether a clause is a courtesy, an act in passing or a move."""
    for candidate in clause.candidates:
        if candidate.exact or (candidate == clause.candidates[0] and candidate.confidence >= SURE):
            intent = intent_of(view, candidate)
            if _is_passing(intent) or intent.reply.move or (intent.reply.say and intent.kind is Kind.SOCIAL and candidate.exact):
                return True
    return False


def _passing(view: View, clause: Clause) -> bool:
    return any(c.exact and _is_passing(intent_of(view, c)) for c in clause.candidates)


def _is_passing(intent: Intent) -> bool:
    return intent.reply.act in PASSING or intent.reply.say == ACKNOWLEDGED
