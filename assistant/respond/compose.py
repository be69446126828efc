"""Decisions to words: short, the asked thing first, one source line, at most one suggestion.

Every kind of decision has one function; mypy names the one that is missing. Not here: what is decided, and the
sentences themselves (knowledge/).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide import plans
from assistant.decide.meanings import used
from assistant.decide.state import Admit, Again, Alarm, Ask, Chat, Conversation, Decision, Guide, See, Several, Steer, Tell, Warn
from assistant.decide.view import covered, having
from assistant.model import Domain, Kind, Reply, Source, Statement
from assistant.respond.answer import Answer
from assistant.respond.phrases import Phrases, listed, name_of
from assistant.respond.statements import choose, facet, naming

MOST_CAUTIONS = 2  # told before one answer
MOST_EXPLAINED = 2  # words explained beside a simpler answer
MOST_NAMED = 4  # options in one question back
MOST_TOLD = 3  # entries told one by one; more are only named
SHORT_TEXT = 70  # characters; a first sentence shorter than this says too little alone
SHORT = 1  # statements an entry gets when several are told


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
            return _tell(domain, talk, decision, say)
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


def plain(kind: Kind, text: str, intent: str = "", about: tuple[str, ...] = ()) -> Answer:
    """An answer of a phrase alone."""
    return Answer(kind, text, text, about, intent)


def told(domain: Domain, kind: Kind, lead: str, statements: Sequence[Statement], tail: str, say: Phrases) -> Answer:
    """Words before, statements with their sources, words after."""
    sources = _sources(domain, statements)
    line = say("source_line" if len(sources) == 1 else "sources_line", sources="; ".join(s.short or s.title for s in sources)) if sources else ""
    body = " ".join(part for part in (lead, *(s.text for s in statements), tail) if part)
    voice = " ".join(part for part in (lead, *(s.say or s.text for s in statements), tail) if part)
    return Answer(kind, f"{body}\n{line}" if line else body, voice, sources=sources)


def _sources(domain: Domain, statements: Sequence[Statement]) -> tuple[Source, ...]:
    ids = dict.fromkeys(id_ for s in statements for id_ in s.sources)
    return tuple(domain.sources[id_] for id_ in ids)


# ---------------------------------------------------------------- safety


def _alarm(domain: Domain, alarm: Alarm, say: Phrases) -> Answer:
    """Action first. Said again it stays firm and short."""
    flag = domain.flags[alarm.flag]
    text = flag.say_other if alarm.whose and flag.say_other else flag.say
    if alarm.again:
        firm = say("firm_other" if alarm.whose and say.has("firm_other") else "firm")
        text = f"{firm} {_first_sentence(text, 2)}" + (f" {say('firm_end')}" if say.has("firm_end") else "")
    return Answer(Kind.URGENT, text, text, intent=flag.id, sources=tuple(domain.sources[s] for s in flag.sources))


def _first_sentence(text: str, most: int = 1) -> str:
    parts = text.split(". ")
    return ". ".join(parts[:most]).rstrip(".") + "."


def _warn(domain: Domain, talk: Conversation, warn: Warn, say: Phrases) -> Answer:
    """What the person's situation asks for; then, where nothing stands against it, what was asked."""
    rules = [domain.conditions[c] for c in warn.conditions]
    lead = " ".join(rule.tell if warn.fresh else rule.note for rule in rules[:MOST_CAUTIONS])
    asked = warn.then
    answer = None
    if isinstance(asked, Tell) and not (warn.fresh and any("all" in r.ask_first for r in rules)):
        answer = _told_all_the_same(domain, talk, asked, warn, say)
    sources = tuple(dict.fromkeys(domain.sources[s] for rule in rules for s in rule.sources))
    if answer is None:
        kind = Kind.CAUTION if any(rule.level == "caution" for rule in rules) else Kind.SOCIAL
        return Answer(kind, lead, lead, warn.entries, rules[0].id, sources=sources)
    return answer._replace(kind=Kind.CAUTION, text=f"{lead} {answer.text}", spoken=f"{lead} {answer.spoken}", offers=())


def _told_all_the_same(domain: Domain, talk: Conversation, asked: Tell, warn: Warn, say: Phrases) -> Answer | None:
    """What was asked, without what is better left; of several that belong together, those that are not."""
    parts = tuple(dict.fromkeys(part for e in asked.entries for part in (domain.entries[e].parts or (e,))))
    rest, barred = plans.suited(domain, parts, warn.conditions, named=True)
    if not barred:
        return _tell(domain, talk, asked._replace(verdict=asked.verdict if not warn.fresh else ""), say) if asked.entries or asked.left_out else None
    left_out = tuple((left.entry, left.condition) for left in barred)
    if asked.reply.facets == ("why",) and not rest:  # 'why not that one?'
        return _tell(domain, talk, asked._replace(reply=Reply(facets=("caution",)), verdict=""), say)
    if not rest or rest[0] not in asked.entries:
        others = rest or plans.suited(domain, [e for e in domain.covered if e not in parts], warn.conditions)[0]
        return _tell(domain, talk, Tell(asked.intent, Reply(do="list"), others, general=True, left_out=left_out), say)
    return _tell(domain, talk, asked._replace(entries=rest, verdict="", left_out=left_out), say)


def _without(domain: Domain, tell: Tell, say: Phrases) -> str:
    """Which entries were left out, and for whose sake."""
    reason = listed([domain.conditions[c].topic for c in dict.fromkeys(condition for _, condition in tell.left_out)])
    return say("session_left_out", names=listed([name_of(domain.entries[entry]) for entry, _ in tell.left_out]), reason=reason)


def _see(domain: Domain, talk: Conversation, see: See, say: Phrases) -> Answer:
    """A sign for an appointment; what was asked is told after it."""
    flag = domain.flags[see.flag]
    text = flag.say_other if see.whose and flag.say_other else flag.say
    sources = tuple(domain.sources[s] for s in flag.sources)
    if see.then is None or (isinstance(see.then, Tell) and set(see.then.entries) & set(flag.blocks)):
        return Answer(Kind.CAUTION, text, text, intent=flag.id, sources=sources)
    answer = compose(domain, talk, see.then, say)
    return answer._replace(kind=Kind.CAUTION, text=f"{text} {answer.text}", spoken=f"{text} {answer.spoken}", intent=flag.id)


# ---------------------------------------------------------------- answers


def _tell(domain: Domain, talk: Conversation, tell: Tell, say: Phrases) -> Answer:
    """An answer from the knowledge base, by what it does."""
    doing = _TELLING.get(tell.reply.do, _facets)
    answer = doing(domain, tell, say) if tell.entries or not tell.left_out else plain(Kind.ANSWER, say("session_none"))
    if not answer.text.strip():  # silence is no answer, whatever the content lacks
        answer = plain(Kind.ANSWER, say("check_unknown"))
    if tell.left_out:
        answer = answer._replace(text=f"{_without(domain, tell, say)} {answer.text}", spoken=f"{_without(domain, tell, say)} {answer.spoken}")
    about = answer.about or (*tell.about, *(e for e in tell.entries if domain.entries[e].kind == domain.subject))
    if not about:
        about = tuple(e.id for e in covered(domain) if not e.id.islower() and e.id in answer.text)
        answer = answer._replace(offers=about if len(about) == 1 and domain.entries[about[0]].plans else answer.offers)
    return answer._replace(about=about, intent=tell.intent, confidence=tell.confidence, listed=tell.entries)


def _facets(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """The facets asked for, of each entry in question."""
    facets = tell.reply.facets or ("summary",)
    few = len(tell.entries) == 1
    most = 2 if few and len(facets) == 1 else SHORT
    statements: list[Statement] = []
    for entry in tell.entries[:MOST_TOLD]:
        for name in facets:
            found = choose(domain, facet(domain, domain.entries[entry], name), tell.values, most)
            statements += [s for s in found if s not in statements]
    if not statements:
        names = listed([name_of(domain.entries[e]) for e in tell.entries])
        return plain(Kind.ANSWER, say("no_facet", facet=domain.facets.get(facets[0], facets[0]), name=names))
    lead = {"yes": say("check_yes"), "no": say("no_wrong")}.get(tell.verdict, "") if tell.verdict else ""
    return told(domain, Kind.ANSWER, lead, statements, "", say)._replace(offers=_offered(domain, tell) if few else ())


OFFERING = frozenset(("technique", "find", "summary"))


def _offered(domain: Domain, tell: Tell) -> tuple[str, ...]:
    """A session is offered where the answer was how to do it."""
    return tell.entries if set(tell.reply.facets) & OFFERING and domain.entries[tell.entries[0]].plans else ()


def _overview(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """What each entry is: its summary, or what it is about."""
    statements: list[Statement] = []
    for id_ in tell.entries[:MOST_TOLD]:
        entry = domain.entries[id_]
        name = next((f for f in ("summary", "about", "location", *entry.facets) if f in entry.facets), "")
        if len(tell.entries) == 1 and "about" in entry.facets:
            name = "about"
        statements += choose(domain, entry.facets.get(name, ()), tell.values, 2 if len(tell.entries) == 1 else SHORT)
        if len(tell.entries) == 1 and name == "summary":
            statements += choose(domain, entry.facets.get("duration", ()), tell.values, SHORT)
    offers = tell.entries if len(tell.entries) == 1 and domain.entries[tell.entries[0]].plans else ()
    return told(domain, Kind.ANSWER, "", statements, "", say)._replace(offers=offers)


def _list(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """Names of the entries that fit, and what was wished for."""
    if not tell.entries:
        value = domain.values[tell.values[0]].name if tell.values else ""
        return plain(Kind.ANSWER, say("list_none", value=value))
    names = listed([name_of(domain.entries[e]) for e in tell.entries])
    everything = len(tell.entries) == len(covered(domain))
    if everything and not tell.values:
        return plain(Kind.ANSWER, say("list_all", count=str(len(tell.entries)), names=names))
    lead = say("list_one" if len(tell.entries) == 1 else "list_some", names=names)
    if len(tell.entries) > 1:
        return plain(Kind.ANSWER, lead)
    return told(domain, Kind.ANSWER, lead, choose(domain, domain.entries[tell.entries[0]].facets.get("location", ()), tell.values), "", say)


def _recommend(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """Which entries for what was complained of, and what the source says of the first."""
    complaints = [domain.values[v] for v in tell.values if domain.values[v].attribute == "complaint"]
    complaint = listed([value.name for value in complaints[:2]]) or domain.title.lower()
    names = listed([name_of(domain.entries[e]) for e in tell.entries])
    lead = say("recommend_some" if len(tell.entries) > 1 else "recommend_one", complaint=complaint, names=names)
    statements: tuple[Statement, ...] = ()
    for id_ in tell.entries:
        entry = domain.entries[id_]
        own = [s for s in entry.facets.get("benefit", ()) if set(s.about) & {v.id for v in complaints}]
        if own and len(statements) < (2 if len(tell.entries) <= MOST_TOLD else 1):
            statements += tuple(own[:1])
    if tell.left_out and not complaints:
        return _list(domain, tell._replace(values=()), say)
    if tell.entries and not statements:
        facet_ = "summary" if len(tell.entries) == 1 else "benefit"
        statements = choose(domain, domain.entries[tell.entries[0]].facets.get(facet_, ()), tell.values, 1)
    return told(domain, Kind.ANSWER, lead, statements, "", say)._replace(offers=tell.entries)


def _helps(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """Whether an entry is used for a complaint, in the source's words; if not, which one is."""
    value = domain.values[tell.values[0]]
    entries = [domain.entries[e] for e in tell.entries]
    if tell.verdict == "yes":
        statements = [s for e in entries for s in choose(domain, e.facets.get("benefit", ()), tell.values)]
        lead = "" if any(set(s.about) & set(tell.values) for s in statements) else say("helps_yes", name=name_of(entries[0]), complaint=value.name)
        return told(domain, Kind.ANSWER, lead, statements[:2], "", say)
    others = having(domain, (value.id,), covered(domain)) if not value.outside else ()
    lead = say("helps_no", name=listed([name_of(e) for e in entries]), complaint=value.name)
    instead = say("helps_instead", complaint=value.name, names=listed([name_of(domain.entries[o]) for o in others])) if others else ""
    return told(domain, Kind.ANSWER, f"{lead} {instead}".strip(), choose(domain, entries[0].facets.get("benefit", ()), (), 1), "", say)


def _compare(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """Two or more side by side: each in a sentence, and how they lie to each other if the sources say."""
    entries = [domain.entries[e] for e in tell.entries[:6]]
    each = [s for e in entries for s in e.facets.get("summary", e.facets.get("location", ()))[:1]]
    if len(entries) == 2:
        first, second = entries
        both = [s for e, o in ((second, first), (first, second)) for f in ("neighbours", "location") for s in naming(e.facets.get(f, ()), o.id)]
        each += both[:1]
    lead = say("not_same_thing", first=name_of(entries[0]), second=name_of(entries[1])) if tell.intent == "ask_same" and len(entries) == 2 else ""
    return told(domain, Kind.ANSWER, lead, each, "", say)


def _same(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """Two names of one entry."""
    entry = domain.entries[tell.entries[0]]
    return told(domain, Kind.ANSWER, say("yes_right"), choose(domain, entry.facets.get("names", ()), ()), "", say)


def _most(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """The entry with the most or least of a measure."""
    measure, _, _ = tell.verdict.partition("+")
    entry = domain.entries[tell.entries[0]]
    lead = say("most_is", name=name_of(entry), number=f"{entry.numbers[measure]:g}", gloss=domain.measures[measure].gloss)
    return told(domain, Kind.ANSWER, lead, choose(domain, entry.facets.get("location", ()), (), 1), "", say)


def _signs(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """The signs that need a doctor, by how soon."""
    lines = []
    for phrase, urgency, most in (("signs_intro", "emergency_now", 20), ("signs_same_day", "same_day", 20), ("signs_soon", "see_clinician", 3)):
        topics = [flag.topic for flag in domain.flags.values() if flag.urgency == urgency][:most]
        if topics:
            lines.append(f"{say(phrase)} {'; '.join(topics)}.")
    lines.append(say("signs_end"))
    sources = tuple(dict.fromkeys(domain.sources[s] for f in domain.flags.values() for s in f.sources[:1]))[:3]
    line = say("sources_line", sources="; ".join(s.short or s.title for s in sources))
    return Answer(Kind.ANSWER, "\n".join([*lines, line]), " ".join(lines), sources=sources)


def _word(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """What a word means."""
    return told(domain, Kind.ANSWER, "", (domain.glossary[tell.verdict].means,), "", say)


def _figure(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """The place in words; the screen adds the picture."""
    entry = domain.entries[tell.entries[0]]
    return told(domain, Kind.ANSWER, "", choose(domain, entry.facets.get("location", ()), (), 1), "", say)._replace(figure=entry.id)


_TELLING = {
    "": _facets,
    "check": _facets,
    "overview": _overview,
    "list": _list,
    "recommend": _recommend,
    "helps": _helps,
    "compare": _compare,
    "same": _same,
    "most": _most,
    "signs": _signs,
    "figure": _figure,
    "word": _word,
}


def _several(parts: list[Answer], say: Phrases) -> Answer:
    """Two answers in one reply, their sources on one line."""
    parts = list({part.text: part for part in parts}.values())  # asked twice, said once
    sources = tuple(dict.fromkeys(s for part in parts for s in part.sources))
    text = "\n".join(part.text.partition(f"\n{_line_start(say)}")[0] for part in parts)
    line = say("sources_line" if len(sources) > 1 else "source_line", sources="; ".join(s.short or s.title for s in sources)) if sources else ""
    strongest = next((p.kind for kind in (Kind.CAUTION, Kind.CONTROL, Kind.ANSWER) for p in parts if p.kind is kind), parts[0].kind)
    return Answer(
        strongest,
        f"{text}\n{line}" if line else text,
        " ".join(part.spoken for part in parts),
        tuple(dict.fromkeys(e for part in parts for e in part.about)),
        parts[0].intent,
        min(part.confidence for part in parts),
        sources,
        listed=tuple(dict.fromkeys(e for part in parts for e in part.listed)),
    )


def _line_start(say: Phrases) -> str:
    """What the source line begins with, so that it can be taken off."""
    return say.domain.phrases["source_line"][0].partition("{")[0].rstrip(": ")


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
    """The last answer once more: whole, its first sentence, in plainer words, with more, or with its sources spelled out."""
    before = again.told
    if before is None:
        return plain(Kind.CONTROL, say("again_nothing"))
    answer = compose(domain, talk, before, say)
    if again.how == "simpler":
        return _simpler(domain, answer)
    if again.how == "shorter":
        return shortened(answer)
    if again.how == "sure":
        lead = say("doubt_say", sources="").strip()
        return answer._replace(text=f"{lead} {answer.text}", spoken=f"{lead} {answer.spoken}")
    if again.how == "who_says" and answer.sources:
        text = " ".join(f"{s.title}{f' ({s.place})' if s.place else ''}." for s in answer.sources[:3])
        return answer._replace(text=f"{say('doubt_say', sources='')} {text}", spoken=say("doubt_say", sources=""))
    if again.how == "more" and isinstance(before, Tell):
        return _more(domain, talk, before, answer, say)
    return answer


def _simpler(domain: Domain, answer: Answer) -> Answer:
    """The beginning of an answer, and what its hard words mean."""
    body = answer.text.partition("\n")[0]
    short = _first_sentence(body, 1 if len(_first_sentence(body)) > SHORT_TEXT else 2)
    meanings = [domain.glossary[word].means for word in used(domain, short)[:MOST_EXPLAINED] if domain.glossary[word].means.text not in body]
    text = " ".join((short, *(m.text for m in meanings)))
    return answer._replace(text=text, spoken=" ".join((short, *(m.say or m.text for m in meanings))), offers=())


def shortened(answer: Answer) -> Answer:
    """Its first sentence, or two where the first says too little."""
    short = _first_sentence(answer.text.partition("\n")[0], 1 if len(_first_sentence(answer.text)) > SHORT_TEXT else 2)
    return answer._replace(text=short, spoken=short, offers=())


def _more(domain: Domain, talk: Conversation, before: Tell, answer: Answer, say: Phrases) -> Answer:
    """The statements that were not told yet, or that there are none."""
    rest: list[Statement] = []
    for entry in before.entries[:1]:
        names = before.reply.facets or ("location", "technique", "benefit")
        rest += [s for name in names for s in facet(domain, domain.entries[entry], name) if s.text not in answer.text]
    if not rest:
        return answer._replace(text=say("more_nothing"), spoken=say("more_nothing"))
    return told(domain, Kind.ANSWER, "", rest[:2], "", say)._replace(about=answer.about, intent=answer.intent)


def _chat(domain: Domain, talk: Conversation, chat: Chat, say: Phrases) -> Answer:
    """A courtesy, or a fixed reply."""
    facts = listed([domain.conditions[f.condition].topic for f in talk.facts])
    text = say(chat.phrase, **{"facts": facts, **chat.blanks})
    return plain(Kind(chat.kind), text, chat.intent)


def _admit(domain: Domain, admit: Admit, say: Phrases) -> Answer:
    """What is not known, said plainly, with what is."""
    phrase = admit.phrase if say.has(admit.phrase) else "out_of_scope"
    text = say(phrase, **admit.blanks)
    if admit.options:
        names = listed([name_of(domain.entries[e]) for e in admit.options[:MOST_NAMED]], "or")
        text = f"{text} {say('did_you_mean', options=names)}"
    return Answer(Kind.FALLBACK, text, text, confidence=0.0)
