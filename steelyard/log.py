"""Logs: events with fields, to standard error, with every secret cut out on the way."""

import logging
import sys
import threading
import traceback
from collections.abc import Mapping, MutableMapping
from functools import partial
from types import TracebackType
from typing import Any

from connectors.gate import Redactor
from steelyard.harmless import printable
from steelyard.logform import LogForm

_CHATTY = ("httpx", "httpcore", "urllib3", "jira", "alembic")
"""Libraries with a line a request: at -v one line a card written is enough."""

_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)


_TRACES = ("exception", "stack")
"""Fields of many lines: code, which cannot fake an entry as it stands indented under one."""


def set_up_logs(verbosity: int, redact: Redactor, form: LogForm = LogForm.AUTO) -> None:
    """Send all logs, those of libraries too, and tracebacks through one redacting handler."""
    import structlog  # noqa: PLC0415 - a third of a second that `--help` need not pay

    def redacted(_logger: object, _name: str, event: MutableMapping[str, Any]) -> Any:
        return _redacted(event, redact)

    chain: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    drawn = sys.stderr.isatty() if form is LogForm.AUTO else form is LogForm.TEXT
    draw = structlog.dev.ConsoleRenderer() if drawn else structlog.processors.JSONRenderer()
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=chain,
        processors=[
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            redacted,
            draw,
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.root.handlers = [handler]
    logging.root.setLevel(_LEVELS[min(verbosity, len(_LEVELS) - 1)])
    for library in _CHATTY:
        logging.getLogger(library).setLevel(logging.DEBUG if verbosity > 1 else logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = partial(_told_of_a_bug, redact)
    threading.excepthook = partial(_told_of_a_thread, redact)
    structlog.configure(
        processors=[*chain, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def log_event(event: str, **fields: object) -> None:
    """One INFO line: a static message with fields."""
    import structlog  # noqa: PLC0415 - as above

    structlog.get_logger("steelyard").info(event, **fields)


def log_warning(event: str, **fields: object) -> None:
    """One WARNING line, about what a person should look at; `exc_info=True` adds the trace."""
    import structlog  # noqa: PLC0415 - as above

    structlog.get_logger("steelyard").warning(event, **fields)


def _redacted(event: Mapping[str, Any], redact: Redactor) -> dict[str, Any]:
    return {name: _clean(name, value, redact) for name, value in event.items()}


def _clean(name: str, value: object, redact: Redactor) -> object:
    """Without secrets, personal data, and line breaks that could fake another entry."""
    if isinstance(value, int | float | bool | None):
        return value
    text = redact(str(value))
    return _safe(text) if name in _TRACES else printable(text)


def _safe(text: str) -> str:
    return "\n".join(map(printable, text.split("\n")))


def _told_of_a_bug(
    redact: Redactor,
    kind: type[BaseException],
    error: BaseException | None,
    trace: TracebackType | None,
) -> None:
    """Print what Python prints of an error nobody expected, without secrets."""
    sys.stderr.write(_safe(redact("".join(traceback.format_exception(kind, error, trace)))))


def _told_of_a_thread(redact: Redactor, what: threading.ExceptHookArgs) -> None:
    _told_of_a_bug(redact, what.exc_type, what.exc_value, what.exc_traceback)
