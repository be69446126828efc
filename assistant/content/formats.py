"""The form of every kind of content file, in one place. docs/content.md explains the same to authors."""

from __future__ import annotations

from assistant.content.language import CUES, KNOWN, TABLES
from assistant.content.shapes import Field, Many, Number, OneOf, OneOrMany, Record, Shape, Table, TableOrMany, Truth, Whole, Words
from assistant.model import Claim, Kind

ROLES = ("settle", "find", "press", "hold", "release")  # what the steps of a plan are for: `decide.session.Role`
URGENCIES = ("emergency_now", "same_day", "see_clinician")
LEVELS = ("caution", "preference")

WORDS = Words()
IDS = Many(WORDS)
WORDINGS = Many(WORDS)

_TOLD = {
    "text": Field(WORDS, True, "one or two short sentences that can stand alone"),
    "from": Field(Many(WORDS, 1), True, "ids of sources"),
    "claim": Field(OneOf(tuple(claim.value for claim in Claim)), about="guidance when left out"),
    "when": Field(IDS, about="ids of values it holds for"),
    "about": Field(IDS, about="ids of values it speaks of"),
    "seconds": Field(Many(Whole(), 2, 2), about="shortest and longest"),
    "say": Field(WORDS, about="spoken form, where the written one speaks badly"),
}
STATEMENT = Record("statement", {**_TOLD, "ways": Field(Table(Record("way", _TOLD)), about="what is told instead under a condition with this way")})
PLAN = Record(
    "plan",
    {
        "when": Field(IDS, True, "ids of values: the position it is for"),
        "seconds": Field(Whole(1), True, "length of one hold"),
        "sides": Field(Many(WORDS), True, "[] when both are done at once"),
        "steps": Field(Record("plan's steps", {role: Field(STATEMENT) for role in ROLES}), True),
    },
)
ENTRY = Record(
    "entry",
    {
        "id": Field(WORDS, True),
        "kind": Field(WORDS, True, "one of the kinds of domain.yaml"),
        "name": Field(WORDS, True),
        "also": Field(WORDINGS, about="other names; templates"),
        "heard": Field(WORDINGS, about="what a recogniser makes of the names"),
        "say": Field(WORDS, about="how a voice reads the name"),
        "covered": Field(Truth(), about="false: described when asked for, no part of the subject"),
        "attributes": Field(Table(IDS), about="attribute: ids of values"),
        # A facet may be called so, too: a mapping is measures, a list is statements.
        "numbers": Field(TableOrMany(Table(Number()), Many(STATEMENT, 1)), about="measure: number; or the facet of that name"),
        "figure": Field(WORDS, about="name of a drawing in figures/"),
        "formerly": Field(Many(WORDS, 1), about="its codes in older numberings: asked about when one of them is named"),
        "plans": Field(Many(PLAN)),
        "parts": Field(Many(WORDS, 1), about="a routine: ids of its entries, in order"),
    },
    others=Many(STATEMENT, 1),
)
VALUE = Record(
    "value",
    {
        "id": Field(WORDS, True),
        "name": Field(WORDS, True),
        "also": Field(WORDINGS, about="other names; templates"),
        "within": Field(IDS, about="ids of wider values"),
        "outside": Field(Truth(), about="asked for, not covered"),
        "one": Field(WORDS, about="id of the narrower value that is meant where only one thing is spoken of"),
    },
)
VALUES = Record("values file", {"attribute": Field(WORDS, True), "values": Field(Many(VALUE, 1), True)})

REPLY = Record(
    "reply",
    {
        "facet": Field(OneOrMany(WORDS), about="facets of the entries in question"),
        "entry": Field(WORDS, about="that entry, whatever was talked about"),
        "do": Field(WORDS, about="list, compare, overview, recommend, ..."),
        "say": Field(WORDS, about="id of a phrase"),
        "move": Field(WORDS, about="a move of a guided session"),
        "act": Field(WORDS, about="an act on the conversation"),
        "in_session": Field(WORDS, about="the move it is instead while a session runs"),
    },
    exactly_one=("facet", "do", "say", "move", "act"),
)
INTENT = Record(
    "intent",
    {
        "about": Field(WORDS, True, "what the person wants, in a few words"),
        "reply": Field(REPLY, True),
        "kind": Field(OneOf(tuple(kind.value for kind in Kind)), about="answer when left out"),
        "slots": Field(IDS, about="kinds or attributes it cannot do without"),
        "otherwise": Field(REPLY, about="when a slot stays empty"),
        "says": Field(Many(WORDS, 1), True, "templates"),
        "never": Field(WORDINGS, about="wordings that rule it out"),
        "anchor": Field(Truth(), about="false: may answer when nothing of the subject is named"),
        "needs": Field(Many(WORDS, 1), about="words of which one must be said, in any form"),
        "named": Field(Truth(), about="true: asked only where the entry it tells of is named, or was told of last"),
        "replaces": Field(Truth(), about="true: instead of the common intent of this id"),
    },
)
INTENTS = Record("intents file", {"rules": Field(Table(WORDS), about="shared templates: <name>")}, others=INTENT)

SIGN = Record(
    "sign",
    {
        "parts": Field(Many(WORDS, 1), about="names of parts, all close together"),
        "within": Field(Whole(1), about="words from the first part to the last; 8 when left out"),
        "says": Field(Many(WORDS, 1), about="whole wordings"),
        "unless": Field(WORDINGS, about="parts or wordings nearby that take it back"),
        "looks": Field(WORDINGS, about="parts or wordings over the sign's own words that take it back"),
        "alone": Field(Truth(), about="true: it counts only where nothing else is said between two stops"),
    },
    at_least_one=("parts", "says"),
)
SIGNS = Field(Many(SIGN, 1), True)
FLAG = Record(
    "flag",
    {
        "id": Field(WORDS, True),
        "topic": Field(WORDS, True),
        "urgency": Field(OneOf(URGENCIES), True),
        "say": Field(WORDS, True, "action first, at most three short sentences"),
        "say_other": Field(WORDS, True, "the same for somebody else"),
        "signs": SIGNS,
        "unless": Field(WORDINGS, about="parts or wordings that take it back"),
        "blocks": Field(IDS, about="ids of entries, or all"),
        "lasts": Field(Truth(), about="true: the past counts"),
        "recent": Field(Truth(), about="true: of what is asked for before a session, only what is not long past counts"),
        "after": Field(IDS, about="intents that list signs: behind their answers 'I have one of those' raises it"),
        "from": Field(Many(WORDS, 1), True, "ids of sources"),
    },
)
CONDITION = Record(
    "condition",
    {
        "id": Field(WORDS, True),
        "topic": Field(WORDS, True),
        "level": Field(OneOf(LEVELS), True),
        "tell": Field(WORDS, True, "the reply when it is first said"),
        "note": Field(Words(empty=True), True, "the clause that goes with later answers"),
        "signs": SIGNS,
        "unless": Field(WORDINGS, about="parts or wordings that take it back"),
        "leave_out": Field(IDS, about="ids of entries never guided"),
        "ask_first": Field(IDS, about="ids of entries to be cleared with a clinician, or all"),
        "avoid": Field(Table(IDS), about="attribute: values plans go around"),
        "prefer": Field(Table(IDS), about="attribute: values plans go for"),
        "ways": Field(Table(IDS), about="way in which things are told: ids of entries, or all"),
        "ruled_out": Field(Table(IDS), about="the same once the person has said that it is not so"),
        "lasts": Field(Truth(), about="true: it holds until taken back"),
        "heeded": Field(Truth(), about="true: told as a plain statement it is the answer, whatever question could be read into it"),
        "heals": Field(Truth(), about="true: 'it has healed' takes it back"),
        "wish": Field(Truth(), about="true: it is only wished for, and wishing for what it avoids takes it back"),
        "means": Field(Many(WORDS), about="parts of signs that hold as long as it is known"),
        "from": Field(Many(WORDS, 1), True, "ids of sources"),
    },
)
EXAMPLE = Record(
    "example",
    {
        "flag": Field(WORDS, about="id of the flag these messages must raise; harmless when left out"),
        "says": Field(Many(WORDS, 1), True, "messages as people write them"),
    },
)
EXAMPLES = Record("examples file", {"examples": Field(Many(EXAMPLE, 1), True)})
PARTS = Record("parts file", {"parts": Field(Table(Many(WORDS, 1)), True, "name: wordings")})

NAMED = Record("kind", {"one": Field(WORDS, True), "many": Field(WORDS, True), "bare": Field(WORDS, True, "the intent of a name said alone")})
ATTRIBUTE = Record(
    "attribute",
    {
        "gloss": Field(WORDS, True),
        "bare": Field(WORDS, about="the intent of a value said alone"),
        "facet": Field(WORDS, about="the facet that tells an entry's value"),
        "masked": Field(Truth(), about="true: its mentions stand as {attribute} when phrases are compared"),
        "guard": Field(Truth(), about="true: naming a value of it rules out advice from the subject"),
        "asks": Field(Truth(), about="true: a value said alone asks about the entry talked of"),
        "describes": Field(Truth(), about="false: a value of it does not stand for an entry by itself"),
        "helps": Field(Truth(), about="true: its values are what entries help with, and its facet tells how"),
    },
)
MEASURE = Record(
    "measure",
    {
        "gloss": Field(WORDS, True),
        "most": Field(Many(WORDS, 1), True),
        "least": Field(Many(WORDS, 1), True),
        "more": Field(Many(WORDS, 1), about="plain words of a comparison; the first is said in the answer: lies higher"),
        "less": Field(Many(WORDS, 1), about="the same the other way"),
        "same": Field(Many(WORDS, 1), about="words that ask whether two have as much"),
        "facet": Field(WORDS, about="the facet that tells it in words; without one its number is told"),
    },
)
CODE = Record(
    "code",
    {
        "prefix": Field(WORDS, True),
        "name": Field(WORDS, True),
        "last": Field(Whole(1), True, "the highest number that exists"),
        "spellings": Field(Many(WORDS, 1), True),
        "called": Field(Table(Many(WORDS, 1)), about="names of single codes, by their number"),
    },
)
DOMAIN = Record(
    "domain",
    {
        "title": Field(WORDS, True),
        "subject": Field(WORDS, True, "the kind of entry most questions are about"),
        "general": Field(WORDS, True, "the entry asked when another lacks a facet"),
        "kinds": Field(Table(NAMED), True),
        "attributes": Field(Table(ATTRIBUTE)),
        "facets": Field(Table(WORDS), True, "facet: what it tells"),
        "measures": Field(Table(MEASURE)),
        "codes": Field(Many(CODE)),
        "knowing": Field(IDS, about="facets that only inform; before all others a caution stands"),
        "leading": Field(IDS, about="those of them that lead to the place: of what is left out for somebody they are told with the caution"),
        "anchors": Field(OneOrMany(WORDS), about="words that tie a message to the subject though nothing is named"),
        "plural": Field(OneOrMany(WORDS), about="parts of signs whose words must be of several, between blanks"),
        "vague": Field(OneOrMany(WORDS), about="parts of signs that say little by themselves, between blanks"),
        "figurative": Field(OneOrMany(WORDS), about="parts whose words mean something else: what lies in them is no sign; between blanks"),
        "ache": Field(
            Record("ache", {"told": Field(WORDS, True), "aimed": Field(WORDS, True), "place": Field(WORDS, True)}),
            about="parts of signs: the complaint the subject is for as it is told, as what something is meant for, and its place in both",
        ),
        "severe": Field(Whole(1), about="a rating from 0 to 10 that is a lot, as is every one above; left out: none is"),
        "weekly": Field(Whole(1), about="days a week on which a session is meant to be done; 1 when left out"),
    },
)
SOURCE = Record("source", {"title": Field(WORDS, True), "place": Field(WORDS), "short": Field(WORDS, about="the name used inside a sentence")})
MEANING = Record(
    "word",
    {
        "means": Field(WORDS, True, "one or two plain sentences"),
        "also": Field(IDS, about="other forms of it: the plural, another name"),
        "from": Field(Many(WORDS, 1), True, "ids of sources"),
        "say": Field(WORDS, about="spoken form, where the written one speaks badly"),
    },
)

FORMATS: dict[str, Shape] = {
    "entry": ENTRY,
    "intents": INTENTS,
    "values": VALUES,
    "flag": FLAG,
    "condition": CONDITION,
    "parts": PARTS,
    "examples": EXAMPLES,
    "domain": DOMAIN,
    "sources": Table(SOURCE),
    "phrases": Table(OneOrMany(WORDS)),
    "cues": CUES,
    "words": TABLES,
    "known": KNOWN,
    "spoken": Table(WORDS),
    "glossary": Table(MEANING),
}
