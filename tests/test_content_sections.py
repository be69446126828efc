"""Sections give back what was laid, and parse only what is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.content.sections import laid, opened

ATOMS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8)
VALUES = st.recursive(ATOMS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4), max_leaves=8)


@given(st.dictionaries(st.text(max_size=5), st.dictionaries(st.text(max_size=5), VALUES, max_size=4), max_size=3))
def test_what_was_laid_is_found_again(groups: dict[str, dict[str, object]]) -> None:
    assert opened(laid(groups)) == groups  # type: ignore[arg-type]


@pytest.mark.parametrize("start", [0, 5])
def test_a_list_of_many_items_has_each_in_its_place(start: int) -> None:
    words = [f"word {number}" for number in range(5_000)]
    found = opened(b"x" * start + laid({"all": {"words": list(words), "more": ["last"]}}), start)["all"]
    assert (len(found["words"]), found["words"][4_321], found["more"][0]) == (5_000, "word 4321", "last")
    assert found["words"][10:12] == ["word 10", "word 11"]
    assert (found["words"][-1], found["words"][-5_000], found["more"][-1]) == ("word 4999", "word 0", "last")


@pytest.mark.parametrize("place", [3, 4_000, -4, -4_000])
def test_beyond_the_ends_of_a_list_is_nothing(place: int) -> None:
    with pytest.raises(IndexError):
        opened(laid({"all": {"words": ["a", "b", "c"]}}))["all"]["words"][place]


def test_what_is_not_asked_for_is_not_parsed() -> None:
    text = laid({"shop": {"teas": {"sencha": ["green"], "assam": ["black"]}, "pots": ["iron"]}})
    assert b'["green"]' in text
    shop = opened(text.replace(b'["green"]', b"not JSON!"))["shop"]
    assert (list(shop["teas"]), shop["teas"]["assam"], shop["pots"][0]) == (["sencha", "assam"], ["black"], "iron")
    with pytest.raises(ValueError, match="Expecting value"):
        shop["teas"]["sencha"]
