"""The options of `init`: one for every question it asks."""

from typing import Annotated

import typer

Tracker = Annotated[str | None, typer.Option("--tracker", help="jira, trello or notion.")]
Name = Annotated[str | None, typer.Option("--name", help="What the connection is called.")]
Url = Annotated[str | None, typer.Option("--url", help="Address of the tracker.")]
Deployment = Annotated[
    str | None, typer.Option("--deployment", help="Of Jira: cloud (as without) or datacenter.")
]
Email = Annotated[
    str | None,
    typer.Option("--email", help="Of the account in Jira Cloud, or $NAME of its variable."),
]
TokenEnv = Annotated[
    str | None, typer.Option("--token-env", metavar="NAME", help="Variable that holds the token.")
]
KeyEnv = Annotated[
    str | None, typer.Option("--key-env", metavar="NAME", help="Variable with Trello's API key.")
]
Places = Annotated[
    list[str] | None,
    typer.Option("--place", help="Project key, board or data source; may be repeated."),
]
Jql = Annotated[str | None, typer.Option("--jql", help="Jira: a query instead of projects.")]
Fields = Annotated[
    list[str] | None,
    typer.Option("--field", metavar="SLOT=NAME", help="As effect=Value, effect=- for none."),
]
Stages = Annotated[
    list[str] | None,
    typer.Option("--stage", metavar="STAGE=NAMES", help='As "test=On review,QA".'),
]
Accept = Annotated[
    bool | None,
    typer.Option("--accept/--look", help="Take the proposed fields and stages; or ask each."),
]
Level = Annotated[
    str | None, typer.Option("--level", help="report (as without), fields or comments.")
]
Score = Annotated[str | None, typer.Option("--score", help="Name of the field for the score.")]
CreateScore = Annotated[
    bool | None,
    typer.Option("--create-score/--no-create-score", help="Make that field in the tracker."),
]
Existing = Annotated[
    str | None,
    typer.Option("--existing", help="Of a file that is there: add to it, or replace it."),
]
NonInteractive = Annotated[
    bool, typer.Option("--non-interactive", help="Ask nothing; a missing answer is an error.")
]
