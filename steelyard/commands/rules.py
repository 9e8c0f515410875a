"""`rules check` and `rules test`: the packs, before anybody is judged by them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from enrichment.packs import Pack
from enrichment.packs.trial import Failure, run_pack_tests
from steelyard.answers import TEXTS
from steelyard.exits import Exit
from steelyard.rulebook import Rulebook, load_rulebook
from steelyard.settings import load_settings, pack_path
from steelyard.speech import Speech

DEFAULT = ("ecommerce",)


def check(config: Path, packs: Sequence[str], speech: Speech, *, as_json: bool) -> int:
    """Load packs (those of the configuration when none is named) and say what is in them.

    Raises Problems with everything that is wrong with them, and with the configured context.
    """
    pack = _rulebook(config, packs).pack
    counts = _counts(pack)
    if as_json:
        print(msgspec.json.encode({"version": pack.version, **counts}).decode())  # noqa: T201
        return Exit.DONE
    listed = ", ".join(speech.say(TEXTS[name], n=count) for name, count in counts.items())
    good = speech.say(TEXTS["rules_good"], version=pack.version, counts=listed)
    print(good)  # noqa: T201 - a command's answer
    return Exit.DONE


def test(config: Path, packs: Sequence[str], speech: Speech, *, as_json: bool) -> int:
    """Run the tests of packs, each on the day it names; failures come as a diff."""
    rulebook = _rulebook(config, packs)
    failures = run_pack_tests(rulebook.pack, rulebook.words)
    total = len(rulebook.pack.cases)
    if as_json:
        value = {"tests": total, "failures": failures}
        print(msgspec.json.encode(value).decode())  # noqa: T201 - a command's answer
    else:
        for line in _outcome(failures, total, speech):
            print(line)  # noqa: T201 - a command's answer
    return Exit.GATE if failures else Exit.DONE


def _rulebook(config: Path, packs: Sequence[str]) -> Rulebook:
    """Load the named packs; without names the configuration's, and `ecommerce` without one."""
    if packs or not config.exists():
        named = [pack_path(name, Path.cwd()) for name in packs or DEFAULT]
        return load_rulebook(named, None)
    settings = load_settings(config)
    return load_rulebook(settings.packs, settings.context)


def _counts(pack: Pack) -> dict[str, int]:
    checks = {rule.id for rules, _ in pack.checks.values() for rule in rules}
    return {
        "checks": len(checks),
        "lanes": len(pack.lanes),
        "layers": len(pack.layers[0]),
        "decisions": len(pack.decisions[0]),
        "tests": len(pack.cases),
    }


def _outcome(failures: Sequence[Failure], total: int, speech: Speech) -> Iterator[str]:
    yield from map(str, failures)
    failed = len({failure.case for failure in failures})
    yield speech.say(TEXTS["tests_pass"], good=total - failed, total=total)
