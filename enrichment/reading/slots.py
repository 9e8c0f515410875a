"""What a card says, slot by slot: the value, the exact words and where they stand."""

from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Place(StrEnum):
    """Where words stand, in the order of trust."""

    FIELD = "field"
    SECTION = "section"
    CHECKLIST = "checklist"
    COMMENT = "comment"
    TITLE = "title"
    PROSE = "prose"


# Asked by name for every clause, and an enum takes its time to answer.
IN_FIELD, IN_SECTION, IN_CHECKLIST = Place.FIELD, Place.SECTION, Place.CHECKLIST
IN_COMMENT, IN_TITLE, IN_PROSE = Place.COMMENT, Place.TITLE, Place.PROSE


class Empty(StrEnum):
    """Why a slot is empty."""

    ABSENT = "absent"
    PLACEHOLDER = "placeholder"
    NEGATED = "negated"
    VAGUE = "vague"


class Quote(msgspec.Struct, frozen=True, gc=False):
    """Words of the card, exactly as they stand there.

    `text` is a substring of the card's part named by `place`; `source` is the name of that
    field, section or checklist as people see it (empty for title and prose).
    """

    text: str
    place: Place
    source: str = ""


class Slot(msgspec.Struct, Generic[T], frozen=True, gc=False):
    """One answer: `value` with its `quote`, or the reason `empty` (with the quote that shows it)."""

    value: T | None = None
    quote: Quote | None = None
    empty: Empty | None = Empty.ABSENT

    @property
    def missing(self) -> bool:
        """Whether the slot gives no answer that counts."""
        return self.value is None


class Kind(StrEnum):
    """Kinds of initiative that must not meet on one ruler (domain S30, S31)."""

    GROWTH = "growth"
    MANDATORY = "mandatory"
    STRATEGIC = "strategic"
    CLIENT = "client"
    INFRASTRUCTURE = "infrastructure"
    LEADERSHIP = "leadership"
    UNCLEAR = "unclear"


class Role(StrEnum):
    """Driver of money or condition of the customer's path (domain S11, S27)."""

    DRIVER = "driver"
    CONDITION = "condition"


class Origin(StrEnum):
    """Where an idea came from."""

    DATA = "data"
    CUSTOMER = "customer"
    COMPETITOR = "competitor"
    EXECUTIVE = "executive"
    REGULATOR = "regulator"
    TEAM = "team"
    UNCLEAR = "unclear"


class Area(StrEnum):
    """Where money is lost on its way through the shop (domain S50)."""

    TRAFFIC = "traffic"
    SITE = "site"
    ASSORTMENT = "assortment"
    SERVICE = "service"


class Step(StrEnum):
    """Steps of a customer's path, from the first visit to coming back (domain S84)."""

    VISIT = "visit"
    SEARCH = "search"
    VIEW = "view"
    CART = "cart"
    CHECKOUT = "checkout"
    PAYMENT = "payment"
    DELIVERY = "delivery"
    REPEAT = "repeat"


class Grade(StrEnum):
    """What evidence is worth, the best first (domain S152)."""

    TEST = "test"
    DATA = "data"
    RESEARCH = "research"
    OPINION = "opinion"


class Proof(msgspec.Struct, frozen=True, gc=False):
    """A piece of evidence in hand: its source in the card's words, its grade, and its day."""

    source: str
    grade: Grade
    day: date | None = None


class Hypothesis(msgspec.Struct, frozen=True, gc=False):
    """The five parts of a hypothesis in the card's words, an unsaid one empty (domain S75)."""

    problem: str = ""
    change: str = ""
    effect: str = ""
    metric: str = ""
    method: str = ""

    @property
    def unsaid(self) -> tuple[str, ...]:
        """The names of the parts that are not said."""
        return tuple(name for name in self.__struct_fields__ if not getattr(self, name))


class MetricRole(StrEnum):
    """What a metric is worth as a proof (domain S6, S93)."""

    MAIN = "main"
    PROXY = "proxy"
    UPPER = "upper-funnel"
    COUNTER = "counter"


class Metric(msgspec.Struct, frozen=True, gc=False):
    """A named indicator. `baseline` and `target` are numbers as written (2,4 % is 2.4)."""

    name: str
    role: MetricRole = MetricRole.PROXY
    baseline: float | None = None
    target: float | None = None
    unit: str = ""
    period: str = ""


class EffectKind(StrEnum):
    """What an effect is counted in."""

    MONEY = "money"
    CONVERSION = "conversion"
    RETENTION = "retention"
    TIME = "time"
    COST = "cost"
    QUALITY = "quality"
    RISK = "risk"
    OTHER = "other"


class Period(StrEnum):
    """How often an amount recurs; `once` for an amount per event."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    HOUR = "hour"
    ONCE = "once"


class Effect(msgspec.Struct, frozen=True, gc=False):
    """A gain or an avoided loss with a number. Bounds are magnitudes; an open one is None.

    `currency` is an ISO 4217 code or empty; `unit` says what a non-money amount counts (`%`,
    `pp` for percentage points, `h`, `orders`). `calculation` shows the working when the amount
    was computed from the card's figures.
    """

    kind: EffectKind
    low: float | None
    high: float | None
    currency: str = ""
    unit: str = ""
    period: Period | None = None
    calculation: str = ""


class OwnerKind(StrEnum):
    """Who answers for the result."""

    PERSON = "person"
    TEAM = "team"


class Owner(msgspec.Struct, frozen=True, gc=False):
    """Who answers for the result; `person_id` when a tracker account stands behind the name."""

    name: str
    kind: OwnerKind
    person_id: str = ""
    accepted: bool = False


class Effort(msgspec.Struct, frozen=True, gc=False):
    """An estimate as written (`sp`, `hour`, `day`, `week`, `month`, `sprint`, `tshirt`).

    `value` is the lower end; `size` holds the letter of a T-shirt, whose `value` is 0.
    """

    value: float
    unit: str
    high: float | None = None
    size: str = ""


class Reading(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The whole of what a card says. An issue that deepens reading adds slots here."""

    language: str
    """`ru` or `en`: the language most of the card is written in."""
    problem: Slot[str] = Slot()
    change: Slot[str] = Slot()
    metrics: Slot[tuple[Metric, ...]] = Slot()
    effects: Slot[tuple[Effect, ...]] = Slot()
    owner: Slot[Owner] = Slot()
    effort: Slot[Effort] = Slot()
    deadline: Slot[date] = Slot()
    evidence: Slot[str] = Slot()
    success: Slot[str] = Slot()
    stop: Slot[str] = Slot()
    shift: Slot[str] = Slot()
    """The signal to change the approach, neither success nor stop (domain S40)."""
    own_value: Slot[str] = Slot()
    learning: Slot[str] = Slot()
    """What was learnt, on a finished card."""
    proofs: Slot[tuple[Proof, ...]] = Slot()
    """The evidence piece by piece."""
    unknown: Slot[str] = Slot()
    """Data that the card itself says are missing."""
    method: Slot[str] = Slot()
    """How the result will be measured: a test, groups, a comparison."""
    customers: Slot[int] = Slot()
    """Customers counted as distinct, never messages (domain S33)."""
    hypothesis: Slot[Hypothesis] = Slot()
    area: Slot[Area] = Slot()
    step: Slot[Step] = Slot()
    """The step of the customer's path the card is about."""
    kind: Slot[Kind] = Slot()
    origin: Slot[Origin] = Slot()
    role: Role = Role.DRIVER
    urgent: Slot[str] = Slot()
    """Words that press («СРОЧНО»); recorded and shown, worth nothing."""
