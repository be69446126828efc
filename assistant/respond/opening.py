"""The beginning of a guided session in words: what was planned, what is left out and for whose sake, and the first question or step.

Not here: which steps there are (decide.plans), and the steps themselves (steps).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide.plans import Left, Planned, plan
from assistant.decide.session import Phase, Session
from assistant.model import Domain, Kind
from assistant.respond.answer import Answer, plain
from assistant.respond.phrases import Phrases, about_minutes, listed, name_of, place_of, placed
from assistant.respond.steps import Words, both, joined, step_words


def opened(domain: Domain, planned: Planned, session: Session | None, wished: Sequence[str], minutes: float, start: str, say: Phrases) -> Answer:
    """What will be done and for how long, what was left out and why, who is to be asked, and the first question or step.

    `start` is the phrase it begins with.
    """
    missing = left_out(domain, planned.left_out, say)
    if session is None and not missing:
        names = listed([name_of(domain.entries[e]) for e in wished]) or domain.title.lower()
        return plain(Kind.ANSWER, say("session_cannot", name=names), "guide", tuple(wished))
    if session is None:
        barred = any(left.condition for left in planned.left_out)
        return plain(Kind.CAUTION if barred else Kind.ANSWER, f"{missing} {say('session_none')}" if barred else missing, "guide", tuple(wished))
    notes = " ".join(dict.fromkeys(domain.conditions[c].note for c in (*planned.ask_first, *planned.minded)))
    following = both(say("screening")) if session.phase is Phase.SCREENING else step_words(domain, session, say)
    rest = both(missing if notes in missing else f"{missing} {notes}".strip())
    text, spoken = joined([_start(domain, planned, minutes, start, say), rest, following], "\n")
    about = planned.entries if session.phase is Phase.SCREENING else (session.step.entry,)
    minded = (*planned.ask_first, *planned.minded, *(left.condition for left in planned.left_out if left.condition))
    grave = any(domain.conditions[c].level == "caution" for c in minded)
    return Answer(Kind.CAUTION if grave else Kind.CONTROL, text, spoken, about, "guide")


def elsewhere(domain: Domain, planned: Planned, values: Sequence[str], conditions: Sequence[str], say: Phrases) -> Answer:
    """That the session under way cannot be done in the position wished for, and which entries could be."""
    others = plan(domain, (), values, 0, conditions).entries
    names = listed([name_of(domain.entries[e]) for e in others], "or")
    instead = say("session_elsewhere", names=names, position=domain.values[values[0]].name) if others else ""
    return plain(Kind.ANSWER, f"{left_out(domain, planned.left_out, say)} {instead}".strip(), "guide", others)


def _start(domain: Domain, planned: Planned, minutes: float, phrase: str, say: Phrases) -> Words:
    """What is done and how long it takes; and what a short time leaves no room for. A voice counts instead of listing."""
    names = placed(say, planned.entries[0]) if len(planned.entries) == 1 else listed([name_of(domain.entries[e]) for e in planned.entries])
    phrase = f"{phrase}_one" if len(planned.entries) == 1 and say.has(f"{phrase}_one") else phrase
    position = _position(domain, planned)
    phrase = f"{phrase}_in" if position and say.has(f"{phrase}_in") else phrase
    spoken = f"{phrase}_spoken" if say.has(f"{phrase}_spoken") else phrase
    time, place = about_minutes(say, planned.seconds), place_of(domain, planned.entries[0])
    blanks = {
        "place": f" {place}" if place else "",
        "name": names,
        "names": names,
        "steps": str(len(planned.steps)),
        "count": str(len(planned.entries)),
        "time": time,
        "position": position,
    }
    return joined([(say(phrase, **blanks), say(spoken, **blanks)), both(_too_short(domain, planned, minutes, say))])


def _too_short(domain: Domain, planned: Planned, minutes: float, say: Phrases) -> str:
    """The entries that the wished-for time has no room for, or that it will take longer."""
    if planned.for_time:
        rest = listed([name_of(domain.entries[e]) for e in planned.for_time])
        return say("session_no_time", minutes=f"{minutes:g}", names=rest)
    return say("session_longer", minutes=f"{minutes:g}") if minutes and planned.seconds > minutes * 60 + 30 else ""


def _position(domain: Domain, planned: Planned) -> str:
    """The position, if all of the session is done in a single one: who is about to lie down should know."""
    positions = {domain.entries[step.entry].plans[step.plan].when[:1] for step in planned.steps}
    when = positions.pop() if len(positions) == 1 else ()
    return domain.values[when[0]].name if when else ""


def left_out(domain: Domain, left: Sequence[Left], say: Phrases, told: bool = False) -> str:
    """Which entries are missing, and for whose sake; or that they cannot be done as wished. `told`: the reason was just given."""
    parts = []
    conditions = [domain.conditions[c] for c in dict.fromkeys(one.condition for one in left if one.condition)]
    if conditions:
        names = listed([name_of(domain.entries[one.entry]) for one in left if one.condition])
        parts = [say("session_left_out", names=names, reason=listed([c.topic for c in conditions])), *(c.note for c in conditions if not told)]
    unfit = [name_of(domain.entries[one.entry]) for one in left if not one.condition]
    if unfit:
        parts.append(say("session_not_so", names=listed(unfit)))
    return " ".join(dict.fromkeys(parts))
