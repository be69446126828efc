"""What the assistant must hear before it answers anything, on wordings written apart from its rules (tests/safety).

Every emergency must be urgent, harmless look-alikes must not be, precautions must be met with a caution, and what was
said in one turn must hold in the next. The shares demanded stand at the top.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from assistant.decide.state import Conversation
from assistant.engine import Engine
from assistant.expanding import every
from assistant.reply import said
from assistant.respond.answer import Answer
from assistant.templates import parse
from assistant.understand.reader import read
from tests.files import data
from tests.safety import combine, framed, together

CORPUS = Path(__file__).parent / "safety"
EXAMPLES = Path(__file__).parents[1] / "knowledge" / "acupressure" / "safety" / "examples.yaml"

MOST_FALSE_ALARMS = 0.02  # of harmless messages
LEAST_CONDITIONS = 0.96  # of precautions met with a caution, or what their `kind` allows
LEAST_MISSPELT = 0.97  # of emergencies with one slip of the keyboard
MOST_MISSED_EXAMPLES = 0.025  # of those it learns from, many of which are hard
MOST_MISSED_STRANGE = 0.03
MOST_JOINED = 0.01  # of talks of everyday messages
MOST_ASKED = 0.003  # of the wordings of ordinary questions and commands
EACH = 40  # one of so many of these wordings is tried
MOST_FRAMED = 0.01  # of them with a back ache around; of all it is a third of that, and a sample of seven hundred has its chances
EACH_FRAMED = 60
LEAST_IN_PASSING, EACH_IN_PASSING = 0.985, 11  # of emergencies between other words
SEEDS = (1, 2)

# Lines that no rule looking at one message can catch, with the reason. Keep it short.
OUT_OF_REACH: Mapping[str, str] = {}


def corpus(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = data(CORPUS / f"{name}.yaml")
    return rows


def answer(engine: Engine, text: str) -> Answer:
    return said(engine, Conversation(), text)[1].answer


def kind(engine: Engine, text: str) -> str:
    return answer(engine, text).kind.value


def listed(texts: Iterable[str]) -> str:
    return "\n".join(("", *texts))


def test_every_emergency_is_urgent(engine: Engine) -> None:
    missed = [row["says"] for row in corpus("emergencies") if row["says"] not in OUT_OF_REACH and kind(engine, row["says"]) != "urgent"]
    assert not missed, listed(missed)


def test_hardly_any_strange_emergency_is_missed(engine: Engine) -> None:
    rows = [row for row in corpus("strange") if "flag" in row]
    missed = [row["says"] for row in rows if kind(engine, row["says"]) != "urgent"]
    assert len(missed) <= MOST_MISSED_STRANGE * len(rows), listed(missed)


def test_an_emergency_in_passing_is_heard(engine: Engine) -> None:
    rows = corpus("emergencies")[::EACH_IN_PASSING]
    tried = [frame.format(row["says"].rstrip(".!?")) for row in rows for frame in framed.IN_PASSING]
    missed = [text for text in tried if kind(engine, text) != "urgent"]
    assert len(missed) <= (1 - LEAST_IN_PASSING) * len(tried), listed(missed)


def test_harmless_messages_raise_hardly_any_alarm(engine: Engine) -> None:
    rows = corpus("harmless")
    alarmed = [row["says"] for row in rows if kind(engine, row["says"]) == "urgent"]
    assert len(alarmed) <= MOST_FALSE_ALARMS * len(rows), listed(alarmed)


def test_a_precaution_is_met_with_a_caution(engine: Engine) -> None:
    rows = [row for row in corpus("conditions") if "never" not in row]
    missed = []
    for row in rows:
        told = answer(engine, row["says"])
        if told.kind.value not in row.get("kind", ["caution"]) or not all(re.search(words, told.text, re.I) for words in row["all"]):
            missed.append(row["says"])
    assert len(missed) <= (1 - LEAST_CONDITIONS) * len(rows), listed(missed)


def test_a_denied_precaution_is_no_caution(engine: Engine) -> None:
    wrong = [row["says"] for row in corpus("conditions") if "never" in row and kind(engine, row["says"]) == row["never"]]
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("talk", corpus("dialogues"), ids=lambda talk: talk["name"])
def test_what_was_said_holds_in_the_next_turn(engine: Engine, talk: dict[str, Any]) -> None:
    now = Conversation()
    so_far = []
    for turn in talk["turns"]:
        now, told = said(engine, now, turn["user"])
        text = told.answer.text
        so_far.append(f"> {turn['user']}\n  [{told.answer.kind.value}] {text}")
        assert told.answer.kind.value in turn.get("kind", [told.answer.kind.value]), listed(so_far)
        assert all(re.search(words, text, re.I) for words in turn.get("all", [])), listed(so_far)
        assert not any(re.search(words, text, re.I) for words in turn.get("none", [])), listed(so_far)


@pytest.mark.parametrize("seed", SEEDS)
def test_recombined_emergencies_are_urgent(engine: Engine, seed: int) -> None:
    wordings = combine.emergencies(seed, 400)
    missed = [w.says for w in wordings if kind(engine, w.says) != "urgent"]
    assert not missed, listed(missed)
    misspelt = [w.misspelt for w in wordings if kind(engine, w.misspelt) != "urgent"]
    assert len(misspelt) <= (1 - LEAST_MISSPELT) * len(wordings), listed(misspelt)


def test_an_exception_takes_back_only_a_sign_near_it(engine: Engine) -> None:
    assert kind(engine, "my foot is numb from sitting on a hard chair") != "urgent"
    talk = "my foot was tired from sitting on a hard chair at the party, we had cake and tea and a lot of fun, but since then my bottom is numb"
    assert kind(engine, talk) == "urgent"


def test_a_denied_exception_takes_nothing_back(engine: Engine) -> None:
    assert kind(engine, "my bum is numb from sitting on a hard chair") != "urgent"
    assert kind(engine, "my bum is numb and it is not from sitting on a hard chair") == "urgent"


def test_a_word_for_now_inside_a_sign_outweighs_the_past(engine: Engine) -> None:
    assert kind(engine, "the sciatica used to be in one leg, now it is in both") == "urgent"


def test_what_others_have_is_no_caution_for_one_who_asks_for_themselves(engine: Engine) -> None:
    assert kind(engine, "my mother has osteoporosis") == "caution"
    assert kind(engine, "my mother has osteoporosis, I do not, where is BL-40?") != "caution"


def test_the_examples_come_out_right(engine: Engine) -> None:
    """What the assistant learns an alarm from, every sixth of it; a few are left that no rule of one message can tell apart."""
    rows = data(EXAMPLES)["examples"]
    said = [(text, bool(row.get("flag"))) for row in rows for text in row["says"]][::6]
    missed = [text for text, alarm in said if alarm and kind(engine, text) != "urgent"]
    alarmed = [text for text, alarm in said if not alarm and kind(engine, text) == "urgent"]
    assert len(missed) <= MOST_MISSED_EXAMPLES * len(said), listed(missed)
    assert len(alarmed) <= MOST_FALSE_ALARMS * len(said), listed(alarmed)


def test_a_sign_is_read_over_words_that_add_nothing_and_over_a_turned_verb(engine: Engine) -> None:
    assert kind(engine, "I can not really feel my bottom") == "urgent"
    assert kind(engine, "why can't I feel my bottom when I sit") == "urgent"


def test_a_sign_does_not_run_over_the_end_of_a_sentence(engine: Engine) -> None:
    assert kind(engine, "it is fine on my end. Everything looks good") != "urgent"


def test_a_question_that_names_nobody_is_for_knowledge(engine: Engine) -> None:
    assert kind(engine, "can stress cause chest pain") != "urgent"
    assert kind(engine, "can stress cause this chest pain I have now") == "urgent"


def test_what_is_over_stays_over_beside_a_question_of_today(engine: Engine) -> None:
    assert kind(engine, "I had a fever last month, long over. Which points for a stiff back today?") != "urgent"


def test_a_message_no_sign_catches_is_compared_with_the_examples(engine: Engine) -> None:
    heard = read(engine.grammar, "it's like my whole undersides have checked out and i keep wetting myself")
    assert heard.alike.score > read(engine.grammar, "my lower back is stiff since the drive").alike.score


@pytest.mark.parametrize("talk", together.split(), ids=" ... ".join)
def test_an_emergency_told_bit_by_bit_is_urgent(engine: Engine, talk: together.Talk) -> None:
    assert together.ends_urgent(engine, talk)


@pytest.mark.parametrize("talk", together.apart(), ids=lambda talk: f"{talk[0]} ... {talk[-1]}")
def test_what_is_known_of_a_person_is_joined_with_a_sign_however_late(engine: Engine, talk: together.Talk) -> None:
    assert together.ends_urgent(engine, talk)


def test_everyday_messages_raise_no_alarm(engine: Engine) -> None:
    assert not [text for text in together.everyday() if kind(engine, text) == "urgent"]


def test_the_wordings_of_ordinary_intents_raise_hardly_any_alarm(engine: Engine) -> None:
    wordings = (framed.filled(way) for _, phrase in framed.phrases(engine.domain) for way in islice(every(parse(phrase), {}), 3))
    tried = list(islice(wordings, 0, None, EACH))
    assert len(tried) > 500
    alarmed = [text for text in tried if kind(engine, text) == "urgent"]
    assert len(alarmed) <= MOST_ASKED * len(tried), listed(alarmed)


def test_ordinary_questions_beside_a_back_ache_raise_hardly_any_alarm(engine: Engine) -> None:
    """One of so many; all of them: python -m benchmarks.everyday."""
    tried = [message.says for message in framed.messages(engine.domain, 1, EACH_FRAMED)]
    assert len(tried) > 300
    alarmed = [text for text in tried if kind(engine, text) == "urgent"]
    assert len(alarmed) <= MOST_FRAMED * len(tried), listed(alarmed)


def test_chatty_messages_about_a_back_raise_no_alarm(engine: Engine) -> None:
    assert not [text for text in together.chatty() if kind(engine, text) == "urgent"]


def test_an_ache_of_the_back_is_not_felt_in_what_a_question_names(engine: Engine) -> None:
    assert kind(engine, "my lower back hurts. must it be both feet") != "urgent"
    assert kind(engine, "how long on each leg for my chronic low back pain") != "urgent"
    assert kind(engine, "my lower back hurts. both legs too") == "urgent"


def test_a_question_about_pressing_without_anything_felt_is_no_sign(engine: Engine) -> None:
    for text in ("shen shu do i press both sides of the spine", "strong pressing or weak pressing", "do i press hard or weak"):
        assert kind(engine, text) == "answer", text
    assert kind(engine, "it tingles when I press") == "caution"


def test_everyday_messages_raise_hardly_any_alarm_together(engine: Engine) -> None:
    """Two or three one after the other, drawn at random; all pairs: python -m benchmarks.joined."""
    drawn = random.Random(7)
    talks = [tuple(drawn.sample(together.everyday(), count)) for count in (2,) * 400 + (3,) * 200]
    alarmed = [" | ".join(talk) for talk in talks if any(together.alarms(engine, talk))]
    assert len(alarmed) <= MOST_JOINED * len(talks), listed(alarmed)


def test_one_leg_is_not_both(engine: Engine) -> None:
    assert kind(engine, "my leg tingles") != "urgent"
    assert kind(engine, "my legs tingle") == "urgent"


@pytest.mark.parametrize("question", ["can BL-60 cause contractions", "can acupressure bring on labour"])
def test_a_question_about_the_method_is_no_sign_of_one_who_is_pregnant(engine: Engine, question: str) -> None:
    now, _ = said(engine, Conversation(), "I am pregnant")
    assert said(engine, now, question)[1].answer.kind.value != "urgent"
    assert said(engine, now, "is bleeding normal")[1].answer.kind.value == "urgent"


def test_a_sign_is_heard_in_the_middle_of_a_very_long_message(engine: Engine) -> None:
    chat = "my back is a bit stiff in the mornings and we went for a nice walk by the river. " * 30
    assert kind(engine, f"{chat}I can not feel it when I wipe. {chat}") == "urgent"
