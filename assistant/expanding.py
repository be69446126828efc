"""The wordings of templates, written out: the plainest first, or all of them quickly. Not here: how a template is read (templates)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, product

from assistant.templates import Choice, Rule, Slot, Template, Text, cleaned, looked_up


def expand(template: Template, rules: Mapping[str, Template], limit: int) -> Iterator[tuple[str, ...]]:
    """The wordings of a template as token tuples, plainest first: fewest optional words, earliest choices; at most `limit`.

    >>> from assistant.templates import parse
    >>> list(expand(parse("[please] (stop|<end>)"), {"end": parse("[the] end")}, 3))
    [('stop',), ('end',), ('please', 'stop')]
    """
    if len(template.parts) == 1 and isinstance(plain := template.parts[0], Text):  # most are, and they are quickly done
        if words := tuple(cleaned(plain.text).split()):
            yield words
        return
    wordings = dict.fromkeys(map(tuple, map(str.split, chain.from_iterable(_spread(template, rules, limit, ())))))
    wordings.pop((), None)
    yield from wordings


Buckets = list[list[str]]  # wordings, cleaned, by how far they are from the plainest one
_NOTHING: Buckets = [[""]]


def _spread(template: Template, rules: Mapping[str, Template], limit: int, inside: tuple[str, ...]) -> Buckets:
    """The wordings of a sequence: those of its parts in every combination, nearest first."""
    if len(template.parts) == 1 and isinstance(plain := template.parts[0], Text):
        return [[cleaned(plain.text)]]
    so_far = _NOTHING
    for part in template.parts:
        match part:
            case Text(text):
                words = cleaned(text)
                so_far = [[wording + words for wording in bucket] for bucket in so_far]
            case Slot(name):
                so_far = [[f"{wording} {{{name}}} " for wording in bucket] for bucket in so_far]
            case Rule():
                so_far = _joined(so_far, _spread(looked_up(part, rules, inside), rules, limit, (*inside, part.name)), limit)
            case Choice(options, optional):
                so_far = _joined(so_far, _chosen([_spread(option, rules, limit, inside) for option in options], optional, limit), limit)
    return so_far


def _joined(left: Buckets, right: Buckets, limit: int) -> Buckets:
    """Every wording of one followed by every wording of the other; distances add up."""
    if len(left) == len(left[0]) == 1:  # the words before the first choice
        return [[left[0][0] + other for other in others] for others in right]
    result: Buckets = []
    for distance in range(len(left) + len(right) - 1):
        near = range(max(0, distance - len(right) + 1), min(distance, len(left) - 1) + 1)
        result.append([one + other for a in near for one in left[a] for other in right[distance - a][:limit]][:limit])
        limit -= len(result[-1])
        if not limit:
            break
    return result


def _chosen(options: list[Buckets], optional: bool, limit: int) -> Buckets:
    """One of several: each later choice is one step further away than the one before; none comes before all."""
    choices = [_NOTHING, *options] if optional else options
    result: Buckets = [[] for _ in range(max(step + len(buckets) for step, buckets in enumerate(choices)))]
    for step, buckets in enumerate(choices):
        for distance, bucket in enumerate(buckets, step):
            result[distance] += bucket
    for distance, bucket in enumerate(result):
        result[distance] = bucket[:limit]
        limit -= len(result[distance])
    return result


def every(template: Template, rules: Mapping[str, Template]) -> Iterator[str]:
    """All wordings of a template, some perhaps twice: much quicker than `expand`, for who does not care which are the plainest.

    >>> from assistant.templates import parse
    >>> list(every(parse("[please] (stop|<end>)"), {"end": parse("[the] end")}))
    ['stop', 'end', 'the end', 'please stop', 'please end', 'please the end']
    """
    return map(" ".join, map(str.split, _every(template, rules, ())))


def _every(template: Template, rules: Mapping[str, Template], inside: tuple[str, ...]) -> Iterator[str]:
    """The same with blanks as they come."""
    if len(template.parts) == 1 and isinstance(plain := template.parts[0], Text):
        return iter((cleaned(plain.text),))
    texts: list[list[str]] = []
    for part in template.parts:
        match part:
            case Text(text):
                texts.append([cleaned(text)])
            case Slot(name):
                texts.append([f" {{{name}}} "])
            case Rule(name):
                texts.append(list(_every(looked_up(part, rules, inside), rules, (*inside, name))))
            case Choice(options, optional):
                texts.append([*([""] if optional else ()), *chain.from_iterable(_every(option, rules, inside) for option in options)])
    return map("".join, product(*texts))
