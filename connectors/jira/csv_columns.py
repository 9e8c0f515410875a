"""What the columns of Jira's CSV export are called, in English and Russian."""

import re
from collections.abc import Iterable, Mapping, Sequence

from connectors.names import plain

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "key": (
        "Issue key", "Work item key", "Key", "Ключ проблемы", "Ключ задачи", "Ключ запроса",
        "Ключ", "Код проблемы", "Код задачи", "Код запроса", "Код",
    ),
    "id": (
        "Issue id", "Work item id", "Идентификатор проблемы", "Идентификатор задачи",
        "Идентификатор запроса", "ID задачи", "ID проблемы", "ID запроса",
    ),
    "summary": ("Summary", "Тема", "Резюме", "Сводка", "Краткое описание", "Заголовок"),
    "description": ("Description", "Описание"),
    "status": ("Status", "Статус"),
    "category": ("Status Category", "Категория статуса", "Категория статусов"),
    "labels": ("Labels", "Метки"),
    "assignee": ("Assignee", "Исполнитель"),
    "assignee id": ("Assignee Id", "ID исполнителя", "Идентификатор исполнителя"),
    "reporter": ("Reporter", "Автор", "Автор запроса", "Автор задачи", "Докладчик"),
    "reporter id": ("Reporter Id", "ID автора", "Идентификатор автора"),
    "created": ("Created", "Создано", "Создан", "Дата создания"),
    "updated": ("Updated", "Обновлено", "Обновлен", "Дата обновления"),
    "due": ("Due date", "Due Date", "Срок исполнения", "Срок", "Дата исполнения", "Крайний срок"),
    "priority": ("Priority", "Приоритет"),
    "kind": (
        "Issue Type", "Work type", "Work item type", "Тип запроса", "Тип задачи", "Тип проблемы",
        "Тип",
    ),
    "project": ("Project name", "Project", "Название проекта", "Имя проекта", "Проект"),
    "parent": ("Parent key", "Ключ родителя", "Ключ родительской задачи"),
    "comment": ("Comment", "Comments", "Комментарий", "Комментарии", "Примечание"),
}  # fmt: skip
"""Each part of an issue and the names of its columns; a column may stand there several times."""

CATEGORIES: Mapping[str, str] = {
    "to do": "new",
    "к выполнению": "new",
    "сделать": "new",
    "in progress": "indeterminate",
    "в работе": "indeterminate",
    "в процессе": "indeterminate",
    "выполняется": "indeterminate",
    "done": "done",
    "готово": "done",
    "выполнено": "done",
    "завершено": "done",
}
"""Names of Jira's three status categories, to their keys."""

_CUSTOM = re.compile(
    r"^(?:custom field|(?:пользовательск|настраиваем|дополнительн)\w+ поле)\s*\((?P<name>.+)\)$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"^(?P<way>inward|outward|входящ\w+|исходящ\w+)\b.*\((?P<kind>.+)\)$", re.IGNORECASE
)


def places(header: Sequence[str]) -> dict[str, list[int]]:
    """Where each part of an issue stands: `{"labels": [4, 5], ...}`."""
    parts = {plain(name): part for part, names in COLUMNS.items() for name in names}
    return _gathered((parts.get(plain(title)), at) for at, title in enumerate(header))


def custom_places(header: Sequence[str]) -> dict[str, list[int]]:
    """Where each custom field stands, by its name."""
    found = ((_CUSTOM.match(title.strip()), at) for at, title in enumerate(header))
    return _gathered((match["name"].strip() if match else None, at) for match, at in found)


def link_places(header: Sequence[str]) -> dict[str, list[int]]:
    """Where each kind of link to another issue stands, by the kind's name."""
    found = ((_LINK.match(title.strip()), at) for at, title in enumerate(header))
    return _gathered((match["kind"].strip() if match else None, at) for match, at in found)


def _gathered(found: Iterable[tuple[str | None, int]]) -> dict[str, list[int]]:
    gathered: dict[str, list[int]] = {}
    for name, at in found:
        if name is not None:
            gathered.setdefault(name, []).append(at)
    return gathered
