"""`worker`: cycles on a schedule until told to stop, with health and metrics over HTTP."""

import os
import random
from collections.abc import Callable
from threading import Thread

from prometheus_client import disable_created_metrics

from connectors.gate import Redactor
from steelyard.commands.session import Frame
from steelyard.exits import Exit
from steelyard.log import log_event, set_up_logs
from steelyard.logform import LogForm
from steelyard.worker.board import Board, Snapshot
from steelyard.worker.loop import Worker
from steelyard.worker.metrics import Metrics
from steelyard.worker.reload import load_orders
from steelyard.worker.serve import Address, answers, serving

_TOLD = 1
"""A worker has nobody who watches: it tells of every cycle and write unless asked for more."""


def worker(frame: Frame, listen: Address, form: LogForm, *, at_once: bool) -> int:
    """Work until told to stop. Raises Problems, UserError before the first cycle."""
    disable_created_metrics()  # type: ignore[no-untyped-call]  # untyped there; spares a line a counter
    orders = load_orders(frame.config)
    redact = Redactor(orders.settings.secrets)
    set_up_logs(frame.verbosity + _TOLD, redact, form)
    board = Board(Snapshot(turned=frame.clock.monotonic()))
    metrics = Metrics(board, frame.clock.now)
    made = Worker(
        orders,
        frame.clock,
        _in_a_thread,
        redact=redact,
        metrics=metrics,
        board=board,
        spread=random.random(),  # noqa: S311 - to be unlike others, no secret  # nosec B311
    )
    try:
        with serving(listen, answers(board, metrics, frame.clock)) as url:
            log_event("started", listening=url, connections=", ".join(orders.settings.names))
            made.run(at_once=at_once)
    except KeyboardInterrupt:  # the second order: no thread is waited for, any moment is safe
        os._exit(Exit.INTERRUPTED)
    return Exit.DONE


def _in_a_thread(job: Callable[[], None]) -> None:
    Thread(target=job, name="cycle").start()
