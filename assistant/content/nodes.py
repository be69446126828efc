"""From the text of one file to a checked row: YAML with places, read more strictly than YAML is.

Nothing here knows what the files mean; their form comes from `formats`. Values come out as `places.Text` and
`places.Row`, so that every later check can point at the line.
"""

from __future__ import annotations

from collections.abc import Collection

import yaml

from assistant.content.places import Notes, Place, Raw, Row, Text, meant
from assistant.content.scalars import CLOCK, TAG, TEXT, WHOLE, came, is_number, kind, may_be_empty, refused
from assistant.content.shapes import Many, Number, OneOf, OneOrMany, Record, Shape, Table, TableOrMany, Truth, Whole, Words

try:  # The C parser is ten times as fast; PyYAML is also installed without it.
    from yaml import CSafeLoader as Loader
except ImportError:
    from yaml import SafeLoader as Loader  # type: ignore[assignment]  # the same interface in pure Python


class Quick(Loader):
    """The same without looking, at every node, for a path of somebody's that decides what it is: there are none."""

    def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


_REMEDIES = {
    "mapping values are not allowed": "text that holds ': ' is written in quotes",
    "found unknown escape character": 'inside "..." a backslash is written \\\\',
    "found character that cannot start any token": "text that starts with this sign is written in quotes",
    "did not find expected '-' indicator": "a phrase that starts with { or [ is written in quotes, and items stand in one column",
    "did not find expected ',' or": "inside a list in [ ], text with brackets is written in quotes; or the list is not closed",
    "did not find expected key": "check the indentation and the quotes of this line and the one above",
    "could not find expected ':'": "a key needs ': ' and a value",
    "found unexpected end of stream": "the quote that begins here is never closed",
    "but found another document": "one document a file, without '---'",
    "did not find expected <document start>": "check the indentation of this line",
}


def read(path: str, data: bytes, shape: Shape, free: Collection[str], notes: Notes) -> Row | None:
    """Read one file; None when it cannot be read at all. Every mistake is noted. `free` are keys known beyond the shape: facets."""
    start = Place(path, 1, 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        notes.error(Place(path, data[: error.start].count(b"\n") + 1, 1), "not UTF-8; save the file as UTF-8")
        return None
    notes.lines[path] = text.splitlines()
    tabs = [(number, line.index("\t") + 1) for number, line in enumerate(notes.lines[path], 1) if "\t" in line]
    for line, column in tabs:
        notes.error(Place(path, line, column), "a tab; YAML wants spaces")
    node = None if tabs else _composed(text, path, notes)
    if node is None:
        if not tabs and not any(problem.path == path for problem in notes.errors):
            notes.error(start, "the file is empty")
        return None
    found = _Reader(path, free, notes).value(node, shape, "the file")
    return found if isinstance(found, Row) else None


def _composed(text: str, path: str, notes: Notes) -> yaml.Node | None:
    """The tree of a file; a mistake of syntax is told with its remedy where the remedy is known."""
    try:
        node: yaml.Node | None = yaml.compose(text, Quick)
    except yaml.MarkedYAMLError as error:
        never_closed = error.problem == "found unexpected end of stream"
        mark = error.context_mark if never_closed else error.problem_mark or error.context_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path, 1, 1)
        wrong = error.problem or "not readable"
        remedy = next((remedy for start, remedy in _REMEDIES.items() if wrong.startswith(start)), "")
        notes.error(place, f"not YAML: {wrong}" + (f"; {remedy}" if remedy else ""))
        return None
    except yaml.reader.ReaderError as error:
        notes.error(*refused(path, text, error))
        return None
    except RecursionError:
        notes.error(Place(path, 1, 1), "nested too deeply; a content file is a few levels deep")
        return None
    return node


class _Reader:
    """Compares the nodes of one file with their shapes."""

    def __init__(self, path: str, free: Collection[str], notes: Notes) -> None:
        self.path = path
        self.free = free
        self.notes = notes
        self.seen: set[int] = set()

    def place(self, node: yaml.Node) -> Place:
        return Place(self.path, node.start_mark.line + 1, node.start_mark.column + 1)

    def value(self, node: yaml.Node, shape: Shape, label: str) -> Raw:
        """The value of a node; None, with a note, when it is not of this shape."""
        if id(node) in self.seen:
            self.notes.error(self.place(node), "anchors and aliases (& and *) are not read; write it out")
            return None
        self.seen.add(id(node))
        if isinstance(shape, Words):  # nearly all are
            return self.scalar(node, shape, label)
        match shape:
            case OneOrMany(item):
                return self.value_again(node, Many(item, 1) if isinstance(node, yaml.SequenceNode) else item, label)
            case TableOrMany(table, many):
                return self.value_again(node, many if isinstance(node, yaml.SequenceNode) else table, label)
            case Record() | Table():
                return self.mapping(node, shape, label)
            case Many():
                return self.many(node, shape, label)
            case _:
                return self.scalar(node, shape, label)

    def value_again(self, node: yaml.Node, shape: Shape, label: str) -> Raw:
        """The same node by the shape that was chosen for it."""
        self.seen.discard(id(node))
        return self.value(node, shape, label)

    def mapping(self, node: yaml.Node, shape: Record | Table, label: str) -> Row | None:
        if not isinstance(node, yaml.MappingNode):
            wanted = f"a mapping ({shape.what})" if isinstance(shape, Record) else "a mapping"
            self.wrong(node, label, wanted)
            return None
        row = Row.at(self.place(node))
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = self.key(key_node)
            if key is None:
                continue
            if key in lines:
                self.notes.error(key.place, f"duplicate key '{key}'; first on line {lines[key]}: keep one of them")
                continue
            lines[key] = key.place.line
            self.item(row, key, value_node, shape)
        if isinstance(shape, Record):
            self.complete(row, shape)
        return row

    def item(self, row: Row, key: Text, node: yaml.Node, shape: Record | Table) -> None:
        """One key and its value."""
        row.places[key] = self.place(node)
        if isinstance(shape, Table):
            form: Shape | None = shape.item
        else:
            form = shape.fields[key].shape if key in shape.fields else shape.others
        if form is None and isinstance(shape, Record):
            self.notes.error(key.place, f"unknown key '{key}' in this {shape.what}{meant(key, tuple(shape.fields))}")
            return
        assert form is not None
        if isinstance(shape, Record) and key not in shape.fields and self.mistyped(key, node, shape):
            return
        row[key] = self.value(node, form, f"'{key}'")

    def mistyped(self, key: Text, node: yaml.Node, shape: Record) -> bool:
        """In a mapping with free keys a misspelt known one is told as what it is."""
        if key in self.free:
            return False
        near = meant(key, tuple(shape.fields))
        fits = isinstance(node, yaml.SequenceNode if isinstance(shape.others, Many) else yaml.MappingNode)
        if fits or not near.startswith("; did"):
            return False
        self.notes.error(key.place, f"unknown key '{key}' in this {shape.what}{near}")
        return True

    def complete(self, row: Row, shape: Record) -> None:
        """Nothing missing, and the choices made."""
        for key, field in shape.fields.items():
            if field.needed and key not in row.places:
                self.notes.error(row.place, f"this {shape.what} has no '{key}'" + (f" ({field.about})" if field.about else ""))
        for keys, wrong in (
            (shape.exactly_one, len(_present(row, shape.exactly_one)) != 1),
            (shape.at_least_one, not _present(row, shape.at_least_one)),
        ):
            if keys and wrong:
                how = "exactly one" if keys is shape.exactly_one else "at least one"
                came = ", ".join(_present(row, keys)) or "none"
                self.notes.error(row.place, f"this {shape.what} wants {how} of {', '.join(keys)}; it has {came}")

    def key(self, node: yaml.Node) -> Text | None:
        if not isinstance(node, yaml.ScalarNode):
            self.notes.error(self.place(node), "a key is a word; a blank in { } needs quotes around the text")
            return None
        self.trapped(node)
        if not node.value.strip():
            self.notes.error(self.place(node), "an empty key; write the word, or take the line out")
            return None
        return Text.at(node.value, self.place(node))

    def many(self, node: yaml.Node, shape: Many, label: str) -> list[Raw] | None:
        if not isinstance(node, yaml.SequenceNode):
            wanted = f"a list of {shape.item.what}s" if isinstance(shape.item, Record) else "a list"
            remedy = f"; write [{node.value}]" if wanted == "a list" and isinstance(node, yaml.ScalarNode) and node.value else ""
            self.wrong(node, label, wanted, remedy)
            return None
        size = len(node.value)
        if size < shape.least or (shape.most is not None and size > shape.most):
            wanted = f"{shape.least}" if shape.least == shape.most else f"at least {shape.least}"
            self.notes.error(self.place(node), f"{label} wants {wanted} item{'' if shape.least == 1 else 's'}, got {size}")
        item = f"an item of {label}"
        return [self.value(value, shape.item, item) for value in node.value]

    def scalar(self, node: yaml.Node, shape: Shape, label: str) -> Raw:
        """A text, a number, a truth or one of a few words."""
        if isinstance(node, yaml.ScalarNode):
            if isinstance(shape, Words) and node.tag == TEXT and (shape.empty or node.value.strip()):
                return self.text(node)
            match shape:
                case Truth() if kind(node) == "bool" and node.value in ("true", "false"):
                    return bool(node.value == "true")
                case Whole(least) if kind(node) == "int" and WHOLE.match(node.value) and int(node.value) >= least:
                    return int(node.value)
                case Number(lowest) if is_number(node) and (lowest is None or float(node.value) >= lowest):
                    return float(node.value) if "." in node.value else int(node.value)
                case OneOf(options) if kind(node) == "str" and node.value in options:
                    return self.text(node)
                case _:
                    pass
        self.wrong_scalar(node, shape, label)
        return None

    def wrong_scalar(self, node: yaml.Node, shape: Shape, label: str) -> None:
        wanted, remedy = "text", ""
        match shape:
            case Truth():
                wanted = "true or false"
            case Whole(least):
                wanted = f"a whole number from {least}" if least else "a whole number"
            case Number(lowest):
                wanted = "a number" if lowest is None else f"a number from {lowest:g}"
            case OneOf(options) if isinstance(node, yaml.ScalarNode) and kind(node) == "str":
                shown = tuple(option or '""' for option in options)
                self.notes.error(self.place(node), f"{label} can not be '{node.value}'{meant(node.value, shown)}")
                return
            case _ if isinstance(node, yaml.ScalarNode):
                if self.trapped(node):
                    return
                remedy = f'; write "{node.value}"' if kind(node) in ("int", "float") or (not node.value and may_be_empty(shape)) else ""
            case _:
                pass
        self.wrong(node, label, wanted, remedy)

    def trapped(self, node: yaml.ScalarNode) -> bool:
        """What YAML silently takes for something else than was written."""
        what = kind(node)
        if what in ("str", "null") or (what in ("int", "float") and not CLOCK.match(node.value)):
            return False
        read_as = {
            "bool": "true or false",
            "timestamp": "a date",
            "int": "a number",
            "float": "a number",
            "merge": "a merge",
            "value": "a default",
        }.get(what)
        if read_as is None:
            self.notes.error(self.place(node), f"tags ({node.tag.replace(TAG, '!!')}) are not read; write plain text")
        else:
            self.notes.error(self.place(node), f'{node.value} without quotes is read as {read_as}; write "{node.value}"')
        return True

    def text(self, node: yaml.ScalarNode) -> Text:
        quoted = node.style in ('"', "'")
        start, end = node.start_mark, node.end_mark
        exact = start.line == end.line and end.column - start.column == len(node.value) + 2 * quoted
        return Text.at(node.value, Place(self.path, start.line + 1, start.column + 1 + (quoted and exact)), exact)

    def wrong(self, node: yaml.Node, label: str, wanted: str, remedy: str = "") -> None:
        self.notes.error(self.place(node), f"{label} wants {wanted}, got {came(node)}{remedy}")


def _present(row: Row, keys: tuple[str, ...]) -> list[str]:
    return [key for key in keys if key in row.places]
