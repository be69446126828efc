"""All files of a subject, read and laid together: common first, then the subject's own. Not here: whether names refer to anything."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from pathlib import Path

from assistant.content.files import COMMON, File, Folder, base, files
from assistant.content.formats import FORMATS
from assistant.content.nodes import read
from assistant.content.places import Notes, Place, Raw, Row, Text, meant
from assistant.values import NamedTuple

SUBJECT = "{subject}"
LENT = 200  # files of the program kept in memory, of those a subject borrows
TOP = ("domain", "sources", "phrases", "spoken", "glossary", "cues", "words", "known")  # knowledge/NAME/x.yaml


class Gathered:
    """The rows of all files by what they are."""

    def __init__(self) -> None:
        self.domain: Row | None = None
        self.sources: dict[str, tuple[Text, Row]] = {}
        self.phrases: dict[str, tuple[Text, tuple[Text, ...]]] = {}
        self.spoken: dict[str, Text] = {}
        self.glossary: dict[str, tuple[Text, Row]] = {}
        self.words: dict[str, dict[str, Text]] = {}
        self.known: list[Text] = []
        self.cues: list[Row] = []
        self.values: list[tuple[Text, Row]] = []  # with their attribute
        self.entries: list[Row] = []
        self.parts: dict[str, tuple[Text, tuple[Text, ...]]] = {}
        self.examples: list[Row] = []
        self.flags: list[Row] = []
        self.conditions: list[Row] = []
        self.intents: dict[str, tuple[Text, Row]] = {}
        self.rules: dict[str, Mapping[str, Text]] = {}  # by layer; a subject's hold the common ones too
        self.figures: set[str] = set()
        self.layers: dict[str, str] = {}  # path -> layer
        self.unread: set[str] = set()  # forms of which a file could not be read: what it holds is not 'unknown'


class _Read(NamedTuple):
    """One file, read."""

    row: Row
    layer: str


def gather(root: Folder, name: str, notes: Notes) -> Gathered:
    """Read every file; mistakes of form are noted, and what could be read is laid together."""
    return gathered_of(root, name, FORMATS, notes)


def gathered_of(root: Folder, name: str, forms: Collection[str], notes: Notes) -> Gathered:
    """The same of the files of some forms."""
    gathered = Gathered()
    read_files: dict[str, list[_Read]] = {form: [] for form in FORMATS}
    own = f"knowledge/{name}/domain.yaml"
    facets: Collection[str] = ()
    for file in sorted(files(root, name), key=lambda file: (file.path != own, file.path.split("/")[1] != COMMON, file.path)):
        form = _form(file, gathered, notes)
        if form not in forms:
            continue
        row = _row(root, file.path, form, facets, notes)
        gathered.layers[file.path] = file.path.split("/")[1]
        if row is not None and file.path == own:
            facets = row.row("facets")
        if row is None:
            gathered.unread.add(form)
        else:
            read_files[form].append(_Read(row, gathered.layers[file.path]))
    for form, lay in _LAY.items():
        for found in read_files[form]:
            lay(gathered, found.row, found.layer, notes)
    if gathered.domain is None and "domain" not in gathered.unread:
        notes.error(Place(own, 1, 1), "no such file; it names the kinds, attributes and facets of the subject")
    return gathered


def _row(root: Folder, path: str, form: str, facets: Collection[str], notes: Notes) -> Row | None:
    """What a file says, compared with its form."""
    folder = base(root, path)
    try:
        data = Path(folder, path).read_bytes()
    except OSError as error:
        notes.error(Place(path, 1, 1), f"the file can not be read ({error.strerror}); make it readable, or take it away")
        return None
    if folder == os.fspath(root):
        return read(path, data, FORMATS[form], facets, notes)
    row, made = _borrowed(path, data, form, tuple(facets))
    notes.take(made)
    return row


@lru_cache(LENT)
def _borrowed(path: str, data: bytes, form: str, facets: tuple[str, ...]) -> tuple[Row | None, Notes]:
    """A file of the program that a subject uses: half of what a small one is made of, and read once however often its author changes it."""
    notes = Notes()
    return read(path, data, FORMATS[form], facets, notes), notes


def _form(file: File, gathered: Gathered, notes: Notes) -> str:
    """What a file holds, by its place; '' when it is none of ours."""
    folder, layer, *inner = file.path.split("/")
    start = Place(file.path, 1, 1)
    if inner[0] == "figures" and folder == "knowledge":
        gathered.figures.add(inner[-1].removesuffix(".svg"))
        return ""
    if not file.path.endswith(".yaml"):
        if file.path.endswith((".yml", ".json")):
            notes.error(start, "content files end in .yaml; rename it")
        return ""
    if folder == "intents":
        return "intents"
    if len(inner) == 1:
        return _top(inner[0].removesuffix(".yaml"), layer, start, notes)
    if inner[0] == "values":
        return "values"
    if inner[0] == "safety":
        return {"flags": "flag", "conditions": "condition", "examples": "examples", "examples.yaml": "examples"}.get(inner[1], "parts")
    return "entry"


def _top(stem: str, layer: str, start: Place, notes: Notes) -> str:
    if stem not in TOP or (stem == "domain" and layer == COMMON):
        notes.error(start, f"an entry stands in a folder, as in points/; here are only {', '.join(TOP)}{meant(stem, TOP) if stem not in TOP else ''}")
        return ""
    return stem


def _first(found: dict[str, tuple[Text, Row]], key: Text, row: Row, what: str, notes: Notes) -> None:
    """Keep the first of a name; a second is a mistake that names both places."""
    if key in found:
        notes.error(key.place, f"duplicate {what} '{key}'; also in {_where(found[key][0].place)}: rename one of them")
        return
    found[str(key)] = (key, row)


def _where(place: Place) -> str:
    return f"{place.path}:{place.line}"


def _domain(gathered: Gathered, row: Row, layer: str, notes: Notes) -> None:
    gathered.domain = row


def _sources(gathered: Gathered, row: Row, layer: str, notes: Notes) -> None:
    for key, source in row.named_rows():
        _first(gathered.sources, key, source, "source", notes)


def _phrases(gathered: Gathered, row: Row, layer: str, notes: Notes) -> None:
    """A subject replaces a common phrase of the same id."""
    for key in row:
        gathered.phrases[str(key)] = (key, row.texts(key))


def _spoken(gathered: Gathered, row: Row, layer: str, notes: Notes) -> None:
    gathered.spoken.update((str(key), text) for key, text in row.items() if isinstance(text, Text))


def _glossary(gathered: Gathered, row: Row, layer: str, notes: Notes) -> None:
    for key, word in row.named_rows():
        _first(gathered.glossary, key, word, "word", notes)


def _words(gathered: Gathered, row: Row, layer: str, notes: Notes) -> None:
    """Numbers stand among words as they are written."""
    for group, words in row.named_rows():
        found = gathered.words.setdefault(str(group), {})
        for key, value in words.items():
            if value is not None:
                found[str(key)] = value if isinstance(value, Text) else Text.at(str(value), words.spot(key))


def _known(gathered: Gathered, row: Row, layer: str, notes: Notes) -> None:
    gathered.known.extend(row.texts("known"))


def _cues(gathered: Gathered, row: Row, layer: str, notes: Notes) -> None:
    gathered.cues.extend(row.rows("cues"))


def _values(gathered: Gathered, row: Row, layer: str, notes: Notes) -> None:
    gathered.values.extend((row.text("attribute"), value) for value in row.rows("values"))


def _entry(gathered: Gathered, row: Row, layer: str, notes: Notes) -> None:
    gathered.entries.append(row)


def _parts(gathered: Gathered, row: Row, layer: str, notes: Notes) -> None:
    for key in (parts := row.row("parts")):
        if key in gathered.parts:
            notes.error(key.place, f"duplicate part '{key}'; also in {_where(gathered.parts[key][0].place)}: rename one of them")
            continue
        gathered.parts[str(key)] = (key, parts.texts(key))


def _flag(gathered: Gathered, row: Row, layer: str, notes: Notes) -> None:
    gathered.flags.append(row)


def _condition(gathered: Gathered, row: Row, layer: str, notes: Notes) -> None:
    gathered.conditions.append(row)


def _intents(gathered: Gathered, row: Row, layer: str, notes: Notes) -> None:
    """Intents of a subject stand beside the common ones, or replace one when they say so."""
    if gathered.domain is not None:
        if layer == COMMON:
            _no_kinds(row, tuple(gathered.domain.row("kinds")), notes)
        subject = gathered.domain.text("subject")
        row = row.changed(lambda item: _of_subject(item, subject))
    rules = dict(gathered.rules.setdefault(layer, gathered.rules.get(COMMON, {})))
    for key, rule in row.row("rules").items():
        if key in rules:
            notes.error(key.place, f"duplicate rule '{key}'; also in {_where(rules[key].place)}: rename one of them")
        elif isinstance(rule, Text):
            rules[str(key)] = rule
    gathered.rules[layer] = rules
    for key, intent in row.named_rows():
        if key != "rules":
            _intent(gathered, key, intent, notes)


def _no_kinds(value: Raw, kinds: tuple[str, ...], notes: Notes) -> None:
    """Common phrases belong to every subject: they do not name the kinds of one."""
    if isinstance(value, Text):
        for kind in kinds:
            if (at := value.find(f"{{{kind}}}")) >= 0:
                notes.error(value.inside(at + 1), f"a common phrase can not name '{{{kind}}}', which only this subject has; write {SUBJECT}")
    for item in value if isinstance(value, list) else value.values() if isinstance(value, Row) else ():
        _no_kinds(item, kinds, notes)


def _of_subject(value: Raw, subject: str) -> Raw:
    """`{subject}` in phrases is the kind the subject is about: common phrases do not know its name."""
    if isinstance(value, Text) and SUBJECT in value and subject:
        return Text.at(value.replace(SUBJECT, f"{{{subject}}}"), value.place)
    if isinstance(value, list):
        return [_of_subject(item, subject) for item in value]
    return value.changed(lambda item: _of_subject(item, subject)) if isinstance(value, Row) else value


def _intent(gathered: Gathered, key: Text, intent: Row, notes: Notes) -> None:
    earlier = gathered.intents.get(key)
    is_common = earlier is not None and gathered.layers[earlier[0].place.path] == COMMON != gathered.layers[key.place.path]
    if intent.truth("replaces", False):
        if not is_common and "intents" not in gathered.unread:
            notes.error(intent.spot("replaces"), f"'{key}' replaces nothing: there is no common intent of this id; take the line out")
        gathered.intents.pop(key, None)
    elif is_common:
        notes.error(
            key.place, f"'{key}' is already a common intent ({_where(earlier[0].place) if earlier else ''}); rename it, or say 'replaces: true'"
        )
        return
    _first(gathered.intents, key, intent, "intent", notes)


def _examples(gathered: Gathered, row: Row, layer: str, notes: Notes) -> None:
    gathered.examples.extend(row.rows("examples"))


_Lay = Callable[[Gathered, Row, str, Notes], None]
_LAY: dict[str, _Lay] = {
    "domain": _domain,
    "sources": _sources,
    "phrases": _phrases,
    "spoken": _spoken,
    "glossary": _glossary,
    "words": _words,
    "known": _known,
    "cues": _cues,
    "values": _values,
    "entry": _entry,
    "parts": _parts,
    "examples": _examples,
    "flag": _flag,
    "condition": _condition,
    "intents": _intents,
}
