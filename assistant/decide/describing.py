"""Which entries a clause is about that names none of them: described, counted, pointed at, or left over from before.

Not here: what is named (naming), and what is asked of the entries (questions).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.decide import polar, talked
from assistant.decide.naming import EXCLUDING, HEAD_BEFORE, Named, in_one
from assistant.decide.state import Ask, Pending
from assistant.decide.view import View, all_words, covered, has, having, is_value, sides
from assistant.model import Intent
from assistant.understand.mentions import Mention
from assistant.understand.sentences import LIGHTEST

MOST_DESCRIBED = 3  # a description that fits more entries than this is not one


def by_channel(view: View, entries: Sequence[str]) -> tuple[str, ...]:
    """'bladder, I mean': of these entries those whose code begins with letters that are said, or with the name of their channel.

    'not the bladder one': those of the others.
    """
    out = {place for scope in view.heard.scopes if scope.cue in EXCLUDING for place in range(scope.start, scope.end)}
    words = all_words(view)
    said = _channels(view, [word for place, word in enumerate(words) if place not in out])
    if not said and (excluded := _channels(view, [word for place, word in enumerate(words) if place in out])):
        return tuple(e for e in entries if e.rpartition("-")[0] not in excluded)
    return tuple(e for e in entries if e.rpartition("-")[0] in said)


def _channels(view: View, words: Sequence[str]) -> list[str]:
    """The prefixes of the codes whose letters, or whose channel, these words name."""
    spoken = f" {' '.join(words)} "
    return [family.prefix for family in view.domain.codes if any(f" {word} " in spoken for word in family.spellings if len(word) > 1)]


def described(view: View, names: Named) -> tuple[str, ...]:
    """The entries that fit the description: 'the one behind the knee', 'the fist ones', 'the other one at the waist'.

    Values of attributes that do not describe (a position, a complaint) do so only when they leave a single entry.
    """
    attributes = view.domain.attributes
    telling = [v for v in names.values if attributes[view.domain.values[v].attribute].describes]
    among = [entry for entry in covered(view.domain) if entry.id not in names.excluded]
    if telling:
        fitting = having(view.domain, telling, among)
        closer = tuple(id_ for id_ in fitting if all(has(view.domain, view.domain.entries[id_], v) for v in telling))
        return closer if closer and in_one(view, telling) else fitting
    fitting = having(view.domain, names.values, among) if names.values else ()
    return fitting if len(fitting) == 1 and not _only_ails(view, names) else ()


def _only_ails(view: View, names: Named) -> bool:
    """Whether what would describe an entry is told of oneself while another is talked of: 'my wrists get tired from this, which other way?'"""
    ails = all(view.domain.attributes[view.domain.values[v].attribute].helps for v in names.values)
    if not ails or not talked.points_back(view, view.talk.focus):
        return False
    chosen = any("chosen" in mention.cues for mention in view.heard.mentions if mention.id in names.values)  # 'the one for the bowels'
    return not (chosen or headed(view, names))


def misplaced(view: View, entries: Sequence[str], values: Sequence[str]) -> tuple[str, ...]:
    """The values that say where something is, and that none of these entries has: 'BL-23, right on the spine'."""
    attributes = {value: view.domain.attributes[view.domain.values[value].attribute] for value in values}
    places = [value for value, attribute in attributes.items() if attribute.describes and not attribute.asks]
    return tuple(value for value in places if entries and not any(has(view.domain, view.domain.entries[e], value) for e in entries))


def headed(view: View, names: Named) -> bool:
    """Whether a value is said of something: 'the fist ones', 'the ones with fists', 'fists and ...'."""
    heads = {*view.domain.words.get("heads", {}), *view.domain.words.get("joiners", {}), *view.domain.kinds[view.domain.subject].values()}
    said = [m for m in view.heard.mentions if m.id in names.values or m.id in names.outside]
    with_next = [view.heard.tokens[m.start + 1 : m.end + 1] for m in said]
    return any(token.text in heads for tokens in with_next for token in tokens) or any(_behind_head(view, m.start) for m in said)


def _behind_head(view: View, place: int) -> bool:
    """'the ones with fists', but not 'that one with fists'."""
    heads, light = view.domain.words.get("heads", {}), view.domain.words.get("light", {})
    before = [token.text for token in view.heard.tokens[max(place - HEAD_BEFORE, 0) : place]]
    return any(word in heads and the in light for the, word in pairwise(before))


def meant(view: View, names: Named, focus: Sequence[str]) -> tuple[str, ...]:
    """The entries a question is about: named outright, counted off, described, or talked about before."""
    if names.entries:
        return names.entries
    if names.ordinals:
        counted = talked.by_ordinal(view, names.ordinals)
        if counted:
            return counted
    fitting = described(view, names)
    asks = asked_for(view, names) or asked_of(view, names, focus) or of_one_side(view, names, focus) or with_tool(view, names, focus)
    of_focus = bool(focus) and asks
    if fitting and not _beside_name(view, names, focus) and not of_focus:
        again = tuple(entry for entry in focus if entry in fitting)
        return again or fitting
    return (() if fitting else talked.told_before(view, focus)) or tuple(entry for entry in focus if entry not in names.excluded)


def asked_of(view: View, names: Named, focus: Sequence[str]) -> bool:
    """'is that on the bladder channel?', 'is it the foot one?': whether a value is asked of what is talked of."""
    return bool(names.values or names.outside) and talked.points_back(view, focus) and polar.yes_or_no(view)


def of_one_side(view: View, names: Named, focus: Sequence[str]) -> bool:
    """'and on the left foot?': of what was talked of, the side is asked, and nothing is described."""
    said = [m for m in view.heard.mentions if is_value(view, m) and m.id in names.values]
    before = [{token.text for token in view.heard.tokens[max(m.start - 1, 0) : m.end]} for m in said]
    words = sides(view.domain) if len(focus) == 1 and said else frozenset()
    return bool(words) and all(not words.isdisjoint(some) for some in before)


def _beside_name(view: View, names: Named, focus: Sequence[str]) -> bool:
    """Whether only a tool or a position is said beside what the same message names: 'she showed me that one. What do my hands do?'"""
    here = {mention.id for mention in view.heard.mentions if mention.kind == view.domain.subject}
    here |= {*talked.by_ordinal(view, [int(m.id) for m in view.heard.mentions if m.kind == "ordinal"])}  # 'the third, where does that sit?'
    return bool(focus) and set(focus) <= here and all(view.domain.attributes[view.domain.values[v].attribute].asks for v in names.values)


def with_tool(view: View, names: Named, focus: Sequence[str]) -> bool:
    """'do I use my thumb?', 'fists for this, too?': a tool, or a position, for the one that is talked of."""
    tools = bool(names.values) and all(view.domain.attributes[view.domain.values[v].attribute].asks for v in names.values)
    return tools and len(focus) == 1 and not headed(view, names) and (talked.points_back(view, focus) or polar.yes_or_no(view))


def asked_for(view: View, names: Named) -> bool:
    """'which finger do I use?' asks for a tool of what is talked of, and describes nothing."""
    said = [m for m in view.heard.mentions if is_value(view, m) and m.id in names.values and view.domain.attributes[m.kind].asks]
    return bool(said) and all(_chosen(view, mention) for mention in said)


def _chosen(view: View, mention: Mention) -> bool:
    """Whether a name is asked for: 'which finger'."""
    selecting = view.domain.words.get("selecting", {})
    return any(selecting.get(token.text) == talked.CHOOSE for token in view.heard.tokens[max(mention.start - 1, 0) : mention.start + 1])


def chooses_of_all(view: View, start: int, end: int) -> bool:
    """Whether a clause chooses among entries: 'which of them', 'which are'; not 'which finger', 'which side'."""
    selecting, heads = view.domain.words.get("selecting", {}), view.domain.words.get("heads", {})
    words = [token.text for token in view.heard.tokens[start:end]]
    return any(selecting.get(word) == talked.CHOOSE and (len(after) <= LIGHTEST or after in heads) for word, after in pairwise(words))


def which(intent: Intent, options: Sequence[str], names: Named) -> Ask:
    """A question back: which of these, or which at all."""
    return Ask(Pending("which", tuple(options)[:6], intent.id, names.values), "which" if options else "which_open")
