"""What the parts of files that people type are made of: shares, amounts, spans of days."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator


def _share(value: object) -> object:
    """Read «28%» as 0.28; a bare number stays a fraction."""
    if isinstance(value, str) and value.strip().endswith("%"):
        number = value.strip().removesuffix("%").replace(",", ".").strip()
        return float(number) / 100 if number.replace(".", "", 1).isdigit() else value
    return value


_Percent = Annotated[str, Field(pattern=r"^\d+([.,]\d+)? *%$")]
Share = Annotated[
    float, Field(ge=0, le=1), BeforeValidator(_share, json_schema_input_type=float | _Percent)
]
"""A fraction; in the file `28%` or `0.28`."""

Positive = Annotated[float, Field(gt=0)]


class Section(BaseModel):
    """A part of a file people type: nothing unknown in it, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Span(Section):
    """Days from `start` to `end`, both included."""

    name: str = ""
    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> "Span":
        if self.end < self.start:
            raise ValueError("it ends before it starts")
        return self

    def holds(self, day: date) -> bool:
        """Tell whether `day` is one of the days."""
        return self.start <= day <= self.end
