"""The small words of a language (function words) by what they do in a sentence: open a question, join two, stand for a name.

Not here: what a sentence with them is (asking), and small words that change a mention (cues).
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.values import NamedTuple


class SmallWords(NamedTuple):
    """Small words, a set for each thing they do; a word may be in several."""

    heads: frozenset[str]  # a description ends with one: "the second one", "the knee point"
    asides: frozenset[str]  # may stand around a bare name: "and what about the ankle one then"
    articles: frozenset[str]  # 'the', 'my': what stands before a head
    placing: frozenset[str]  # 'at', 'on': what stands between a head and a place
    joiners: frozenset[str]  # may stand before a number: "point number four"
    openers: frozenset[str]  # begin a new question
    turnable: frozenset[str]  # openers behind which a "not" supposes the answer: "isn't it"
    question_words: frozenset[str]  # openers that open nothing but a question
    things: frozenset[str]  # question words that stand for something: "what", "which"
    leading: frozenset[str]  # lead on to one of these: "on what do i lie" is one question
    relating: frozenset[str]  # open a question only where its verb follows: "when do i"
    supposing: frozenset[str]  # open what is supposed: "if i press hard, will it bruise" is all of one question
    reporting: frozenset[str]  # after these a question word begins what is asked: "she asks how"
    requests: frozenset[str]  # "need", "wondering": want an answer without asking
    faint: frozenset[str]  # requests that are none where something is asked outright: "know", "after"
    answers: frozenset[str]  # "no", "nothing": a message may answer with one before it says something else
    turns: frozenset[str]  # a sentence of its own begins with one after such an answer: "no, i", "nothing, well"
    tags: frozenset[str]  # "isn't it", "right": make a question of what stands before
    longest_tag: int  # words
    links: frozenset[str]  # join two questions
    leads: frozenset[str]  # lead in to a sentence and say nothing of it: "ok", "well"
    joining: frozenset[str]  # join two names: what is excluded with one is excluded with the other
    negations: frozenset[str]  # "not", as every denial is written
    refusals: frozenset[str]  # "no", "sorry": between two names each takes the first one back
    standing: frozenset[str]  # stand for what is talked of: "it", "that"
    selves: frozenset[str]  # stand for the one who talks


def load(tables: Mapping[str, Mapping[str, str]], fillers: frozenset[str]) -> SmallWords:
    """The small words of the content's tables (knowledge/common/words.yaml)."""

    def words(*names: str) -> frozenset[str]:
        return frozenset(word for name in names for word in tables.get(name, {}))

    def of_role(name: str, *roles: str) -> frozenset[str]:
        return frozenset(word for word, role in tables.get(name, {}).items() if role in roles)

    def marked(name: str) -> frozenset[str]:
        return words(name) - of_role(name, "")

    return SmallWords(
        heads=words("heads", "joiners"),
        asides=words("asides", "links", "light") | fillers,
        articles=words("light"),
        placing=words("placing"),
        joiners=words("joiners"),
        openers=words("openers"),
        turnable=words("turnable"),
        question_words=words("question_words"),
        things=marked("question_words"),
        leading=words("leading"),
        relating=of_role("relating", ""),
        supposing=marked("relating"),
        reporting=words("reporting"),
        requests=words("requests"),
        faint=marked("requests"),
        answers=of_role("answers", ""),
        turns=marked("answers"),
        tags=words("tags"),
        longest_tag=max((len(tag.split()) for tag in words("tags")), default=0),
        links=words("links"),
        leads=words("leads"),
        joining=of_role("logic", "joins", "against"),
        negations=of_role("logic", "denies"),
        refusals=of_role("logic", "refuses", "corrects"),
        standing=words("standing"),
        selves=words("selves"),
    )
