"""The last answer once more: its first sentence, in plainer words, with more, or with its sources spelled out.

Not here: the answer itself (compose).
"""

from __future__ import annotations

from assistant.decide.meanings import used
from assistant.decide.state import Again, Tell
from assistant.decide.view import benefit
from assistant.decide.ways import reasons
from assistant.model import REASON, Domain, Statement
from assistant.respond.answer import Answer, after
from assistant.respond.phrases import Phrases
from assistant.respond.sourced import told
from assistant.respond.statements import facet

MOST_EXPLAINED = 2  # words explained beside a simpler answer
MOST_REASONS = 2  # told on one 'why?'
MOST_TOLD = 3  # entries whose reasons are told
SHORT_TEXT = 70  # characters; a first sentence shorter than this says too little alone


def once_more(domain: Domain, again: Again, answer: Answer, plainer: Answer, say: Phrases) -> Answer:
    """The last answer in the way that was wished for; `plainer` is the same answer in the plainer words of the content."""
    if again.how == "simpler":
        return _simpler(domain, answer, plainer)
    if again.how == REASON and isinstance(again.told, Tell):
        return _because(domain, again.told, answer, say)
    if again.how == "shorter":
        return shortened(answer)
    if again.how == "sure":
        return after(say("doubt_say", sources="").strip(), answer)
    if again.how == "who_says" and answer.sources:
        lead = say("doubt_say", sources="")
        titles = " ".join(f"{s.title}{f' ({s.place})' if s.place else ''}." for s in answer.sources[:3])
        return answer._replace(text=f"{lead} {titles}", spoken=lead)
    if again.how == "more" and isinstance(again.told, Tell):
        return _more(domain, again.told, answer, say)
    return answer


def shortened(answer: Answer) -> Answer:
    """An answer cut to its first sentence, or to two where the first says too little."""
    short = _beginning(answer)
    return answer._replace(text=short, spoken=short, offers=())


def first_sentences(text: str, most: int = 1) -> str:
    """The first `most` sentences of a text.

    >>> first_sentences("Sit down. Breathe. Wait.", 2)
    'Sit down. Breathe.'
    """
    parts = text.split(". ")
    return ". ".join(parts[:most]).rstrip(".") + "."


def _beginning(answer: Answer) -> str:
    body = answer.text.partition("\n")[0]
    return first_sentences(body, 1 if len(first_sentences(body)) > SHORT_TEXT else 2)


def _simpler(domain: Domain, answer: Answer, plainer: Answer) -> Answer:
    """What the content says in plainer words; where it has none, the beginning of the answer, and what its hard words mean."""
    if plainer.text != answer.text:
        return plainer._replace(offers=())
    body, short = answer.text.partition("\n")[0], _beginning(answer)
    meanings = [domain.glossary[word].means for word in used(domain, short)[:MOST_EXPLAINED] if domain.glossary[word].means.text not in body]
    text = " ".join((short, *(m.text for m in meanings)))
    return answer._replace(text=text, spoken=" ".join((short, *(m.say or m.text for m in meanings))), offers=())


def _because(domain: Domain, before: Tell, answer: Answer, say: Phrases) -> Answer:
    """The reasons of what was told; where that has none, those of what is told beside it."""
    every = [s for e in before.entries[:MOST_TOLD] for f in before.reply.facets for s in facet(domain, domain.entries[e], f)]
    because = {s.text: s for s in reasons([s for s in every if s.text in answer.text]) or reasons(every)}
    if not because:  # what is told to somebody who does it another way may have none of its own
        return answer._replace(text=say("why_nothing"), spoken=say("why_nothing"), sources=(), offers=())
    return told(domain, "", list(because.values())[:MOST_REASONS], say)._replace(about=answer.about, intent=answer.intent)


def _more(domain: Domain, before: Tell, answer: Answer, say: Phrases) -> Answer:
    """The statements that were not told yet, or that there are none."""
    rest: list[Statement] = []
    for entry in before.entries[:1]:
        names = before.reply.facets or ("location", "technique", benefit(domain))
        rest += [s for name in names for s in facet(domain, domain.entries[entry], name) if s.text not in answer.text]
    if not rest:
        return answer._replace(text=say("more_nothing"), spoken=say("more_nothing"))
    return told(domain, "", rest[:2], say)._replace(about=answer.about, intent=answer.intent)
