"""Why a message was read as it was: what was named, what it was taken for, what counted for that, the rule that decided.

As data for programs and as a tree for people. Not here: the reading (understand.reader) and the rules (decide.ladder).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.decide import ladder
from assistant.decide.case import look
from assistant.decide.signs import Seen
from assistant.decide.state import Conversation
from assistant.decide.view import View
from assistant.engine import Engine
from assistant.understand import mentions, scorer
from assistant.understand.reader import Understood, read
from assistant.understand.sentences import Clause
from assistant.understand.stems import stem

MOST_REASONS = 5  # for an intent, in the tree


def explained(engine: Engine, text: str) -> dict[str, Any]:
    """Everything that led to a decision, as data."""
    heard = read(engine.grammar, text)
    view = View(engine.domain, Conversation(), heard)
    case = look(view)
    rule, decision = next(((rule.__name__, d) for rule in ladder.LADDER if (d := rule(case)) is not None), ("", None))
    return {
        "words": [token.text for token in heard.tokens],
        "repaired": [list(pair) for pair in heard.repaired],
        "unknown": list(heard.unknown),
        "mentions": [
            {"words": _words(heard, m.start, m.end), "kind": m.kind, "id": m.id, "how": m.how, "cues": sorted(m.cues)} for m in heard.mentions
        ],
        "cues": [{"cue": s.cue, "said": _words(heard, s.said, s.until), "over": _words(heard, s.start, s.end)} for s in heard.scopes],
        "signs": [{"words": _words(heard, h.start, h.end), "part": h.ref} for h in heard.signs],
        "flags": [_seen(heard, found) for found in (*case.signs.urgent, *case.signs.soon)],
        "conditions": [_seen(heard, found) for found in case.signs.conditions],
        "clauses": [_clause(engine, heard, clause) for clause in heard.clauses],
        "rule": rule,
        "decision": _data(decision),
    }


def _seen(heard: Understood, found: Seen) -> dict[str, Any]:
    return {"id": found.id, "words": [_words(heard, a, b) for a, b in found.spans], "cues": sorted(found.cues)}


def _words(heard: Understood, start: int, end: int) -> str:
    return " ".join(token.text for token in heard.tokens[start:end])


def _clause(engine: Engine, heard: Understood, clause: Clause) -> dict[str, Any]:
    mine = [m._replace(start=m.start - clause.start, end=m.end - clause.start) for m in clause.mentions]
    words = mentions.masked(heard.tokens[clause.start : clause.end], mine, engine.grammar.plain)
    return {
        "words": _words(heard, clause.start, clause.end),
        "candidates": [
            {
                "intent": c.intent,
                "confidence": round(c.confidence, 3),
                "exact": c.exact,
                "because": [list(pair) for pair in scorer.because(engine.grammar.learned, words, c.intent)],
            }
            for c in clause.candidates
        ],
    }


def _data(value: Any) -> Any:
    """A decision as data; what is empty is left out."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        fields = {key: _data(inner) for key, inner in value._asdict().items() if inner not in ("", (), 0, None, False, {})}
        return {"is": type(value).__name__, **fields}
    if isinstance(value, Mapping):
        return {str(key): _data(inner) for key, inner in value.items()}
    return [_data(inner) for inner in value] if isinstance(value, tuple | list | frozenset) else value


# ---------------------------------------------------------------- for people


def tree(facts: Mapping[str, Any]) -> list[str]:
    """The same as indented lines."""
    return [
        f"words: {' '.join(facts['words'])}",
        *(f"  “{said}” is read as “{meant}”" for said, meant in facts["repaired"]),
        *(f"  nobody has written “{word}”" for word in facts["unknown"]),
        *_part("names", [f"“{m['words']}”: {m['kind']} {m['id']}, by {m['how']}{_under(m['cues'])}" for m in facts["mentions"]]),
        *_part("cues", [f"“{c['said']}” makes {c['cue']}: “{c['over']}”" for c in facts["cues"]]),
        *_part("parts of signs", _signs(facts["signs"])),
        *_part("flags and conditions", [f"{f['id']}: {' + '.join(f['words'])}{_under(f['cues'])}" for f in (*facts["flags"], *facts["conditions"])]),
        *(line for clause in facts["clauses"] for line in _read_as(clause)),
        f"rule: {facts['rule']}",
        *_decision(facts["decision"], 1),
    ]


def _part(title: str, lines: Sequence[str]) -> list[str]:
    return [title, *(f"  {line}" for line in lines)] if lines else []


def _signs(signs: Sequence[Mapping[str, str]]) -> list[str]:
    """Each words once, with all they are a part of."""
    parts: dict[str, list[str]] = {}
    for sign in signs:
        kind, _, name = sign["part"].partition(":")
        parts.setdefault(sign["words"], []).append(name if kind == "part" else f"{kind} {name}")
    return [f"“{words}”: {', '.join(some)}" for words, some in parts.items()]


def _under(cues: Iterable[str]) -> str:
    return f" ({', '.join(cues)})" if cues else ""


def _read_as(clause: Mapping[str, Any]) -> list[str]:
    """A clause with its candidates and what counted for and against each."""
    lines = [f"“{clause['words']}” is", *([] if clause["candidates"] else ["  like nothing that was written"])]
    for candidate in clause["candidates"]:
        lines.append(f"  {candidate['intent']} {candidate['confidence']:.2f}{', written word for word' if candidate['exact'] else ''}")
        reasons = _reasons(candidate["because"])
        for title, sign in (("for it", 1), ("against it", -1)):
            some = [f"{what} {abs(weight):.1f}" for what, weight in reasons if weight * sign > 0][:MOST_REASONS]
            lines += [f"    {title}: {', '.join(some)}"] if some else []
    return lines


def _reasons(because: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Features put together as people see them: a word with its stem, two words in a row, all letters.

    >>> _reasons([("=knees", 2.0), ("~kne", 1.0), ("+^ kne", 0.5), ("#kne", 0.25), ("#nee", 0.5)])
    [('knees', 3.0), ('letters', 0.75), ('kne at the beginning', 0.5)]
    """
    words = {stem(name[1:]): name[1:] for name, _ in because if name[0] == "="}
    sums: dict[str, float] = {}
    for name, weight in because:
        what = _shown(name, words)
        sums[what] = sums.get(what, 0.0) + weight
    return sorted(sums.items(), key=lambda item: -abs(item[1]))


def _shown(feature: str, words: Mapping[str, str]) -> str:
    sign, rest = feature[0], feature[1:]
    if sign == "#":
        return "letters"
    if sign != "+":
        return words.get(rest, rest) if sign == "~" else rest
    left, right = rest.split(" ", 1)
    return f"{right} at the beginning" if left == "^" else f"{left} at the end" if right == "$" else f"“{left} {right}”"


def _decision(data: Any, depth: int, title: str = "decision: ") -> list[str]:
    """Nested data, one thing a line."""
    pad = "  " * depth
    if isinstance(data, Mapping):
        lines = [f"{pad}{title}{data.get('is', '')}".rstrip(" :")]
        return lines + [line for key, inner in data.items() if key != "is" for line in _decision(inner, depth + 1, f"{key}: ")]
    if isinstance(data, list) and any(isinstance(inner, Mapping | list) for inner in data):
        return [f"{pad}{title}".rstrip(" :"), *(line for inner in data for line in _decision(inner, depth + 1, ""))]
    return [f"{pad}{title}{', '.join(map(str, data)) if isinstance(data, list) else data}"]
