"""The image without an engine: linted, and each of its instructions done in a plain shell."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from benchmarks.compiled import can_compile
from tests.conftest import ROOT
from tests.examples.conftest import EXAMPLES, load
from tests.support.house import House, environment

FOLDER = EXAMPLES / "docker"
FILE = FOLDER / "Dockerfile"
OUTSIDE = ("/opt/steelyard", "/var/lib/steelyard", "/etc/steelyard", "/src")
"""Folders of the image, which stand under another root here."""


def instructions() -> Iterator[tuple[str, str]]:
    """Each instruction and its words, lines continued and comments left out."""
    lines = (line for line in FILE.read_text().splitlines() if not line.startswith("#"))
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        if line.strip():
            word, _, rest = line.partition(" ")
            yield word, " ".join(rest.split())


def test_hadolint_finds_nothing() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")

    said = subprocess.run([hadolint, FILE], capture_output=True, text=True, check=False)

    assert (said.returncode, said.stdout) == (0, "")


def test_the_image_is_slim_not_root_and_takes_only_what_it_names() -> None:
    done = list(instructions())
    bases = [rest for word, rest in done if word == "FROM"]
    users = [rest for word, rest in done if word == "USER"]
    (health,) = [rest for word, rest in done if word == "HEALTHCHECK"]
    taken = [rest.split()[:-1] for word, rest in done if word == "COPY" and "--from" not in rest]
    let_in = (FOLDER / "Dockerfile.dockerignore").read_text().splitlines()

    assert bases[-1].endswith("-slim-bookworm")
    assert bases[0] == f"{bases[-1].replace('-slim', '')} AS build"  # machine code fits its Python
    assert users == ["10001:10001"]
    assert "/healthz" in health
    assert "*" in let_in
    for source in (source for sources in taken for source in sources):
        assert f"!{source}" in let_in
        assert (ROOT / source).exists()


def test_the_compose_file_is_one_by_its_schema_and_confines_the_worker() -> None:
    file = FOLDER / "compose.yaml"
    subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(file)],
        check=True,
    )  # fmt: skip
    worker = load(file)["services"]["worker"]

    assert (FOLDER / worker["build"]["context"] / worker["build"]["dockerfile"]).resolve() == FILE
    assert worker["read_only"] is True
    assert worker["cap_drop"] == ["ALL"]
    assert "ports" not in worker
    assert set(worker["secrets"]) == set(load(file)["secrets"])


@dataclass
class Image:
    """What building leaves under `root`, and how its container starts."""

    root: Path
    env: dict[str, str] = field(default_factory=dict)
    start: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)
    folder: str = "/"

    def inside(self, text: str) -> str:
        """A text with the image's folders where they stand here."""
        for outside in OUTSIDE:
            text = re.sub(rf"(?<![\w/]){outside}", f"{self.root}{outside}", text)
        return text

    def build(self) -> None:
        for word, rest in instructions():
            match word:
                case "FROM" | "USER" | "VOLUME":
                    pass
                case "WORKDIR":
                    self.folder = self.inside(rest)
                    Path(self.folder).mkdir(parents=True, exist_ok=True)
                case "COPY" if "--from" in rest:
                    assert Path(self.inside(rest.split()[-1])).is_dir()
                case "COPY":
                    self._copy(*rest.split())
                case "RUN":
                    self._run(rest)
                case "ENV":
                    self.env |= dict(pair.split("=", 1) for pair in self.inside(rest).split())
                case "HEALTHCHECK":
                    self.health = words_of(rest.partition(" CMD ")[2])
                case "ENTRYPOINT" | "CMD":
                    self.start += words_of(rest)
                case _:
                    pytest.fail(f"nobody knows how to do {word}")

    def _copy(self, *words: str) -> None:
        *sources, goal = words
        to = Path(self.folder) / goal
        for source in (ROOT / name for name in sources):
            if source.is_dir():
                shutil.copytree(source, to, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, to)

    def _run(self, script: str) -> None:
        if os.geteuid():
            script = script.replace("-o 10001 -g 10001", "")
        if not can_compile():
            script = script.replace("ENABLE_MYPYC=1", "ENABLE_MYPYC=0")
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        env = {name: value for name, value in environment().items() if name != "PYTHONPATH"}
        done = subprocess.run(
            ["/bin/sh", "-c", self.inside(script)], cwd=self.folder, env={**env, "PATH": path},
            capture_output=True, text=True, timeout=500, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


def words_of(form: str) -> list[str]:
    """The exec form: a JSON list."""

    words: list[str] = json.loads(form)
    return words


@pytest.mark.timeout(600)  # everything is installed anew, the reader and the scales compiled
def test_its_instructions_make_a_worker_that_is_healthy_and_stops(
    house: House, tmp_path_factory: pytest.TempPathFactory
) -> None:
    image = Image(tmp_path_factory.mktemp("image"))
    image.build()
    assert not list((image.root / "opt/steelyard/bin").glob("pip*"))
    assert bool(list(image.root.glob("opt/**/enrichment/reading/read.*.so"))) == can_compile()
    _configure(image, house)
    port = _free_port()
    env = {**image.env, "STEELYARD_SECRETS": str(image.root / "run/secrets")}
    assert "8674" in _help(image, env)

    worker = subprocess.Popen(
        [shutil.which(image.start[0], path=env["PATH"]) or "", *image.start[1:], "--listen", f"127.0.0.1:{port}", "--now"],
        cwd=image.folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        healthy = _becomes_healthy(image, env, port)
    finally:
        worker.terminate()
        said = worker.communicate(timeout=60)[0]

    assert healthy, said
    assert worker.returncode in {0, 130, 143}, said
    assert (image.root / "var/lib/steelyard/steelyard.db").exists()
    assert not any(secret in said for secret in house.secrets.values())


def _configure(image: Image, house: House) -> None:
    """What Compose mounts: the configuration, read-only, and a file a secret."""
    database = f"sqlite:///{image.root}/var/lib/steelyard/steelyard.db"
    house.edit_config("sqlite:///steelyard.db", database)
    shutil.copytree(house.folder, image.root / "etc/steelyard")
    secrets = image.root / "run/secrets"
    secrets.mkdir(parents=True)
    for name, value in house.secrets.items():
        (secrets / name).write_text(value + "\n")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _help(image: Image, env: dict[str, str]) -> str:
    command = [f"{image.root}/opt/steelyard/bin/steelyard", "worker", "--help"]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout


def _becomes_healthy(image: Image, env: dict[str, str], port: int) -> bool:
    program, *words = [word.replace("8674", str(port)) for word in image.health]
    command = [shutil.which(program, path=env["PATH"]) or "", *words]
    for _ in range(100):
        if subprocess.run(command, env=env, capture_output=True, check=False).returncode == 0:
            return True
        time.sleep(0.2)
    return False
