"""The commands of `steelyard rules`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from steelyard.language import ASKED, language_of_locale

if TYPE_CHECKING:
    from steelyard.speech import Speech

rules = typer.Typer(
    name="rules",
    help="Look after rule packs: validate, test, compare.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Packs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PACK]...",
        help="Names or paths; default: those of the configuration, or ecommerce.",
    ),
]
Config = Annotated[
    Path,
    typer.Option("--config", "-c", envvar="STEELYARD_CONFIG", help="The configuration file."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON value for a program to read.")]
DEFAULT = Path("steelyard.yaml")


@rules.command()
def check(packs: Packs = None, config: Config = DEFAULT, as_json: Json = False) -> None:
    """Find every problem of packs; exit code 2 when there is one."""
    from steelyard.commands.rules import check as do  # noqa: PLC0415 - each command imports its own

    raise typer.Exit(do(config, packs or (), _speech(), as_json=as_json))


@rules.command("test")
def run_tests(packs: Packs = None, config: Config = DEFAULT, as_json: Json = False) -> None:
    """Run the tests that stand in packs; exit code 1 when one does not come out."""
    from steelyard.commands.rules import test as do  # noqa: PLC0415

    raise typer.Exit(do(config, packs or (), _speech(), as_json=as_json))


@rules.command()
def diff(
    other: Annotated[list[str], typer.Argument(help="The other packs, by name or path.")],
    on_top: Annotated[
        bool, typer.Option("--on-top", help="Put them on top of the configured packs.")
    ] = False,
    config: Config = DEFAULT,
    as_json: Json = False,
) -> None:
    """Show what other packs would change on the cards of the database; writes nothing."""
    from connectors.gate import SystemClock  # noqa: PLC0415
    from steelyard.commands.rules_diff import diff as do  # noqa: PLC0415
    from steelyard.commands.session import Frame  # noqa: PLC0415

    locale = language_of_locale(os.environ)
    frame = Frame(config, SystemClock(), quiet=True, asked=ASKED.get(), locale=locale)
    raise typer.Exit(do(frame, other, on_top=on_top, as_json=as_json))


def _speech() -> "Speech":
    from steelyard.speech import Speech  # noqa: PLC0415 - its tables load with it

    return Speech(ASKED.get() or language_of_locale(os.environ))
