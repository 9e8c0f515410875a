"""The options of a gate, the same for every command that has one."""

import os
import shlex
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from steelyard.commands.gate import Gate


class Mode(StrEnum):
    """What a gate fails on."""

    NEW = "new"


class Annotations(StrEnum):
    """Whose annotations are printed; `auto` looks for GITHUB_ACTIONS."""

    AUTO = "auto"
    GITHUB = "github"
    NONE = "none"


GateOption = Annotated[
    Mode | None,
    typer.Option("--gate", help="Exit with 1 on cards incomplete since the baseline was made."),
]
BaselineOption = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="Incomplete cards that are known; for git."),
]
WriteOption = Annotated[
    bool,
    typer.Option(
        "--write-baseline",
        help="Write what lacks now to the baseline; with --gate only when the gate is passed.",
    ),
]
AnnotationsOption = Annotated[
    Annotations, typer.Option(help="Print workflow commands for what fails the gate.")
]
SummaryOption = Annotated[
    Path | None,
    typer.Option("--summary", metavar="FILE", help="Leave what the gate found, as Markdown."),
]


def opened_gate(  # noqa: PLR0913 - the options, each by name
    again: str,
    *,
    gate: Mode | None,
    baseline: Path | None,
    write: bool,
    annotations: Annotations,
    summary: Path | None,
) -> "Gate | None":
    """The gate the options ask for, its baseline read; None without one.

    `again` is the command that makes a baseline. Raises BadParameter, UserError.
    """
    wanted = gate is not None or write
    if baseline is None and wanted:
        raise typer.BadParameter("name the file of the baseline: --baseline FILE")
    if not wanted and (baseline or summary or annotations is Annotations.GITHUB):
        raise typer.BadParameter(
            "these options belong to a gate: add --gate new, or --write-baseline"
        )
    if baseline is None:
        return None
    from steelyard.commands.gate import Gate, Wanted  # noqa: PLC0415 - most runs have no gate

    github = annotations is Annotations.AUTO and os.environ.get("GITHUB_ACTIONS") == "true"
    step = os.environ.get("GITHUB_STEP_SUMMARY")
    return Gate(
        Wanted(
            baseline,
            gate=gate is not None,
            write=write,
            annotate=github or annotations is Annotations.GITHUB,
            summary=summary,
            step_summary=Path(step) if step else None,
            again=f"{again} --baseline {shlex.quote(str(baseline))} --write-baseline",
        )
    )
