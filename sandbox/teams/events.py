"""Turns what happens in the tenant into the activities that Teams sends the app, and sees them delivered."""

import asyncio
from collections.abc import Iterator

from sandbox.feed import Feed
from sandbox.settings import Json
from sandbox.teams import identities, payloads
from sandbox.teams.line import Line
from sandbox.teams.platform import Platform
from sandbox.teams.workspace import STANDARD, membership
from sandbox.workspace import Change, Channel, Message, Person

_WRITTEN = {
    "message_posted": ("message", ""),
    "message_changed": ("messageUpdate", "editMessage"),
    "message_deleted": ("messageDelete", "softDeleteMessage"),
}
_ROOM = {
    "channel_created": "channelCreated",
    "channel_renamed": "channelRenamed",
    "channel_archived": "teamArchived",
    "channel_unarchived": "teamUnarchived",
}
# A bot that answers with one of these is asked again; any other answer is an answer.
_AGAIN = (0, 429, 500, 502, 503, 504)
_KNOCKING = 0.2


class Events:
    """The feed to the bot, with the service's retries and a test's mischief."""

    def __init__(self, platform: Platform, line: Line) -> None:
        self._platform = platform
        self._line = line
        self._feed = Feed(platform.faults, self._deliver)
        platform.workspace.listeners.append(self.happened)

    def happened(self, change: Change) -> None:
        # A command is a message here; with Slack's commands in mind it is not among what a test holds back.
        said = change.message if change.kind == "message_posted" else None
        asks = said is not None and (bool(said.only_for) or self._mentions(said))
        for activity in self._activities(change):
            self._feed.emit(activity, asks=asks)

    def emit(self, activity: Json) -> None:
        self._feed.emit(activity)

    @property
    def under_way(self) -> int:
        return self._feed.under_way

    def release(self) -> None:
        self._feed.release()

    async def close(self) -> None:
        await self._feed.close()

    async def announce(self) -> None:
        """Somebody has just added the app to the team, which the bot will hear as soon as it listens."""
        self._feed.see_to(self._until_heard())

    async def _until_heard(self) -> None:
        general = self._platform.workspace.general
        for activity in self._app_moved(general, self._person(general.creator), added=True):
            while not (await self._line.send(activity)).ok:  # noqa: ASYNC110 - only asking tells whether it listens
                await asyncio.sleep(_KNOCKING)

    async def _deliver(self, activity: Json) -> None:
        for retry, pause in enumerate((0.0, *self._platform.settings.patience.event_retries)):
            if pause:
                await asyncio.sleep(pause)
            answer = await self._line.send(activity)
            self._platform.recorder.delivery("activity", activity["type"], answer.outcome, retry)
            if answer.ok or answer.status not in _AGAIN:
                return

    def _activities(self, change: Change) -> Iterator[Json]:
        """What the app is told of a change, if anything."""
        if change.kind in _WRITTEN:
            yield from self._written(change)
        elif change.kind in ("member_joined", "member_left"):
            yield from self._moved(change)
        elif change.kind in _ROOM:
            yield from self._room(change)
        elif change.kind == "reaction_added" and change.said.author == self._platform.bot.id:
            yield payloads.reaction(self._platform, change.said, self._person(change.by), change.detail)

    def _person(self, id: str) -> Person:
        return self._platform.workspace.people[id]

    def _written(self, change: Change) -> Iterator[Json]:
        channel, said, person = change.where, change.said, self._person(change.said.author)
        if person.is_bot or not self._hears(channel, said, change.previous):
            return
        kind, event = _WRITTEN[change.kind]
        yield payloads.message(self._platform, said, person, kind=kind, event=event)

    def _hears(self, channel: Channel, said: Message, before: Message | None) -> bool:
        """Every word in its personal chats; in a channel what mentions it, and all with the team's consent."""
        bot = self._platform.bot.id
        if bot not in channel.members or said.author in self._platform.workspace.apart:
            return False
        if channel.kind == "im" or said.only_for:
            return True
        mentioned = any(self._mentions(one) for one in (said, before) if one)
        return mentioned or (channel.kind != "mpim" and self._platform.manifest.reads_all)

    def _mentions(self, said: Message) -> bool:
        return any(one["mentioned"]["id"] == self._platform.bot_account["id"] for one in said.entities)

    def _moved(self, change: Change) -> Iterator[Json]:
        channel, person = change.where, self._person(change.person)
        by = self._person(change.by)
        added = change.kind == "member_joined"
        if person.is_bot:
            yield from self._app_moved(channel, by, added=added)
            return
        if self._platform.bot.id not in channel.members:
            return
        kind = "teamMember" if membership(channel) == STANDARD else "channelMember"
        account = {"id": identities.account_id(person.id), "aadObjectId": identities.object_id(person.id)}
        event = f"{kind}{'Added' if added else 'Removed'}"
        where = self._platform.workspace.general if kind == "teamMember" else channel
        which = "membersAdded" if added else "membersRemoved"
        yield payloads.update(self._platform, where, self._acting(by), event, **{which: [account]})

    def _acting(self, by: Person) -> Person:
        """Whoever stands as the sender; what the app did itself is told in the name of the team's owner."""
        return self._person(self._platform.workspace.general.creator) if by.is_bot else by

    def _app_moved(self, channel: Channel, by: Person, *, added: bool) -> Iterator[Json]:
        platform = self._platform
        yield payloads.installation(platform, channel, self._acting(by), "add" if added else "remove")
        kind = "teamMember" if membership(channel) == STANDARD else "channelMember"
        event = f"{kind}{'Added' if added else 'Removed'}"
        which = "membersAdded" if added else "membersRemoved"
        account = {"id": platform.bot_account["id"]}
        yield payloads.update(platform, channel, self._acting(by), event, **{which: [account]})

    def _room(self, change: Change) -> Iterator[Json]:
        channel, by = change.where, self._person(change.by)
        bot = self._platform.bot
        if bot.id not in channel.members:
            return
        if channel.kind == "im":
            if not by.is_bot:
                yield from self.installed(channel, by)
            return
        if channel.kind == "mpim":
            return
        yield payloads.update(self._platform, channel, self._acting(by), _ROOM[change.kind])

    def installed(self, channel: Channel, by: Person) -> Iterator[Json]:
        """Somebody has added the app for themselves."""
        yield payloads.installation(self._platform, channel, by, "add")
        account = {"id": self._platform.bot_account["id"]}
        yield payloads.update(self._platform, channel, by, "", membersAdded=[account])
