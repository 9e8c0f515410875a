"""Every sentence of a living comment, in both languages: polite, short, about the work."""

from collections.abc import Mapping

from connectors.card import IGNORE_LABEL
from enrichment.reading.slots import Empty
from enrichment.verdict import Decision
from enrichment.wording import Texts

SCORE: Texts = {"ru": "{value} из 100", "en": "{value} of 100"}
RANGE: Texts = {"ru": " (от {low} до {high})", "en": " ({low} to {high})"}
PROVISIONAL: Texts = {"ru": ", предварительно", "en": ", provisional"}
PLACE: Texts = {
    "ru": "Очередь «{lane}»: № {in_lane} из {of_lane}. Общая очередь: № {in_queue} из {of_queue}",
    "en": "Lane “{lane}”: {in_lane} of {of_lane}. The one queue: {in_queue} of {of_queue}",
}
FITS: Texts = {"ru": ", помещается в спринт.", "en": ", fits the sprint."}
BELOW: Texts = {"ru": ", ниже черты спринта.", "en": ", below the sprint's line."}
ADVICE: Texts = {"ru": "Совет: ", "en": "Advice: "}
HUMAN: Texts = {"ru": "Решение команды: {decision}. ", "en": "The team decided: {decision}. "}
KEPT: Texts = {
    "ru": "В поле стоит {kept}: это значение поставил человек, мы его не меняем.",
    "en": "The field says {kept}: a person set this value, and we leave it.",
}
REQUIRED: Texts = {"ru": "Чего не хватает", "en": "What is missing"}
ADVISED: Texts = {"ru": "Что стоит уточнить", "en": "Worth making clear"}
PARTS: Texts = {"ru": "Из чего сложился балл", "en": "What the score is made of"}
UNKNOWN: Texts = {"ru": "Чего мы не знаем: ", "en": "What we do not know: "}
TEMPLATE: Texts = {
    "ru": "Заготовка, по строке на ответ: ",
    "en": "A template, one line an answer: ",
}
LINES: Mapping[str, Texts] = {
    "problem": {"ru": "Проблема", "en": "Problem"},
    "metric": {"ru": "Метрика", "en": "Metric"},
    "effect": {"ru": "Эффект", "en": "Effect"},
    "owner": {"ru": "Владелец", "en": "Owner"},
    "own_value": {"ru": "Своя ценность", "en": "Own value"},
    "deadline": {"ru": "Срок", "en": "Deadline"},
    "kind": {"ru": "Вид", "en": "Kind"},
    "evidence": {"ru": "Данные", "en": "Data"},
    "effort": {"ru": "Оценка", "en": "Effort"},
    "success": {"ru": "Успех", "en": "Success"},
    "stop": {"ru": "Стоп", "en": "Stop"},
    "learning": {"ru": "Вывод", "en": "Learning"},
}
"""Headings under which the reader takes an answer, by slot as checks name it."""

ANSWER: Texts = {
    "ru": "Ответьте прямо в карточке, и этот комментарий обновится. Не нужен здесь? Поставьте метку ",
    "en": "Answer in the card itself and this comment will follow. Not wanted here? Set the label ",
}

IGNORE = IGNORE_LABEL

FOUND: Mapping[Empty, Texts] = {
    Empty.ABSENT: {"ru": "нашли «{quote}»", "en": "we found “{quote}”"},
    Empty.PLACEHOLDER: {
        "ru": "нашли заготовку «{quote}»",
        "en": "we found the placeholder “{quote}”",
    },
    Empty.NEGATED: {"ru": "в карточке сказано «{quote}»", "en": "the card says “{quote}”"},
    Empty.VAGUE: {
        "ru": "нашли «{quote}», но проверить это пока нельзя",
        "en": "we found “{quote}”, which cannot be checked yet",
    },
}

DECISIONS: Mapping[Decision, Texts] = {
    Decision.LAUNCH: {"ru": "запускать", "en": "launch"},
    Decision.PILOT: {"ru": "проверить пилотом", "en": "try a pilot"},
    Decision.DEFER: {"ru": "отложить", "en": "defer"},
    Decision.STOP: {"ru": "остановить", "en": "stop"},
    Decision.LEARN: {"ru": "сохранить выводы", "en": "keep the learnings"},
}
