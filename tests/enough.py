"""Is `check` enough? A small subject is spoilt at every place; either `check` says so, or everything can still be asked of it.

python -m tests.enough    every place, one after the other: minutes. tests/test_content_enough.py does it by the dozen.
"""

from __future__ import annotations

import copy
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from assistant import content
from assistant.content.shapes import Many, OneOrMany, Record, Shape, Table, TableOrMany
from assistant.engine import Engine
from assistant.errors import Problem
from assistant.understand import grammar
from tests import tea
from tests.rules import Item, broken

Data = Any
At = tuple[str | int, ...]
Change = Callable[[dict[str, Data], str], None]

BORROWED = "knowledge/common/"  # the program's own words and replies: what it may have to say is there
MORE = """\
stop: {about: to stop, reply: {move: stop}, kind: control, says: [stop, please stop, end it]}
ready: {about: to begin, reply: {move: ready}, kind: control, says: [ready, i am ready]}
next: {about: to go on, reply: {move: next}, kind: control, says: [next, go on]}
pause: {about: to wait, reply: {move: pause}, kind: control, says: [pause, wait a moment]}
resume: {about: to go on, reply: {move: resume}, kind: control, says: [resume, continue]}
hurts: {about: it hurts, reply: {move: hurts}, kind: control, says: [it hurts, that hurts]}
longer: {about: a longer hold, reply: {move: longer}, kind: control, says: [longer, hold it longer]}
left: {about: how long, reply: {move: how_long}, kind: control, says: [how long is left, how much is left]}
again: {about: once more, reply: {act: again, in_session: repeat}, kind: control, says: [again, say that again]}
more: {about: more of it, reply: {act: more}, kind: control, says: [more, tell me more]}
simpler: {about: in simpler words, reply: {act: simpler}, kind: control, says: [simpler, say it simpler]}
"yes": {about: a yes, reply: {act: "yes"}, kind: social, anchor: false, says: ["yes", yes please]}
"no": {about: a no, reply: {act: "no"}, kind: social, anchor: false, says: ["no", no thanks]}
other: {about: the rest, reply: {act: other}, says: [the other one, another one]}
both: {about: both, reply: {act: both}, says: [both, both of them]}
why: {about: the reason, reply: {act: why}, says: [why, why is that]}
who_says: {about: the source, reply: {act: who_says}, says: [who says so, says who]}
doubt: {about: a doubt, reply: {act: doubt}, says: [are you sure, really]}
forget: {about: to forget, reply: {act: forget}, kind: control, says: [forget that, forget what i told you]}
resolved: {about: it is over, reply: {act: resolved}, kind: control, says: [that is over, it is better now]}
rating: {about: two numbers, reply: {act: rating}, kind: control, says: ["{number} before and {number} now"]}
recommend: {about: what is good for it, reply: {do: recommend}, says: ["what is good (for|in) {vessel}", "something for {vessel}"]}
helps: {about: whether it is good for it, reply: {do: helps}, slots: [tea], says: ["is {tea} good (for|in) {vessel}"]}
compare: {about: side by side, reply: {do: compare}, says: ["compare {tea} (with|and) {tea}", "what differs in {tea} and {topic}"]}
most: {about: the most of all, reply: {do: most}, says: ["which is the {measure}", "what is the {measure}"]}
check: {about: whether it is so, reply: {do: check}, slots: [tea], says: ["is {tea} {colour}", "is it {colour}"]}
guide: {about: to be guided, reply: {do: guide}, anchor: false, says: [guide me, "guide me through {tea}", "guide me through {topic}"]}
signs: {about: what is dangerous, reply: {do: signs}, anchor: false, says: [what is dangerous, what are the signs]}
known: {about: what is known, reply: {do: known}, anchor: false, says: [what do you know of me]}
no_pills: {about: pills, reply: {say: out_of_scope}, kind: caution, anchor: false, says: ["is {pill} good", "{pill} for {tea}"]}
figure: {about: a picture, reply: {do: figure}, slots: [tea], says: ["show me [a picture of] {tea}"]}
word: {about: a word, reply: {do: word}, anchor: false, says: [what does that word mean]}
"""

MESSAGES: tuple[Item, ...] = (
    *("hello", "how long do i steep sencha", "how long", "how hot", "again", "more", "simpler", "why", "who says so", "are you sure", "both"),
    *("tell me about sencha", "and water", "the other one", "which teas are green", "which teas are purple", "is sencha green", "is it purple"),
    *("what is good for the pot", "yes", "is sencha good in the pot", "compare sencha and sencha", "what differs in sencha and water"),
    *(
        "which is the strongest tea",
        "what is a caddy",
        "show me a picture of sencha",
        "what is TF-2",
        "TF-99",
        "T-1",
        "aspirin with sencha",
        "how long do i take aspirin",
        "xyzzy plugh",
        "",
    ),
    *("what is dangerous", "what do you know of me", "sencha", "water", "tea party", "green", "the pot", "purple", "sen char for five minutes"),
    *(
        "guide me through sencha",
        "ready",
        (1, 1),
        (2, 1),
        "how long is left",
        "longer",
        "it hurts",
        "resume",
        (2, 1),
        "next",
        "next",
        "3 before and 2 now",
    ),
    *("guide me through tea party", "no", "ready", (1, 1), (2, 1), "pause", "continue", "how hot", "again", "stop"),
    *("guide me", "yes", "coffee keeps me awake", "how long do i steep sencha", "guide me through sencha", "what do you know of me", "forget that"),
    *("i scalded myself", "how long", "boiling water on my hand", "guide me", "that is over", "hot water ran over her skin", "yes", "no"),
)


class Spoilt(NamedTuple):
    """The files with one mistake, and what it is."""

    path: str
    what: str
    data: Data


def sound() -> dict[str, Data]:
    """The subject as data."""
    texts = {path: text for path, text in tea.FILES.items() if path.endswith(".yaml") and not path.startswith(BORROWED)}
    files = {path: yaml.safe_load(text) for path, text in texts.items()}
    files["intents/common/social.yaml"] = {"hello": files["intents/common/social.yaml"]["hello"]}
    files["intents/tea/more.yaml"] = yaml.safe_load(MORE)
    attributes = files["knowledge/tea/domain.yaml"]["attributes"]
    attributes["pill"] = {"gloss": "pills", "describes": False, "guard": True, "bare": "no_pills"}
    attributes["vessel"] = {"gloss": "the pot", "facet": "heat", "bare": "recommend", "helps": True}
    files["knowledge/tea/values/pill.yaml"] = {"attribute": "pill", "values": [{"id": "aspirin", "name": "aspirin"}]}
    return files


def records(shape: Shape) -> Iterator[Record]:
    """Every mapping with known keys in the form of a file."""
    match shape:
        case Record(_, fields, others):
            yield shape
            for inner in (*(field.shape for field in fields.values()), *([others] if others else ())):
                yield from records(inner)
        case Many(item) | OneOrMany(item) | Table(item):
            yield from records(item)
        case TableOrMany(table, many):
            yield from (*records(table), *records(many))
        case _:
            pass


def without(data: Data, shape: Shape, what: str, lost: str) -> Data:
    """The same without a key in all records of that name."""
    match shape, data:
        case Record(name, fields, others), dict():
            rows = ((key, value, fields[key].shape if key in fields else others) for key, value in data.items() if (name, key) != (what, lost))
            return {key: without(value, inner, what, lost) if inner else value for key, value, inner in rows}
        case Table(item), dict():
            return {key: without(value, item, what, lost) for key, value in data.items()}
        case ((Many(item) | OneOrMany(item)), list()):
            return [without(value, item, what, lost) for value in data]
        case TableOrMany(_, many), list():
            return without(data, many, what, lost)
        case _:
            return data


def keys(data: Data, at: At = ()) -> Iterator[tuple[At, str]]:
    """Every key of every mapping."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield at, key
            yield from keys(value, (*at, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from keys(value, (*at, place))


def changed(data: Data, at: At, key: str, change: Change) -> Data:
    """The same with one key changed."""
    whole = copy.deepcopy(data)
    place = whole
    for step in at:
        place = place[step]
    change(place, key)
    return whole


def renamed(table: dict[str, Data], key: str) -> None:
    """A key with a slip in it, where it stood."""
    rows = [(f"{name}x" if name == key else name, value) for name, value in table.items()]
    table.clear()
    table.update(rows)


def retyped(table: dict[str, Data], key: str) -> None:
    """A value of another type."""
    table[key] = "some words" if isinstance(table[key], int | float) else 5


def lost(table: dict[str, Data], key: str) -> None:
    del table[key]


CHANGES: tuple[Change, ...] = (lost, renamed, retyped)


def spoilt(files: dict[str, Data]) -> Iterator[Spoilt]:
    """Every key of every file lost, misspelt, and with a value of another type."""
    for path, data in files.items():
        for at, key in keys(data):
            for change in CHANGES:
                what = f"{change.__name__}: {'.'.join(map(str, (*at, key)))}"
                yield Spoilt(path, what, changed(data, at, key, change))


def written(root: Path, files: dict[str, Data]) -> Path:
    """The subject in a folder."""
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    figure = root / "knowledge/tea/figures/leaf.svg"
    figure.parent.mkdir(exist_ok=True)
    figure.write_text("<svg/>", "utf-8")
    return root


def problems(root: Path) -> tuple[Problem, ...]:
    """What `check` says."""
    return content.check(root, "tea").problems


def unanswered(root: Path) -> list[str]:
    """What is wrong with the answers of a subject that `check` finds sound."""
    domain = content.load(root, "tea")
    engine = Engine(domain, grammar.load(domain, grammar.build(domain, {})))
    return list(broken(engine, MESSAGES))


def main() -> None:
    """Every place by itself; what is told is a hole in `check`, or in the program."""
    files = sound()
    with tempfile.TemporaryDirectory() as folder:
        root = written(Path(folder), files)
        for one in (Spoilt("", "nothing", {}), *spoilt(files)):
            if one.path:
                (root / one.path).write_text(yaml.safe_dump(one.data, allow_unicode=True, sort_keys=False), "utf-8")
            found = problems(root)
            try:
                wrong = [] if found else unanswered(root)
            except Exception:
                wrong = [traceback.format_exc().strip().splitlines()[-1] + traceback.format_exc().strip().splitlines()[-3]]
            print("told" if found else "WRONG" if wrong else "answered", one.path, one.what, *wrong, flush=True)
            if one.path:
                (root / one.path).write_text(yaml.safe_dump(files[one.path], allow_unicode=True, sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()
