"""Which intents steal from each other: every authored phrase read as if it had not been written.

Not here: how a phrase is left out (left_out) and how the result is drawn (report).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from heapq import nsmallest
from itertools import chain
from operator import neg

from assistant.authoring import left_out
from assistant.authoring.left_out import Work
from assistant.authoring.wordings import Key, Tokens, Wordings
from assistant.content.places import Place
from assistant.content.where import Phrase, Written
from assistant.model import Domain, Intent
from assistant.understand import grammar, masking
from assistant.understand.sentences import LIGHTEST
from assistant.values import NamedTuple

WORST = 20  # sentences told
COMMON = 0.05  # a word of more than this share of the intents tells nothing
SURE = 0.62  # from here on the program answers a message that names nothing (decide/view.py)


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


class Pair(NamedTuple):
    """Phrases of one intent that another takes."""

    own: str
    by: str
    times: int
    alike: bool  # both tell the same: nobody notices the mistake, and one intent would do


class Point(NamedTuple):
    """What a threshold would do: shares of all phrases."""

    threshold: float
    answered: float
    right: float  # of those answered


class Confusions(NamedTuple):
    """What came of it."""

    judged: tuple[Judged, ...]
    repeated: tuple[Repeated, ...]
    stolen: tuple[Pair, ...]  # most first
    worst: tuple[tuple[Judged, str], ...]  # with what would mend it
    curve: tuple[Point, ...]

    @property
    def right(self) -> float:
        """The share of phrases that find their intent."""
        return sum(one.right for one in self.judged) / len(self.judged) if self.judged else 1.0

    @property
    def lost(self) -> int:
        """How many have no word that is anywhere else: only their very wording is understood."""
        return sum(not one.found for one in self.judged)

    @property
    def answered(self) -> float:
        """The share that is answered as it should be: an intent that tells the same does no harm."""
        harmless = sum(pair.times for pair in self.stolen if pair.alike)
        return self.right + (harmless / len(self.judged) if self.judged else 0.0)


def confusions(domain: Domain, places: Written, work: Work = left_out.HERE) -> Confusions:
    """Leave out every phrase of a subject once; those it borrows are learnt from and judged by nobody."""
    wordings = work.wordings(domain)
    impossible, own = _Impossible(domain), _own(places)
    barred = {key: impossible(key[0], wordings[key][0]) for key in own if key in wordings}
    verdicts = left_out.verdicts(wordings, barred, work)
    judged = []
    for key, verdict in verdicts.items():
        phrase, intent = own[key], key[0]
        lead = verdict.best - verdict.own if verdict.found != intent else 0.0
        judged.append(Judged(intent, phrase.text, phrase.place, wordings[key][0], verdict.found, verdict.confidence, lead))
    repeated = _repeated([key for key in barred if key not in verdicts], own, wordings)
    borrowed = {intent for intent, place in places.intents.items() if places.borrowed(place)}
    return _summed(judged, repeated, domain.intents, borrowed)


def _own(places: Written) -> dict[Key, Phrase]:
    """The phrases that are the author's."""
    foreign = {path for path in places.layers if places.borrowed(Place(path, 1, 1))}
    numbered = ((intent, number, one) for intent, phrases in places.phrases.items() for number, one in enumerate(phrases))
    return {(intent, number): one for intent, number, one in numbered if one.place.path not in foreign}


def _repeated(keys: Sequence[Key], own: Mapping[Key, Phrase], wordings: Wordings) -> list[Repeated]:
    """Phrases without a wording of their own, with the intents that have theirs."""
    owners: dict[Tokens, set[str]] = {tokens: set() for key in keys for tokens in wordings[key]}
    for (intent, _), some in wordings.items():
        for tokens in some:
            if tokens in owners:
                owners[tokens].add(intent)
    found = []
    for key in keys:
        phrase, others = own[key], set[str]().union(*(owners[tokens] for tokens in wordings[key]))
        found.append(Repeated(key[0], phrase.text, phrase.place, tuple(sorted(others - {key[0]} or others))))
    return found


class _Impossible:
    """What a phrase can not be read as, however near it is: the program looks at the state of the talk, at names and at `never`."""

    def __init__(self, domain: Domain) -> None:
        intents = domain.intents.values()
        words = grammar.make_words(domain)
        self._moves = frozenset(intent.id for intent in intents if intent.reply.move)
        self._nameless = self._moves | {intent.id for intent in intents if (intent.reply.act or intent.reply.say) and not intent.slots}
        self._names = {f"{{{kind}}}" for kind in (*domain.kinds, *domain.attributes)}
        self._never: dict[str, list[tuple[str, str]]] = defaultdict(list)  # by their longest word: few phrases have that
        for intent in intents:
            for wording in (wording for text in intent.never for wording in masking.expansions(text, 50, words)):
                self._never[max(wording, key=len)].append((_said(wording), intent.id))
        self._telling = frozenset(self._never)

    def __call__(self, intent: str, tokens: Tokens) -> frozenset[str]:
        """Moves steal from moves only, and what needs no name from nothing that has one."""
        named = intent not in self._nameless and not self._names.isdisjoint(tokens)
        barred = self._nameless if named else frozenset() if intent in self._moves else self._moves
        if near := self._telling.intersection(tokens):
            text = _said(tokens)
            for wording, owner in (pair for token in near for pair in self._never[token]):
                if wording in text:
                    barred |= {owner}
        return barred


def _said(tokens: Tokens) -> str:
    """Words as a text in which whole words are looked for."""
    return f" {' '.join(tokens)} "


def _summed(judged: Sequence[Judged], repeated: Sequence[Repeated], intents: Mapping[str, Intent], borrowed: Collection[str]) -> Confusions:
    stolen = Counter((one.intent, one.found) for one in judged if not one.right and one.found)
    pairs = sorted(stolen.items(), key=lambda pair: (-pair[1], pair[0]))
    alike = {pair: _told(intents[pair[0]]) == _told(intents[pair[1]]) for pair in stolen}
    wrong = nsmallest(WORST, (one for one in judged if not one.right and one.found), lambda one: (-one.confidence, one.place))
    mender = _Mender(judged, {pair for pair, same in alike.items() if same}, borrowed)
    worst = tuple((one, mender.remedy(one)) for one in wrong)
    return Confusions(tuple(judged), tuple(repeated), tuple(Pair(*pair, n, alike[pair]) for pair, n in pairs), worst, curve(judged))


def _told(intent: Intent) -> tuple[object, ...]:
    """What decides what an intent is answered with."""
    return intent.reply, intent.otherwise, intent.kind, intent.slots


def curve(judged: Sequence[Judged]) -> tuple[Point, ...]:
    """For thresholds from 0 to 1: how many phrases would be answered, and how many of those rightly."""
    order = sorted((one.confidence for one in judged), reverse=True)
    right = sorted((one.confidence for one in judged if one.right), reverse=True)
    points = []
    for step in range(21):
        answered, well = (bisect_right(some, -step / 20, key=neg) for some in (order, right))
        points.append(Point(step / 20, answered / len(judged) if judged else 0.0, well / answered if answered else 1.0))
    return tuple(points)


class _Mender:
    """Says what would mend a phrase that is read as something else."""

    def __init__(self, judged: Sequence[Judged], alike: Collection[tuple[str, str]], borrowed: Collection[str]) -> None:
        self._alike = alike
        self._borrowed = borrowed  # intents the author can not change
        self._of: dict[str, list[Judged]] = defaultdict(list)
        for one in judged:
            self._of[one.intent].append(one)
        having = Counter(chain.from_iterable(set().union(*(one.wording for one in some)) for some in self._of.values()))
        self._common = {word for word, intents in having.items() if intents > COMMON * len(self._of) + 2}

    def remedy(self, one: Judged) -> str:
        """The one thing that helps most."""
        nearest = self._nearest(one)
        if nearest is not None and sorted(nearest.wording) == sorted(one.wording):
            return f"the same words as {_quoted(nearest)}: keep it in one of the two"
        if (one.intent, one.found) in self._alike:
            return f"{one.found} tells the same: make the two one intent"
        own, taken = self._words(one.intent, one), self._words(one.found, one)
        telling = [word for word in dict.fromkeys(one.wording) if word not in self._common and word[0] not in "{=~" and len(word) >= LIGHTEST]
        if alone := [word for word in telling if word not in own | taken]:
            words = " or ".join(f"'{word}'" for word in alone)
            return f"no other phrase of {one.intent} has {words}: write two or three more with it"
        apart = [word for word in telling if word not in taken]
        if apart and one.found not in self._borrowed:
            return f"no phrase of {one.found} has '{apart[0]}': give {one.found} the line 'never: [{apart[0]}]'"
        like = f"nearest to {_quoted(nearest)}: " if nearest is not None else ""
        return f"{like}write two or three more like it in {one.intent}"

    def _words(self, intent: str, but: Judged) -> set[str]:
        """The words of all phrases of an intent but one."""
        return {word for other in self._of[intent] if other is not but for word in other.wording}

    def _nearest(self, one: Judged) -> Judged | None:
        """The phrase of the thief that shares most words with it."""
        words = set(one.wording)
        return max(self._of[one.found], key=lambda other: len(words & set(other.wording)) / len(words | set(other.wording)), default=None)


def _quoted(one: Judged) -> str:
    return f"'{one.text}' of {one.intent} ({one.place.path}:{one.place.line})"
