"""The app package that Teams is given: manifest, its English texts and two icons, made from what the code does.

Danish is the manifest's own language. The icons are drawn in `icons/*.svg`; Teams takes the pictures beside them.
"""

import json
import re
from collections.abc import Mapping
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.characters import cut
from bot.settings import SettingsError

SCHEMA = "1.29"
"""The first version with slash commands."""

READS_THREADS = "ChannelMessage.Read.Group"
"""A team's owner agrees to it when the app is added: answers in a thread are heard without a mention."""

MAKES_CHANNELS = ("Channel.Create.Group", "ChannelSettings.Read.Group", "TeamMember.Read.Group")
"""To make one, to find one that was made in doubt, and to name an owner of the team as a private one's own."""

NAME = "Netværksbot"
TEXTS = {
    "da": {
        "description.short": "Hjælper netværk med at tale om, hvordan det går, og hvordan det gik",
        "description.full": (
            "Netværksbot følger et midlertidigt netværk fra start til afslutning. Den inviterer deltagerne, stiller en "
            "kort refleksion med faste mellemrum, giver svarene tilbage til netværket og samler op til sekretariatet. "
            "Deltagerne bestemmer selv, om netværket ser et svar med navn, eller kun sekretariatet ser det uden. "
            "Føj den til et team, og skriv @Netværksbot start i den kanal, hvor netværket skal tale sammen."
        ),
    },
    "en": {
        "description.short": "Helps networks talk about how it is going, and how it went",
        "description.full": (
            "Netværksbot follows a temporary network from start to end. It invites the members, asks for a short "
            "reflection at regular intervals, gives the answers back to the network and sums up for the secretariat. "
            "The members decide themselves whether the network sees an answer with a name, or only the secretariat "
            "sees it without. Add it to a team and write @Netværksbot start in the channel where the network is to be."
        ),
    },
}
COMMANDS = {
    "da": {
        "hjælp": "Se, hvad jeg kan",
        "start": "Start et netværk",
        "inviter": "Inviter til et netværk: inviter @navn @navn",
        "mine": "Dine netværk, og hvad der venter på dig",
        "svar": "Svar på den refleksion, der er åben",
        "status": "Se, hvordan et netværk står",
        "plan": "Se eller ændr rytmen, eller hold pause",
        "ret": "Ret navn, formål, type, ophæng, leder eller afslutning",
        "forlad": "Forlad et netværk",
        "afslut": "Rund et netværk af, eller fortryd det",
        "opsamling": "Til sekretariatet: det, der er kommet ud af netværkene",
        "sprog": "Vælg dansk eller engelsk",
    },
    "en": {
        "help": "See what I can do",
        "start": "Start a network",
        "invite": "Invite to a network: invite @name @name",
        "mine": "Your networks, and what is waiting for you",
        "answer": "Answer the reflection that is open",
        "status": "See how a network stands",
        "schedule": "See or change the rhythm, or pause",
        "edit": "Change name, purpose, type, anchor, leader or end",
        "leave": "Leave a network",
        "close": "Round a network off, or take that back",
        "summary": "For the secretariat: what has come out of the networks",
        "language": "Choose Danish or English",
    },
}
"""The same commands in the same order; a command that is chosen is sent as the word that it is."""

KEEP = {"da": "Gem som refleksion", "en": "Save as reflection"}
"""What one can do with a message of one's own."""

_SCOPES = ("team", "personal")
_NUMBER = re.compile(r"(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}")
_MOMENT = (2026, 1, 1, 0, 0, 0)  # so the same version is the same file


def manifest(
    *, app: str, organisation: str, website: str, makes_channels: bool = False, number: str = ""
) -> dict[str, Any]:
    """`app`: the Application (client) ID. `website`: where people read about the organisation that runs the bot.

    `number`: the package's version; the bot's own if it is left out.
    """
    texts = TEXTS["da"]
    asked = (READS_THREADS, *MAKES_CHANNELS) if makes_channels else (READS_THREADS,)
    return {
        "$schema": _schema("MicrosoftTeams.schema.json"),
        "manifestVersion": SCHEMA,
        "version": number or version("netvaerksbot"),
        "id": app,
        "localizationInfo": {
            "defaultLanguageTag": "da",
            "additionalLanguages": [{"languageTag": "en", "file": "en.json"}],
        },
        "developer": {
            "name": cut(organisation, 32),
            "websiteUrl": website,
            "privacyUrl": website,
            "termsOfUseUrl": website,
        },
        "name": {"short": NAME, "full": NAME},
        "description": {"short": texts["description.short"], "full": texts["description.full"]},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#0B5F5A",
        "defaultInstallScope": "team",
        "bots": [_bot(app)],
        "composeExtensions": [{"botId": app, "commands": [_in_a_messages_menu("da")]}],
        "permissions": ["identity", "messageTeamMembers"],
        "supportsChannelFeatures": "tier1",  # shared and private channels
        "webApplicationInfo": {"id": app, "resource": f"api://botid-{app}"},
        "authorization": {"permissions": {"resourceSpecific": [{"name": n, "type": "Application"} for n in asked]}},
    }


def from_values(given: Mapping[str, str], *, website: str = "", number: str = "") -> dict[str, Any]:
    """The manifest that the settings call for; it is needed before there is a secret, so no others are read."""
    if number and not _NUMBER.fullmatch(number):
        raise SettingsError(f"A version is three numbers, like 1.0.1, not {number}.")
    contact = given.get("CONTACT", "").strip()
    domain = contact.rpartition("@")[2] if "@" in contact else ""
    website = website or (f"https://{domain}" if domain else "")
    if not website.startswith("https://"):
        raise SettingsError("Say where people can read about you: --website https://www.kommune.dk.")
    return manifest(
        app=_app(given.get("TEAMS_APP_ID", "").strip()),
        organisation=given.get("ORGANISATION", "").strip() or NAME,
        website=website,
        makes_channels="channels" in given.get("TEAMS_GRAPH", "").replace(",", " ").split(),
        number=number,
    )


def _app(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise SettingsError(
            "TEAMS_APP_ID must be the Application (client) ID, like 00000000-0000-0000-0000-000000000000 "
            "(in .env or the environment)."
        ) from None


def _bot(app: str) -> dict[str, Any]:
    commands = [{"title": word, "description": text} for word, text in COMMANDS["da"].items()]
    lists = [{"scopes": [scope], "triggers": ["mention", "slash"], "commands": commands} for scope in _SCOPES]
    return {
        "botId": app,
        "scopes": list(_SCOPES),
        "supportsFiles": False,
        "isNotificationOnly": False,
        "supportsTargetedMessages": True,  # a command that only its sender sees is answered to the sender only
        "commandLists": lists,
    }


def _in_a_messages_menu(language: str) -> dict[str, Any]:
    """Its id is the route."""
    return {
        "id": "replies.keep_message",
        "type": "action",
        "title": KEEP[language],
        "context": ["message"],
        "fetchTask": True,
    }


def localisation(language: str) -> dict[str, str]:
    """What stands in the manifest, in another language, by where it stands."""
    texts = {"$schema": _schema("MicrosoftTeams.Localization.schema.json"), "name.short": NAME, "name.full": NAME}
    texts |= TEXTS[language]
    for place in range(len(_SCOPES)):
        for number, (word, text) in enumerate(COMMANDS[language].items()):
            command = f"bots[0].commandLists[{place}].commands[{number}]"
            texts |= {f"{command}.title": word, f"{command}.description": text}
    texts["composeExtensions[0].commands[0].title"] = KEEP[language]
    return texts


def package(made: Mapping[str, Any]) -> bytes:
    """The zip that is uploaded in Teams."""
    icons = files("bot.teams") / "icons"
    contents: dict[str, str | bytes] = {
        "manifest.json": _written(made),
        "en.json": _written(localisation("en")),
        "color.png": (icons / "color.png").read_bytes(),
        "outline.png": (icons / "outline.png").read_bytes(),
    }
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(ZipInfo(name, _MOMENT), content, ZIP_DEFLATED)
    return into.getvalue()


def _schema(name: str) -> str:
    return f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA}/{name}"


def _written(made: Mapping[str, Any]) -> str:
    return json.dumps(made, indent=2, ensure_ascii=False)
