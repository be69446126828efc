"""The values everything else speaks in.

What the files of a subject say. Not here: what was understood (understand.reader), what was decided and what a conversation
remembers (decide.state), what is said (respond.answer); behaviour, input or output, a clock, a sentence of any language.

Values are `NamedTuple`s rather than frozen dataclasses: they are as immutable and as typed, and cost a tenth
of the start-up time (docs/adr/0001-values.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from assistant.values import NamedTuple


class Kind(str, Enum):
    """What kind of reply this is; programs decide by it."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    CAUTION = "caution"
    URGENT = "urgent"
    FALLBACK = "fallback"
    SOCIAL = "social"
    CONTROL = "control"


class Claim(str, Enum):
    """What sort of statement it is: a reply words tradition as tradition."""

    FACT = "fact"  # a name, a place, an attribution: may be stated
    GUIDANCE = "guidance"  # an instruction of a source: may be given
    TIP = "tip"
    TRADITION = "tradition"  # only as what the tradition holds
    EFFECT = "effect"  # only as what the source says
    EVIDENCE = "evidence"  # what studies found
    SAFETY = "safety"


# ---------------------------------------------------------------- content: what the files say


class Source(NamedTuple):
    """Where statements come from."""

    id: str
    title: str
    place: str = ""  # author, journal, section: whatever helps a person to find it
    short: str = ""  # the name used inside a sentence and on the source line


PLAINLY, REASON = "plain", "why"
WISHED = (PLAINLY, REASON)  # ways that no condition asks for: the same in plainer words, and the reason for it


class Statement(NamedTuple):
    """One sourced statement, in words that can be said as they are."""

    text: str
    sources: tuple[str, ...]  # ids of Source
    claim: Claim = Claim.GUIDANCE
    when: tuple[str, ...] = ()  # ids of values it holds for ("lying"); empty: always
    about: tuple[str, ...] = ()  # ids of values it speaks of ("circulation")
    seconds: tuple[int, int] | None = None  # shortest and longest, for timers
    say: str = ""  # spoken form, where the written one speaks badly
    ways: Mapping[str, Statement] = {}  # what is told instead to who has to do it in some way: lightly; and the two of WISHED


class Plan(NamedTuple):
    """How to be guided through one entry in one position: text by role, and how long to hold."""

    when: tuple[str, ...]  # ids of values: the position it is for
    seconds: int  # length of one hold
    sides: tuple[str, ...]  # ("left knee", "right knee"); () for both at once
    steps: Mapping[str, Statement]  # settle, find, press, hold, release


class Entry(NamedTuple):
    """One thing that can be asked about: a point, a topic, a routine."""

    id: str
    kind: str
    name: str
    also: tuple[str, ...] = ()  # other names, as written; templates allowed
    heard: tuple[str, ...] = ()  # what a recogniser makes of them
    say: str = ""  # how a voice reads the name
    covered: bool = True  # False: it exists, is described, and is not part of the subject
    attributes: Mapping[str, tuple[str, ...]] = {}  # attribute -> ids of values
    numbers: Mapping[str, float] = {}  # measure -> number
    facets: Mapping[str, tuple[Statement, ...]] = {}
    plans: tuple[Plan, ...] = ()
    parts: tuple[str, ...] = ()  # a routine: the ids of its entries, in order
    figure: str = ""  # the drawing that shows it
    formerly: tuple[str, ...] = ()  # its codes in older numberings


class Value(NamedTuple):
    """One value of an attribute: a place, a tool, a posture, a complaint."""

    id: str
    attribute: str
    name: str
    also: tuple[str, ...] = ()
    within: tuple[str, ...] = ()  # wider values it belongs to: behind-knee is within knee and leg
    outside: bool = False  # people ask about it and the knowledge base does not cover it
    one: str = ""  # the narrower value that is meant where only one is spoken of: 'the foot one', as against 'on the foot'


class Word(NamedTuple):
    """A word that replies use, and what it means."""

    names: tuple[str, ...]  # as people may write it, the word itself first
    means: Statement


class Attribute(NamedTuple):
    id: str
    gloss: str
    bare: str = ""  # the intent of a bare mention
    facet: str = ""  # the facet that tells an entry's value
    describes: bool = True  # its values can stand for an entry: 'the knee one'
    guard: bool = False  # naming one of its values rules out advice from the subject: medicines
    masked: bool = True  # its mentions stand as {attribute} before the intent scorer
    asks: bool = False  # a value said alone asks about what is talked of
    helps: bool = False  # its values are what entries help with: complaints, faults


class Measure(NamedTuple):
    """A number entries are compared by: 'which is furthest from the spine?', 'is it higher than the other?'."""

    id: str
    gloss: str
    most: tuple[str, ...]
    least: tuple[str, ...]
    more: tuple[str, ...] = ()  # words of a comparison, the first of them said in the answer: 'lies higher', 'higher', 'above'
    less: tuple[str, ...] = ()
    same: tuple[str, ...] = ()  # words that ask whether two have as much: 'equally high'
    facet: str = ""  # the facet that tells it in words; without one the number itself is told


class Code(NamedTuple):
    """A family of codes such as BL 1-67: exact, never repaired."""

    prefix: str
    name: str  # what the family is called
    spellings: tuple[str, ...]  # 'bl', 'ub', 'bladder', 'bee el'
    last: int  # the highest number that exists
    called: Mapping[str, tuple[str, ...]] = {}  # number -> names of it that people know: a code by another name


class Reply(NamedTuple):
    """What an intent is answered with. One of `facets`, `do`, `say`, `move`, `act` is set."""

    facets: tuple[str, ...] = ()  # facets of the entries in question
    entry: str = ""  # this entry, whatever is in focus
    do: str = ""  # list, compare, overview, recommend, most, guide, check, helps, known, ...
    say: str = ""  # a phrase
    move: str = ""  # a move of a guided session
    act: str = ""  # an act on the conversation: repeat, shorter, yes, no, both, ...
    in_session: str = ""  # the move it is instead while a session runs


class Intent(NamedTuple):
    id: str
    about: str
    reply: Reply
    kind: Kind = Kind.ANSWER
    slots: tuple[str, ...] = ()  # kinds or attributes it cannot do without
    otherwise: Reply | None = None  # when a slot stays empty
    says: tuple[str, ...] = ()  # templates
    never: tuple[str, ...] = ()  # words that rule it out
    anchor: bool = True  # False: may answer without any mention or focus
    named: bool = False  # True: asked only where its entry is named, or was told of last
    needs: tuple[str, ...] = ()  # words of which one must be said, in any form, unless a wording of its own is or its entry was told of last


class Sign(NamedTuple):
    """One way to recognise a flag or a condition: all its parts close together, or a whole wording."""

    parts: tuple[str, ...] = ()
    within: int = 8  # tokens from the first part to the last
    says: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()  # parts or wordings nearby that take it back: "from sitting on a hard chair"
    looks: tuple[str, ...] = ()  # parts or wordings over its own words that take it back: "table leg"
    alone: bool = False  # counts only where nothing else is said between two stops: "pregnant. where is it?"


class Ache(NamedTuple):
    """The parts of signs for the complaint a subject is for: told of oneself, as that which something is meant for, and its place alone."""

    told: str = ""  # "my back hurts"
    aimed: str = ""  # "for my back pain"
    place: str = ""  # "back", in both


class Part(NamedTuple):
    """A sign that a part belongs to: what is looked at when the part is said."""

    rule: str  # id of its flag or condition
    number: int  # of the sign among those of the rule
    parts: tuple[str, ...]  # all that the sign has
    looks: tuple[str, ...] = ()  # parts over its own words that take it back


class Flag(NamedTuple):
    """A sign that needs a doctor."""

    id: str
    topic: str
    urgency: str  # emergency_now, same_day, see_clinician
    say: str
    say_other: str  # the same for somebody else
    signs: tuple[Sign, ...]
    unless: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()  # ids of entries
    lasts: bool = False  # past counts too ("had cancer")
    recent: bool = False  # what is long past is no answer to the question before a session
    sources: tuple[str, ...] = ()
    after: tuple[str, ...] = ()  # ids of intents that list signs: behind their answers 'I have one of those' raises it


class Condition(NamedTuple):
    """Something a person says of themselves that changes later answers."""

    id: str
    topic: str
    level: str  # caution: warn; preference: adapt quietly
    tell: str  # the reply when it is first said
    note: str  # the clause that goes with later answers
    signs: tuple[Sign, ...]
    unless: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()  # entries never guided while it holds
    ask_first: tuple[str, ...] = ()  # entries to be cleared with a clinician; ('all',) for every one
    avoid: Mapping[str, tuple[str, ...]] = {}  # attribute -> values to plan around
    prefer: Mapping[str, tuple[str, ...]] = {}
    ways: Mapping[str, tuple[str, ...]] = {}  # way in which things are to be done -> ids of entries, or ('all',)
    ruled_out: Mapping[str, tuple[str, ...]] = {}  # the same once the person has said that it is not so
    lasts: bool = True
    heeded: bool = False  # told as a plain statement it is the answer, whatever question could be read into it
    heals: bool = False  # "it has healed" takes it back
    wish: bool = False  # it is only wished for: wishing for what it avoids takes it back
    means: tuple[str, ...] = ()  # parts of signs that hold as long as it is known
    sources: tuple[str, ...] = ()


class Example(NamedTuple):
    """Messages from which is learnt what an alarm sounds like."""

    flag: str  # "" for harmless ones
    says: tuple[str, ...]


class CueRule(NamedTuple):
    """Words that change what is near them, as in medspaCy's ConText."""

    cue: str  # denied, past, other, supposed, correction, ...
    direction: str  # forward, backward, both; question: the one it answers
    reach: int  # tokens
    says: tuple[str, ...]
    unless: tuple[str, ...] = ()  # wordings that only look like the cue
    ends: tuple[str, ...] = ()
    begins: bool = False  # counts only where a sentence begins
    closes: bool = False  # counts only where a clause ends


class Domain(NamedTuple):
    """A whole subject, read and checked."""

    name: str
    title: str
    subject: str  # the kind of entry questions are about
    general: str  # the entry asked when one lacks a facet
    kinds: Mapping[str, Mapping[str, str]]  # kind -> {one, many, bare}
    attributes: Mapping[str, Attribute]
    facets: Mapping[str, str]  # facet -> gloss
    measures: Mapping[str, Measure]
    codes: tuple[Code, ...]
    sources: Mapping[str, Source]
    entries: Mapping[str, Entry]
    values: Mapping[str, Value]
    intents: Mapping[str, Intent]
    parts: Mapping[str, tuple[str, ...]]  # named parts of signs
    flags: Mapping[str, Flag]
    conditions: Mapping[str, Condition]
    cues: tuple[CueRule, ...]
    words: Mapping[str, Mapping[str, str]]  # contractions, numbers, ... as English has them
    known: tuple[str, ...]  # common words that are never 'repaired'
    phrases: Mapping[str, tuple[str, ...]]
    spoken: Mapping[str, str]  # written -> respelled for a voice
    glossary: Mapping[str, Word] = {}  # words of the replies in plain words
    knowing: tuple[str, ...] = ()  # facets that only inform; before all others a caution stands
    leading: tuple[str, ...] = ()  # those of them that lead to the place: of what is left out for somebody they are told with the caution
    doing: Mapping[str, tuple[str, ...]] = {}  # what is done -> ids of the intents that are answered by doing it
    covered: tuple[str, ...] = ()  # ids of the entries questions are about, in the order of the content
    examples: tuple[Example, ...] = ()  # messages that must raise an alarm, and harmless ones that sound alike
    varied: tuple[str, ...] = ()  # ids of the entries with statements that are told in another way to some
    anchors: tuple[str, ...] = ()  # words that tie a message to the subject though nothing is named
    plural: tuple[str, ...] = ()  # parts of signs whose words must be of several
    vague: frozenset[str] = frozenset()  # parts of signs that say little by themselves
    looks: frozenset[str] = frozenset()  # parts that take back what is said in the same words
    figurative: tuple[str, ...] = ()  # parts whose words mean something else: what lies in them is no sign
    ache: Ache = Ache()
    signs: Mapping[str, tuple[Part, ...]] = {}  # part -> the signs it belongs to, of flags before those of conditions
    severe: int = 0  # a rating from 0 to 10 that is a lot, as is every one above; 0: none is
    weekly: int = 1  # days a week on which a session is meant to be done
