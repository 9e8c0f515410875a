"""The texts of rules in the language of the page, whatever language the verdict speaks."""

from collections.abc import Mapping
from dataclasses import dataclass

from enrichment.reading.slots import Kind
from enrichment.verdict import Advice, Flag, Part
from enrichment.weigh import CLAMP
from enrichment.wording import Texts
from steelyard.report.teams import Teams, teams_of
from steelyard.report.texts import PRESSED, RULES, SCALE_END
from steelyard.rulebook import Rulebook
from steelyard.speech import Speech


@dataclass(frozen=True, slots=True)
class Rulings:
    """Looks rules up by id. A rule the pack no longer has keeps the words of its verdict."""

    speech: Speech
    asks: Mapping[tuple[Kind, str], tuple[Texts, Texts]]
    lanes: Mapping[str, Texts]
    addends: Mapping[str, Texts]
    decisions: Mapping[str, Texts]
    teams: Teams

    def ask(self, kind: Kind, flag: Flag) -> str:
        """The question of a flag."""
        known = self.asks.get((kind, flag.rule))
        return self.speech.say(known[0]) if known else flag.ask

    def reason(self, kind: Kind, flag: Flag) -> str:
        """Why the question is asked."""
        known = self.asks.get((kind, flag.rule))
        return self.speech.say(known[1]) if known else flag.why

    def addend(self, part: Part) -> str:
        """What a part of a score stands for."""
        known = self.addends.get(part.rule)
        return self.speech.say(known) if known else part.why

    def layer(self, rule: str) -> str:
        """What a layer is about, as a clause; a rule the pack no longer has goes by its id."""
        known = SCALE_END if rule == CLAMP else self.addends.get(rule)
        return self.speech.say(known).rstrip(".") if known else rule

    def pressure(self, rule: str) -> str:
        """A pressure in a word or two."""
        return self.speech.say(PRESSED[rule]) if rule in PRESSED else self.layer(rule)

    def advice(self, advice: Advice) -> str:
        """The reason of a decision."""
        known = self.decisions.get(advice.rule)
        return self.speech.say(known) if known else advice.why

    def lane(self, lane: str) -> str:
        """The name of a lane."""
        return self.speech.say(self.lanes[lane]) if lane in self.lanes else lane

    def short(self, rule: str) -> str:
        """What a check misses in a word or two."""
        known = RULES.get(rule)
        return self.speech.say(known) if known else rule.removeprefix("missing-").replace("-", " ")


def rulings(rulebook: Rulebook, speech: Speech) -> Rulings:
    """The rules of `rulebook`, spoken by `speech`."""
    pack = rulebook.pack
    asks = {
        (kind, check.id): (check.ask, check.why)
        for (kind, _), (checks, _) in pack.checks.items()
        for check in checks
        if check.show is None  # what it shows stands in the flag alone
    }
    bases = {name: {"ru": lane.why.ru, "en": lane.why.en} for name, lane in pack.lanes.items()}
    layers = {layer.id: layer.why for layer in pack.layers[0]}
    decisions = {rule.id: rule.why for rule in pack.decisions[0]}
    teams = teams_of(rulebook.context, speech)
    return Rulings(speech, asks, rulebook.lane_names, {**layers, **bases}, decisions, teams)
