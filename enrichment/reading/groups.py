"""Groups of words, each a bit: what a text holds is one number, and to ask for it costs one `&`."""

NAMES = (
    *("placeholder", "negated", "judgement", "hint"),
    *("team", "role", "bot", "not_owner"),
    *("failing", "trouble", "manual", "complaint", "negative", "fraction", "existing"),
    *("consequence", "terms", "conditional", "wish", "ability", "describing"),
    *("promise", "gain", "saving", "penalty", "spend", "elsewhere", "brand"),
    *("target", "baseline", "raising", "source", "halt", "condition", "success", "learning"),
    *("own_value", "answers", "takes", "estimates", "urgent", "condition_role", "absent"),
    *("asking", "avoided", "wanted", "changing", "guarding", "distinct", "method", "proposal"),
    *(
        "metric",
        "vague_metric",
        "kind",
        "origin",
        "area",
        "step",
        "numeral",
        "multiple",
        "recurrent",
    ),
    *("month_word", "counted", "dated", "pressing"),
    *("income", "price", "makes", "past", "labour", "about", "every", "lasting"),
    *("handles", "gone", "letter", "gauging", "arrow"),
)
"""The groups a file of words may name, those made of its tables, and three signs beside words."""

BITS = {name: 1 << at for at, name in enumerate(NAMES)}

PLACEHOLDER, NEGATED = BITS["placeholder"], BITS["negated"]
JUDGEMENT, HINT = BITS["judgement"], BITS["hint"]
TEAM, ROLE, BOT, NOT_OWNER = (BITS[name] for name in ("team", "role", "bot", "not_owner"))
FAILING, TROUBLE, MANUAL = BITS["failing"], BITS["trouble"], BITS["manual"]
COMPLAINT, NEGATIVE, FRACTION = BITS["complaint"], BITS["negative"], BITS["fraction"]
EXISTING, CONSEQUENCE, TERMS = BITS["existing"], BITS["consequence"], BITS["terms"]
CONDITIONAL, WISH, ABILITY = BITS["conditional"], BITS["wish"], BITS["ability"]
DESCRIBING, PROMISE, GAIN = BITS["describing"], BITS["promise"], BITS["gain"]
SAVING, PENALTY, SPEND = BITS["saving"], BITS["penalty"], BITS["spend"]
ELSEWHERE, BRAND, TARGET = BITS["elsewhere"], BITS["brand"], BITS["target"]
BASELINE, RAISING, SOURCE = BITS["baseline"], BITS["raising"], BITS["source"]
HALT, CONDITION, SUCCESS = BITS["halt"], BITS["condition"], BITS["success"]
LEARNING, OWN_VALUE, ANSWERS = BITS["learning"], BITS["own_value"], BITS["answers"]
TAKES, ESTIMATES, URGENT = BITS["takes"], BITS["estimates"], BITS["urgent"]
CONDITION_ROLE, ABSENT = BITS["condition_role"], BITS["absent"]
ASKING, AVOIDED, WANTED = BITS["asking"], BITS["avoided"], BITS["wanted"]
CHANGING, GUARDING, DISTINCT = BITS["changing"], BITS["guarding"], BITS["distinct"]
METHOD, PROPOSAL = BITS["method"], BITS["proposal"]
METRIC, VAGUE_METRIC = BITS["metric"], BITS["vague_metric"]
KIND, ORIGIN, AREA, STEP = (BITS[name] for name in ("kind", "origin", "area", "step"))
NUMERAL, MULTIPLE, MONTH_WORD = BITS["numeral"], BITS["multiple"], BITS["month_word"]
RECURRENT = BITS["recurrent"]
COUNTED, DATED, PRESSING = BITS["counted"], BITS["dated"], BITS["pressing"]
"""Signs beside words: amounts, days, «!!!»."""
INCOME, PRICE, MAKES = BITS["income"], BITS["price"], BITS["makes"]
PAST, LABOUR, ABOUT, EVERY = (BITS[name] for name in ("past", "labour", "about", "every"))
LASTING = BITS["lasting"]
HANDLES, GONE, LETTER = BITS["handles"], BITS["gone"], BITS["letter"]
GAUGING, ARROW = BITS["gauging"], BITS["arrow"]
