"""What a word of the replies means: 'what is a tendon?', 'i do not understand crease'.

A message asks that when it is nothing but such a word and words that ask for a meaning. Not here: what an entry is (questions).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.decide.state import Tell
from assistant.decide.view import View, all_words, intent_of, roles
from assistant.model import Domain, Reply
from assistant.understand.sentences import Clause

DEFINING = "defining"  # the group of words that ask for a meaning, and of those that may stand around
ASKS = "asks"
SINGLE = "one"  # the role of a word that stands for a single thing
OWN = "own"  # of these, what points at something that somebody has


def explained(view: View) -> Tell | None:
    """The word of the glossary that a message asks for, or the one clause of it that asks: 'what is cauda equina? I read it somewhere'."""
    spoken = all_words(view)
    if not _asks(view, spoken):
        return None  # as most do not
    corrected = any(scope.cue == "correction" for scope in view.heard.scopes)  # 'bladder, I mean' says what was meant
    if corrected or any(m.kind == view.domain.subject for m in view.heard.mentions):
        return None
    asking = [clause for clause in view.heard.clauses if clause.asks]
    if view.talk.focus and any(c.exact and intent_of(view, c).reply.facets for clause in asking for c in clause.candidates[:1]):
        return None  # 'what do I do with my fists?' is a wording of another question
    alone = asking[0] if len(asking) == 1 else None
    word = _asked_for(view, spoken) or (_asked_for(view, spoken[alone.start : alone.end]) if alone else "") or _told_before(view, asking[-1:])
    return Tell("word", Reply(do="word"), what=word) if word else None


def _asks(view: View, spoken: Sequence[str]) -> bool:
    """Whether a word asks for a meaning."""
    defining = view.domain.words.get(DEFINING, {})
    return any(defining.get(word) == ASKS for word in spoken)


def _asked_for(view: View, spoken: Sequence[str]) -> str:
    """The word of the glossary beside words that ask for its meaning, '' where there is none or more."""
    defining, heads = view.domain.words.get(DEFINING, {}), view.domain.words.get("heads", {})
    if any(heads.get(word) == SINGLE for word in spoken):
        return ""  # 'what is the one for it?' asks for an entry
    rest = [word for word in spoken if word not in defining]
    return named_by(view.domain, rest) if rest and _asks(view, spoken) else ""


def _told_before(view: View, asking: Sequence[Clause]) -> str:
    """'they spoke of cauda equina. What does that mean?': the one word of the glossary that was told before a last question with none in it."""
    defining, spoken = view.domain.words.get(DEFINING, {}), all_words(view)
    question = [word for clause in asking for word in spoken[clause.start : clause.end]]
    if not _asks(view, question) or any(word not in defining for word in question):
        return ""
    told = used(view.domain, " ".join(spoken[: asking[0].start]))
    return told[0] if len(told) == 1 else ""


def only_word(view: View) -> bool:
    """Whether a message asks what a word means, and not what something of one's own is: 'what is this swelling?'"""
    if OWN in roles(view, DEFINING):  # 'what is this swelling?', 'a fall, what do I do?'
        return False
    return explained(view) is not None


def named_by(domain: Domain, words: Sequence[str]) -> str:
    """The entry of the glossary that these words name; '' when none."""
    said = _form(" ".join(words))
    return next((word for word, entry in domain.glossary.items() if said in _forms(entry.names)), "")


def used(domain: Domain, text: str) -> tuple[str, ...]:
    """The words of the glossary that a text uses, the longest name of each place first."""
    padded = f" {_form(''.join(sign if sign.isalnum() or sign == '-' else ' ' for sign in text))} "
    found: list[tuple[int, str]] = []
    for word in sorted(domain.glossary, key=len, reverse=True):
        place = min((at for name in domain.glossary[word].names if (at := padded.find(f" {_form(name)} ")) >= 0), default=-1)
        if place >= 0 and not any(_form(word) in _form(longer) for _, longer in found):
            found.append((place, word))
    return tuple(word for _, word in sorted(found))


@lru_cache(maxsize=500)  # the words of the glossary
def _forms(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_form, names))


@lru_cache(maxsize=500)  # the names of the glossary, and what was said last
def _form(text: str) -> str:
    return " ".join(text.lower().replace("-", " ").split())
