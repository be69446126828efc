"""The folders keep their order, the inside of the program keeps its hands off the world, and no code knows the subject.

What is read is the source, not what happens to be imported in a run: imports inside functions count as well.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from assistant.commands.line import COMMANDS
from tests.files import data

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "assistant"

# Each may import itself and what stands on a line above it (docs/architecture.md).
LAYERS = (
    ("__init__", "errors", "expanding", "model", "templates", "values"),
    ("content",),
    ("understand",),
    ("decide",),
    ("respond",),
    ("engine", "remember"),
    ("devices",),
    ("app", "log", "notes", "posted", "reply"),
    ("api",),
    ("authoring",),
    ("commands",),
    ("__main__",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}

# What reaches other machines: nobody imports it, nowhere.
NETWORK = frozenset((
    "socket", "socketserver", "ssl", "http", "urllib", "ftplib", "smtplib", "poplib", "imaplib", "telnetlib", "xmlrpc", "requests", "httpx",
))  # fmt: skip

# The names below have no clock, no chance, no thread, no network and no file ...
PURE = tuple(name for names in LAYERS[: RANK["devices"]] for name in names)
WORLD = frozenset((
    "time", "datetime", "random", "secrets", "threading", "multiprocessing", "subprocess", "asyncio", "socket", "ssl", "http", "urllib",
    "sqlite3", "tempfile",
))  # fmt: skip
OPENING = frozenset((
    "open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "scandir", "iterdir", "glob", "rglob", "mkdir", "unlink", "input",
    "print",
))  # fmt: skip
# ... but for these, each with its reason.
MAY_OPEN = {
    "content": "it reads the content files and keeps their compiled form",
    "respond.figures.read": "a drawing is content too: it is read when a picture is wanted, and never for an answer in words",
}

# Words that belong to the subject: what content calls its places, tools and ideas. Names of entries are added from the content itself.
# "routine" is not among them: for the program it is any entry with `parts`.
SUBJECT = (
    "acupressure", "acupuncture", "acupoint", "meridian", "qi", "yin", "yang", "shiatsu", "massage", "moxibustion", "knee", "ankle", "foot", "feet",
    "toe", "toes", "spine", "lumbar", "sacrum", "hip", "hips", "bladder", "kidney", "thumb", "thumbs", "fist", "fists", "tennis ball", "pregnant",
    "pregnancy", "lower back", "back pain", "sciatica", "circulation", "pain", "painful", "physiotherapist", "nurse",
)  # fmt: skip

# Where the program may say its own name: (what is allowed, why).
OWN_NAME = (
    (r"^acupressure ?$", "the command's name, with its version behind it, and the name of its folders"),
    (r"ACUPRESSURE_[A-Z]+", "environment variables"),
    (rf"\bacupressure (?:--[a-z]+|(?:[a-z]+ )?(?:{'|'.join(COMMANDS)}))\b", "a command to type"),
    (r"'acupressure(?:\[[a-z-]+\])?'", "the package to install"),
)
# Literals that hold a word of the subject and are not about it: (file, literal, reason).
ALLOWED = (
    ("commands/line.py", "A private, offline assistant for easing lower back pain with acupressure.", "what --help says the program is"),
    ("respond/spoken.py", "feet", "the unit of length 'ft'"),
    ("respond/spoken.py", "foot", "the unit of length 'ft'"),
    ("respond/spoken.py", r"cun|tsoon", "units of length and how they are said with a fraction: 'half a thumb'"),
)


def _names() -> list[str]:
    """Modules and packages directly below the program's folder."""
    return sorted({path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")})


def _files(*names: str) -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.relative_to(PACKAGE).parts[0].removesuffix(".py") in names or not names:
            yield path


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def _where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, full name) of everything a file imports, wherever it does."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_where(path, node.lineno)}: imports are written in full"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _too_high(path: Path) -> Iterator[str]:
    """Imports of what is built on the importer, each with its place."""
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for line, name in _imports(path):
        first, *rest = name.split(".")
        if first == "assistant" and rest and rest[0] in RANK and RANK[rest[0]] > RANK[own]:
            yield f"{_where(path, line)}: {own} imports {rest[0]}, which is built on it"


def test_every_module_has_its_place_in_the_order() -> None:
    assert [name for name in _names() if name not in RANK] == []


def test_imports_point_one_way() -> None:
    assert [one for path in _files() for one in _too_high(path)] == []


def test_nobody_reaches_for_another_machine() -> None:
    found = [f"{_where(path, line)}: {name}" for path in _files() for line, name in _imports(path) if name.split(".")[0] in NETWORK]
    assert found == []


def test_below_devices_nobody_knows_the_time_or_the_world() -> None:
    found = [f"{_where(path, line)}: {name}" for path in _files(*PURE) for line, name in _imports(path) if name.split(".")[0] in WORLD]
    assert found == []


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""


def test_below_devices_nobody_opens_a_file_but_those_who_must() -> None:
    found = []
    for path in _files(*PURE):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        if any(module == name or module.startswith(f"{name}.") for name in MAY_OPEN):
            continue
        found += [f"{_where(path, n.lineno)}: {_called(n)}()" for n in ast.walk(_tree(path)) if isinstance(n, ast.Call) and _called(n) in OPENING]
    assert found == []


def test_decisions_hold_no_sentences() -> None:
    """What is said is content; a decision names it."""
    found = []
    for path in _files("decide"):
        found += [f"{_where(path, line)}: {text!r}" for line, text in _literals(path) if len(text.split()) > 4]
    assert found == []


def _compared_words(path: Path) -> Iterator[tuple[int, str]]:
    """Strings that the text of a word is compared with."""
    for node in ast.walk(_tree(path)):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        if any(isinstance(side, ast.Attribute) and side.attr == "text" for side in sides):
            inside = (inner for side in sides for inner in (side.elts if isinstance(side, ast.Tuple | ast.Set | ast.List) else (side,)))
            yield from ((node.lineno, inner.value) for inner in inside if isinstance(inner, ast.Constant) and isinstance(inner.value, str))


def test_decisions_know_no_word_of_a_language() -> None:
    """Which words mean something is content: a decision names their group."""
    found = [f"{_where(path, line)}: {text!r}" for path in _files("decide") for line, text in _compared_words(path)]
    assert found == []


# ---------------------------------------------------------------- the subject


def _documentation(tree: ast.Module) -> set[int]:
    """Docstrings may give an example of any subject: they are read by people only."""
    owners = (node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef))
    return {id(o.body[0].value) for o in owners if o.body and isinstance(o.body[0], ast.Expr) and isinstance(o.body[0].value, ast.Constant)}


def _literals(path: Path) -> Iterator[tuple[int, str]]:
    """Strings of a file that are no documentation."""
    tree = _tree(path)
    documentation = _documentation(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def _identifiers(path: Path) -> Iterator[tuple[int, str]]:
    """Names of variables, functions, classes, arguments and attributes, cut into words."""
    for node in ast.walk(_tree(path)):
        for field in ("name", "id", "attr", "arg"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                yield getattr(node, "lineno", 0), re.sub(r"(?<=[a-z])(?=[A-Z])|_|\.", " ", value)


@cache
def _subject() -> re.Pattern[str]:
    """Words of the subject: those above, and ids, codes and names of its points. Topics are named by words of every day."""
    words = set(SUBJECT)
    for path in (ROOT / "knowledge" / "acupressure" / "points").glob("*.yaml"):
        entry = data(path)
        words.update((str(entry["id"]), str(entry["name"])))
    codes = data(ROOT / "knowledge" / "acupressure" / "domain.yaml")["codes"]
    prefixes = "|".join(sorted({re.escape(str(code["prefix"])) for code in codes}))
    return re.compile(rf"(?i:(?<![a-z])(?:{'|'.join(map(re.escape, sorted(words)))})(?![a-z]))|\b(?:{prefixes})[- ]?\d")


def _without_own_name(text: str) -> str:
    for pattern, _ in OWN_NAME:
        text = re.sub(pattern, "", text)
    return text


def _is_allowed(path: Path, text: str) -> bool:
    return any(str(path).endswith(file) and (text == part or (len(part) > 4 and part in text)) for file, part, _ in ALLOWED)


def test_the_words_looked_for_are_those_of_the_content() -> None:
    """The search below finds what it is meant to find."""
    hits = ("where is BL-40", "Weizhong", "behind the knee", "the bladder channel", "acupressure", "BL 23")
    assert [text for text in hits if not _subject().search(text)] == []
    assert not _subject().search("the quickest press of a key, 40 points wide")


@pytest.mark.parametrize("path", list(_files()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_code_knows_the_subject(path: Path) -> None:
    texts = [(line, text) for line, text in _literals(path) if not _is_allowed(path, text)]
    found = [(line, text) for line, text in (*texts, *_identifiers(path)) if _subject().search(_without_own_name(text))]
    assert [f"{_where(path, line)}: {text!r}" for line, text in found] == []


def test_every_exception_is_still_needed() -> None:
    for file, part, reason in ALLOWED:
        texts = [text for _, text in _literals(PACKAGE / file)]
        assert any(text == part or part in text for text in texts), f"{file}: {part!r} ({reason}) is gone; take it off the list"
