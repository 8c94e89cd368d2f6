"""Slack as one platform of several: what the wiring is given of it."""

from collections.abc import Iterator, Mapping
from functools import partial

from bot.crew import Crew
from bot.platforms import Door, Doors, Envelope, Platform, Seat
from bot.settings import Pace, SlackAccess
from bot.slack import events, gaps
from bot.slack.app import build
from bot.slack.client import SlackClient
from bot.slack.directory import Identity, SlackDirectory
from bot.slack.http import routes
from bot.slack.installation import Installation
from bot.slack.interactions import PLATFORM
from bot.slack.messenger import SlackMessenger
from bot.slack.socket_mode import run_socket
from core.model.deliveries import Address
from core.services.people import Profile
from handlers.routing import Interaction


def client_of(access: SlackAccess, pace: Pace) -> SlackClient:
    """A client with the token of the settings."""
    return SlackClient(access.bot_token, api_url=access.api_url, timeout=pace.timeout)


def platform(access: SlackAccess, pace: Pace, identity: Identity) -> Platform:
    """Slack, in the workspace that the token belongs to."""
    me, client = _installation(access, identity), client_of(access, pace)
    directory = SlackDirectory(client, team=identity.team)

    def read(card: Address, known: Mapping[str, str]) -> Iterator[Envelope]:
        return gaps.told(client, me.team, card, known)

    def profile(envelope: Envelope) -> Profile | None:
        told = events.interaction(envelope, me)
        return directory.told(envelope) if told is not None and told.route == "people.changed" else None

    def interaction(envelope: Envelope) -> Interaction | None:
        return events.interaction(envelope, me)

    return Platform(
        name=PLATFORM,
        seats=(Seat(workspace=identity.team, directory=directory, read=read),),
        messenger=SlackMessenger(client, bot_user=identity.bot_user),
        interaction=interaction,
        essence=events.essence,
        profile=profile,
        door=partial(_door, me),
        archives=True,
        tasks={},
    )


def _installation(access: SlackAccess, identity: Identity) -> Installation:
    return Installation(
        signing_secret=access.signing_secret,
        bot_token=access.bot_token,
        team=identity.team,
        bot_user=identity.bot_user,
        enterprise=identity.enterprise,
        app_token=access.app_token,
        api_url=access.api_url,
    )


def _door(me: Installation, doors: Doors, crew: Crew) -> Door:
    app = build(me, doors=doors, crew=crew)
    if not me.app_token:
        return Door(routes=routes(app))
    return Door(routes=routes(app), listen=lambda: run_socket(app, me.app_token, api_url=me.api_url))
