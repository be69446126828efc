"""Templates: many wordings in one line, in hassil's syntax.

`(a|b)` one of them, `[a]` may be missing, `[a|b]` one or none, `{point}` a slot, `<name>` a shared rule. Signs may touch
words: `minute[s]` is "minute" and "minutes". Not here: their wordings (expanding), matching (assistant/understand) and the
meaning of slots (content).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from assistant.values import NamedTuple

MOST = 4_000  # wordings of one template; more is a rule hidden in a phrase


class TemplateError(ValueError):
    """A template that cannot be read; `column` counts characters of the template from 1, `rule` is the one that is not there."""

    def __init__(self, message: str, column: int, rule: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.column = column
        self.rule = rule


class Text(NamedTuple):
    """Words as written, with the blanks around them."""

    text: str


class Slot(NamedTuple):
    """The place of a name: `{point}`."""

    name: str
    column: int


class Rule(NamedTuple):
    """A shared template put in here: `<name>`."""

    name: str
    column: int


class Choice(NamedTuple):
    """One of several; `optional` adds the choice of none."""

    options: tuple[Template, ...]
    optional: bool
    column: int


class Template(NamedTuple):
    """Parts one after the other."""

    parts: tuple[Text | Slot | Rule | Choice, ...]


Part = Text | Slot | Rule | Choice

_PIECE = re.compile(r"[()\[\]|]|\{[^{}]*\}|<[^<>]*>|[^()\[\]|{}<>]+|.", re.DOTALL)  # a sign, a slot, a rule, words, or what stands alone
_NAME = re.compile(r"[a-z][a-z0-9_-]*\Z")
_SLOT = re.compile(r"(\{[a-z0-9_-]+\})")
_PLAIN = re.compile(r"[a-z0-9 ]*")
_CLOSES = {"(": ")", "[": "]"}
_OPENS = {")": "(", "]": "["}


class _Open(NamedTuple):
    """A bracket not yet closed: the choices so far, the last one still growing."""

    sign: str
    column: int
    options: list[list[Part]]


@cache
def parse(text: str) -> Template:
    """Read one template. What was read is remembered: a checker reads it, and whoever makes tables of it again.

    >>> from assistant.expanding import every
    >>> sorted(every(parse("how long [do i] (press|hold) {point}"), {}))
    ['how long do i hold {point}', 'how long do i press {point}', 'how long hold {point}', 'how long press {point}']
    >>> parse("how (long")
    Traceback (most recent call last):
    ...
    assistant.templates.TemplateError: '(' is never closed; write ')' where it ends
    """
    if _PLAIN.fullmatch(text) and text.strip():
        return Template((Text(text),))
    stack, column = [_Open("", 0, [[]])], 1
    for piece in _PIECE.findall(text):
        if piece[0] in "()[]|":
            _sign(stack, piece, column)
        else:
            stack[-1].options[-1].append(Text(piece) if piece[0] not in "{}<>" else _named(piece, column))
        column += len(piece)
    if len(stack) > 1:
        raise TemplateError(f"'{stack[-1].sign}' is never closed; write '{_CLOSES[stack[-1].sign]}' where it ends", stack[-1].column)
    if not text.strip():
        raise TemplateError("the template is empty; write the words", 1)
    return Template(tuple(stack[0].options[0]))


def _named(piece: str, column: int) -> Slot | Rule:
    """A slot or a rule."""
    if len(piece) == 1:
        raise TemplateError(f"'{piece}' stands alone; a slot is written {{name}}, a rule <name>", column)
    if not _NAME.match(piece[1:-1]):
        raise TemplateError(f"'{piece}' is not a name: lower-case letters, digits, '_' and '-'", column)
    return Slot(piece[1:-1], column) if piece[0] == "{" else Rule(piece[1:-1], column)


def _sign(stack: list[_Open], sign: str, column: int) -> None:
    """Open, divide or close a bracket."""
    top = stack[-1]
    if sign in _CLOSES:
        stack.append(_Open(sign, column, [[]]))
        return
    if len(stack) == 1:
        remedy = "write (a|b)" if sign == "|" else f"write '{_OPENS[sign]}' where it begins"
        raise TemplateError(f"'{sign}' outside of brackets: {remedy}", column)
    if not _says_something(top.options[-1]):
        raise TemplateError(f"nothing before '{sign}'; what may be missing is written [a]", column)
    if sign == "|":
        top.options.append([])
        return
    if sign != _CLOSES[top.sign]:
        raise TemplateError(f"'{sign}' closes a '{top.sign}'; write '{_CLOSES[top.sign]}'", column)
    stack.pop()
    options = tuple([Template(tuple(parts)) for parts in top.options])
    stack[-1].options[-1].append(Choice(options, sign == "]", top.column))


def _says_something(parts: list[Part]) -> bool:
    """Whether there is more than blanks. Of two parts one is no text, for a text goes on to the next sign."""
    if len(parts) != 1:
        return bool(parts)
    (only,) = parts
    return not isinstance(only, Text) or not only.text.isspace()


def tokens(text: str) -> tuple[str, ...]:
    """Words of a wording, as a reader's words are cut: lower case, no punctuation, slots whole.

    >>> tokens("the Well-known {point}, please!")
    ('the', 'well', 'known', '{point}', 'please')
    >>> tokens("don't press 委中")
    ('dont', 'press', '委中')
    """
    cut = _SLOT.split(text)  # every second piece is a slot
    return tuple(" ".join(piece if at % 2 else cleaned(piece) for at, piece in enumerate(cut)).split())


def cleaned(text: str) -> str:
    """Lower case, letters and digits only; hyphens and strokes become blanks, other punctuation goes.

    >>> cleaned("Well-known, DON'T "), cleaned("38.5 degrees.")
    ('well known dont ', '38.5 degrees')
    """
    if _PLAIN.fullmatch(text):
        return text
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join("." if _decimal(folded, place) else _sign_of(sign) for place, sign in enumerate(folded))


def _decimal(text: str, place: int) -> bool:
    """Whether the point between two digits stands here."""
    return text[place] == "." and text[max(place - 1, 0) : place].isdigit() and text[place + 1 : place + 2].isdigit()


@cache
def _sign_of(sign: str) -> str:
    """What is left of one sign: itself for letters, digits and the marks that belong to letters."""
    if unicodedata.category(sign)[0] in "LNM":
        return sign
    return " " if sign.isspace() or sign in "/_" or unicodedata.category(sign) == "Pd" else ""


def count(template: Template, rules: Mapping[str, Template]) -> int:
    """How many wordings a template stands for, without writing them out (the same wording twice counts twice).

    >>> count(parse("(a|b) [c|d] {e}"), {})
    6
    """
    return _count(template, rules, ())


def _count(template: Template, rules: Mapping[str, Template], inside: tuple[str, ...]) -> int:
    total = 1
    for part in template.parts:
        match part:
            case Rule():
                total *= _count(looked_up(part, rules, inside), rules, (*inside, part.name))
            case Choice(options, optional):
                total *= sum(_count(option, rules, inside) for option in options) + optional
            case _:
                pass
    return total


def looked_up(rule: Rule, rules: Mapping[str, Template], inside: tuple[str, ...]) -> Template:
    """What a rule stands for; `inside` are the rules it was met in."""
    if rule.name in inside:
        raise TemplateError(f"rule <{rule.name}> refers to itself; write its words out", rule.column)
    if rule.name not in rules:
        raise TemplateError(f"unknown rule <{rule.name}>", rule.column, rule.name)
    return rules[rule.name]


def may_be_empty(template: Template, rules: Mapping[str, Template]) -> bool:
    """Whether every word of it may be missing.

    >>> may_be_empty(parse("[please] [stop]"), {}), may_be_empty(parse("[please] (stop|end)"), {})
    (True, False)
    """
    for part in template.parts:
        match part:
            case Text(text) if cleaned(text).strip():
                return False
            case Slot():
                return False
            case Rule(name) if not may_be_empty(rules[name], rules):
                return False
            case Choice(options, optional) if not optional and not any(may_be_empty(option, rules) for option in options):
                return False
            case _:
                pass
    return True


def written_slots(template: Template) -> Iterator[Slot]:
    """The slots of a template (not those inside its rules) in the order written, with their columns.

    >>> [slot.name for slot in written_slots(parse("is {point} [better than {point}] for {complaint}"))]
    ['point', 'point', 'complaint']
    """
    for part in template.parts:
        match part:
            case Slot():
                yield part
            case Choice(options):
                for option in options:
                    yield from written_slots(option)
            case _:
                pass
