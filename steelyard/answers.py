"""Every sentence commands answer with, in Russian and English.

Names people type or find in files (commands, checks, lanes, labels, settings) are the same in both.
Errors and findings are English alone: one message, one entry in the FAQ.
"""

from collections.abc import Mapping

from connectors.protocol import Absence
from enrichment.wording import Texts
from steelyard.speech import Forms

TEXTS: Mapping[str, Texts] = {
    # The queue as a table
    "queue": {"ru": "Очередь", "en": "The queue"},
    "column_card": {"ru": "Карточка", "en": "Card"},
    "column_in": {"ru": "Где", "en": "In"},
    "column_lane": {"ru": "Вид", "en": "Lane"},
    "column_score": {"ru": "Балл", "en": "Score"},
    "column_advice": {"ru": "Совет", "en": "Advice"},
    "column_lacks": {"ru": "Нет ответа", "en": "Lacks"},
    "and_more": {"ru": "... и ещё {n}", "en": "... and {n} more"},
    "and_more_json": {
        "ru": "... и ещё {n} (--json покажет все)",
        "en": "... and {n} more (--json lists all)",
    },
    # run, plan, apply
    "gone": {"ru": "ушло: {n}", "en": "{n} gone"},
    "incomplete": {"ru": "неполных: {n}", "en": "{n} incomplete"},
    "not_done": {"ru": "не сделано: {n}", "en": "{n} not done"},
    "nothing_to_write": {"ru": "писать нечего", "en": "nothing to write"},
    "written": {"ru": "сделано {done} из {writes}", "en": "{done} of {writes} done"},
    "stood": {"ru": " (уже стояло: {n})", "en": " ({n} stood there already)"},
    "next_run": {"ru": "{remarks} до следующего запуска", "en": "{remarks} left for the next run"},
    "status_lists": {
        "ru": "{findings} (перечень: steelyard status)",
        "en": "{findings} (steelyard status lists them)",
    },
    "departed": {"ru": "ушло: {whys}", "en": "left: {whys}"},
    "left": {"ru": "осталось: {writes}", "en": "{writes} left"},
    "stopped": {
        "ru": "ОСТАНОВЛЕНО: изменилось бы {n} из {cards}, больше, чем позволяет safety.changed_cards",
        "en": "STOPPED: {n} of {cards} would change, more than safety.changed_cards allows",
    },
    "unfinished": {"ru": " НЕ ДОЧИТАНО", "en": " UNFINISHED"},
    "failed": {"ru": " СБОЙ", "en": " FAILED"},
    "kept_plan": {
        "ru": "план сохранён в {path}; посмотрите его, затем: steelyard apply {name}",
        "en": "the plan is kept in {path}; look at it, then: steelyard apply {name}",
    },
    "read": {
        "ru": "прочитано: {cards}; открытых без нужного ответа: {n}",
        "en": "{cards} read, {n} open ones lack an answer they need",
    },
    "planned": {"ru": "в плане {writes} ({kinds})", "en": "{writes} planned ({kinds})"},
    "fields": {"ru": "поля: {n}", "en": "{n} fields"},
    "comments_edited": {"ru": "комментарии изменить: {n}", "en": "{n} comments edited"},
    "comments_new": {"ru": "комментарии новые: {n}", "en": "{n} comments new"},
    "comments_withdrawn": {"ru": "комментарии убрать: {n}", "en": "{n} comments withdrawn"},
    "remarks_wait": {
        "ru": "{remarks} до следующих запусков (safety.remarks_per_run)",
        "en": "{remarks} wait for later runs (safety.remarks_per_run)",
    },
    "would_show": {
        "ru": "вердикт изменился бы у карточек: {n} из {known}",
        "en": "{n} of {known} cards that carry a verdict would show another",
    },
    "finding": {"ru": "замечание: {text}", "en": "finding: {text}"},
    "silent": {
        "ru": "{names}: `write.level` стоит report, поэтому там ничего не запланировано",
        "en": "{names}: `write.level` is report, so nothing is planned there",
    },
    "saved_plan": {
        "ru": "записано в {path}; выполнить: steelyard apply {path}",
        "en": "written to {path}; do it with: steelyard apply {path}",
    },
    "edits_comment": {"ru": "правка живого комментария", "en": "edits the living comment"},
    "new_comment": {"ru": "новый живой комментарий", "en": "a new living comment"},
    "withdraws": {"ru": "убрать {comments}", "en": "withdraws {comments}"},
    "score_to": {"ru": "балл {change}", "en": "score {change}"},
    # rules diff and what a plan moves
    "unmoved": {
        "ru": "у всех карточек те же балл, место, совет и замечания",
        "en": "every card keeps its score, place, decision and remarks",
    },
    "moved": {
        "ru": "сдвинулись: {moved}, на месте: {same}; замечаний появится: {appear}, исчезнет: {vanish}",
        "en": "{moved} cards move, {same} stay; {appear} remarks appear, {vanish} vanish",
    },
    "moved_by": {"ru": "из-за: {rules}", "en": "by: {rules}"},
    "appear": {"ru": "появятся: {rules}", "en": "appear: {rules}"},
    "vanish": {"ru": "исчезнут: {rules}", "en": "vanish: {rules}"},
    "place": {"ru": "место {before} -> {after}", "en": "place {before} -> {after}"},
    "lane": {"ru": "вид {before} -> {after}", "en": "lane {before} -> {after}"},
    "advice": {"ru": "совет {before} -> {after}", "en": "advice {before} -> {after}"},
    "nowhere": {"ru": "нет", "en": "none"},
    "both_sets": {
        "ru": "{cards}: сравнение двух наборов правил; ничего не записано",
        "en": "{cards} judged by both rule sets; nothing is written",
    },
    # rules check and test
    "rules_good": {
        "ru": "правила {version} исправны: {counts}",
        "en": "rules {version} are good: {counts}",
    },
    "checks": {"ru": "проверки: {n}", "en": "{n} checks"},
    "lanes": {"ru": "виды: {n}", "en": "{n} lanes"},
    "layers": {"ru": "слои: {n}", "en": "{n} layers"},
    "decisions": {"ru": "решения: {n}", "en": "{n} decisions"},
    "tests": {"ru": "тесты: {n}", "en": "{n} tests"},
    "tests_pass": {
        "ru": "сошлись тесты: {good} из {total}",
        "en": "{good} of {total} tests come out",
    },
    # status
    "read_at": {"ru": "чтение {at}", "en": "read {at}"},
    "never_read": {"ru": "ещё не читалось", "en": "never read"},
    "whole_read": {"ru": "полное чтение {at}", "en": "whole read {at}"},
    "first_read": {
        "ru": "первое чтение не закончено",
        "en": "its first read is not at its end",
    },
    "failed_last": {
        "ru": "{name} СБОЙ в последнем запуске: {error}",
        "en": "{name} FAILED in the last run: {error}",
    },
    "unfinished_last": {
        "ru": "{name} НЕ ДОЧИТАНО в последнем запуске: {error}",
        "en": "{name} UNFINISHED in the last run: {error}",
    },
    "remarks_next": {
        "ru": "{remarks} до следующего запуска",
        "en": "{remarks} wait for the next run",
    },
    "run_line": {
        "ru": "запуск {id} {command} {at}, {end}: {cards}, записей {written} из {planned}",
        "en": "run {id} {command} {at}, {end}: {cards}, {written} of {planned} writes",
    },
    "next_run_at": {"ru": "следующий запуск {at}", "en": "next run {at}"},
    "exit_code": {"ru": ", код выхода {code}", "en": ", exit code {code}"},
    "no_runs": {
        "ru": "запусков ещё не было; начните с: steelyard plan",
        "en": "no runs yet; start with: steelyard plan",
    },
    "took": {"ru": "{seconds} с", "en": "{seconds} s"},
    "not_ended": {"ru": "не закончен", "en": "not ended"},
    # report and audit
    "report": {"ru": "отчёт: {path}", "en": "report: {path}"},
    "no_cards": {"ru": "карточек для оценки нет", "en": "no cards to judge"},
}

EXPLAIN: Mapping[str, Texts] = {
    "no_status": {"ru": "без статуса", "en": "no status"},
    "said": {"ru": "Что сказано в карточке", "en": "What the card says"},
    "tied": {"ru": "Чего касается", "en": "What it touches"},
    "kind": {"ru": "Вид: {kind}, очередь {lane}", "en": "Kind: {kind}, lane {lane}"},
    "lacks": {"ru": "Чего не хватает", "en": "What it lacks"},
    "required": {"ru": "нужно", "en": "required"},
    "advised": {"ru": "желательно", "en": "advised"},
    "note": {"ru": "к сведению", "en": "note"},
    "somebody": {"ru": "кто-то", "en": "somebody"},
    "commented": {"ru": "{author}, комментарий: {text}", "en": "{author} commented: {text}"},
    "found": {"ru": "нашлось ({where}): «{words}»", "en": "found in {where}: «{words}»"},
    "nothing": {"ru": "всё есть", "en": "nothing"},
    "defence": {"ru": "В защиту карточки: {text}", "en": "In the card's defence: {text}"},
    "score": {
        "ru": "Балл {value} (от {low} до {high}, уверенность {confidence})",
        "en": "Score {value} ({low} to {high}, confidence {confidence})",
    },
    "provisional": {
        "ru": ", предварительный, пока нет ответов на вопросы",
        "en": ", provisional until the questions are answered",
    },
    "unknown": {"ru": "неизвестно: {what}", "en": "not known: {what}"},
    "place": {
        "ru": "Место {at} из {of} в общей очереди, {lane_at} из {lane_of} в своей; {line}",
        "en": "Place {at} of {of} in the queue, {lane_at} of {lane_of} in its lane; {line}",
    },
    "fits": {"ru": "помещается в спринт", "en": "fits the sprint"},
    "below": {"ru": "ниже черты спринта", "en": "below the sprint's line"},
    "human": {"ru": "Решение команды: {decision}", "en": "The team decided: {decision}"},
    "advice": {"ru": "Совет: {decision}. {why}", "en": "Advice: {decision}. {why}"},
}
"""Of `explain`. Slots, kinds and rules stand under the names that expressions give them."""

ABSENT: Mapping[str, Texts] = {
    Absence.ARCHIVED: {"ru": "в архиве {n}", "en": "{n} archived"},
    Absence.MOVED: {"ru": "перенесено {n}", "en": "{n} moved"},
    Absence.HIDDEN: {"ru": "доступ закрыт {n}", "en": "{n} no longer visible"},
    Absence.DELETED: {"ru": "удалено {n}", "en": "{n} deleted"},
    Absence.UNSEEN: {
        "ru": "удалено или доступ закрыт {n}",
        "en": "{n} deleted or no longer visible",
    },
}
"""Why cards left a connection."""

COUNTED: Mapping[str, Forms] = {
    "cards": {
        "ru": {"one": "{n} карточка", "few": "{n} карточки", "many": "{n} карточек"},
        "en": {"one": "{n} card", "other": "{n} cards"},
    },
    "writes": {
        "ru": {"one": "{n} запись", "few": "{n} записи", "many": "{n} записей"},
        "en": {"one": "{n} write", "other": "{n} writes"},
    },
    "of_writes": {
        "ru": {"one": "{n} записи", "few": "{n} записей", "many": "{n} записей"},
        "en": {"one": "{n} write", "other": "{n} writes"},
    },
    "of_cards": {
        "ru": {"one": "{n} карточки", "few": "{n} карточек", "many": "{n} карточек"},
        "en": {"one": "{n} card", "other": "{n} cards"},
    },
    "remarks": {
        "ru": {
            "one": "{n} первое замечание ждёт",
            "few": "{n} первых замечания ждут",
            "many": "{n} первых замечаний ждут",
        },
        "en": {"one": "{n} first remark", "other": "{n} first remarks"},
    },
    "failed_runs": {
        "ru": {
            "one": "{n} неудачный запуск подряд",
            "few": "{n} неудачных запуска подряд",
            "many": "{n} неудачных запусков подряд",
        },
        "en": {"one": "{n} failed run in a row", "other": "{n} failed runs in a row"},
    },
    "findings": {
        "ru": {"one": "{n} находка", "few": "{n} находки", "many": "{n} находок"},
        "en": {"one": "{n} finding", "other": "{n} findings"},
    },
    "requests": {
        "ru": {"one": "{n} запрос", "few": "{n} запроса", "many": "{n} запросов"},
        "en": {"one": "{n} request", "other": "{n} requests"},
    },
    "comments": {
        "ru": {"one": "{n} комментарий", "few": "{n} комментария", "many": "{n} комментариев"},
        "en": {"one": "{n} comment", "other": "{n} comments"},
    },
}
