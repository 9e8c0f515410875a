"""A database that cannot be written ends a run with one loud line, and loses nothing."""

import resource
import sqlite3
import subprocess
import sys

from tests.support.house import House, environment


def run_on_a_small_disk(house: House, size: int) -> subprocess.CompletedProcess[str]:
    """The real command, where no file may grow beyond `size` bytes."""
    return subprocess.run(
        [sys.executable, "-m", "steelyard", "run"],
        cwd=house.folder,
        env=environment() | house.secrets,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_a_full_disk_is_a_failed_run_said_loudly_and_the_next_one_mends_it(house: House) -> None:
    full = run_on_a_small_disk(house, 1_800_000)

    assert full.returncode == 3
    (line,) = full.stderr.strip().splitlines()
    assert "the database failed" in line
    assert "see that the disk has room" in line
    assert house.writes()  # it had begun

    again = house.steelyard("run", "--json")
    assert again.code == 0, again.err
    assert set(house.living_comments().values()) <= {0, 1}
    house.clear_logs()
    assert house.steelyard("run", "--json").json["planned"] == 0
    assert house.writes() == []


def test_a_locked_file_is_a_failed_run_said_loudly(house: House) -> None:
    house.edit_config("steelyard.db", "steelyard.db?timeout=1")
    house.steelyard("plan")
    with sqlite3.connect(house.folder / "steelyard.db") as other:
        other.execute("BEGIN IMMEDIATE")

        locked = house.steelyard("run")

        other.rollback()
    other.close()
    assert locked.code == 3
    assert "the database failed (database is locked)" in locked.err
    assert len(locked.err.strip().splitlines()) == 1
    assert house.writes() == []
    assert house.steelyard("run").code == 0


def test_state_that_went_back_in_time_doubles_nothing(house: House) -> None:
    """The database was restored from a backup made before the last run."""
    house.steelyard("plan")
    backup = (house.folder / "steelyard.db").read_bytes()
    house.steelyard("run")
    comments = house.living_comments()
    house.forget()
    (house.folder / "steelyard.db").write_bytes(backup)
    house.clear_logs()

    ran = house.steelyard("run", "--json")

    assert ran.code == 0, ran.err
    assert house.living_comments() == comments
    assert not any("omment" in write for write in house.writes())
    house.clear_logs()
    assert house.steelyard("run").code == 0
    assert house.writes() == []


def test_a_folder_for_the_database_that_cannot_be_made_is_one_line_too(house: House) -> None:
    (house.folder / "taken").write_text("a file where a folder should be")
    house.edit_config("sqlite:///", "sqlite:///taken/")

    ran = house.steelyard("run")

    assert ran.code == 3
    (line,) = ran.err.strip().splitlines()
    assert "taken/" in line
    assert "make its folder writable" in line
