"""Logs: events with fields, to standard error, with every secret cut out on the way."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

from connectors.gate import Redactor

_CHATTY = ("httpx", "httpcore", "urllib3", "jira", "alembic")
"""Libraries with a line a request: at -v one line a card written is enough."""

_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)


def set_up_logs(verbosity: int, redact: Redactor) -> None:
    """Send all logs, those of libraries too, through one redacting handler."""
    import structlog  # noqa: PLC0415 - a third of a second that `--help` need not pay

    def redacted(_logger: object, _name: str, event: MutableMapping[str, Any]) -> Any:
        return {key: _clean(value, redact) for key, value in event.items()}

    chain: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    drawn = sys.stderr.isatty()
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
    structlog.configure(
        processors=[*chain, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def log_event(event: str, **fields: object) -> None:
    """One INFO line: a static message with fields."""
    import structlog  # noqa: PLC0415 - as above

    structlog.get_logger("steelyard").info(event, **fields)


def _clean(value: object, redact: Redactor) -> object:
    """Without secrets and without line breaks that could fake another entry."""
    if not isinstance(value, str):
        return redact(str(value)) if not isinstance(value, int | float | bool | None) else value
    return redact(value)
