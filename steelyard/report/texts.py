"""Every sentence of the page in Russian and English."""

from collections.abc import Mapping, Sequence

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
    "open_notes": {"ru": "Показать вопросы на заметку", "en": "Show questions to note"},
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
    "defence": {"ru": "В защиту карточки", "en": "In the card's defence"},
    "by_question": {"ru": "По вопросам", "en": "By question"},
    "by_lane": {"ru": "По видам", "en": "By lane"},
    "by_source": {"ru": "По трекерам", "en": "By tracker"},
    "question": {"ru": "Вопрос", "en": "Question"},
    "cards": {"ru": "Карточек", "en": "Cards"},
    "share": {"ru": "Доля", "en": "Share"},
    "examples": {"ru": "Первые в очереди", "en": "First in the queue"},
    "open_cards": {"ru": "Открытых", "en": "Open"},
    "answered": {"ru": "Полных", "en": "Complete"},
    "notes": {"ru": "На заметку", "en": "To note"},
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
    "by_team": {"ru": "По командам", "en": "By team"},
    "team": {"ru": "Команда", "en": "Team"},
    "age": {"ru": "Возраст", "en": "Age"},
    "more": {"ru": "Показать ещё", "en": "Show more"},
    "found_first": {
        "ru": "Нашлось {found} из {all}, на странице первые {n}",
        "en": "{found} of {all} found, the first {n} are shown",
    },
    "cards_that_wait": {"ru": "Первые без ответа", "en": "First without an answer"},
    "moved": {"ru": "Что изменилось", "en": "What moved"},
    "moved_since": {
        "ru": "По сравнению с тем, что было {moment}.",
        "en": "Compared with {moment}.",
    },
    "nothing_moved": {
        "ru": "С прошлого раза ничего не сдвинулось.",
        "en": "Nothing has moved since last time.",
    },
    "no_last_time": {
        "ru": "Сравнивать пока не с чем: это появится после второго запуска.",
        "en": "There is nothing to compare with yet: this comes with the second run.",
    },
    "cause": {"ru": "Причина", "en": "Cause"},
    "why_moved": {"ru": "Почему", "en": "Why"},
    "was_now": {"ru": "Место: было и стало", "en": "Place: then and now"},
    "score_was_now": {"ru": "Балл: был и стал", "en": "Score: then and now"},
    "then_now": {"ru": "{before} → {after}", "en": "{before} → {after}"},
    "moved_most": {"ru": "Сдвинулись сами", "en": "Moved by themselves"},
    "by_cause": {"ru": "Почему сдвинулись", "en": "Why they moved"},
    "fresh": {"ru": "Новые в очереди", "en": "New in the queue"},
    "left": {"ru": "Ушли из очереди", "en": "Left the queue"},
    "order": {"ru": "Если бы давление учитывалось", "en": "If pressure counted"},
    "order_counts": {
        "ru": "Ваши правила дают баллы за давление. Слева место только по пользе, справа то, что есть.",
        "en": "Your rules give points for pressure. On the left the place by value alone, on the right "
        "the one in force.",
    },
    "order_if": {
        "ru": "Сейчас давление не даёт ничего. Если бы каждое стоило как самый весомый слой правил "
        "({points}), очередь стояла бы так.",
        "en": "Now pressure gives nothing. If each were worth as much as the weightiest layer of the "
        "rules ({points}), the queue would stand like this.",
    },
    "by_value": {"ru": "По пользе", "en": "By value"},
    "under_pressure": {"ru": "Под давлением", "en": "Under pressure"},
    "gain": {"ru": "Выигрыш в местах", "en": "Places gained"},
    "who_presses": {"ru": "Что давит", "en": "What presses"},
    "pushed_out": {
        "ru": "Уступили бы место выше черты",
        "en": "Would lose their place above the line",
    },
    "order_same": {
        "ru": "Порядок остался бы прежним.",
        "en": "The order would stay as it is.",
    },
    "shares": {"ru": "Доли ёмкости", "en": "Shares of capacity"},
    "shares_note": {
        "ru": "Сколько ёмкости обещано каждому виду и сколько он занимает: в работе сейчас и в "
        "очереди выше черты. Черта на полосе отмечает план.",
        "en": "How much capacity each lane was promised, and how much it takes: in the work under way "
        "and in the queue above the line. The mark on the bar is the plan.",
    },
    "goals": {"ru": "Цели", "en": "Goals"},
    "goals_note": {
        "ru": "Стратегия сверху, карточки под ней: какая часть открытой работы служит каждой цели. "
        "Карточка может служить нескольким.",
        "en": "Strategy above, cards below: which part of the open work serves each goal. A card may "
        "serve several.",
    },
    "goal": {"ru": "Цель", "en": "Goal"},
    "weight": {"ru": "Вес", "en": "Weight"},
    "work_share": {"ru": "Доля работы", "en": "Share of the work"},
    "first_cards": {"ru": "Первые в очереди", "en": "First in the queue"},
    "no_goal": {"ru": "Цель не названа", "en": "No goal named"},
    "no_cards": {"ru": "Карточек нет", "en": "No cards"},
    "levers": {"ru": "Сколько даёт один процент в год", "en": "What one percent is worth a year"},
    "guessed": {
        "ru": "Без оценки труда: {n} в работе. Каждая считается за {days}.",
        "en": "Without an estimate: {n} in work. Each counts as {days}.",
    },
    "planned": {"ru": "План", "en": "Planned"},
    "in_work": {"ru": "В работе", "en": "In work"},
    "above_line": {"ru": "Выше черты", "en": "Above the line"},
    "difference": {"ru": "Отклонение в работе", "en": "Difference in work"},
    "no_work": {"ru": "В работе сейчас ничего нет.", "en": "Nothing is in work now."},
    "ages": {"ru": "Возраст карточек", "en": "Ages"},
    "ages_note": {
        "ru": "Половина открытых карточек заведена не раньше чем {median} назад. Вторая полоса: "
        "сколько карточку никто не менял.",
        "en": "Half of the open cards were made no more than {median} ago. The second bar: for how "
        "long nobody has changed the card.",
    },
    "made_ago": {"ru": "Заведены", "en": "Made"},
    "still_for": {"ru": "Без изменений", "en": "Unchanged"},
    "stillest": {"ru": "Дольше всего без изменений", "en": "Unchanged for longest"},
    "lanes": {"ru": "Виды на своих шкалах", "en": "Lanes on their scales"},
    "lanes_note": {
        "ru": "Сколько карточек вида на каждом отрезке его шкалы от 0 до 100. Шкалы разных видов "
        "сравнивать нельзя.",
        "en": "How many cards of a lane stand in each stretch of its scale from 0 to 100. Scales of "
        "different lanes cannot be compared.",
    },
    "median": {"ru": "Середина", "en": "Median"},
    "best": {"ru": "Лучший балл", "en": "Best score"},
    "scale": {"ru": "Шкала 0–100", "en": "Scale 0–100"},
    "audit": {"ru": "Экспресс-аудит", "en": "Express audit"},
    "pressure_note": {
        "ru": "Кто просит и насколько громко, записано, но места в очереди не меняет: 0 баллов.",
        "en": "Who asks and how loudly is on record and moves nobody in the queue: 0 points.",
    },
    "no_pressure": {
        "ru": "Ни одну открытую карточку не торопят и не проталкивают.",
        "en": "No open card is pressed or pushed.",
    },
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
    "days": {
        "ru": {"one": "{n} день", "few": "{n} дня", "many": "{n} дней"},
        "en": {"one": "{n} day", "other": "{n} days"},
    },
    "person_days": {
        "ru": {
            "one": "{n} человеко-день",
            "few": "{n} человеко-дня",
            "many": "{n} человеко-дней",
        },
        "en": {"one": "{n} person-day", "other": "{n} person-days"},
    },
    "points": {
        "ru": {"one": "{n} балл", "few": "{n} балла", "many": "{n} баллов"},
        "en": {"one": "{n} point", "other": "{n} points"},
    },
    "passed": {
        "ru": {
            "one": "Ещё {n} карточка сдвинулась только вслед за другими.",
            "few": "Ещё {n} карточки сдвинулись только вслед за другими.",
            "many": "Ещё {n} карточек сдвинулись только вслед за другими.",
        },
        "en": {
            "one": "{n} more card shifted only because others moved.",
            "other": "{n} more cards shifted only because others moved.",
        },
    },
    "gone": {
        "ru": {
            "one": "{n} карточки больше нет в трекерах.",
            "few": "{n} карточек больше нет в трекерах.",
            "many": "{n} карточек больше нет в трекерах.",
        },
        "en": {
            "one": "{n} card is no longer in the trackers.",
            "other": "{n} cards are no longer in the trackers.",
        },
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
    "broken-path-unproven": {"ru": "подтверждение разрыва", "en": "proof of the break"},
    "buzzword-alone": {"ru": "что именно изменится", "en": "what exactly changes"},
    "cheaper-way": {"ru": "способ дешевле", "en": "a cheaper way"},
    "client-gain-business-loss": {"ru": "польза для бизнеса", "en": "gain for the business"},
    "clients-not-counted": {"ru": "число клиентов", "en": "number of clients"},
    "csi-or-nps": {"ru": "CSI или NPS", "en": "CSI or NPS"},
    "data-still-missing": {"ru": "недостающие данные", "en": "data still missing"},
    "duty-elsewhere": {"ru": "связь с обязанностью", "en": "tie to a duty"},
    "duty-without-date": {"ru": "дата обязанности", "en": "date of the duty"},
    "effect-beyond-funnel": {"ru": "эффект в пределах воронки", "en": "effect within the funnel"},
    "effect-without-period": {"ru": "период эффекта", "en": "period of the effect"},
    "estimate-not-from-development": {
        "ru": "оценка от разработки",
        "en": "development's estimate",
    },
    "figures-contradict": {"ru": "согласованные цифры", "en": "figures that agree"},
    "finished-without-figures": {"ru": "прирост в цифрах", "en": "gain in figures"},
    "finished-without-source": {"ru": "данные вывода", "en": "data of the learning"},
    "finished-without-target-action": {
        "ru": "итог по целевому действию",
        "en": "outcome in target actions",
    },
    "goal-not-linked": {"ru": "связь с целью", "en": "tie to a goal"},
    "guard-metric": {"ru": "охранный показатель", "en": "guard metric"},
    "loss-without-purpose": {"ru": "цель и срок убытка", "en": "purpose of the loss"},
    "market-claim-unproven": {"ru": "источник о рынке", "en": "source on the market"},
    "marketplace-role": {"ru": "роль площадки", "en": "role of the platform"},
    "marketplace-without-margin": {"ru": "маржа после комиссии", "en": "margin after commission"},
    "metric-without-period": {"ru": "период метрики", "en": "period of the metric"},
    "missing-shift": {"ru": "сигнал сменить подход", "en": "signal to change course"},
    "no-counter-metric": {"ru": "контрметрика", "en": "counter-metric"},
    "no-test-plan": {"ru": "план проверки", "en": "test plan"},
    "old-evidence": {"ru": "свежие данные", "en": "fresh data"},
    "opinion-wording": {"ru": "цифра вместо мнения", "en": "a figure for the opinion"},
    "owner-inactive": {"ru": "действующий владелец", "en": "active owner"},
    "owner-inactive-deputy": {"ru": "согласие заместителя", "en": "the deputy's consent"},
    "owner-not-accepted": {"ru": "согласие владельца", "en": "the owner's consent"},
    "partner-side": {"ru": "сторона партнёров", "en": "the partners' side"},
    "percent-or-points": {"ru": "проценты или пункты", "en": "percent or points"},
    "personalization-why-now": {"ru": "зачем клиенту сейчас", "en": "why now"},
    "segment-share": {"ru": "доля сегмента", "en": "share of the segment"},
    "silent-loss": {"ru": "мнение ушедших", "en": "voice of those who left"},
    "started-unready": {"ru": "ответы до теста", "en": "answers before the test"},
    "step-not-named": {"ru": "шаг воронки", "en": "funnel step"},
    "stuck-in-progress": {"ru": "что держит работу", "en": "what holds the work"},
    "title-says-little": {"ru": "ясное название", "en": "a clear title"},
    "traffic-without-bottleneck": {"ru": "узкое место", "en": "bottleneck"},
    "loss-cause-not-named": {"ru": "причина потерь", "en": "cause of the loss"},
    "assortment-part-not-named": {"ru": "что с ассортиментом", "en": "part of the assortment"},
    "service-part-not-named": {"ru": "что с сервисом", "en": "part of the service"},
    "experience-part-not-named": {"ru": "что в опыте", "en": "part of the experience"},
    "order-fault-not-counted": {"ru": "доля заказов не по норме", "en": "share of faulty orders"},
    "receiving-not-named": {"ru": "способ получения", "en": "way of receiving"},
    "channel-share": {"ru": "доля способа получения", "en": "share of the way of receiving"},
    "departments-absent": {"ru": "участие других отделов", "en": "part of other departments"},
    "next-department-unmeasured": {
        "ru": "показатель следующего отдела",
        "en": "figure of the next department",
    },
    "harms-another-goal": {"ru": "предел для соседней цели", "en": "limit for another goal"},
    "conflict-has-arbiter": {"ru": "решение спора", "en": "decision of the conflict"},
    "activation-not-defined": {"ru": "что такое активация", "en": "meaning of activation"},
    "activation-share": {"ru": "доля активированных", "en": "share of activated"},
    "phase-far-from-money": {"ru": "путь до денег", "en": "way to the money"},
    "effect-of-many-percents": {"ru": "состав эффекта", "en": "what the effect is made of"},
    "evidence-of-an-outage": {"ru": "данные без сбоя", "en": "data without an outage"},
    "slice-not-named": {"ru": "худший срез шага", "en": "worst slice of the step"},
    "mass-claim-unheard": {"ru": "тема в голосе клиента", "en": "topic in the voice"},
    "passive-voice-only": {"ru": "мнение остальных", "en": "voice of the others"},
    "story-without-purpose": {"ru": "цель истории", "en": "purpose of the story"},
    "review-due": {"ru": "ожидание и факт", "en": "expected and actual"},
}
"""What a card lacks in a word or two, by check; a check of another pack goes by its id."""

NO_TEAM: Texts = {"ru": "Команда не названа", "en": "No team named"}

DEPARTMENTS: Mapping[str, Texts] = {
    "marketing": {"ru": "Маркетинг", "en": "Marketing"},
    "development": {"ru": "Разработка", "en": "Development"},
    "it": {"ru": "ИТ", "en": "IT"},
    "product": {"ru": "Продукт", "en": "Product"},
    "sales": {"ru": "Продажи", "en": "Sales"},
    "support": {"ru": "Поддержка", "en": "Support"},
    "service": {"ru": "Клиентский сервис", "en": "Customer service"},
    "logistics": {"ru": "Логистика", "en": "Logistics"},
    "assortment": {"ru": "Ассортимент", "en": "Assortment"},
    "management": {"ru": "Руководство", "en": "Management"},
    "partners": {"ru": "Партнёры", "en": "Partners"},
    "legal": {"ru": "Юристы", "en": "Legal"},
    "finance": {"ru": "Финансы", "en": "Finance"},
}
"""The usual names of departments in `people`; others stand as they are written there."""

SCALE_END: Texts = {"ru": "Шкала кончается на 0 и 100", "en": "The scale ends at 0 and 100"}

CAUSES: Mapping[str, Texts] = {
    "card": {"ru": "Карточку изменили", "en": "The card was changed"},
    "rules": {"ru": "Изменились правила", "en": "The rules changed"},
    "context": {"ru": "Изменился контекст", "en": "The context changed"},
    "days": {"ru": "Прошло время", "en": "Time passed"},
}

MOVED: Mapping[str, Texts] = {
    "answered": {"ru": "Ответ есть: {what}", "en": "Answered: {what}"},
    "asked": {"ru": "Новый вопрос: {what}", "en": "New question: {what}"},
    "lane": {"ru": "Вид: {before} → {after}", "en": "Lane: {before} → {after}"},
    "decision": {"ru": "Совет: {before} → {after}", "en": "Advice: {before} → {after}"},
}

AGES: Sequence[Texts] = (
    {"ru": "меньше недели", "en": "less than a week"},
    {"ru": "от недели до месяца", "en": "a week to a month"},
    {"ru": "от 1 до 3 месяцев", "en": "1 to 3 months"},
    {"ru": "от 3 до 6 месяцев", "en": "3 to 6 months"},
    {"ru": "от полугода до года", "en": "6 months to a year"},
    {"ru": "больше года", "en": "more than a year"},
)

PRESSED: Mapping[str, Texts] = {
    "management-pressure": {"ru": "Идея руководства", "en": "An idea of the leadership"},
    "market-imitation": {"ru": "Как у конкурентов", "en": "As competitors do"},
    "regulation": {"ru": "Касается обязанности с датой", "en": "Touches a duty with a date"},
    "urgency-wording": {"ru": "В тексте торопят", "en": "The text presses for time"},
}
