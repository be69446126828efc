"""The Python API: its documentation runs, its names are there, and somebody else's loop can drive it."""

from __future__ import annotations

import re

from assistant import api
from assistant.authoring.player import Player
from tests.running import ROOT, python

DOCS = (ROOT / "docs" / "api.md").read_text("utf-8")


def test_every_stable_name_exists_and_is_explained() -> None:
    for name in api.__all__:
        assert hasattr(api, name)
        assert re.search(rf"\b{name}\b", DOCS), f"docs/api.md does not explain {name}"


def test_the_first_example_of_the_documentation_runs(engine: api.Engine) -> None:
    code = DOCS.split("```python\n")[1].split("```")[0]
    assert "engine = api.load()" in code
    names: dict[str, object] = {"engine": engine}
    exec(code.replace("engine = api.load()", "pass"), names)
    reply = names["reply"]
    assert isinstance(reply, api.Reply)
    assert (reply.intent, reply.about) == ("ask_duration", ("BL-40",))


def test_conversations_do_not_know_of_each_other(engine: api.Engine) -> None:
    one, _ = api.say(engine, api.Conversation(), "where is bl-40")
    other, _ = api.say(engine, api.Conversation(), "where is bl-60")
    assert api.say(engine, one, "and how long")[1].about == ("BL-40",)
    assert api.say(engine, other, "and how long")[1].about == ("BL-60",)
    assert api.say(engine, one, "and how long")[1].about == ("BL-40",)


def test_a_reply_tells_where_a_session_is(engine: api.Engine) -> None:
    talk, reply = api.say(engine, api.Conversation(), "guide me through bl-40")
    assert reply.session is not None
    assert (reply.session.entry, reply.session.phase, reply.session.step) == ("BL-40", "screening", 1)
    assert api.as_data(reply)["session"] == reply.session._asdict()
    talk, reply = api.say(engine, talk, "stop")
    assert reply.session is None


def test_a_late_event_changes_nothing(engine: api.Engine) -> None:
    player = Player(engine)
    for text in ("guide me through bl-40", "ready"):
        player.say(text)
    before = player.talk
    assert before.session is not None
    late = before.session.ticket - 1
    assert api.step(engine, before, api.TimeUp(late)) == (before, ())
    assert api.step(engine, before, api.SpeechDone(late)) == (before, ())


def test_the_example_runs_in_somebody_elses_loop() -> None:
    lines = "where is bl-40\nguide me through bl-40\nready\nstop\n"
    done = python("examples/embed.py", stdin=lines)
    assert "[answer] BL-40 is" in done.out
    assert "Step 1 of" in done.out
    assert done.out.rstrip().splitlines()[-1].startswith("[control]")
    assert (done.code, done.err) == (0, "")
