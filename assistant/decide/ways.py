"""What is told to whom: statements that a person's situation replaces by others, such as 'press lightly' for 'press firmly'.

The content says which conditions have which way, and what is told instead; here the subject is seen in that light. Not here:
which entries are left out (plans), and what warns before an answer (warned).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from assistant.model import REASON, Domain, Entry, Statement
from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")


def told_to(domain: Domain, conditions: Iterable[str], ruled_out: Iterable[str] = ()) -> Domain:
    """The subject as it is told to somebody who has these conditions, and not the `ruled_out` ones; the very same where they change nothing."""
    asked = (*(domain.conditions[id_].ways for id_ in conditions), *(domain.conditions[id_].ruled_out for id_ in ruled_out))
    ways = [(way, frozenset(ids)) for named in asked for way, ids in named.items()]
    changed = {id_: own for id_ in domain.varied if (own := [way for way, ids in ways if "all" in ids or id_ in ids])} if ways else {}
    return domain._replace(entries=_Told(domain.entries, changed)) if changed else domain


class _Told(Mapping[str, Entry]):
    """Entries, some of them in other ways; each is put so when it is asked for: an answer tells of few."""

    def __init__(self, entries: Mapping[str, Entry], ways: Mapping[str, Collection[str]]) -> None:
        self._entries = entries
        self._ways = ways
        self._made: dict[str, Entry] = {}

    def __getitem__(self, id_: str) -> Entry:
        if id_ not in self._ways:
            return self._entries[id_]
        if id_ not in self._made:
            self._made[id_] = _in_ways(self._entries[id_], self._ways[id_])
        return self._made[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def worded(domain: Domain, way: str) -> Domain:
    """The whole subject in a way that was wished for: in plainer words."""
    return domain._replace(entries=_Told(domain.entries, dict.fromkeys(domain.varied, (way,))))


def reasons(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Why these statements say what they say, as far as that is known."""
    return tuple(statement.ways[REASON] for statement in statements if REASON in statement.ways)


class _Worded(Mapping[str, "T"]):
    """Parts of an entry, each put in other ways when it is asked for: an answer tells of one or two."""

    def __init__(self, told: Mapping[str, T], worded: Callable[[T, Collection[str]], T], ways: Collection[str]) -> None:
        self._told = told
        self._worded = worded
        self._ways = ways

    def __getitem__(self, name: str) -> T:
        return self._worded(self._told[name], self._ways)

    def __contains__(self, name: object) -> bool:
        return name in self._told

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)


def _in_ways(entry: Entry, ways: Collection[str]) -> Entry:
    plans = tuple(plan._replace(steps=_Worded(plan.steps, _statement, ways)) for plan in entry.plans)
    return entry._replace(facets=_Worded(entry.facets, _statements, ways), plans=plans)


def _statements(told: tuple[Statement, ...], ways: Collection[str]) -> tuple[Statement, ...]:
    """The same sentence once: two positions may have one way."""
    if not any(statement.ways for statement in told):
        return told
    return tuple({new.text: new for new in (_statement(statement, ways) for statement in told)}.values())


def _statement(statement: Statement, ways: Collection[str]) -> Statement:
    return next((other for way, other in statement.ways.items() if way in ways), statement)
