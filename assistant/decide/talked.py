"""What was talked of before, as it is pointed at: counted off, the one before, both of them, among these.

Not here: what a message names by itself (naming).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide.view import View, all_words, is_entry, is_value, roles
from assistant.understand.mentions import MIDDLE
from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")

ONE = "one"  # the role of a word for a single thing
BEFORE = "before"  # the role of a word that points to what was talked of before
AMONG = "among"  # the role of words for what was listed, among which something is sought
EVERY = "every"  # the role of words for all there are, whatever was told
CHOOSE = "choose"  # the role of a word that asks which one
MOST_ALL = 3  # of so few that were told one is chosen by 'which is easier?'


def by_ordinal(view: View, ordinals: Sequence[int]) -> tuple[str, ...]:
    """'the second one' of what was listed or, when it was no list, of what was talked about; 'the last'."""
    listed = view.talk.listed if len(view.talk.listed) > 1 else view.talk.visited
    if 0 in ordinals:  # the other one
        rest = tuple(e for e in listed if e not in view.talk.focus)
        return rest if rest or len(listed) < 2 else listed[-1:]
    return counted_off(listed, ordinals)


def counted_off(listed: Sequence[T], ordinals: Sequence[int]) -> tuple[T, ...]:
    """The first, the last, the middle one of some; none where it is 'the other' or there are not so many.

    >>> counted_off("abc", [1, -1, 5]), counted_off("abc", [MIDDLE]), counted_off("abc", [0])
    (('a', 'c'), ('b',), ())
    """
    places = [len(listed) // 2 if n == MIDDLE and len(listed) % 2 else n - 1 if n > 0 else n for n in ordinals if n]
    return tuple(listed[p] for p in places if -len(listed) <= p < len(listed))


def counted_among(view: View) -> tuple[str, ...]:
    """The order of a routine of which one was chosen, and nothing else was talked of since it was told."""
    focus, listed, visited = view.talk.focus, view.talk.listed, view.talk.visited
    chosen = len(focus) == 1 and visited in (focus, (*(entry for entry in listed if entry not in focus), *focus))
    return listed if chosen and any(listed == entry.parts for entry in view.domain.entries.values()) else ()


def told_before(view: View, focus: Sequence[str]) -> tuple[str, ...]:
    """'the previous one, how hard?', 'how long is the one before?': the entry that was talked of before this one; 'which one before bed?' is none."""
    words, tokens = view.domain.words, [*view.heard.tokens]
    hints, heads, standing = words.get("pointing", {}), words.get("heads", {}), words.get("standing", {})
    for place, token in enumerate(tokens):
        if hints.get(token.text) != BEFORE:
            continue
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        behind = place and tokens[place - 1].text in heads and (token.stop or not following or following in standing)
        if behind or following in heads:
            order = counted_among(view)
            return order[max(order.index(view.talk.focus[0]) - 1, 0) :][:1] if order else tuple(e for e in view.talk.visited if e not in focus)[-1:]
    return ()


def pair(view: View) -> tuple[str, ...]:
    """The two entries that were told together or one after the other; fewer where there are not two."""
    return view.talk.listed if len(view.talk.listed) == 2 else view.talk.visited[-2:]


def by_measure(view: View, start: int, end: int) -> tuple[str, ...]:
    """'the lower one', 'the one further out': of two that were talked of last the one that has more, or less, of what is measured so.

    Where only one was talked of, the only other that has more or less of it.
    """
    pointed = _pointed([token.text for token in view.heard.tokens[start:end]], view)
    if not pointed:
        return ()
    for measure in view.domain.measures.values():
        words = [word for word in pointed if word in (*measure.more, *measure.less)]
        if words and (found := _by(view, measure.id, more=words[0] in measure.more)):
            return found
    return ()


def _pointed(said: Sequence[str], view: View) -> set[str]:
    """What may be the words of a measure beside 'one': 'the ... one', 'the one ...'."""
    light, heads = view.domain.words.get("light", {}), view.domain.words.get("heads", {})
    before = {word for the, word, head in zip(said, said[1:], said[2:], strict=False) if heads.get(head) == ONE and the in light}
    behind = {" ".join(said[n + 1 : end]) for n, word in enumerate(said) if heads.get(word) == ONE for end in range(n + 2, len(said) + 1)}
    return before | behind


def _by(view: View, measure: str, *, more: bool) -> tuple[str, ...]:
    """The one of two, or the only other than one, that has more (or less) of a measure."""
    entries, two, focus = view.domain.entries, pair(view), view.talk.focus
    told = [entries[entry].numbers[measure] for entry in two if measure in entries[entry].numbers]
    if len(told) == 2 and told[0] != told[1]:
        return two[:1] if (told[0] > told[1]) == more else two[1:]
    if len(focus) != 1 or measure not in entries[focus[0]].numbers:
        return ()
    mine = entries[focus[0]].numbers[measure]
    numbers = {id_: entries[id_].numbers.get(measure, mine) for id_ in view.domain.covered}
    others = tuple(id_ for id_, number in numbers.items() if number != mine and (number > mine) == more)
    return others if len(others) == 1 else ()


def points_back(view: View, focus: Sequence[str]) -> bool:
    """Whether a word stands for what is talked of: 'it', 'that'."""
    return bool(focus) and any(token.text in view.domain.words.get("standing", {}) for token in view.heard.tokens)


def wholly(view: View) -> tuple[str, ...]:
    """'both of them', 'all of these': everything that was told, although one of it was talked of last."""
    said = [wanted for wanted in _wholes(view) if wanted not in (AMONG, EVERY)]
    if not said and _chooses(view) and len(view.talk.listed) <= MOST_ALL:
        said = [""]
    if not said:
        return ()
    listed = view.talk.listed if len(view.talk.listed) > 1 else view.talk.visited
    if "" in said:
        return listed if len(listed) > 1 else ()
    return listed if len(listed) == 2 else view.talk.visited[-2:] if len(view.talk.visited) > 1 else ()


def of_all(view: View) -> bool:
    """'where is each of them?': whether something is asked of all that is named."""
    return any(wanted != AMONG for wanted in _wholes(view))


def among(view: View) -> tuple[str, ...]:
    """'which of them is on the foot?': the entries that were listed, where something is sought among them."""
    return view.talk.listed if AMONG in _wholes(view) and len(view.talk.listed) > 1 else wholly(view)


def _wholes(view: View) -> list[str]:
    """The roles of the wordings in a message that speak of all that was told."""
    return roles(view, "wholes")


def _chooses(view: View) -> bool:
    """'which is easier to find?', 'and which one hurts less?': one of those that were told is wanted."""
    words, spoken = view.domain.words, all_words(view)
    while spoken and (spoken[0] in words.get("links", {}) or spoken[0] in words.get("fillers", {})):
        spoken.pop(0)
    alone = not any(is_entry(view, mention) or is_value(view, mention) for mention in view.heard.mentions)
    choosing = len(spoken) > 1 and words.get("selecting", {}).get(spoken[0]) == CHOOSE
    return alone and choosing and (spoken[1] in words.get("polar", {}) or spoken[1] in words.get("heads", {}))
