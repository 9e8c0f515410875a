"""What a gate says, in Russian and English: of cards and answers, never of a person's fault."""

from collections.abc import Mapping

from enrichment.wording import Texts

TEXTS: Mapping[str, Texts] = {
    "held": {
        "ru": "Нужны ответы: {cards}",
        "en": "Answers needed: {cards}",
    },
    "passed": {
        "ru": "Новых неполных карточек нет",
        "en": "No new incomplete cards",
    },
    "written": {
        "ru": "Список исключений записан в {file}: {cards}",
        "en": "Baseline written to {file}: {cards}",
    },
    "not_written": {
        "ru": "Список исключений {file} не записан: прочитаны не все карточки",
        "en": "Baseline {file} not written: not all cards were read",
    },
    "kept": {
        "ru": "Список исключений {file} не тронут, пока есть новые неполные карточки",
        "en": "Baseline {file} left as it is while there are new incomplete cards",
    },
    "excused": {
        "ru": "Ждут ответов с прошлого раза: {cards}.",
        "en": "Waiting for answers since before: {cards}.",
    },
    "answered": {
        "ru": "Больше не ждут ответов: {cards}. С --write-baseline список исключений станет короче.",
        "en": "No longer waiting: {cards}. With --write-baseline the baseline gets shorter.",
    },
    "rules": {
        "ru": "Правила изменились с тех пор, как сделан список исключений. Если вопросы задают они, "
        "запишите его заново: --write-baseline.",
        "en": "The rules changed since the baseline was made. If it is they that ask, "
        "write it anew: --write-baseline.",
    },
    "todo": {
        "ru": "Ответьте на вопросы в карточке и запустите снова. Метка {label} на карточке "
        "отключает проверку; {command} принимает всё, как есть сейчас.",
        "en": "Answer the questions in the card and run again. The label {label} on a card "
        "silences the check; {command} accepts everything as it is now.",
    },
    "new": {"ru": "новая карточка", "en": "a new card"},
    "grown": {"ru": "ответов стало меньше", "en": "it lacks more than before"},
    "more": {"ru": "и ещё {cards}", "en": "and {cards} more"},
    "see": {"ru": "весь список в сводке", "en": "the summary lists them all"},
    "card": {"ru": "Карточка", "en": "Card"},
    "title": {"ru": "Название", "en": "Title"},
    "asks": {"ru": "На что ответить", "en": "What to answer"},
    "reason": {"ru": "Почему здесь", "en": "Why it is here"},
}
