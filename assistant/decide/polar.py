"""Whether yes or no is the answer: something is supposed, or asked with its verb first and without an alternative.

Not here: which of the two it is (questions, doing, lengths).
"""

from __future__ import annotations

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
    """Whether a clause opens with its verb, whatever small words stand before it: 'so is it', 'and would that'."""
    tables = view.domain.words
    small = {*tables.get("asides", {}), *tables.get("links", {})} - {*tables.get("polar", {}), *tables.get("question_words", {})}
    first = next((word for word in words_of(view, clause) if word not in small), "")
    return first in tables.get("polar", {})


def obliges(view: View) -> bool:
    """'must it be done sitting?', 'do I have to lie down?'"""
    return any(f" {wording} " in f" {' '.join(words)} " for words in _asking(view) for wording in view.domain.words.get("obliging", {}))


def _asking(view: View) -> list[list[str]]:
    """The words of the clauses that ask; of a single clause in any case."""
    return [words_of(view, clause) for clause in view.heard.clauses if clause.asks or len(view.heard.clauses) == 1]
