"""Whose it is: what is told of somebody else, whom a message is about, and what is known of them.

Not here: which conditions a message shows (safety), and what is kept of them (remember).
"""

from __future__ import annotations

from itertools import pairwise

from assistant.decide import joined
from assistant.decide.signs import Seen
from assistant.decide.state import Fact
from assistant.decide.view import View, acts_of, says

FOR_OTHER, TOLD = "other", "told"  # whom it is about: who it is said to be for, or of whom something was told
OF_OTHERS = frozenset(("other", "patient"))  # cues of a message about somebody else: 'could she do that one?', 'press it on him'


def somebody_elses(view: View, found: Seen) -> bool:
    """'mum has that, I do not: where is it?': what others have is no advice to one who asks for themselves."""
    if "other" not in found.cues:
        return False
    if any(scope.cue == "own" for scope in view.heard.scopes) and not _asks_of_another(view):
        return joined.asks(view) or bool(acts_of(view))  # where nothing is asked, it is told to be heeded
    return _is_teller(view) or _asks_of_own(view, found) or _tells_own(view, found)


def _asks_of_another(view: View) -> bool:
    """'my wife is pregnant, I am not: may I press her ankle?' is for her; 'his back was operated on, not mine. What is it good for?' is not."""
    asking = [clause for clause in view.heard.clauses if clause.asks]
    return any(scope.cue == "patient" and clause.start <= scope.said < clause.end for scope in view.heard.scopes for clause in asking)


def _is_teller(view: View) -> bool:
    """'my grandson told me about it': who only told, gave or does something, and is not to be treated."""
    said = {scope.cue for scope in view.heard.scopes}
    return "teller" in said and "patient" not in said


def _asks_of_own(view: View, found: Seen) -> bool:
    """'my brother has a new hip. Should I warm my back?': the question is of what is one's own, and names nobody else."""
    for clause in view.heard.clauses:
        others = any(scope.cue in ("other", "patient") and clause.start <= scope.said < clause.end for scope in view.heard.scopes)
        told = any(clause.start <= start < clause.end for start, _ in found.spans)
        if clause.asks and not (others or told) and says(view, "own", clause.start, clause.end):
            return True
    return False


def _tells_own(view: View, found: Seen) -> bool:
    """'my uncle had a stroke. I am forty, just stiff', 'she is pregnant, but it is my back that is stiff': behind what another has, the one
    who talks tells what troubles themselves.
    """
    words, tokens = view.domain.words, view.heard.tokens
    links = words.get("links", {})
    small = {*links, *words.get("fillers", {})}
    ends = sorted(
        {0, *(n + 1 for n, token in enumerate(tokens) if token.stop), *(n for n, token in enumerate(tokens) if token.text in links), len(tokens)}
    )
    own = False
    for start, end in pairwise(ends):
        if any(scope.cue in ("other", "patient") and start <= scope.said < end for scope in view.heard.scopes):
            own = False
            continue
        first = next((token.text for token in tokens[start:end] if token.text not in small), "")
        mine = first in words.get("selves", {}) or says(view, "own", start, end)
        own = own or (mine and all(stop <= start for _, stop in found.spans))
        helping = (m for m in view.heard.mentions if start <= m.start < end and m.kind in view.domain.attributes)
        if own and any(view.domain.attributes[m.kind].helps for m in helping):
            return True
    return False


def facts(view: View) -> tuple[Fact, ...]:
    """What is known of the person this message is about; in doubt what is known of the one who talks, too."""
    about = whom(view)
    if about == FOR_OTHER:
        return tuple(f for f in view.talk.facts if f.whose)
    other = bool(about) or (any(scope.cue in OF_OTHERS for scope in view.heard.scopes) and not _own_last(view))
    return tuple(f for f in view.talk.facts if (f.whose == "other") == other or not f.whose)


def whom(view: View) -> str:
    """Whom it is about: somebody else as long as nobody speaks of themselves again: 'it is for my mum' ... 'and for me?'"""
    said = {scope.cue for scope in view.heard.scopes}
    if "for_other" in said:
        return FOR_OTHER
    if not view.talk.whom or (OF_OTHERS & said and not _own_last(view)):
        return view.talk.whom
    about_me = "own" in said or says(view, "own")
    if about_me or (view.talk.whom == TOLD and joined.speaks_of_self(view)):
        return ""
    return view.talk.whom


def _own_last(view: View) -> bool:
    """'she will ask. Now me, which one?': whether what turns to the one who talks stands behind all that is said of another."""
    own = [scope.until for scope in view.heard.scopes if scope.cue == "own"]
    return bool(own) and max(own) >= max(scope.until for scope in view.heard.scopes if scope.cue in OF_OTHERS)
