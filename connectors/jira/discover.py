"""Who we are and what the configured names mean: names to ids, in at most three requests."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from connectors.errors import NotFound, SetupError, all_or_faults
from connectors.jira.client import JiraApi, Json
from connectors.jira.legend import FIELD_PIN, ME, NAME, WIKI
from connectors.jira.stages import STATUS_NAME, STATUS_PIN, answers_to
from connectors.jira.values import ACCOUNT, account_id
from connectors.names import plain
from connectors.protocol import Access, Finding, Surface


def discover(access: Access, api: JiraApi, now: datetime) -> Surface:
    """Our account, the fields of the slots, the score field and the configured statuses.

    Raises SetupError for a field that is not there, that two fields are named like, or that
    cannot hold a score. Statuses are asked for only when the configuration names any.
    """
    me = whoami(access, api)
    fields = api.fields()
    score, findings = _score(access, fields)
    statuses = api.statuses() if access.stages else []
    pins, missing = _pinned_statuses(access, statuses)
    slots = _slots(access, fields)
    return Surface(
        me=account_id(me),
        score=score,
        labels=access.labels,
        comments=True,
        pins=pins | {f"{FIELD_PIN}{slot}": str(field["id"]) for slot, field in slots.items()},
        extra=_remembered(access, slots.values())
        | {ME + one: str(me[one]) for one in _shown(me)}
        | _shown_statuses(statuses, pins),
        findings=(*findings, *missing),
        resolved=now,
        lags=not access.datacenter,  # Cloud's search is eventually consistent
    )


def whoami(access: Access, api: JiraApi) -> Json:
    """The token's account; Denied for a dead token, SetupError where no Jira answers."""
    try:
        return api.myself()
    except NotFound as error:
        raise SetupError(
            access.name,
            f"{error.what}: no REST v{'2' if access.datacenter else '3'} under this `url`",
            "check `url`, and `deployment: datacenter` for a Jira of your own",
        ) from None


def _shown(me: Json) -> list[str]:
    """What of our account identifies us; Cloud's id alone where there is one."""
    shown = [name for name in ACCOUNT if me.get(name)]
    return shown[:1] if "accountId" in shown else shown


def _slots(access: Access, fields: Sequence[Json]) -> dict[str, Json]:
    """The field of each slot: as configured, else the one known by its name without doubt."""
    named = all_or_faults(
        {
            slot: partial(_named, access, f"fields: {slot}", name, fields)
            for slot, name in access.fields.items()
        }
    )
    custom = [field for field in fields if _is_custom(field)]
    known = {
        slot: field
        for slot, names in access.known_fields.items()
        if slot not in named and (field := _known(names, custom))
    }
    return named | known


def _named(access: Access, where: str, name: str, fields: Sequence[Json]) -> Json:
    """The one field the configuration means by `name`."""
    found, at = _called(name, fields), access.at(*where.split(": "))
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(str(field.get("id")) for field in found)
        raise SetupError(
            access.name,
            f"{at}`{where}`: {len(found)} fields are named «{name}» ({ids})",
            "write the id of the one you mean instead of the name",
        )
    raise SetupError(
        access.name,
        f"{at}`{where}`: Jira has no field «{name}»{_close(name, _all_names(fields))}",
        "write the field's name as Jira shows it, or its id",
    )


def _known(names: Iterable[str], fields: Sequence[Json]) -> Json | None:
    """The field that bears the first of these names that exactly one field bears."""
    return next((found[0] for name in names if len(found := _called(name, fields)) == 1), None)


def _score(access: Access, fields: Sequence[Json]) -> tuple[str | None, tuple[Finding, ...]]:
    """The number field for the score; without one, a label carries it and a finding says so."""
    if not _called(access.score, fields):
        carried = "a label carries the score" if access.labels else "only the comment shows it"
        return None, (
            Finding(
                access.name,
                f"Jira has no field «{access.score}»{_close(access.score, _all_names(fields))}: {carried}",
                "add a number field of this name and put it on the edit screen to see the score",
                "score",
            ),
        )
    field = _named(access, "write: score", access.score, fields)
    kind = _schema(field).get("type")
    if kind != "number" or not _is_custom(field):
        raise SetupError(
            access.name,
            f"`write: score`: the field «{access.score}» ({field.get('id')}) is no custom number field (it holds {kind})",
            "name a custom field of the type Number",
        )
    return str(field.get("id")), ()


def _pinned_statuses(
    access: Access, statuses: Sequence[Json]
) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Ids of every status of a configured name (projects repeat them), and what was not found.

    A list of names in two languages is usual: only a stage none of whose names is there is told.
    """
    pins: dict[str, str] = {}
    for name in access.stages:
        ids = [str(status.get("id")) for status in statuses if answers_to(status, name)]
        if ids:
            pins[STATUS_PIN + name] = ",".join(ids)
    there = {stage for name, stage in access.stages.items() if STATUS_PIN + name in pins}
    lost = [name for name, stage in access.stages.items() if stage not in there]
    names = [str(status.get("name")) for status in statuses]
    return pins, tuple(
        Finding(
            access.name,
            f"{access.at('stages', name)}`stages`: Jira has no status «{name}»{_close(name, names)}",
            "correct the name or take it out",
            "stages",
        )
        for name in lost
    )


def _shown_statuses(statuses: Sequence[Json], pins: Mapping[str, str]) -> dict[str, str]:
    """How Jira calls the pinned statuses in the account's language."""
    pinned = {ident for ids in pins.values() for ident in ids.split(",")}
    shown = {str(status.get("id")): str(status.get("name") or "") for status in statuses}
    return {STATUS_NAME + ident: name for ident, name in shown.items() if ident in pinned}


def _remembered(access: Access, fields: Iterable[Json]) -> dict[str, str]:
    """What reading needs to know of each mapped field: its name, and whether it is wiki markup."""
    extra: dict[str, str] = {}
    for field in fields:
        ident = str(field.get("id"))
        extra[NAME + ident] = str(field.get("name") or ident)
        if access.datacenter and _is_rich(field):
            extra[WIKI + ident] = "yes"
    return extra


def _is_custom(field: Json) -> bool:
    return str(field.get("id")).startswith("customfield_")


def _is_rich(field: Json) -> bool:
    schema = _schema(field)
    custom = str(schema.get("custom") or "")
    return custom.endswith(":textarea") or schema.get("system") in {"description", "environment"}


def _called(name: str, fields: Sequence[Json]) -> list[Json]:
    """Fields of this id, else of this name in any of its languages."""
    by_id = [field for field in fields if field.get("id") == name.strip()]
    return by_id or [field for field in fields if plain(name) in map(plain, _names(field))]


def _names(field: Mapping[str, Any]) -> tuple[str, ...]:
    spelt = (field.get("name"), field.get("untranslatedName"))
    return tuple(name for name in spelt if isinstance(name, str) and name)


def _all_names(fields: Sequence[Json]) -> list[str]:
    return [name for field in fields for name in _names(field)]


def _close(name: str, names: Iterable[str]) -> str:
    """`, did you mean «...»?` when something is spelt alike."""
    spelt = {plain(one): one for one in names}
    close = difflib.get_close_matches(plain(name), spelt, n=3, cutoff=0.6)
    return f", did you mean {', '.join(f'«{spelt[one]}»' for one in close)}" if close else ""


def _schema(field: Json) -> Mapping[str, Any]:
    schema = field.get("schema")
    return schema if isinstance(schema, dict) else {}
