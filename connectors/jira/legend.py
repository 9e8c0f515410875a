"""What was discovered of a connection, as the key its issues are read with."""

from connectors.jira.cards import Legend, Mapped
from connectors.jira.stages import stages
from connectors.protocol import Access, Surface

FIELD_PIN = "field:"
"""`Surface.pins` maps `field:<slot>` to the id of the slot's field."""

NAME, WIKI, ME = "name:", "wiki:", "me:"
"""`Surface.extra` keeps a field's name, that it holds wiki markup, and what identifies us."""


def ourselves(surface: Surface) -> dict[str, str]:
    """Our account as Jira shows it, from what was discovered."""
    return {
        name.removeprefix(ME): value for name, value in surface.extra.items() if name.startswith(ME)
    }


def legend(access: Access, surface: Surface) -> Legend:
    """How to read this connection's issues, from its configuration and what was discovered."""
    return Legend(
        connection=access.name,
        url=access.url,
        me=ourselves(surface),
        score=surface.score,
        fields=tuple(
            Mapped(
                ident,
                surface.extra.get(NAME + ident, ident),
                pin.removeprefix(FIELD_PIN),
                WIKI + ident in surface.extra,
            )
            for pin, ident in sorted(surface.pins.items())
            if pin.startswith(FIELD_PIN)
        ),
        stages=stages(access.stages, access.known_stages, surface.pins, surface.extra),
    )
