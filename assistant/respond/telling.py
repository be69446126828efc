"""An answer from the knowledge base, by what is done with its entries: facets, a list, a recommendation, a comparison.

Each `do:` of an intent has one function. Not here: what is decided (decide.doing), and which statements of a facet are told (statements).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.decide.acts import MOST_IN_A_ROW
from assistant.decide.state import Tell
from assistant.decide.view import benefit, covered, has, having, helped_with
from assistant.model import Domain, Kind, Statement
from assistant.respond.answer import Answer, after, plain
from assistant.respond.phrases import PLACE, Phrases, listed, located, name_of, placed
from assistant.respond.sourced import told
from assistant.respond.statements import choose, facet, naming

MOST_TOLD = 3  # entries told one by one; more are only named
MOST_COMPARED = 6
SHORT = 1  # statements an entry gets when several are told
OFFERING = frozenset(("technique", "find", "summary"))  # facets beside which a session is offered


def tell(domain: Domain, wanted: Tell, say: Phrases) -> Answer:
    """An answer from the knowledge base, by what it does."""
    doing = _TELLING.get(wanted.reply.do, _facets)
    answer = doing(domain, wanted, say) if wanted.entries or not wanted.left_out else plain(Kind.ANSWER, say("session_none"))
    if not answer.text.strip():  # silence is no answer, whatever the content lacks
        answer = plain(Kind.ANSWER, say("check_unknown"))
    if wanted.left_out:
        answer = after(_without(domain, wanted, say), answer)
    told = answer.about or (e for e in wanted.entries if domain.entries[e].kind == domain.subject)
    about = tuple(dict.fromkeys((*wanted.about, *told)))
    if not about:
        about = tuple(e.id for e in covered(domain) if not e.id.islower() and e.id in answer.text)
        answer = answer._replace(offers=about if len(about) == 1 and domain.entries[about[0]].plans else answer.offers)
    return answer._replace(about=about, intent=wanted.intent, confidence=wanted.confidence, listed=wanted.entries)


def _without(domain: Domain, tell: Tell, say: Phrases) -> str:
    """Which entries were left out, and for whose sake."""
    reason = listed([domain.conditions[c].topic for c in dict.fromkeys(condition for _, condition in tell.left_out)])
    return say("session_left_out", names=listed([name_of(domain.entries[entry]) for entry, _ in tell.left_out]), reason=reason)


def _facets(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """The facets asked for, of each entry in question."""
    facets = tell.reply.facets or ("summary",)
    few = len(tell.entries) == 1
    most = 2 if few and len(facets) == 1 else SHORT
    statements: list[Statement] = []
    for entry in tell.entries[: MOST_TOLD if len(facets) > 1 else MOST_IN_A_ROW]:
        for name in facets:
            told_of = facet(domain, domain.entries[entry], name)
            found = choose(domain, told_of, _instead(domain, tell, entry, told_of), most)
            statements += [s for s in found if s not in statements]
    if not statements:
        names = listed([name_of(domain.entries[e]) for e in tell.entries])
        return plain(Kind.ANSWER, say("no_facet", facet=domain.facets.get(facets[0], facets[0]), name=names))
    return told(domain, _lead(tell, facets[0], say), statements, say)._replace(offers=_offered(domain, tell) if few else ())


def _instead(domain: Domain, tell: Tell, entry: str, told_of: Sequence[Statement]) -> tuple[str, ...]:
    """The values a facet is told for: those asked about; where these are wrong and no statement speaks of them, those the entry has."""
    if tell.verdict != "no" or any({*statement.when, *statement.about} & {*tell.values} for statement in told_of):
        return tell.values
    kinds = {domain.values[value].attribute for value in tell.values}
    return tuple(value for kind in kinds for value in domain.entries[entry].attributes.get(kind, ()))


def _lead(tell: Tell, facet: str, say: Phrases) -> str:
    """What a yes-or-no question is answered with before the facet."""
    phrase = {"yes": "check_yes", "no": "no_wrong", "asked": f"asked_{facet}"}.get(tell.verdict, "")
    return say(phrase) if phrase and say.has(phrase) else ""


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
    return told(domain, "", statements, say)._replace(offers=offers)


def _list(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """Names of the entries that fit, and what was wished for."""
    if not tell.entries:
        value = domain.values[tell.values[0]].name if tell.values else ""
        return plain(Kind.ANSWER, say("list_none", value=value))
    names = listed([name_of(domain.entries[e]) for e in tell.entries])
    everything = len(tell.entries) == len(covered(domain))
    if everything and not tell.values:
        return plain(Kind.ANSWER, say("list_all", count=str(len(tell.entries)), names=names))
    if len(tell.entries) <= MOST_TOLD and not _by_place(domain, tell):
        names = located(say, tell.entries)
    lead = _fitting(domain, tell, names, say)
    if len(tell.entries) > 1:
        return plain(Kind.ANSWER, lead)
    return told(domain, lead, choose(domain, domain.entries[tell.entries[0]].facets.get("location", ()), tell.values), say)


def _by_place(domain: Domain, tell: Tell) -> bool:
    """Whether the place was asked with, so that it need not be told."""
    return any(domain.values[value].attribute == PLACE for value in tell.values)


def _fitting(domain: Domain, tell: Tell, names: str, say: Phrases) -> str:
    """Which entries fit, said with what they have where the subject has words for it: 'Pressed with the fists: ...'."""
    one = len(tell.entries) == 1
    value = domain.values[tell.values[0]] if len(tell.values) == 1 else None
    if value and say.has(f"list_{value.attribute}") and all(has(domain, domain.entries[e], value.id) for e in tell.entries):
        single = one and say.has(f"list_{value.attribute}_one")
        return say(f"list_{value.attribute}_one" if single else f"list_{value.attribute}", names=names, value=value.name)
    return say("list_one" if one else "list_some", names=names)


def _recommend(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """Which entries for what was complained of, and what the source says of the first."""
    complaints = helped_with(domain, tell.values)
    complaint = listed([domain.values[v].name for v in complaints[:2]])
    names = placed(say, tell.entries[0]) if len(tell.entries) == 1 else listed([name_of(domain.entries[e]) for e in tell.entries])
    phrase = ("recommend_some" if len(tell.entries) > 1 else "recommend_one") if complaint else "recommend_any"
    lead = say(phrase, names=names, **({"complaint": complaint} if complaint else {}))
    statements: tuple[Statement, ...] = ()
    for id_ in tell.entries:
        entry = domain.entries[id_]
        own = [s for s in entry.facets.get(benefit(domain), ()) if set(s.about) & set(complaints)]
        if own and len(statements) < (2 if len(tell.entries) <= MOST_TOLD else 1):
            statements += tuple(own[:1])
    if tell.left_out and not complaints:
        return _list(domain, tell._replace(values=()), say)
    if tell.entries and not statements:
        name = "summary" if len(tell.entries) == 1 else benefit(domain)
        statements = choose(domain, domain.entries[tell.entries[0]].facets.get(name, ()), tell.values, 1)
    return told(domain, lead, statements, say)._replace(offers=tell.entries)


def _helps(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """Whether an entry is used for a complaint, in the source's words; if not, which one is."""
    value = domain.values[tell.values[0]]
    entries = [domain.entries[e] for e in tell.entries]
    if helping := [entry for entry in entries if has(domain, entry, value.id)]:
        statements = [s for e in helping for s in choose(domain, e.facets.get(benefit(domain), ()), tell.values)]
        lead = "" if any(set(s.about) & set(tell.values) for s in statements) else say("helps_yes", name=name_of(helping[0]), complaint=value.name)
        if len(helping) < len(entries):  # of several that were talked of
            lead = say("recommend_some", complaint=value.name, names=listed([name_of(e) for e in helping]))
        return told(domain, lead, statements[:2], say)
    others = having(domain, (value.id,), covered(domain)) if not value.outside else ()
    lead = say("helps_no", name=listed([name_of(e) for e in entries]), complaint=value.name)
    instead = say("helps_instead", complaint=value.name, names=listed([name_of(domain.entries[o]) for o in others])) if others else ""
    return told(domain, f"{lead} {instead}".strip(), choose(domain, entries[0].facets.get(benefit(domain), ()), (), 1), say)


def _compare(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """Two or more side by side: each in a sentence, and how they lie to each other if the sources say."""
    if tell.what and len(tell.entries) == 2:  # a hint behind it ('the second one') leaves one of them
        return _compared(domain, tell, say)
    entries = [domain.entries[e] for e in tell.entries[:MOST_COMPARED]]
    each = [s for e in entries for s in e.facets.get("summary", e.facets.get("location", ()))[:1]]
    if len(entries) == 2:
        first, second = entries
        both = [s for e, o in ((second, first), (first, second)) for f in ("neighbours", "location") for s in naming(e.facets.get(f, ()), o.id)]
        each += both[:1]
    lead = say("not_same_thing", first=name_of(entries[0]), second=name_of(entries[1])) if tell.intent == "ask_same" and len(entries) == 2 else ""
    return told(domain, lead, each, say)


def _compared(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """Two entries by a measure: whether it is so, which has more of it, and what the sources say of that."""
    id_, _, end = tell.what.partition("+")
    measure = domain.measures[id_]
    first, second = (domain.entries[e] for e in tell.entries)
    by = measure.facet or "location"
    facets = (by, "neighbours") if by == "location" else (by,)
    pairs = ((first, second), (second, first))
    statements = [s for e, o in pairs for f in facets for s in naming(e.facets.get(f, ()), o.id)][:1]
    statements = statements or [s for e in (first, second) for s in facet(domain, e, by)[:1]]
    word = (measure.more if end == "more" else measure.less)[0]
    lead = say("compared", first=name_of(first), second=name_of(second), value=word) if end else say("compared_same")
    verdict = say(f"check_{tell.verdict}") if tell.verdict else ""
    return told(domain, f"{verdict} {lead}".strip(), statements, say)


def _same(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """Two names of one entry."""
    entry = domain.entries[tell.entries[0]]
    return told(domain, say("yes_right"), choose(domain, entry.facets.get("names", ()), ()), say)


def _most(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """The entry with the most or least of a measure, or those that share it."""
    in_words = domain.measures[tell.what].facet
    if in_words:
        entries = [domain.entries[e] for e in tell.entries]
        lead = say("most_are", names=listed([name_of(e) for e in entries]))
        return told(domain, lead, [s for e in entries[:MOST_TOLD] for s in facet(domain, e, in_words)[:1]], say)
    entry = domain.entries[tell.entries[0]]
    lead = say("most_is", name=name_of(entry), number=f"{entry.numbers[tell.what]:g}", gloss=domain.measures[tell.what].gloss)
    return told(domain, lead, choose(domain, entry.facets.get("location", ()), (), 1), say)


def _signs(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """The signs that need a doctor, by how soon."""
    lines = []
    for phrase, urgency, most in (("signs_intro", "emergency_now", 20), ("signs_same_day", "same_day", 20), ("signs_soon", "see_clinician", 3)):
        topics = [flag.topic for flag in domain.flags.values() if flag.urgency == urgency and not flag.after][:most]
        if topics:
            lines.append(f"{say(phrase)} {'; '.join(topics)}.")
    lines.append(say("signs_end"))
    sources = tuple(dict.fromkeys(domain.sources[s] for f in domain.flags.values() for s in f.sources[:1]))[:3]
    line = say("sources_line", sources="; ".join(s.short or s.title for s in sources))
    return Answer(Kind.ANSWER, "\n".join([*lines, line]), " ".join(lines), sources=sources)


def _word(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """What a word means."""
    return told(domain, "", (domain.glossary[tell.what].means,), say)


def _figure(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """The place in words; the screen adds the picture."""
    entry = domain.entries[tell.entries[0]]
    return told(domain, "", choose(domain, entry.facets.get("location", ()), (), 1), say)._replace(figure=entry.id)


def _left_out(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """What stands against the entries that are left out; their names are told before it."""
    outright = [e for e, condition in tell.left_out if e in domain.conditions[condition].leave_out]
    entries = outright[:MOST_TOLD] if len(outright) <= MOST_TOLD else []
    statements = [s for e in entries for s in choose(domain, facet(domain, domain.entries[e], "caution"), (), SHORT)]
    return told(domain, "", statements, say) if statements else plain(Kind.ANSWER, say("left_out_ask"))


def _beside(domain: Domain, tell: Tell, say: Phrases) -> Answer:
    """What comes after an entry in a routine or before it, and where that is; or that nothing does."""
    entry, other = (domain.entries[e] for e in (tell.what, tell.entries[0]))
    if entry == other:
        return told(domain, say(f"{tell.reply.do}_none", name=name_of(entry)), (), say)
    lead = say(tell.reply.do, first=name_of(entry), second=name_of(other))
    return told(domain, lead, choose(domain, other.facets.get("location", ()), (), 1), say)


Telling = Callable[[Domain, Tell, Phrases], Answer]
_TELLING: Mapping[str, Telling] = {
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
    "left_out": _left_out,
    "follows": _beside,
    "precedes": _beside,
}
