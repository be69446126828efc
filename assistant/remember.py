"""What a conversation keeps of a turn. Not here: what was decided (ladder)."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide import cautions, lengths, plans
from assistant.decide.describing import described, headed
from assistant.decide.joined import REMEMBERED_TURNS, carry
from assistant.decide.ladder import cleared
from assistant.decide.naming import named
from assistant.decide.persons import FOR_OTHER, TOLD, whom
from assistant.decide.safety import Signs, alarmed, beside, ruled_out
from assistant.decide.signs import Seen, spoken
from assistant.decide.state import (
    Admit,
    Alarm,
    Ask,
    Carried,
    Chat,
    Conversation,
    Decision,
    Fact,
    Guide,
    Pending,
    See,
    Several,
    Steer,
    Tell,
    Warn,
)
from assistant.decide.view import View, shortly
from assistant.decide.withdrawn import words_of
from assistant.model import Domain, Reply
from assistant.respond.answer import Answer
from assistant.respond.statements import MOST
from assistant.understand.mentions import Mention

NEAR_SELF = 3  # words between the one who talks and what they tell of themselves
MOST_VISITED = 12
ABOUT = "about"  # the facet that an overview of a topic tells
MOST_CARRIED = 240  # parts of signs kept from the last turns: one message of a few words may have fifty


def remember(view: View, signs: Signs, decision: Decision, answer: Answer, after: Conversation) -> Conversation:
    """The conversation after a turn."""
    talk = after._replace(turn=view.talk.turn + 1, carried=_carried(view, signs), wondered=signs.wondered)
    talk = _facts(view, signs, decision, talk)._replace(minutes=lengths.spare(view) or talk.minutes, whom=_whom(view, signs))
    talk = talk._replace(pending=_pending(view, decision, answer), misses=_misses(view, answer))
    if isinstance(decision, Alarm):
        whose = decision.whose
        told = tuple(dict.fromkeys((*(talk.alarmed if talk.urgent else ()), *alarmed(view, signs))))
        also = tuple(flag for flag in dict.fromkeys((*talk.urgent_also, *beside(view, signs, decision.flag))) if flag != decision.flag)
        return talk._replace(urgent=decision.flag, urgent_whose=whose, urgent_also=also, alarmed=told, pending=None, told=decision)
    if signs.resolved or cleared(decision):
        talk = talk._replace(urgent="", urgent_whose="", urgent_also=(), alarmed=(), carried=())
    if cautions.agreed(view):
        talk = talk._replace(agreed=tuple(fact.condition for fact in talk.facts if not fact.whose))
    talk = talk._replace(brief=_brief(view, decision, talk))
    if isinstance(decision, Warn | See):
        decision, talk = _warned(view, decision, talk)
    return _beside_topic(view, decision, _focus(view.domain, decision, answer, talk, view.heard.mentions))._replace(last=decision)


def _brief(view: View, decision: Decision, talk: Conversation) -> bool:
    """Whether answers are to be short from here on."""
    if isinstance(decision, Chat) and decision.phrase in ("brief_ok", "in_full_ok"):
        return decision.phrase == "brief_ok"
    return talk.brief or shortly(view)


def _warned(view: View, decision: Warn | See, talk: Conversation) -> tuple[Warn | See, Conversation]:
    """After a caution or a sign: what of the decision is kept, and the conversation, in which 'and that one?' may ask about safety now."""
    asked = any(clause.asks for clause in view.heard.clauses)
    if not asked and isinstance(decision, Warn) and decision.fresh:
        decision = decision._replace(then=None)  # 'I take tablets' names a topic, and asks nothing of it
    of_topic = isinstance(decision.then, Tell) and bool(decision.then.reply.entry)
    if (decision.then is None or of_topic) and (asked or not talk.intent):
        talk = talk._replace(intent=_on_safety(view.domain) or talk.intent)
    return decision, talk


def _beside_topic(view: View, decision: Decision, talk: Conversation) -> Conversation:
    """Beside an answer from a topic, the entry that was pointed out is talked of: 'the knee one, must I take my socks off?'"""
    if isinstance(decision, Warn | See) and decision.then is not None:
        return _beside_topic(view, decision.then, talk)
    if not isinstance(decision, Tell) or not decision.reply.entry:
        return talk
    names = named(view, view.heard.mentions)
    entries = names.entries or (described(view, names) if headed(view, names) else ())
    return _visited(talk, entries) if len(entries) == 1 else talk


def _visited(talk: Conversation, entries: tuple[str, ...]) -> Conversation:
    """The conversation with these entries as its focus."""
    visited = tuple(entry for entry in talk.visited if entry not in entries) + entries
    return talk._replace(focus=entries, visited=visited[-MOST_VISITED:])


def _carried(view: View, signs: Signs) -> tuple[Carried, ...]:
    """Parts of signs said in the last turns, so that a sign may be told bit by bit; what was taken back is gone."""
    if signs.resolved:
        return ()
    rules = [view.domain.conditions[id_] for id_ in signs.withdrawn]
    gone = {part for rule in rules for parts in (rule.means, *(sign.parts for sign in rule.signs if len(sign.parts) == 1)) for part in parts}
    kept = [one for one in view.talk.carried if view.talk.turn - one.turn < REMEMBERED_TURNS and one.part not in gone]
    return (*kept, *carry(view, spoken(view.heard.signs)))[-MOST_CARRIED:]


def _facts(view: View, signs: Signs, decision: Decision, talk: Conversation) -> Conversation:
    """What the person said of themselves or of somebody else; denials take it back."""
    facts = [f for f in talk.facts if f.condition not in signs.withdrawn]
    if isinstance(decision, Chat) and decision.phrase == "forgot_facts":
        return talk._replace(facts=(), ruled_out=(), minutes=0)
    for found in signs.conditions:
        if "hypothetical" in found.cues:
            continue
        of_other = "other" in found.cues or (whom(view) == FOR_OTHER and not _said_of_self(view, found))
        whose, said = "other" if of_other else "", words_of(view, found.spans)
        same = next((f for f in facts if (f.condition, f.whose) == (found.id, whose)), None)
        if same:
            facts.remove(same)
        facts.append(Fact(found.id, whose, tuple(dict.fromkeys((*(same.said if same else ()), *said)))))
    kept = {(fact.condition, fact.whose) for fact in facts}
    facts += (Fact(c.id, "other", words_of(view, c.spans)) for c in signs.theirs if "hypothetical" not in c.cues and (c.id, "other") not in kept)
    noted = tuple(found.id for found in signs.conditions if "hypothetical" not in found.cues)
    return talk._replace(facts=tuple(facts), noted=noted, ruled_out=ruled_out(view, signs))


def _said_of_self(view: View, found: Seen) -> bool:
    """Whether the one who talks is named in what is told, or just before it: 'it is for mum. I take blood thinners myself'."""
    first, last = min(start for start, _ in found.spans), max(end for _, end in found.spans)
    return any(token.text in view.domain.words.get("selves", {}) for token in view.heard.tokens[max(first - NEAR_SELF, 0) : last])


def _whom(view: View, signs: Signs) -> str:
    """Whom it is about from here on."""
    told = any("other" in found.cues and "hypothetical" not in found.cues for found in signs.conditions)
    return whom(view) or (TOLD if told else "")


def _pending(view: View, decision: Decision, answer: Answer) -> Pending | None:
    """The question that is open now: one we asked, or an offer we made."""
    if isinstance(decision, Ask):
        before = view.talk.pending
        again = before is not None and (before.kind, before.options, before.intent) == decision.pending[:3]
        return decision.pending._replace(times=before.times + 1 if again and before else 1)
    if isinstance(decision, Admit) and decision.options and decision.intent:
        return Pending("which", decision.options, decision.intent)
    if answer.asks:
        return Pending(answer.asks, tuple(decision.detail.split()) if isinstance(decision, Steer) and decision.move == answer.asks else ())
    if answer.offers:
        values = decision.values if isinstance(decision, Tell) else ()
        return Pending("offer", answer.offers, "", plans.positions(view.domain, answer.offers, values))
    return None


def _misses(view: View, answer: Answer) -> int:
    """How many messages in a row were not understood."""
    return view.talk.misses + 1 if answer.kind.value == "fallback" else 0


def _focus(domain: Domain, decision: Decision, answer: Answer, talk: Conversation, mentions: Sequence[Mention]) -> Conversation:
    """What is talked about after a decision."""
    match decision:
        case Tell(reply=Reply(do="word")) | Ask(Pending("meant")):
            return talk  # what a word means is no subject of its own, and readings are no entries
        case Tell(reply=Reply(do="left_out")):
            return talk._replace(told=decision)  # nor is what is better left
        case Tell():
            return _after_telling(domain, decision, answer, talk, mentions)
        case Several((Steer(), wanted)):
            return _focus(domain, wanted, answer, talk, mentions)
        case Several():
            return _after_several(domain, decision, talk)
        case Warn(then=Several() as several):
            return _focus(domain, several, answer, talk, mentions)._replace(told=decision)
        case Warn() | See(then=Tell()):
            return _after_warning(domain, decision, answer, talk, mentions)
        case Ask(pending):
            return talk._replace(listed=pending.options or talk.listed)
        case Guide(entries):
            return talk._replace(told=talk.told if entries else None, listed=entries if len(entries) > 1 else talk.listed)  # 'and the second one?'
        case Chat() | Admit():
            asked = decision.intent if isinstance(decision, Admit) else ""  # 'where is BL-33?' ... 'I said 23'
            return talk._replace(intent=asked or talk.intent, listed=_named_in(domain, answer.text) or talk.listed)
        case _:
            return talk


def _after_telling(domain: Domain, tell: Tell, answer: Answer, talk: Conversation, mentions: Sequence[Mention]) -> Conversation:
    """What is talked about after an answer from the knowledge base."""
    told = _about(domain, tell, _told(tell, talk))
    if parts := tuple(part for entry in tell.entries for part in domain.entries[entry].parts):
        return told._replace(listed=parts)  # 'and the last one?' is a part of the routine that was told of
    if tell.reply.do == "compare" and tell.what.partition("+")[2] and not tell.verdict:
        return told._replace(focus=tell.entries[:1], listed=tell.entries)  # 'which is lower?' ... 'how long for that one?'
    between = tuple(dict.fromkeys((*_entries_in(domain, mentions), *tell.entries)))
    if len(tell.entries) == 1 and len(between) > 1 and not tell.reply.entry:
        return told._replace(listed=between)  # 'this one or that one, which is nearer?', 'this, no, I mean that' ... 'and the other?'
    return told._replace(listed=answer.about) if len(answer.about) > 1 and not tell.general else told


def _after_several(domain: Domain, several: Several, talk: Conversation) -> Conversation:
    """What is talked about after several answers in one."""
    tells = [part for part in several.parts if isinstance(part, Tell)]
    if not tells:
        return talk
    entries = tuple(dict.fromkeys(e for part in tells if not part.reply.entry and not part.general for e in part.entries))
    inside = tuple(dict.fromkeys(part for each in tells for e in each.entries for part in domain.entries[e].parts))
    told = _told(tells[-1], talk)._replace(told=several, focus=entries or talk.focus, listed=inside or entries)
    return told if entries else _about(domain, tells[0], told)


def _after_warning(domain: Domain, decision: Warn | See, answer: Answer, talk: Conversation, mentions: Sequence[Mention]) -> Conversation:
    """What is talked about after a caution or a sign, and after the answer beside it."""
    if not isinstance(decision.then, Tell):  # 'she wants to try that one' is talked of, though nothing is asked of it
        return talk._replace(focus=_entries_in(domain, mentions) or talk.focus)
    told = _about(domain, decision.then, _told(decision.then, talk))._replace(told=decision)
    left = _left(domain, decision, answer) if isinstance(decision, Warn) else ()
    return told._replace(focus=left, listed=left) if left else told


def _entries_in(domain: Domain, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The entries of the subject that a message names."""
    return tuple(dict.fromkeys(m.id for m in mentions if m.kind == domain.subject and m.id in domain.covered))


def _left(domain: Domain, warn: Warn, answer: Answer) -> tuple[str, ...]:
    """The entries named instead of those that are left out: the next question is about these."""
    asked = warn.then.entries if isinstance(warn.then, Tell) else ()
    rest, barred = plans.suited(domain, asked, warn.conditions, named=True)
    out = {left.entry for left in barred}
    return tuple(entry for entry in answer.about if entry not in out) if out and not rest else ()


def _named_in(domain: Domain, text: str) -> tuple[str, ...]:
    """The entries that a fixed reply names one after the other, where it names several: 'the third one' is one of these."""
    places = {entry: text.find(entry) for entry in domain.covered}
    found = sorted((entry for entry, place in places.items() if place >= 0), key=lambda entry: places[entry])
    return tuple(found) if len(found) > 1 else ()


def _on_safety(domain: Domain) -> str:
    """The intent that asks what speaks against an entry: after a warning, 'and that one?' asks this."""
    return next((i.id for i in domain.intents.values() if i.reply.facets == ("caution",) and not i.reply.entry), "")


def _about(domain: Domain, tell: Tell, talk: Conversation) -> Conversation:
    """Where a topic recommends an entry, that entry is the focus: 'take only this one' ... 'and where is it?'"""
    topic = tell.reply.entry or tell.general or (tell.entries and domain.entries[tell.entries[0]].kind != domain.subject)
    facets = tell.reply.facets[:1] or (ABOUT,)
    told = [s for e in tell.entries[:1] for f in facets for s in domain.entries[e].facets.get(f, ())[:MOST]]
    recommended = ([about for about in s.about if about in domain.entries and domain.entries[about].kind == domain.subject] for s in told)
    entries = next((tuple(some) for some in recommended if some), ())
    return _visited(talk, entries) if topic and entries else talk


def _told(tell: Tell, talk: Conversation) -> Conversation:
    """Focus and list of an answer; the general entry does not become the focus."""
    subject = tuple(e for e in tell.entries if e)
    if tell.general and not tell.reply.entry:
        return talk._replace(told=tell, intent=tell.intent, values=tell.values)
    if tell.general or tell.reply.entry or not subject:
        return talk._replace(told=tell, intent=tell.intent if tell.general else talk.intent)
    visited = tuple(v for v in talk.visited if v not in subject) + subject
    listed = subject if len(subject) > 1 else talk.listed if subject[0] in talk.listed else subject
    return talk._replace(focus=subject, listed=listed, intent=tell.intent, values=tell.values, told=tell, visited=visited[-MOST_VISITED:])
