"""What a message takes back of what was said of somebody: 'I am not pregnant', 'I do not take it', 'Pregnant? I am a man', 'it has healed'.

Only what names the condition itself, denied outright, takes it back: who has not seen the midwife yet, or does not want to hurt
the baby, is pregnant all the same. In doubt a condition stands: a caution too many costs a sentence. Not here: signs that are
denied before anything was told of them (safety).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide import joined
from assistant.decide.naming import named
from assistant.decide.signs import Seen
from assistant.decide.state import Alarm, Fact, See
from assistant.decide.view import View, wider
from assistant.model import Condition
from assistant.understand.cues import Scope
from assistant.understand.lexicon import Hit
from assistant.understand.stems import root

ECHO = 3  # words; so short is what is said after us: 'a child? I am seventy'
LONG = 6  # letters of a word by which it is told from others
LIGHT = 3  # letters; shorter words of a topic name nothing, and may stand between a 'not' and what it denies
ASKED = "asked"  # a part that stands for a question of ours
DENIALS = ("denied", "theirs")  # 'I am not pregnant, my sister is' says of both that somebody is not
NOT_HEALED = frozenset(("denied", "hypothetical", "asked", "other"))  # cues under which nothing has healed


def taken_back(view: View, told: Sequence[Seen]) -> tuple[str, ...]:
    """The conditions of the talk that a message takes back; `told` is what it shows itself: 'forget the tablets' names what is to be forgotten."""
    others = {fact.condition for fact in view.talk.facts if fact.whose} if joined.said(view, "own") else set()  # 'and for me? I have none'
    facts = {fact.condition: fact for fact in view.talk.facts if fact.condition not in others}
    known = dict.fromkeys(id_ for id_ in (*view.talk.noted, *facts) if id_ not in others)
    again = {seen.id for seen in told if not seen.cues & NOT_HEALED}  # 'no warfarin, only aspirin', 'I said no hands'
    denied = (id_ for id_ in known if id_ not in again and _denied(view, view.domain.conditions[id_], facts.get(id_)))
    forgotten = (seen.id for seen in told if "forgotten" in seen.cues and seen.id in facts)
    over_now = (seen.id for seen in told if seen.id in facts and ended(view.domain.conditions[seen.id], seen))
    mistaken = _last_told(view) if not told and joined.said(view, "mistaken") else ()
    over = [id_ for id_ in _last_told(view) if not view.domain.conditions[id_].lasts] if joined.said(view, "stopped", NOT_HEALED) else ()
    return tuple(dict.fromkeys((*denied, *forgotten, *doubted(view), *_outdone(view), *over_now, *mistaken, *over)))


def ended(rule: Condition, seen: Seen) -> bool:
    """'I came off warfarin last year': what is named is over, and nothing that lasts."""
    return "ended" in seen.cues and not rule.lasts and not seen.cues & NOT_HEALED


def _outdone(view: View) -> tuple[str, ...]:
    """Wishes that another ends: after 'sitting, please' it is 'lying down now'. A question about lying ends nothing."""
    tokens, tables = view.heard.tokens, view.domain.words
    facts = (view.domain.conditions[fact.condition] for fact in view.talk.facts if not fact.whose)
    wishes = [rule for rule in facts if rule.wish]
    if not wishes or any(
        token.stop == "?" or token.text in tables.get("question_words", {}) or token.text in tables.get("polar", {}) for token in tokens
    ):
        return ()
    names = named(view, view.heard.mentions)
    routines = [view.domain.entries[other].attributes for other in names.others if view.domain.entries[other].parts]
    told = (*names.values, *(value for attributes in routines for values in attributes.values() for value in values))
    values = {wide for value in told for wide in wider(view.domain, value)}
    return tuple(rule.id for rule in wishes if values & {value for avoided in rule.avoid.values() for value in avoided})


def _last_told(view: View) -> tuple[str, ...]:
    """What 'that was a mistake' can mean: what was just told; behind an alarm it means the alarm, and what was told stands."""
    return () if isinstance(view.talk.told, Alarm) or isinstance(view.talk.last, See) else view.talk.noted


def healed(view: View, told: tuple[str, ...]) -> tuple[str, ...]:
    """'a caesarean, but it has healed': of what this message tells, or else of what was told before, that which heals."""
    if not joined.said(view, "healed", NOT_HEALED):
        named = view.talk.noted if joined.bygone(view) else ()  # 'that was six years ago'
    else:
        named = told or tuple(fact.condition for fact in view.talk.facts)
    return tuple(id_ for id_ in named if view.domain.conditions[id_].heals)


def doubted(view: View) -> tuple[str, ...]:
    """'Pregnant? I am a man': what we took somebody for, said back as a question, and something of oneself behind it."""
    tokens = view.heard.tokens
    end = next((place + 1 for place, token in enumerate(tokens[:ECHO]) if token.stop == "?"), 0)
    if not end or end == len(tokens) or any(token.stop == "?" for token in tokens[end:]):
        return ()
    echoed = {root(token.text) for token in tokens[:end]}
    facts = [view.domain.conditions[fact.condition] for fact in view.talk.facts]
    return tuple(rule.id for rule in facts if echoed & _topic(rule) or any(hit.end <= end and _names(rule, hit) for hit in view.heard.signs))


def _topic(rule: Condition) -> set[str]:
    return {root(word) for word in (*rule.topic.lower().split(), *rule.id.split("-")) if len(word) > LIGHT}


def words_of(view: View, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The beginnings of the words in some spans that mean something by themselves: 'pregnant' and 'pregnancy' are alike."""
    empty = {root(word) for word in view.domain.words.get("stating", {})}
    words = [root(token.text) for start, end in spans for token in view.heard.tokens[start:end] if len(token.text) > LIGHT]
    return tuple(dict.fromkeys(word[:LONG] for word in words if word not in empty))


def _denied(view: View, rule: Condition, fact: Fact | None) -> bool:
    """Whether a message denies what names a condition, in the words it was told in or by its name: no aspirin is not no warfarin.

    Just after it was told, 'I do not take it' is enough.
    """
    denials = [scope for scope in view.heard.scopes if scope.cue in DENIALS]
    if not denials:
        return False
    called = {*(fact.said if fact else ()), *(word[:LONG] for word in _topic(rule))}
    meant = [hit for hit in view.heard.signs if _names(rule, hit) and not _only_where(view, hit)]
    naming = [hit for hit in meant if called.intersection(words_of(view, ((hit.start, hit.end),)))]
    if any(_outright(view, rule, scope, hit) for hit in naming for scope in denials):
        return True
    generic = [hit for hit in view.heard.signs if _part(hit) in _parts(rule) and not _names(rule, hit) and _states(view, hit)]
    of_it = [hit for hit in generic if _of_that(view, hit)] if rule.id in view.talk.noted else []
    return any(_outright(view, rule, scope, hit) for hit in of_it for scope in denials)


def _names(rule: Condition, hit: Hit) -> bool:
    """Whether words name a condition by themselves: a part that means it, or is a sign alone, or a wording of it."""
    alone = {part for sign in rule.signs if len(sign.parts) == 1 for part in sign.parts}
    answering = {part for sign in rule.signs if ASKED in sign.parts for part in sign.parts} - {ASKED}  # enough to name it, not to tell of it
    naming = {*rule.means} or alone or _parts(rule) - {ASKED}
    return _part(hit) in naming | answering or hit.ref.startswith(f"says:{rule.id}#")


def _only_where(view: View, hit: Hit) -> bool:
    """Whether words only say where: 'the back points, not the knee' denies no operation on the knee."""
    describing = {id_ for id_, attribute in view.domain.attributes.items() if attribute.describes and not attribute.asks}
    return any(m.kind in describing and m.start <= hit.start and hit.end <= m.end for m in view.heard.mentions)


def _parts(rule: Condition) -> set[str]:
    return {part for sign in rule.signs for part in sign.parts}


def _part(hit: Hit) -> str:
    return hit.ref.removeprefix("part:")


def _outright(view: View, rule: Condition, scope: Scope, hit: Hit) -> bool:
    """Whether nothing stands between a denial and what it denies but small words and others of the same sign: 'not taking any thinners'."""
    if not (scope.start < hit.end and hit.start < scope.end) or (hit.start < scope.until and scope.said < hit.end):
        return False
    between = range(scope.until, hit.start) if scope.until <= hit.start else range(hit.end, scope.said)
    covered = {place for other in view.heard.signs if _part(other) in _parts(rule) for place in range(other.start, other.end)}
    small = view.domain.words.get("passed", {})
    tokens = view.heard.tokens
    return all(place in covered or len(tokens[place].text) <= LIGHT or tokens[place].text in small for place in between)


def _states(view: View, hit: Hit) -> bool:
    """Whether words say of somebody that they have or take something: what must not be pressed denies nothing."""
    stating = {root(word) for word in view.domain.words.get("stating", {})}
    return any(root(token.text) in stating for token in view.heard.tokens[hit.start : hit.end])


def _of_that(view: View, hit: Hit) -> bool:
    """Whether a word for what was told follows, or nothing: 'I do not take it', 'no I do not have'."""
    following = view.heard.tokens[hit.end : hit.end + 1]
    joining, selecting = (view.domain.words.get(group, {}) for group in ("joining", "selecting"))
    ends = not following or bool(view.heard.tokens[hit.end - 1].stop)
    return ends or joining.get(following[0].text) == "object" or following[0].text in selecting
