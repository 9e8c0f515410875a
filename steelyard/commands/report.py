"""`report`: the backlog as a page a manager can open, from what the last run read."""

from pathlib import Path
from zoneinfo import ZoneInfo

from steelyard.answers import TEXTS
from steelyard.commands.session import Frame, store_of
from steelyard.errors import UserError
from steelyard.exits import Exit
from steelyard.report import Told, main_language, save_report
from steelyard.rhythm import rhythm_of
from steelyard.rulebook import load_rulebook
from steelyard.today import today_in


def report(frame: Frame, out: Path) -> int:
    """Write the page; asks no tracker. Raises Problems, StoreError, UserError."""
    with store_of(frame) as (settings, store):
        cards = list(store.cards(settings.names))
        rhythm = rhythm_of(store, frame.clock.now())
        earlier = store.past.since(frame.clock.now())
    if not cards:
        todo = "read the trackers first: steelyard plan"
        raise UserError(settings.database, "no card was read yet", todo, Exit.CONFIGURATION)
    rulebook = load_rulebook(settings.packs, settings.context)
    today = today_in(settings.timezone, frame.clock)
    judged = rulebook.judge(cards, today, settings.language)
    chosen = frame.asked or (None if settings.language == "auto" else settings.language)
    made = frame.clock.now().astimezone(ZoneInfo(settings.timezone))
    told = Told(judged, rulebook, made, rhythm=rhythm, earlier=earlier)
    save_report(out, told, chosen or main_language(judged))
    print(frame.speech.say(TEXTS["report"], path=out))  # noqa: T201 - a command's answer
    return Exit.DONE
