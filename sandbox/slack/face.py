"""Puts the Slack parts of a workspace together."""

from functools import partial

from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from sandbox import people, snapshot
from sandbox.face import Face
from sandbox.settings import Settings
from sandbox.slack import api, control, files, manifest, member, responses
from sandbox.slack.events import Events
from sandbox.slack.interactions import Interactions
from sandbox.slack.line import Line
from sandbox.slack.platform import Platform
from sandbox.slack.sockets import Sockets
from sandbox.slack.triggers import Permissions
from sandbox.workspace import Change, Workspace


def furnish(settings: Settings) -> Face:
    """Slack, as its manifest describes the app."""
    understood = manifest.read(settings.manifest)
    if settings.state and settings.state.exists():
        workspace = snapshot.load(settings.state, Workspace)
    else:
        workspace = people.founded(settings.people, understood.bot_name)
    patience = settings.patience
    platform = Platform(settings, workspace, understood, Permissions(patience.trigger, patience.response_url))
    sockets = Sockets(platform.tickets)
    line = Line(settings, sockets, understood.socket_mode)
    events = Events(platform, line)
    workspace.listeners.append(partial(_announce, workspace))
    return Face(
        platform,
        _routes(),
        {"sockets": sockets, "events": events, "interactions": Interactions(platform, line, events)},
        stopping=[partial(sockets.disconnect, "warning", grace=0)],
        closing=[events.close, line.close],
    )


def _announce(workspace: Workspace, change: Change) -> None:
    """Slack writes in the channel who came."""
    if change.kind == "member_joined":
        words = f"<@{change.person}> has joined the channel"
        workspace.post(change.where, change.person, words, subtype="channel_join")


async def _socket(socket: WebSocket) -> None:
    sockets: Sockets = socket.app.state.sockets
    await sockets.serve(socket)


def _routes() -> list[Route | WebSocketRoute]:
    return [
        Route("/api/{method}", api.endpoint, methods=["GET", "POST"]),
        Route("/actions/{team}/{token}", responses.endpoint, methods=["POST"]),
        Route("/upload/v1/{file_id}", files.receive, methods=["POST", "PUT"]),
        Route("/files/{file_id}", files.download),
        WebSocketRoute("/link/", _socket),
        *member.ROUTES,
        *control.ROUTES,
    ]
