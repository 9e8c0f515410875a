"""The command line: parses, dispatches, and is the one place that prints an error and exits."""

import os
import shlex
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from steelyard import cli_init
from steelyard.cli_gate import (
    Annotations,
    AnnotationsOption,
    BaselineOption,
    GateOption,
    SummaryOption,
    WriteOption,
    opened_gate,
)
from steelyard.cli_rules import rules
from steelyard.language import ASKED, Language, language_of_locale
from steelyard.logform import LogForm

if TYPE_CHECKING:
    from steelyard.commands.session import Frame

app = typer.Typer(
    name="steelyard",
    help="Weighs every card of a backlog in Jira, Trello and Notion, and writes the weight back.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(rules)

Config = Annotated[
    Path,
    typer.Option("--config", "-c", envvar="STEELYARD_CONFIG", help="The configuration file."),
]
Verbose = Annotated[
    int, typer.Option("--verbose", "-v", count=True, help="Log events; twice for debugging.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON value for a program to read.")]
Census = Annotated[
    bool, typer.Option("--census", help="Compare all ids now: which cards left, and why.")
]
DEFAULT = Path("steelyard.yaml")

_INTERRUPTED = 130
_stop = threading.Event()


def _seconds(text: str) -> float:
    from steelyard.duration import seconds_in  # noqa: PLC0415 - for this option alone

    try:
        return seconds_in(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


For = Annotated[
    float | None,
    typer.Option(
        "--for",
        metavar="TIME",
        parser=_seconds,
        help="Stop after 10m, 90s or 1h30m; the next run goes on from there.",
    ),
]


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - for this option alone
        from importlib.util import find_spec  # noqa: PLC0415

        reader = find_spec("enrichment.reading.read")
        compiled = reader is not None and not str(reader.origin).endswith(".py")
        typer.echo(f"steelyard {version('steelyard')}{' (compiled)' if compiled else ''}")
        raise typer.Exit


@app.callback()
def program(
    language: Annotated[
        Language | None,
        typer.Option(
            envvar="STEELYARD_LANGUAGE",
            help="Of what commands print, and of the report; default: the locale's.",
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001 - its callback prints it
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Weigh every card of a backlog in Jira, Trello and Notion, and write the weight back."""
    ASKED.set(language)


@app.command()
def demo(
    out: Annotated[
        Path | None, typer.Option(help="Folder to leave the report in; default: steelyard-demo.")
    ] = None,
    serve: Annotated[
        bool, typer.Option("--serve", help="Only start the sample trackers, to try `init` on.")
    ] = False,
    verbose: Verbose = 0,
) -> None:
    """Try it all on a sample backlog; no account needed."""
    from steelyard.demo import demo as piece  # noqa: PLC0415 - each command imports its own
    from steelyard.speech import Speech  # noqa: PLC0415

    folder, locale = out or Path("steelyard-demo"), language_of_locale(os.environ)
    if serve:
        code = piece.serve(_stop, Speech(ASKED.get() or locale))
        _stop.clear()  # being told to stop is how it ends well
        raise typer.Exit(code)
    raise typer.Exit(piece.run_demo(folder, verbose, _stop, ASKED.get(), locale))


@app.command()
def audit(  # noqa: PLR0913, PLR0917 - the options of the command
    files: Annotated[list[Path], typer.Argument(help="Exports, or folders of them.")],
    context: Annotated[Path | None, typer.Option(help="What is true of the business now.")] = None,
    report: Annotated[Path | None, typer.Option(help="Leave an HTML report here.")] = None,
    gate: GateOption = None,
    baseline: BaselineOption = None,
    write_baseline: WriteOption = False,
    annotations: AnnotationsOption = Annotations.AUTO,
    summary: SummaryOption = None,
    as_json: Json = False,
) -> None:
    """Judge exported cards; reads files only.

    Takes a Trello board's JSON, a Jira CSV or search JSON, a Notion "Markdown & CSV" export (zip
    or folder) or query JSON, and folders of such files.
    """
    from steelyard.commands.audit import Request  # noqa: PLC0415
    from steelyard.commands.audit import audit as do  # noqa: PLC0415

    opened = opened_gate(
        shlex.join(["steelyard", "audit", *map(str, files)]),
        gate=gate,
        baseline=baseline,
        write=write_baseline,
        annotations=annotations,
        summary=summary,
    )
    locale = language_of_locale(os.environ)
    raise typer.Exit(do(Request(files, context, report, as_json, ASKED.get(), locale, opened)))


@app.command()
def init(  # noqa: PLR0913, PLR0917 - a flag for every question
    config: Config = DEFAULT,
    tracker: cli_init.Tracker = None,
    name: cli_init.Name = None,
    url: cli_init.Url = None,
    deployment: cli_init.Deployment = None,
    email: cli_init.Email = None,
    key_env: cli_init.KeyEnv = None,
    token_env: cli_init.TokenEnv = None,
    place: cli_init.Places = None,
    jql: cli_init.Jql = None,
    field: cli_init.Fields = None,
    stage: cli_init.Stages = None,
    accept: cli_init.Accept = None,
    level: cli_init.Level = None,
    score: cli_init.Score = None,
    create_score: cli_init.CreateScore = None,
    existing: cli_init.Existing = None,
    non_interactive: cli_init.NonInteractive = False,
    verbose: Verbose = 0,
) -> None:
    """Ask for trackers and write steelyard.yaml; nothing is kept before the end."""
    from steelyard.commands.init import init as do  # noqa: PLC0415

    given = {
        "tracker": tracker,
        "name": name,
        "url": url,
        "deployment": deployment,
        "email": email,
        "key-env": key_env,
        "token-env": token_env,
        "place": tuple(place or ()),
        "jql": jql,
        "field": tuple(field or ()),
        "stage": tuple(stage or ()),
        "accept": accept,
        "level": level,
        "score": score,
        "create-score": create_score,
        "existing": existing,
    }
    frame = _frame(config, verbose, quiet=False)
    raise typer.Exit(do(frame, given, interactive=not non_interactive))


@app.command()
def check(config: Config = DEFAULT, as_json: Json = False, verbose: Verbose = 0) -> None:
    """Check files, credentials, rights and fields; writes nothing, safe to paste."""
    from steelyard.commands.check import check as do  # noqa: PLC0415

    raise typer.Exit(do(_frame(config, verbose, quiet=as_json), as_json=as_json))


@app.command()
def plan(  # noqa: PLR0913, PLR0917 - the options of the command
    out: Annotated[Path, typer.Option(help="Where the plan goes.")] = Path("steelyard-plan.json"),
    config: Config = DEFAULT,
    budget: For = None,
    census: Census = False,
    withdrawal: Annotated[
        bool, typer.Option("--withdraw", help="Plan to take all of ours off the cards again.")
    ] = False,
    as_json: Json = False,
    verbose: Verbose = 0,
) -> None:
    """Write down every change that would be made; changes nothing."""
    from steelyard.commands.run import plan as do  # noqa: PLC0415
    from steelyard.commands.run import withdraw  # noqa: PLC0415

    frame = _frame(config, verbose, quiet=as_json, seconds=budget, census=census)
    raise typer.Exit((withdraw if withdrawal else do)(frame, out, as_json=as_json))


@app.command()
def apply(
    file: Annotated[Path, typer.Argument(metavar="PLAN", help="A file made by `steelyard plan`.")],
    config: Config = DEFAULT,
    budget: For = None,
    as_json: Json = False,
    verbose: Verbose = 0,
) -> None:
    """Make exactly the changes of a plan.

    Cards that people changed since the plan was made are left alone.
    """
    from steelyard.commands.run import apply as do  # noqa: PLC0415

    frame = _frame(config, verbose, quiet=as_json, seconds=budget)
    raise typer.Exit(do(frame, file, as_json=as_json))


@app.command()
def run(  # noqa: PLR0913, PLR0917 - the options of the command
    config: Config = DEFAULT,
    budget: For = None,
    census: Census = False,
    dry: Annotated[bool, typer.Option("--dry", help="Read and weigh; send no write.")] = False,
    gate: GateOption = None,
    baseline: BaselineOption = None,
    write_baseline: WriteOption = False,
    annotations: AnnotationsOption = Annotations.AUTO,
    summary: SummaryOption = None,
    as_json: Json = False,
    verbose: Verbose = 0,
) -> None:
    """Run one cycle: read, weigh, write; for cron and CI.

    With `--gate new` cards that lack answers fail it, but for those the baseline knows.
    """
    from steelyard.commands.run import run as do  # noqa: PLC0415

    opened = opened_gate(
        "steelyard run --dry",
        gate=gate,
        baseline=baseline,
        write=write_baseline,
        annotations=annotations,
        summary=summary,
    )
    frame = _frame(config, verbose, quiet=as_json, seconds=budget, census=census)
    raise typer.Exit(do(frame, opened, dry=dry, as_json=as_json))


@app.command()
def worker(
    listen: Annotated[
        str,
        typer.Option(help="Where /healthz, /readyz and /metrics are; port 0 takes a free one."),
    ] = "127.0.0.1:8674",
    log: Annotated[
        LogForm, typer.Option(help="How logs look; auto: text on a terminal, else JSON.")
    ] = LogForm.AUTO,
    now: Annotated[
        bool, typer.Option("--now", help="Run every connection at once, then by its schedule.")
    ] = False,
    config: Config = DEFAULT,
    verbose: Verbose = 0,
) -> None:
    """Run cycles on a schedule until told to stop (SIGTERM, Ctrl-C).

    `schedule` in the configuration says when. Changed rules, context and configuration are taken
    over while it runs; what is wrong with them is told, and the old ones stay.
    """
    from steelyard.commands.worker import worker as do  # noqa: PLC0415
    from steelyard.worker.serve import address_of  # noqa: PLC0415

    try:
        address = address_of(listen)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--listen") from None
    code = do(_frame(config, verbose, quiet=True), address, log, at_once=now)
    _stop.clear()  # being told to stop is how a worker ends well
    raise typer.Exit(code)


@app.command()
def explain(
    card: Annotated[str, typer.Argument(help="Its key, id or address.")],
    config: Config = DEFAULT,
    as_json: Json = False,
) -> None:
    """Show where every point of a verdict comes from."""
    from steelyard.commands.explain import explain as do  # noqa: PLC0415

    raise typer.Exit(do(_frame(config, 0, quiet=True), card, as_json=as_json))


@app.command()
def report(
    out: Annotated[Path, typer.Option(help="Where the page goes.")] = Path("steelyard.html"),
    config: Config = DEFAULT,
) -> None:
    """Write the backlog as a page a manager can open."""
    from steelyard.commands.report import report as do  # noqa: PLC0415

    raise typer.Exit(do(_frame(config, 0, quiet=True), out))


@app.command()
def status(config: Config = DEFAULT, as_json: Json = False) -> None:
    """Show connections, last runs, and what waits."""
    from steelyard.commands.status import status as do  # noqa: PLC0415

    raise typer.Exit(do(_frame(config, 0, quiet=True), as_json=as_json))


def _frame(
    config: Path,
    verbosity: int,
    *,
    quiet: bool,
    seconds: float | None = None,
    census: bool = False,
) -> "Frame":
    from connectors.gate import SystemClock  # noqa: PLC0415 - the trackers' clients load with it
    from steelyard.commands.session import Frame  # noqa: PLC0415

    return Frame(
        config,
        SystemClock(_stop),
        verbosity,
        quiet,
        seconds,
        census,
        asked=ASKED.get(),
        locale=language_of_locale(os.environ),
    )


def main() -> None:
    """Run the program; every failure a person can mend ends as one message and an exit code."""
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        app()
    except SystemExit as end:
        sys.exit(_INTERRUPTED if _stop.is_set() else end.code)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - known failures are said, others go on
        sys.exit(_said(error))


def _said(error: Exception) -> int:
    """Print a failure a person can mend and return its exit code; any other is a bug and rises."""
    from connectors.errors import ConnectorError  # noqa: PLC0415 - after `--help` is answered
    from enrichment.yamlplaces import Problems  # noqa: PLC0415
    from steelyard.errors import UserError  # noqa: PLC0415
    from steelyard.exits import Exit  # noqa: PLC0415
    from steelyard.screen import complain  # noqa: PLC0415
    from steelyard.store.engine import StoreError  # noqa: PLC0415

    codes = {Problems: Exit.CONFIGURATION, StoreError: Exit.PARTIAL, ConnectorError: Exit.PARTIAL}
    code = error.code if isinstance(error, UserError) else None
    code = code or next((codes[kind] for kind in codes if isinstance(error, kind)), None)
    if code is None:
        raise error
    complain(str(error))
    return code


def _interrupt(_signal: int, _frame: object) -> None:
    """Finish the request in flight and stop; a second order stops at once."""
    if _stop.is_set():
        raise KeyboardInterrupt
    _stop.set()
