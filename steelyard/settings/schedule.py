"""When a worker runs: `every: 15m`, or `cron: "*/15 9-19 * * 1-5"`."""

from datetime import UTC, datetime
from typing import Annotated, Self

from cronsim import CronSim, CronSimError
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from steelyard.duration import seconds_in

SHORTEST = 10
"""Seconds between two runs at least: more would be of no use to anybody."""

_ANY_DAY = datetime(2024, 1, 1, tzinfo=UTC)
_LENGTH = r"^\s*(?=.*\d)(\d+[hH])?(\d+[mM])?(\d+[sS]?)?\s*$"


def _seconds(value: object) -> object:
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise ValueError("should be a length of time such as 15m, 90s or 1h30m")  # noqa: TRY004 - pydantic listens to ValueError
    try:
        seconds = seconds_in(str(value))
    except ValueError as error:
        raise ValueError("should be a length of time such as 15m, 90s or 1h30m") from error
    if seconds < SHORTEST:
        raise ValueError(f"should be {SHORTEST}s or longer")
    return seconds


def _cron(text: str) -> str:
    """As Debian's cron reads it; an expression no day answers is a fault, too."""
    if len(text.split()) != 5:
        raise ValueError("should have five fields: minute, hour, day, month, day of the week")
    try:
        next(CronSim(text, _ANY_DAY))
    except CronSimError as error:
        raise ValueError(f"should be a cron expression ({str(error).lower()})") from error
    except StopIteration as error:
        raise ValueError("should be a cron expression that comes true some day") from error
    return " ".join(text.split())


Seconds = Annotated[
    float,
    BeforeValidator(
        _seconds,
        json_schema_input_type=Annotated[str, Field(pattern=_LENGTH)]
        | Annotated[int, Field(ge=SHORTEST)],
    ),
]


class Schedule(BaseModel):
    """When `steelyard worker` runs a connection: after a length of time, or by a cron expression.

    Cron expressions are in the file's `timezone`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    every: Seconds | None = None
    cron: Annotated[str, AfterValidator(_cron)] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.every is None) == (self.cron is None):
            raise ValueError(
                "should have one of two keys: every: 15m, or cron: '*/15 9-19 * * 1-5'"
            )
        return self

    def __str__(self) -> str:
        """As people say it: `every 15m`, `cron 0 3 * * *`."""
        return f"every {spoken(self.every)}" if self.every else f"cron {self.cron}"


def spoken(seconds: float) -> str:
    """A length of time as the file has it: `1h30m`, `90s`."""
    left = round(seconds)
    parts = []
    for unit, size in (("h", 3600), ("m", 60), ("s", 1)):
        count, left = divmod(left, size)
        parts += [f"{count}{unit}"] if count else []
    return "".join(parts) or "0s"
