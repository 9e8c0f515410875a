"""Groups of words, each a bit: what a text holds is one number, and to ask for it costs one `&`."""

from typing import Final

NAMES: Final = (  # what is common or much asked for first: it fits one machine word
    "kind",
    "counted",
    "dated",
    "team",
    "recurrent",
    "area",
    "lasting",
    "metric",
    "step",
    "numeral",
    "gone",
    "about",
    "failing",
    "trouble",
    "labour",
    "vague_metric",
    "wish",
    "origin",
    "asking",
    "source",
    "condition",
    "role",
    "makes",
    "terms",
    "negated",
    "manual",
    "describing",
    "conditional",
    "arrow",
    "answers",
    "past",
    "month_word",
    "income",
    "every",
    "existing",
    "negative",
    "promise",
    "baseline",
    "placeholder",
    "not_owner",
    "price",
    "judgement",
    "handles",
    "target",
    "estimates",
    "fraction",
    "distinct",
    "condition_role",
    "gauging",
    "consequence",
    "spend",
    "gain",
    "method",
    "saving",
    "multiple",
    "raising",
    "penalty",
    "ability",
    "avoided",
    "complaint",
    "halt",
    "hint",
    "absent",
    "wanted",
    "bot",
    "takes",
    "letter",
    "guarding",
    "elsewhere",
    "pressing",
    "brand",
    "urgent",
    "success",
    "learning",
    "changing",
    "own_value",
    "proposal",
)
"""The groups a file of words may name, those made of its tables, and the signs beside words:
amounts (`counted`), days (`dated`), «!!!» (`pressing`) and arrows."""

BITS: Final = {name: 1 << at for at, name in enumerate(NAMES)}

KIND: Final = BITS["kind"]
COUNTED: Final = BITS["counted"]
DATED: Final = BITS["dated"]
TEAM: Final = BITS["team"]
RECURRENT: Final = BITS["recurrent"]
AREA: Final = BITS["area"]
LASTING: Final = BITS["lasting"]
METRIC: Final = BITS["metric"]
STEP: Final = BITS["step"]
NUMERAL: Final = BITS["numeral"]
GONE: Final = BITS["gone"]
ABOUT: Final = BITS["about"]
FAILING: Final = BITS["failing"]
TROUBLE: Final = BITS["trouble"]
LABOUR: Final = BITS["labour"]
VAGUE_METRIC: Final = BITS["vague_metric"]
WISH: Final = BITS["wish"]
ORIGIN: Final = BITS["origin"]
ASKING: Final = BITS["asking"]
SOURCE: Final = BITS["source"]
CONDITION: Final = BITS["condition"]
ROLE: Final = BITS["role"]
MAKES: Final = BITS["makes"]
TERMS: Final = BITS["terms"]
NEGATED: Final = BITS["negated"]
MANUAL: Final = BITS["manual"]
DESCRIBING: Final = BITS["describing"]
CONDITIONAL: Final = BITS["conditional"]
ARROW: Final = BITS["arrow"]
ANSWERS: Final = BITS["answers"]
PAST: Final = BITS["past"]
MONTH_WORD: Final = BITS["month_word"]
INCOME: Final = BITS["income"]
EVERY: Final = BITS["every"]
EXISTING: Final = BITS["existing"]
NEGATIVE: Final = BITS["negative"]
PROMISE: Final = BITS["promise"]
BASELINE: Final = BITS["baseline"]
PLACEHOLDER: Final = BITS["placeholder"]
PRICE: Final = BITS["price"]
JUDGEMENT: Final = BITS["judgement"]
HANDLES: Final = BITS["handles"]
TARGET: Final = BITS["target"]
ESTIMATES: Final = BITS["estimates"]
FRACTION: Final = BITS["fraction"]
WANTED: Final = BITS["wanted"]
CONDITION_ROLE: Final = BITS["condition_role"]
GAUGING: Final = BITS["gauging"]
CONSEQUENCE: Final = BITS["consequence"]
SPEND: Final = BITS["spend"]
GAIN: Final = BITS["gain"]
METHOD: Final = BITS["method"]
SAVING: Final = BITS["saving"]
ELSEWHERE: Final = BITS["elsewhere"]
RAISING: Final = BITS["raising"]
PENALTY: Final = BITS["penalty"]
ABILITY: Final = BITS["ability"]
AVOIDED: Final = BITS["avoided"]
COMPLAINT: Final = BITS["complaint"]
HALT: Final = BITS["halt"]
HINT: Final = BITS["hint"]
ABSENT: Final = BITS["absent"]
DISTINCT: Final = BITS["distinct"]
BOT: Final = BITS["bot"]
TAKES: Final = BITS["takes"]
LETTER: Final = BITS["letter"]
GUARDING: Final = BITS["guarding"]
MULTIPLE: Final = BITS["multiple"]
PRESSING: Final = BITS["pressing"]
BRAND: Final = BITS["brand"]
URGENT: Final = BITS["urgent"]
SUCCESS: Final = BITS["success"]
LEARNING: Final = BITS["learning"]
CHANGING: Final = BITS["changing"]
OWN_VALUE: Final = BITS["own_value"]
