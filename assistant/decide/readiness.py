"""The question before a session: what answers it, and what is no answer to it.

'No, nothing' begins a session; 'no, I meant the other one' and 'nothing, well, my leg is odd' do not: whatever is said beside
the no counts. Not here: which conditions were told (safety), and what beginning does (course).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.decide import describing, naming, plans, polar, safety, talked
from assistant.decide.naming import named
from assistant.decide.signs import Seen
from assistant.decide.state import Decision, Guide, Steer
from assistant.decide.view import ANCHORED, SURE, View, acts_of, all_words, helped_with, intent_of, logic, marked, screening, words_of
from assistant.model import Kind, Reply
from assistant.understand import cues
from assistant.understand.candidates import Candidate
from assistant.understand.mentions import Mention
from assistant.understand.sentences import Clause

NOTHING = ("no", "neither")  # acts that say that nothing of it applies
FORGETS = "never_mind"  # the act that takes back what was asked beside it: 'never mind, continue'
DECLINES = (FORGETS, "later")  # acts after which no session is wanted
BEGINS = ("ready", "next", "resume", "skip")  # moves that begin
COUNTED = ("ordinal", "number", "minutes")  # named by 'wait a second' too
DECLINING = "declines"  # of these, what answers no to a session, and not to the question
DENIED, BETWEEN = "denied", "between"  # of these, what answers only behind a word that says no to it, and what may stand between
GUIDE = "guide"  # what is done for who wants a session
ACKNOWLEDGED = "ack"  # the phrase said after 'nice', 'all right'
NEAR = 4  # words between 'besides' and what it names
WISHING = ("pointing", "wanting", "fillers")  # groups of words a wish may be made of
ANSWERING = "answering"  # the group of words an answer may be made of


def answered(view: View, signs: safety.Signs) -> bool:
    """'no', 'none of those', 'not pregnant, no fever': nothing of what was asked applies, and nothing else is said."""
    if not screening(view) or told(view, signs) or signs.soon or not whole(view, signs) or marked(view):
        return False
    denied = any(signs.denied) or _says_nothing(view)
    least = ANCHORED if denied else SURE  # 'one of them' resembles 'none of them', and must not begin anything
    likely = [intent_of(view, c).reply for clause in view.heard.clauses for c in clause.candidates[:1] if c.exact or c.confidence >= least]
    if any(reply.in_session == "repeat" or reply.act == "correct" for reply in likely):
        return False  # 'I am not sure', 'that is not it'
    return any(reply.act in NOTHING or "ready" in (reply.move, reply.in_session) for reply in likely) or denied


def beforehand(view: View, signs: safety.Signs) -> bool:
    """'start with that one, no health problems': the question before a session is answered before it is asked."""
    if signs.conditions or signs.soon or len(view.heard.clauses) < 2:
        return False
    return any(_well(view, clause) for clause in view.heard.clauses)


def _well(view: View, clause: Clause) -> bool:
    """Whether a clause is, word for word, an answer that names health."""
    words = (token.text for token in view.heard.tokens[clause.start : clause.end])
    answers = any(c.exact and intent_of(view, c).reply.act in NOTHING for c in clause.candidates)
    return answers and any(word in view.domain.words.get("wellness", {}) for word in words)


def told(view: View, signs: safety.Signs) -> bool:
    """Whether something applies that was not known: 'nothing other than the pills I told you of' tells nothing new."""
    known = {fact.condition for fact in view.talk.facts if not fact.whose}
    only = _says_nothing(view)  # 'nothing else, just the tablets'
    return any(c.id not in known or not (only or _excepted(view, c)) for c in signs.conditions)


def _says_nothing(view: View) -> bool:
    """Whether a word of it is one that says no to all that was asked."""
    return any(view.domain.words.get(ANSWERING, {}).get(token.text) == "nothing" for token in view.heard.tokens)


def _denied(view: View) -> set[int]:
    """The places of words for what was asked, right behind a word that says no to it: 'none of those problems'; not 'nothing except those
    problems', 'no, I have problems', 'I can not say none of them'.
    """
    answering, tokens = view.domain.words.get(ANSWERING, {}), view.heard.tokens
    denies = logic(view, "denies")
    if any(token.text in denies for token in tokens) or any(scope.cue == "excluded" for scope in view.heard.scopes):
        return set()
    found: set[int] = set()
    for place, token in enumerate(tokens):
        role = answering.get(token.text)
        before = place and not tokens[place - 1].stop
        if role == "nothing" or (before and place - 1 in found and role in (BETWEEN, DENIED)):
            found.add(place)
    return found


def _excepted(view: View, found: Seen) -> bool:
    """Whether a sign stands behind 'nothing besides'."""
    return _behind(view, (start for start, _ in found.spans))


def _behind(view: View, places: Iterable[int]) -> bool:
    return any(s.cue == "excluded" and s.until <= place <= s.until + NEAR for place in places for s in view.heard.scopes)


def whole(view: View, signs: safety.Signs) -> bool:
    """Whether every word belongs to an answer: it says no, or is denied, or is one of those that say nothing more."""
    heard, words = view.heard, view.domain.words
    if ANSWERING not in words:
        return True
    answering = words[ANSWERING]
    light = {*(word for word, role in answering.items() if role not in (DECLINING, DENIED)), *words.get("fillers", {})}
    wished = {*words.get("requests", {}), *answering} - light  # 'I do not want to do it today' denies a wish, and nothing that was asked
    known = [range(a, b) for found in signs.conditions for a, b in found.spans]
    # 'nothing, just the stiff back', 'none apart from the pregnancy' (which was told)
    known += [range(m.start, m.end) for m in heard.mentions if _complaint(view, m) or (view.talk.facts and _behind(view, (m.start,)))]
    said = {place for clause in heard.clauses if _answers(view, clause) for place in range(clause.start, clause.end)}
    denied = [range(min(s.start, s.said), max(s.end, s.until)) for s in heard.scopes if s.cue == "denied"]
    meant = {place for span in (*known, *denied) for place in span}
    said |= _denied(view)
    return all(t.text in light or i in said or (i in meant and t.text not in wished) for i, t in enumerate(heard.tokens))


def _complaint(view: View, mention: Mention) -> bool:
    """Whether it is what the session is for."""
    value = view.domain.values.get(mention.id)
    return value is not None and bool(helped_with(view.domain, (mention.id,))) and not value.outside


def _answers(view: View, clause: Clause) -> bool:
    """Whether a clause is, word for word, an answer or a courtesy."""
    return any(c.exact and _is_answer(view, c) for c in clause.candidates)


def _is_answer(view: View, candidate: Candidate) -> bool:
    reply = intent_of(view, candidate).reply
    # 'no' is not among them: it has many wordings that decline, such as 'not today'
    answers = reply.act in ("neither", "yes") or reply.move in BEGINS or reply.in_session in BEGINS
    return answers or reply.say == ACKNOWLEDGED or reply.act == FORGETS


def otherwise(view: View, signs: safety.Signs) -> Decision | None:
    """What is wanted instead of an answer: no session, or one of something else; None when it is a question or cannot be told."""
    if not screening(view) or told(view, signs):
        return None
    sure = [c for clause in view.heard.clauses for c in clause.candidates[:1] if c.exact or c.confidence >= SURE]
    replies = [intent_of(view, c).reply for c in sure]
    begins = any(
        c.exact and (reply.move in BEGINS or reply.in_session in BEGINS) for c, reply in zip(sure, replies, strict=True)
    )  # 'whatever. next one'
    declines = any(c.exact and reply.act in DECLINES for c, reply in zip(sure, replies, strict=True))
    if (declines and not begins) or _refuses(view, signs, sure):
        return declined(view)
    if marked(view) or _asks_which(view) or (polar.asks_for(view) and not _wishes_other(view)):
        return None  # 'how long is the foot one actually'
    names = named(view, view.heard.mentions)
    refuses = len(view.heard.tokens) == 2 and view.heard.tokens[0].text in logic(view, "refuses")  # 'no, 23'
    if names.numbers and (refuses or corrects(view)) and (numbered := _numbered(view, names.numbers)):
        return Guide(numbered, ())
    minutes = names.minutes
    if minutes and "shorter" in acts_of(view):
        return Guide(_mine(view), (), minutes)  # 'too long, make it five minutes'
    if all(mention.kind in COUNTED for mention in view.heard.mentions) and not (names.entries and corrects(view)):  # 'I said 60, not 23'
        waits = [c for clause in view.heard.clauses for c in clause.candidates if c.exact or c.confidence >= ANCHORED]
        asks = any(clause.asks for clause in view.heard.clauses)  # 'wait, where is it?'
        return Steer("pause") if not asks and any(intent_of(view, c).reply.move == "pause" for c in waits) else None
    return instead(view) if corrects(view) or any(reply.act == "correct" for reply in replies) or only_wants(view, signs) else None


def declined(view: View) -> Decision | None:
    """'changed my mind' ends it; 'changed my mind, BL-23' begins another, and 'scrap that, I have only got three' a shorter one."""
    if minutes := _time_left(view):
        return Guide(_mine(view), (), minutes)
    told = [mention for clause in view.heard.clauses if clause.bare or not clause.asks for mention in clause.mentions]
    return Steer("stop") if {*named(view, told).entries} <= {*_mine(view)} else instead(view)  # 'I will not begin. Where is BL-60?' asks


def _time_left(view: View) -> float:
    """The minutes there are instead, where nothing is named but one number that is less than the session takes; else 0."""
    names, session = named(view, view.heard.mentions), view.talk.session
    numbers = [float(number) for number in names.numbers] or ([names.minutes] if names.minutes else [])
    takes = sum(step.seconds + step.ready for step in session.steps) / 60 if session else 0
    alone = len(numbers) == 1 and not names.anything and not naming.by_number(view, names.numbers)
    return numbers[0] if alone and 0 < numbers[0] < takes else 0


def _asks_which(view: View) -> bool:
    """'actually, is there one I can do sitting?' asks which one there is, with or without a question mark."""
    lists = (clause for clause in view.heard.clauses if any(intent_of(view, c).reply.do == "list" for c in clause.candidates[:1]))
    behind = {scope.until for scope in view.heard.scopes if scope.cue == "correction"}
    words = all_words(view)
    begins = (max(place for place in (clause.start, *behind) if place <= clause.end) for clause in lists)
    return any(word in view.domain.words.get("polar", {}) for place in begins for word in words[place : place + 1])


def only_wants(view: View, signs: safety.Signs, *beside: str) -> bool:
    """'the foot points', 'ok, just do the feet then': nothing but other entries is wished for, and nothing told of oneself.

    `beside`: more groups of words that may stand there.
    """
    words = {word for group in (*WISHING, *beside) for word in view.domain.words.get(group, {})}
    inside = {place for m in view.heard.mentions for place in range(m.start, m.end)}
    if signs.soon or any(token.text in view.domain.words.get("selves", {}) for token in view.heard.tokens):
        return False
    return all(token.text in words for place, token in enumerate(view.heard.tokens) if place not in inside)


def _refuses(view: View, signs: safety.Signs, sure: Sequence[Candidate]) -> bool:
    """'not today', 'rather not': a no to the session, not to what was asked."""
    alone = len(view.heard.clauses) == 1 and len(view.heard.tokens) > 1
    return alone and any(c.exact and intent_of(view, c).reply.act == "no" for c in sure) and not whole(view, signs)


def _wishes_other(view: View) -> bool:
    """'how about that one instead', 'actually I want the one which is on the foot': a wish in spite of a word that asks."""
    asking, askers = view.domain.words.get("question_words", {}), view.domain.words.get("askers", {})
    begins = [words_of(view, clause)[:2] for clause in view.heard.clauses]
    asks = any(words[:1] and words[0] in asking and not (words[1:] and words[1] in askers) for words in begins)
    return not asks and corrects(view)


def corrects(view: View) -> bool:
    """'no, I meant', 'not that, the other'."""
    excluded = any("excluded" in mention.cues for mention in view.heard.mentions)
    return excluded or any(scope.cue == "correction" for scope in view.heard.scopes)


def begun(view: View, signs: safety.Signs, move: str) -> bool:
    """Whether a move may begin the session: not 'ready, though my leg is odd'."""
    return not screening(view) or move not in BEGINS or whole(view, signs) or worded(view, signs)


def agrees(view: View, signs: safety.Signs) -> bool:
    """'nice, proceed', 'ok, let us do that': that is no answer to the question before a session, and tells nothing that could be one."""
    if not screening(view) or told(view, signs) or signs.soon or view.heard.mentions or marked(view):
        return False
    firsts = [c for clause in view.heard.clauses for c in clause.candidates[:1]]
    intents = [intent_of(view, c) for c in firsts if c.exact or c.confidence >= SURE]
    agreeing = [_wants(i.reply) or i.reply.say == ACKNOWLEDGED for i in intents]
    courteous = [bool(i.reply.say) and i.kind is Kind.SOCIAL for i in intents]  # 'thanks, carry on'
    every = len(intents) == len(view.heard.clauses) and all(map(any, zip(agreeing, courteous, strict=True)))
    return every and any(agreeing)


def _wants(reply: Reply) -> bool:
    """Whether what is said wants the session: 'yes', 'go on', 'let us do it'."""
    return reply.act == "yes" or reply.do == GUIDE or bool({reply.move, reply.in_session} & {*BEGINS})


def worded(view: View, signs: safety.Signs) -> bool:
    """'done that, what now', 'next one please': every clause is a wording of a move that begins, and nothing is told, now or before."""
    return not (view.talk.facts or told(view, signs)) and all(
        any(c.exact and intent_of(view, c).reply.move in BEGINS for c in clause.candidates) for clause in view.heard.clauses
    )


def instead(view: View) -> Decision | None:
    """'no, I meant the second', 'actually lying down': a session of what was named."""
    names = named(view, view.heard.mentions)
    parts = tuple(part for other in names.others for part in view.domain.entries[other].parts)
    scopes = [scope for scope in view.heard.scopes if scope.cue == "chosen"]
    chosen = {
        m.id for m in view.heard.mentions if cues.over(scopes, m.start, m.end)
    }  # 'the one for the bowels'; but 'no, sore all over' is no other one
    telling = names._replace(values=tuple(v for v in names.values if v in chosen or not helped_with(view.domain, (v,))))
    entries = names.entries or talked.by_ordinal(view, names.ordinals) or describing.described(view, telling) or parts
    tools = all(view.domain.attributes[view.domain.values[v].attribute].asks for v in names.values)
    if tools and not (names.entries or names.ordinals or parts or plans.positions(view.domain, view.domain.covered, names.values)):
        return None  # 'let me use my fingers instead': other tools make no other session
    return Guide(entries or _mine(view), names.values, names.minutes)


def _numbered(view: View, numbers: Sequence[str]) -> tuple[str, ...]:
    """The one entry whose code has the number that was said."""
    found = tuple(entry for entry in naming.by_number(view, numbers) if view.domain.entries[entry].covered)
    return found if len(found) == 1 else ()


def _mine(view: View) -> tuple[str, ...]:
    """The entries of the session that waits or runs."""
    session = view.talk.session
    return tuple(dict.fromkeys(step.entry for step in session.steps)) if session else ()
