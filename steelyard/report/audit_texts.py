"""Every sentence of an express audit in Russian and English: about the work, never about a person."""

from collections.abc import Mapping
from typing import NamedTuple

from enrichment.wording import Texts
from steelyard.speech import Forms


class Said(NamedTuple):
    """A finding in words: what it is, and why it matters or what to do."""

    title: Texts
    why: Texts


PARTS: Mapping[str, Texts] = {
    "zones": {"ru": "Зоны, требующие внимания", "en": "Zones that need attention"},
    "risks": {"ru": "Основные риски и ограничения", "en": "Main risks and limits"},
    "steps": {"ru": "Рекомендации по первым шагам", "en": "Recommended first steps"},
}

NOTHING: Mapping[str, Texts] = {
    "zones": {
        "ru": "Карточки отвечают на все вопросы, ничего не застряло.",
        "en": "The cards answer every question, and nothing is stuck.",
    },
    "risks": {"ru": "Заметных рисков не нашлось.", "en": "No notable risks were found."},
    "steps": {
        "ru": "Срочных шагов нет: берите карточки сверху очереди.",
        "en": "No step is due: take the cards from the top of the queue.",
    },
}

SUMMARY: Texts = {
    "ru": "{cards}, из них {open}. На все обязательные вопросы отвечают {complete} из {of} ({share}).",
    "en": "{cards}, {open}. {complete} of {of} answer every required question ({share}).",
}

OPEN: Forms = {
    "ru": {"one": "{n} открытая", "few": "{n} открытые", "many": "{n} открытых"},
    "en": {"one": "{n} of them open", "other": "{n} of them open"},
}

SHARE: Forms = {
    "ru": {
        "one": "{n} карточка из {of} ({share})",
        "few": "{n} карточки из {of} ({share})",
        "many": "{n} карточек из {of} ({share})",
    },
    "en": {"one": "{n} card of {of} ({share})", "other": "{n} cards of {of} ({share})"},
}

SPRINTS: Forms = {
    "ru": {"one": "{n} спринт работы", "few": "{n} спринта работы", "many": "{n} спринтов работы"},
    "en": {"one": "{n} sprint of work", "other": "{n} sprints of work"},
}

FINDINGS: Mapping[str, Said] = {
    # Zones
    "unanswered": Said(
        {"ru": "Нет ответа: {about}", "en": "No answer: {about}"},
        {"ru": "{reason}", "en": "{reason}"},
    ),
    "thin-lane": Said(
        {
            "ru": "Меньше всего ответов в виде «{about}»",
            "en": "Fewest answers in the lane “{about}”",
        },
        {
            "ru": "Здесь чаще, чем в других видах, карточкам не хватает обязательных ответов.",
            "en": "Here cards lack required answers more often than in the other lanes.",
        },
    ),
    "unclear": Said(
        {"ru": "Вид карточки не определяется", "en": "The kind of the card is unclear"},
        {
            "ru": "Пока вид не назван, карточку не с чем сравнивать: обязательное, рост и "
            "инфраструктура живут на разных шкалах.",
            "en": "Until the kind is named there is nothing to compare the card with: duties, growth "
            "and infrastructure live on different scales.",
        },
    ),
    "upper-funnel": Said(
        {"ru": "Только верхние метрики воронки", "en": "Upper-funnel metrics only"},
        {
            "ru": "Клики и открытия могут вырасти, а покупки остаться прежними.",
            "en": "Clicks and opens may rise while purchases stay where they were.",
        },
    ),
    "no-evidence": Said(
        {"ru": "Гипотезы без данных", "en": "Hypotheses without data"},
        {
            "ru": "Без данных разброс оценки широк, и место в очереди держится на предположении.",
            "en": "Without data the range is wide, and the place in the queue rests on a guess.",
        },
    ),
    "started-unready": Said(
        {"ru": "В работе без проблемы или метрики", "en": "In work without a problem or a metric"},
        {
            "ru": "После запуска точку отсчёта уже не измерить.",
            "en": "After the launch the starting point can no longer be measured.",
        },
    ),
    "stuck": Said(
        {
            "ru": "Работа стоит больше трёх недель",
            "en": "Work that has stood still for three weeks",
        },
        {
            "ru": "Она занимает место в спринте и задерживает то, что ждёт её результата.",
            "en": "It takes room in the sprint and holds up what waits for its result.",
        },
    ),
    "unmapped": Said(
        {"ru": "Стадия не распознана", "en": "The stage is not recognised"},
        {
            "ru": "Такие карточки считаются открытыми, даже если работа закончена.",
            "en": "Such cards count as open even when the work is finished.",
        },
    ),
    "stale": Said(
        {"ru": "Полгода без изменений", "en": "Unchanged for half a year"},
        {
            "ru": "Исходные данные могли устареть: стоит проверить, нужна ли карточка ещё.",
            "en": "The inputs may be out of date: worth checking whether the card is still needed.",
        },
    ),
    # Risks
    "pressed": Said(
        {"ru": "Давление извне", "en": "Outside pressure"},
        {
            "ru": "Идеи руководства, «как у конкурентов» и обязанности: место в очереди они получают "
            "только за пользу, но внимание забирают.",
            "en": "Ideas of the leadership, “as competitors do”, duties: value alone gives them their "
            "place, yet they take attention.",
        },
    ),
    "urgent-without-reason": Said(
        {
            "ru": "Срочность без даты и последствий",
            "en": "Urgency without a date and a consequence",
        },
        {
            "ru": "Когда срочно многое, срочность перестаёт что-либо значить.",
            "en": "When much is urgent, urgency stops meaning anything.",
        },
    ),
    "copied": Said(
        {"ru": "Идеи с рынка без собственной ценности", "en": "Market ideas without own value"},
        {
            "ru": "Чужое решение сработало в чужих условиях; перенос без своей причины часто не "
            "окупается.",
            "en": "Another's solution worked in another's conditions; without a reason of one's own "
            "it often does not pay.",
        },
    ),
    "figures": Said(
        {"ru": "Цифры не сходятся", "en": "Figures that do not agree"},
        {
            "ru": "Объём, цена и бюджет или эффект и воронка спорят между собой: такой оценке пока "
            "нельзя доверять.",
            "en": "Volume, price and budget, or effect and funnel, disagree: such an estimate cannot "
            "be trusted yet.",
        },
    ),
    "near-date": Said(
        {
            "ru": "Срок ближе полутора месяцев, работа не начата",
            "en": "Due within 45 days, not begun",
        },
        {
            "ru": "Посмотрите, успевает ли работа к своей дате.",
            "en": "See whether the work can still meet its date.",
        },
    ),
    "date-passed": Said(
        {"ru": "Срок в карточке прошёл", "en": "The date on the card has passed"},
        {
            "ru": "Либо обязательство нарушено, либо дата уже другая.",
            "en": "Either a promise was missed, or another date holds by now.",
        },
    ),
    "owner-gone": Said(
        {"ru": "Учётная запись владельца закрыта", "en": "The owner's account is closed"},
        {
            "ru": "Вопросы по этим карточкам сейчас никому не приходят.",
            "en": "At the moment questions about these cards reach nobody.",
        },
    ),
    "one-owner": Said(
        {"ru": "Многое держится на одном владельце", "en": "Much rests on one owner"},
        {
            "ru": "Отпуск или болезнь остановит сразу всё: назовите заместителя.",
            "en": "A holiday or an illness would stop all of it: name a deputy.",
        },
    ),
    "not-learned": Said(
        {"ru": "Закончено без вывода", "en": "Finished without a learning"},
        {
            "ru": "Без вывода ту же проверку придётся повторить.",
            "en": "Without a learning the same test will have to be repeated.",
        },
    ),
    "not-proven": Said(
        {"ru": "Закончено, ценность не доказана", "en": "Finished, the value not proven"},
        {
            "ru": "Верхняя метрика выросла, про покупки ничего не известно.",
            "en": "An upper metric grew; nothing is known of purchases.",
        },
    ),
    # Limits
    "not-estimated": Said(
        {"ru": "Ограничение: труд не оценён", "en": "A limit: the effort is not estimated"},
        {
            "ru": "Вместо оценки взята типичная, поэтому отдача на человеко-день приблизительна.",
            "en": "A usual effort is assumed, so the return on a person-day is rough.",
        },
    ),
    "wide": Said(
        {"ru": "Ограничение: разброс балла шире 50", "en": "A limit: a range wider than 50 points"},
        {
            "ru": "С такими данными карточка может оказаться и в начале очереди, и в конце.",
            "en": "With such data the card may belong at the top of the queue, or at its end.",
        },
    ),
    "no-capacity": Said(
        {
            "ru": "Ограничение: ёмкость спринта неизвестна",
            "en": "A limit: the capacity is not known",
        },
        {
            "ru": "Черта проведена после десятой карточки; назовите ёмкость в context.yaml "
            "(sprint: capacity).",
            "en": "The line is drawn after the tenth card; name the capacity in context.yaml "
            "(sprint: capacity).",
        },
    ),
    "sprints": Said(
        {"ru": "Ограничение: очередь длиннее ёмкости", "en": "A limit: the queue against capacity"},
        {
            "ru": "В очереди {sprints} ({days}): большая часть в ближайшее время не начнётся.",
            "en": "The queue holds {sprints} ({days}): most of it will not begin soon.",
        },
    ),
    "no-economics": Said(
        {"ru": "Ограничение: экономика неизвестна", "en": "A limit: the economics are not known"},
        {
            "ru": "Без воронки и среднего чека эффект в конверсии не перевести в деньги. Впишите их в "
            "context.yaml и повторите с --context.",
            "en": "Without a funnel and an average order, conversion cannot be turned into money. "
            "Put them into context.yaml and repeat with --context.",
        },
    ),
    # Steps
    "answer": Said(
        {
            "ru": "Ответить на вопросы в самых многообещающих карточках",
            "en": "Answer the questions of the most promising cards",
        },
        {
            "ru": "{questions} на все; после ответов эти карточки могут подняться выше других.",
            "en": "{questions} in all; once answered, these cards may rise above the others.",
        },
    ),
    "launch": Said(
        {"ru": "Запустить готовое", "en": "Launch what is ready"},
        {
            "ru": "Ответы есть, польза выше порога запуска.",
            "en": "The answers are there, and the value is above the mark for a launch.",
        },
    ),
    "pilot": Said(
        {"ru": "Проверить пилотом", "en": "Try a pilot"},
        {
            "ru": "Уверенности мало, а проверка недорога или обещание велико.",
            "en": "Little is certain, and a test is cheap or the promise is great.",
        },
    ),
    "name-owner": Said(
        {"ru": "Назвать владельцев у того, что в работе", "en": "Name owners for what is in work"},
        {
            "ru": "Имя нужно, чтобы было кого спросить и кому решать.",
            "en": "A name tells whom to ask and who decides.",
        },
    ),
    "check-figures": Said(
        {"ru": "Сверить цифры", "en": "Check the figures"},
        {
            "ru": "Расчёт стоит в карточке рядом с вопросом.",
            "en": "The working stands on the card beside its question.",
        },
    ),
    "close": Said(
        {"ru": "Закрыть или удешевить", "en": "Close, or find a cheaper way"},
        {
            "ru": "Даже в лучшем случае отдача мала.",
            "en": "Even at best it returns little.",
        },
    ),
    "write-learning": Said(
        {"ru": "Записать выводы по законченному", "en": "Write down what was learnt"},
        {
            "ru": "Четырёх строк хватит: что сделали, как измерили, что с конверсией, что с деньгами.",
            "en": "Four lines will do: what was done, how it was measured, what conversion did, what "
            "money did.",
        },
    ),
    "write-context": Said(
        {"ru": "Описать бизнес в context.yaml", "en": "Describe the business in context.yaml"},
        {
            "ru": "Воронка, экономика, цели и ёмкость: с ними баллы точнее, а черта стоит на месте.",
            "en": "Funnel, economics, goals, capacity: they sharpen the scores and place the line.",
        },
    ),
}
