"""What the engine can do, by the names content uses for it. A new ability of the engine gets its name here."""

from __future__ import annotations

SLOTS = ("measure", "minutes", "number", "ordinal")  # besides the kinds and attributes of a subject

DO = (
    "overview",
    "list",
    "recommend",
    "helps",
    "check",
    "compare",
    "most",
    "guide",
    "signs",
    "known",
    "figure",
    "word",
    "follows",
    "precedes",
    "left_out",
)

MOVES = (
    *("next", "back", "repeat", "pause", "resume", "skip", "stop", "start_over", "ready", "hurts", "gentler"),
    *("slower", "faster", "louder", "quieter", "longer", "shorter", "length", "voice_on", "voice_off"),
    *("how_long", "how_many_left", "which_step", "other_side"),
    *("cues_both", "cues_tones", "cues_words", "cues_silent"),
)

ACTS = (
    *("again", "shorter", "simpler", "more", "yes", "no", "later", "never_mind", "correct", "doubt", "forget"),
    *("both", "all", "neither", "other", "another", "rest", "ordinal", "first_topic", "same_for"),
    *("why", "who_says", "how_to", "rating", "minutes", "resolved"),
    *("better", "same", "worse", "why_not", "brief", "in_full"),
)

BLANKS = (  # what the engine fills in replies; the id of a reply stands for its first variant
    *("kind", "many", "title", "name", "names", "first", "second", "value", "complaint", "facet", "facts", "others", "gloss", "number"),
    *("count", "options", "sources", "reason", "code", "channel", "last", "place", "step", "steps", "of", "phase", "side", "position"),
    *("time", "minutes", "seconds", "left", "total", "rating", "before", "after", "sessions", "early", "late"),
)

CUES = (
    *("denied", "past", "present", "other", "hypothetical", "asked", "supposed", "correction", "excluded", "spared"),
    *(
        "teller",
        "patient",
        "animal",
        "fiction",
        "own",
        "withdrawn",
        "checked",
        "agreed",
        "planned",
        "healed",
        "bygone",
        "lately",
        "long_ago",
        "aged",
        "stopped",
        "mistaken",
        "explained",
        "changed",
        "pointing_back",
        "says_who",
        "for_other",
        "forgotten",
        "admitted",
        "not_mine",
        "theirs",
        "ended",
        "chosen",
    ),
)

REWRITES = ("contractions", "shorthand", "spelling")  # groups of words that are read as others before anything is compared

# Replies that only a subject can word: `check` asks for them.
REPLIES = ("example", "out_of_scope", "unknown_point", "screening")
REPLIES_TO_SIGNS = ("firm", "signs_intro", "signs_same_day", "signs_soon", "signs_end")  # where there are flags, or the signs are asked for
