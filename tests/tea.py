"""A small subject, tea, as files: what the tests of content read, break and mend."""

from __future__ import annotations

from pathlib import Path

from assistant.content.vocabulary import REPLIES, REPLIES_TO_SIGNS

FILES = {
    "intents/common/social.yaml": """\
rules:
  please: (please|kindly)
hello:
  about: a greeting
  reply: {say: greeting}
  kind: social
  anchor: false
  says: [hello, hi, good (morning|evening), hello again, hi there, hey, hey there, hello to you, greetings]
stop:
  about: to stop
  reply: {move: stop}
  kind: control
  says: [stop, "[be] quiet", "[<please>] stop it"]
again:
  about: the same once more
  reply: {act: again, in_session: repeat}
  kind: control
  says: ["<please> say that again", stop it]
""",
    "intents/tea/teas.yaml": """\
rules:
  how_long: how (long|many minutes)
ask_steeping:
  about: how long to steep
  reply: {facet: steeping}
  slots: [tea]
  otherwise: {entry: water, facet: steeping}
  says:
    - "<how_long> (do|should) i (steep|brew) {tea}"
    - <how_long>
    - "{tea} for {minutes} minutes"
  never: [until it works]
ask_water:
  about: the water
  reply: {facet: [heat, steeping]}
  otherwise: {say: which}
  slots: [tea]
  says: [how hot]
overview:
  about: a tea in short
  reply: {do: overview}
  says: ["[tell me about] {tea}"]
list_teas:
  about: which teas
  reply: {do: list}
  says:
    - which teas are {colour}
hello:
  replaces: true
  about: a greeting over tea
  reply: {say: greeting}
  kind: social
  anchor: false
  says: [good day]
  named: true
  needs: [day]
""",
    "knowledge/common/words.yaml": """\
contractions:
  "what's": what is
  dont: do not
fillers:
  um: ""
numbers:
  ten: 10
""",
    "knowledge/common/known.yaml": """\
known:
  - the cup of tea
  - >
    kettle spoon
    the milk
""",
    "knowledge/common/cues.yaml": """\
cues:
  - cue: denied
    direction: forward
    reach: 5
    says: ["no", not, (do|does) not want]
    unless: [not only]
    ends: [but]
    begins: true
    closes: true
""",
    "knowledge/common/phrases.yaml": """\
greeting: Hello.
which:
  - Which {kind}?
  - Which {kind} do you mean, {options}?
""",
    "knowledge/tea/domain.yaml": """\
title: Tea for beginners
subject: tea
general: water
kinds:
  tea: {one: tea, many: teas, bare: overview}
  topic: {one: topic, many: topics, bare: overview}
attributes:
  colour: {gloss: the colour, bare: list_teas, facet: heat, asks: true, masked: false}
  vessel: {gloss: the pot, describes: false, guard: true, bare: hello, helps: true}
facets:
  steeping: how long it steeps
  heat: how hot the water is
  numbers: its figures
knowing: [heat]
leading: [heat]
anchors: [pot kettle, tea]
vague: [skin]
figurative: [saying]
ache: {told: skin, aimed: burnt, place: skin}
severe: 7
weekly: 5
plural: [skin]
measures:
  grams:
    {gloss: leaves for a cup, most: [(strongest|heaviest) tea], least: [lightest tea],
     more: [needs more leaves], less: [needs fewer leaves], same: [as many leaves], facet: steeping}
codes:
  - {prefix: TF, name: grade, last: 9, spellings: [tf, tee eff], called: {"4": [golden tips]}}
""",
    "knowledge/tea/sources.yaml": """\
caddy: {title: "What the caddy says: brewing", place: the lid, short: the caddy}
aunt: {title: My aunt}
""",
    "knowledge/tea/phrases.yaml": "greeting: ['Tea?', 'Good day, tea?']\n"
    + "".join(f"{reply}: {reply} of tea\n" for reply in (*REPLIES, *REPLIES_TO_SIGNS)),
    "knowledge/tea/spoken.yaml": "sencha: sen cha\n",
    "knowledge/tea/glossary.yaml": "caddy: {also: [tea caddy], means: A caddy is a tin for tea., from: [caddy]}\n",
    "knowledge/tea/values/colour.yaml": """\
attribute: colour
values:
  - id: green
    name: green
    also: [light (green|jade)]
  - id: pale-green
    name: pale green
    within: [green]
  - id: purple
    name: purple
    outside: true
    one: pale-green
""",
    "knowledge/tea/values/vessel.yaml": """\
attribute: vessel
values:
  - {id: pot, name: the pot}
""",
    "knowledge/tea/teas/sencha.yaml": """\
id: sencha
kind: tea
name: Sencha
also: [green leaf, "煎茶"]
heard: [sen char]
say: sen cha
attributes: {colour: [pale-green], vessel: [pot]}
numbers: {grams: 4.5}
figure: leaf
steeping:
  - text: Sencha steeps for one to two minutes.
    seconds: [60, 120]
    from: [caddy, aunt]
  - text: In the pot, a little longer.
    when: [pot]
    about: [green]
    claim: tip
    from: [aunt]
    say: a little longer in the pot
plans:
  - when: [pot]
    seconds: 90
    sides: []
    steps:
      settle: {text: Sit down., from: [aunt]}
      hold: {text: Wait., from: [aunt]}
formerly: [T-1]
""",
    "knowledge/tea/topics/water.yaml": """\
id: water
kind: topic
name: water
covered: false
steeping:
  - text: Most teas steep for three minutes.
    from: [caddy]
numbers:
  - text: A cup takes two hundred millilitres.
    from: [caddy]
""",
    "knowledge/tea/topics/party.yaml": """\
id: party
kind: topic
name: tea party
parts: [sencha]
heat:
  - text: Guests come before the water boils.
    from: [aunt]
    ways: {weakly: {text: Guests may come later., from: [aunt]}}
""",
    "knowledge/tea/safety/parts.yaml": """\
parts:
  burnt: [burnt, burned, (boiling|hot) water on]
  skin: [my (hand|arm), skin]
  saying: [burnt my fingers]
""",
    "knowledge/tea/safety/examples.yaml": """\
examples:
  - flag: scald
    says: [The kettle went over my hand!]
  - says: ["Hot, this tea"]
""",
    "knowledge/tea/safety/flags/scald.yaml": """\
id: scald
topic: a scald
urgency: emergency_now
say: Cool it under running water now.
say_other: Cool it for them now.
signs:
  - parts: [burnt, skin]
    within: 6
  - says: [i scalded myself]
    unless: [skin, years ago]
unless: [in a film]
blocks: [all]
lasts: true
recent: true
after: [hello]
from: [aunt]
""",
    "knowledge/tea/safety/conditions/caffeine.yaml": """\
id: caffeine
topic: caffeine
level: caution
tell: Then drink little of it.
note: ""
signs:
  - {says: [(caffeine|coffee) keeps me awake], looks: [decaf coffee]}
  - {parts: [skin], looks: [burnt, tea skin], alone: true}
leave_out: [sencha]
ask_first: [all]
avoid: {colour: [green]}
prefer: {vessel: [pot]}
ways: {weakly: [sencha]}
ruled_out: {as-ever: [sencha]}
lasts: false
heals: true
wish: true
means: [burnt]
heeded: true
unless: [decaf]
from: [aunt]
""",
    "knowledge/tea/figures/leaf.svg": "<svg/>\n",
}


def write(root: Path, changes: dict[str, str] | None = None) -> Path:
    """The subject as files below `root`, some of them changed."""
    for path, text in {**FILES, **(changes or {})}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def form(path: str) -> str:
    """The form of one of the files: the name of its schema."""
    folder, _, *inner = path.split("/")
    if folder == "intents":
        return "intents"
    if len(inner) == 1:
        return inner[0].removesuffix(".yaml")
    if inner[0] == "safety":
        return {"flags": "flag", "conditions": "condition", "examples.yaml": "examples"}.get(inner[1], "parts")
    return "values" if inner[0] == "values" else "entry"
