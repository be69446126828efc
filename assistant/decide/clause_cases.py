"""The cases in which a clause asks something, the first that fits: each is a question about its reading.

Not here: which reading counts (clauses), and what answers each (clause_answers).
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.decide import acts, describing, naming, polar, talked
from assistant.decide.clause_answers import (
    Reading,
    acted,
    both,
    checked,
    chosen,
    either,
    fitting,
    guided,
    listed,
    narrowed,
    near_doing,
    of_two,
    pointed_out,
    put_right,
    questioned,
    rivals,
    side_by_side,
    which_meant,
)
from assistant.decide.comparing import aspect, compared
from assistant.decide.doing import chosen_for
from assistant.decide.readings import LIKELY, time_given
from assistant.decide.state import Decision
from assistant.decide.supposing import asks_of_focus
from assistant.decide.view import SURE, VERY_SURE, has, helped_with, intent_of, is_value, marked, words_of

NAMED_COMPLAINT = 0.88  # an entry and a complaint in one sentence: nearly always 'is it good for that?'
STRUCTURAL = 0.45  # below this, what is named counts more than the words between


def _supposes(reading: Reading) -> bool:
    """Whether what is named counts more than the words between: an entry with a complaint asks whether it helps."""
    view, names = reading.view, reading.names
    does = reading.intent.reply.do
    if not names.entries or reading.first.exact or does == "guide" or (does == "compare" and len(names.entries) > 1):
        return False
    complaint = helped_with(view.domain, names.values)
    surely = reading.first.confidence >= SURE and bool(reading.intent.reply.facets)
    if complaint and surely and polar.asks_for(view):
        return False  # 'tell me how that one is supposed to free the hips'
    if (names.values or names.outside or names.minutes) and polar.supposed(view) and not _beside(reading):
        return True  # "it is on the kneecap, right?", "ten minutes, right?": both want a yes or a no
    if _why_misplaced(reading):
        return True
    if does in ("helps", "check"):
        return False
    if complaint and any(scope.cue == "says_who" for scope in view.heard.scopes):
        return True  # 'who says that it helps with that?': what the sources say of it
    if not complaint and polar.asks_for(view) and reading.first.confidence >= LIKELY and reading.intent.reply.facets:
        return False  # 'how hard on the foot': it asks for something, and the place stands beside it
    named = VERY_SURE if polar.yes_or_no(view) else NAMED_COMPLAINT  # 'does this one ease that?' asks whether it helps
    return reading.first.confidence < (named if complaint else STRUCTURAL if names.values or names.outside else 0)


def _narrows(reading: Reading) -> bool:
    """'where is the waist one?' ... 'the one for the bowels': of several that were told one is meant, and the question stands."""
    view, names = reading.view, reading.names
    words, heads = words_of(view, reading.clause)[:2], view.domain.words.get("heads", {})
    one = len(words) > 1 and words[0] in view.domain.words.get("light", {}) and heads.get(words[1]) == talked.ONE
    fits = one and len(reading.focus) > 1 and not names.entries and acts.asked_of_one(view) and not marked(view)
    return fits and len(fitting(reading)) == 1


def _beside(reading: Reading) -> bool:
    """'to find it, my leg must be straight, right?', 'every day, or is that overdoing it?': what is surely asked is nothing that the
    places or complaints named could tell.
    """
    domain, reply = reading.view.domain, reading.intent.reply
    values = [domain.attributes[domain.values[v].attribute] for v in (*reading.names.values, *reading.names.outside)]
    places = bool(values) and all((a.helps or (a.describes and not a.asks)) and a.facet not in reply.facets for a in values)
    wrong = describing.misplaced(reading.view, reading.names.entries, (*reading.names.values, *reading.names.outside))
    return places and not wrong and not reading.names.minutes and bool(reply.facets) and reading.first.confidence >= VERY_SURE


def _why_misplaced(reading: Reading) -> bool:
    """'why is that one on the inside?' takes for granted that it is there: one word stands between an entry and where it is not."""
    view, mentions = reading.view, reading.clause.mentions
    if len(mentions) != 2 or mentions[0].kind != view.domain.subject or not is_value(view, mentions[1]):
        return False
    words, tokens, begins = view.domain.words, view.heard.tokens, reading.clause.start
    opening, between = (
        [token.text for token in tokens[start:end] if token.text not in words.get("light", {})]
        for start, end in ((begins, mentions[0].start), (mentions[0].end, mentions[1].start))
    )
    asks = len(opening) == 2 and words.get("question_words", {}).get(opening[0]) == naming.REASON and opening[1] in words.get("polar", {})
    places = view.domain.attributes[mentions[1].kind]
    there = has(view.domain, view.domain.entries[mentions[0].id], mentions[1].id)
    return asks and len(between) == 1 and places.describes and not places.asks and not there


def _compares(reading: Reading) -> bool:
    """'BL-23 is below BL-25, is it not?': two entries and a word that compares, whatever else there is."""
    doing, entries = reading.intent.reply.do, reading.names.entries
    choosing = doing == "most" and not any(scope.cue == "supposed" for scope in reading.view.heard.scopes)
    return len(entries) == 2 and not reading.first.exact and doing != "compare" and not choosing and compared(reading.view, entries) is not None


def _chooses_for(reading: Reading) -> bool:
    """'BL-23 or BL-25, which is for digestion?', whatever else it resembles."""
    return len(reading.names.entries) > 1 and chosen_for(reading.view, reading.intent, reading.names) is not None


def _chooses_of_two(reading: Reading) -> bool:
    """'which is lower?', 'are they equally high?' after two were told of, whatever else it resembles."""
    view, names, two = reading.view, reading.names, talked.pair(reading.view)
    if names.entries or names.others or names.codes or len(two) != 2 or reading.intent.reply.do == "compare":
        return False
    chooses = any(view.domain.words.get("selecting", {}).get(word) == talked.CHOOSE for word in words_of(view, reading.clause))
    by = compared(view, two)
    return by is not None and (chooses or by.alike)


def _in_one_respect(reading: Reading) -> bool:
    """'do they take the same time?': two entries and a word for whether they are alike, whatever else it resembles."""
    alike = any(token.text in reading.view.domain.words.get("alike", {}) for token in reading.view.heard.tokens)
    entries = reading.names.entries or talked.wholly(reading.view)  # 'do both take the same time?'
    return alike and len(entries) > 1 and not reading.first.exact and bool(aspect(reading.view, entries))


def _wants_routine(reading: Reading) -> bool:
    """'ten minutes of the lying routine', 'do a routine': a time and a routine, whatever the words between, or nothing but an order to do one."""
    entries = reading.view.domain.entries
    if reading.first.exact or not any(entries[other].parts for other in reading.names.others):
        return False
    unsure = reading.first.confidence < SURE
    return (unsure and time_given(reading.view, reading.names)) or (polar.orders(reading.view, reading.clause) and _only_names(reading))


def _only_names(reading: Reading) -> bool:
    """Whether beside names and the verb there are small words alone."""
    tables, clause = reading.view.domain.words, reading.clause
    inside = {place for mention in clause.mentions for place in range(mention.start, mention.end)}
    left = [reading.view.heard.tokens[place].text for place in range(clause.start, clause.end) if place not in inside]
    small = {word for group in ("light", "asides", "fillers", "links", "leads", "polar") for word in tables.get(group, {})}
    return all(word in small for word in left)


def _lists(reading: Reading) -> bool:
    """'actually, is there one I can do sitting?', 'which can I do with my fists?'; not 'which is it, thumbs or fists?'"""
    heads = reading.view.domain.words.get("heads", {})
    headed = reading.first.confidence >= VERY_SURE and any(word in heads for word in words_of(reading.view, reading.clause))
    chooses = len(reading.names.values) == 1 and describing.chooses_of_all(reading.view, reading.clause.start, reading.clause.end)
    return headed or chooses


def _of_focus(reading: Reading) -> bool:
    """'with fists?', 'do both use fists?' are about what is talked of: no wish for a list, and a yes or no is the answer."""
    if reading.first.exact:
        return _with_tool(reading)
    if reading.intent.reply.do == "list" and _lists(reading):
        return False
    topic = bool(reading.intent.reply.entry) and reading.first.confidence >= VERY_SURE and not reading.clause.bare
    if asks_of_focus(reading.view, reading.names, reading.focus) and not topic:  # 'should she use her fists?' is about who helps
        return reading.intent.reply.do == "list" or polar.yes_or_no(reading.view)
    return bool(reading.intent.reply.entry) and _asks_whether(reading)


def _with_tool(reading: Reading) -> bool:
    """'my thumbs are too big for GB-41. Would a finger do?': worded as a question for a list, and asked of the one talked of."""
    domain, values = reading.view.domain, reading.names.values
    tools = bool(values) and all(domain.attributes[domain.values[v].attribute].asks for v in values) and not reading.names.entries
    return tools and len(reading.focus) == 1 and reading.intent.reply.do == "list" and polar.opens(reading.view, reading.clause)


def _asks_whether(reading: Reading) -> bool:
    """'is that on the bladder channel?' resembles a question about that channel, and asks of which one the one talked of is."""
    view, names = reading.view, reading.names
    if names.entries or len(reading.focus) != 1 or not describing.asked_of(view, names, reading.focus):
        return False
    facet = view.domain.attributes[view.domain.values[(*names.values, *names.outside)[0]].attribute].facet
    return any(c.confidence >= LIKELY and facet in intent_of(view, c).reply.facets for c in reading.clause.candidates)


def _corrects(reading: Reading) -> bool:
    """'neither, I meant the one behind the knee': what was asked last is asked of the one described."""
    corrected = any(scope.cue == "correction" for scope in reading.view.heard.scopes)
    lists = reading.intent.reply.do in ("list", "overview") and not reading.first.exact
    return corrected and lists and acts.asked_of_one(reading.view) and bool(describing.described(reading.view, reading.names))


def _is_either(reading: Reading) -> bool:
    return either(reading) is not None


def _points_out(reading: Reading) -> bool:
    """'which of them goes by that name?': one entry is named, it is asked which it is, and no question is read surely."""
    words = words_of(reading.view, reading.clause)
    selecting = reading.view.domain.words.get("selecting", {})
    return len(reading.names.entries) == 1 and _is_close(reading) and any(selecting.get(word) == talked.CHOOSE for word in words)


def _chooses_by_value(reading: Reading) -> bool:
    """'which of the six are to be found on the back?': those that have what describes them, whatever is done with it."""
    view, names = reading.view, reading.names
    telling = [v for v in names.values if view.domain.attributes[view.domain.values[v].attribute].describes]
    if not telling or names.entries or reading.first.exact or not reading.intent.reply.facets or reading.intent.reply.entry:
        return False
    return describing.chooses_of_all(view, reading.clause.start, reading.clause.end)


def _is_close(reading: Reading) -> bool:
    # what is not covered is said first, whatever was asked of it
    elsewhere = reading.names.codes or (helped_with(reading.view.domain, reading.names.outside) and not reading.names.values)
    strange = bool(elsewhere) and not reading.names.entries
    return reading.first.confidence < SURE and not strange and bool(rivals(reading))


def _helps_with(reading: Reading) -> bool:
    """'and does it really help the bowels, or is that just a story': a complaint beside a word that points back, and no surer reading."""
    view, names, focus = reading.view, reading.names, reading.focus
    complaint = helped_with(view.domain, names.values) and not (names.entries or names.others)
    return (
        bool(complaint)
        and len(focus) == 1
        and talked.points_back(view, focus)
        and reading.first.confidence < NAMED_COMPLAINT
        and polar.opens(view, reading.clause)
    )


def _in_short(reading: Reading) -> bool:
    """An entry is named, and what is asked may be to hear of it in short: that tells something of the other reading, too."""
    return len(reading.names.entries) == 1 and _is_close(reading) and near_doing(reading, "overview") is not None


def _is_act(reading: Reading) -> bool:
    return bool(reading.intent.reply.act)


def _always(reading: Reading) -> bool:
    return True


Case = tuple[Callable[[Reading], bool], Callable[[Reading], Decision | None]]
CASES: tuple[Case, ...] = (
    (_narrows, narrowed),  # 'the one for the bowels'
    (_chooses_for, chosen),  # 'BL-23 or BL-25, which is for digestion?'
    (_compares, side_by_side),  # 'BL-23 is below BL-25, right?'
    (_chooses_of_two, of_two),  # 'which is lower?'
    (_in_one_respect, side_by_side),  # 'are they held for the same time?'
    (_supposes, checked),  # 'BL-40 for a headache', 'it is on the kneecap, right?'
    (_wants_routine, guided),  # 'ten minutes of the lying routine'
    (_corrects, put_right),  # 'no, I meant the one behind the knee'
    (_of_focus, checked),  # 'with fists?'
    (_is_either, both),  # where it is and how to find it
    (_chooses_by_value, listed),  # 'which of them are to be found on the back?'
    (_points_out, pointed_out),  # 'which one goes by that name?'
    (_helps_with, checked),  # 'does it really help the bowels, or is that just a story'
    (_in_short, pointed_out),  # 'then one you do know, the knee one'
    (_is_close, which_meant),
    (_is_act, acted),  # 'no, the ankle one'
    (_always, questioned),
)
