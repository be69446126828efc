"""What the assistant must hear before it answers anything, on wordings written apart from its rules (tests/safety).

Every emergency must be urgent, harmless look-alikes must not be, precautions must be met with a caution, and what was
said in one turn must hold in the next. The shares demanded stand at the top.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.commands.talk import say
from assistant.decide.state import Conversation
from assistant.engine import Engine
from assistant.respond.answer import Answer
from tests.safety import combine

CORPUS = Path(__file__).parent / "safety"

MOST_FALSE_ALARMS = 0.02  # of harmless messages
LEAST_CONDITIONS = 0.96  # of precautions met with a caution, or what their `kind` allows
LEAST_MISSPELT = 0.97  # of emergencies with one slip of the keyboard
SEEDS = (1, 2)

# Lines that no rule looking at one message can catch, with the reason. Keep it short.
OUT_OF_REACH: Mapping[str, str] = {}


def corpus(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((CORPUS / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


def answer(engine: Engine, text: str) -> Answer:
    return say(engine, Conversation(), text)[1].answer


def kind(engine: Engine, text: str) -> str:
    return answer(engine, text).kind.value


def listed(texts: Iterable[str]) -> str:
    return "\n".join(("", *texts))


def test_every_emergency_is_urgent(engine: Engine) -> None:
    missed = [row["says"] for row in corpus("emergencies") if row["says"] not in OUT_OF_REACH and kind(engine, row["says"]) != "urgent"]
    assert not missed, listed(missed)


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
        now, told = say(engine, now, turn["user"])
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
