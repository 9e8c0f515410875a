"""What an account turns out to be allowed, found out by trying."""

from collections import defaultdict
from collections.abc import Callable
from threading import Lock

from connectors.write import Outcome, Receipt, Write

TRIES = 3
"""So many denials in a row, and no more of the kind are tried in this run."""

_LACKING = Receipt(
    Outcome.REFUSED, detail="not tried: the account may not do this, as the refusals before say"
)


class Rights:
    """The rights of one run, by kind of write.

    Each run tries anew, so that a right that is given works at once. Until the tracker has taken a
    write of a kind, and after it denied one, they are tried one at a time.
    """

    def __init__(self) -> None:
        """Nothing is known."""
        self._denied = defaultdict[type[Write], int](int)
        self._granted = set[type[Write]]()
        self._trying = defaultdict[type[Write], Lock](Lock)

    def used(self, write: Write, send: Callable[[], Receipt]) -> Receipt:
        """What `send` brings, or a refusal without it where the right is lacking."""
        kind = type(write)
        with self._trying[kind]:
            if self._denied[kind] >= TRIES:
                return _LACKING
            if kind not in self._granted:
                return self._learnt(kind, send())
        return self._learnt(kind, send())

    def _learnt(self, kind: type[Write], receipt: Receipt) -> Receipt:
        """Anything but a denial shows that the right is there."""
        if receipt.denied:
            self._denied[kind] += 1
            self._granted.discard(kind)
        else:
            self._denied[kind] = 0
            self._granted.add(kind)
        return receipt
