"""Failures of the program itself, said like those of a tracker: where, what, what to do."""


class UserError(Exception):
    """Something a person can put right; printed as one line, without a traceback."""

    def __init__(self, where: str, what: str, todo: str, code: int) -> None:
        """Name the place, the fact, the next step, and the exit code."""
        super().__init__(where, what, todo)
        self.where, self.what, self.todo, self.code = where, what, todo, code

    def __str__(self) -> str:
        """One line."""
        return f"{self.where}: {self.what}; {self.todo}"
