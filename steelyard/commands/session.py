"""The frame of every command that works on the configured connections."""

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from connectors.gate import Clock, Redactor
from steelyard.budget import Budget
from steelyard.cycle import cycle
from steelyard.done import Cycle
from steelyard.errors import UserError
from steelyard.exits import Exit
from steelyard.language import Language
from steelyard.lock import Busy, only_run
from steelyard.log import log_event, set_up_logs
from steelyard.rulebook import load_rulebook
from steelyard.screen import watching
from steelyard.settings import Settings, load_settings
from steelyard.speech import Speech
from steelyard.store import Store, open_store
from steelyard.summary import Summary, summary_of
from steelyard.tell import Tell
from steelyard.world import World, open_world

T = TypeVar("T")


class Frame(msgspec.Struct, frozen=True):
    """What the command line says to every command.

    `seconds` is the time a run may take; `census` compares all ids, due or not. `asked` is the
    language somebody asked for, `locale` that of the machine.
    """

    config: Path
    clock: Clock
    verbosity: int = 0
    quiet: bool = False
    seconds: float | None = None
    census: bool = False
    asked: Language | None = None
    locale: Language = Language.EN

    @property
    def speech(self) -> Speech:
        """How the command's answer is spoken."""
        return Speech(self.asked or self.locale)


@contextmanager
def store_of(frame: Frame) -> Iterator[tuple[Settings, Store]]:
    """Settings and store, for commands that ask no tracker. Raises Problems, StoreError."""
    settings = load_settings(frame.config)
    set_up_logs(frame.verbosity, Redactor(settings.secrets))
    with open_store(settings.database) as store:
        yield settings, store


@contextmanager
def world_of(frame: Frame, *, read_only: bool) -> Iterator[World]:
    """The whole world with the lock held. Raises Problems, StoreError, UserError."""
    settings = load_settings(frame.config)
    set_up_logs(frame.verbosity, Redactor(settings.secrets))
    rulebook = load_rulebook(settings.packs, settings.context)
    gc.freeze()  # rules stay: a collector that looks at them again and again doubles a run's time
    with ExitStack() as stack:
        try:
            stack.enter_context(only_run(settings.database, frame.clock.now()))
        except Busy as busy:
            raise _locked(settings, busy) from None
        store = stack.enter_context(open_store(settings.database))
        clock = frame.clock if frame.seconds is None else Budget(frame.clock, frame.seconds)
        world = open_world(
            settings, store, clock, rulebook, read_only=read_only, census=frame.census
        )
        stack.callback(world.close)
        yield world


def recorded_cycle(
    frame: Frame, world: World, command: str, *, write: bool
) -> tuple[Cycle, Summary]:
    """One cycle, noted in the runs table however it ends."""

    def do(run: int, tell: Tell) -> tuple[Cycle, Summary]:
        done = cycle(world, run, tell, write=write)
        return done, summary_of(world, done)

    return recorded(frame, world, command, do)


def recorded(
    frame: Frame, world: World, command: str, do: Callable[[int, Tell], tuple[T, Summary]]
) -> tuple[T, Summary]:
    """Do something as a numbered run and note how it ended."""
    run = world.store.begin_run(command, world.clock.now())
    with watching(quiet=frame.quiet) as tell:
        done, summary = do(run, tell)
    ended = world.clock.now()
    world.store.end_run(run, ended, summary.exit_code, msgspec.to_builtins(summary))
    log_event("run", command=command, number=run, **summary.figures)
    return done, summary


def _locked(settings: Settings, busy: Busy) -> UserError:
    return UserError(
        settings.database,
        f"another run is at work on this database ({busy.holder})",
        f"wait for it to end; the lock {busy.path.name} frees itself when its process ends",
        Exit.LOCKED,
    )
