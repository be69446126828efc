"""Templates: what they stand for, and how mistakes in them are told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.expanding import expand
from assistant.templates import TemplateError, count, parse, tokens, written_slots

RULES = {"how_long": parse("how (long|many minutes)"), "please": parse("[please] <how_long>"), "loop": parse("a <loop>")}


def wordings(text: str, limit: int = 4000) -> list[str]:
    return [" ".join(words) for words in expand(parse(text), RULES, limit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how long", ["how long"]),
        ("[and] how long", ["how long", "and how long"]),
        ("(press|hold) it", ["press it", "hold it"]),
        ("[now|please] stop", ["stop", "now stop", "please stop"]),
        ("minute[s]", ["minute", "minutes"]),
        ("be(tween|hind) it", ["between it", "behind it"]),
        ("{point} or {point}", ["{point} or {point}"]),
        ("is{point}?", ["is {point}"]),
        ("<please> {point}", ["how long {point}", "how many minutes {point}", "please how long {point}", "please how many minutes {point}"]),
        ("(a|a|[b] a)", ["a", "b a"]),
        ("((a|b)|c)", ["a", "b", "c"]),
        ("[a [b]]", ["a", "a b"]),
        ("Wei Zhong, well-known", ["wei zhong well known"]),
        ("委中 [穴]", ["委中", "委中 穴"]),
    ],
)
def test_a_template_stands_for_these_wordings_in_this_order(text: str, expected: list[str]) -> None:
    assert wordings(text) == expected


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("how (long", "'(' is never closed; write ')' where it ends", 5),
        ("[a (b|c)", "'[' is never closed; write ']' where it ends", 1),
        ("how long)", "')' outside of brackets: write '(' where it begins", 9),
        ("a|b", "'|' outside of brackets: write (a|b)", 2),
        ("(a|b]", "']' closes a '('; write ')'", 5),
        ("(a|)", "nothing before ')'; what may be missing is written [a]", 4),
        ("(|a)", "nothing before '|'; what may be missing is written [a]", 2),
        ("go []", "nothing before ']'; what may be missing is written [a]", 5),
        ("where is {point", "'{' stands alone; a slot is written {name}, a rule <name>", 10),
        ("where is point}", "'}' stands alone; a slot is written {name}, a rule <name>", 15),
        ("where is {the point}", "'{the point}' is not a name: lower-case letters, digits, '_' and '-'", 10),
        ("where is {}", "'{}' is not a name: lower-case letters, digits, '_' and '-'", 10),
        ("a > b", "'>' stands alone; a slot is written {name}, a rule <name>", 3),
        ("  ", "the template is empty; write the words", 1),
    ],
)
def test_a_mistake_is_told_with_its_column(text: str, message: str, column: int) -> None:
    with pytest.raises(TemplateError) as caught:
        parse(text)
    assert (caught.value.message, caught.value.column) == (message, column)


@pytest.mark.parametrize(
    ("text", "message"),
    [("now <unheard_of>", "unknown rule <unheard_of>"), ("now <loop>", "rule <loop> refers to itself; write its words out")],
)
def test_a_rule_that_cannot_be_followed_is_told(text: str, message: str) -> None:
    for use in (lambda: wordings(text), lambda: count(parse(text), RULES)):
        with pytest.raises(TemplateError) as caught:
            use()
        assert caught.value.message == message


def test_expansion_stops_at_the_limit_and_starts_with_the_plainest() -> None:
    huge = "[a] [b] (c|d) " * 30
    assert count(parse(huge), {}) == 8**30
    found = wordings(huge, 50)
    assert len(found) <= 50
    assert found[0] == " ".join(["c"] * 30)


def test_slots_are_found_at_any_depth() -> None:
    assert [slot.name for slot in written_slots(parse("(is {point} [for {complaint}]|{tool})"))] == ["point", "complaint", "tool"]


def test_accents_and_full_width_are_brought_to_one_form() -> None:
    assert tokens("ＷＥＩ Zhōng") == ("wei", "zhōng")


PIECES = st.recursive(
    st.sampled_from(["a", "b", " ", "c d", "{point}", "<please>"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner.filter(str.strip), min_size=1, max_size=3).map(lambda options: "(" + "|".join(options) + ")"),
        st.lists(inner.filter(str.strip), min_size=1, max_size=3).map(lambda options: "[" + "|".join(options) + "]"),
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(PIECES.filter(str.strip))
def test_any_template_expands_once_to_no_more_than_its_count(text: str) -> None:
    found = wordings(text)
    assert len(found) == len(set(found))
    assert len(found) <= count(parse(text), RULES)
    assert found == wordings(text)
