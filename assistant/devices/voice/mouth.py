"""From utterances to pieces on the tape: one thread has sentences synthesised ahead of their turn, and puts silence where no engine speaks."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable
from queue import SimpleQueue

from assistant.devices.voice.engines import EngineMissing
from assistant.devices.voice.port import FASTEST, SLOWEST, Settings, VoiceNotice, seconds_to_say
from assistant.devices.voice.sound import RATE, Sound, sounding
from assistant.devices.voice.synthesis import Synthesis, SynthesisFailed
from assistant.devices.voice.tape import Piece, Tape, word_times
from assistant.respond.breaths import sentences
from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from subprocess import Popen

ONSET = RATE // 100  # frames kept before the first sound: espeak begins with 50 ms of silence, which is heard as slowness


class Job(NamedTuple):
    """An utterance to prepare, or settings that hold from here on."""

    ticket: int
    text: str
    era: int
    settings: Settings | None


class Mouth:
    """Prepares what is said, in order."""

    def __init__(
        self, settings: Settings, synth: Popen[bytes], tape: Tape, told: Callable[[VoiceNotice], None], opened: Callable[[str, str], None]
    ) -> None:
        """`synth` is a synthesiser child, started with these settings."""
        self._settings = settings
        self._synth = synth
        self._tape = tape
        self._told = told
        self._opened = opened  # called with the engine's name and '', or '' and why there is none
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        self._synthesis: Synthesis | None = None
        threading.Thread(target=self._run, name="mouth", daemon=True).start()

    def say(self, ticket: int, text: str) -> None:
        """Prepare an utterance after those given before."""
        self._jobs.put(Job(ticket, text, self._tape.era, None))

    def change(self, rate: int | None, voice: str | None) -> None:
        """Speak otherwise from here on: a fresh child, for the rate of a running engine is not to be trusted."""
        settings = self._settings
        if rate is not None:
            settings = settings._replace(rate=max(SLOWEST, min(FASTEST, rate)))
        if voice is not None:
            settings = settings._replace(voice=voice)
        if settings != self._settings:
            self._settings = settings
            self._jobs.put(Job(0, "", 0, settings))

    def _run(self) -> None:
        """Later children are started here: they end with the thread that started them."""
        self._synthesis = Synthesis(self._settings, self._synth)
        try:
            self._synthesis.open()
            self._opened(self._synthesis.engine, "")
            self._tell_notice()
        except EngineMissing as trouble:
            self._lose(str(trouble))
        while True:
            job = self._jobs.get()
            if job.settings is not None:
                self._renew(job.settings)
            elif job.era == self._tape.era:
                self._prepare(job)

    def _renew(self, settings: Settings) -> None:
        """A fresh child; where there is no voice of that name, the one of before."""
        if self._synthesis is None:
            return
        before = self._synthesis.settings.voice
        trouble = self._change_to(settings)
        if trouble and settings.voice != before:
            self._told(VoiceNotice(f"{trouble}; speaking with the voice of before"))
            self._settings = self._settings._replace(voice=before)
            trouble = self._change_to(settings._replace(voice=before))
        if trouble:
            self._lose(trouble)

    def _change_to(self, settings: Settings) -> str:
        """Open a child with these settings; why it cannot speak, or ''."""
        assert self._synthesis
        self._synthesis.close()
        self._synthesis = Synthesis(settings)
        try:
            self._synthesis.open()
        except EngineMissing as trouble:
            return str(trouble)
        self._tell_notice()
        return ""

    def _tell_notice(self) -> None:
        if self._synthesis and self._synthesis.notice:
            self._told(VoiceNotice(self._synthesis.notice))

    def _lose(self, reason: str) -> None:
        """Go on without an engine."""
        if self._synthesis:
            self._synthesis.close()
        self._synthesis = None
        self._opened("", reason)

    def _prepare(self, job: Job) -> None:
        """Every sentence of an utterance, until somebody stops it."""
        parts = _placed(job.text)
        if not parts:
            self._tape.put(Piece(job.ticket, array("h"), (), first=True, last=True), job.era)
        for index, words in enumerate(parts):
            self._tape.wait(job.era)
            if job.era != self._tape.era:
                return
            samples = self._sound(" ".join(word for _, word in words)).samples
            if index == 0:
                samples = samples[max(0, sounding(samples)[0] - ONSET) :]
            piece = Piece(job.ticket, samples, word_times(words, samples), index == 0, index == len(parts) - 1)
            self._tape.put(piece, job.era)

    def _sound(self, sentence: str) -> Sound:
        """The sound of a sentence, or as much silence."""
        if self._synthesis is not None:
            try:
                return self._synthesis.sound(sentence)
            except (SynthesisFailed, EngineMissing) as trouble:
                self._lose(str(trouble))
        return Sound(RATE, array("h", bytes(2 * round(RATE * seconds_to_say(sentence, self._settings.rate)))))


def _placed(text: str) -> list[list[tuple[int, str]]]:
    """The sentences of a text as words with their places in it.

    >>> _placed("Sit down.  Breathe.")
    [[(0, 'Sit'), (4, 'down.')], [(11, 'Breathe.')]]
    """
    told, at = [], 0
    for sentence in sentences(text):
        words = []
        for word in sentence.split():
            at = text.index(word, at)
            words.append((at, word))
            at += len(word)
        told.append(words)
    return told
