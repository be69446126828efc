"""Which steps a guided session has: from what was wished, the time, the position and what must be left out.

A wish for a position is kept: an entry that cannot be done in it is not guided. What a person's situation rules out is planned
around: another plan of the entry first, then without the entry. Not here: the course of a session (course) and its words (respond).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.decide.session import Role, Session, Step
from assistant.decide.view import has, wider
from assistant.model import Condition, Domain, Entry, Plan, Statement
from assistant.values import NamedTuple

WORDS_A_SECOND = 2.5  # 150 words a minute: to foretell how long telling takes
AROUND = {True: 14, False: 5}  # words said around the sentences of a step with a hold and of one without
READY = {Role.SETTLE: 8.0, Role.FIND: 6.0, Role.PRESS: 5.0, Role.RELEASE: 5.0}  # seconds to do what was told
ENDING = 15.0  # seconds of what is told when all is done
CHANGE = 5.0  # seconds more to find the same place on the other side
SHORTEST = 60.0  # seconds of a hold when several entries are to fit a time: the least the sources give ("one to two minutes")
SHORTEST_ALONE, LONGEST_ALONE = 30.0, 180.0  # when a time is given for a single entry


class Left(NamedTuple):
    """An entry that is not guided, and why: a condition, or '' when it cannot be done as wished."""

    entry: str
    condition: str = ""


class Planned(NamedTuple):
    """A session made: its steps, what was left out and why, and how long it takes."""

    steps: tuple[Step, ...]
    entries: tuple[str, ...]
    left_out: tuple[Left, ...] = ()
    seconds: float = 0
    for_time: tuple[str, ...] = ()  # entries there is no time for
    ask_first: tuple[str, ...] = ()  # conditions under which somebody has to be asked first
    minded: tuple[str, ...] = ()  # others that something is said of: 'wait until the meal has settled'


class Choice(NamedTuple):
    """An entry and the plan it is done by."""

    entry: Entry
    number: int

    @property
    def plan(self) -> Plan:
        return self.entry.plans[self.number]


def plan(domain: Domain, entries: Sequence[str], values: Sequence[str], minutes: float, conditions: Sequence[str]) -> Planned:
    """The steps for these entries, or for all that fit when none is named."""
    rules = [domain.conditions[c] for c in conditions]
    wanted = [domain.entries[e] for e in entries] or _fitting(domain, values)
    chosen, left_out = _chosen(domain, wanted, values, rules, named=bool(entries))
    fitting, steps = _in_time(domain, chosen, minutes, several=len(chosen) > 1 or not entries)
    return Planned(
        steps,
        tuple(choice.entry.id for choice in fitting),
        left_out,
        seconds(domain, steps),
        tuple(choice.entry.id for choice in chosen[len(fitting) :]) if entries else (),
        tuple(rule.id for rule in rules if any(_asks_first(rule, choice.entry) for choice in fitting)),
        tuple(rule.id for rule in rules if rule.level == "caution" and rule.note and not (rule.ask_first or rule.leave_out)),
    )


def replan(domain: Domain, session: Session, conditions: Sequence[str]) -> tuple[tuple[Step, ...], tuple[Left, ...]]:
    """The steps from the present entry on, as they have to be under these conditions; plans that may stay stay."""
    rules = [domain.conditions[c] for c in conditions]
    groups: dict[tuple[str, int], list[Step]] = {}
    past = {step.entry for step in session.steps[: session.at]} - {session.step.entry}
    for step in session.steps:
        if step.entry not in past:
            groups.setdefault((step.entry, step.plan), []).append(step)
    steps: list[Step] = []
    left_out: list[Left] = []
    for (id_, number), own in groups.items():
        entry = domain.entries[id_]
        chosen, without = _chosen(domain, [entry], entry.plans[number].when, rules, named=True, kept=number)
        left_out += without
        steps += [step for choice in chosen for step in (own if choice.number == number else _steps(choice))]
    return tuple(steps), tuple(left_out)


def suited(domain: Domain, entries: Sequence[str], conditions: Sequence[str], named: bool = False) -> tuple[tuple[str, ...], tuple[Left, ...]]:
    """Those of these entries that could be guided under these conditions, and those that could not; `named`: they were asked for by name."""
    rules = [domain.conditions[c] for c in conditions]
    _, left_out = _chosen(domain, [domain.entries[e] for e in entries if domain.entries[e].plans], (), rules, named)
    barred = tuple(left for left in left_out if left.condition)
    return tuple(e for e in entries if e not in {left.entry for left in barred}), barred


def wished(domain: Domain, steps: Sequence[Step]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What would have to be wished for to come to these steps: the entries, and the values that their plans share."""
    whens = [domain.entries[step.entry].plans[step.plan].when for step in steps]
    return tuple(dict.fromkeys(step.entry for step in steps)), tuple(v for v in whens[0] if all(v in when for when in whens))


def positions(domain: Domain, entries: Sequence[str], values: Sequence[str]) -> tuple[str, ...]:
    """Those of these values that are positions these entries could be guided in: what a plan is for in the first place."""
    attributes = {domain.values[one.when[0]].attribute for entry in entries for one in domain.entries[entry].plans if one.when}
    return tuple(value for value in values if domain.values[value].attribute in attributes)


def seconds(domain: Domain, steps: Sequence[Step]) -> float:
    """About how long some steps take: telling, doing and holding."""
    return ENDING + sum(step.seconds + step.ready + _telling(domain, steps, place) for place, step in enumerate(steps))


def _telling(domain: Domain, steps: Sequence[Step], place: int) -> float:
    words = sum(len((statement.say or statement.text).split()) for statement in said_here(domain, steps, place).values())
    return (words + AROUND[steps[place].seconds > 0]) / WORDS_A_SECOND


def said_here(domain: Domain, steps: Sequence[Step], place: int) -> Mapping[Role, Statement]:
    """The sentences of a step in the course of others: nothing that was told for the other side, and no position one is in already."""
    step = steps[place]
    before = steps[place - 1] if place else None
    if before is None:
        return said(domain, step)
    if is_other_side(steps, place):
        return {}
    now, last = said(domain, step), domain.entries[before.entry].plans[before.plan].steps.get(Role.SETTLE.value)
    stays = before.entry != step.entry and last is not None and Role.SETTLE in now and now[Role.SETTLE].text == last.text
    return {role: statement for role, statement in now.items() if role is not Role.SETTLE or not stays}


def is_other_side(steps: Sequence[Step], place: int) -> bool:
    """Whether a step is that before it once more, on the other side."""
    step, before = steps[place], steps[place - 1] if place else None
    return before is not None and bool(step.side) and (before.entry, before.plan, before.roles) == (step.entry, step.plan, step.roles)


def said(domain: Domain, step: Step) -> Mapping[Role, Statement]:
    """The sentences of a step, from the plan it belongs to."""
    one = domain.entries[step.entry].plans[step.plan]
    return {role: one.steps[role.value] for role in step.roles if role.value in one.steps}


# ---------------------------------------------------------------- which entries, and how


def _fitting(domain: Domain, values: Sequence[str]) -> list[Entry]:
    """Covered entries with the values wished for; positions and the like are looked for in their plans."""
    bound = {domain.values[w].attribute for e in domain.entries.values() for one in e.plans for w in one.when}
    telling = [v for v in values if domain.values[v].attribute not in bound and not domain.values[v].outside]
    return [e for e in domain.entries.values() if e.kind == domain.subject and e.covered and all(has(domain, e, v) for v in telling)]


Chosen = tuple[list[Choice], tuple[Left, ...]]


def _chosen(domain: Domain, wanted: Sequence[Entry], values: Sequence[str], rules: Sequence[Condition], named: bool, kept: int = -1) -> Chosen:
    """Each entry with its plan, and those without one. What a rule goes around is no wish any more."""
    avoided = {v for rule in rules for vs in rule.avoid.values() for v in vs}
    wishes = [v for v in values if not wider(domain, v) & avoided]
    found: list[Choice] = []
    left_out: list[Left] = []
    for entry in wanted:
        barring = next((rule for rule in rules[::-1] if entry.id in rule.leave_out), None) or _against_all(domain, entry, rules)
        choice = None if barring else _best(domain, entry, wishes, rules, kept)
        if barring:
            left_out.append(Left(entry.id, barring.id))
        elif choice is None:
            left_out.append(Left(entry.id))
        elif not named and (rule := next((rule for rule in rules if _avoids(domain, rule, choice)), None)):
            left_out.append(Left(entry.id, rule.id))
        else:
            found.append(choice)
    return found, tuple(left_out if named else [left for left in left_out if left.condition])


def _against_all(domain: Domain, entry: Entry, rules: Sequence[Condition]) -> Condition | None:
    """The rule no plan of an entry gets around, if there are plans at all."""
    return next((rule for rule in rules if entry.plans and all(_rules_out(domain, rule, one) for one in entry.plans)), None)


def _best(domain: Domain, entry: Entry, wishes: Sequence[str], rules: Sequence[Condition], kept: int) -> Choice | None:
    """The plan with most of what is wished for, then of what suits the person; the one there was, or the first, among equals."""
    preferred = {v for rule in rules if _concerns(domain, rule, entry) for vs in rule.prefer.values() for v in vs}
    open_ = [n for n, one in enumerate(entry.plans) if not any(_rules_out(domain, rule, one) for rule in rules)]
    fitting = [n for n in open_ if kept >= 0 or not _against(domain, entry.plans[n], wishes)]

    def rank(number: int) -> tuple[int, ...]:
        when = set(entry.plans[number].when)
        wished, suited = len(when & set(wishes)), len(when & preferred)
        return (*((suited, wished) if kept >= 0 else (wished, suited)), number == kept, -number)

    return Choice(entry, max(fitting, key=rank)) if fitting else None


def _concerns(domain: Domain, rule: Condition, entry: Entry) -> bool:
    """Whether a rule has anything to do with an entry: it goes around nothing in particular, or around one of its values."""
    values = [v for vs in rule.avoid.values() for v in vs if v in domain.values]
    return not values or any(has(domain, entry, v) for v in values)


def _against(domain: Domain, one: Plan, wishes: Sequence[str]) -> bool:
    """Whether a plan names another value of an attribute that was wished for: sitting against lying."""
    for attribute in {domain.values[v].attribute for v in one.when}:
        wished = {v for v in wishes if v in domain.values and domain.values[v].attribute == attribute}
        if wished and not wished & set(one.when):
            return True
    return False


def _rules_out(domain: Domain, rule: Condition, one: Plan) -> bool:
    """Whether a rule goes around the main value of a plan, which is the first it names of an attribute."""
    return any(bool(wider(domain, own) & set(rule.avoid[attribute])) for attribute, own in _main(domain, one).items() if attribute in rule.avoid)


def _main(domain: Domain, one: Plan) -> dict[str, str]:
    return {domain.values[v].attribute: v for v in reversed(one.when)}


def _avoids(domain: Domain, rule: Condition, choice: Choice) -> bool:
    """Whether a rule goes around an entry as such, by a value that its plan says nothing of."""
    silent = {a: vs for a, vs in rule.avoid.items() if a not in _main(domain, choice.plan)}
    return any(has(domain, choice.entry, v) for vs in silent.values() for v in vs if v in domain.values)


def _asks_first(rule: Condition, entry: Entry) -> bool:
    return "all" in rule.ask_first or entry.id in rule.ask_first


# ---------------------------------------------------------------- steps, and how long they are


def _steps(choice: Choice, hold: float = 0) -> list[Step]:
    """Settle and find; press and hold, once or for each side; let go."""
    entry, one = choice.entry.id, choice.plan
    length = hold or float(one.seconds)
    getting = tuple(role for role in (Role.SETTLE, Role.FIND) if role.value in one.steps)
    pressing = tuple(role for role in (Role.PRESS, Role.HOLD) if role.value in one.steps)
    steps = [Step(entry, choice.number, getting, ready=_ready(getting))]
    sides = one.sides or ("",)
    steps += [Step(entry, choice.number, pressing, length, side, _ready(pressing) + CHANGE * (side != sides[0])) for side in sides]
    if "release" in one.steps:
        steps.append(Step(entry, choice.number, (Role.RELEASE,), ready=_ready((Role.RELEASE,))))
    return [step for step in steps if step.roles]


def _ready(roles: Sequence[Role]) -> float:
    return sum(READY.get(role, 0) for role in roles)


def _in_time(domain: Domain, chosen: list[Choice], minutes: float, several: bool) -> tuple[list[Choice], tuple[Step, ...]]:
    """As many as fit the time, with shorter holds where that helps, and at least one."""
    steps = tuple(step for choice in chosen for step in _steps(choice))
    if not minutes or not chosen:
        return chosen, steps
    if not several:
        return chosen, _stretched(domain, steps, minutes * 60, SHORTEST_ALONE, LONGEST_ALONE)
    while len(chosen) > 1 and seconds(domain, _shortest(steps, SHORTEST)) > minutes * 60:
        chosen = chosen[:-1]
        steps = tuple(step for choice in chosen for step in _steps(choice))
    return chosen, _stretched(domain, steps, minutes * 60, SHORTEST if len(chosen) > 1 else SHORTEST_ALONE, 0)


def _shortest(steps: Sequence[Step], least: float) -> tuple[Step, ...]:
    return tuple(step._replace(seconds=min(step.seconds, least)) for step in steps)


def _stretched(domain: Domain, steps: tuple[Step, ...], wanted: float, least: float, most: float) -> tuple[Step, ...]:
    """The same steps with holds as long as the time allows; `most` 0: never longer than planned."""
    holding = sum(step.seconds for step in steps)
    share = (wanted - seconds(domain, steps) + holding) / holding if holding else 1.0
    if share >= 1 and not most:
        return steps
    lengths = [max(min(least, s.seconds), min(most or s.seconds, 5 * (s.seconds * share // 5))) for s in steps]
    return tuple(step._replace(seconds=length) if step.seconds else step for step, length in zip(steps, lengths, strict=True))
