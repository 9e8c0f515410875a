"""Where a secret lives: in a variable the user has, or in `.env` under a name of ours."""

import re
from collections.abc import Mapping

import msgspec

from connectors.card import Tracker
from steelyard.setup.asker import Asker
from steelyard.setup.keep import names_in
from steelyard.setup.texts import SAY
from steelyard.speech import Speech

_REFERENCE = re.compile(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class Secret(msgspec.Struct, frozen=True):
    """A value and the variable that holds it; `new` ones are to be kept in `.env`."""

    variable: str
    value: str
    new: bool = False


class Safe(msgspec.Struct, frozen=True):
    """The variables there are, in the environment and in `.env`."""

    environment: Mapping[str, str]
    env: str

    def known(self, variable: str) -> str:
        """The value of a variable; the environment wins, as it does when the file is read."""
        return self.environment.get(variable) or value_in(self.env, variable)

    def free(self, wanted: str) -> str:
        """A name nobody uses yet."""
        taken = names_in(self.env) | set(self.environment)
        numbered = (f"{wanted}_{number}" for number in range(2, 1000))
        return next(name for name in (wanted, *numbered) if name not in taken)


def value_in(env: str, variable: str) -> str:
    """What a `.env` says of a variable."""
    import io  # noqa: PLC0415 - with its reader, for this command alone

    from dotenv import dotenv_values  # noqa: PLC0415

    return dotenv_values(stream=io.StringIO(env), interpolate=False).get(variable) or ""


def ask_email(asker: Asker, speech: Speech, safe: Safe, own: str, before: str | None) -> Secret:
    """Ask for an e-mail address until there is one; `before` is the last answer."""
    while True:
        said = asker.text("email", speech.say(SAY["email"]), before)
        if found := _found(asker, speech, safe, own, said):
            return found


def ask_secret(asker: Asker, speech: Speech, safe: Safe, kind: str, own: str) -> Secret:
    """Ask for a `key` or `token` until there is one; `own` is the variable for a pasted one."""
    while True:
        said = asker.secret(f"{kind}-env", speech.say(SAY[kind]))
        if found := _found(asker, speech, safe, own, said):
            return found


def _found(asker: Asker, speech: Speech, safe: Safe, own: str, said: str) -> Secret | None:
    """What an answer stands for: a variable that is set, or a value to be kept."""
    reference = _REFERENCE.fullmatch(said)
    if said and reference is None:
        known = safe.known(own) == said
        return Secret(own if known else safe.free(own), said, new=not known)
    variable = reference[1] if reference else ""
    if variable and (value := safe.known(variable)):
        return Secret(variable, value)
    what = speech.say(SAY["unset"], name=variable) if variable else speech.say(SAY["empty"])
    asker.again(f"${variable or own}", what, speech.say(SAY["unset todo"]))
    return None


def variable_of(kind: str, tracker: Tracker, connection: str) -> str:
    """`SHOP_TOKEN` for the connection shop; the tracker's name where that is no name of a variable."""
    word = connection.replace("-", "_")
    return f"{word if _WORD.fullmatch(word) else tracker.value}_{kind}".upper()
