"""What is offered while typing: names with what they are, commands, and a grey ending. Offers never stand beside words of a red flag.

Not here: keys (keys), and what a message means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import combinations

from prompt_toolkit.auto_suggest import AutoSuggest, Suggestion
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from assistant import templates
from assistant.decide.view import covered
from assistant.devices.terminal import slash
from assistant.engine import Engine
from assistant.model import Domain, Entry
from assistant.understand import lexicon
from assistant.understand.normalise import normalise
from assistant.understand.stems import root
from assistant.values import NamedTuple

SHORTEST = 2  # letters before anything is offered
MOST_WORDS = 2  # "wei zh" is looked for as a name of two words


class Row(NamedTuple):
    """One name as it is offered."""

    key: str  # letters and digits only
    text: str
    shown: str
    gloss: str


class Guard:
    """Whether a sign of a red flag is being typed: a whole wording, or two of its parts already."""

    def __init__(self, engine: Engine) -> None:
        self._grammar = engine.grammar
        self._signs = [(f"says:{flag.id}#{number}", sign.parts) for flag in engine.domain.flags.values() for number, sign in enumerate(flag.signs)]
        self.alarming = lru_cache(maxsize=4)(self._alarming)  # menu and grey ending ask about the same text

    def _alarming(self, text: str) -> bool:
        roots = [root(token.text) for token in normalise(text, self._grammar.words)]
        places: dict[str, set[tuple[int, int]]] = {}
        for hit in lexicon.find(self._grammar.signs.parts, roots):
            places.setdefault(hit.ref, set()).add((hit.start, hit.end))
        return any(wording in places or _begun(parts, places) for wording, parts in self._signs)


def _begun(parts: Sequence[str], places: Mapping[str, set[tuple[int, int]]]) -> bool:
    """Whether the only part of a sign was said, or two of its parts in different words."""
    said = [places[f"part:{part}"] for part in parts if f"part:{part}" in places]
    if len(parts) == 1 or len(said) < 2:
        return len(parts) == 1 == len(said)
    return any(a[1] <= b[0] or b[1] <= a[0] for one, other in combinations(said, 2) for a in one for b in other)


class Menu(Completer):
    """Names and commands for the word before the cursor."""

    def __init__(self, engine: Engine, guard: Guard) -> None:
        self._rows = rows(engine.domain)
        self._common = engine.grammar.known
        self._guard = guard

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Rows that begin with what is typed; none beside words of a red flag."""
        text = document.text_before_cursor
        if document.text_after_cursor.strip() or self._guard.alarming(text):
            return
        if text.startswith("/"):
            yield from _commands(text)
            return
        for typed in _ends(text):
            found = [row for row in self._rows if row.key.startswith(_key(typed))] if self._asked(typed) else []
            if found:
                once = {row.text: row for row in found}
                yield from (Completion(row.text, -len(typed), row.shown, row.gloss) for row in once.values())
                return

    def _asked(self, typed: str) -> bool:
        """Whether it is long enough, and no everyday word: 'we' is no beginning of Weizhong."""
        return len(_key(typed)) >= SHORTEST and typed.lower() not in self._common


def rows(domain: Domain) -> tuple[Row, ...]:
    """Every code and name, with its place; a name in several words is found by its first letters too."""
    out: dict[tuple[str, str], Row] = {}
    for entry in covered(domain):
        for name in (entry.id, entry.name, *(also for also in entry.also if not set(also) & set("([<{"))):
            key = _key(name)
            if key.isascii() and len(key) > SHORTEST:
                out.setdefault((key, entry.id), Row(key, entry.id, f"{entry.id}  {entry.name}", place(domain, entry)))
    return tuple(out.values())


def place(domain: Domain, entry: Entry) -> str:
    """Where an entry is: the name of the first value of its first attribute."""
    values = next(iter(entry.attributes.values()), ())
    return domain.values[values[0]].name if values else ""


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _ends(text: str) -> list[str]:
    """What may be the beginning of a name: the last two words, the last word.

    >>> _ends("where is wei zh")
    ['wei zh', 'zh']
    """
    if not text or text[-1].isspace():
        return []
    words = text.split(" ")
    return [" ".join(words[-count:]) for count in range(min(MOST_WORDS, len(words)), 0, -1)]


def _commands(text: str) -> Iterable[Completion]:
    for name, known in slash.COMMANDS.items():
        if f"/{name}".startswith(text.lower()):
            yield Completion(f"/{name}", -len(text), f"/{name}", known.gloss)


class Grey(AutoSuggest):
    """A grey ending: from what was typed before, then from the questions the content knows."""

    def __init__(self, domain: Domain, guard: Guard) -> None:
        self._domain = domain
        self._guard = guard

    @cached_property
    def _questions(self) -> tuple[str, ...]:
        """Made when the first letter is typed: nobody waits for it before."""
        return questions(self._domain)

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:
        """The rest of the newest line, or of the first question, that begins so."""
        text = document.text
        if len(text.strip()) < SHORTEST or "\n" in text or self._guard.alarming(text):
            return None
        typed = (line for line in reversed(buffer.history.get_strings()) if "\n" not in line)
        for line in (*typed, *self._questions):
            if line.lower().startswith(text.lower()) and len(line) > len(text):
                return Suggestion(line[len(text) :])
        return None


def questions(domain: Domain) -> tuple[str, ...]:
    """Whole questions of the content, the plainest of each kind; those that name an entry first, and the short ones first."""
    example = next((entry.id for entry in covered(domain)), "")
    slot = f"{{{domain.subject}}}"
    found = {}
    for intent in domain.intents.values():
        if not intent.reply.move and not intent.reply.act:
            says = next((text for text in intent.says if text.count(slot) == 1), intent.says[0])
            found[_plainest(templates.parse(says)).replace(slot, example)] = slot not in says
    return tuple(sorted((text for text in found if "{" not in text and len(text.split()) > 1), key=lambda text: (found[text], len(text))))


def _plainest(template: templates.Template) -> str:
    """The first of every choice, and nothing that may be missing.

    >>> _plainest(templates.parse("how (long|many minutes) [do i] hold {point}"))
    'how long hold {point}'
    """
    words = ""
    for part in template.parts:
        match part:
            case templates.Text(text):
                words += text
            case templates.Choice(options, optional):
                words += "" if optional else _plainest(options[0])
            case templates.Slot(name) | templates.Rule(name):
                words += f"{{{name}}}"
    return " ".join(words.split())
