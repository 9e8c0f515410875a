"""`rules diff`: what another rule set would change on today's cards."""

from collections.abc import Sequence
from pathlib import Path

from enrichment.compare import compare, verdicts_of
from steelyard.answers import COUNTED, TEXTS
from steelyard.commands.session import Frame, store_of
from steelyard.exits import Exit
from steelyard.harmless import json_line
from steelyard.rulebook import load_rulebook
from steelyard.settings import pack_path
from steelyard.show import moved_lines
from steelyard.today import today_in


def diff(frame: Frame, others: Sequence[str], *, on_top: bool, as_json: bool) -> int:
    """Judge the cards of the database by both rule sets, side by side; writes nothing.

    `others` take the place of the configured packs, or come `on_top` of them.
    """
    with store_of(frame) as (settings, store):
        cards = list(store.cards(settings.names))
    today = today_in(settings.timezone, frame.clock)
    wanted = [pack_path(name, Path.cwd()) for name in others]
    sets = (settings.packs, [*settings.packs, *wanted] if on_top else wanted)
    now, then = (
        load_rulebook(packs, settings.context).judge(cards, today, settings.language)
        for packs in sets
    )
    compared = compare(verdicts_of(now), then)
    if as_json:
        print(json_line(compared))  # noqa: T201 - a command's answer
        return Exit.DONE
    counted = frame.speech.count(compared.cards, COUNTED["cards"])
    print(frame.speech.say(TEXTS["both_sets"], cards=counted))  # noqa: T201
    for line in moved_lines(compared, frame.speech):
        print(line)  # noqa: T201 - a command's answer
    return Exit.DONE
