"""What is told to whom: statements that a person's situation replaces by others, such as 'press lightly' for 'press firmly'.

The content says which conditions have which way, and what is told instead; here the subject is seen in that light. Not here:
which entries are left out (plans), and what warns before an answer (ladder).
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Iterable

from assistant.model import Domain, Entry, Statement


def told_to(domain: Domain, conditions: Iterable[str]) -> Domain:
    """The subject as it is told to somebody with these conditions; the very same where they change nothing."""
    ways = [(way, ids) for condition in conditions for way, ids in domain.conditions[condition].ways.items()]
    changed: dict[str, Entry] = {}
    for id_ in domain.varied if ways else ():
        own = {way for way, ids in ways if "all" in ids or id_ in ids}
        if own:
            changed[id_] = _in_ways(domain.entries[id_], own)
    return domain._replace(entries=ChainMap(changed, domain.entries)) if changed else domain  # type: ignore[arg-type]  # never changed


def _in_ways(entry: Entry, ways: Collection[str]) -> Entry:
    facets = {name: _statements(told, ways) for name, told in entry.facets.items()}
    plans = tuple(plan._replace(steps={role: _statement(told, ways) for role, told in plan.steps.items()}) for plan in entry.plans)
    return entry._replace(facets=facets, plans=plans)


def _statements(told: tuple[Statement, ...], ways: Collection[str]) -> tuple[Statement, ...]:
    """The same sentence once: two positions may have one way."""
    if not any(statement.ways for statement in told):
        return told
    return tuple({new.text: new for new in (_statement(statement, ways) for statement in told)}.values())


def _statement(statement: Statement, ways: Collection[str]) -> Statement:
    return next((other for way, other in statement.ways.items() if way in ways), statement)
