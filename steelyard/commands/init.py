"""`init`: a conversation that ends in `steelyard.yaml` and `.env`, or in nothing."""

import os
import signal
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import typer

from connectors.card import Tracker
from connectors.errors import ConnectorError, Stopped
from connectors.gate import Books, Redactor
from connectors.registry import TRACKERS
from enrichment.yamlplaces import load
from steelyard.commands.session import Frame
from steelyard.errors import UserError
from steelyard.exits import Exit
from steelyard.files import READABLE, replace_file, undisturbed
from steelyard.log import set_up_logs
from steelyard.screen import complain
from steelyard.settings import known_names
from steelyard.setup.asker import Asker, Flags, Given, Option
from steelyard.setup.conversation import Draft, talk
from steelyard.setup.desk import Desk
from steelyard.setup.entry import names_of, new_file, with_entries
from steelyard.setup.keep import merged
from steelyard.setup.secrets import Safe
from steelyard.setup.terminal import Terminal

_ADD, _REPLACE = "add", "replace"


def init(frame: Frame, given: Given, *, interactive: bool) -> int:
    """Ask, then write; an interrupt before the end leaves everything as it was."""
    redact = Redactor()
    set_up_logs(frame.verbosity, redact)
    asker: Asker = Terminal(given, frame.speech) if interactive else Flags(given)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a question does not go on after ^C
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with ExitStack() as closing:
        desk = Desk(asker, frame.speech, frame.clock, redact, known_names(), Books(), closing)
        return _set_up(desk, frame, interactive=interactive)


def _set_up(desk: Desk, frame: Frame, *, interactive: bool) -> int:
    try:
        old, drafts = _agreed(desk, frame.config, interactive=interactive)
    except (KeyboardInterrupt, typer.Abort, Stopped):
        complain(desk.say("nothing"))
        return Exit.INTERRUPTED
    _keep(desk, frame.config, old, drafts)
    code = make_scores(desk, [one for one in drafts if one.make_score])
    config = "" if frame.config == Path("steelyard.yaml") else f" -c {frame.config}"
    desk.asker.say(desk.say("next", config=config))
    return code


def _agreed(desk: Desk, path: Path, *, interactive: bool) -> tuple[str | None, list[Draft]]:
    """The text to add to (None for a new file), and one connection or more."""
    _writable(desk, path)
    desk.asker.hint(desk.say("welcome", file=path.name))
    old = _old(desk, path)
    taken = names_of(old, path) if old is not None else []
    env, drafts = _env_text(path), list[Draft]()
    while True:
        safe = Safe(os.environ, merged(env, _new_secrets(drafts)))
        drafts.append(talk(desk, safe, [*taken, *(one.entry.name for one in drafts)]))
        if not interactive or not desk.asker.yes("", desk.say("another"), default=False):
            return old, drafts


def _writable(desk: Desk, path: Path) -> None:
    """Answers would be lost in the end where no file can be left."""
    folder = path.resolve().parent
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        what, todo = desk.say("no folder"), desk.say("no folder todo")
        raise UserError(str(path), what, todo, Exit.CONFIGURATION)


def _old(desk: Desk, path: Path) -> str | None:
    """The text of the file that is there and is to be added to."""
    if not path.exists():
        return None
    load(path)  # raises Problems for a file nobody can read, before anything is asked
    text = path.read_text(encoding="utf-8-sig")
    names = ", ".join(names_of(text, path))
    options = [
        Option(_ADD, desk.say("add")),
        Option(_REPLACE, desk.say("replace", kept=_backup(path).name)),
    ]
    prompt = desk.say("existing", file=path.name, names=names)
    return text if desk.asker.one("existing", prompt, options) == _ADD else None


def _keep(desk: Desk, path: Path, old: str | None, drafts: Sequence[Draft]) -> None:
    """Write what was agreed upon: `.env` first, for the other file names what it holds."""
    entries, secrets = [one.entry for one in drafts], _new_secrets(drafts)
    text = (
        new_file(path, entries, desk.speech)
        if old is None
        else with_entries(path, old, entries, desk.speech)
    )
    env = path.resolve().parent / ".env"
    with undisturbed():
        if secrets:
            replace_file(env, merged(_env_text(path), secrets))
        if path.exists():
            mode = path.stat().st_mode & 0o777
            if old is None:
                path.replace(_backup(path))
            replace_file(path.resolve(), text, mode)
        else:
            replace_file(path.resolve(), text, READABLE)
    written = [path.name, *([env.name] if secrets else [])]
    desk.asker.say(desk.say("wrote", files=", ".join(written)))
    if secrets and _shared(env):
        desk.asker.say(desk.say("ignore"))


def _new_secrets(drafts: Sequence[Draft]) -> dict[str, str]:
    return {one.variable: one.value for draft in drafts for one in draft.secrets if one.new}


def _env_text(path: Path) -> str:
    env = path.resolve().parent / ".env"
    return env.read_text(encoding="utf-8") if env.exists() else ""


def _backup(path: Path) -> Path:
    """A name beside the file that nothing bears yet."""
    numbered = (path.with_name(f"{path.name}.{number}.bak") for number in range(2, 1000))
    return next(one for one in (path.with_name(f"{path.name}.bak"), *numbered) if not one.exists())


def _shared(env: Path) -> bool:
    """Whether the folder is under git and nobody told git to leave `.env` out."""
    ignore = env.parent / ".gitignore"
    said = ignore.read_text(encoding="utf-8").split() if ignore.exists() else []
    return (env.parent / ".git").exists() and not {".env", "/.env", ".env*", "*.env"} & set(said)


def make_scores(desk: Desk, drafts: Sequence[Draft]) -> Exit:
    """Make the fields agreed upon; what failed is said, and a label stands in."""
    code = Exit.DONE
    for draft in drafts:
        access, entry = draft.access, TRACKERS[draft.access.tracker]
        said = {"name": access.name, "score": access.score}
        try:
            surface = entry.connect(access, desk.gate(access)).discover()
            entry.survey(access, desk.gate(access, read_only=False)).make_score(surface)
        except ConnectorError as error:
            desk.asker.say(
                desk.say("not made", name=access.name, why=f"{error.what}; {error.todo}")
            )
            code = Exit.PARTIAL
        else:
            key = "made off screen" if access.tracker is Tracker.JIRA else "made"
            desk.asker.say(desk.say(key, **said))
    return code
