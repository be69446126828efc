"""Rasa and hassil: what comes over passes `check` and answers, what does not is listed with its place; there and back again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant import api, content
from assistant.authoring import cases, foreign, hassil_files, our_files, rasa, rasa_out, testing
from assistant.authoring.carried import Carried
from assistant.content.where import read
from assistant.errors import AssistantError, ContentBroken, WrongUse
from tests.files import data

PLANTED = Path(__file__).parent / "planted"

RASA = """\
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hey
    - hello there
- intent: goodbye
  examples: |
    - bye
    - see you when i am back from the moon
- intent: stop
  examples: |
    - stop it now
- intent: bank/check_balance
  examples: |
    - what is my [credit](account_type) balance
    - how much money is left on my [savings account]{"entity": "account_type", "value": "savings"}
    - what do I have on my [credit card]{"entity": "account_type", "value": "credit", "role": "from"} account?
    - balance of [checking](account_type:current)
- intent: ask_city
  examples:
  - text: is there a branch in [Berlin](city)
    metadata: {sentiment: neutral}
  - text: |
      which branches are in [São Paulo](city)
- synonym: credit
  examples: |
    - credit card account
    - plastic
- synonym: lonely
  examples: |
    - alone
- lookup: city
  examples: |
    - Berlin
    - Rio
- regex: account_number
  examples: |
    - \\d{10,12}
responses:
  utter_greet:
  - text: Hey! How are you, {name}?
  - text: Hello.
    buttons: []
  utter_balance:
  - text: You are rich.
  utter_city:
  - text: Yes, there is.
rules:
- rule: say balance
  steps:
  - intent: bank/check_balance
  - action: utter_balance
stories:
- story: happy
  steps:
  - user: |
      hello there
    intent: greet
  - action: utter_greet
  - user: what is my [credit](account_type) balance
    intent: bank/check_balance
  - action: utter_balance
  - checkpoint: done
- story: cities
  steps:
  - intent: ask_city
  - action: utter_city
  - action: action_map
slots: {city: {type: text}}
forms: {}
credentials: {}
"""

SHOP = """\
intents:
- ask_hours: {use_entities: []}
- ask_parking
- faq
nlu:
- intent: ask_hours
  metadata: {sentiment: neutral}
  examples: |
    - when are you open
    - what are your opening hours
- intent: faq/ask_price
  examples:
  - text: what does it cost
    entities: []
responses:
  utter_hours:
  - text: From nine to five.
    metadata: {voice: slow}
  utter_more:
  - text: Is there anything else?
  utter_faq/ask_price:
  - text: It is free.
stories:
- story: hours and more
  steps:
  - user: when are you open
    intent: ask_hours
    entities:
    - day: monday
  - action: utter_hours
  - action: utter_more
  - or:
    - intent: affirm
    - intent: deny
"""

HASSIL = """\
language: en
intents:
  HassTurnOn:
    data:
      - sentences:
          - "<turn> on [the] {area} (light|lights)"
          - "(turn on;[the] fan) (now|)"
          - "lights on in {name}"
          - "open {blind}"
        slots:
          domain: light
        requires_context:
          area: {slot: true}
  HassSetTemp:
    data:
      - sentences:
          - "<make> [the] temperature {temp:degrees} [degrees]"
          - "[please]"
        expansion_rules:
          make: "(make|set)"
        response: ok
lists:
  area:
    values:
      - kitchen
      - in: "(bed|sleeping) room"
        out: bedroom
        context: {floor: 1}
  temp: {range: {from: 10, to: 30}}
  name: {wildcard: true}
expansion_rules:
  turn: "(turn|switch|Put)"
skip_words:
  - kindly
  - "can you"
responses:
  intents:
    HassTurnOn:
      default: "Turned on."
      other: "{{ slots.area }} on"
    HassSetTemp:
      ok: Done.
  errors: {no_intent: What?}
"""


def from_rasa(text: str, folder: Path) -> Carried:
    path = folder / "nlu.yml"
    path.write_text(text, "utf-8")
    return rasa.carry([path])


def from_hassil(text: str, folder: Path) -> Carried:
    path = folder / "h.yaml"
    path.write_text(text, "utf-8")
    return hassil_files.carry([path])


def listed(of: Carried, folder: Path) -> list[str]:
    return [str(left).removeprefix(f"{folder}/").replace("not carried over: ", "") for left in of.left]


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The Rasa sample as content, and what was left behind."""
    folder = tmp_path_factory.mktemp("rasa")
    came = from_rasa(RASA, folder)
    our_files.write(came, "bank", folder / "bank")
    return folder / "bank", listed(came, folder)


def test_rasa_content_answers(bank: tuple[Path, list[str]]) -> None:
    engine = api.load("bank", bank[0], cache=False)
    for text, intent, reply in (
        ("what is my plastic balance", "bank_check_balance", "You are rich."),
        ("is there a branch in rio", "ask_city", "Yes, there is."),
        ("hey", "greet", "Hey! How are you, ?"),
    ):
        _, told = api.say(engine, api.Conversation(), text)
        assert (told.intent, told.text) == (intent, reply)
    suite = cases.load(cases.found(bank[0]), engine.domain, bank[0])
    assert [(result.name, result.wrong) for result in testing.run(engine, suite.cases)] == [("happy", ())]


def test_rasa_entities_become_values_with_all_their_names(bank: tuple[Path, list[str]]) -> None:
    domain = content.load(bank[0], "bank")
    assert (domain.values["credit"].name, domain.values["credit"].also) == ("credit", ("credit card", "credit card account", "plastic"))
    assert domain.values["current"].also == ("checking",)
    assert {value.id for value in domain.values.values() if value.attribute == "city"} == {"berlin", "rio", "sao-paulo"}
    assert domain.intents["bank_check_balance"].says[0] == "what is my {account_type} balance"


def test_what_rasa_says_that_we_can_not_is_listed_with_its_place(bank: tuple[Path, list[str]]) -> None:
    assert bank[1] == [
        "nlu.yml:18:1: the role of the entity 'account_type'",
        "nlu.yml:23:15: the metadata of an example",
        "nlu.yml:37:10: regex 'account_number' with 1 patterns: names are given as words here",
        "nlu.yml:42:11: the blank {name} of the response 'utter_greet': it stays empty",
        "nlu.yml:44:14: 'buttons' of the response 'utter_greet'",
        "nlu.yml:64:5: the step 'checkpoint' of 'happy'",
        "nlu.yml:69:5: the action 'action_map' of 'cities': code",
        "nlu.yml:65:3: the course of 'cities': it has no sentences; only what answers what was taken from it",
        "nlu.yml:70:8: 'slots': a conversation keeps names by itself",
        "nlu.yml:71:8: 'forms': asking for one thing after the other",
        "nlu.yml:72:14: 'credentials': no part of Rasa's training data",
        "nlu.yml:30:12: which entity the synonym 'lonely' belongs to: no example marks it; it is a value of 'synonym'",
        "nlu.yml:11:11: intent 'stop' with 1 examples: every subject has 'stop' as a move or an act already",
        "nlu.yml:9:1: 'bye' of 'goodbye': 'bye' has this wording already",
        "nlu.yml:7:11: what 'goodbye' is answered with: no response was found; it says 'no_answer_yet'",
    ]


def test_nothing_of_rasas_lesser_used_forms_is_dropped_silently(tmp_path: Path) -> None:
    came = from_rasa(SHOP, tmp_path)
    our_files.write(came, "shop", tmp_path / "shop")
    assert listed(came, tmp_path) == [
        "nlu.yml:2:14: the options of the intent 'ask_hours'",
        "nlu.yml:7:13: 'metadata' of the intent 'ask_hours'",
        "nlu.yml:14:15: the entities of an example",
        "nlu.yml:18:15: 'metadata' of the response 'utter_hours'",
        "nlu.yml:29:5: 'entities' of a step of 'hours and more'",
        "nlu.yml:31:5: the action 'utter_more' of 'hours and more': it follows another, and an intent has one answer",
        "nlu.yml:32:5: the step 'or' of 'hours and more'",
        "nlu.yml:3:3: the intent 'ask_parking': no example of it in these files",
        "nlu.yml:4:3: the intent 'faq': no example of it in these files",
    ]
    engine = api.load("shop", tmp_path / "shop", cache=False)
    assert api.say(engine, api.Conversation(), "what does it cost")[1].text == "It is free."  # found by the name of the response


def test_there_and_back_again_to_rasa(bank: tuple[Path, list[str]], tmp_path: Path) -> None:
    domain, places = read(bank[0], "bank")
    rasa_out.write(domain, places, tmp_path / "out", 12)
    again = rasa.carry(foreign.files([str(tmp_path / "out")]))
    our_files.write(again, "bank", tmp_path / "bank")
    after = content.load(tmp_path / "bank", "bank")
    own = [intent for intent in domain.intents if intent in again.intents]
    assert own == ["greet", "goodbye", "bank_check_balance", "ask_city"]
    for intent in own:
        says = [text.replace("?", "") for text in domain.intents[intent].says]
        assert list(after.intents[intent].says) == says
    for id_, value in domain.values.items():
        assert set(after.values[id_].also) | {after.values[id_].name} == set(value.also) | {value.name}


def test_what_is_ours_and_not_rasas_is_listed(tmp_path: Path) -> None:
    root = Path(__file__).parents[1] / "examples" / "espresso"
    left = [left.message for left in rasa_out.write(*read(root, "espresso"), tmp_path / "out", 2)]
    assert "what 'ask_how' is answered with: Rasa answers from knowledge by code" in left
    assert any(message.endswith("statements") for message in left)
    assert any(message.endswith("guided plans") for message in left)
    assert any(message.endswith("flags") for message in left)
    assert any("intents every subject has" in message for message in left)
    assert any(message.endswith("wordings of 'guide_me': at most 2 of each phrase are written out (-n)") for message in left)
    for kept in ("sources", "replies that no intent names", "spoken forms", "attributes and numbers of entries", "files of tests"):
        assert any(message.endswith(kept) for message in left), kept
    nlu = yaml.safe_load((tmp_path / "out" / "nlu.yml").read_text("utf-8"))["nlu"]
    examples = next(item["examples"] for item in nlu if item.get("intent") == "ask_duration")
    assert '{"entity": "task", "value": "' in examples


def test_hassil_content_answers(tmp_path: Path) -> None:
    came = from_hassil(HASSIL, tmp_path)
    our_files.write(came, "home", tmp_path / "home")
    engine = api.load("home", tmp_path / "home", cache=False)
    for text, reply in (
        ("switch on the sleeping room lights", "Turned on."),
        ("kindly put on kitchen light", "Turned on."),
        ("the fan turn on now", "Turned on."),
        ("set the temperature 20 degrees", "Done."),
    ):
        assert api.say(engine, api.Conversation(), text)[1].text == reply


def test_what_hassil_says_that_we_can_not_is_listed_with_its_place(tmp_path: Path) -> None:
    came = from_hassil(HASSIL, tmp_path)
    our_files.write(came, "home", tmp_path / "home")
    assert listed(came, tmp_path) == [
        "h.yaml:28:18: 'context' of the value 'bedroom'",
        "h.yaml:29:9: the bounds of list 'temp': any number is understood",
        "h.yaml:30:9: list 'name': a wildcard takes any words",
        "h.yaml:11:11: 'slots' of intent 'hass_turn_on'",
        "h.yaml:13:11: 'requires_context' of intent 'hass_turn_on'",
        "h.yaml:8:13: 'lights on in {name}': {name} is a wildcard",
        "h.yaml:9:13: 'open {blind}': {blind} is a list that is not in these files",
        "h.yaml:17:13: the slot 'degrees' of {temp:degrees}: it is called 'number'",
        "h.yaml:35:5: the skip word 'can you': a filler is one plain word",
        "h.yaml:40:14: the response 'other' of 'HassTurnOn': it holds logic ({{ slots.area }} on)",
        "h.yaml:43:11: 'errors' of the responses",
        "h.yaml:18:13: '[please]' of 'hass_set_temp': it has no word that must be said",
    ]


def test_what_leads_to_something_that_is_missing_is_left_behind(tmp_path: Path) -> None:
    text = HASSIL
    for old, new in (
        ("expansion_rules:\n  turn:", 'expansion_rules:\n  where: "in {blind}"\n  there: "[over] <where>"\n  turn:'),
        ('          - "open {blind}"\n', '          - "put it <there>"\n'),
        ('default: "Turned on."', 'default: "Turned on."\n      none: ""'),
        ("{range: {from: 10, to: 30}}", "{range: {from: 10, to: 30}, unit: C}"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    came = from_hassil(text, tmp_path)
    our_files.write(came, "home", tmp_path / "home")
    lines = listed(came, tmp_path)
    assert "h.yaml:32:10: 'in {blind}': {blind} is a list that is not in these files" in lines
    assert "h.yaml:33:10: rule <there>: unknown rule <where>" in lines
    assert "h.yaml:9:13: 'put it <there>': unknown rule <there>" in lines
    assert "h.yaml:29:43: 'unit' of list 'temp'" in lines
    assert "h.yaml:42:13: the response 'none' of 'HassTurnOn': it says nothing" in lines


@pytest.mark.parametrize("form", [rasa, hassil_files])
def test_files_without_intents_write_nothing(form: Any, tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_text("name: ci\non: push\n")
    came = form.carry(foreign.files([str(tmp_path)]))
    with pytest.raises(WrongUse, match="no intent with examples in these files"):
        our_files.write(came, "x", tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_a_folder_without_files_and_a_file_that_is_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"no \.yml or \.yaml file in "):
        foreign.files([str(tmp_path)])
    with pytest.raises(WrongUse, match="can not be read: No such file or directory"):
        rasa.carry([tmp_path / "absent.yml"])


def planted(name: str) -> list[Any]:
    samples = data(PLANTED / f"{name}.yaml")
    return [pytest.param(sample, id=sample["name"]) for sample in samples]


@pytest.mark.parametrize("sample", planted("rasa"))
def test_a_mistake_in_a_file_of_rasa_is_told_with_its_place(sample: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(ContentBroken) as caught:
        from_rasa(sample["file"], tmp_path)
    assert str(caught.value).removeprefix(f"{tmp_path}/") == sample["says"]


@pytest.mark.parametrize("sample", planted("hassil"))
def test_a_mistake_in_a_file_of_hassil_is_told_with_its_place(sample: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(ContentBroken) as caught:
        from_hassil(sample["file"], tmp_path)
    assert str(caught.value).removeprefix(f"{tmp_path}/") == sample["says"]


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("dear to me")
    with pytest.raises(AssistantError, match="exists and is not empty; choose another folder with --into"):
        our_files.write(from_rasa(RASA, tmp_path), "bank", tmp_path)
    domain, places = read(Path(__file__).parents[1] / "examples" / "espresso", "espresso")
    with pytest.raises(AssistantError, match="exists and is not empty"):
        rasa_out.write(domain, places, tmp_path, 2)
