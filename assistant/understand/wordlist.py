"""Many words and whether one is among them, without looking at all of them at every start.

Not here: what a word means, or which word was meant (spelling).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

START = 2  # letters that words of one heap begin with


def heaps(words: Iterable[str]) -> dict[str, str]:
    """Sorted words in one text for each beginning.

    >>> heaps(["press", "pressure", "point", "a"])
    {'a': 'a', 'po': 'point', 'pr': 'press pressure'}
    """
    sorted_out: dict[str, list[str]] = {}
    for word in sorted(words):
        sorted_out.setdefault(word[:START], []).append(word)
    return {start: " ".join(some) for start, some in sorted_out.items()}


class WordList:
    """Words in heaps; a heap is read when a word that would lie on it is looked for.

    >>> words = WordList(heaps(["press", "pressure", "point"]))
    >>> "press" in words, "pres" in words, list(words)
    (True, False, ['point', 'press', 'pressure'])
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._heaps: dict[str, str] = {}

    def __contains__(self, word: str) -> bool:
        heap = self._heaps.get(word[:START])
        if heap is None:
            heap = self._heaps[word[:START]] = f" {self._texts.get(word[:START], '')} "
        return f" {word} " in heap

    def __iter__(self) -> Iterator[str]:
        for text in self._texts.values():
            yield from text.split()
