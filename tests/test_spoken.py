"""What is written is said so that a voice reads it without stumbling: a table of cases, then properties over any text."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.engine import Engine
from assistant.model import Entry
from assistant.respond.breaths import LONGEST_SENTENCE, sentences
from assistant.respond.spoken import speak

TABLE = {"Weizhong": "way joong", "Kunlun": "koon loon", "qi": "chee", "cun": "tsoon", "911": "nine one one"}

# What no engine may see: it would say "dash", "slash", "tilde", "saint twenty five".
UNSPEAKABLE = re.compile(r"\d\s?[-\u2013\u2014]\s?\d|[/~()\[\]{}<>|\\^*_#@&=]|https?:|\b[A-Z]{1,3}-\d|\b(?!to\b)[A-Z]{2}\d")

CASES = (
    ("BL-40", "B L forty."),
    ("BL40 and bl-40", "B L forty and B L forty."),
    ("ST-25", "S T twenty five."),
    ("GB 41", "G B forty one."),
    ("BL 1-67", "B L one to sixty seven."),
    ("EX-B2 or M-BW-24", "E X B two or M B W twenty four."),
    ("L2", "L two."),
    ("L2\u2013L3", "L two to L three."),
    ("level with L4-L5", "level with L four to L five."),
    ("L4/5", "L four and five."),
    ("BL-23/BL-52", "B L twenty three or B L fifty two."),
    ("LI-140", "L I one four zero."),
    ("BL-40 (Weizhong), then", "B L forty, way joong, then."),
    ("W\u011bizh\u014dng (\u59d4\u4e2d)", "way joong."),
    ("The Qi of Kunlun's", "The chee of koon loon's."),
    ("1.5 cun", "1.5 tsoon."),
    ("1.5 B-cun", "1.5 B-tsoon."),
    ("liquid", "liquid."),
    ("1-2 minutes", "1 to 2 minutes."),
    ("3\u20134 times", "3 to 4 times."),
    ("2 \u2014 3 times", "2 to 3 times."),
    ("1.5\u20132 cun", "1.5 to 2 tsoon."),
    ("a 5-10-minute hold", "a 5 to 10 minute hold."),
    ("2\u00bd-3 cun", "2 and a half to 3 tsoon."),
    ("\u00bd inch", "half an inch."),
    ("1 1/2 inches", "1 and a half inches."),
    ("1/4 inch", "a quarter of an inch."),
    ("Step 1/6", "Step 1 of 6."),
    ("pain 4/10 now", "pain 4 of 10 now."),
    ("1:30 left", "1 minute 30 seconds left."),
    ("0:45 left", "45 seconds left."),
    ("at 7:30", "at 7:30."),
    ("~5 cm", "about 5 centimetres."),
    ("\u2248 2 min", "about 2 minutes."),
    ("30s", "30 seconds."),
    ("30 sec. each side", "30 seconds each side."),
    ("1 min", "1 minute."),
    ("a 1-min hold", "a 1 minute hold."),
    ("0 to 1 min", "0 to 1 minutes."),
    ("in your 30s", "in your 30s."),
    ("the 1950s", "the 1950s."),
    ("10-second count", "10 second count."),
    ("2x/day", "2 times per day."),
    ("2\u00d7", "2 times."),
    ("3-4x a week", "3 to 4 times a week."),
    ("<5 min", "less than 5 minutes."),
    (">10", "more than 10."),
    ("5+", "5 or more."),
    ("20%", "20 percent."),
    ("37\u00b0C", "37 degrees C."),
    ("e.g. a ball", "for example a ball."),
    ("i.e. the fist", "that is, the fist."),
    ("balls etc. Then", "balls and so on. Then."),
    ("left vs. right", "left versus right."),
    ("w/ a fist, w/o shoes", "with a fist, without shoes."),
    ("and/or", "or."),
    ("up/down", "up or down."),
    ("911", "nine one one."),
    ("call 112 now", "call one one two now."),
    ("9-1-1", "nine one one."),
    ("See https://example.org/a-1_2?x=1.", "See."),
    ("Press here. [1]\nSources: the BL-40 article (p. 3)", "Press here."),
    ("Press [source: a book].", "Press."),
    ("- one\n- two", "one. two."),
    ("1. Sit down.\n2. Breathe:\nin", "Sit down. Breathe: in."),
    ("**Sit** _down_ `now`", "Sit down now."),
    ("in \u2026 out\u2026", "in, out."),
    ("the back \u2014 gently \u2014 here", "the back, gently, here."),
    ("lower-back pain", "lower-back pain."),
    ("\u201cGentle\u201d isn\u2019t weak", "Gentle isn't weak."),
    ("Well done! \U0001f600", "Well done!"),
    ("HOLD FOR 5 MINUTES", "HOLD FOR 5 MINUTES."),
    ("", ""),
    ("( ) \n\n", ""),
)


@pytest.mark.parametrize(("written", "spoken"), CASES, ids=[written for written, _ in CASES])
def test_written_becomes_spoken(written: str, spoken: str) -> None:
    assert speak(written, TABLE) == spoken


@given(st.text(alphabet=st.sampled_from("BLSTablq 0123456789-\u2013/~()[]<>.,:x\u00bd%\n+&_*'"), max_size=60))
@example("1 -2")
@example("5/ /6")
@example("0B0- 0")
@example("a.b.c/1-1/2~3")
def test_nothing_unspeakable_reaches_the_engine(text: str) -> None:
    assert not UNSPEAKABLE.search(speak(text, {}))


@given(st.text(max_size=80))
def test_any_text_can_be_spoken(text: str) -> None:
    said = speak(text, TABLE)
    assert not UNSPEAKABLE.search(said)
    assert "\n" not in said


@given(st.text(alphabet="ab ,.;!?-", max_size=300))
def test_sentences_are_the_text_in_order(text: str) -> None:
    at = 0
    for sentence in sentences(text):
        place = "".join(text.split()).find("".join(sentence.split()), at)
        assert place >= at
        at = place + 1
    assert re.findall(r"\w", "".join(sentences(text))) == re.findall(r"\w", text)


def test_a_long_sentence_is_cut_where_it_may_be() -> None:
    text = "Hold one to two minutes on each knee, with slow and steady breaths, and then let go slowly, while you stay on your back with bent knees."
    pieces = sentences(text)
    assert " ".join(pieces) == text
    assert max(len(piece.split()) for piece in pieces) <= LONGEST_SENTENCE


def test_decimals_and_short_names_do_not_end_a_sentence() -> None:
    assert sentences("Go 1.5 tsoon out. Press.") == ("Go 1.5 tsoon out.", "Press.")


def test_nothing_in_the_knowledge_speaks_badly(engine: Engine) -> None:
    """Every statement, step, name and code as a voice gets it."""
    domain = engine.domain
    texts = [statement.say or statement.text for entry in domain.entries.values() for facet in entry.facets.values() for statement in facet]
    texts += [step.text for entry in domain.entries.values() for plan in entry.plans for step in plan.steps.values()]
    texts += [text for flag in domain.flags.values() for text in (flag.say, flag.say_other)]
    texts += [text for condition in domain.conditions.values() for text in (condition.tell, condition.note)]
    texts += [text for entry in domain.entries.values() for text in (entry.id, entry.name, entry.say)]
    assert len(texts) > 200
    assert [(text, speak(text, domain.spoken)) for text in texts if UNSPEAKABLE.search(speak(text, domain.spoken))] == []
    assert [
        entry.id for entry in domain.entries.values() if entry.name.lower() in speak(entry.name, {}).lower() and _pinyin(entry, domain.spoken)
    ] == []


def _pinyin(entry: Entry, table: Mapping[str, str]) -> bool:
    """A name that English spelling does not read, and that nobody has respelled."""
    return bool(re.fullmatch(r"[A-Z]{2}-\d+", entry.id)) and not entry.say and entry.name not in table
