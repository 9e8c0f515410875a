"""Every sentence of the conversation, and the comments of the file it writes."""

from collections.abc import Mapping

from connectors.card import Tracker
from connectors.protocol import Level
from connectors.survey import Lack
from enrichment.wording import Texts

HELP: Mapping[Tracker, Texts] = {
    Tracker.JIRA: {
        "ru": "Токен: id.atlassian.com, «Безопасность», «Токены API»; в Data Center: профиль, "
        "«Личные токены доступа». Права: видеть проект; чтобы писать, править задачи и комментировать.",
        "en": "Token: id.atlassian.com, Security, API tokens; on Data Center: Profile, Personal "
        "access tokens. Rights: browse the project; to write, edit issues and add comments.",
    },
    Tracker.TRELLO: {
        "ru": "Ключ и токен: trello.com/power-ups/admin, свой Power-Up, «API key», ссылка «Token». "
        "Учётная запись должна состоять в доске.",
        "en": "Key and token: trello.com/power-ups/admin, a Power-Up of yours, API key, the link "
        "Token. The account is a member of the board.",
    },
    Tracker.NOTION: {
        "ru": "Секрет: notion.so/my-integrations, внутреннее подключение с правами читать и менять "
        "содержимое, читать и писать комментарии; базу с карточками надо открыть этому подключению.",
        "en": "Secret: notion.so/my-integrations, an internal connection that may read and update "
        "content, read and insert comments; share the database of cards with it.",
    },
}
PLACES: Mapping[Tracker, Texts] = {
    Tracker.JIRA: {"ru": "Проекты, номера через запятую", "en": "Projects, numbers with commas"},
    Tracker.TRELLO: {"ru": "Доски, номера через запятую", "en": "Boards, numbers with commas"},
    Tracker.NOTION: {
        "ru": "Источники данных, номера через запятую",
        "en": "Data sources, numbers with commas",
    },
}
LEVELS: Mapping[Level, Texts] = {
    Level.REPORT: {"ru": "ничего не писать, только отчёт", "en": "write nothing, report only"},
    Level.FIELDS: {"ru": "балл и метки", "en": "score and labels"},
    Level.COMMENTS: {"ru": "ещё и комментарий", "en": "the comment as well"},
}
FALLBACK: Mapping[Lack, Texts] = {
    Lack.ADMIN: {
        "ru": "создать его может только администратор Jira; до того балл показывает метка. Попросите "
        "администратора: числовое поле «{name}» на экране редактирования",
        "en": "only a Jira administrator can make it; until then a label shows the score. Ask for a "
        "number field «{name}» on the edit screen",
    },
    Lack.POWER_UP: {
        "ru": "на доске выключены Custom Fields; до того балл показывает метка. Включите Power-Up "
        "Custom Fields и добавьте числовое поле «{name}»",
        "en": "the board does not use Custom Fields; until then a label shows the score. Enable the "
        "Power-Up Custom Fields and add a number field «{name}»",
    },
    Lack.WRITE: {
        "ru": "учётной записи или токену нельзя писать; до того балл показывает только отчёт",
        "en": "the account or its token may not write; until then the report alone shows the score",
    },
}
MAKE: Mapping[Tracker, Texts] = {
    Tracker.JIRA: {
        "ru": "Создать в Jira числовое поле «{name}»?",
        "en": "Make a number field «{name}» in Jira?",
    },
    Tracker.TRELLO: {
        "ru": "Создать на досках числовое поле «{name}»?",
        "en": "Make a number field «{name}» on the boards?",
    },
    Tracker.NOTION: {
        "ru": "Создать в Notion числовое свойство «{name}» и свойство «{flags}» для меток?",
        "en": "Make a number property «{name}» and a property «{flags}» for labels in Notion?",
    },
}
SAY: Mapping[str, Texts] = {
    "welcome": {
        "ru": "Ответы пишутся в {file} и .env только в конце; прервать можно когда угодно.",
        "en": "Answers go into {file} and .env at the end only; interrupt whenever you like.",
    },
    "no folder": {
        "ru": "в эту папку нельзя писать, или её нет",
        "en": "its folder is not there, or cannot be written to",
    },
    "no folder todo": {
        "ru": "создайте папку или назовите другой файл в --config",
        "en": "make the folder, or name another file with --config",
    },
    "existing": {
        "ru": "Файл {file} уже есть, подключения в нём: {names}. Что сделать",
        "en": "{file} is there already, its connections: {names}. What to do",
    },
    "add": {"ru": "добавить подключение в него", "en": "add a connection to it"},
    "replace": {
        "ru": "написать новый, прежний сохранить как {kept}",
        "en": "write a new one, keep the old as {kept}",
    },
    "tracker": {"ru": "Трекер", "en": "Tracker"},
    "name": {
        "ru": "Имя подключения (латиницей, его покажет отчёт)",
        "en": "Name of the connection (the report shows it)",
    },
    "bad name": {
        "ru": "до 40 букв, цифр, дефисов, и не занятое",
        "en": "up to 40 letters, digits and dashes, and not taken",
    },
    "url": {"ru": "Адрес", "en": "Address"},
    "bad url": {
        "ru": "нужен адрес вида https://shop.atlassian.net",
        "en": "it should be an address such as https://shop.atlassian.net",
    },
    "deployment": {
        "ru": "Jira в облаке или своя (Data Center)",
        "en": "Jira Cloud, or one of your own (Data Center)",
    },
    "email": {
        "ru": "E-mail учётной записи (или $ИМЯ переменной)",
        "en": "E-mail of the account (or the $NAME of a variable)",
    },
    "key": {
        "ru": "Ключ API (не показывается; или $ИМЯ переменной)",
        "en": "API key (not shown; or the $NAME of a variable)",
    },
    "token": {
        "ru": "Токен (не показывается; или $ИМЯ переменной)",
        "en": "Token (not shown; or the $NAME of a variable)",
    },
    "unset": {
        "ru": "переменной {name} нет ни в окружении, ни в .env",
        "en": "the variable {name} is neither in the environment nor in .env",
    },
    "unset todo": {
        "ru": "вставьте само значение или назовите переменную, которая есть",
        "en": "paste the value itself, or name a variable that is set",
    },
    "empty": {"ru": "пустой ответ", "en": "an empty answer"},
    "met": {"ru": "Мы вошли как {name}.", "en": "Signed in as {name}."},
    "no places": {
        "ru": "Трекер ничего не показывает этой учётной записи; назовите сами (номер или адрес).",
        "en": "The tracker shows nothing to this account; name them yourself (id or address).",
    },
    "proposed fields": {
        "ru": "Похоже, карточки отвечают в этих полях (справа значения из последних карточек):",
        "en": "Cards seem to answer in these fields (values from recent cards on the right):",
    },
    "no fields": {
        "ru": "Полей с известными названиями нет: ответы будут искаться в тексте карточек.",
        "en": "No field bears a known name: answers will be looked for in the text of cards.",
    },
    "no values": {"ru": "пока пусто", "en": "empty so far"},
    "other fields": {"ru": "Остальные поля: {names}", "en": "Other fields: {names}"},
    "take fields": {"ru": "Взять эти поля?", "en": "Take these fields?"},
    "field": {
        "ru": "Поле для «{slot}» (- значит никакое)",
        "en": "Field for {slot} (- for none)",
    },
    "more field": {
        "ru": "Ещё поле, как effect=Название (пусто: хватит)",
        "en": "Another field, as effect=Its name (empty: enough)",
    },
    "no such field": {"ru": "нет поля «{name}»{close}", "en": "there is no field «{name}»{close}"},
    "no such slot": {
        "ru": "нет такого вопроса «{name}»; есть {known}",
        "en": "there is no slot «{name}»; there are {known}",
    },
    "close": {"ru": ", может быть, {names}?", "en": ", did you mean {names}?"},
    "proposed stages": {"ru": "Статусы и стадии:", "en": "Statuses and stages:"},
    "no stage": {"ru": "стадия не ясна", "en": "stage not clear"},
    "take stages": {"ru": "Так и записать?", "en": "Write it so?"},
    "stage": {"ru": "Стадия для «{name}»", "en": "Stage of «{name}»"},
    "skip": {"ru": "оставить без стадии", "en": "leave it without a stage"},
    "level": {"ru": "Что можно писать в трекер", "en": "What may be written to the tracker"},
    "score": {"ru": "Название поля для балла", "en": "Name of the field for the score"},
    "score there": {"ru": "Поле «{name}» уже есть.", "en": "The field «{name}» is there."},
    "no score": {"ru": "Поля «{name}» нет: {why}.", "en": "There is no field «{name}»: {why}."},
    "label instead": {
        "ru": "Без поля балл покажет метка, такая как steelyard:score-70-79.",
        "en": "Without the field a label shows the score, such as steelyard:score-70-79.",
    },
    "another": {"ru": "Добавить ещё одно подключение?", "en": "Add another connection?"},
    "wrote": {"ru": "Записано: {files}", "en": "Written: {files}"},
    "made": {"ru": "{name}: поле «{score}» создано.", "en": "{name}: the field «{score}» is made."},
    "made off screen": {
        "ru": "{name}: поле «{score}» создано. Добавьте его на экран редактирования; до того балл "
        "показывает метка.",
        "en": "{name}: the field «{score}» is made. Put it on the edit screens; until then a label "
        "shows the score.",
    },
    "not made": {
        "ru": "{name}: поле не создано, балл покажет метка: {why}",
        "en": "{name}: the field is not made, a label shows the score: {why}",
    },
    "ignore": {
        "ru": "Добавьте .env в .gitignore: в нём токены.",
        "en": "Add .env to .gitignore: it holds tokens.",
    },
    "next": {
        "ru": "Дальше: steelyard check{config}, затем steelyard plan{config} (оба ничего не пишут в трекер)",
        "en": "Next: steelyard check{config}, then steelyard plan{config} (neither writes to a tracker)",
    },
    "nothing": {"ru": "Прервано: ничего не записано.", "en": "Interrupted: nothing was written."},
    "not among": {
        "ru": "Такого нет в списке, или подходит не одно.",
        "en": "That is not in the list, or several are meant.",
    },
    "needed": {"ru": "Здесь нужен ответ.", "en": "This needs an answer."},
    "more options": {
        "ru": "  ... и ещё {count}: введите часть названия",
        "en": "  ... and {count} more: type a part of the name",
    },
    "yes or no": {"ru": "да/нет", "en": "yes/no"},
}
COMMENTS: Mapping[str, Texts] = {
    "made": {
        "ru": "Сделано steelyard init. В трекеры ничего не пишется, пока не поднят write.level.",
        "en": "Made by steelyard init. Nothing is written to a tracker until write.level is raised.",
    },
    "language": {
        "ru": "язык замечаний: auto (как в карточке), ru или en",
        "en": "of the remarks: auto (the card's own), ru or en",
    },
    "database": {
        "ru": "путь считается от этого файла",
        "en": "a relative path is relative to this file",
    },
    "rules": {
        "ru": "наборы по имени или пути; поздние заменяют ранние по id",
        "en": "packs by name or path; later ones override by id",
    },
    "context": {
        "ru": "что сейчас верно для бизнеса; образец: context.example.yaml",
        "en": "what is true of the business now; see context.example.yaml",
    },
    "changed": {
        "ru": "если изменится больше оценок, запуск остановится и покажет план",
        "en": "a run that would change more verdicts stops with its plan",
    },
    "remarks": {
        "ru": "столько первых комментариев за запуск, самые ценные вперёд",
        "en": "so many first comments a run, most valuable first",
    },
    "quiet": {
        "ru": "столько дней молчим после ответа человека",
        "en": "after a person's reply we are quiet for so long",
    },
    "secrets": {
        "ru": "значение в .env или в окружении, здесь только имя",
        "en": "its value is in .env or the environment, here only its name",
    },
    "level": {
        "ru": "report ничего не пишет; затем fields (балл, метки), затем comments",
        "en": "report writes nothing; then fields (score, labels), then comments",
    },
}
