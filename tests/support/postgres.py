"""A PostgreSQL server of our own for a test, where its programs are installed."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

NO_SERVER = "no PostgreSQL server is installed here (initdb, pg_ctl), or no driver (psycopg)"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl; Debian keeps it out of PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else debian
    return next((one for one in folders if (one / "pg_ctl").exists()), None)


@contextmanager
def server() -> Iterator[str]:
    """A fresh server on a socket alone; yields the address of a database without its name."""
    folder = programs()
    assert folder is not None
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as home:  # a socket's path is short
        user = _nobody(Path(home))
        data = f"{home}/data"
        _run(
            user, str(folder / "initdb"), "-D", data, "-A", "trust", "-U", "steelyard", "--no-sync"
        )
        options = f"-k {home} -c listen_addresses='' -c fsync=off"
        start = (str(folder / "pg_ctl"), "-D", data, "-o", options, "-l", f"{home}/log", "-w")
        _run(user, *start, "start")
        try:
            yield f"postgresql+psycopg://steelyard@/{{name}}?host={home}"
        finally:
            _run(user, str(folder / "pg_ctl"), "-D", data, "-m", "immediate", "stop")


def _nobody(home: Path) -> str | None:
    """The server refuses to run as root: then another user gets the folder."""
    if os.getuid() != 0:
        return None
    user = pwd.getpwnam("nobody")
    os.chown(home, user.pw_uid, user.pw_gid)
    return user.pw_name


def _run(user: str | None, *args: str) -> Sequence[str]:
    done = subprocess.run(
        args, user=user, cwd="/", capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr or done.stdout
    return done.stdout.splitlines()
