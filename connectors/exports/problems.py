"""What is wrong with a file somebody handed over; the other files are still read."""

import msgspec

ACCEPTED = (
    "give a Trello board's JSON export, a Jira CSV export or search JSON, or a Notion"
    ' "Markdown & CSV" export (zip or folder) or query JSON'
)


class ExportProblem(msgspec.Struct, frozen=True):
    """One file that could not be read: which, what was found, and what to do."""

    name: str
    what: str
    todo: str = ACCEPTED
    harmless: bool = False
    """True for what lies in a folder beside the exports, such as a picture: told, no failure."""

    def __str__(self) -> str:
        """One line: where, what, what to do."""
        return f"{self.name}: {self.what}; {self.todo}"


class Unreadable(Exception):
    """Carries a problem from where it is found to where all of them are gathered."""

    def __init__(self, problem: ExportProblem) -> None:
        """Raise with the problem ready to show."""
        super().__init__(str(problem))
        self.problem = problem
