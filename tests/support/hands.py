"""What people do to a card in each tracker, in the same words; cards go by their number."""

from dataclasses import replace
from typing import Any, Protocol

from steelyard.demo.adf import document
from steelyard.demo.faces import SCORE
from steelyard.loopback.jira.model import Issue
from steelyard.loopback.notion.model import Page
from steelyard.loopback.trello.model import Card
from tests.support.office import Office

_OURS = "steelyard:missing"
"""What the labels begin with that a person takes off."""


class Hands(Protocol):
    """A person at one tracker. What is not there any more cannot be touched: nothing happens.

    What takes a card out of our hand returns its key.
    """

    def rewrite(self, number: int, body: str) -> None: ...

    def set_score(self, number: int, score: float) -> set[str]: ...

    def toggle_label(self, number: int, label: str) -> None: ...

    def drop_our_labels(self, number: int) -> None: ...

    def delete_own_comment(self, number: int) -> set[str]: ...

    def answer(self, number: int) -> None: ...

    def move(self, number: int, *, done: bool) -> None: ...

    def toggle_archived(self, number: int) -> None: ...

    def delete(self, number: int) -> None: ...


def hands_of(office: Office, connection: str) -> Hands:
    """Somebody at work in one tracker of an office."""
    made: dict[str, type[Any]] = {"shop": InJira, "growth": InTrello, "ideas": InNotion}
    hands: Hands = made[connection](office)
    return hands


class InJira:
    """A person in Jira."""

    def __init__(self, office: Office) -> None:
        self._state = office.jira
        self._ids = list(office.jira.issues)
        self._person = office.jira.add_user("Ира")

    def _issue(self, number: int) -> Issue | None:
        return self._state.issues.get(self._ids[number])

    def _key(self, number: int) -> set[str]:
        issue = self._issue(number)
        return {issue.key} if issue else set()

    def _edit(self, number: int, **values: Any) -> None:
        if issue := self._issue(number):
            self._state.edit(issue.key, **values)

    def rewrite(self, number: int, body: str) -> None:
        self._edit(number, description=document(body) if body else None)

    def set_score(self, number: int, score: float) -> set[str]:
        self._edit(number, **{SCORE: score})
        return self._key(number)

    def toggle_label(self, number: int, label: str) -> None:
        if issue := self._issue(number):
            labels = list(issue.values["labels"])
            kept = [one for one in labels if one != label]
            self._edit(number, labels=kept if label in labels else [*labels, label])

    def drop_our_labels(self, number: int) -> None:
        if issue := self._issue(number):
            labels = issue.values["labels"]
            self._edit(number, labels=[one for one in labels if not one.startswith(_OURS)])

    def delete_own_comment(self, number: int) -> set[str]:
        issue = self._issue(number)
        own = [one for one in issue.comments if one.author == self._state.me.id] if issue else []
        for comment in own:
            self._state.delete_comment(str(self._ids[number]), comment.id)
        return self._key(number) if own else set()

    def answer(self, number: int) -> None:
        if issue := self._issue(number):
            self._state.add_comment(issue.key, self._person, document("Согласна, уточню."))

    def move(self, number: int, *, done: bool) -> None:
        if issue := self._issue(number):
            category = "done" if done else "new"
            statuses = self._state.statuses.values()
            name = next(one.name for one in statuses if one.category == category)
            self._state.transition(issue.key, name)

    def toggle_archived(self, number: int) -> None:
        if issue := self._issue(number):
            self._state.put(replace(issue, archived=not issue.archived))

    def delete(self, number: int) -> None:
        if issue := self._issue(number):
            self._state.delete(issue.key)


class InTrello:
    """A person in Trello."""

    def __init__(self, office: Office) -> None:
        self._state = office.trello
        self._ids = list(office.trello.cards)
        self._board = next(iter(office.trello.boards.values()))
        self._score = next(one for one in self._board.fields if one.name == SCORE)
        self._person = office.trello.add_member("Ира", "ira")

    def _card(self, number: int) -> Card | None:
        return self._state.cards.get(self._ids[number])

    def rewrite(self, number: int, body: str) -> None:
        if card := self._card(number):
            self._state.edit(card, by=self._person, desc=body)

    def set_score(self, number: int, score: float) -> set[str]:
        if card := self._card(number):
            item = {"value": {"number": str(score)}, "idValue": None}
            self._state.set_value(card, self._score, item, by=self._person)
        return {self._ids[number]}

    def toggle_label(self, number: int, label: str) -> None:
        if card := self._card(number):
            ident = next((one.id for one in self._board.labels if one.name == label), None)
            ident = ident or self._state.add_label(self._board, label).id
            kept = [one for one in card.labels if one != ident]
            wanted = kept if ident in card.labels else [*card.labels, ident]
            self._state.set_labels(card, wanted, by=self._person)

    def drop_our_labels(self, number: int) -> None:
        if card := self._card(number):
            named = {one.id for one in self._board.labels if one.name.startswith(_OURS)}
            kept = [one for one in card.labels if one not in named]
            self._state.set_labels(card, kept, by=self._person)

    def delete_own_comment(self, number: int) -> set[str]:
        card = self._card(number)
        actions = self._state.comments_of(card) if card else []
        own = [action for action in actions if action.author == self._state.me.id]
        for action in own:
            self._state.delete_comment(action)
        return {self._ids[number]} if own else set()

    def answer(self, number: int) -> None:
        if card := self._card(number):
            self._state.comment(card, self._person, "Согласна, уточню.")

    def move(self, number: int, *, done: bool) -> None:
        if card := self._card(number):
            column = self._board.lists[-1 if done else 0]
            self._state.move(card, column.name, by=self._person)

    def toggle_archived(self, number: int) -> None:
        if card := self._card(number):
            self._state.edit(card, by=self._person, closed=not card.closed)

    def delete(self, number: int) -> None:
        if card := self._card(number):
            self._state.delete_card(card)


class InNotion:
    """A person in Notion."""

    def __init__(self, office: Office) -> None:
        self._state = office.notion
        self._ids = list(office.notion.pages)
        self._person = office.notion.add_user("Ира")
        source = next(iter(office.notion.sources.values()))
        self._status = next(one for one in source.properties.values() if one.type == "status")
        self._tags = next(one.name for one in source.properties.values() if one.name == "Теги")

    def _page(self, number: int) -> Page | None:
        return self._state.pages.get(self._ids[number])

    def rewrite(self, number: int, body: str) -> None:
        if page := self._page(number):
            self._state.write(page, body, by=self._person)

    def set_score(self, number: int, score: float) -> set[str]:
        if page := self._page(number):
            self._state.edit(page, by=self._person, **{SCORE: score})
        return {self._ids[number]}

    def toggle_label(self, number: int, label: str) -> None:
        if page := self._page(number):
            tags = self._tags_of(page)
            kept = [one for one in tags if one != label]
            wanted = kept if label in tags else [*tags, label]
            self._state.edit(page, by=self._person, **{self._tags: wanted})

    def drop_our_labels(self, number: int) -> None:
        if page := self._page(number):
            self._state.edit(page, by=self._person, **{"Steelyard flags": []})

    def _tags_of(self, page: Page) -> list[str]:
        prop = self._state.property_at(self._state.sources[page.source], self._tags)
        assert prop
        return [
            one["name"] if isinstance(one, dict) else one for one in page.values.get(prop.id) or []
        ]

    def delete_own_comment(self, number: int) -> set[str]:
        page = self._page(number)
        comments = self._state.comments_of(page) if page else []
        own = [one for one in comments if one.author == self._state.me.id]
        for comment in own:
            self._state.delete_comment(comment)
        return {self._ids[number]} if own else set()

    def answer(self, number: int) -> None:
        if page := self._page(number):
            self._state.comment(page, self._person, "Согласна, уточню.")

    def move(self, number: int, *, done: bool) -> None:
        if page := self._page(number):
            options = [one["name"] for one in self._status.config["options"]]
            self._state.edit(
                page, by=self._person, **{self._status.name: options[-1 if done else 0]}
            )

    def toggle_archived(self, number: int) -> None:
        if page := self._page(number):
            self._state.trash(page, in_trash=not page.in_trash)

    def delete(self, number: int) -> None:
        if page := self._page(number):
            self._state.delete(page)
