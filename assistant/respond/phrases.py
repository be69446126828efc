"""Sentences of the content, filled in; lists and lengths of time in words. Not here: what is told (compose)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

from assistant.model import Domain, Entry

HALF_MINUTE = 30  # seconds
PLACE = "place"  # the attribute that says where an entry is


class Phrases:
    """Picks variants in turn, so that nothing is said twice in the same words, and remembers which it used."""

    def __init__(self, domain: Domain, said: Mapping[str, int]) -> None:
        self.domain = domain
        self.used = dict(said)

    def __call__(self, phrase: str, **blanks: str) -> str:
        """The next variant of a phrase with its blanks filled; a blank nobody filled stays empty."""
        variants = self.domain.phrases[phrase]
        turn = self.used.get(phrase, 0)
        self.used[phrase] = turn + 1
        text = variants[turn % len(variants)]
        if "{" not in text:
            return text
        return text.format_map(_Blanks(self.domain, blanks)).strip()

    def told_of(self, condition: str) -> bool:
        """Whether the note about a condition was told before; from now on it was."""
        key = f"note:{condition}"
        self.used[key] = self.used.get(key, 0) + 1
        return self.used[key] > 1

    def has(self, phrase: str) -> bool:
        """Whether the content has such a phrase."""
        return phrase in self.domain.phrases


class _Blanks(dict[str, str]):
    """The values of blanks: those given, else what the subject itself says (its title, a phrase of that name)."""

    def __init__(self, domain: Domain, given: Mapping[str, str]) -> None:
        super().__init__(given)
        kind = domain.kinds.get(domain.subject, {})
        self._own = {"kind": kind.get("one", ""), "many": kind.get("many", ""), "title": domain.title}
        self._phrases = domain.phrases

    def __missing__(self, blank: str) -> str:
        if blank in self._own:
            return self._own[blank]
        return self._phrases[blank][0] if blank in self._phrases else ""


def name_of(entry: Entry) -> str:
    """'BL-40 (Weizhong)', or the name alone where the id is no code."""
    return f"{entry.id} ({entry.name})" if entry.id != entry.name and not entry.id.islower() else entry.name


def placed(say: Phrases, entry: str) -> str:
    """The name of an entry with its place: who came for this one alone should hear at once which it is."""
    one, place = say.domain.entries[entry], place_of(say.domain, entry)
    return say("named_at", name=name_of(one), place=place) if place and say.has("named_at") else name_of(one)


def located(say: Phrases, entries: Sequence[str]) -> str:
    """A few entries, each with its place, those at one place together: who does not know the names hears where they are."""
    if not say.has("listed_at"):
        return listed([name_of(say.domain.entries[entry]) for entry in entries])
    groups = [(place, list(some)) for place, some in groupby(entries, partial(place_of, say.domain))]
    items = []
    for place, some in groups:
        names = listed([name_of(say.domain.entries[entry]) for entry in some])
        items.append(say("listed_at", names=names, place=place) if place else names)
    return listed([*items[:-2], f"{items[-2]},", items[-1]]) if len(items) > 1 else items[0]  # a place may have an 'and' in it


def place_of(domain: Domain, entry: str) -> str:
    """Where an entry is, in a word or two; '' where the subject has no places."""
    places = domain.entries[entry].attributes.get(PLACE, ())
    return domain.values[places[0]].name if places else ""


def listed(items: Sequence[str], last: str = "and") -> str:
    """Items in a row.

    >>> listed(["a", "b", "c"]), listed(["a", "b"], "or"), listed(["a"])
    ('a, b and c', 'a or b', 'a')
    """
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def duration(phrases: Phrases, seconds: float) -> str:
    """A length of time in words: whole minutes, or seconds, or both."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes == 0:
        return phrases("time_seconds", seconds=str(rest))
    if rest == HALF_MINUTE:
        return phrases("time_half", minutes=str(minutes) if minutes > 1 else phrases("one"))
    if rest == 0:
        return phrases("time_minute") if minutes == 1 else phrases("time_minutes", minutes=str(minutes))
    if minutes == 1:
        return phrases("time_minute_both", seconds=str(rest))
    return phrases("time_both", minutes=str(minutes), seconds=str(rest))


def about_minutes(phrases: Phrases, seconds: float) -> str:
    """A length of time to the nearest minute."""
    return duration(phrases, max(60, round(seconds / 60) * 60))
