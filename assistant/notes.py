"""The diary in a conversation: its one question, two numbers after a session, and what the numbers show.

Only numbers, the names of what was pressed and the time are ever kept, and only after a yes. Everything that is not
plainly an answer to these questions is left to the engine: a red flag is never taken for a number. Not here: storing
(devices.diary) and sentences about numbers (respond.charts).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from assistant.decide.rating import MOST, RATING, rated
from assistant.decide.session import Session
from assistant.decide.state import Conversation
from assistant.devices.terminal.words import SAY
from assistant.engine import Engine, Told, understood
from assistant.errors import AssistantError
from assistant.model import Domain
from assistant.understand.reader import Understood
from assistant.values import NamedTuple

PROGRESS = "progress"  # the intent of "am I getting better?"


class Ratings(NamedTuple):
    """How it was and how it is, from 0 to 10."""

    before: int
    after: int


class Notes:
    """Listens along; see `assistant.app.Notes`."""

    def __init__(self, engine: Engine, folder: Path, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._folder = folder
        self._now = now
        self._done = ""  # what was pressed in the session that was just finished
        self._ratings: Ratings | None = None  # told, and kept only after a yes
        self._asking = False  # whether the question for the diary stands

    def heard(self, text: str, talk: Conversation) -> str:
        """The reply to an answer to one of our questions; '' for everything else."""
        if talk.session is not None or not (self._done or self._asking):
            return ""
        heard = understood(self._engine, text)
        try:
            if self._done and (ratings := two_numbers(self._engine.domain, heard)) is not None:
                return self._rated(ratings)
            return self._consented(heard) if self._asking else ""
        except AssistantError as error:
            self._asking = False
            return str(error)

    def told(self, told: Told, before: Session | None) -> Told:
        """What is told, with our question after a finished session, and with the numbers where they were asked for."""
        if told.answer.intent == PROGRESS:
            return self._progress(told)
        if told.session is not None:
            self._done, self._ratings = "", None
        if before is None or not told.answer.finished:
            return told
        from assistant.devices import diary

        self._done = ", ".join(dict.fromkeys(step.entry for step in before.steps))
        self._asking = diary.consent(self._folder) is None
        return _with(told, f"{told.answer.text}\n{SAY['diary_offer']}") if self._asking else told

    def _rated(self, ratings: Ratings) -> str:
        """Two numbers: kept when there is a diary; said back in any case."""
        from assistant.devices import diary

        self._ratings = ratings
        kept = bool(diary.consent(self._folder)) and self._keep()
        lead = SAY["noted" if kept else "rated"].format(before=ratings.before, after=ratings.after)
        name = "better" if ratings.after < ratings.before else "worse" if ratings.after > ratings.before else "same"
        comment = self._engine.domain.phrases.get(f"{name}_plain", ("",))[0]
        domain = self._engine.domain
        high = domain.phrases["rating_high"][0].format(rating=ratings.after) if domain.severe and ratings.after >= domain.severe else ""
        return " ".join(filter(None, (lead, high or comment, SAY["diary_waits"] if self._asking else "")))

    def _consented(self, heard: Understood) -> str:
        """Yes or no to the diary. Anything else lets the question go for good: it is asked once."""
        from assistant.devices import diary

        self._asking = False
        answer = self._yes_or_no(heard)
        diary.decide(self._folder, wanted=answer == "yes")
        if answer != "yes":
            return SAY["diary_no"] if answer == "no" else ""
        if self._ratings is None:
            return f"{SAY['diary_yes']} {SAY['diary_needs']}"
        self._keep()
        return f"{SAY['diary_yes']} {SAY['noted'].format(before=self._ratings.before, after=self._ratings.after)}"

    def _yes_or_no(self, heard: Understood) -> str:
        """'yes' or 'no' where the words say exactly that and nothing else."""
        if len(heard.clauses) != 1 or not heard.clauses[0].candidates:
            return ""
        best = heard.clauses[0].candidates[0]
        act = self._engine.domain.intents[best.intent].reply.act
        return act if best.exact and act in ("yes", "no") else ""

    def _keep(self) -> bool:
        from assistant.devices.diary import Diary
        from assistant.respond.charts import Entry

        if self._ratings is None:
            return False
        with Diary.open(self._folder) as diary:
            diary.add(Entry(self._now().strftime("%Y-%m-%dT%H:%M"), self._ratings.before, self._ratings.after, self._done))
        self._done = ""
        return True

    def _progress(self, told: Told) -> Told:
        from assistant.devices import diary
        from assistant.respond import charts

        try:
            existing = diary.Diary.existing(self._folder)
            if existing is None:
                return told
            with existing:
                return _with(told, charts.sentence(self._engine.domain, charts.progress(existing.entries())))
        except AssistantError as error:
            return _with(told, str(error))


def _with(told: Told, text: str) -> Told:
    return told._replace(answer=told.answer._replace(text=text, spoken=text))


def two_numbers(domain: Domain, heard: Understood) -> Ratings | None:
    """Two numbers from 0 to 10 and nothing else of weight; the one that was before, and the one that is now."""
    telling = domain.words.get(RATING, {})
    numbers, around, _ = rated([token.text for token in heard.tokens], telling)
    if len(numbers) != 2 or max(numbers) > MOST or not telling.keys() >= {*around}:
        return None
    return Ratings(*numbers)
