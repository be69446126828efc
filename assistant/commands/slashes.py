"""What the slash commands and function keys of the chat do. Not here: how a line becomes a command (devices.terminal.slash)."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from assistant.decide import safety
from assistant.decide.view import View, covered
from assistant.devices.terminal import page, slash, words
from assistant.engine import Said, Told, understood
from assistant.model import Domain, Kind
from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.commands.desk import Desk
    from assistant.respond.figures import Drawing, Terminal


def carry_out(desk: Desk, command: slash.Slash) -> None:
    """Do it; what there is to say comes in its turn."""
    DOING[command.name](desk, command.words)


def alarming(desk: Desk, text: str) -> bool:
    """Whether a line holds a red flag: then it is a message, whatever it begins with."""
    view = View(desk.app.engine.domain, desk.app.talk, understood(desk.app.engine, slash.message(text)))
    return bool(safety.signs(view).urgent)


def _help(desk: Desk, given: tuple[str, ...]) -> None:
    """The keys, then what can be asked."""
    plain = desk.able.plain
    pairs = words.PLAIN_HELP if plain else [(f"{key} {command}".strip(), gloss) for key, command, gloss in words.HELP]
    width = max(len(name) for name, _ in pairs)
    narrow = plain or desk.columns < width + 30
    rows = [f"{name}: {gloss}" if narrow else f"{name:{width}}  {gloss}" for name, gloss in pairs]
    desk.say("\n".join((*rows, words.PLAIN_SESSION_HELP if plain else words.SESSION_HELP, desk.app.engine.domain.phrases["help"][0])))


def _voice(desk: Desk, given: tuple[str, ...]) -> None:
    """On, off, or the other way."""
    on = given[0].lower() == "on" if given else not desk.loud
    desk.app.switch_voice(on)
    if on:
        desk.voice.start()
    desk.say(words.SAY["voice_on" if on else "voice_off"])


def _speaker(desk: Desk, given: tuple[str, ...]) -> None:
    """Another voice; the engine says so when it has none of that name."""
    name = " ".join(given)
    if name:
        desk.voice.set(voice=name)
    desk.say(words.SAY["speaker" if name else "no_speaker"].format(name=page.clean(name)))


def _changing(change: str) -> Callable[[Desk, tuple[str, ...]], None]:
    def changing(desk: Desk, given: tuple[str, ...]) -> None:
        desk.app.change_voice(change)
        desk.say(words.SAY[change])

    return changing


def _sources(desk: Desk, given: tuple[str, ...]) -> None:
    sources = desk.told.answer.sources if desk.told else ()
    desk.say("\n".join(f"{s.title}{f' ({s.place})' if s.place else ''}" for s in sources) or words.SAY["no_sources"])


def _diary(desk: Desk, given: tuple[str, ...]) -> None:
    """The diary's own commands; without a word its chart."""
    from assistant.commands import diary
    from assistant.devices import folders
    from assistant.devices.diary import where

    desk.say(diary.said(desk.app.engine.domain, given or ("chart" if where(folders.data()).exists() else "where",), desk.able.plain))


def _plain(desk: Desk, given: tuple[str, ...]) -> None:
    if desk.able.plain:
        desk.say(words.SAY["plain_on"])
    else:
        desk.plainly = True
        desk.leave()


def _bye(desk: Desk, given: tuple[str, ...]) -> None:
    desk.say(desk.app.engine.domain.phrases["bye"][0])
    desk.leave()


# ---------------------------------------------------------------- pictures


def _picture(desk: Desk, given: tuple[str, ...]) -> None:
    """The picture of what was named, or of what was last talked about; an unknown name is a message."""
    name = " ".join(given) or next(iter((desk.told.answer.about if desk.told else ()) or desk.app.talk.focus), "")
    found = find(desk, name) if name else None
    if found:
        desk.put([_alone(desk, *found)])
    elif given:
        desk.app.post(Said(" ".join(given)))
    else:
        desk.say(words.SAY["no_picture"].format(example=next((e.id for e in covered(desk.app.engine.domain)), "")))


def _alone(desk: Desk, drawing: Drawing, point: str) -> page.Piece:
    """A picture as this screen takes it; one of pixels goes out as it is."""
    from assistant.respond import figures

    raw = bool(terminal(desk).image_protocol) and figures.can_draw()
    return ("raw" if raw else "picture", figures.show(drawing, point, terminal(desk)) + "\n")


def find(desk: Desk, name: str) -> tuple[Drawing, str] | None:
    """The drawing of a name in any of its spellings."""
    from assistant.devices import pictures

    named = [m.id for m in understood(desk.app.engine, name).mentions if m.id in desk.app.engine.domain.entries]
    return next((found for id_ in (name, *named) if (found := pictures.find(desk.figures, id_))), None)


def terminal(desk: Desk) -> Terminal:
    """What a picture must know of the screen."""
    from assistant.respond.figures import Terminal, protocol

    able = desk.able
    return Terminal(desk.columns, desk.rows, able.utf8, able.colour, able.plain, protocol(os.environ) if able.colour else "")


def beside(desk: Desk, told: Told) -> list[page.Piece]:
    """An answer with its picture on the left; nothing where it has none or the screen has no room for both."""
    point = shown(desk.app.engine.domain, told)
    if not point or not desk.chosen.pictures:
        return []
    from assistant.devices import pictures
    from assistant.respond import figures

    found = pictures.find(desk.figures, point)
    if not found:
        return []
    text = "\n".join(text.rstrip("\n") for _, text in page.pieces(told, desk.columns))
    alone = [_alone(desk, *found), ("answer", text + "\n")] if told.answer.figure else []
    if alone and alone[0][0] == "raw":
        return alone
    drawn = figures.beside(*found, page.plain(told), terminal(desk))
    return [("picture", drawn + "\n")] if drawn else alone


def described(desk: Desk, point: str) -> str:
    """A picture in words."""
    from assistant.respond import figures

    found = find(desk, point)
    return figures.describe(*found) if found else ""


def shown(domain: Domain, told: Told) -> str:
    """The entry whose picture belongs to an answer: asked for, or the answer to where something is."""
    answer = told.answer
    if answer.kind is not Kind.ANSWER or answer.figure or not answer.about:
        return answer.figure
    intent = domain.intents.get(answer.intent)
    asked = intent is not None and "location" in intent.reply.facets and len(answer.about) == 1
    return answer.about[0] if asked and domain.entries[answer.about[0]].figure else ""


DOING: Mapping[str, Callable[[Desk, tuple[str, ...]], None]] = {
    "help": _help,
    "picture": _picture,
    "sources": _sources,
    "voice": _voice,
    "speaker": _speaker,
    "slower": _changing("slower"),
    "faster": _changing("faster"),
    "louder": _changing("louder"),
    "quieter": _changing("quieter"),
    "diary": _diary,
    "plain": _plain,
    "bye": _bye,
}
