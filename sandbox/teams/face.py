"""Puts the Teams parts of a workspace together."""

from starlette.routing import BaseRoute, Mount

from sandbox import snapshot
from sandbox.face import Face
from sandbox.settings import TeamsSettings
from sandbox.static import Static
from sandbox.teams import control, door, manifest, member, tokens
from sandbox.teams.events import Events
from sandbox.teams.interactions import Interactions
from sandbox.teams.line import Line
from sandbox.teams.platform import Platform
from sandbox.teams.workspace import Tenant, founded


def furnish(settings: TeamsSettings) -> Face:
    """Teams, as its manifest describes the app."""
    understood = manifest.read(settings.manifest)
    known = settings.state is not None and settings.state.exists()
    if settings.state and known:
        workspace = snapshot.load(settings.state, Tenant)
    else:
        workspace = founded(settings.people, understood.name)
    platform = Platform(settings, workspace, understood)
    line = Line(platform)
    events = Events(platform, line)
    return Face(
        platform,
        _routes(settings),
        {"events": events, "interactions": Interactions(platform, line, events), "line": line},
        opening=[] if known else [events.announce],
        closing=[events.close, line.close],
    )


def _routes(settings: TeamsSettings) -> list[BaseRoute]:
    # Without its own renderer the service still works; only the page says that it cannot draw cards.
    renderer = [Mount("/cards", Static(directory=settings.cards))] if settings.cards.is_dir() else []
    return [*door.routes(), *member.ROUTES, *control.ROUTES, *renderer, *tokens.ROUTES]
