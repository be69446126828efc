"""Whether parts of a sign said in different messages make one sign: what was told before, and whether this message adds to it.

People tell an emergency bit by bit ('it is numb' ... 'between my legs'), and say much that has nothing to do with what they said
before. Not here: how a sign is recognised (signs) and which counts (safety).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain

from assistant.decide.signs import BACK, KNOWN, UNMEANT, Before, Spoken, looked
from assistant.decide.state import Carried
from assistant.decide.view import SURE, UNTIED, View, screening
from assistant.model import Flag
from assistant.understand import cues
from assistant.understand.sentences import Clause

REMEMBERED_TURNS = 3  # a sign may be told over this many turns
BEGINNING = 3  # words in which 'it' and 'and' lead back to what was said
ADDITION = 9  # words; a longer message says with a word that it goes on with what was said (python -m benchmarks.joined)
FRAGMENT = 5  # words; half a sentence, whose other half was said in the message before

ASKING = frozenset(("another", "other", "rest", "why", "why_not", "same_for"))  # acts that ask for something of the subject

URGENT = ("emergency_now", "same_day")
UNSAID = frozenset(("denied", "hypothetical", "asked", "other", "planned"))  # cues under which nothing has been looked at

GUIDED = "guided"  # the part that is there as long as a session runs: 'I do not want to go on' ends that
ASKED = "asked"  # the part that is there as long as the question before a session is open: 'fever' is enough to answer it


def guided(view: View, said: Spoken) -> Spoken:
    """What was said, and that it was said while a session runs, or by somebody of whom something is known."""
    everywhere = ((0, len(view.heard.tokens)),)
    there = dict.fromkeys(_conditions(view), everywhere)
    if view.talk.session and not screening(view):
        there[GUIDED] = everywhere
    return said._replace(places={**said.places, **there}) if there else said


def _conditions(view: View) -> frozenset[str]:
    """The parts that are there as long as a condition of the person is known."""
    return frozenset(KNOWN + fact.condition for fact in view.talk.facts if not fact.whose)


def asked(view: View) -> frozenset[str]:
    """Whether the question before a session is open; then short answers are told of oneself, and of now."""
    return frozenset((ASKED,)) if screening(view) and not asks(view) else frozenset()


def before(view: View) -> Before:
    """What was said before this message, and what this message may be joined with."""
    begun = Before(
        always=asked(view) | _conditions(view),
        known=_known(view),
        vague=view.domain.vague,
        selves=view.domain.words.get("selves", {}),
        small=frozenset(word for group in ("links", "leads", "fillers") for word in view.domain.words.get(group, {})),
        asks=asks(view),
        ache=view.domain.ache,
    )
    if begun.asks or (view.talk.urgent and (withdrawn(view) or bygone(view) or looked_at(view) or explained(view))):
        return begun
    own = speaks_of_self(view)
    recent = [one for one in view.talk.carried if view.talk.turn - one.turn < REMEMBERED_TURNS and not (one.other and own)]
    if not recent:
        return begun
    links = _links(view)
    return begun._replace(
        told=frozenset(one.part for one in recent if not one.past),
        past=frozenset(one.part for one in recent if one.past),
        last=frozenset(one.part for one in recent if one.turn == view.talk.turn - 1),
        adds=_adds(view, links),
        brief=_is_fragment(view, links),
    )


def of(here: Before) -> Callable[[Flag], Before]:
    """What was said before, for each flag: the past counts where the flag's does; milder flags say no more than the condition did."""

    @cache
    def before(urgent: bool, lasts: bool) -> Before:
        known, told = (here.known, here.told) if urgent else (frozenset(), here.told - here.known)
        return here._replace(known=known, told=told | here.past if lasts else told)

    return lambda rule: before(rule.urgency in URGENT, rule.lasts)


def withdrawn(view: View) -> bool:
    """'that was a line from a film', 'I meant my hand'."""
    return any(scope.cue == "withdrawn" for scope in view.heard.scopes)


def bygone(view: View) -> bool:
    """'that was in 2003': whether it was said that all this is long past, and not that it is so again."""
    return said(view, "bygone", (UNSAID | {"present", "changed"}) - {"planned"})  # 'I should have said that it was in 2003'


def looked_at(view: View) -> bool:
    """Whether a clinician has looked at it: not what is asked, what is planned, or what was said of somebody else."""
    return said(view, "checked", UNSAID)


def explained(view: View) -> bool:
    """Whether a plain reason was given why it is not what it was taken for, and nothing in the message says that it is new or grew worse."""
    return said(view, "explained", (UNSAID | {"changed"}) - ({"other"} if view.talk.urgent_whose else set()))


def said(view: View, cue: str, without: frozenset[str] = frozenset()) -> bool:
    """Whether words of this cue were said, none of those others over them."""
    scopes = view.heard.scopes
    return any(scope.cue == cue and not cues.over(scopes, scope.said, scope.until, ((scope.said, scope.until),)) & without for scope in scopes)


def _known(view: View) -> frozenset[str]:
    """Parts of signs that conditions mean which are known; those of somebody else where nothing is said of oneself."""
    facts = [fact for fact in view.talk.facts if not fact.whose or not speaks_of_self(view)]
    known = [view.domain.conditions[fact.condition] for fact in facts if fact.condition in view.domain.conditions]
    return frozenset(part for condition in known for part in condition.means)


def speaks_of_self(view: View) -> bool:
    """Whether the one who talks is named."""
    selves = view.domain.words.get("selves", {})
    return any(token.text in selves for token in view.heard.tokens)


def _links(view: View) -> list[int]:
    """Where words lead back to what was said: 'too' does anywhere, 'and' at the beginning, 'it' there and as an object."""
    tokens, tables = view.heard.tokens, view.domain.words
    joining, stating = tables.get("joining", {}), tables.get("stating", {})
    found = [(place, joining[token.text]) for place, token in enumerate(tokens) if token.text in joining]
    subjects = {place for place, _ in found if any(token.text in stating for token in tokens[place + 1 : place + 2])}
    return [place for place, how in found if how == "" or place < BEGINNING or (how == "object" and place not in subjects)]


def _adds(view: View, links: Sequence[int]) -> bool:
    """Whether a message goes on with what was said: by its brevity, or by a word such as 'it', 'too', 'and' at its beginning."""
    return len(view.heard.tokens) <= ADDITION or bool(links)


def _is_fragment(view: View, links: Sequence[int]) -> bool:
    """Whether a message is half a sentence, or begins by leading back: 'in my chest', 'both are numb'."""
    if any(place >= BEGINNING for place in links):
        return True
    if not 0 < len(view.heard.tokens) <= FRAGMENT:
        return False
    stating = view.domain.words.get("stating", {})
    return 0 in links or not any(token.text in stating for token in view.heard.tokens)


def asks(view: View) -> bool:
    """Whether the message asks something of its own: then it does not go on telling what began before."""
    tokens, tables = view.heard.tokens, view.domain.words
    before = [word for word, place in tables.get("interruptions", {}).items() if place == "before"]  # 'so what else', 'ok, where'
    first = next((token.text for token in tokens if token.text not in before), "")
    opens = first in tables.get("openers", {})
    if not opens and not any(t.stop == "?" for t in tokens) and not any(m.kind in view.domain.kinds for m in view.heard.mentions):
        return False  # "it is swollen as well" may resemble a question and tells something
    plainly = any(t.stop == "?" for t in tokens) or len(tokens) > FRAGMENT
    return any(_wants(view, clause, SURE if plainly else UNTIED) for clause in view.heard.clauses)  # 'when I sit' is half a sentence


def of_subject(view: View) -> bool:
    """Whether a message names something of the subject, or has words typical of it."""
    return any(m.kind in view.domain.kinds for m in view.heard.mentions) or any(clause.anchors for clause in view.heard.clauses)


def _wants(view: View, clause: Clause, least: float) -> bool:
    """Whether a clause is a question or a wish that the content answers, read as surely as that."""
    first = [c for c in clause.candidates if c.exact] or [c for c in clause.candidates[:1] if c.confidence >= least]
    return any((reply := view.domain.intents[c.intent].reply).facets or reply.do or reply.act in ASKING for c in first)


def carry(view: View, said: Spoken) -> Iterator[Carried]:
    """The parts of signs in a message that count in the next turns too, and what took them back there; of the past only for signs whose past counts.

    A question tells nothing: 'do I press both legs?'.
    """
    turn = view.talk.turn
    questions = [(clause.start, clause.end) for clause in view.heard.clauses if _opens(view, clause)]
    telling = {part: spans for part, spans in said.places.items() if part in view.domain.signs}
    over = cues.each(view.heard.scopes, chain.from_iterable(telling.values()))
    told = {span: each for span, each in over.items() if not any(start <= span[0] < end for start, end in questions)} if questions else over
    counting = {spans: _counting([told[span] for span in spans if span in told]) for spans in dict.fromkeys(telling.values())}
    for part, spans in telling.items():  # many of them are said in the same words
        if counts := counting[spans]:
            yield Carried(part, turn, *counts)
    yield from (Carried(BACK + name, turn) for name in (*said.taken_back, *looked(view.domain, said)))


def _counting(over: Sequence[frozenset[str]]) -> tuple[bool, bool] | None:
    """By the cues over each place where a part was said, whether it is of the past, and of somebody else; nothing where it does not count."""
    now = [each for each in over if each.isdisjoint(UNMEANT)]
    counts = now or [each for each in over if each & UNMEANT == {"past"}]
    return (not now, all("other" in each for each in counts)) if counts else None


def _opens(view: View, clause: Clause) -> bool:
    """Whether a clause begins as questions do."""
    return view.heard.tokens[clause.start].text in view.domain.words.get("openers", {}) and clause.asks
