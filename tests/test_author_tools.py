"""Authors' tools on planted weaknesses: what is confused, missing or never told is found, with its place."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from assistant import api, content
from assistant.authoring import beside, cases, confuse, coverage, dev, left_out, report, sample, scaffold, testing, wordings
from assistant.content.where import read, sound
from assistant.decide.state import Conversation
from assistant.errors import AssistantError, ContentBroken, ContentMissing
from assistant.understand import scorer
from assistant.understand.counting import Counted
from assistant.understand.training import Lessons
from tests import tea
from tests.files import change

NAME = "garden"

FEW = """\
stop: {about: to stop, kind: control, reply: {move: stop}, says: [stop, stop it, please stop, stop now, halt]}
next: {about: to go on, kind: control, reply: {move: next}, says: [next, go on, next step, next please, continue]}
ready: {about: to be ready, kind: control, reply: {move: ready}, says: [ready, i am ready, all is well, ready now]}
greet: {about: a greeting, kind: social, anchor: false, reply: {say: greeting_short}, says: [hello, hi, good morning, hello there]}
"""


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """A subject fresh from the scaffold, with few common phrases: it is learnt in no time."""
    scaffold.create(NAME, tmp_path / NAME)
    (tmp_path / NAME / "intents" / "common").mkdir()
    (tmp_path / NAME / "intents" / "common" / "few.yaml").write_text(FEW, "utf-8")
    return tmp_path / NAME


def found(root: Path) -> list[str]:
    domain, places = read(root, NAME)
    engine = api.load(NAME, root, cache=False)
    suite = cases.load(cases.found(root), domain, root)
    subject = coverage.Subject(domain, places, suite, tuple(testing.run(engine, suite.cases)), coverage.exercised(engine, suite), coverage.Facts())
    return [str(finding) for finding in coverage.findings(subject)]


# ---------------------------------------------------------------- confuse


def twin(garden: Path, reply: str) -> int:
    """Write an intent that says what ask_duration says; the line of its phrase with "might"."""
    path = garden / "intents" / NAME / "questions.yaml"
    text = f"\nask_length:\n  about: the same as ask_duration\n{reply}  says:\n"
    text += "".join(f"    - {phrase}\n" for phrase in ("how long will {thing} take", "how long might {thing} take", "how many minutes is {thing}"))
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    return next(number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if "might" in line)


def test_two_processes_find_what_one_finds(garden: Path, tmp_path: Path) -> None:
    domain, places = read(garden, NAME)
    alone = confuse.confusions(domain, places)
    for _ in range(2):  # the second time the wordings are read from the cache
        with beside.started(garden, NAME, tmp_path / "cache") as shared:
            assert len(multiprocessing.active_children()) == 1
            assert confuse.confusions(*shared.read(), shared.work) == alone
            shared.checked()
    assert [path.name.split("-")[0] for path in (tmp_path / "cache").iterdir()] == ["authors"]


def test_what_the_second_process_can_not_do_is_done_here(garden: Path, tmp_path: Path) -> None:
    domain, places = read(garden, NAME)
    with beside.started(garden, NAME, tmp_path / "cache") as shared:
        (process,) = multiprocessing.active_children()
        process.kill()
        assert confuse.confusions(domain, places, shared.work) == confuse.confusions(domain, places)


def test_a_second_process_that_ends_before_it_judges_is_missed_by_nobody(garden: Path, tmp_path: Path) -> None:
    domain, places = read(garden, NAME)
    with beside.started(garden, NAME, tmp_path / "cache") as shared:
        (process,) = multiprocessing.active_children()

        def ends(counted: Counted) -> list[Lessons]:
            lessons = shared.work.lessons(counted)
            process.kill()
            return lessons

        assert confuse.confusions(domain, places, shared.work._replace(lessons=ends)) == confuse.confusions(domain, places)


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped there")
def test_a_second_process_that_looks_for_mistakes_is_not_waited_for(garden: Path, tmp_path: Path) -> None:
    domain, places = read(garden, NAME)
    with beside.started(garden, NAME, tmp_path / "cache") as shared:
        (process,) = multiprocessing.active_children()
        os.kill(process.pid or 0, signal.SIGSTOP)

        def goes_on(counted: Counted) -> list[Lessons]:
            lessons = shared.work.lessons(counted)
            os.kill(process.pid or 0, signal.SIGCONT)
            return lessons

        assert confuse.confusions(domain, places, shared.work._replace(lessons=goes_on)) == confuse.confusions(domain, places)


@pytest.mark.parametrize("ends", [False, True])
@pytest.mark.parametrize(
    ("written", "instead", "mistake"),
    [
        ("    - teach me {thing}\n", "    - teach me {nothing}\n", "no slot called"),  # it can still be learnt from
        ("    - teach me {thing}\n", "    - teach (me {thing}\n", "never closed"),
        ("    - teach me {thing}\n", "    - teach me <nobody>\n", "unknown rule"),
        ("  reply: {facet: technique}\n", "  reply: {facet: nothing}\n", "unknown facet"),
    ],
)
def test_a_mistake_is_told_whoever_finds_it(garden: Path, tmp_path: Path, ends: bool, written: str, instead: str, mistake: str) -> None:
    change(garden, f"intents/{NAME}/questions.yaml", written, instead)
    with pytest.raises(ContentBroken, match=mistake), beside.started(garden, NAME, tmp_path / "cache") as shared:
        if ends:
            multiprocessing.active_children()[0].kill()
        try:
            confuse.confusions(*shared.read(), shared.work)
        finally:
            shared.checked()


def test_the_second_process_does_not_outlive_a_mistake(garden: Path, tmp_path: Path) -> None:
    with pytest.raises(ContentBroken), beside.started(garden, NAME, tmp_path / "cache"):
        raise ContentBroken(())
    assert not multiprocessing.active_children()


def test_a_small_subject_has_no_second_process(garden: Path, tmp_path: Path) -> None:
    with beside.shared(garden, NAME, tmp_path / "cache") as shared:
        assert not multiprocessing.active_children()
        assert confuse.confusions(*shared.read(), shared.work) == confuse.confusions(*read(garden, NAME))


def test_content_is_checked_unless_it_is_compiled(garden: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert sound(garden, NAME, cache) == read(garden, NAME)
    content.cached(garden, NAME, cache, lambda domain, before: {})
    assert sound(garden, NAME, cache) == read(garden, NAME)
    change(garden, f"intents/{NAME}/questions.yaml", "    - teach me {thing}\n", "    - teach me {nothing}\n")
    with pytest.raises(ContentBroken, match="no slot called"):
        sound(garden, NAME, cache)


def test_an_intent_that_takes_anothers_phrases_is_found_with_place_and_remedy(garden: Path) -> None:
    line = twin(garden, "  reply: {facet: technique}\n  slots: [thing]\n")
    result = confuse.confusions(*read(garden, NAME))
    assert ("ask_length", "ask_duration", False) in {(pair.own, pair.by, pair.alike) for pair in result.stolen}
    assert result.answered == result.right
    stolen = [one for one in result.judged if one.intent == "ask_length"]
    assert {one.place.line for one in stolen} == {line - 1, line, line + 1}
    remedies = {one.place.line: remedy for one, remedy in result.worst if one.intent == "ask_length"}
    assert remedies[line] == "no other phrase of ask_length has 'might': write two or three more with it"


def test_two_intents_that_tell_the_same_are_to_be_made_one(garden: Path) -> None:
    line = twin(garden, "  reply: {facet: duration}\n  slots: [thing]\n  otherwise: {entry: basics, facet: duration}\n")
    result = confuse.confusions(*read(garden, NAME))
    assert ("ask_length", "ask_duration", True) in {(pair.own, pair.by, pair.alike) for pair in result.stolen}
    assert result.answered > result.right
    remedies = {one.place.line: remedy for one, remedy in result.worst if one.intent == "ask_length"}
    assert remedies[line] == "ask_duration tells the same: make the two one intent"


def test_a_word_that_tells_two_intents_apart_is_named(garden: Path) -> None:
    change(garden, f"intents/{NAME}/questions.yaml", "    - teach me {thing}\n", "    - teach me how long {thing} is\n    - teach it to me\n")
    result = confuse.confusions(*read(garden, NAME))
    remedy = next(remedy for one, remedy in result.worst if one.text == "teach me how long {thing} is")
    assert remedy == "no phrase of ask_duration has 'teach': give ask_duration the line 'never: [teach]'"


def test_a_phrase_that_says_nothing_new_is_listed(garden: Path) -> None:
    change(garden, f"intents/{NAME}/questions.yaml", "    - teach me {thing}\n", "    - teach me {thing}\n    - um teach me {thing}\n")
    repeated = confuse.confusions(*read(garden, NAME)).repeated
    assert {"teach me {thing}", "um teach me {thing}"} <= {one.text for one in repeated}


def test_a_phrase_is_judged_without_itself(garden: Path) -> None:
    every = wordings.wordings(read(garden, NAME)[0])
    verdicts = left_out.verdicts(every, dict.fromkeys(every, frozenset()), left_out.HERE)
    chosen = list(verdicts)[::4]
    agreed = 0
    for intent, number in chosen:
        some = every[intent, number]
        learnt = scorer.learn((own, tokens) for (own, _), others in every.items() for tokens in others if tokens not in some)
        agreed += scorer.rank(learnt, some[0], 1)[0].intent == verdicts[intent, number].found
    assert len(chosen) >= 20
    assert agreed >= 0.8 * len(chosen)


def test_a_higher_threshold_answers_less(garden: Path) -> None:
    points = confuse.confusions(*read(garden, NAME)).curve
    assert [point.threshold for point in points][::10] == [0.0, 0.5, 1.0]
    assert points[0].answered == 1.0
    assert all(one.answered >= other.answered for one, other in pairwise(points))
    assert points[14].right > points[0].right


class Links(HTMLParser):
    """Everything a page would fetch, and whether its tags close."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.fetched += [f"{tag} {key}" for key, _ in attrs if key in ("src", "href", "srcset", "data")]
        self.fetched += [tag] if tag in ("script", "link", "iframe", "img") else []
        self.open += [tag] if tag != "meta" else []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_report_is_one_page_that_needs_nothing_else(garden: Path) -> None:
    result = confuse.confusions(*read(garden, NAME))
    odd = result.judged[0]._replace(text="<script>alert(1)</script> & {thing}", found="other")
    page = report.page("Garden <b>", result._replace(worst=((odd, "write more"),), judged=(odd, *result.judged)))
    links = Links()
    links.feed(page)
    assert links.open == []
    assert links.fetched == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {thing}" in page
    assert "url(" not in page
    assert "confusion matrix" in page
    assert "accuracy against refusals" in page


# ---------------------------------------------------------------- coverage


def test_a_fresh_subject_is_nearly_covered(garden: Path) -> None:
    kinds = {line.split(": ")[1] for line in found(garden) if "few.yaml" not in line}
    assert kinds <= {"untested", "unsaid", "unexercised"}


def test_a_statement_may_be_about_an_entry(garden: Path) -> None:
    path = garden / "knowledge" / NAME / "things" / "first.yaml"
    path.write_text(path.read_text("utf-8").replace("why:\n", "why:\n  - {text: It is the first of them., about: [basics], from: [own]}\n"), "utf-8")
    assert found(garden)


PLANTED = [
    (
        "an intent without a test",
        (
            "tests/sentences/questions.yaml",
            "    intent: recommend\n    values: [boredom]\n    says: [what helps with boredom, what can i do against boredom]",
            "    kind: social\n    says: [hello]",
        ),
        "untested: no test expects the intent 'recommend'",
    ),
    (
        "a sign without a test",
        ("knowledge/garden/safety/conditions/tired.yaml", "id: tired", "id: sleepy"),
        "untested: no test expects 'sleepy' of safety",
    ),
    (
        "an intent with few phrases",
        ("intents/garden/questions.yaml", "    - teach me {thing}\n    - <how> do it\n", ""),
        "few phrases: 'ask_how' has 8 phrases",
    ),
    ("a name without spoken form", ("knowledge/garden/things/first.yaml", "say: the first thing\n", ""), "spoken form: 'first' has no 'say'"),
    (
        "a source nobody cites",
        ("knowledge/garden/sources.yaml", "own:", "lost: {title: A lost book}\nown:"),
        "source: nothing comes from the source 'lost'",
    ),
    (
        "a facet nobody asks for",
        ("intents/garden/questions.yaml", "  reply: {facet: why}\n", "  reply: {facet: technique}\n"),
        "unreached: a statement of 'first' is never told: no intent asks it for why",
    ),
    (
        "a statement behind too many others",
        ("knowledge/garden/things/first.yaml", "why:\n", "why:\n" + "".join(f"  - {{text: Reason {n}., from: [own]}}\n" for n in range(4))),
        "unreached: a statement of 'first' is never told: others stand before it",
    ),
    (
        "a reply that is missing",
        ("knowledge/garden/domain.yaml", "facets:\n", "codes:\n  - {prefix: GT, name: gate, last: 3, spellings: [gt]}\nfacets:\n"),
        "reply: there is no reply 'code_not_covered', so that another is said instead",
    ),
    (
        "a reply no test brings about",
        ("knowledge/garden/phrases.yaml", "example: how", "party: Hooray.\nexample: how"),
        "unsaid: no test makes it say 'party'",
    ),
    (
        "phrases no test says",
        ("tests/sentences/questions.yaml", "    says: [what helps with boredom, what can i do against boredom]", "    says: [boredom what helps]"),
        "unexercised: no test says any of the 10 phrases of 'recommend' word for word",
    ),
    (
        "a name of two things",
        ("knowledge/garden/values/complaint.yaml", "nothing to do]", "nothing to do, first thing]"),
        "name: 'first thing' is a name of 'boredom' and of 'first'",
    ),
    (
        "an entry without anything to tell",
        ("knowledge/garden/routines/all.yaml", "about:\n  - {text: The whole routine takes all things one after the other., from: [own]}\n", ""),
        "facet: 'all-things' has no facet",
    ),
]


@pytest.mark.parametrize(("edit", "message"), [pytest.param(edit, message, id=name) for name, edit, message in PLANTED])
def test_a_planted_gap_is_found_with_its_place(edit: tuple[str, str, str], message: str, garden: Path) -> None:
    change(garden, *edit)
    hits = [line for line in found(garden) if message in line]
    assert hits
    assert all(re.match(r"(intents|knowledge)/garden/[a-z/]+\.yaml:\d+:\d+: ", line) for line in hits)


def test_an_entry_that_lacks_what_others_have_is_found(garden: Path) -> None:
    second = (garden / "knowledge/garden/things/first.yaml").read_text("utf-8")
    second = second.replace("id: first", "id: second").replace("first thing", "second thing")
    second = second.replace("number one", "number two").replace('why:\n  - {text: "Because everything has to begin somewhere.", from: [own]}\n', "")
    third = second.replace("id: second", "id: third").replace("second thing", "third thing").replace("number two", "number three")
    third = third.replace("kind: thing\n", "kind: thing\nfigure: leaf\n")
    (garden / "knowledge/garden/things/second.yaml").write_text(second, "utf-8")
    (garden / "knowledge/garden/things/third.yaml").write_text(third + "why:\n  - {text: So., from: [own]}\n", "utf-8")
    (garden / "knowledge/garden/figures").mkdir()
    (garden / "knowledge/garden/figures/leaf.svg").write_text("<svg/>")
    lines = found(garden)
    assert "knowledge/garden/things/second.yaml:1:1: facet: 'second' says nothing about why (why it is done), which most others do" in lines
    assert "knowledge/garden/things/first.yaml:1:1: figure: 'first' has no figure, which others have" in lines


def test_a_fact_that_no_question_brings_up_is_found(garden: Path) -> None:
    facts = garden / "tests" / "facts.yaml"
    facts.write_text(
        "# facts\n- {id: F1, ask: [how do i do the first thing], must: [[hand, fist], [half a minute]]}\n"
        "- id: F2\n  ask: [what is there, how do i do the first thing]\n  must: [[hand], [moon, stars]]\n",
        "utf-8",
    )
    engine = api.load(NAME, garden, cache=False)
    found = coverage.facts(facts, garden, engine)
    assert found.intents == ("ask_how",)
    told = [str(finding) for finding in found.unanswered]
    assert told == ["tests/facts.yaml:3:3: fact: fact F2 is not told by any of its questions; missing: moon"]
    facts.write_text("- {id: F1, aks: [x], must: [[a]]}\n", "utf-8")
    with pytest.raises(AssistantError, match=r"tests/facts\.yaml:1:12: error: unknown key 'aks' in this fact; did you mean 'ask'\?"):
        coverage.facts(facts, garden, engine)


# ---------------------------------------------------------------- sample


def test_samples_are_spread_over_the_phrases_with_names_in_their_places(garden: Path) -> None:
    domain, _ = read(garden, NAME)
    some = sample.sentences(domain, "ask_how", 8, False)
    assert len(set(some)) == 8
    names = ("the first thing", "first thing", "number one")
    assert {f"how does {name} work" for name in names} & set(some)
    assert all(any(name in sentence for sentence in some) for name in names)
    assert not any("{" in sentence for sentence in some)
    assert "how does {thing} work" in sample.sentences(domain, "ask_how", 8, True)


def test_an_unknown_intent_is_told_with_the_likely_one(garden: Path) -> None:
    with pytest.raises(ContentMissing, match=r"no intent called 'ask_hwo'; did you mean 'ask_how'\?"):
        sample.sentences(read(garden, NAME)[0], "ask_hwo", 3, False)


# ---------------------------------------------------------------- new


def test_a_new_subject_is_sound_and_its_tests_pass(tmp_path: Path) -> None:
    garden = tmp_path / NAME
    scaffold.create(NAME, garden)
    checked = content.check(garden, NAME)
    assert (checked.problems, checked.warnings) == ((), ())
    engine = api.load(NAME, garden, cache=False)
    suite = cases.load(cases.found(garden), engine.domain, garden)
    assert [result.shown() for result in testing.run(engine, suite.cases) if not result.passed] == []
    assert f"# {NAME}" in (garden / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["Tea", "2tea", "tea time", "", "../tea", "common"])
def test_a_name_that_can_be_none_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match="write a lower-case letter, then letters, digits and '-'"):
        scaffold.create(name, tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_a_folder_in_use_is_not_touched(garden: Path) -> None:
    before = sorted(garden.rglob("*"))
    with pytest.raises(AssistantError, match="exists and is not empty"):
        scaffold.create("other", garden)
    assert sorted(garden.rglob("*")) == before


# ---------------------------------------------------------------- dev


def test_the_desk_follows_the_files(garden: Path) -> None:
    desk = dev.Desk(garden, NAME)
    assert desk.look() is None
    change(garden, f"knowledge/{NAME}/things/first.yaml", "Half a minute is enough.", "Half a minute is plenty.")
    news = desk.look()
    assert news is not None
    assert news.reloaded
    assert news.lines[0] == f"changed: knowledge/{NAME}/things/first.yaml"
    assert not any("failed: a name is said only once" in line for line in news.lines)
    assert "plenty" in api.say(desk.engine, desk.talk, "how long does the first thing take")[1].text
    assert desk.look() is None


def test_broken_content_keeps_the_last_good_one(garden: Path) -> None:
    desk = dev.Desk(garden, NAME)
    engine = desk.engine
    change(garden, f"knowledge/{NAME}/things/first.yaml", "technique:", "techniqe:")
    news = desk.look()
    assert news is not None
    assert not news.reloaded
    assert news.lines[1].startswith(f"knowledge/{NAME}/things/first.yaml:9:1: error: unknown facet 'techniqe'; did you mean 'technique'?")
    assert news.lines[2] == "The last good content stays in use."
    assert desk.engine is engine
    change(garden, f"knowledge/{NAME}/things/first.yaml", "techniqe:", "technique:")
    news = desk.look()
    assert news is not None
    assert news.reloaded


def test_what_editors_leave_beside_a_file_is_not_looked_at(garden: Path) -> None:
    desk = dev.Desk(garden, NAME)
    for folder in ("tests/dialogues", f"intents/{NAME}"):
        (garden / folder / ".#talks.yaml").symlink_to("nobody@nowhere.1")  # a lock of Emacs leads nowhere
        (garden / folder / ".talks.yaml.swp").write_bytes(b"\0")
        (garden / folder / "talks.yaml~").write_text("old")
    assert desk.look() is None


def test_content_that_goes_away_keeps_the_last_good_one(garden: Path) -> None:
    desk = dev.Desk(garden, NAME)
    (garden / "knowledge" / NAME / "domain.yaml").rename(garden / "domain.yaml")
    news = desk.look()
    assert news is not None
    assert not news.reloaded
    assert "domain.yaml:1:1: error: no such file" in news.lines[1]
    (garden / "intents" / NAME).rename(garden / "away")
    news = desk.look()
    assert news is not None
    assert news.lines[-1] == "The last good content stays in use."
    assert api.say(desk.engine, desk.talk, "how long does the first thing take")[1].intent == "ask_duration"


def test_a_changed_test_runs_alone_and_its_failure_is_shown(garden: Path) -> None:
    desk = dev.Desk(garden, NAME)
    change(garden, "tests/dialogues/talks.yaml", "all: [half a minute]", "all: [half an hour]")
    news = desk.look()
    assert news is not None
    assert not news.reloaded
    assert news.lines[1].startswith("tests/dialogues/talks.yaml:4:7: failed: a name is said only once")
    assert news.lines[-1] == "3 tests, 1 failed"


def test_a_talk_goes_on_with_new_content_unless_its_subject_is_gone(garden: Path) -> None:
    desk = dev.Desk(garden, NAME)
    desk.talk, _ = api.say(desk.engine, Conversation(), "how do i do the first thing")
    change(garden, f"knowledge/{NAME}/domain.yaml", "title: Garden", "title: My garden")
    desk.look()
    assert desk.talk.focus == ("first",)
    for path in (f"knowledge/{NAME}/things/first.yaml", f"knowledge/{NAME}/routines/all.yaml"):
        text = (garden / path).read_text("utf-8")
        (garden / path).write_text(text.replace("id: first", "id: other").replace("[first]", "[other]"), "utf-8")
    for path in ("tests/sentences/questions.yaml", "tests/dialogues/talks.yaml"):
        text = (garden / path).read_text("utf-8")
        (garden / path).write_text(text.replace("[first]", "[other]"), "utf-8")
    news = desk.look()
    assert news is not None
    assert "What was talked about is no longer there; the talk begins anew." in news.lines
    assert desk.talk == Conversation()


# ---------------------------------------------------------------- content without its own common files


def test_a_root_with_its_own_common_files_does_not_borrow(tmp_path: Path) -> None:
    domain = content.load(tea.write(tmp_path), "tea")
    assert "greet" not in domain.intents
    assert domain.phrases["greeting"] == ("Tea?", "Good day, tea?")
