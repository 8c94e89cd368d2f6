"""The manifest of the toy app in Teams, and the few words its cards are made of."""

from copy import deepcopy

APP_ID, PASSWORD = "5e7a0f5c-0000-4000-8000-000000000001", "a-client-secret"
READ_ALL, CREATE = "ChannelMessage.Read.Group", "Channel.Create.Group"
MANIFEST = {
    "manifestVersion": "1.29",
    "id": APP_ID,
    "name": {"short": "Netværksbot"},
    "bots": [
        {
            "botId": APP_ID,
            "scopes": ["personal", "team"],
            "supportsTargetedMessages": True,
            "commandLists": [
                {
                    "scopes": ["personal", "team"],
                    "triggers": ["mention", "slash"],
                    "commands": [
                        {"title": "start", "description": "Start et netværk"},
                        {"title": "sig", "description": "Sig noget"},
                    ],
                }
            ],
        }
    ],
    "composeExtensions": [
        {
            "botId": APP_ID,
            "commands": [
                {
                    "id": "gem",
                    "type": "action",
                    "title": "Gem som refleksion",
                    "context": ["message"],
                    "fetchTask": True,
                }
            ],
        }
    ],
    "supportsChannelFeatures": "tier1",
    "webApplicationInfo": {"id": APP_ID, "resource": "https://netvaerk.example"},
    "authorization": {"permissions": {"resourceSpecific": [{"name": READ_ALL, "type": "Application"}]}},
}


def a_manifest(*, consents: tuple[str, ...] = (READ_ALL,), targeted: bool = True) -> dict:
    """The manifest above, with these consents of the team."""
    made = deepcopy(MANIFEST)
    made["bots"][0]["supportsTargetedMessages"] = targeted
    made["authorization"]["permissions"]["resourceSpecific"] = [{"name": n, "type": "Application"} for n in consents]
    return made


def words(text: str, **look: object) -> dict:
    return {"type": "TextBlock", "text": text, "wrap": True} | look


def execute(title: str, verb: str, value: str = "1") -> dict:
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": {"action": verb, "value": value}}


def submit(title: str, action: str, **data: object) -> dict:
    return {"type": "Action.Submit", "title": title, "data": {"action": action} | data}


def opens(title: str, action: str = "nyt") -> dict:
    return submit(title, action, msteams={"type": "task/fetch"})


def a_card(*body: dict, actions: tuple[dict, ...] = ()) -> dict:
    """An Adaptive Card of these elements, with these buttons beneath it."""
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": list(actions)}


def a_message(*body: dict, actions: tuple[dict, ...] = (), summary: str = "") -> dict:
    """An activity with one card."""
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": a_card(*body, actions=actions)}
    return {"type": "message", "attachments": [attachment], "summary": summary}


def a_form(*, name: str = "", error: str = "") -> dict:
    """A form that asks for a name, a rhythm, some people and some days."""
    rhythm = [{"title": "Hver uge", "value": "week"}, {"title": "Hver måned", "value": "month"}]
    days = [{"title": "Mandag", "value": "mon"}, {"title": "Tirsdag", "value": "tue"}]
    people = {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
    return a_card(
        {
            "type": "Input.Text",
            "id": "navn",
            "label": "Navn",
            "isRequired": True,
            "errorMessage": "Skriv et navn.",
            "maxLength": 40,
        }
        | ({"value": name} if name else {}),
        *([words(error, color="attention")] if error else []),
        {"type": "Input.ChoiceSet", "id": "rytme", "label": "Rytme", "style": "expanded", "choices": rhythm},
        {
            "type": "Input.ChoiceSet",
            "id": "dage",
            "label": "Dage",
            "style": "expanded",
            "isMultiSelect": True,
            "choices": days,
        },
        {
            "type": "Input.ChoiceSet",
            "id": "folk",
            "label": "Folk",
            "isMultiSelect": True,
            "choices": [],
            "choices.data": people,
        },
        actions=(submit("Opret", "nyt", form=True),),
    )
