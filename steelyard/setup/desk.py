"""What every step of the conversation works with."""

from contextlib import ExitStack

import msgspec

from connectors.gate import Books, Clock, Gate, Redactor
from connectors.known import Known
from connectors.protocol import Access
from connectors.registry import TRACKERS
from steelyard.setup.asker import Asker
from steelyard.setup.texts import SAY
from steelyard.speech import Speech


class Desk(msgspec.Struct, frozen=True):
    """What the conversation works with.

    Every request of it counts in the same `books`; `closing` lets the connections go.
    """

    asker: Asker
    speech: Speech
    clock: Clock
    redact: Redactor
    known: Known
    books: Books
    closing: ExitStack

    def say(self, key: str, **values: object) -> str:
        """A sentence of the conversation."""
        return self.speech.say(SAY[key], **values)

    def gate(self, access: Access, *, read_only: bool = True) -> Gate:
        """A way to the tracker; nothing is written unless asked for."""
        policy = TRACKERS[access.tracker].policy(access)
        gate = Gate(
            access.name,
            policy,
            self.clock,
            redact=self.redact,
            read_only=read_only,
            books=self.books,
        )
        self.closing.callback(gate.close)
        return gate
