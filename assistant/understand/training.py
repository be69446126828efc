"""Learning from authored phrases how much every feature counts for every intent.

First everything is counted: the log-odds of a feature for an intent against all others, and its share of the intent's
mean phrase, each brought to the same spread. Then the phrases are gone through again (passive-aggressive lessons): where an
intent does not win its own phrase clearly, its weights and its nearest rival's are moved apart. No chance is involved:
the same phrases give the same weights.

Not here: judging a message (scorer).
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from assistant.understand.features import LETTERS, PAIRS, of_word, pairs

_FAINT = 0.3  # weights below are dropped
_RARE = 10_000  # a feature must be in one phrase more for each so many phrases


class Settings(NamedTuple):
    """What decides how much is learnt from what; `python benchmarks/intents.py --choose training` tries others."""

    smoothing: float = 0.1  # added to every count before logarithms are taken
    clear: float = 10.0  # lead over the nearest rival at which a phrase teaches nothing more
    boldest: float = 4.0  # most that one lesson may move
    lessons: int = 24_000  # phrases learnt from: bounds the time however many there are
    passes: int = 3
    rivals: int = 10  # intents that a phrase is told apart from
    widest: int = 32  # intents kept for one feature: a word that all intents have tells nothing


CHOSEN = Settings()

Row = dict[int, float]  # number of an intent -> weight
Vector = list[tuple[str, float]]


class Phrase(NamedTuple):
    tokens: tuple[str, ...]
    owners: tuple[int, ...]  # the intents it belongs to


class Term(NamedTuple):
    """One word as it is counted."""

    features: Vector
    square: float  # of its length


class Lesson(NamedTuple):
    """One phrase to learn from."""

    taught: list[tuple[Row, float]]  # rows of its words and pairs, which the lesson may change, and their share in it
    square: float  # of their length
    letters: array[float]  # what its letters count for each intent: the same in every pass
    owners: tuple[int, ...]


class Weights(NamedTuple):
    """What was learnt: `rows` say for each feature how much it counts for which intent."""

    intents: tuple[str, ...]
    idf: Mapping[str, float]
    rows: Mapping[str, Row]
    unseen: float  # the idf of a feature that no phrase has


def train(phrases: Iterable[tuple[str, tuple[str, ...]]], how: Settings = CHOSEN) -> Weights:
    """Weights from (intent, tokens); a phrase that two intents share speaks for both alike."""
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for intent, tokens in phrases:
        if tokens:
            owners[tokens].add(intent)
    intents = tuple(sorted({intent for some in owners.values() for intent in some}))
    number = {intent: place for place, intent in enumerate(intents)}
    said = [Phrase(tokens, tuple(sorted(number[intent] for intent in some))) for tokens, some in owners.items()]
    idf = _idf(said)
    words = {token: _term(token, idf) for token in _vocabulary(said)}
    rows = _counted(said, idf, words, len(intents), how)
    _teach(_lessons(rows, _spread(said, how.lessons), idf, words, len(intents)), len(intents), how)
    return Weights(intents, idf, {feature: _pruned(row, how.widest) for feature, row in rows.items()}, _rarity(len(said), 1))


def _vocabulary(said: Sequence[Phrase]) -> Iterable[str]:
    return dict.fromkeys(token for phrase in said for token in phrase.tokens)


def _term(word: str, idf: Mapping[str, float]) -> Term:
    """The known features of one word."""
    names, letters = of_word(word)
    features = [(name, idf[name]) for name in names if name in idf] + [(run, LETTERS * idf[run]) for run in letters if run in idf]
    return Term(features, sum(x * x for _, x in features))


def _pairs(tokens: tuple[str, ...], idf: Mapping[str, float]) -> Vector:
    """The known pairs of a message, together as long as `PAIRS`."""
    found = [(pair, idf[pair]) for pair in pairs(tokens) if pair in idf]
    length = math.sqrt(sum(x * x for _, x in found))
    return [(pair, PAIRS * x / length) for pair, x in found]


def _rarity(phrases: int, having: int) -> float:
    """The square root of the inverse document frequency: plain idf overrates rare words in short phrases."""
    return round(math.sqrt(math.log(1 + phrases / having)), 3)


def _idf(said: Sequence[Phrase]) -> dict[str, float]:
    seen: Counter[str] = Counter()
    for phrase in said:
        found = dict.fromkeys(pairs(phrase.tokens))  # not a set: sums in another order would differ in the last digits
        for token in phrase.tokens:
            for part in of_word(token):
                found.update(dict.fromkeys(part))
        seen.update(found.keys())
    least = 1 + len(said) // _RARE
    return {feature: _rarity(len(said), n) for feature, n in seen.items() if n >= least}


def _counted(said: Sequence[Phrase], idf: Mapping[str, float], words: Mapping[str, Term], count: int, how: Settings) -> dict[str, Row]:
    """Log-odds plus share of the mean phrase, both with the same spread over the intents."""
    sums = _sums(said, idf, words)
    squares = [0.0] * count
    for row in sums.values():
        for place, x in row.items():
            squares[place] += x * x
    lengths = [math.sqrt(square) or 1.0 for square in squares]
    probe = [_whole(phrase, idf, words) for phrase in _spread(said, 100)]
    probed = {feature for features in probe for feature, _ in features}
    for_odds = 1 / _deviation({feature: _odds(sums[feature], how.smoothing) for feature in probed}, probe, count)
    for_means = 1 / _deviation({feature: _means(sums[feature], lengths) for feature in probed}, probe, count)
    for feature, row in sums.items():
        odds, means = _odds(row, how.smoothing), _means(row, lengths)
        sums[feature] = _pruned({place: x * for_odds + means[place] * for_means for place, x in odds.items()}, how.widest)
    return sums


def _means(row: Row, lengths: Sequence[float]) -> Row:
    """The feature's share of each intent's mean phrase."""
    return {place: x / lengths[place] for place, x in row.items()}


def _sums(said: Sequence[Phrase], idf: Mapping[str, float], words: Mapping[str, Term]) -> dict[str, Row]:
    """What each feature amounts to in all phrases of an intent; word by word, for the same words come again and again."""
    sums: dict[str, Row] = {feature: {} for feature in idf}
    by_word: dict[str, Row] = {word: {} for word in words}
    for phrase in said:
        share = 1 / _length(phrase.tokens, words)
        found = [(by_word[token], share) for token in phrase.tokens] + [(sums[pair], x) for pair, x in _pairs(phrase.tokens, idf)]
        for row, x in found:
            for place in phrase.owners:
                row[place] = row.get(place, 0.0) + x
    for word, term in words.items():
        for feature, x in term.features:
            row = sums[feature]
            for place, share in by_word[word].items():
                row[place] = row.get(place, 0.0) + x * share
    return sums


def _length(tokens: tuple[str, ...], words: Mapping[str, Term]) -> float:
    return math.sqrt(sum([words[token].square for token in tokens])) or 1.0


def _whole(phrase: Phrase, idf: Mapping[str, float], words: Mapping[str, Term]) -> Vector:
    """All features of a phrase with their share in it, as the scorer weighs them too."""
    length = _length(phrase.tokens, words)
    return [(feature, x / length) for token in phrase.tokens for feature, x in words[token].features] + _pairs(phrase.tokens, idf)


def _odds(row: Row, smoothing: float) -> Row:
    """How much likelier the feature makes each intent, compared with an intent that never has it."""
    total = sum(row.values()) + smoothing
    return {place: math.log(1 + x / smoothing) - math.log((total - x) / total) for place, x in row.items()}


def scores(rows: Mapping[str, Row], features: Vector, count: int) -> list[float]:
    """One score for each intent."""
    result = [0.0] * count
    for feature, x in features:
        for place, weight in rows[feature].items():
            result[place] += x * weight
    return result


def _deviation(rows: Mapping[str, Row], probe: list[Vector], count: int) -> float:
    """How far the scores of the intents lie apart for one phrase, on average."""
    spread = 0.0
    for features in probe:
        found = scores(rows, features, count)
        mean = sum(found) / count
        spread += math.sqrt(sum((x - mean) ** 2 for x in found) / count)
    return spread / len(probe) if spread else 1.0


def _spread(said: Sequence[Phrase], most: int) -> list[Phrase]:
    """At most so many phrases, in an order that jumps between intents: neighbours of the golden section are far apart."""
    count = len(said)
    step = max(1, round(count * 0.618))
    while math.gcd(step, count) != 1:
        step += 1
    return [said[i * step % count] for i in range(min(count, most))]


def _teach(lessons: list[Lesson], count: int, how: Settings) -> None:
    """Move the weights of words and pairs where an intent does not win its own phrase by a clear lead.

    Letters keep what was counted: they are what a misspelt or unknown word is recognised by, whichever intent it is in.
    The first time round shows who a phrase's rivals are; afterwards only these are looked at.
    """
    closest = []
    for lesson in lessons:
        found = list(lesson.letters)
        for row, x in lesson.taught:
            for place, weight in row.items():
                found[place] += x * weight
        order = sorted(range(count), key=found.__getitem__, reverse=True)
        rivals = [place for place in order if place not in lesson.owners][: how.rivals]
        closest.append(rivals)
        _correct(lesson, rivals, [found[place] for place in rivals], min(found[place] for place in lesson.owners), how)
    for _ in range(how.passes - 1):
        for lesson, rivals in zip(lessons, closest, strict=True):
            _correct(lesson, rivals, [_score(lesson, place) for place in rivals], min(_score(lesson, place) for place in lesson.owners), how)


def _score(lesson: Lesson, place: int) -> float:
    return lesson.letters[place] + sum([x * row[place] for row, x in lesson.taught if place in row])


def _correct(lesson: Lesson, rivals: list[int], found: list[float], own: float, how: Settings) -> None:
    """Move a phrase's own intents and its strongest rivals apart, as far as its lead falls short."""
    if not rivals or not lesson.square:
        return
    best = max(found)
    missing = how.clear - (own - best)
    if missing <= 0:
        return
    strongest = [place for place, x in zip(rivals, found, strict=True) if x == best]  # all of several equal ones
    step = min(how.boldest, missing / (2 * lesson.square))
    for row, x in lesson.taught:
        for place in strongest:
            row[place] = row.get(place, 0.0) - step * x
        for place in lesson.owners:
            row[place] = row.get(place, 0.0) + step * x


def _lessons(rows: Mapping[str, Row], said: Sequence[Phrase], idf: Mapping[str, float], words: Mapping[str, Term], count: int) -> list[Lesson]:
    taught = {word: [(rows[feature], x) for feature, x in words[word].features if feature[0] != "#"] for word in _vocabulary(said)}
    letters = {word: array("d", scores(rows, [(f, x) for f, x in words[word].features if f[0] == "#"], count)) for word in _vocabulary(said)}
    lessons = []
    for phrase in said:
        length = _length(phrase.tokens, words)
        own = [(row, x / length) for token in phrase.tokens for row, x in taught[token]]
        own += [(rows[pair], x) for pair, x in _pairs(phrase.tokens, idf)]
        start = array("d", [sum(column) / length for column in zip(*(letters[token] for token in phrase.tokens), strict=True)])
        lessons.append(Lesson(own, sum(x * x for _, x in own), start, phrase.owners))
    return lessons


def _pruned(row: Row, widest: int) -> Row:
    """Only what counts: faint weights go, and of a word that nearly all intents have only the strongest stay (equal ones together)."""
    least = _FAINT
    if len(row) > widest:
        least = max(least, sorted(map(abs, row.values()))[-widest])
    return {place: x for place, x in sorted(row.items()) if abs(x) >= least}
