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


def alike(heard: str, name: str) -> bool:
    """Whether the letters agree as well, vowels included: the same consonants alone are found in too many words.

    >>> alike("wayjoong", "weizhong"), alike("miasogowa", "weizhong")
    (True, False)
    """
    longer = max(len(heard), len(name))
    return sum(min(heard.count(sign), name.count(sign)) for sign in set(name)) >= longer / 2 and abs(len(heard) - len(name)) <= 3


def keys(names: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Sound -> reference and name, for single names only; a sound that two references share is left out: it would be a guess."""
    table: dict[str, tuple[str, str]] = {}
    shared: set[str] = set()
    for name, ref in names.items():
        sound = key(name)
        if len(sound) < SHORTEST_KEY or not name.replace(" ", "").isascii():
            continue
        if table.setdefault(sound, (ref, name.replace(" ", "")))[0] != ref:
            shared.add(sound)
    return {sound: found for sound, found in table.items() if sound not in shared}
