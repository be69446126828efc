"""Runs test files: every wording in a fresh conversation, every dialogue from its first turn, with waits in zero time.

Not here: what the files look like (cases) and how time is played (player).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.authoring.cases import Case, Dialogue, Expected, Sentences, Turn
from assistant.authoring.player import Player
from assistant.content.places import Place, Text
from assistant.engine import Engine, Told, understood
from assistant.values import NamedTuple

SHOWN = 160  # characters of a reply in a transcript
SESSION = "guide"  # the intent of whatever a session says


class Result(NamedTuple):
    """One wording or one dialogue."""

    name: str
    place: Place
    said: str  # the wording, or the turn that failed
    wrong: tuple[str, ...]  # what was wanted and what came; empty: right
    talk: tuple[str, ...]  # the talk so far, line by line
    replies: tuple[str, ...] = ()  # ids of the phrases that were said
    intents: tuple[str, ...] = ()  # what answered what had to be right

    @property
    def passed(self) -> bool:
        return not self.wrong

    def shown(self) -> str:
        """A failure as a person reads it: place, what was wanted, the talk so far."""
        place = f"{self.place.path}:{self.place.line}:{self.place.column}"
        head = f"{place}: failed: {self.name}"
        return "\n".join([head, *(f"    {line}" for line in self.talk), *(f"  wrong: {line}" for line in self.wrong)])


def run(engine: Engine, cases: Sequence[Case]) -> Iterator[Result]:
    """The result of every wording and every dialogue."""
    for case in cases:
        if isinstance(case, Sentences):
            yield from sentences(engine, case)
        else:
            yield dialogue(engine, case)


def sentences(engine: Engine, case: Sentences) -> Iterator[Result]:
    """Each wording by itself."""
    for text in case.says:
        heard = _heard(engine, case, text)
        wrong = _wrong(engine, case.expected, heard.told, heard.player, str(text))
        yield heard._replace(wrong=wrong).result(case.name, text)._replace(intents=_answering(engine, heard.told, heard.player, text))
    for text in case.never:
        heard = _heard(engine, case, text)
        same = not _wrong(engine, case.expected, heard.told, heard.player, str(text))
        denied = (f"it must not have this reading ({_reading(case.expected)}), and has it",) if same else ()
        yield heard._replace(wrong=denied).result(case.name, text)


def _answering(engine: Engine, told: Sequence[Told], player: Player, said: str) -> tuple[str, ...]:
    """The intents that answered, and the conditions that were heard. A session says of itself that it began, not what was asked for it."""
    answered = tuple(one.answer.intent for one in told if one.answer.intent)
    read = [clause.candidates[0].intent for clause in understood(engine, said).clauses if clause.candidates] if SESSION in answered and said else []
    beginning = tuple(intent for intent in read if engine.domain.intents[intent].reply.do == SESSION)
    return (*answered, *beginning, *player.talk.noted)


class _Said(NamedTuple):
    """One wording after it was said."""

    player: Player
    told: tuple[Told, ...]
    talk: tuple[str, ...]
    wrong: tuple[str, ...] = ()

    def result(self, name: str, text: Text) -> Result:
        return Result(name, text.place, str(text), self.wrong, self.talk, tuple(self.player.talk.said))


def _heard(engine: Engine, case: Sentences, text: str) -> _Said:
    player = Player(engine)
    talk: list[str] = []
    for before in case.after:
        talk += _lines(f"user: {before}", player.say(before))
    told = player.say(text)
    return _Said(player, told, (*talk, *_lines(f"user: {text}", told)))


def dialogue(engine: Engine, case: Dialogue) -> Result:
    """Turn by turn up to the first that goes wrong."""
    player = Player(engine)
    talk: list[str] = []
    intents: list[str] = []
    for turn in case.turns:
        told = player.say(turn.user) if turn.user is not None else player.wait(turn.wait)
        intents += _answering(engine, told, player, turn.user or "")
        talk += _lines(f"user: {turn.user}" if turn.user is not None else f"({turn.wait:g} seconds pass)", told)
        wrong = _wrong(engine, turn.expected, told, player, turn.user or "")
        if wrong:
            return Result(case.name, turn.expected.place, _said(turn), wrong, tuple(talk), tuple(player.talk.said))
    return Result(case.name, case.place, "", (), tuple(talk), tuple(player.talk.said), tuple(intents))


def _said(turn: Turn) -> str:
    return turn.user if turn.user is not None else f"wait {turn.wait:g}"


def _lines(head: str, told: Sequence[Told]) -> list[str]:
    lines = [head]
    for one in told:
        answer = one.answer
        text = " ".join(answer.text.split())
        shown = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
        lines.append(f"  {' '.join(part for part in (answer.kind.value, answer.intent, ', '.join(answer.about)) if part)}: {shown}")
    return lines if len(lines) > 1 else [*lines, "  (silence)"]


def _wrong(engine: Engine, expected: Expected, told: Sequence[Told], player: Player, said: str) -> tuple[str, ...]:
    """Everything in which a reply differs from what was expected."""
    last = told[-1].answer if told else None
    text = "\n".join(one.answer.text for one in told)
    intent, kind = (last.intent, last.kind.value) if last else ("", "silence")
    wrong: list[str] = []
    if expected.intent and expected.intent not in (intent, *_answering(engine, told[-1:], player, said)):
        wrong.append(f"wanted intent {expected.intent}, got {intent or 'none'}")
    if expected.kinds and kind not in expected.kinds:
        wrong.append(f"wanted kind {' or '.join(expected.kinds)}, got {kind}")
    wrong += _wrong_names(engine, expected, last.about if last else (), said)
    flat = " ".join(text.split())
    wrong += [f"the reply lacks '{pattern}'" for pattern in expected.all if not re.search(pattern, flat, re.IGNORECASE)]
    wrong += [f"the reply holds '{pattern}'" for pattern in expected.none if re.search(pattern, flat, re.IGNORECASE)]
    now = player.talk.session.phase.value if player.talk.session else "none"
    if expected.session and now != expected.session:
        wrong.append(f"wanted the session to be at {expected.session}, got {now}")
    return tuple(wrong)


def _wrong_names(engine: Engine, expected: Expected, about: tuple[str, ...], said: str) -> list[str]:
    """Entries and values that are missing: an entry counts when the reply is about it or the message names it."""
    if not (expected.entries or expected.about or expected.values):
        return []
    heard = _named(engine, said)
    had = {*about, *heard}
    got = f"got {', '.join(about) or 'nothing'}"
    wrong = [f"wanted it to be about {entry}, {got}" for entry in expected.entries if entry not in had]
    if expected.about and not had & set(expected.about):
        wrong.append(f"wanted it to be about {' or '.join(expected.about)}, {got}")
    return wrong + [f"wanted the value {value} to be named" for value in expected.values if value not in heard]


def _named(engine: Engine, said: str) -> frozenset[str]:
    """Ids of everything named in a message."""
    mentions = understood(engine, said).mentions if said else ()
    return frozenset((*(m.id for m in mentions), *(ref.partition(":")[2] or ref for m in mentions for ref in m.also)))


def _reading(expected: Expected) -> str:
    parts = (expected.intent, ", ".join(expected.kinds), ", ".join((*expected.entries, *expected.about)), ", ".join(expected.values), *expected.all)
    return "; ".join(part for part in parts if part)
