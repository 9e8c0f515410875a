"""`check`: everything a run stands on, one line a fact; sends no write, safe to paste in public."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from connectors.gate import Redactor
from connectors.protocol import Access
from enrichment.yamlplaces import Problems
from steelyard.checkup.connection import Look, connection_facts
from steelyard.checkup.facts import Fact, exit_of, faults, fit_for_all
from steelyard.checkup.premises import premises
from steelyard.checkup.texts import END, MARKS, TOPICS
from steelyard.commands.session import Frame
from steelyard.exits import Exit
from steelyard.harmless import json_line
from steelyard.log import set_up_logs
from steelyard.settings import Settings, load_settings
from steelyard.speech import Speech
from steelyard.world import open_gates


def check(frame: Frame, *, as_json: bool) -> int:
    """Look at the files and ask every tracker; one connection's failure leaves the others checked."""
    speech = frame.speech
    try:
        settings = load_settings(frame.config)
    except Problems as found:
        return _told(faults("configuration", found), Redactor(), speech, as_json=as_json)
    redact = Redactor(settings.secrets)
    set_up_logs(frame.verbosity, redact)
    facts = [*premises(settings, speech), *_connections(frame, settings, redact, speech)]
    return _told(facts, redact, speech, as_json=as_json)


def _connections(frame: Frame, settings: Settings, redact: Redactor, speech: Speech) -> list[Fact]:
    """The facts of all connections, asked side by side, in the order of the file."""
    gates = open_gates(settings.accesses, frame.clock, redact, read_only=True)

    def one(access: Access) -> list[Fact]:
        look = Look(access, gates[access.name], speech, frame.clock.now())
        return list(connection_facts(look))

    try:
        with ThreadPoolExecutor(max_workers=len(settings.accesses)) as pool:
            return [fact for facts in pool.map(one, settings.accesses) for fact in facts]
    finally:
        for gate in gates.values():
            gate.close()


def _told(facts: Sequence[Fact], redact: Redactor, speech: Speech, *, as_json: bool) -> Exit:
    code, public = exit_of(facts), fit_for_all(facts, redact)
    if as_json:
        print(json_line({"exit_code": code, "facts": public}))  # noqa: T201 - a command's answer
        return code
    for fact in public:
        print(_line(fact, speech))  # noqa: T201 - a command's answer
    print(speech.say(END[code is Exit.DONE]))  # noqa: T201 - a command's answer
    return code


def _line(fact: Fact, speech: Speech) -> str:
    known = TOPICS.get(fact.about) if not fact.topic else None
    about = speech.say(known) if known else fact.about
    topic = f"{speech.say(TOPICS[fact.topic])}: " if fact.topic else ""
    state = speech.say(MARKS[fact.state])
    todo = f"; {fact.todo}" if fact.todo else ""
    return f"{state:<7} {about}: {topic}{fact.text}{todo}"
