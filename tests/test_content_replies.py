"""Every reply in the content can be said: what nothing in the program and no intent asks for is a sentence kept up for nobody."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from assistant import content
from assistant.content.vocabulary import ACTS, CUES, DO, MOVES
from assistant.decide.moved import VOICE
from assistant.decide.session import Role
from assistant.devices.recording import RECORDED
from assistant.model import Domain
from assistant.respond.marks import CHOICES
from tests.files import data

ROOT = Path(__file__).resolve().parents[1]
SAYING = ("decide", "respond", "devices/terminal/hold.py", "api.py", "notes.py")  # what chooses replies; the rest of assistant/ only shows them
COMMON = "knowledge/common/phrases.yaml"
SUBJECTS = {
    "acupressure": "knowledge/acupressure/phrases.yaml",
    "espresso": "examples/espresso/knowledge/espresso/phrases.yaml",
}

# Ids that no module holds in full, because they are composed where they are said: family, members, and where that is.
FAMILIES = {
    "a question asked again (compose._ask)": [f"{reason}_again" for reason in ("which", "which_open", "did_you_mean", "compare_need_two", "cleared")],
    "how a session begins (opening._start)": [
        "".join(parts) for parts in product(("session_start", "session_rest"), ("", "_one"), ("", "_in"), ("", "_spoken"))
    ],
    "how it is to sound (guided.steer)": [f"{move}_ok" for move in (*VOICE, *(f"cues_{choice}" for choice in CHOICES))],
    "what a step is for (guidance.report)": [f"phase_{role.value}" for role in Role],
    "before and after a session (guided.rated)": ["better", "same", "worse"],
    "answers short or in full from here on (acts._length)": ["brief_ok", "in_full_ok"],
    "how somebody feels (acts._felt, answers, notes)": ["better_plain", "same_plain", "worse_plain"],
    "what comes next in a routine (telling._beside)": ["follows", "precedes", "follows_none", "precedes_none"],
    "whether one is more than the other (telling._compared)": ["check_yes", "check_no"],
    "the diary (charts.sentence, charts.chart)": [
        f"diary_{part}" for part in ("empty", "few", "better", "worse", "same", "right_after", "notes", "severe", "rising", "scale", "weeks")
    ],
    "a move where no session runs (ladder._move_outside)": [f"{move}_outside" for move in MOVES],
}


def test_every_common_reply_can_be_said() -> None:
    dead = _dead(COMMON, content.load(ROOT, "acupressure"))
    assert not dead


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_reply_of_a_subject_can_be_said(name: str) -> None:
    path = SUBJECTS[name]
    dead = _dead(path, content.load(ROOT / path.partition("knowledge/")[0], name))
    assert not dead


@pytest.mark.parametrize("dead", ["sources_differ", "rest", "fallback_again", "cues_loud_ok", "recorded_sources_differ"])
def test_a_reply_that_nothing_says_is_found(dead: str) -> None:
    """Also one that is called like an act, or like a family without being of it."""
    assert dead not in _said(content.load(ROOT, "acupressure"), {dead})


def _dead(path: str, domain: Domain) -> list[str]:
    written = set(data(ROOT / path))
    return sorted(written - _said(domain, written))


def _said(domain: Domain, written: set[str]) -> set[str]:
    """Those of some replies that the program, an intent of the subject or another reply of it says."""
    replies = [reply for intent in domain.intents.values() for reply in (intent.reply, intent.otherwise) if reply]
    blanks = {blank for variants in domain.phrases.values() for text in variants for blank in re.findall(r"\{([a-z_]+)\}", text)}
    members = {member for family in FAMILIES.values() for member in family}
    said = _literals() | members | blanks | {reply.say for reply in replies} | set(_of_subject(domain))
    said |= {f"why_{reply}" for reply in said}  # reasons.why: the reason of the reply before
    said |= {f"{RECORDED}{reply}" for reply in said}  # devices.recording: the same in a sound file
    return written & said


def _of_subject(domain: Domain) -> Iterator[str]:
    """Ids made of what the subject calls things (limits, telling)."""
    yield from (f"outside_{attribute}" for attribute in domain.attributes)
    yield from (f"list_{attribute}{single}" for attribute in domain.attributes for single in ("", "_one"))
    yield from (f"asked_{facet}" for facet in domain.facets)


@cache
def _literals() -> frozenset[str]:
    """The strings of the modules that choose replies. One that names an act, a move or a cue as well counts only where it is said."""
    folders = [ROOT / "assistant" / part for part in SAYING]
    paths = [path for part in folders for path in ([part] if part.suffix else sorted(part.rglob("*.py")))]
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    said = [node for call in nodes if _says(call) for node in ast.walk(call)]
    return frozenset((_strings(nodes) - {*DO, *MOVES, *ACTS, *CUES}) | _strings(said))


def _says(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"


def _strings(nodes: Iterable[ast.AST]) -> set[str]:
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
