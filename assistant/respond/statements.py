"""Which statements of an entry answer a question: those about what was named first, and never a wall of them.

Not here: the words around them (compose).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide.view import wider
from assistant.model import Domain, Entry, Statement

MOST = 2  # statements of one facet, when nothing in the question chooses among them
ROOM = 330  # characters of statements in one reply; the first is told whatever its length


def facet(domain: Domain, entry: Entry, name: str) -> tuple[Statement, ...]:
    """An entry's statements; those of the general entry where it has none."""
    own = entry.facets.get(name)
    return own if own else domain.entries[domain.general].facets.get(name, ())


def choose(domain: Domain, statements: Sequence[Statement], values: Sequence[str], most: int = MOST) -> tuple[Statement, ...]:
    """The statements to tell: about the values named, holding in the position named, else the first ones."""
    bound = {domain.values[w].attribute for s in statements for w in s.when}
    positioned = any(domain.values[v].attribute in bound for v in values)
    fitting = [s for s in statements if not s.when or not positioned or set(s.when) & set(values)] or list(statements)
    asked = {wide for value in values for wide in wider(domain, value)}
    about = [s for s in fitting if set(s.about) & set(values)] or [s for s in fitting if set(s.about) & asked]
    held = [s for s in fitting if s.when and set(s.when) & set(values)]
    return _room((about or (held + [s for s in fitting if not s.when] if held else fitting))[:most])


def _room(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """As many statements as there is room for; the first always."""
    out: list[Statement] = []
    for statement in statements:
        if out and sum(len(s.text) for s in out) + len(statement.text) > ROOM:
            break
        out.append(statement)
    return tuple(out)


def naming(statements: Sequence[Statement], other: str) -> tuple[Statement, ...]:
    """Statements that speak of another entry by its id: how two of them lie to each other."""
    return tuple(s for s in statements if other in s.text)
