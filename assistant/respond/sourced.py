"""Sentences of the knowledge base as an answer: words before them, and the line that names their sources.

Not here: which are told (telling, statements).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.model import Domain, Kind, Source, Statement
from assistant.respond.answer import Answer
from assistant.respond.phrases import Phrases


def told(domain: Domain, lead: str, statements: Sequence[Statement], say: Phrases) -> Answer:
    """An answer of statements with their sources, and words before them."""
    sources = tuple(domain.sources[id_] for id_ in dict.fromkeys(id_ for s in statements for id_ in s.sources))
    body = " ".join(part for part in (lead, *(s.text for s in statements)) if part)
    voice = " ".join(part for part in (lead, *(s.say or s.text for s in statements)) if part)
    return Answer(Kind.ANSWER, with_sources(body, sources, say), voice, sources=sources)


def with_sources(text: str, sources: Sequence[Source], say: Phrases) -> str:
    """A text, and below it the line that names its sources, if there are any."""
    if not sources:
        return text
    line = say("source_line" if len(sources) == 1 else "sources_line", sources="; ".join(s.short or s.title for s in sources))
    return f"{text}\n{line}"


def without_sources(text: str, say: Phrases) -> str:
    """A text without the line that names its sources."""
    begins = say.domain.phrases["source_line"][0].partition("{")[0].rstrip(": ")
    return text.partition(f"\n{begins}")[0]


def once(texts: Sequence[str]) -> list[str]:
    """Texts without the sentences of those before them; one that has no other is left out.

    >>> once(["Press it. Breathe slowly.", "Breathe slowly. Hold it.", "Press it."])
    ['Press it. Breathe slowly.', 'Hold it.']
    """
    said: set[str] = set()
    out = []
    for text in texts:
        sentences = [f"{sentence.rstrip('.')}." for sentence in text.split(". ")]
        out.append(" ".join(sentence for sentence in sentences if sentence not in said) if said.intersection(sentences) else text)
        said.update(sentences)
    return [text for text in out if text]
