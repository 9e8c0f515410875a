"""The shape of `steelyard.yaml`, key by key."""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PositiveFloat,
    PositiveInt,
    SecretStr,
)

from connectors.card import Stage
from connectors.protocol import Level
from steelyard.settings.schedule import Schedule

TRELLO = "https://api.trello.com"
NOTION = "https://api.notion.com"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _address(url: str) -> str:
    if (
        not url.startswith(("https://", "http://"))
        or len(url.split("/")) < 3
        or not url.split("/")[2]
    ):
        raise ValueError("should be an address that starts with https://")
    return url.rstrip("/")


def _database(url: str) -> str:
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("should be an address such as sqlite:///steelyard.db")
    return url


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("should be a time zone such as Europe/Moscow")
    return ZoneInfo(name).key


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _share(value: object) -> object:
    """`25%` or a share between 0 and 1."""
    if isinstance(value, str) and value.strip().endswith("%"):
        try:
            return float(value.strip().rstrip("%").replace(",", ".")) / 100
        except ValueError as error:
            raise ValueError("should be a share such as 25%") from error
    return value


Address = Annotated[str, AfterValidator(_address)]
Named = Annotated[str, Field(min_length=1)]
Names = Annotated[
    tuple[Named, ...],
    BeforeValidator(_as_list, json_schema_input_type=Named | tuple[Named, ...]),
]
Some = Annotated[Names, Field(min_length=1)]
Percent = Annotated[str, Field(pattern=r"^\s*\d+([.,]\d+)?\s*%\s*$")]
Share = Annotated[
    float, BeforeValidator(_share, json_schema_input_type=float | Percent), Field(ge=0, le=1)
]


class Writing(_Strict):
    """How much may be written, and where the score goes."""

    level: Level = Level.REPORT
    score: Annotated[str, Field(min_length=1)] = "Steelyard score"
    flags: Annotated[str, Field(min_length=1)] = "Steelyard flags"
    labels: bool = True


class _Connection(_Strict):
    token: SecretStr
    pace: PositiveFloat | None = None
    schedule: Schedule | None = None
    stages: dict[Stage, Names] = {}
    fields: dict[str, Annotated[str, Field(min_length=1)]] = {}
    write: Writing = Writing()


class Jql(_Strict):
    """Which Jira issues."""

    jql: Some


class Boards(_Strict):
    """Which Trello boards: ids, short links or addresses."""

    boards: Some


class DataSources(_Strict):
    """Which Notion data sources: ids or addresses."""

    data_sources: Some


class Jira(_Connection):
    """A Jira site. Cloud takes `email` and an API token, Data Center a personal access token."""

    tracker: Literal["jira"]
    url: Address
    deployment: Literal["cloud", "datacenter"] = "cloud"
    email: str | None = None
    cards: Jql


class Trello(_Connection):
    """A Trello account and its boards."""

    tracker: Literal["trello"]
    url: Address = TRELLO
    key: SecretStr
    cards: Boards


class Notion(_Connection):
    """A Notion connection (integration) and its data sources."""

    tracker: Literal["notion"]
    url: Address = NOTION
    version: Literal["2025-09-03", "2026-03-11"] = "2025-09-03"
    cards: DataSources


Connection = Annotated[Jira | Trello | Notion, Field(discriminator="tracker")]
Name = Annotated[str, Field(pattern=r"^[\w-]{1,40}$")]


class Safety(_Strict):
    """What a run may do at most."""

    changed_cards: Share = 0.25
    remarks_per_run: PositiveInt = 40
    quiet_days: Annotated[int, Field(ge=0)] = 7


class File(_Strict):
    """The whole file."""

    language: Literal["auto", "ru", "en"] = "auto"
    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/Moscow"
    database: Annotated[str, AfterValidator(_database)] = "sqlite:///steelyard.db"
    rules: Some = ("ecommerce",)
    context: str | None = None
    safety: Safety = Safety()
    schedule: Schedule = Schedule(every=900)
    connections: Annotated[dict[Name, Connection], Field(min_length=1)]
