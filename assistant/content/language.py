"""The form of the files that tell how people talk, whatever the subject: cues, known words and tables of words."""

from __future__ import annotations

from assistant.content.shapes import Field, Many, Number, OneOf, OneOrMany, Record, Shape, Table, Truth, Whole, Words
from assistant.content.vocabulary import CUES as KINDS
from assistant.content.vocabulary import MOVES, REWRITES

LOGIC = ("denies", "refuses", "corrects", "against", "joins", "compares")
DIRECTIONS = ("forward", "backward", "both", "question", "sentence")

WORDS = Words()
WORDINGS = Many(WORDS)

CUE = Record(
    "cue",
    {
        "cue": Field(OneOf(KINDS), True, "how it changes what it reaches"),
        "direction": Field(OneOf(DIRECTIONS), True, "which way it reaches"),
        "reach": Field(Whole(), True, "in words"),
        "says": Field(Many(WORDS, 1), True),
        "unless": Field(WORDINGS, about="wordings that only look like it"),
        "ends": Field(WORDINGS, about="wordings that end its reach"),
        "begins": Field(Truth(), about="true: counts only where a sentence begins"),
        "closes": Field(Truth(), about="true: counts only where a clause ends"),
    },
)
CUES = Record("cues file", {"cues": Field(Many(CUE, 1), True)})
KNOWN = Record("file of known words", {"known": Field(OneOrMany(WORDS), True, "words between blanks")})

_PLAIN = OneOf(("",))  # a word that is only in the list


def _some(*roles: str) -> Shape:
    """Words of which some have a part of their own to play."""
    return Table(OneOf(("", *roles)))


_GROUPS: dict[str, tuple[Shape, str]] = {
    "contractions": (Table(WORDS), "short forms and what they stand for"),
    "shorthand": (Table(WORDS), "as people type, and as it is written"),
    "spelling": (Table(WORDS), "other spellings of a word"),
    "concepts": (Table(WORDS), "a word and the one it means much the same as"),
    "plurals": (Table(WORDS), "words of several, and the same of one"),
    "numbers": (Table(Whole()), "numbers in words"),
    "heard": (Table(Whole()), "what a recogniser writes for a digit behind spoken tens"),
    "ordinals": (Table(Whole(-2)), "places in a row; -1 is the last, -2 the middle one"),
    "units": (Table(Number(0)), "units of time, in minutes"),
    "shares": (Table(Number(0)), "what is said on top of a whole number, 'and a half', as a part of one"),
    "lengths": (Table(Number(0)), "lengths of time in words, in minutes"),
    "fillers": (Table(_PLAIN), "words that say nothing"),
    "dictated": (
        Table(OneOf((".", ",", "?", "doubtful", "noun"))),
        "punctuation said in words; doubtful: only at the end or beside another mark; noun: words behind which it is a thing",
    ),
    "foreign": (Table(_PLAIN), "small words that only other languages have: two of them, and the message is in one"),
    "onward": (Table(_PLAIN), "words before the name of a part of a session that is wanted next: 'skip to'"),
    "openers": (Table(_PLAIN), "words a new question begins with"),
    "question_words": (
        _some("thing", "reason"),
        "of these, those that open nothing but a question; thing: for something; reason: for one",
    ),
    "relating": (_some("supposes"), "words that open a question only where a verb follows, and (supposes) what is part of the question beside it"),
    "leading": (Table(_PLAIN), "words that lead on to a question word: 'on what'"),
    "askers": (Table(_PLAIN), "who or what makes a wish of a question: 'can we', 'how about'"),
    "alike": (Table(_PLAIN), "words that ask whether two are alike"),
    "aspects": (Table(WORDS), "words for the facet in which two entries are compared"),
    "polar": (_some("order"), "words that open a question to be answered by yes or no; order: without a question mark it may be an order"),
    "speaking": (Table(_PLAIN), "who or what a question by yes or no is of, where it stands before the verb: 'she can press it?'"),
    "turnable": (Table(_PLAIN), "of these, those behind which a 'not' only supposes the answer: 'isn't it'"),
    "requests": (_some("faint"), "words of somebody who wants an answer without asking; faint: only where nothing is asked outright"),
    "tags": (Table(_PLAIN), "what makes a question of the sentence before it"),
    "links": (Table(_PLAIN), "words that join two questions"),
    "leads": (Table(_PLAIN), "words that lead in to a sentence and say nothing of it: 'ok', 'well'"),
    "joiners": (Table(_PLAIN), "words around a code"),
    "paired": (Table(_PLAIN), "what everybody has two of: 'the other leg' is no other entry"),
    "heads": (_some("one"), "words a description ends with; one: those that stand for a single thing"),
    "others": (Table(_PLAIN), "what stands for the rest of a list"),
    "logic": (Table(OneOf(LOGIC)), "small words that decide how what stands beside them is meant"),
    "rating": (_some("earlier", "later", "scale"), "words that may stand around two numbers, how it was and how it is"),
    "light": (Table(_PLAIN), "words that names and whole phrases do not need"),
    "asides": (Table(_PLAIN), "words around a name that is all of a message"),
    "passed": (_some("not"), "words that may interrupt the wording of a sign; with `not`: only behind one"),
    "selves": (Table(_PLAIN), "the one who talks"),
    "own": (Table(_PLAIN), "what makes a question one for the one who asks"),
    "stating": (Table(_PLAIN), "verbs of a sentence that stands for itself"),
    "joining": (_some("first", "object"), "words of a message that goes on with the one before"),
    "alone": (Table(_PLAIN), "words of somebody who wants this and nothing else"),
    "wellness": (Table(_PLAIN), "words for one's health, in an answer to what was not asked yet"),
    "obliging": (Table(_PLAIN), "words that ask whether something has to be so, and not otherwise"),
    "placing": (Table(_PLAIN), "words between what is done and where: 'at', 'on'"),
    "standing": (Table(_PLAIN), "words that stand for what is talked of: 'it', 'that'"),
    "pointing": (_some("before", "other"), "words around a hint at what is meant; some are hints themselves"),
    "selecting": (_some("choose"), "words that choose among several"),
    "amounts": (Table(OneOf(("above", "below", "least"))), "wordings that ask of an amount whether it is right"),
    "defining": (_some("asks", "own"), "words of a message that asks what a word means"),
    "interruptions": (_some("before", "either"), "wordings that let a session wait"),
    "answering": (_some("nothing", "declines", "denied", "between"), "words of an answer to the question before a session"),
    "answers": (_some("turn"), "words that answer, and (turn) what begins a sentence of its own after them"),
    "hurting": (_some("cry", "eased"), "words of somebody who is hurt, (cry) what is cried out, and (eased) what takes them back"),
    "halting": (_some(*MOVES), "wordings at the beginning of a message that end a session, or are the move named"),
    "causing": (Table(_PLAIN), "words before what something comes from"),
    "reporting": (Table(_PLAIN), "words after which a question word begins what is asked"),
    "telling": (Table(_PLAIN), "words of somebody who wants to be told, and not guided"),
    "wholes": (_some("2", "among", "every"), "wordings that speak of all that was told; of two, of what is sought among it, or of all there are"),
    "spare": (_some("roughly"), "words a time that somebody has is said with, and (roughly) what may stand between"),
    "wishing": (_some("later"), "words that make a wish of a position named in a session; (later) of another time"),
    "introducing": (
        _some("strange", "one"),
        "wordings before a name that somebody tells; (strange) only a word that nobody knows, (one) a single word",
    ),
    "greetings": (Table(_PLAIN), "words that may stand before that"),
    "wanting": (Table(_PLAIN), "words of a wish for other entries, while the question before a session is open"),
    "move_words": (Table(OneOf(MOVES)), "single words that steer a session, and the move each is: told also from their consonants alone"),
    "in_session": (Table(OneOf((*MOVES, "decline"))), "wordings anywhere in a message, and the move of a session they are"),
}
TABLES = Record("file of words", {group: Field(shape, about=about) for group, (shape, about) in _GROUPS.items()})
assert set(REWRITES) <= set(_GROUPS)
