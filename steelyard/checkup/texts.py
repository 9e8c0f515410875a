"""Every sentence of a check in Russian and English."""

from collections.abc import Mapping

from connectors.survey import Right
from enrichment.wording import Texts
from steelyard.checkup.facts import State
from steelyard.speech import Forms

MARKS: Mapping[State, Texts] = {
    State.OK: {"ru": "ок", "en": "ok"},
    State.NOTE: {"ru": "важно", "en": "note"},
    State.FAULT: {"ru": "ОШИБКА", "en": "FAULT"},
    State.FAILED: {"ru": "СБОЙ", "en": "FAILED"},
}
TOPICS: Mapping[str, Texts] = {
    "configuration": {"ru": "настройки", "en": "configuration"},
    "rules": {"ru": "правила", "en": "rules"},
    "context": {"ru": "контекст", "en": "context"},
    "database": {"ru": "база", "en": "database"},
    "address": {"ru": "адрес", "en": "address"},
    "credentials": {"ru": "доступ", "en": "credentials"},
    "account": {"ru": "учётная запись", "en": "account"},
    "names": {"ru": "названия", "en": "names"},
    "cards": {"ru": "карточки", "en": "cards"},
    "rights": {"ru": "права", "en": "rights"},
    "fields": {"ru": "поля", "en": "fields"},
    "score": {"ru": "балл", "en": "score"},
    "labels": {"ru": "метки", "en": "labels"},
    "custom fields": {"ru": "Custom Fields", "en": "Custom Fields"},
    "comments": {"ru": "комментарии", "en": "comments"},
    "stages": {"ru": "стадии", "en": "stages"},
    "limits": {"ru": "лимиты", "en": "limits"},
    "finding": {"ru": "замечание", "en": "finding"},
}
RIGHTS: Mapping[Right, Texts] = {
    Right.READ: {"ru": "читать", "en": "read"},
    Right.EDIT: {"ru": "править", "en": "edit"},
    Right.COMMENT: {"ru": "комментировать", "en": "comment"},
    Right.EDIT_COMMENT: {"ru": "править свои комментарии", "en": "edit own comments"},
}
HELD: Mapping[bool | None, Texts] = {
    True: {"ru": "да", "en": "yes"},
    False: {"ru": "нет", "en": "no"},
    None: {"ru": "не сказано", "en": "not told"},
}
CONNECTIONS: Forms = {
    "ru": {"one": "{n} подключение", "few": "{n} подключения", "many": "{n} подключений"},
    "en": {"one": "{n} connection", "other": "{n} connections"},
}
RULES: Forms = {
    "ru": {"one": "{n} правило", "few": "{n} правила", "many": "{n} правил"},
    "en": {"one": "{n} rule", "other": "{n} rules"},
}
CARDS: Forms = {
    "ru": {"one": "{n} карточка", "few": "{n} карточки", "many": "{n} карточек"},
    "en": {"one": "{n} card", "other": "{n} cards"},
}
SAY: Mapping[str, Texts] = {
    "configuration": {"ru": "{file}: {count}", "en": "{file}: {count}"},
    "pack": {"ru": "набор {name}: {count}", "en": "pack {name}: {count}"},
    "no context": {
        "ru": "файла нет: работать будем, но деньги, даты и цели взвесить не по чему",
        "en": "there is no file: runs work, without money, dates and goals to weigh by",
    },
    "no context todo": {
        "ru": "начните с config/context.example.yaml и назовите файл в `context`",
        "en": "start from config/context.example.yaml and name the file under `context`",
    },
    "context": {"ru": "{file}: сказано про {sections}", "en": "{file}: tells of {sections}"},
    "empty context": {
        "ru": "{file}: файл ничего не говорит",
        "en": "{file}: the file tells nothing",
    },
    "new database": {
        "ru": "{file}: ещё нет, её создаст первый запуск; место доступно для записи",
        "en": "{file}: not there yet, the first run makes it; the place is writable",
    },
    "no place": {
        "ru": "{file}: базы нет, и создать её здесь нельзя",
        "en": "{file}: it is not there and cannot be made here",
    },
    "no place todo": {
        "ru": "дайте право записи в папку или назовите другую в `database`",
        "en": "make its folder writable, or name another under `database`",
    },
    "database": {
        "ru": "{file}: схема {schema}, запись возможна, {last}",
        "en": "{file}: schema {schema}, writable, {last}",
    },
    "read only": {
        "ru": "{file}: схема {schema}, записать нельзя ({reason})",
        "en": "{file}: schema {schema}, cannot be written ({reason})",
    },
    "read only todo": {
        "ru": "освободите место или верните право записи на файл и его папку",
        "en": "make room, or make the file and its folder writable",
    },
    "older": {
        "ru": "{file}: схема {schema}, следующий запуск обновит до {head}; {last}",
        "en": "{file}: schema {schema}, the next run brings it to {head}; {last}",
    },
    "newer": {
        "ru": "{file}: схема {schema} новее этой программы ({head})",
        "en": "{file}: schema {schema} is newer than this program ({head})",
    },
    "newer todo": {
        "ru": "обновите Steelyard или назовите другую базу",
        "en": "upgrade Steelyard, or name another database",
    },
    "last run": {"ru": "последний запуск {when}", "en": "last run {when}"},
    "no run": {"ru": "запусков ещё не было", "en": "no runs yet"},
    "address": {"ru": "{url} отвечает", "en": "{url} answers"},
    "credentials": {
        "ru": "принят; когда истечёт, {tracker} не говорит",
        "en": "accepted; {tracker} does not tell when they end",
    },
    "endless": {"ru": "принят, бессрочный", "en": "accepted, they do not end"},
    "ending": {"ru": "принят, действует до {day}", "en": "accepted, they end on {day}"},
    "ending todo": {
        "ru": "выпустите новый токен заранее",
        "en": "make a new token in good time",
    },
    "account": {"ru": "{name} ({id})", "en": "{name} ({id})"},
    "other site": {
        "ru": "ответил {product}, а в настройках `deployment: {deployment}`",
        "en": "{product} answered, and the file says `deployment: {deployment}`",
    },
    "other site todo": {
        "ru": "исправьте `deployment` этого подключения",
        "en": "correct `deployment` of this connection",
    },
    "cards": {"ru": "найдено: {count}", "en": "{count} found"},
    "many cards": {"ru": "найдено: {count} или больше", "en": "{count} or more found"},
    "no cards": {"ru": "не найдено ни одной", "en": "none found"},
    "no cards todo": {
        "ru": "проверьте `cards` этого подключения",
        "en": "check `cards` of this connection",
    },
    "left out": {
        "ru": "проверены не все проекты, осталось {count}",
        "en": "not every project was looked at, {count} are left",
    },
    "left out todo": {
        "ru": "для полной проверки разделите запрос между подключениями",
        "en": "split the query among connections to have all looked at",
    },
    "rights": {"ru": "{place}: {rights}", "en": "{place}: {rights}"},
    "rights lack": {
        "ru": "дайте их учётной записи в {place} или понизьте `write.level`",
        "en": "give them to the account in {place}, or lower `write.level`",
    },
    "rights later": {
        "ru": "для уровня {level} этого хватает",
        "en": "enough for the level {level}",
    },
    "rights untold": {
        "ru": "узнать можно только записью: проверьте в настройках подключения, что включены "
        "Update content, Read comments, Insert comments",
        "en": "only a write would tell: see in the settings of the connection that Update content, "
        "Read comments and Insert comments are on",
    },
    "field": {
        "ru": "{slot}«{name}» ({id}), можно править: {where}",
        "en": "{slot}«{name}» ({id}), editable: {where}",
    },
    "field untold": {
        "ru": "{slot}«{name}» ({id}), есть: {where}; можно ли править, не сказано",
        "en": "{slot}«{name}» ({id}), present: {where}; whether editable is not told",
    },
    "field off": {
        "ru": "{slot}«{name}» ({id}) нельзя править: {where}",
        "en": "{slot}«{name}» ({id}) cannot be edited: {where}",
    },
    "field off todo": {
        "ru": "добавьте поле на экран редактирования и дайте право правки, иначе ответить в поле там не смогут",
        "en": "put the field on the edit screen and give the right to edit, or people cannot answer in it there",
    },
    "score off todo": {
        "ru": "добавьте поле на экран редактирования; до того балл там покажет метка",
        "en": "put the field on the edit screen; until then a label shows the score there",
    },
    "labels off todo": {
        "ru": "добавьте метки (Labels) на экран редактирования; до того их там не будет",
        "en": "put Labels on the edit screen; until then there are none there",
    },
    "field absent": {
        "ru": "{slot}«{name}» нет: {where}",
        "en": "{slot}«{name}» is absent: {where}",
    },
    "field absent todo": {
        "ru": "карточки оттуда читаются без него",
        "en": "cards from there are read without it",
    },
    "no score": {
        "ru": "числового поля «{name}» нет; балл покажет {instead}",
        "en": "there is no number field «{name}»; {instead} shows the score",
    },
    "no score todo": {
        "ru": "steelyard init предложит создать поле; или создайте его сами",
        "en": "steelyard init offers to make it; or add it yourself",
    },
    "label": {"ru": "метка", "en": "a label"},
    "comment": {"ru": "только комментарий", "en": "the comment alone"},
    "power-up on": {"ru": "{place}: включены", "en": "{place}: on"},
    "power-up off": {"ru": "{place}: выключены", "en": "{place}: off"},
    "power-up untold": {"ru": "{place}: не сказано", "en": "{place}: not told"},
    "power-up todo": {
        "ru": "включите Power-Up Custom Fields на доске; до того балл показывает метка",
        "en": "enable the Power-Up Custom Fields on the board; until then a label shows the score",
    },
    "comments on": {"ru": "{place}: разрешены", "en": "{place}: allowed"},
    "comments off": {"ru": "{place}: запрещены на доске", "en": "{place}: disabled on the board"},
    "comments todo": {
        "ru": "разрешите комментарии в настройках доски",
        "en": "allow comments in the settings of the board",
    },
    "stages": {
        "ru": "все статусы стоят за одной из стадий",
        "en": "every status stands for a stage",
    },
    "by category": {
        "ru": "«{names}»: стадия взята по категории статуса",
        "en": "«{names}»: the stage is taken from the category of the status",
    },
    "by category todo": {
        "ru": "если это не так, назовите их в `stages`",
        "en": "name them under `stages` where that is not what you mean",
    },
    "limit": {
        "ru": "{limit}: осталось {left} из {most}{window}",
        "en": "{limit}: {left} of {most} left{window}",
    },
    "window": {"ru": " на {seconds} с", "en": " in {seconds} s"},
    "limits untold": {
        "ru": "{tracker} не говорит о них, пока они не исчерпаны",
        "en": "{tracker} does not tell of them before they are reached",
    },
}
END: Mapping[bool, Texts] = {
    True: {"ru": "всё готово к работе", "en": "all is ready"},
    False: {
        "ru": "найдены ошибки: строки ОШИБКА и СБОЙ",
        "en": "there are faults: see the lines FAULT and FAILED",
    },
}
