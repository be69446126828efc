"""Decisions to words: short, the asked thing first, one source line, at most one suggestion.

Every kind of decision has one function; mypy names the one that is missing. Not here: what is decided, answers from the
knowledge base (telling), and the sentences themselves (knowledge/).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide import plans
from assistant.decide.state import Admit, Again, Alarm, Ask, Chat, Conversation, Decision, Guide, See, Several, Steer, Tell, Warn
from assistant.decide.ways import worded
from assistant.model import PLAINLY, Condition, Domain, Kind, Reply
from assistant.respond.again import first_sentences, once_more
from assistant.respond.answer import Answer, after, plain
from assistant.respond.phrases import Phrases, listed, name_of
from assistant.respond.sourced import once, with_sources, without_sources
from assistant.respond.telling import tell

MOST_CAUTIONS = 2  # told before one answer
MOST_NAMED = 4  # options in one question back


def compose(domain: Domain, talk: Conversation, decision: Decision, say: Phrases) -> Answer:
    """The answer to a decision."""
    match decision:
        case Alarm():
            return _alarm(domain, decision, say)
        case Warn():
            return _warn(domain, talk, decision, say)
        case See():
            return _see(domain, talk, decision, say)
        case Tell():
            return _not_twice(talk, decision, tell(domain, decision, say), say)
        case Several(parts):
            return _several([compose(domain, talk, part, say) for part in parts], say)
        case Ask():
            return _ask(domain, decision, say)
        case Again():
            return _again(domain, talk, decision, say)
        case Chat():
            return _chat(domain, talk, decision, say)
        case Admit():
            return _admit(domain, decision, say)
        case Guide() | Steer():
            return plain(Kind.CONTROL, say("no_session"))  # sessions are put into words by respond.guidance


def _not_twice(talk: Conversation, wanted: Tell, answer: Answer, say: Phrases) -> Answer:
    """The answer; with a word that it is the same as before, where somebody asked in other words and gets it again."""
    before = talk.told if wanted.confidence < 1 else None
    same = isinstance(before, Tell) and before._replace(confidence=0, intent="") == wanted._replace(confidence=0, intent="")
    return after(say("as_said"), answer) if same and talk.last == before and say.has("as_said") else answer


# ---------------------------------------------------------------- safety


def _alarm(domain: Domain, alarm: Alarm, say: Phrases) -> Answer:
    """An urgent reply: what to do comes first. Said again it stays firm and short."""
    flag = domain.flags[alarm.flag]
    text = flag.say_other if alarm.whose and flag.say_other else flag.say
    if alarm.again:
        heard = "" if alarm.asked or not say.has("firm_heard") else "firm_heard"
        firm = say(heard or ("firm_other" if alarm.whose and say.has("firm_other") else "firm"))
        text = f"{firm} {first_sentences(text, 2)}" + (f" {say('firm_end')}" if say.has("firm_end") else "")
    return Answer(Kind.URGENT, text, text, intent=flag.id, sources=tuple(domain.sources[s] for s in flag.sources))


def _warn(domain: Domain, talk: Conversation, warn: Warn, say: Phrases) -> Answer:
    """A caution for the person's situation; then what was asked, where nothing stands against it."""
    rules = [domain.conditions[c] for c in warn.conditions]
    asked = warn.then
    lead = " ".join(rule.tell for rule in rules[:MOST_CAUTIONS]) if warn.fresh else _noted(domain, warn, rules[:MOST_CAUTIONS], say)
    if warn.without:
        lead = f"{say('rather_without', names=listed([domain.values[v].name for v in warn.without], 'or'))} {lead}"
    told = [] if warn.fresh and any("all" in r.ask_first for r in rules) else _questions(asked)
    answers = [answer for one in told if (answer := _told_all_the_same(domain, talk, one, warn, say))]
    answer = _several(answers, say) if len(answers) > 1 else next(iter(answers), None)
    sources = tuple(dict.fromkeys(domain.sources[s] for rule in rules for s in rule.sources))
    cautions = any(rule.level == "caution" for rule in rules)
    if answer is None:
        return Answer(Kind.CAUTION if cautions else Kind.ANSWER, lead, lead, warn.entries, rules[0].id, sources=sources)
    return after(lead, answer)._replace(kind=Kind.CAUTION if cautions else answer.kind, offers=())


def _questions(asked: Decision | None) -> list[Tell]:
    """The questions asked beside what was told of oneself. Of several, those that a topic answers are left out: the caution speaks of it."""
    if isinstance(asked, Several):
        return [part for part in asked.parts if isinstance(part, Tell) and not part.reply.entry]
    return [asked] if isinstance(asked, Tell) else []


def _noted(domain: Domain, warn: Warn, rules: Sequence[Condition], say: Phrases) -> str:
    """The reminder of situations told before: a sentence at first, later a few words for all, unless entries are left out."""
    entries = warn.then.entries if isinstance(warn.then, Tell) else warn.entries
    barred = plans.suited(domain, entries, warn.conditions, named=True)[1]
    known = [rule for rule in rules if say.told_of(rule.id) and not barred]
    asking, minding = ([rule.topic for rule in known if bool(rule.ask_first) is first] for first in (True, False))
    again = [say(phrase, names=listed(topics)) for phrase, topics in (("ask_again", asking), ("note_again", minding)) if topics]
    return " ".join((*(rule.note for rule in rules if rule not in known), *again))


def _told_all_the_same(domain: Domain, talk: Conversation, asked: Tell, warn: Warn, say: Phrases) -> Answer | None:
    """The answer to what was asked, without the entries that are better left; None where there is nothing to tell."""
    parts = tuple(dict.fromkeys(part for e in asked.entries for part in (domain.entries[e].parts or (e,))))
    rest, barred = plans.suited(domain, parts, warn.conditions, named=True)
    if not barred:
        verdict = "" if warn.fresh or asked.verdict == "asked" else asked.verdict
        return tell(domain, asked._replace(verdict=verdict), say) if asked.entries or asked.left_out else None
    left_out = tuple((left.entry, left.condition) for left in barred)
    if asked.reply.facets == ("why",) and not rest:  # 'why not that one?'
        return tell(domain, asked._replace(reply=Reply(facets=("caution",)), verdict=""), say)
    if set(asked.reply.facets) <= {*domain.leading} and asked.reply.facets:  # who knows where it is can leave it alone
        return tell(domain, asked._replace(verdict="", left_out=left_out), say)
    if not rest or rest[0] not in asked.entries:
        known = (*warn.conditions, *(fact.condition for fact in talk.facts if not fact.whose and not warn.whose))
        others = rest or plans.suited(domain, [e for e in domain.covered if e not in parts], tuple(dict.fromkeys(known)))[0]
        return tell(domain, Tell(asked.intent, Reply(do="list"), others, about=tuple(parts), general=True, left_out=left_out), say)
    return tell(domain, asked._replace(entries=rest, verdict="", left_out=left_out), say)


def _see(domain: Domain, talk: Conversation, see: See, say: Phrases) -> Answer:
    """A sign for an appointment; what was asked is told after it."""
    flag = domain.flags[see.flag]
    text = flag.say_other if see.whose and flag.say_other else flag.say
    sources = tuple(domain.sources[s] for s in flag.sources)
    if see.then is None or (isinstance(see.then, Tell) and set(see.then.entries) & set(flag.blocks)):
        return Answer(Kind.CAUTION, text, text, intent=flag.id, sources=sources)
    return after(text, compose(domain, talk, see.then, say))._replace(kind=Kind.CAUTION, intent=flag.id)


def _several(parts: list[Answer], say: Phrases) -> Answer:
    """Several answers in one reply, their sources on one line."""
    parts = list({part.text: part for part in parts}.values())  # asked twice, said once
    sources = tuple(dict.fromkeys(s for part in parts for s in part.sources))
    text = "\n".join(once([without_sources(part.text, say) for part in parts]))
    strongest = next((p.kind for kind in (Kind.CAUTION, Kind.CONTROL, Kind.ANSWER) for p in parts if p.kind is kind), parts[0].kind)
    return Answer(
        strongest,
        with_sources(text, sources, say),
        " ".join(once([part.spoken for part in parts])),
        tuple(dict.fromkeys(e for part in parts for e in part.about)),
        parts[0].intent,
        min(part.confidence for part in parts),
        sources,
        listed=tuple(dict.fromkeys(e for part in parts for e in part.listed)),
    )


# ---------------------------------------------------------------- questions back, courtesies, refusals


def _ask(domain: Domain, ask: Ask, say: Phrases) -> Answer:
    """A short question with at most four named options."""
    pending = ask.pending
    if pending.kind == "meant":
        options = [domain.intents[i].about for i in pending.options]
    else:
        options = [name_of(domain.entries[e]) for e in pending.options[:MOST_NAMED]]
    phrase = f"{ask.reason}_again" if pending.times > 1 and say.has(f"{ask.reason}_again") else ask.reason
    topic = domain.flags[pending.intent].topic if pending.intent in domain.flags else ""
    text = say(phrase, options=listed(options, "or"), value=topic)
    return Answer(Kind.CLARIFY, text, text, pending.options if pending.kind == "which" else (), pending.intent, 0.4, options=tuple(options))


def _again(domain: Domain, talk: Conversation, again: Again, say: Phrases) -> Answer:
    """The last answer once more."""
    if again.told is None:
        return plain(Kind.CONTROL, say("again_nothing"))
    before = talk._replace(told=None)  # that it is the same as before goes without saying
    answer = compose(domain, before, again.told, say)
    plainer = compose(worded(domain, PLAINLY), before, again.told, say) if again.how == "simpler" else answer
    return once_more(domain, again, answer, plainer, say)


def _chat(domain: Domain, talk: Conversation, chat: Chat, say: Phrases) -> Answer:
    """A courtesy, or a fixed reply."""
    spoken_of = chat.blanks.get("conditions", "").split() or [f.condition for f in talk.facts]  # what is taken back, or all that is known
    facts, others = (_topics(domain, conditions) for conditions in (spoken_of, chat.blanks.get("others", "").split()))
    text = say(chat.phrase, **{"facts": facts, **chat.blanks, "others": others})
    return plain(chat.kind, text, chat.intent)


def _topics(domain: Domain, conditions: Sequence[str]) -> str:
    """The topics of conditions as a list, each once: two conditions may have the same."""
    return listed(list(dict.fromkeys(domain.conditions[id_].topic for id_ in conditions)))


def _admit(domain: Domain, admit: Admit, say: Phrases) -> Answer:
    """That something is not known or not understood, said plainly, with the entries it may have meant."""
    phrase = admit.phrase if say.has(admit.phrase) else "out_of_scope"
    text = say(phrase, **admit.blanks)
    if admit.options:
        names = listed([name_of(domain.entries[e]) for e in admit.options[:MOST_NAMED]], "or")
        text = f"{text} {say('did_you_mean', options=names)}"
    return Answer(Kind.FALLBACK, text, text, confidence=0.0)
