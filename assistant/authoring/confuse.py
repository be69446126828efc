"""Which intents steal from each other: every authored phrase read as if it had not been written.

Not here: how a phrase is left out (left_out) and how the result is drawn (report).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from assistant.authoring import left_out
from assistant.content.places import Place
from assistant.content.where import Written
from assistant.model import Domain
from assistant.understand import building, grammar
from assistant.values import NamedTuple

WORST = 20  # sentences told
PAIRS = 15  # pairs of intents told
COMMON = 0.05  # a word of more than this share of the intents tells nothing
SURE = 0.62  # from here on the program answers a message that names nothing (decide/view.py)
Tokens = tuple[str, ...]


class Judged(NamedTuple):
    """One authored phrase, read without itself."""

    intent: str
    text: str
    place: Place
    wording: Tokens
    found: str
    confidence: float
    lead: float  # score of the intent found over the phrase's own; 0 when right

    @property
    def right(self) -> bool:
        return self.found == self.intent


class Repeated(NamedTuple):
    """A phrase none of whose wordings is its own: other phrases say the same."""

    intent: str
    text: str
    place: Place
    others: tuple[str, ...]  # intents that have them


class Point(NamedTuple):
    """What a threshold would do: shares of all phrases."""

    threshold: float
    answered: float
    right: float  # of those answered


class Confusions(NamedTuple):
    """What came of it."""

    judged: tuple[Judged, ...]
    repeated: tuple[Repeated, ...]
    stolen: tuple[tuple[str, str, int], ...]  # (whose, by whom, how often), most first
    worst: tuple[tuple[Judged, str], ...]  # with what would mend it
    curve: tuple[Point, ...]

    @property
    def right(self) -> float:
        return sum(one.right for one in self.judged) / len(self.judged) if self.judged else 1.0


def confusions(domain: Domain, places: Written) -> Confusions:
    """Leave out every phrase of a subject once."""
    wordings = building.wordings(domain, left_out.MOST_WORDINGS)
    never = _never(domain)
    verdicts = left_out.verdicts(wordings, {key: _ruled_out(never, some[0]) for key, some in wordings.items()})
    owners: dict[Tokens, set[str]] = defaultdict(set)
    for (intent, _), some in wordings.items():
        for tokens in some:
            owners[tokens].add(intent)
    judged: list[Judged] = []
    repeated: list[Repeated] = []
    for (intent, number), some in wordings.items():
        phrase = places.phrases[intent][number]
        if verdict := verdicts.get((intent, number)):
            lead = verdict.best - verdict.own if verdict.found != intent else 0.0
            judged.append(Judged(intent, phrase.text, phrase.place, some[0], verdict.found, verdict.confidence, lead))
        else:
            others = set().union(*(owners[tokens] for tokens in some))
            repeated.append(Repeated(intent, phrase.text, phrase.place, tuple(sorted(others - {intent} or others))))
    return _summed(judged, repeated)


def _never(domain: Domain) -> dict[str, list[tuple[Tokens, str]]]:
    """Wordings that rule an intent out, by their first word."""
    words = grammar.make_words(domain)
    found: dict[str, list[tuple[Tokens, str]]] = defaultdict(list)
    for intent in domain.intents.values():
        for wording in (wording for text in intent.never for wording in building.expansions(text, 50, words)):
            found[wording[0]].append((wording, intent.id))
    return found


def _ruled_out(never: Mapping[str, Sequence[tuple[Tokens, str]]], tokens: Tokens) -> tuple[str, ...]:
    hits = [(place, *pair) for place, token in enumerate(tokens) for pair in never.get(token, ())]
    return tuple({intent for place, wording, intent in hits if tokens[place : place + len(wording)] == wording})


def _summed(judged: Sequence[Judged], repeated: Sequence[Repeated]) -> Confusions:
    stolen = Counter((one.intent, one.found) for one in judged if not one.right)
    pairs = sorted(stolen.items(), key=lambda pair: (-pair[1], pair[0]))
    wrong = sorted((one for one in judged if not one.right), key=lambda one: (-one.confidence, one.place))
    mender = _Mender(judged)
    worst = tuple((one, mender.remedy(one)) for one in wrong[:WORST])
    return Confusions(tuple(judged), tuple(repeated), tuple((own, by, n) for (own, by), n in pairs), worst, curve(judged))


def curve(judged: Sequence[Judged]) -> tuple[Point, ...]:
    """For thresholds from 0 to 1: how many phrases would be answered, and how many of those rightly."""
    points = []
    for step in range(21):
        answered = [one for one in judged if one.confidence >= step / 20]
        right = sum(one.right for one in answered) / len(answered) if answered else 1.0
        points.append(Point(step / 20, len(answered) / len(judged) if judged else 0.0, right))
    return tuple(points)


class _Mender:
    """Says what would mend a phrase that is read as something else."""

    def __init__(self, judged: Sequence[Judged]) -> None:
        self._of: dict[str, list[Judged]] = defaultdict(list)
        having: dict[str, set[str]] = defaultdict(set)
        for one in judged:
            self._of[one.intent].append(one)
            for word in one.wording:
                having[word].add(one.intent)
        self._common = {word for word, intents in having.items() if len(intents) > COMMON * len(self._of) + 2}

    def remedy(self, one: Judged) -> str:
        """The simplest thing that helps."""
        nearest = self._nearest(one)
        if nearest is not None and sorted(nearest.wording) == sorted(one.wording):
            return f"the same words as '{nearest.text}' of {one.found} ({_where(nearest)}): keep it in one of the two"
        own = {word for other in self._of[one.intent] if other is not one for word in other.wording}
        alone = [word for word in one.wording if word not in own and word not in self._common and word[0] not in "{=~"]
        if alone:
            words = " or ".join(f"'{word}'" for word in dict.fromkeys(alone))
            return f"no other phrase of {one.intent} has {words}: write two or three more with it"
        if nearest is not None:
            return f"nearest to '{nearest.text}' of {one.found} ({_where(nearest)}): give {one.found} a 'never', or write more like this one"
        return f"write more phrases like this one in {one.intent}"

    def _nearest(self, one: Judged) -> Judged | None:
        """The phrase of the thief that shares most words with it."""
        words = set(one.wording)
        return max(self._of[one.found], key=lambda other: len(words & set(other.wording)) / len(words | set(other.wording)), default=None)


def _where(one: Judged) -> str:
    return f"{one.place.path}:{one.place.line}"
