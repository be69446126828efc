"""Ours and what people would use instead, behind one call: phrases in, a judge of questions out.

Each peer is set up as its own documentation does it. Imports stand inside, so that a process pays only for its own.
"""

from __future__ import annotations

import math
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.common import ROOT

Phrases = Sequence[tuple[str, str]]  # (intent, text)
Judge = Callable[[str], tuple[str, float]]  # text -> intent and score, higher is surer


def ours(phrases: Phrases) -> Judge:
    """Normalising, repair of spelling and the scorer, as in a chat; no templates, no names, no context."""
    from assistant.understand import scorer
    from assistant.understand.spelling import Speller

    read = reader()
    said = [(intent, read(text)) for intent, text in phrases]
    learned = scorer.learn(said)
    speller = Speller(Counter(word for _, tokens in said for word in tokens), _common_words())

    def judge(text: str) -> tuple[str, float]:
        tokens = tuple(part for word in read(text) for part in (speller.repair(word) or word).split())
        ranked = scorer.rank(learned, tokens, 1)
        return (ranked[0].intent, ranked[0].score) if ranked else ("", 0.0)

    return judge


def reader() -> Callable[[str], tuple[str, ...]]:
    """The assistant's own normalising with the tables of English that ship with it."""
    import yaml

    from assistant.understand.normalise import Words, normalise

    tables = yaml.safe_load((ROOT / "knowledge" / "common" / "words.yaml").read_text("utf-8"))
    rewrites = {str(word): str(full) for word, full in tables["contractions"].items()}
    words = Words(rewrites, {word: int(value) for word, value in tables["numbers"].items() if int(value) < 100}, frozenset())
    return lambda text: tuple(token.text for token in normalise(text, words))


def _common_words() -> frozenset[str]:
    """Words of everyday English that ship with the assistant and are never repaired."""
    import yaml

    lines = yaml.safe_load((ROOT / "knowledge" / "common" / "known.yaml").read_text("utf-8"))["known"]
    return frozenset(word for line in lines for word in str(line).split())


def linear_svc(phrases: Phrases) -> Judge:
    """TF-IDF of words, word pairs and letters with a linear support vector machine: what most people would reach for."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    model = make_pipeline(make_union(words, letters), LinearSVC())
    model.fit([text for _, text in phrases], [intent for intent, _ in phrases])
    intents = list(model.classes_)

    def judge(text: str) -> tuple[str, float]:
        scores = model.decision_function([text])[0]
        best = int(scores.argmax())
        return intents[best], float(scores[best])

    return judge


def token_sort(phrases: Phrases) -> Judge:
    """The phrase nearest by rapidfuzz token_sort_ratio."""
    from rapidfuzz import fuzz, process, utils

    texts = [utils.default_process(text) for _, text in phrases]

    def judge(text: str) -> tuple[str, float]:
        found = process.extractOne(utils.default_process(text), texts, scorer=fuzz.token_sort_ratio)
        return (phrases[found[2]][0], found[1]) if found else ("", 0.0)

    return judge


def hassil_fuzzy(phrases: Phrases) -> Judge:
    """hassil's fuzzy matcher on n-grams. It ships no trainer: the models are trigrams with Witten-Bell smoothing."""
    from hassil.fuzzy import FuzzyNgramMatcher, SlotCombinationInfo
    from hassil.intents import Intents
    from hassil.util import normalize_text, remove_punctuation

    texts: dict[str, list[list[str]]] = defaultdict(list)
    for intent, text in phrases:
        texts[intent].append(remove_punctuation(normalize_text(text)).lower().split())
    names = {f"i{place}": intent for place, intent in enumerate(sorted(texts))}
    folder = Path(tempfile.mkdtemp(prefix="ngrams-"))
    matcher = FuzzyNgramMatcher(
        intents=Intents.from_dict({"language": "en", "intents": {name: {"data": []} for name in names}}),
        intent_models={f"any_{name}": _ngrams(texts[intent], folder / f"{name}.db") for name, intent in names.items()},
        intent_slot_list_names={},
        slot_combinations={name: {(): SlotCombinationInfo(context_area=False)} for name in names},
        domain_keywords={},
    )

    def judge(text: str) -> tuple[str, float]:
        found = matcher.match(text, min_score=None, equal_score=None) if text.split() else None
        return (names[found.intent_name], found.score) if found else ("", -1e9)

    return judge


def _ngrams(texts: list[list[str]], file: Path, order: int = 3) -> object:
    """Trigrams of one intent in the table hassil reads: log10 probability and weight of backing off."""
    from hassil.ngram import BOS, EOS, Sqlite3NgramModel

    counts: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        words = [BOS, *text, EOS]
        counts.update(tuple(words[i : i + n]) for n in range(1, order + 1) for i in range(len(words) - n + 1) if words[i : i + n] != [BOS])
    follow: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for ngram, count in counts.items():
        follow[ngram[:-1]].append(count)
    ids = {word: str(place) for place, word in enumerate(sorted({word for ngram in counts for word in ngram}))}
    rows = []
    for ngram in {*counts, *(context for context in follow if context)}:
        after = follow.get(ngram, [])
        back = math.log10(len(after) / (sum(after) + len(after))) if after else None
        before = follow[ngram[:-1]] if ngram in counts else [1]
        likely = math.log10(counts[ngram] / (sum(before) + len(before))) if ngram in counts else -99.0
        rows.append((" ".join(ids[word] for word in ngram), likely, back))
    with sqlite3.connect(file) as base:
        base.execute("CREATE TABLE ngrams (word_ids TEXT PRIMARY KEY, log_prob REAL, backoff REAL)")
        base.executemany("INSERT INTO ngrams VALUES (?, ?, ?)", rows)

    class KeptOpen(Sqlite3NgramModel):  # type: ignore[misc]
        """hassil opens the file anew for every question and intent, which takes most of its time; this is its best case."""

        def _get_cursor(self) -> tuple[None, sqlite3.Cursor]:
            return None, base.cursor()

    return KeptOpen(order=order, words=ids, database_path=file)


MATCHERS: Mapping[str, tuple[str, Callable[[Phrases], Judge]]] = {
    "ours": ("acupressure (ours)", ours),
    "linear_svc": ("TF-IDF + LinearSVC", linear_svc),
    "token_sort": ("rapidfuzz token_sort 1-NN", token_sort),
    "hassil": ("hassil 3.8.0 fuzzy", hassil_fuzzy),
}
