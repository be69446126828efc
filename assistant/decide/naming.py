"""Which entries and values a clause names, and which of them do not count: what was corrected, excluded or denied.

Not here: entries that are only described (describing), and what is asked of them (questions).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.decide import talked
from assistant.decide.view import View, all_words, is_entry, is_value, logic
from assistant.understand.mentions import Mention
from assistant.values import NamedTuple

EXCLUDING = frozenset(("denied", "excluded"))
AGE = "aged"  # the cue of a number that says how old somebody is
REASON = "reason"  # the role of a word that asks for one
OTHER = "other"  # the role of a word for what was not talked of
CORRECTED_BEHIND = 2  # words between a name and the cue behind it: "the foot one is what I meant"
HEAD_BEFORE = 3  # words: 'the ones with' what they are pressed with


class Named(NamedTuple):
    """What a clause names."""

    entries: tuple[str, ...] = ()  # of the subject's kind, named outright
    others: tuple[str, ...] = ()  # entries of other kinds: topics, routines
    values: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()  # values that are not covered
    excluded: tuple[str, ...] = ()  # entries and values said not to be meant
    codes: tuple[Mention, ...] = ()  # codes that are not covered
    numbers: tuple[str, ...] = ()
    ordinals: tuple[int, ...] = ()
    minutes: float = 0
    measures: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        return bool(self.entries or self.others or self.values or self.outside or self.codes)


def named(view: View, mentions: Sequence[Mention]) -> Named:
    """Sort what was mentioned; what was corrected or excluded does not count."""
    if not mentions:
        return Named()
    kept = [m for m in _corrected(view, mentions) if not (m.kind == "number" and AGE in m.cues)]
    kept = [m for m in kept if m.kind != "number"] + _numbered(view, kept)
    excluding = frozenset() if _why_not(view) else EXCLUDING
    numbers = _excluded_by_number(view, kept, excluding)
    out = [m for m in kept if (m.cues & excluding and not left_over(view, m) and (is_entry(view, m) or is_value(view, m))) or m.id in numbers]
    out = [m for m in out if m in kept and not _troubled(view, m, kept)]
    if out:
        kept = [m for m in kept if m not in out or (len(kept) == 1 and "excluded" not in m.cues and not _outside(view, m))]
    return _sorted(view, kept)._replace(
        excluded=_unique([m.id for m in out if m not in kept]),
        numbers=tuple([m.id for m in kept if m.kind == "number" and not (numbers and m.cues & excluding)]),
    )


def _troubled(view: View, mention: Mention, kept: Sequence[Mention]) -> bool:
    """'I do not feel much at BL-40': what is denied is done at the only entry named, which is meant all the same."""
    alone = not any(m.kind == view.domain.subject and m.id != mention.id for m in kept)
    before = view.heard.tokens[mention.start - 1].text if mention.start else ""
    return alone and mention.kind == view.domain.subject and "excluded" not in mention.cues and before in view.domain.words.get("placing", {})


def _sorted(view: View, kept: Sequence[Mention]) -> Named:
    """By what they name. A word may name a topic and a value ("lying down"): it is both."""
    subject = view.domain.subject
    values = [_of_one(view, m) for m in kept if is_value(view, m)]
    values += [value for m in kept if m.also for value in also(view, m)]
    outside = [v for v in values if view.domain.values[v].outside]
    return Named(
        entries=_unique([m.id for m in kept if m.kind == subject]),
        others=_unique([m.id for m in kept if m.kind != subject and is_entry(view, m)]),
        values=_unique([v for v in values if v not in outside]),
        outside=tuple(outside),
        codes=tuple([m for m in kept if m.kind == "code"]),
        ordinals=tuple([int(m.id) for m in kept if m.kind == "ordinal" and not (_alternative(view, m) or _of_a_pair(view, m))]),
        minutes=next((float(m.id) for m in reversed(kept) if m.kind == "minutes"), 0),  # 'I sat nine hours, and have got three minutes'
        measures=tuple([m.id for m in kept if m.kind == "measure"]),
    )


def left_over(view: View, mention: Mention) -> bool:
    """'all fine except that my back is stiff': a complaint told as the exception is what troubles; only a question leaves it out."""
    told = not any(clause.asks and clause.start <= mention.start < clause.end for clause in view.heard.clauses)
    return told and "spared" in mention.cues and mention.kind in view.domain.attributes and view.domain.attributes[mention.kind].helps


def _excluded_by_number(view: View, mentions: Sequence[Mention], excluding: frozenset[str]) -> tuple[str, ...]:
    """'BL forty, no, not forty, BL sixty': the number of a code says which entry is not meant, where another is named."""
    numbers = [m.id for m in mentions if m.kind == "number" and m.cues & excluding]
    if not numbers:
        return ()
    entries = by_number(view, numbers)
    kept = [m for m in mentions if not m.cues & excluding]
    others = any(m.kind == view.domain.subject and m.id not in entries for m in kept)
    meant = by_number(view, [m.id for m in kept if m.kind == "number" and m.id not in numbers])  # 'not 25, I meant 52'
    return entries if others or meant else ()


def _of_one(view: View, mention: Mention) -> str:
    """The value that is meant: 'the foot one' is not all there is on the foot, where the subject tells which one and nothing more is said."""
    value = view.domain.values[mention.id]
    if not value.one or not _single(view, mention):
        return mention.id
    others = [m for m in view.heard.mentions if m.kind == mention.kind and m.id != mention.id]
    told = any(not _single(view, other) and in_one(view, (mention.id, other.id)) for other in others)
    before = {token.text for token in view.heard.tokens[max(mention.start - HEAD_BEFORE, 0) : mention.start]}
    other = any(view.domain.words.get("pointing", {}).get(word) == OTHER for word in before)  # 'the other foot point'
    return mention.id if told or other or any(m.kind == "ordinal" for m in view.heard.mentions) else value.one


def _single(view: View, mention: Mention) -> bool:
    """Whether a value is said of a single thing: 'the foot one', 'the one on the foot'."""
    heads = {word for word, role in view.domain.words.get("heads", {}).items() if role == talked.ONE} | {
        view.domain.kinds[view.domain.subject]["one"]
    }
    tokens, light = all_words(view), view.domain.words.get("light", {})
    before = tokens[max(mention.start - HEAD_BEFORE, 0) : mention.start]
    behind = any(word in heads and the in light for the, word in pairwise(before))
    return behind or not heads.isdisjoint(tokens[mention.end - 1 : mention.end + 1])


def _alternative(view: View, mention: Mention) -> bool:
    """'the leg that hurts or the other?': what stands against something else in the same question is no other entry."""
    return int(mention.id) == 0 and mention.start > 0 and view.heard.tokens[mention.start - 1].text in logic(view, "against")


def _of_a_pair(view: View, mention: Mention) -> bool:
    """'and the other leg?': the other of what everybody has two of is no other entry; 'the other foot point' is one."""
    following = [token.text for token in view.heard.tokens[mention.end : mention.end + 2]]
    if int(mention.id) or not following or following[0] not in view.domain.words.get("paired", {}):
        return False
    return {*view.domain.words.get("heads", {}), *view.domain.kinds[view.domain.subject].values()}.isdisjoint(following[1:])


def _outside(view: View, mention: Mention) -> bool:
    """Whether it is a value that is not covered: denied ('I did not lose weight') or taken back it is no matter."""
    return is_value(view, mention) and view.domain.values[mention.id].outside


def also(view: View, mention: Mention) -> list[str]:
    """Values that a word may mean beside what it names; what is not covered only where that is no value itself: 'the hip one' for tight hips."""
    refs = [ref.partition(":") for ref in mention.also]
    values = [value for attribute, _, value in refs if attribute in view.domain.attributes]
    inside = is_value(view, mention) and not view.domain.values[mention.id].outside
    return [value for value in values if not (inside and view.domain.values[value].outside)]


def _why_not(view: View) -> bool:
    """'why not the one on the foot?' asks about that one."""
    if view.domain.words.get("question_words", {}).get(view.heard.tokens[0].text) != REASON:
        return False
    return not logic(view, "denies").isdisjoint([token.text for token in view.heard.tokens[1:4]])


def _unique(ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids)) if ids else ()


def _corrected(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """'BL-23, no wait, BL-60': what stands before the correction gives way to what follows of the same kind."""
    if not any(scope.cue == "correction" for scope in view.heard.scopes):
        return list(mentions)
    meant = [m for m in view.heard.mentions if not m.cues & EXCLUDING]
    cut = max((at for at in _corrections(view) if any(m.start >= at for m in meant)), default=None)
    if cut is None:
        return list(mentions)
    after = [m for m in meant if m.start >= cut]
    kinds = {m.kind for m in after}
    if by_number(view, [m.id for m in after if m.kind == "number"]):
        kinds.add(view.domain.subject)  # 'BL-25, sorry, I meant 52'
    entry = view.domain.subject in kinds
    numbered = [m for m in mentions if entry and m.kind == "number" and m.start < cut and by_number(view, (m.id,))]  # '52, make that BL-23'
    given_up = [m for m in mentions if m.start < cut and (m.kind in kinds or m in numbered or (is_value(view, m) and _gives_way(view, m, after)))]
    kept = [m for m in mentions if m not in given_up]
    given_way = {view.domain.subject if m in numbered else m.kind for m in given_up}
    numbers = [m for m in after if m.kind == "number" and view.domain.subject in given_way and by_number(view, (m.id,))]
    instead = [m for m in after if m not in kept and (m.kind in given_way or m in numbers)]
    return [*kept, *instead]


def _gives_way(view: View, mention: Mention, after: Sequence[Mention]) -> bool:
    """Whether a value is taken back by others: one that is not covered by any ('the shoulder one, no wait, the one for the bowels'), what
    described one thing by what describes another ('the fist one, no, the foot one').
    """
    described = [m for m in after if is_value(view, m)]
    return bool(described) and (_outside(view, mention) or any(_single(view, m) for m in described))


def _corrections(view: View) -> Iterator[int]:
    """Where a correction begins: at its cue, or before it with what was named last in another clause: '..., the foot one I meant'."""
    for scope in view.heard.scopes:
        if scope.cue != "correction":
            continue
        yield scope.said
        before = [m for m in view.heard.mentions if m.end <= scope.said]
        last = before[-1] if before and before[-1].end >= scope.said - CORRECTED_BEHIND else None
        clause = next((c for c in view.heard.clauses if last and c.start <= last.start < c.end), None)
        if last and clause and any(m.kind == last.kind and m.end <= clause.start for m in before):
            yield last.start


def _numbered(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """'23 and 25': two numbers or more that are all numbers of entries stand for these; so does one joined to an entry: 'BL-23 or 25'."""
    numbers = _spelled(view, [m for m in mentions if m.kind == "number"])
    ends = {m.end for m in mentions if m.kind == view.domain.subject}
    if ends:
        return _listed(view, numbers, ends)
    if len(numbers) < 2:
        return numbers
    known = {number: by_number(view, (number,)) for number in {m.id for m in numbers}}
    found = [known[m.id] for m in numbers]
    if not all(found):
        return numbers
    return [m._replace(kind=view.domain.subject, id=ids[0]) for m, ids in zip(numbers, found, strict=True)]


def _listed(view: View, numbers: Sequence[Mention], ends: set[int]) -> list[Mention]:
    """'BL-23, 25 and 52': numbers that go on a list of entries as the entries that have them; not 'BL-40 and 25 times a day'."""
    out = []
    for number in numbers:
        ids = by_number(view, (number.id,)) if _goes_on(view, number, ends) else ()
        if len(ids) == 1:
            number = number._replace(kind=view.domain.subject, id=ids[0])
            ends = {*ends, number.end}
        out.append(number)
    return out


def _goes_on(view: View, number: Mention, ends: set[int]) -> bool:
    """Whether a number stands behind a comma, or an 'and' or 'or', after what ends there, and nothing is counted with it."""
    tokens, links = view.heard.tokens, logic(view, "joins", "against")
    joined = number.start - 1 in ends and tokens[number.start - 1].text in links
    listed = number.start in ends and tokens[number.start - 1].stop == ","
    following = tokens[number.end].text if number.end < len(tokens) and not tokens[number.end - 1].stop else ""
    small = {*links, *view.domain.words.get("fillers", {}), *view.domain.words.get("polar", {})}
    return (joined or listed) and (not following or following in small)


def _spelled(view: View, numbers: Sequence[Mention]) -> list[Mention]:
    """'four zero': two digits said one after the other are the number of an entry, where one has it."""
    out = list(numbers[:1])
    for mention in numbers[1:]:
        joined = out[-1].id + mention.id
        digits = len(joined) == 2 and out[-1].end == mention.start and not view.heard.tokens[mention.start - 1].stop
        if digits and by_number(view, (joined,)):
            out[-1] = out[-1]._replace(id=joined, end=mention.end)
        else:
            out.append(mention)
    return out


def by_number(view: View, numbers: Sequence[str]) -> tuple[str, ...]:
    """'forty' alone: the entries whose code has that number, covered ones first."""
    if not numbers:
        return ()
    wanted = set(numbers)
    named = [view.domain.entries[id_] for id_ in view.domain.entries if id_.rpartition("-")[2] in wanted]
    found = [e for e in named if e.kind == view.domain.subject]
    return tuple(e.id for e in sorted(found, key=lambda e: not e.covered))


def in_one(view: View, values: Sequence[str]) -> bool:
    """Whether values are said of one: 'beside the spine at the hip bones', and not 'on the foot or the ankle'."""
    spans = sorted((m.start, m.end) for m in view.heard.mentions if m.id in values)
    between = [token for (_, end), (start, _) in pairwise(spans) for token in view.heard.tokens[end - 1 : start]]
    parting = {*view.domain.words.get("links", {}), *logic(view, "against")}
    return not any(token.stop or token.text in parting for token in between)
