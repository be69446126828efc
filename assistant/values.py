"""`NamedTuple` without the price of `typing`: the same values, declared in a tenth of the time (docs/adr/0001-values.md).

Type checkers see `typing.NamedTuple` itself. When the program runs, the class below does what our values need of it.
Not here: the values themselves (model).
"""

from __future__ import annotations

TYPE_CHECKING = False  # a type checker takes it for true; what is imported under it is for annotations only

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import _tuplegetter  # reads a field as quickly as a tuple reads an item

    _new = tuple.__new__
    # Constructors by the number of fields, whose names are put in later: compiled with this module, and not at every start.
    _CONSTRUCTORS = (
        lambda _cls: _new(_cls, ()),
        lambda _cls, a: _new(_cls, (a,)),
        lambda _cls, a, b: _new(_cls, (a, b)),
        lambda _cls, a, b, c: _new(_cls, (a, b, c)),
        lambda _cls, a, b, c, d: _new(_cls, (a, b, c, d)),
        lambda _cls, a, b, c, d, e: _new(_cls, (a, b, c, d, e)),
        lambda _cls, a, b, c, d, e, f: _new(_cls, (a, b, c, d, e, f)),
        lambda _cls, a, b, c, d, e, f, g: _new(_cls, (a, b, c, d, e, f, g)),
        lambda _cls, a, b, c, d, e, f, g, h: _new(_cls, (a, b, c, d, e, f, g, h)),
        lambda _cls, a, b, c, d, e, f, g, h, i: _new(_cls, (a, b, c, d, e, f, g, h, i)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j: _new(_cls, (a, b, c, d, e, f, g, h, i, j)),
    )

    def _constructor(fields):
        """What makes a value of these fields."""
        if len(fields) < len(_CONSTRUCTORS):
            made = _CONSTRUCTORS[len(fields)]
            return type(made)(made.__code__.replace(co_varnames=("_cls", *fields)), {"_new": _new})
        return eval(f"lambda _cls, {', '.join(fields)}: _new(_cls, ({', '.join(fields)}))", {"_new": _new})

    class _Declared(type):
        """Makes the annotated fields of a class the places of a tuple."""

        def __new__(cls, name, bases, body):
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            readers = {field: _tuplegetter(place, None) for place, field in enumerate(fields)}
            own = {"__slots__": (), "__match_args__": fields, "_fields": fields, "_field_defaults": defaults}
            return super().__new__(cls, name, bases, {**body, **own, **readers})

    class NamedTuple(tuple, metaclass=_Declared):
        """A tuple whose items have names.

        >>> class Point(NamedTuple):
        ...     x: int
        ...     y: int = 0
        >>> Point(1), Point(y=2, x=1)._replace(x=5), Point._make([3, 4]).y
        (Point(x=1, y=0), Point(x=5, y=2), 4)
        """

        def __new__(cls, *given, **named):
            """The first value of a class. Its constructor is written now: most classes of a start never have a value."""
            made = _constructor(cls._fields)
            made.__defaults__ = tuple(cls._field_defaults.values())
            cls.__new__ = staticmethod(made)
            return made(cls, *given, **named)

        @classmethod
        def _make(cls, items):
            return cls(*items)

        def _replace(self, **named):
            changed = tuple.__new__(type(self), map(named.pop, self._fields, self))
            if named:
                raise TypeError(f"{type(self).__name__} has no {', '.join(named)}")
            return changed

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            return f"{type(self).__name__}({', '.join(f'{field}={item!r}' for field, item in self._asdict().items())})"
