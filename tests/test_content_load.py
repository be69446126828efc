"""What the files say arrives as values: merged, complete, with nothing of the files left in it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant import content, model
from assistant.content.data import domain_from_data, domain_to_data
from assistant.content.sections import laid, opened
from assistant.errors import ContentMissing
from tests import tea


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tea.write(tmp_path_factory.mktemp("content"))


@pytest.fixture(scope="module")
def domain(root: Path) -> model.Domain:
    return content.load(root, "tea")


def values_in(value: object) -> list[object]:
    """A value and everything inside it."""
    if isinstance(value, tuple):
        return [value, *(inner for item in value for inner in values_in(item))]
    if isinstance(value, Mapping):
        return [{}, *(inner for pair in value.items() for item in pair for inner in values_in(item))]
    return [value]


def test_an_entry_is_read_with_everything(domain: model.Domain) -> None:
    assert domain.entries["sencha"] == model.Entry(
        id="sencha",
        kind="tea",
        name="Sencha",
        also=("green leaf", "煎茶"),
        heard=("sen char",),
        say="sen cha",
        attributes={"colour": ("pale-green",), "vessel": ("pot",)},
        numbers={"grams": 4.5},
        figure="leaf",
        formerly=("T-1",),
        facets={
            "steeping": (
                model.Statement("Sencha steeps for one to two minutes.", ("caddy", "aunt"), seconds=(60, 120)),
                model.Statement("In the pot, a little longer.", ("aunt",), model.Claim.TIP, ("pot",), ("green",), None, "a little longer in the pot"),
            )
        },
        plans=(model.Plan(("pot",), 90, (), {"settle": model.Statement("Sit down.", ("aunt",)), "hold": model.Statement("Wait.", ("aunt",))}),),
    )


def test_numbers_are_measures_or_a_facet(domain: model.Domain) -> None:
    assert domain.entries["water"].numbers == {}
    assert domain.entries["water"].facets["numbers"][0].text == "A cup takes two hundred millilitres."


def test_rules_are_written_out_in_phrases(domain: model.Domain) -> None:
    assert domain.intents["ask_steeping"].says == (
        "(how (long|many minutes)) (do|should) i (steep|brew) {tea}",
        "(how (long|many minutes))",
        "{tea} for {minutes} minutes",
    )
    assert domain.intents["again"].says[0] == "((please|kindly)) say that again"


def test_replies_of_intents(domain: model.Domain) -> None:
    assert domain.intents["ask_water"].reply == model.Reply(facets=("heat", "steeping"))
    assert domain.intents["ask_water"].otherwise == model.Reply(say="which")
    assert domain.intents["ask_steeping"].otherwise == model.Reply(facets=("steeping",), entry="water")
    assert domain.intents["stop"].reply == model.Reply(move="stop")


def test_what_is_done_leads_to_the_intents_that_are_answered_so(domain: model.Domain) -> None:
    assert domain.doing == {"overview": ("overview",), "list": ("list_teas",)}


def test_a_subject_replaces_what_is_common_and_adds_to_it(domain: model.Domain) -> None:
    assert domain.phrases["greeting"] == ("Tea?", "Good day, tea?")
    assert domain.phrases["which"] == ("Which {kind}?", "Which {kind} do you mean, {options}?")
    assert domain.intents["hello"].about == "a greeting over tea"
    assert domain.known == ("cup", "kettle", "milk", "of", "spoon", "tea", "the")
    assert domain.words["fillers"] == {"um": ""}


def test_a_subjects_own_words_and_cues_are_added(tmp_path: Path) -> None:
    cue = "cues:\n  - {cue: past, direction: backward, reach: 3, says: [last year]}\n"
    changes = {"knowledge/tea/words.yaml": "fillers: {well: ''}\n", "knowledge/tea/known.yaml": "known: saucer\n", "knowledge/tea/cues.yaml": cue}
    domain = content.load(tea.write(tmp_path, changes), "tea")
    assert domain.words["fillers"] == {"um": "", "well": ""}
    assert "saucer" in domain.known
    assert [rule.cue for rule in domain.cues] == ["denied", "past"]


def test_flags_and_conditions(domain: model.Domain) -> None:
    assert domain.flags["scald"].signs == (
        model.Sign(("burnt", "skin"), 6),
        model.Sign(says=("i scalded myself",), unless=("skin", "years ago")),
    )
    assert domain.signs["burnt"] == (model.Part("scald", 0, ("burnt", "skin")),)
    assert domain.signs["skin"] == (model.Part("scald", 0, ("burnt", "skin")), model.Part("caffeine", 1, ("skin",), ("burnt",)))
    assert domain.conditions["caffeine"].avoid == {"colour": ("green",)}
    assert domain.parts["burnt"] == ("burnt", "burned", "(boiling|hot) water on")


def test_values_carry_nothing_of_the_files(domain: model.Domain) -> None:
    kinds = {type(value).__name__ for value in values_in(domain)}
    assert not kinds & {"Text", "Row", "list"}


def test_the_samples_use_every_field_of_every_value(domain: model.Domain) -> None:
    used: dict[str, set[str]] = {}
    for value in values_in(domain):
        if isinstance(value, tuple) and hasattr(value, "_field_defaults"):
            usual: Mapping[str, object] = value._field_defaults
            changed = {field for field in getattr(model, type(value).__name__)._fields if getattr(value, field) != usual.get(field, ...)}
            used.setdefault(type(value).__name__, set()).update(changed)
    for name, fields in used.items():
        assert fields == set(getattr(model, name)._fields), f"tests/tea.py shows not every field of {name}"


def test_a_subject_survives_the_way_through_json(domain: model.Domain) -> None:
    again = domain_from_data(opened(laid({"domain": domain_to_data(domain)}))["domain"])
    assert again == domain
    assert [type(value) for value in values_in(again)] == [type(value) for value in values_in(domain)]


def test_subjects_are_folders_in_both_places(root: Path) -> None:
    (root / "intents/coffee").mkdir(exist_ok=True)
    assert content.domains(root) == ("tea",)


@pytest.mark.parametrize("name", ["coffee", "common", "", "../tea"])
def test_an_unknown_subject_is_told_with_those_there_are(name: str, root: Path) -> None:
    with pytest.raises(ContentMissing) as caught:
        content.load(root, name)
    assert str(caught.value) == f"no subject called '{name}' in {root}; there is: tea"


def test_a_folder_without_content_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentMissing, match=r"no content in .*: it wants a folder of the same name in intents/ and in knowledge/"):
        content.load(tmp_path, "tea")


def test_a_subject_without_domain_file_is_told(tmp_path: Path) -> None:
    root = tea.write(tmp_path)
    (root / "knowledge/tea/domain.yaml").unlink()
    assert [str(problem) for problem in content.check(root, "tea").problems] == [
        "knowledge/tea/domain.yaml:1:1: error: no such file; it names the kinds, attributes and facets of the subject"
    ]


def test_what_editors_leave_behind_is_passed_over(tmp_path: Path) -> None:
    root = tea.write(tmp_path)
    for name in (".sencha.yaml.swp", "sencha.yaml~", ".#sencha.yaml", "notes.txt"):
        shutil.copy(root / "knowledge/tea/teas/sencha.yaml", root / "knowledge/tea/teas" / name)
    assert content.check(root, "tea").problems == ()


def test_weaknesses_are_warnings_and_do_not_stop(tmp_path: Path) -> None:
    long = "knowledge/tea/topics/party.yaml"
    assert "Guests come" in tea.FILES[long]
    report = content.check(tea.write(tmp_path, {long: tea.FILES[long].replace("Guests come", "Guests come " * 30)}), "tea")
    assert report.problems == ()
    told = [warning.shown("warning").split("\n")[0] for warning in report.warnings]
    assert "intents/tea/teas.yaml:13:1: warning: intent 'ask_water' has 1 wordings; 10 are few, twenty are better" in told
    assert "knowledge/tea/topics/party.yaml:6:11: warning: a statement of 384 characters; nobody listens to more than 300; make two of it" in told
    assert "knowledge/tea/topics/party.yaml:1:1: warning: entry 'party' has no 'say': how does a voice read its name?" in told
    assert not any("ask_steeping" in line for line in told)


def test_the_report_counts_what_there_is(root: Path) -> None:
    counts = content.check(root, "tea").counts
    assert (counts["entries"], counts["intents"], counts["phrases"], counts["statements"], counts["figures"]) == (3, 7, 12, 5, 1)
