"""What a session is begun with: what is named, described, counted off or talked about, and nothing that is not wanted.

Not here: which steps it has (plans), and how it begins (respond.beginning).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide import naming, talked
from assistant.decide.describing import meant, which
from assistant.decide.naming import Named
from assistant.decide.state import Chat, Decision, Guide
from assistant.decide.talked import points_back
from assistant.decide.view import View, covered, having
from assistant.model import Intent, Kind


def guide(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """Start a session with what is named, described or talked about; with nothing of that, with all that fits."""
    if _only_denied(view, names):
        return Chat(intent.id, "correct_what", Kind.CLARIFY)  # 'no fists for me please' begins nothing
    back = points_back(view, focus)  # 'guide me through that, lying down': whatever routine the position is the name of
    routines = () if back else tuple(r for r in names.others if view.domain.entries[r].parts)
    counted = tuple(e for e in naming.by_number(view, names.numbers) if view.domain.entries[e].covered)[:1]  # 'forget that one, do 25'
    entries = tuple(part for r in routines for part in view.domain.entries[r].parts) or meant(view, names, ()) or counted
    entries = _without(view, entries, names)
    values = (*names.values, *(v for r in routines for vs in view.domain.entries[r].attributes.values() for v in vs))
    if not entries and not names.minutes and (back or not names.values):
        entries = tuple(e for e in focus if view.domain.entries[e].plans)
    elif len(entries) > 1 and not (routines or names.entries or names.excluded) and _one_wanted(view):
        return which(intent, entries, names)
    return Guide(tuple(entries), values, names.minutes)


def _only_denied(view: View, names: Named) -> bool:
    """Whether nothing is named but what is not wanted."""
    named_ = [m for m in view.heard.mentions if m.kind in view.domain.attributes]
    only = bool(named_) and len(named_) == len(view.heard.mentions) and not (names.entries or names.others or names.minutes)
    return only and all("denied" in m.cues and "excluded" not in m.cues for m in named_)  # 'all but the foot' names the others


def _without(view: View, entries: Sequence[str], names: Named) -> tuple[str, ...]:
    """'the routine, but not the knee': without what is excluded, by its name or by what describes it; of nothing that is named, of all."""
    attributes = view.domain.attributes
    described_by = [v for v in names.excluded if v in view.domain.values and attributes[view.domain.values[v].attribute].describes]
    gone = {*names.excluded, *having(view.domain, described_by, covered(view.domain))} if described_by else {*names.excluded}
    among = entries or tuple(e.id for e in covered(view.domain)) if gone & set(view.domain.covered) else entries
    return tuple(entry for entry in among if entry not in gone) or tuple(entries)


def _one_wanted(view: View) -> bool:
    """'the foot one' is one of them, 'the foot points' are all."""
    heads = view.domain.words.get("heads", {})
    return any(heads.get(token.text) == talked.ONE for token in view.heard.tokens)
