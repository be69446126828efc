"""Which steps a guided session has: from what was wished, the time, the position and what must be left out.

Not here: the course of a session (session) and its words (respond).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.decide.session import Role, Step
from assistant.decide.view import has
from assistant.model import Condition, Domain, Entry, Plan

TELLING_SECONDS = 12  # to tell and do what is not held; only for the total that is announced
SHORTEST_HOLD = 30  # a shorter hold is not worth starting; fewer entries are planned instead


class Planned(NamedTuple):
    """A session made: its steps, what was left out and why, and how long it takes."""

    steps: tuple[Step, ...]
    entries: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]  # (entry, condition)
    seconds: int


def plan(domain: Domain, entries: Sequence[str], values: Sequence[str], minutes: float, conditions: Sequence[str]) -> Planned:
    """The steps for these entries, or for all that fit when none is named."""
    rules = [domain.conditions[c] for c in conditions]
    wanted = [domain.entries[e] for e in entries] or _fitting(domain, values)
    left_out = tuple((e.id, rule.id) for e in wanted for rule in rules[::-1] if _barred(e, rule))
    barred = {entry for entry, _ in left_out}
    wishes = (*values, *(v for rule in rules for vs in rule.prefer.values() for v in vs))
    chosen = [(e, _plan_for(domain, e, wishes)) for e in wanted if e.id not in barred]
    parts = [(entry, number, one) for entry, found in chosen if found for number, one in [found] if not _avoided(domain, entry, rules, entries)]
    if minutes and not entries:
        parts = _within(parts, minutes)
    steps = tuple(step for entry, number, one in parts for step in _steps(entry.id, number, one))
    return Planned(steps, tuple(entry.id for entry, _, _ in parts), left_out, _length(steps))


def _fitting(domain: Domain, values: Sequence[str]) -> list[Entry]:
    """Covered entries with the values wished for; positions and the like are looked for in their plans."""
    bound = {domain.values[w].attribute for e in domain.entries.values() for one in e.plans for w in one.when}
    telling = [v for v in values if domain.values[v].attribute not in bound and not domain.values[v].outside]
    return [e for e in domain.entries.values() if e.kind == domain.subject and e.covered and all(has(domain, e, v) for v in telling)]


def _barred(entry: Entry, rule: Condition) -> bool:
    return entry.id in rule.leave_out


def _plan_for(domain: Domain, entry: Entry, wishes: Sequence[str]) -> tuple[int, Plan] | None:
    """The plan that has most of what is wished for; none when every plan goes against a wish.

    A plan goes against a wish when it names another value of the same attribute: sitting against lying.
    """
    fitting = [(number, one) for number, one in enumerate(entry.plans) if not _against(domain, one, wishes)]
    return max(fitting, key=lambda pair: (len(set(pair[1].when) & set(wishes)), -pair[0]), default=None)


def _against(domain: Domain, one: Plan, wishes: Sequence[str]) -> bool:
    for attribute in {domain.values[v].attribute for v in one.when}:
        wished = {v for v in wishes if v in domain.values and domain.values[v].attribute == attribute}
        if wished and not wished & set(one.when):
            return True
    return False


def _avoided(domain: Domain, entry: Entry, rules: Sequence[Condition], named: Sequence[str]) -> bool:
    """Entries a preference goes around, unless they were asked for by name."""
    return not named and any(has(domain, entry, v) for rule in rules for vs in rule.avoid.values() for v in vs if v in domain.values)


def _within(parts: list[tuple[Entry, int, Plan]], minutes: float) -> list[tuple[Entry, int, Plan]]:
    """As many as fit the time, at least one."""
    out: list[tuple[Entry, int, Plan]] = []
    used = 0
    for part in parts:
        length = _length(tuple(_steps(part[0].id, part[1], part[2])))
        if not out or used + length <= minutes * 60:
            out.append(part)
            used += length
    return out


def _steps(entry: str, number: int, one: Plan) -> list[Step]:
    """Settle and find; press and hold, once or for each side; let go."""
    steps = [Step(entry, number, tuple(role for role in (Role.SETTLE, Role.FIND) if role.value in one.steps))]
    pressing = tuple(role for role in (Role.PRESS, Role.HOLD) if role.value in one.steps)
    steps += [Step(entry, number, pressing, one.seconds, side) for side in (one.sides or ("",))]
    if "release" in one.steps:
        steps.append(Step(entry, number, (Role.RELEASE,)))
    return [step for step in steps if step.roles]


def _length(steps: Sequence[Step]) -> int:
    return sum(step.seconds + TELLING_SECONDS for step in steps)
