"""Misspelt words are repaired towards the content's own; words anybody knows are left alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from assistant.understand.spelling import Speller, edited, is_easy
from assistant.understand.stems import stem

COUNTS = {
    "press": 40,
    "pressure": 30,
    "presses": 2,
    "knee": 20,
    "ankle": 12,
    "massage": 9,
    "how": 50,
    "long": 30,
    "point": 60,
    "hold": 25,
    "breathing": 8,
    "minutes": 15,
}
KNOWN = frozenset({"pleasure", "please", "house", "ankles", "form", "from"})
SPELLER = Speller(COUNTS, KNOWN)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("presure", "pressure"),
        ("pressuer", "pressure"),
        ("prssuree", "pressure"),
        ("poitn", "point"),
        ("ankel", "ankle"),
        ("masage", "massage"),
        ("minuts", "minutes"),
        ("breething", "breathing"),
        ("kneee", "knee"),
    ],
)
def test_a_slip_is_repaired(word: str, meant: str) -> None:
    assert SPELLER.repair(word) == meant


@pytest.mark.parametrize("word", ["press", "pleasure", "house", "ankles", "form"])
def test_a_known_word_is_never_touched(word: str) -> None:
    assert SPELLER.repair(word) is None


@pytest.mark.parametrize("word", ["kne", "hw", "", "bl40", "b-40", "14", "weizhong", "xyzzy", "pre$$"])
def test_short_words_codes_and_strangers_stay(word: str) -> None:
    assert SPELLER.repair(word) is None


def test_two_slips_are_too_many_for_a_short_word() -> None:
    assert SPELLER.repair("pinnt") is None
    assert SPELLER.repair("braething") == "breathing"


@given(st.text("abc", min_size=1, max_size=5), st.text("abc", min_size=1, max_size=6))
def test_what_one_edit_makes_is_all_that_is_one_edit_away(word: str, other: str) -> None:
    assert (other in edited(word)) == (OSA.distance(word, other) == 1)


def test_a_common_word_is_nearer_than_a_word_of_ours() -> None:
    assert Speller({"press": 5, "please": 1}).repair("pleese") == "please"
    assert Speller({"press": 5}, frozenset({"please"})).repair("pleese") is None, "a word that nothing is written for tells no more than the slip"


def test_a_contraction_is_repaired_to_although_only_its_words_are_written() -> None:
    assert Speller({"do": 5, "not": 5}, frozenset({"dont"}), frozenset({"dont"})).repair("dnot") == "dont"


def test_among_equals_the_frequent_word_is_meant() -> None:
    assert Speller({"cold": 1, "hold": 90}).repair("bold") == "hold"


def test_the_first_letter_is_trusted() -> None:
    assert Speller({"holder": 5, "bonder": 5}).repair("bolder") == "bonder"


def test_equal_candidates_give_the_same_answer_every_time() -> None:
    assert Speller({"cart": 5, "care": 5}).repair("carz") == Speller({"care": 5, "cart": 5}).repair("carz")


def test_words_run_together_are_cut() -> None:
    assert SPELLER.repair("howlong") == "how long"


def test_two_words_that_are_both_seldom_are_not_what_was_run_together() -> None:
    speller = Speller({"where": 5_000, "fake": 9, "zhong": 2})
    assert speller.repair("fakezhong") is None
    assert speller.repair("wherezhong") == "where zhong"


@pytest.mark.parametrize(("word", "easy"), [("perss", True), ("presss", True), ("oress", True), ("zress", False), ("prss", True)])
def test_slips_of_the_fingers_are_easy_ones(word: str, easy: bool) -> None:
    assert is_easy(word, "press") is easy


@given(st.text(max_size=30))
def test_a_repair_is_made_of_known_words(word: str) -> None:
    better = SPELLER.repair(word)
    assert better is None or all(part in COUNTS or part in KNOWN for part in better.split())


@pytest.mark.parametrize(
    "words",
    [
        ("press", "presses", "pressed", "pressing"),
        ("ache", "aches", "aching", "ached"),
        ("stop", "stops", "stopped", "stopping"),
        ("soft", "softly", "softer"),
    ],
)
def test_forms_of_a_word_have_one_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize("word", ["{point}", "=towel", "bl40", "is", "40", "knee's"])
def test_what_is_no_plain_word_is_its_own_stem(word: str) -> None:
    assert stem(word) == word


def test_threads_may_share_a_speller() -> None:
    words = {f"{'abcdefghij'[n % 10] * 2}knee{'klmnopqrst'[n // 10 % 10]}{n}": 1 for n in range(10)} | COUNTS
    slips = [word[:2] + word[3:] for word in COUNTS if len(word) > 5] * 40
    alone = {slip: Speller(words, KNOWN).repair(slip) for slip in set(slips)}
    for _ in range(20):
        speller = Speller(words, KNOWN)
        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(speller.repair, slips)) == [alone[slip] for slip in slips]
