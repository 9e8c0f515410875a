"""Who we are, which data sources there are, and what of them plays which part."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from connectors.errors import NotFound, Refused, SetupError
from connectors.names import plain
from connectors.notion.api import Json, NotionApi
from connectors.notion.ids import id_in
from connectors.notion.layout import Layout, Names, layout_of, names_of
from connectors.notion.schema import Property, close, properties_of
from connectors.protocol import Access, Finding, Surface
from connectors.text.notion_rich import plain as words

_SHARE = "share it with this connection in Notion: ••• → Connections → add it"
_LAYOUT = "layout:"


class Source(msgspec.Struct, frozen=True):
    """A data source as the schema shows it, and what is to be said of how it was found."""

    layout: Layout
    properties: tuple[Property, ...]
    findings: tuple[Finding, ...] = ()


def discover(api: NotionApi, access: Access, now: datetime) -> Surface:
    """One request for us and one for each data source; names become ids.

    Raises SetupError for what is not there, not shared, of the wrong type or ambiguous.
    """
    me = api.me()
    names = names_of(access)
    sources = _apart([_source(api, access, names, text) for text in _configured(access)])
    _all_fields_found(access, sources)
    layouts = [source.layout for source in sources]
    findings = [finding for source in sources for finding in source.findings]
    findings += _unmapped(access, names, sources) + _unknown_stages(access, sources)
    findings += _fallbacks(access, layouts)
    scored = all(layout.score for layout in layouts)
    return Surface(
        me=me,
        score=layouts[0].score if scored else None,
        labels=access.labels and all(layout.flags for layout in layouts),
        comments=True,
        pins=_pins(layouts),
        extra={f"{_LAYOUT}{one.id}": msgspec.json.encode(one).decode() for one in layouts},
        findings=tuple(findings),
        resolved=now,
    )


def layouts_of(surface: Surface) -> dict[str, Layout]:
    """The layouts a surface remembers, by the id of their data source."""
    kept = (text for key, text in surface.extra.items() if key.startswith(_LAYOUT))
    layouts = (msgspec.json.decode(text, type=Layout) for text in kept)
    return {layout.id: layout for layout in layouts}


def _configured(access: Access) -> Sequence[str]:
    sources = access.cards.get("data_sources", ())
    if not sources:
        todo = "list the ids or addresses of the data sources to read"
        raise SetupError(access.name, "`cards` names no data_sources", todo)
    return sources


def _source(api: NotionApi, access: Access, names: Names, text: str) -> Source:
    wanted = id_in(text)
    if wanted is None:
        todo = "copy the link of the database in Notion (••• → Copy link) or its data source id"
        raise SetupError(access.name, f"{text!r} holds no id of a data source", todo)
    try:
        return _read(wanted, api.data_source(wanted), access, names)
    except Refused as refusal:
        return _by_database(api, access, names, wanted, refusal)


def _read(wanted: str, raw: Json, access: Access, names: Names) -> Source:
    source = str(raw.get("id") or wanted)
    title = words(raw.get("title")).strip() or source
    properties = properties_of(raw.get("properties") or {})
    return Source(layout_of(source, title, properties, names, access.name), tuple(properties))


def _by_database(
    api: NotionApi, access: Access, names: Names, wanted: str, refusal: Refused
) -> Source:
    """The one data source of a database whose id was given instead."""
    try:
        listed = api.database(wanted).get("data_sources") or []
    except NotFound:
        what = f"there is no data source {wanted}, or it is not shared with this connection"
        raise SetupError(access.name, what, _SHARE) from refusal
    except Refused as no:
        todo = "check the id under `data_sources` and `version`"
        raise SetupError(access.name, no.what, todo) from refusal
    if len(listed) != 1:
        each = ", ".join(f"{one.get('name')!r} ({one.get('id')})" for one in listed) or "none"
        what = f"{wanted} is a database with {len(listed)} data sources: {each}"
        raise SetupError(access.name, what, "name the data source itself") from refusal
    found = str(listed[0].get("id"))
    what = f"{wanted} is a database; its only data source {found} is read"
    note = Finding(access.name, what, f"write {found} into `data_sources`")
    source = _read(found, api.data_source(found), access, names)
    return msgspec.structs.replace(source, findings=(note,))


def _apart(sources: Sequence[Source]) -> list[Source]:
    """Each data source once, and no two of one name: the name is what a card's group says."""
    unique = {source.layout.id: source for source in sources}
    titles = [source.layout.name for source in unique.values()]
    return [_told_apart(source, titles) for source in unique.values()]


def _told_apart(source: Source, titles: Sequence[str]) -> Source:
    layout = source.layout
    if titles.count(layout.name) == 1:
        return source
    longer = msgspec.structs.replace(layout, name=f"{layout.name} ({layout.id})")
    return msgspec.structs.replace(source, layout=longer)


def _all_fields_found(access: Access, sources: Sequence[Source]) -> None:
    found = {slot for source in sources for slot in source.layout.slots.values()}
    missing = {slot: name for slot, name in access.fields.items() if slot not in found}
    if not missing:
        return
    known = [prop.name for source in sources for prop in source.properties]
    told = [f"{access.at('fields', slot)}{name!r} for {slot}" for slot, name in missing.items()]
    hints = [hint for hint in (close(name, known) for name in missing.values()) if hint]
    todo = " ".join(hints) or "the properties are: " + ", ".join(sorted(set(known)))
    raise SetupError(access.name, f"no property is called {', '.join(told)}", todo)


def _statuses(source: Source) -> Mapping[str, str]:
    """The status options, id and name."""
    chosen = source.layout.status
    return next((prop.options for prop in source.properties if prop.id == chosen), {})


def _unmapped(access: Access, names: Names, sources: Sequence[Source]) -> list[Finding]:
    nobody = {
        status: source.layout.name
        for source in sources
        for option, status in _statuses(source).items()
        if names.stage_of(option, status) is None and option not in source.layout.groups
    }
    todo = "map it under `stages` in the configuration"
    return [
        Finding(
            access.name, f"the status {status!r} of {title!r} stands for no stage", todo, "stages"
        )
        for status, title in nobody.items()
    ]


def _unknown_stages(access: Access, sources: Sequence[Source]) -> list[Finding]:
    options = {each for source in sources for pair in _statuses(source).items() for each in pair}
    forms = {plain(each) for each in options} | options
    known = {stage for name, stage in access.stages.items() if {name, plain(name)} & forms}
    findings = []
    for name, stage in access.stages.items():
        if stage not in known:
            todo = close(name, options) or "take it out or write it as Notion shows it"
            what = f"{access.at('stages', name)}no status is called {name!r}"
            findings.append(Finding(access.name, what, todo, "stages"))
    return findings


def _fallbacks(access: Access, layouts: Sequence[Layout]) -> Iterator[Finding]:
    scoreless = [layout.name for layout in layouts if not layout.score]
    flagless = [layout.name for layout in layouts if not layout.flags] if access.labels else []
    if scoreless:
        instead = "the comment alone" if flagless or not access.labels else "a label"
        what = f"{', '.join(scoreless)}: no number property {access.score!r}; {instead} shows it"
        yield Finding(
            access.name, what, f"add a number property {access.score!r} in Notion", "score"
        )
    if flagless:
        what = f"{', '.join(flagless)}: no multi-select {access.flags!r}; labels are not shown"
        yield Finding(access.name, what, f"add a multi-select property {access.flags!r} in Notion")


def _pins(layouts: Sequence[Layout]) -> dict[str, str]:
    """What was resolved, by data source: `field:effect@<data source>` and the property's id."""
    pins: dict[str, str] = {}
    for layout in layouts:
        parts = {"status": layout.status, "score": layout.score, "flags": layout.flags}
        parts |= {f"field:{slot}": prop for prop, slot in layout.slots.items()}
        pins |= {f"{part}@{layout.id}": prop for part, prop in parts.items() if prop}
    return pins
