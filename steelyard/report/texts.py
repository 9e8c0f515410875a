"""Every sentence of the page in Russian and English."""

from collections.abc import Mapping

from connectors.card import Stage, Tracker
from enrichment.reading.slots import Empty, Place
from enrichment.verdict import Decision, Severity
from enrichment.wording import Texts
from steelyard.speech import Forms

TRACKERS: Mapping[Tracker, str] = {
    Tracker.JIRA: "Jira",
    Tracker.TRELLO: "Trello",
    Tracker.NOTION: "Notion",
}

PAGE: Mapping[str, Texts] = {
    "title": {
        "ru": "Что запускать и чего не хватает",
        "en": "What to launch, and what is missing",
    },
    "skip": {"ru": "К очереди", "en": "Skip to the queue"},
    "made": {"ru": "Собрано", "en": "Made"},
    "contents": {"ru": "Разделы", "en": "Sections"},
    "queue": {"ru": "Очередь", "en": "The queue"},
    "missing": {"ru": "Чего не хватает", "en": "What is missing"},
    "pressure": {"ru": "Давление извне", "en": "Outside pressure"},
    "apart": {"ru": "Вне очереди", "en": "Out of the queue"},
    "ready_caption": {
        "ru": "отвечают на все обязательные вопросы",
        "en": "answer every required question",
    },
    "of": {"ru": "{some} из {all}", "en": "{some} of {all}"},
    "capacity": {"ru": "ёмкость спринта {days} чел.-дн.", "en": "sprint of {days} person-days"},
    "no_capacity": {
        "ru": "ёмкость спринта не задана, черта стоит после десятой",
        "en": "the sprint has no capacity set: the line stands after the tenth",
    },
    "first": {"ru": "первые в очереди", "en": "the first of the queue"},
    "decisions": {"ru": "Советы по карточкам", "en": "Advice on the cards"},
    "queue_note": {
        "ru": "Балл от 0 до 100 сравнивает карточки одного вида; между видами место делят доли ёмкости. "
        "Полоса показывает, от и до какого значения балл может быть с теми данными, что есть.",
        "en": "A score of 0 to 100 compares cards of one lane; lanes share the queue by capacity. "
        "The bar shows how low and how high the score may be with the data at hand.",
    },
    "filter": {"ru": "Отбор карточек", "en": "Filter the cards"},
    "search": {"ru": "Поиск по тексту", "en": "Search the text"},
    "lane": {"ru": "Вид", "en": "Lane"},
    "source": {"ru": "Откуда", "en": "Tracker"},
    "decision": {"ru": "Совет", "en": "Advice"},
    "lacks": {"ru": "Не хватает", "en": "Missing"},
    "pressed": {"ru": "Давление", "en": "Pressure"},
    "any": {"ru": "не важно", "en": "any"},
    "none_missing": {"ru": "ничего обязательного", "en": "nothing required"},
    "reset": {"ru": "Сбросить", "en": "Reset"},
    "nothing_found": {
        "ru": "Таких карточек нет. Сбросьте отбор или поищите другое слово.",
        "en": "No such cards. Reset the filter or try another word.",
    },
    "place": {"ru": "№", "en": "No."},
    "card": {"ru": "Карточка", "en": "Card"},
    "score": {"ru": "Балл", "en": "Score"},
    "closer": {"ru": "Подробно", "en": "In detail"},
    "in_lane": {"ru": "{at} из {of}", "en": "{at} of {of}"},
    "range": {"ru": "от {low} до {high}", "en": "{low} to {high}"},
    "exact": {"ru": "без разброса", "en": "no spread"},
    "provisional": {"ru": "предварительно", "en": "provisional"},
    "human": {"ru": "решение команды", "en": "the team decided"},
    "advised": {"ru": "Наш совет: {decision}.", "en": "Our advice: {decision}."},
    "complete": {"ru": "всё есть", "en": "complete"},
    "cut": {"ru": "Спринт заполнен", "en": "The sprint is full"},
    "cut_ten": {"ru": "Первые десять", "en": "The first ten"},
    "cut_note": {"ru": "ниже черты пока не берём", "en": "below the line waits"},
    "no_questions": {"ru": "Вопросов нет.", "en": "No questions."},
    "parts": {"ru": "Из чего сложился балл", "en": "What the score is made of"},
    "total": {"ru": "из 100", "en": "of 100"},
    "confidence": {"ru": "уверенность {share}", "en": "confidence {share}"},
    "unknown": {"ru": "Чего мы не знаем", "en": "What we do not know"},
    "said": {"ru": "Что сказано в карточке", "en": "What the card says"},
    "by_question": {"ru": "По вопросам", "en": "By question"},
    "by_lane": {"ru": "По видам", "en": "By lane"},
    "by_source": {"ru": "По трекерам", "en": "By tracker"},
    "question": {"ru": "Вопрос", "en": "Question"},
    "cards": {"ru": "Карточек", "en": "Cards"},
    "share": {"ru": "Доля", "en": "Share"},
    "examples": {"ru": "Первые в очереди", "en": "First in the queue"},
    "open_cards": {"ru": "Открытых", "en": "Open"},
    "answered": {"ru": "Полных", "en": "Complete"},
    "most_missed": {"ru": "Чаще всего нет", "en": "Most often missing"},
    "missing_note": {
        "ru": "Только открытые карточки. Обязательный вопрос без ответа делает балл предварительным, "
        "остальные помогают его уточнить.",
        "en": "Open cards only. A required question without an answer makes the score provisional, "
        "the others help to sharpen it.",
    },
    "all_answered": {
        "ru": "На все вопросы есть ответы.",
        "en": "Every question has its answer.",
    },
    "show": {"ru": "показать в очереди", "en": "show in the queue"},
    "pressure_note": {
        "ru": "Кто просит и насколько громко, записано, но места в очереди не меняет: 0 баллов.",
        "en": "Who asks and how loudly is on record and moves nobody in the queue: 0 points.",
    },
    "no_pressure": {
        "ru": "Ни одну открытую карточку не торопят и не проталкивают.",
        "en": "No open card is pressed or pushed.",
    },
    "pressed_words": {"ru": "В тексте торопят", "en": "The text presses for time"},
    "above": {"ru": "выше черты: {n}", "en": "above the line: {n}"},
    "and_more": {"ru": "и ещё {n}", "en": "and {n} more"},
    "no_apart": {"ru": "Таких карточек нет.", "en": "There are none."},
    "nobody": {"ru": "Открытых карточек нет.", "en": "There are no open cards."},
    "footer": {
        "ru": "Steelyard советует, решают люди. В карточках ничего не закрыто и не переписано.",
        "en": "Steelyard advises, people decide. No card was closed or rewritten.",
    },
    "rules": {"ru": "Правила", "en": "Rules"},
    "shown_one": {"ru": "Показана {n} из {all}", "en": "{n} of {all} shown"},
    "shown_other": {"ru": "Показано {n} из {all}", "en": "{n} of {all} shown"},
}

COUNTED: Mapping[str, Forms] = {
    "cards": {
        "ru": {"one": "{n} карточка", "few": "{n} карточки", "many": "{n} карточек"},
        "en": {"one": "{n} card", "other": "{n} cards"},
    },
    "questions": {
        "ru": {"one": "{n} вопрос", "few": "{n} вопроса", "many": "{n} вопросов"},
        "en": {"one": "{n} question", "other": "{n} questions"},
    },
    "open": {
        "ru": {
            "one": "открытая карточка в очереди",
            "few": "открытые карточки в очереди",
            "many": "открытых карточек в очереди",
        },
        "en": {"one": "open card in the queue", "other": "open cards in the queue"},
    },
    "fits": {
        "ru": {
            "one": "помещается в спринт",
            "few": "помещаются в спринт",
            "many": "помещаются в спринт",
        },
        "en": {"one": "fits the sprint", "other": "fit the sprint"},
    },
}
SEVERITIES: Mapping[Severity, Texts] = {
    Severity.REQUIRED: {"ru": "обязательно", "en": "required"},
    Severity.ADVISED: {"ru": "стоит уточнить", "en": "worth making clear"},
    Severity.NOTE: {"ru": "на заметку", "en": "to note"},
}

DECISIONS: Mapping[Decision, Texts] = {
    Decision.LAUNCH: {"ru": "Запускать", "en": "Launch"},
    Decision.PILOT: {"ru": "Проверить пилотом", "en": "Try a pilot"},
    Decision.DEFER: {"ru": "Отложить", "en": "Defer"},
    Decision.STOP: {"ru": "Остановить", "en": "Stop"},
    Decision.LEARN: {"ru": "Сохранить выводы", "en": "Keep the learnings"},
}

PLACES: Mapping[Place, Texts] = {
    Place.FIELD: {"ru": "поле", "en": "field"},
    Place.SECTION: {"ru": "раздел", "en": "section"},
    Place.CHECKLIST: {"ru": "чек-лист", "en": "checklist"},
    Place.COMMENT: {"ru": "комментарий", "en": "comment"},
    Place.TITLE: {"ru": "заголовок", "en": "title"},
    Place.PROSE: {"ru": "текст", "en": "text"},
}

FOUND: Mapping[Empty | None, Texts] = {
    None: {"ru": "В карточке", "en": "In the card"},
    Empty.ABSENT: {"ru": "Нашли", "en": "Found"},
    Empty.PLACEHOLDER: {"ru": "Вместо ответа заготовка", "en": "A placeholder stands there"},
    Empty.NEGATED: {"ru": "В карточке сказано", "en": "The card says"},
    Empty.VAGUE: {"ru": "Проверить пока нельзя", "en": "Cannot be checked yet"},
}

STAGES: Mapping[Stage, Texts] = {
    Stage.BACKLOG: {"ru": "бэклог", "en": "backlog"},
    Stage.IN_PROGRESS: {"ru": "в работе", "en": "in progress"},
    Stage.TEST: {"ru": "тест", "en": "test"},
    Stage.DONE: {"ru": "готово", "en": "done"},
}

GROUPS: Mapping[str, Texts] = {
    "done": {"ru": "Законченные", "en": "Finished"},
    "stopped": {"ru": "Остановлены командой", "en": "Stopped by the team"},
    "ignored": {
        "ru": "С меткой steelyard:ignore (их номер в очереди остаётся за ними)",
        "en": "Labelled steelyard:ignore (they keep their number in the queue)",
    },
    "archived": {"ru": "В архиве", "en": "Archived"},
}

SLOTS: Mapping[str, Texts] = {
    "problem": {"ru": "проблема", "en": "problem"},
    "metrics": {"ru": "метрика", "en": "metric"},
    "effects": {"ru": "эффект", "en": "effect"},
    "evidence": {"ru": "данные", "en": "evidence"},
    "owner": {"ru": "владелец", "en": "owner"},
    "effort": {"ru": "труд", "en": "effort"},
    "deadline": {"ru": "срок", "en": "deadline"},
    "learning": {"ru": "вывод", "en": "learning"},
}
"""The answers shown with their quotes, by member of the reading, in the order shown."""

RULES: Mapping[str, Texts] = {
    "missing-problem": {"ru": "проблема", "en": "problem"},
    "missing-metric": {"ru": "метрика", "en": "metric"},
    "missing-effect": {"ru": "эффект", "en": "effect"},
    "missing-owner": {"ru": "владелец", "en": "owner"},
    "owner-is-team": {"ru": "имя владельца", "en": "owner by name"},
    "upper-funnel-only": {"ru": "целевое действие", "en": "target action"},
    "effect-without-number": {"ru": "размер эффекта", "en": "size of the effect"},
    "metric-without-number": {"ru": "значение метрики", "en": "value of the metric"},
    "urgent-without-reason": {"ru": "причина срочности", "en": "reason for urgency"},
    "competitor-without-own-value": {"ru": "своя ценность", "en": "own value"},
    "missing-evidence": {"ru": "данные", "en": "evidence"},
    "missing-success": {"ru": "критерий успеха", "en": "success criterion"},
    "missing-stop": {"ru": "стоп-сигнал", "en": "stop signal"},
    "missing-effort": {"ru": "оценка труда", "en": "effort estimate"},
    "larger-than-sprint": {"ru": "часть на спринт", "en": "a sprint-sized part"},
    "deadline-passed": {"ru": "действующий срок", "en": "a date that holds"},
    "finished-without-learning": {"ru": "вывод", "en": "learning"},
    "stage-not-mapped": {"ru": "стадия", "en": "stage"},
    "unclear-kind": {"ru": "вид", "en": "kind"},
}
"""What a card lacks in a word or two, by check; a check of another pack goes by its id."""
