"""Names heard rather than read: 'wade jung' for Weizhong.

A name is reduced to its consonants by sound; vowels count only as being there. Used for words nobody knows,
never for codes and never for words that are ordinary English.
"""

from __future__ import annotations

from collections.abc import Mapping

# Two letters first: what an English ear writes for one sound. Chosen over the names and mishearings of the content.
_PAIRS = (("zh", "j"), ("ch", "j"), ("sh", "s"), ("ts", "s"), ("dz", "s"), ("ng", "n"), ("ck", "k"), ("ph", "f"), ("qu", "k"), ("wh", "w"))
_LETTERS = {"q": "j", "x": "s", "z": "s", "c": "k", "g": "j", "m": "n", "r": "l", "d": "t", "b": "p", "v": "w"}
_VOWELS = "aeiouyh"
SHORTEST_KEY = 3  # sounds; two consonants fit too many words


def key(text: str) -> str:
    """The sounds of a name, in order, without vowels; a leading vowel is kept as a mark.

    >>> key("weizhong"), key("way jong"), key("coon loon"), key("kunlun")
    ('wjn', 'wjn', 'knln', 'knln')
    """
    word = text.replace(" ", "")
    for pair, sound in _PAIRS:
        word = word.replace(pair, sound)
    out: list[str] = []
    for place, letter in enumerate(word):
        sound = _LETTERS.get(letter, letter)
        if letter in _VOWELS:
            if place == 0:
                out.append("a")
        elif not (out and out[-1] == sound and word[place - 1] == letter):
            out.append(sound)
    return "".join(out)


def keys(names: Mapping[str, str]) -> dict[str, str]:
    """Sound -> reference, for single names only; a sound that two references share is left out: it would be a guess."""
    table: dict[str, str] = {}
    shared: set[str] = set()
    for name, ref in names.items():
        sound = key(name)
        if len(sound) < SHORTEST_KEY or not name.replace(" ", "").isascii():
            continue
        if table.setdefault(sound, ref) != ref:
            shared.add(sound)
    return {sound: ref for sound, ref in table.items() if sound not in shared}
