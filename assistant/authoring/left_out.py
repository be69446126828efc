"""How every authored phrase would be read if nobody had written it: leave-one-out without learning thousands of times.

Everything is learnt once, as `understand.training` does it, keeping what each phrase contributed. Leaving a phrase out then
takes its wordings out of the counts again, exactly, and takes back the lessons it gave. What stays is that the other
phrases are not taught anew without it; on small subjects the verdicts were compared with real relearning
(tests/test_author_confuse.py). Not here: what is made of the verdicts (confuse).
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from assistant.understand import scorer, training
from assistant.understand.features import PAIRS, of_word, pairs
from assistant.understand.training import CHOSEN, Lesson, Phrase, Row, Settings, Term

# Two wordings of each phrase and half the lessons are learnt from: the program learns from up to twelve, in proportion the same.
MOST_WORDINGS = 2
QUICKLY = CHOSEN._replace(lessons=2_000)
# How much of what a phrase taught is lost without it: the others would teach most of it in its place. Chosen by comparing
# with real relearning: python -m benchmarks.authors --choose.
ALONE = 0.15
MUCH = 0.7  # when less than this of a feature stays, its weight for every intent is counted anew
LITTLE = 0.05  # a phrase that is less than this of what a feature counts for its intent changes nothing to speak of
MOST_RIVALS = 6  # intents whose score is computed anew when a phrase is left out; the others were far behind with it

Tokens = tuple[str, ...]


class Step(NamedTuple):
    """One correction a phrase caused: `own` went up by `size` times the phrase, `rivals` went down."""

    own: tuple[int, ...]
    rivals: tuple[int, ...]
    size: float


class Taught(NamedTuple):
    """The weights, and what is needed to take a phrase out of them."""

    intents: tuple[str, ...]
    said: Mapping[Tokens, Phrase]
    idf: Mapping[str, float]
    unseen: float
    words: Mapping[str, Term]
    having: Mapping[str, int]  # feature -> phrases that have it
    sums: Mapping[str, Row]
    totals: Mapping[str, float]
    lengths: tuple[float, ...]
    spreads: tuple[float, float]  # of odds and of means
    rows: Mapping[str, Row]
    by_word: Mapping[str, array[float]]  # what a word counts for each intent
    steps: Mapping[Tokens, tuple[Step, ...]]
    smoothing: float


class Verdict(NamedTuple):
    """How a wording is read without its phrase."""

    found: str
    confidence: float
    own: float  # score of its own intent
    best: float  # score of the one found


def learn(phrases: Iterable[tuple[str, Tokens]], how: Settings = QUICKLY) -> Taught:
    """Learn all phrases and remember who contributed what. `how` QUICKLY when they are `MOST_WORDINGS` of each template."""
    intents, said = _owned(phrases)
    idf = training._idf(said)
    words = {token: training._term(token, idf) for token in training._vocabulary(said)}
    counted = _counted(said, idf, words, len(intents), how)
    steps = _teach(counted.rows, said, idf, words, len(intents), how)
    rows = {feature: training._pruned(row, how.widest) for feature, row in counted.rows.items()}
    return Taught(
        intents=intents,
        said={phrase.tokens: phrase for phrase in said},
        idf=idf,
        unseen=training._rarity(len(said), 1),
        words=words,
        having=_having(said),
        sums=counted.sums,
        totals={feature: sum(row.values()) + how.smoothing for feature, row in counted.sums.items()},
        lengths=counted.lengths,
        spreads=counted.spreads,
        rows=rows,
        by_word={word: array("d", training.scores(rows, term.features, len(intents))) for word, term in words.items()},
        steps=steps,
        smoothing=how.smoothing,
    )


def _owned(phrases: Iterable[tuple[str, Tokens]]) -> tuple[tuple[str, ...], list[Phrase]]:
    """All intents, and every wording with those it belongs to."""
    owners: dict[Tokens, set[str]] = defaultdict(set)
    for intent, tokens in phrases:
        if tokens:
            owners[tokens].add(intent)
    intents = tuple(sorted({intent for some in owners.values() for intent in some}))
    number = {intent: place for place, intent in enumerate(intents)}
    return intents, [Phrase(tokens, tuple(sorted(number[intent] for intent in some))) for tokens, some in owners.items()]


def _having(said: Sequence[Phrase]) -> Counter[str]:
    seen: Counter[str] = Counter()
    for phrase in said:
        seen.update(_features(phrase.tokens))
    return seen


def _features(tokens: Tokens) -> set[str]:
    found = set(pairs(tokens))
    for token in tokens:
        names, letters = of_word(token)
        found.update(names, letters)
    return found


class _Counted(NamedTuple):
    sums: Mapping[str, Row]
    lengths: tuple[float, ...]
    spreads: tuple[float, float]
    rows: dict[str, Row]


def _counted(said: Sequence[Phrase], idf: Mapping[str, float], words: Mapping[str, Term], count: int, how: Settings) -> _Counted:
    """What `training` counts, with its parts kept."""
    sums = training._sums(said, idf, words)
    squares = [0.0] * count
    for row in sums.values():
        for place, x in row.items():
            squares[place] += x * x
    lengths = tuple(math.sqrt(square) or 1.0 for square in squares)
    odds = {feature: training._odds(row, how.smoothing) for feature, row in sums.items()}
    means = {feature: training._means(row, lengths) for feature, row in sums.items()}
    probe = [training._whole(phrase, idf, words) for phrase in training._spread(said, 100)]
    for_odds, for_means = (1 / training._deviation(rows, probe, count) for rows in (odds, means))
    mixed = {f: {place: x * for_odds + means[f][place] * for_means for place, x in row.items()} for f, row in odds.items()}
    return _Counted(sums, lengths, (for_odds, for_means), {f: training._pruned(row, how.widest) for f, row in mixed.items()})


def _teach(
    rows: dict[str, Row], said: Sequence[Phrase], idf: Mapping[str, float], words: Mapping[str, Term], count: int, how: Settings
) -> dict[Tokens, tuple[Step, ...]]:
    """The lessons of `training`, each correction remembered with the phrase that caused it."""
    chosen = training._spread(said, how.lessons)
    lessons = training._lessons(rows, chosen, idf, words, count)
    steps: dict[Tokens, list[Step]] = defaultdict(list)
    closest: list[list[int]] = []
    for phrase, lesson in zip(chosen, lessons, strict=True):
        found = list(lesson.letters)
        for row, x in lesson.taught:
            for place, weight in row.items():
                found[place] += x * weight
        order = sorted(range(count), key=found.__getitem__, reverse=True)
        closest.append([place for place in order if place not in lesson.owners][: how.rivals])
        _remember(steps[phrase.tokens], lesson, closest[-1], found, how)
    for _ in range(how.passes - 1):
        for phrase, lesson, rivals in zip(chosen, lessons, closest, strict=True):
            scores = {place: training._score(lesson, place) for place in (*rivals, *lesson.owners)}
            _remember(steps[phrase.tokens], lesson, rivals, scores, how)
    return {tokens: tuple(some) for tokens, some in steps.items() if some}


def _remember(steps: list[Step], lesson: Lesson, rivals: list[int], found: Sequence[float] | Mapping[int, float], how: Settings) -> None:
    """Let `training` correct, and note what it did."""
    if not rivals or not lesson.square:
        return
    theirs = [found[place] for place in rivals]
    own = min(found[place] for place in lesson.owners)
    missing = how.clear - (own - max(theirs))
    training._correct(lesson, rivals, theirs, own, how)
    if missing > 0:
        strongest = tuple(place for place, x in zip(rivals, theirs, strict=True) if x == max(theirs))
        steps.append(Step(lesson.owners, strongest, ALONE * min(how.boldest, missing / (2 * lesson.square))))


# ---------------------------------------------------------------- judging


def judge(taught: Taught, wording: Tokens, without: Sequence[Tokens], never: Iterable[str] = ()) -> Verdict:
    """How `wording` is read when the wordings `without` (of one phrase) had not been written; intents in `never` are ruled out."""
    gone = Counter(feature for tokens in without for feature in _features(tokens))
    known = {feature for feature in _features(wording) if taught.having.get(feature, 0) > gone[feature]}
    vector = _vector(taught, wording, known)
    own = taught.said[wording].owners if wording in taught.said else ()
    ruled_out = {taught.intents.index(intent) for intent in never}
    change = _without(taught, vector, without, {*_near(taught, wording), *own})
    share = _share(taught, wording, known)
    rows = [(taught.rows[feature], x) for feature, x in vector.items()]
    whole = {place: more + sum([x * row[place] for row, x in rows if place in row]) for place, more in change.items()}
    final = {place: round(score * share, 6) for place, score in whole.items() if place not in ruled_out}
    order = sorted(final, key=lambda place: (-final[place], taught.intents[place]))
    best, second = final[order[0]], final[order[1]] if len(order) > 1 else 0.0
    return Verdict(taught.intents[order[0]], scorer._confidence(best, best - second), max((final.get(p, 0.0) for p in own), default=0.0), best)


def _near(taught: Taught, wording: Tokens) -> list[int]:
    """The intents nearest to a wording with everything in: those that may be nearest without it."""
    totals = list(map(sum, zip(*(taught.by_word[token] for token in wording), strict=True)))
    return sorted(range(len(totals)), key=totals.__getitem__, reverse=True)[:MOST_RIVALS]


def _vector(taught: Taught, tokens: Tokens, known: set[str]) -> dict[str, float]:
    """The features of a wording that are still known, weighed as the scorer weighs them."""
    found = [(feature, x) for token in tokens for feature, x in taught.words[token].features if feature in known]
    length = math.sqrt(sum([x * x for _, x in found])) or 1.0
    out: dict[str, float] = {}
    for feature, x in found:
        out[feature] = out.get(feature, 0.0) + x / length
    linked = [(pair, taught.idf[pair]) for pair in pairs(tokens) if pair in known and pair in taught.idf]
    length = math.sqrt(sum([x * x for _, x in linked])) or 1.0
    for pair, x in linked:
        out[pair] = out.get(pair, 0.0) + PAIRS * x / length
    return out


def _without(taught: Taught, vector: Mapping[str, float], without: Sequence[Tokens], places: set[int]) -> dict[int, float]:
    """By how much each score changes when the wordings are taken out of the counts and their lessons back."""
    change = dict.fromkeys(places, 0.0)
    parts = [(taught.said[tokens], training._whole(taught.said[tokens], taught.idf, taught.words)) for tokens in without]
    share: dict[str, float] = defaultdict(float)
    for _, whole in parts:
        for feature, x in whole:
            share[feature] += x
    owners = parts[0][0].owners if parts else ()
    for feature, x in vector.items():
        if feature in share:
            _recount(taught, feature, x, share[feature], owners, change)
    for phrase, whole in parts:
        for step in taught.steps.get(phrase.tokens, ()):
            alike = step.size * sum([x * vector[feature] for feature, x in whole if feature[0] != "#" and feature in vector])
            for place, sign in [*((p, -1) for p in step.own), *((p, 1) for p in step.rivals)]:
                if place in change:
                    change[place] += sign * alike
    return change


def _recount(taught: Taught, feature: str, x: float, less: float, owners: tuple[int, ...], change: dict[int, float]) -> None:
    """The counted weight of one feature before and after: for its owners, and for all where the phrase was much of it."""
    row, total = taught.sums[feature], taught.totals[feature]
    after = total - less * len(owners)
    for place in change if after < MUCH * total else owners:
        before = row.get(place, 0.0)
        if before * LITTLE < less:
            now = before - less if place in owners else before
            change[place] += x * (_weight(taught, now, after, place) - _weight(taught, before, total, place))


def _weight(taught: Taught, amount: float, total: float, place: int) -> float:
    """`training`'s mix of log-odds and share of the mean phrase."""
    if amount <= 1e-9:
        return 0.0
    odds = math.log(1 + amount / taught.smoothing) - math.log(max(total - amount, taught.smoothing) / total)
    return odds * taught.spreads[0] + amount / taught.lengths[place] * taught.spreads[1]


def _share(taught: Taught, tokens: Tokens, known: set[str]) -> float:
    """How much of the wording the other phrases know."""
    share = 1.0
    for side in (0, 1):
        features = [feature for token in tokens for feature in of_word(token)[side]]
        mass = sum(taught.idf[f] if f in known and f in taught.idf else taught.unseen for f in features)
        if mass:
            share *= sum(taught.idf[f] for f in features if f in known and f in taught.idf) / mass
    return share


def relearned(phrases: Sequence[tuple[str, Tokens]], wording: Tokens, without: Sequence[Tokens]) -> str:
    """The same by really learning again: slow, and what the quick way is compared with."""
    gone = set(without)
    learnt = scorer.learn((intent, tokens) for intent, tokens in phrases if tokens not in gone)
    ranked = scorer.rank(learnt, wording, 1)
    return ranked[0].intent if ranked else ""
