"""Wrap prose to a width."""

from __future__ import annotations


def wrap(text: str, width: int) -> str:
    """Words in lines; what is indented stays so, and a longer word stands alone.

    >>> wrap("in the middle of the crease", 13)
    'in the middle\\nof the crease'
    """
    indent = text[: len(text) - len(text.lstrip(" "))]
    if len(text) <= width:
        return text.rstrip(" ")
    lines = [indent]
    for word in text.split():
        if lines[-1].strip() and len(lines[-1]) + 1 + len(word) > width:
            lines.append(indent + word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1].strip() else indent + word
    return "\n".join(lines)
