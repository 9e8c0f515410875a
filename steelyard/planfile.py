"""A plan as a file people can read, keep and hand to `apply`."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from connectors.text.harmless import harmless
from connectors.write import Plan, PutComment, Write
from steelyard.errors import UserError
from steelyard.exits import Exit
from steelyard.files import replace_file, writing
from steelyard.harmless import printable

_VERSION = 1


def save_plan(path: Path, plan: Plan) -> None:
    """Write the plan, whole or not at all. It holds card titles, so only its owner may read it.

    Personal data in titles and remarks is masked, as it will be on the card.
    """
    with writing(path, "plan"):
        replace_file(path, _text(plan))


def read_plan(path: Path) -> Plan:
    """The plan of a file; raises UserError when it is not one of ours."""
    try:
        plan = msgspec.json.decode(path.read_bytes(), type=Plan)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise _unreadable(path, f"the plan cannot be read ({reason})") from error
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise _unreadable(path, f"this is no plan of Steelyard ({error})") from error
    if plan.version != _VERSION:
        raise _unreadable(path, "the plan was made by another version of Steelyard")
    return plan


def _text(plan: Plan) -> Iterator[str]:
    """JSON of the plan, write by write: there may be more than fit into memory."""
    made = msgspec.json.encode(plan.made).decode()
    yield f'{{\n "made": {made},\n "writes": ['
    between = "\n"
    for write in plan.writes:
        one = msgspec.json.format(msgspec.json.encode(_shown(write)), indent=1).decode()
        yield between + "  " + one.replace("\n", "\n  ")
        between = ",\n"
    end = "" if between == "\n" else "\n "
    yield f'{end}],\n "version": {plan.version}\n}}\n'


def _shown(write: Write) -> Write:
    title = printable(write.target.title)
    write = msgspec.structs.replace(
        write, target=msgspec.structs.replace(write.target, title=title)
    )
    if isinstance(write, PutComment):
        return msgspec.structs.replace(write, remark=harmless(write.remark))
    return write


def _unreadable(path: Path, what: str) -> UserError:
    return UserError(str(path), what, "make a plan with: steelyard plan", Exit.CONFIGURATION)
