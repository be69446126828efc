"""Whether yes or no is the answer: something is supposed, or asked with its verb first and without an alternative.

Not here: which of the two it is (questions, doing, lengths).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide.view import View, logic, words_of
from assistant.understand.sentences import Clause


def supposed(view: View) -> bool:
    """'it is on the foot, right?'"""
    return any(scope.cue == "supposed" for scope in view.heard.scopes)


def yes_or_no(view: View) -> bool:
    """'is it on the foot?', 'it is on the foot, right?'"""
    return plain(view) and (supposed(view) or any(opens(view, clause) for clause in view.heard.clauses if clause.asks))


def plain(view: View) -> bool:
    """Whether nothing speaks against a yes or no: 'on the foot or on the hand?' names an alternative, 'how long on the foot?' asks for something."""
    pairs = [pair for words in _asking(view) for pair in zip(words, [*words[1:], ""], strict=True)]
    compares = not logic(view, "compares").isdisjoint(one for one, _ in pairs)  # 'is it lower than the waist?': where it is says more than a yes
    against, denying = logic(view, "against"), logic(view, "denies")
    return not (asks_for(view) or compares) and not any(one in against and other not in denying for one, other in pairs)


def asks_for(view: View) -> bool:
    """Whether something is asked for: how long, which one."""
    tables = view.domain.words
    asking = tables.get("question_words", {}).keys() - tables.get("relating", {}).keys()  # 'when I lie' only joins
    heads = tables.get("heads", {})  # and so does what follows 'the one': 'the one where you lie on your fists'
    placed = ((before, word, after) for words in _asking(view) for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False))
    return any(word in asking and (before not in heads or after in tables.get("openers", {})) for before, word, after in placed)


def opens(view: View, clause: Clause) -> bool:
    """Whether a clause opens with its verb, whatever small words stand before it: 'so is it', 'and would that'; or asks with its subject
    first: 'she can press it?'
    """
    tables, words = view.domain.words, words_of(view, clause)
    polar = tables.get("polar", {})
    small = {*tables.get("asides", {}), *tables.get("links", {})} - {*polar, *tables.get("question_words", {})}
    first = next((place for place, word in enumerate(words) if word not in small), len(words))
    return any(word in polar for word in words[first : first + 1]) or _subject_first(view, clause, words)


def asks_by_word(view: View, clause: Clause) -> bool:
    """Whether a clause asks with a word or a question mark of its own, and not only beside one that does."""
    tables, words = view.domain.words, words_of(view, clause)
    first = next((word for word in words if word not in tables.get("links", {}) and word not in tables.get("leads", {})), "")
    asking = any(word in tables.get("question_words", {}) for word in words)
    return asking or first in tables.get("polar", {}) or view.heard.tokens[clause.end - 1].stop == "?"


def orders(view: View, clause: Clause) -> bool:
    """Whether a clause without a question mark begins with a verb that may order something: 'do a routine', but not 'do they help'."""
    tables, words = view.domain.words, words_of(view, clause)
    small = {*tables.get("fillers", {}), *tables.get("links", {}), *tables.get("leads", {})}
    said = [word for word in words if word not in small][:2]
    ordered = len(said) > 1 and tables.get("polar", {}).get(said[0]) == "order" and said[1] in tables.get("light", {})
    return ordered and view.heard.tokens[clause.end - 1].stop != "?"


def _subject_first(view: View, clause: Clause, words: Sequence[str]) -> bool:
    """Whether a question mark makes a question of what is worded as a statement: 'I can use fists?', 'so it is on the foot?'"""
    tables = view.domain.words
    links = {*tables.get("links", {}), *tables.get("fillers", {})}
    said = [word for word in words if word not in links][:2]
    asks = view.heard.tokens[clause.end - 1].stop == "?" and len(said) > 1
    return asks and said[0] in tables.get("speaking", {}) and said[1] in tables.get("polar", {})


def obliges(view: View) -> bool:
    """'must it be done sitting?', 'do I have to lie down?'"""
    return any(f" {wording} " in f" {' '.join(words)} " for words in _asking(view) for wording in view.domain.words.get("obliging", {}))


def _asking(view: View) -> list[list[str]]:
    """The words of the clauses that ask; of a single clause in any case."""
    return [words_of(view, clause) for clause in view.heard.clauses if clause.asks or len(view.heard.clauses) == 1]
