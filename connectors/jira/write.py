"""Doing one write: only our own field, labels and comment, and only what differs."""

from connectors.card import Card
from connectors.errors import Denied, NotFound, Refused
from connectors.jira.client import JiraApi
from connectors.jira.edit import Fields
from connectors.jira.remarks import Remarks
from connectors.protocol import Access, Surface
from connectors.write import Outcome, PutComment, Receipt, SetFields, WithdrawComment, Write


class Writer:
    """Does writes one after another and answers each with a receipt."""

    def __init__(self, access: Access, api: JiraApi) -> None:
        """Send nothing yet."""
        self._fields, self._remarks = Fields(api), Remarks(access, api)

    def apply(self, surface: Surface, write: Write, card: Card) -> Receipt:
        """Do `write` to `card`, as it was just read. A dead token is raised, a refusal returned."""
        try:
            return self._done(surface, write, card)
        except NotFound as error:
            return Receipt(Outcome.GONE, detail=error.what)
        except Refused as error:
            return Receipt(Outcome.REFUSED, detail=error.what)
        except Denied as error:
            if error.status == 401:
                raise
            return Receipt(Outcome.REFUSED, detail=error.what, denied=True)

    def _done(self, surface: Surface, write: Write, card: Card) -> Receipt:
        match write:
            case SetFields():
                return self._fields.set(surface, write, card)
            case PutComment():
                return self._remarks.put(surface, write, card)
            case WithdrawComment():
                return self._remarks.withdraw(write, card)
