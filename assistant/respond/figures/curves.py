"""Path data to lines: `M 10 20 C ...` becomes points close enough together to look round.

The subset is M L H V C Q Z, capital or small. Arcs and the shorthand curves S and T are left out: any drawing program can
write without them, and every command more is one more way for a picture to differ between screens.
"""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.respond.figures.drawing import Line, Spot

ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "Z": 0}
LARGEST = 100_000.0  # no coordinate is larger; what is far outside the frame is judged later
STEP = 6.0  # units between two points of a curve: just over one braille dot at 40x20
_TOKEN = re.compile(r"[\s,]*([A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")


class PathMistake(Exception):
    """Path data outside the subset; the message says what and what to do."""


def flatten(data: str) -> tuple[Line, ...]:
    """The lines of path data; one line for each stroke of the pen.

    >>> flatten("M 0 0 H 4 v 3 Z")
    (((0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 0.0)),)
    """
    lines: list[list[Spot]] = []
    for letter, numbers in _commands(data):
        if letter in "Mm":
            start = (numbers[0], numbers[1])
            lines.append([_plus(lines[-1][-1], start) if letter == "m" and lines else start])
        elif not lines:
            raise PathMistake(f"path data starts with '{letter}'; start with M and a point")
        else:
            _draw(lines, letter, numbers)
    return tuple(tuple(line) for line in lines if len(line) > 1)


def _commands(data: str) -> list[tuple[str, list[float]]]:
    """Split into commands; numbers that follow a full command repeat it (after M: L)."""
    commands: list[tuple[str, list[float]]] = []
    letter, numbers, full = "", list[float](), True
    for token in _tokens(data):
        if token.isalpha():
            _complete(letter, numbers, full)
            letter, numbers, full = token, [], token in "Zz"
            if token.upper() not in ARGUMENTS:
                raise PathMistake(f"path command '{token}' is not in the subset M L H V C Q Z; convert arcs and smooth curves to C")
            if full:
                commands.append((token, []))
            continue
        if letter in ("", "Z", "z"):
            raise PathMistake(f"number {token} without a command before it; write M, L, H, V, C or Q first")
        numbers.append(_number(token))
        if len(numbers) == ARGUMENTS[letter.upper()]:
            commands.append((letter, numbers))
            letter, numbers, full = {"M": "L", "m": "l"}.get(letter, letter), [], True
    _complete(letter, numbers, full)
    return commands


def _number(token: str) -> float:
    number = float(token)
    if abs(number) > LARGEST:
        raise PathMistake(f"number {token[:12]} is out of reach; keep within {LARGEST:g}")
    return number


def _complete(letter: str, numbers: list[float], full: bool) -> None:
    if numbers or not full:
        raise PathMistake(f"path command '{letter}' has {len(numbers)} numbers and needs {ARGUMENTS[letter.upper()]}")


def _tokens(data: str) -> list[str]:
    tokens, place, end = [], 0, len(data.rstrip(" \t\r\n,"))
    while place < end:
        found = _TOKEN.match(data, place)
        if not found:
            raise PathMistake(f"path data has '{data[place : place + 8].strip()}' where a command or a number should stand")
        tokens.append(found[1])
        place = found.end()
    return tokens


def _draw(lines: list[list[Spot]], letter: str, numbers: list[float]) -> None:
    """Carry the last line on by one command."""
    line = lines[-1]
    here = line[-1]
    base = here if letter.islower() else (0.0, 0.0)
    match letter.upper():
        case "Z":
            line.append(line[0])
            lines.append([line[0]])  # drawing goes on from where the line began
        case "H":
            line.append((base[0] + numbers[0], here[1]))
        case "V":
            line.append((here[0], base[1] + numbers[0]))
        case _:
            spots = [_plus(base, (numbers[at], numbers[at + 1])) for at in range(0, len(numbers), 2)]
            line.extend(_curve([here, *spots]) if len(spots) > 1 else spots)


def _curve(control: list[Spot]) -> list[Spot]:
    """A Bezier curve of degree two or three as points, its start left out."""
    reach = sum(abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pairwise(control))
    count = min(64, max(4, int(reach / STEP)))
    return [_at(control, number / count) for number in range(1, count + 1)]


def _at(control: list[Spot], share: float) -> Spot:
    while len(control) > 1:
        control = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairwise(control)]
    return control[0]


def circle(x: float, y: float, radius: float) -> str:
    """A circle as path data: four curves, as every drawing program does it."""
    bow = radius * 0.5523
    quarters = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
    data = f"M {x + radius:.2f} {y:.2f}"
    for ax, ay, bx, by in quarters:
        spots = ((ax * radius + bx * bow, ay * radius + by * bow), (bx * radius + ax * bow, by * radius + ay * bow), (bx * radius, by * radius))
        data += " C " + " ".join(f"{x + right:.2f} {y + down:.2f}" for right, down in spots)
    return data + " Z"


def _plus(a: Spot, b: Spot) -> Spot:
    return (a[0] + b[0], a[1] + b[1])
