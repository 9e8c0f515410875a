"""The crontab: five fields, a user, and a command that works under the shell it names."""

from datetime import UTC, datetime

from cronsim import CronSim

from tests.examples.conftest import BASELINE, EXAMPLES, Shell, add_bare_card, typed_in

FILE = EXAMPLES / "cron" / "steelyard"
LINES = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


def test_it_runs_every_working_night() -> None:
    fields = " ".join(LINES[-1].split()[:5])
    nights = CronSim(fields, datetime(2026, 11, 20, tzinfo=UTC))

    assert [next(nights).isoformat()[:16] for _ in range(2)] == [
        "2026-11-20T03:17",
        "2026-11-23T03:17",
    ]


def test_its_command_makes_the_baseline_shorter_and_fails_on_a_new_incomplete_card(
    shell: Shell,
) -> None:
    *settings, entry = LINES
    assert [line.split("=")[0] for line in settings] == ["SHELL", "PATH", "MAILTO"]
    user, command = entry.split(maxsplit=6)[5:]
    assert user == "steelyard"
    assert "%" not in command  # cron would end the line there
    assert FILE.read_text().endswith("\n")  # cron leaves out a last line without an end
    command = command.replace("/srv/steelyard", str(shell.house.folder))
    house = shell.house

    first = shell.run(command, house.secrets, by="/bin/sh")
    known = (house.folder / BASELINE).read_text()
    add_bare_card(house)
    second = shell.run(command, house.secrets, by="/bin/sh")

    assert (first.code, second.code) == (0, 1), first.err + second.err
    assert (house.folder / "steelyard.html").exists()
    assert (house.folder / BASELINE).read_text() == known
    assert typed_in(FILE)[0].startswith("steelyard run --dry")
