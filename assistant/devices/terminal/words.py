"""What the program itself has to say on a terminal: keys, hints, commands. What it says of its subject is content."""

from __future__ import annotations

from collections.abc import Mapping

ASK = "You: "  # where a line is wanted, in plain text; a screen reader says a word better than a sign
STOP = "STOP."  # how an urgent reply begins, so that it stands out without colour

SAY: Mapping[str, str] = {
    "hint": "Ctrl-D or “bye” leaves. F1 or /help shows what you can do.",
    "hint_plain": "Ctrl-D or “bye” leaves. /help shows what you can do.",
    "hint_paused": "“resume” goes on, “stop” ends the session, Ctrl-D leaves.",
    "hint_asked": "“ready” goes on, “stop” ends the session, Ctrl-D leaves.",
    "voice_on": "The voice is on.",
    "voice_off": "The voice is off.",
    "slower": "Slower from the next sentence on.",
    "faster": "Faster from the next sentence on.",
    "louder": "Louder.",
    "quieter": "Quieter.",
    "speaker": "Spoken by {name} from the next sentence on.",
    "no_speaker": "Name a voice of your system, for example: /speaker en-gb-x-rp",
    "no_picture": "There is nothing to show a picture of yet. Name one, for example: /picture {example}",
    "no_sources": "The last reply had no source.",
    "no_such": "There is no /{name}. There are: {names}",
    "plain_on": "Plain text from now on.",
    "read_as": "read as: {pairs}",
    "where": "where is it?",
    "guide": "guide me through {what}",
    "guide_any": "guide me",
    "guide_unknown": (
        "I do not know “{what}”. I know {known}, a routine, or a time such as “5 minutes”; “acupressure guide” alone takes everything that fits."
    ),
    "saved": "Written to {file}: {length}.",
    "diary_offer": "I could keep a private diary of such numbers, on this computer only. Do you want that? (yes or no)",
    "diary_waits": "Shall I keep that in the diary? (yes or no)",
    "diary_yes": "The diary is on. It stays on this computer, readable by you alone; “/diary off” ends it.",
    "diary_no": "All right, nothing is kept. “/diary on” would start one.",
    "diary_needs": "If you like, tell me from 0 to 10: how was it before the session, and how is it now?",
    "rated": "From {before} to {after}.",
    "noted": "Noted in your diary: from {before} to {after}.",
}

HELP = (  # key, command, what it does
    ("F1", "/help", "this"),
    ("F2", "/picture [NAME]", "a picture of the place"),
    ("F3", "/sources", "where the last answer comes from"),
    ("F4", "/voice [on|off]", "speak, or be silent"),
    ("", "/speaker NAME", "another voice"),
    ("F5 F6", "/slower /faster", "how fast to speak"),
    ("F7", "/diary [list|on|off]", "your private diary"),
    ("F8 F9", "/quieter /louder", "how loud to speak"),
    ("", "/plain", "text only, for screen readers"),
    ("Ctrl-C", "", "silence; pause a session; clear the line"),
    ("Tab, Right", "", "take the grey ending, or the next of the menu"),
    ("Alt-Enter", "", "a new line"),
    ("Ctrl-R", "", "search what you typed"),
    ("Ctrl-D", "/bye", "leave"),
)
PLAIN_HELP = (
    ("/help", "this"),
    ("/picture NAME", "the picture of a place, in words"),
    ("/sources", "where the last answer comes from"),
    ("/voice on, /voice off", "speak, or be silent; also /slower, /faster, /louder, /quieter, /speaker NAME"),
    ("/diary list, /diary on, /diary off", "your private diary"),
    ("Ctrl-C", "silence, or pause a session"),
    ("Ctrl-D or /bye", "leave"),
)
SESSION_HELP = "During a session, on an empty line: Enter ready, space pause, n next, b back, r repeat, s stop, + longer, - shorter, ? where is it."
PLAIN_SESSION_HELP = (
    "During a session say what you want, or one letter and Enter: n next, b back, r repeat, s stop, + longer, - shorter, ? where is it. "
    "Enter alone: ready."
)

TOOLBAR = ("F1 help", "F4 voice {voice}", "F2 picture", "Ctrl-D leave")
NARROW_BAR = ("/help", "/voice {voice}", "/bye")  # of phones, which have no such keys
SESSION_BAR = ("{space}", "s stop", "n next", "b back", "r repeat", "+ longer", "- shorter", "? where")
SCREENING_BAR = ("answer, or type “ready”", "s stop")
