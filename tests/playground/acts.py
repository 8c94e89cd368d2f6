"""What the others do, whom the Playground lets nobody be; and what a dialog would do, which it does not show."""

from datetime import date, timedelta
from typing import Any

from tests.playground.ground import BOT, CHANNEL, PEOPLE, Ground, Json, Message

PURPOSE = "Borgere skal opleve én vej hjem."
HOME = "Sundhed og Omsorg"


def form(place: Ground, by: str, data: Json, conversation: str) -> Json:
    """The card of the dialog behind a button with this data."""
    fetched = place.activity(by, conversation, type="invoke", name="task/fetch", value={"data": data})
    found: Json = place.fetch(fetched)["task"]["value"]["card"]["content"]
    return found


def send_in(place: Ground, by: str, card: Json, conversation: str, given: Json) -> None:
    """Fill the form in and send it."""
    data = card["actions"][0]["data"] | given
    place.send(place.activity(by, conversation, type="invoke", name="task/submit", value={"data": data}))


def write(place: Ground, by: str, text: str, thread: str, *, naming: tuple[str, ...] = ()) -> None:
    """A post of anybody's; with `naming` it names the bot and these people."""
    told = [*([BOT] if naming else []), *(PEOPLE[name] for name in naming)]
    tags = [
        {"type": "mention", "mentioned": {"id": one["id"], "name": one["name"]}, "text": f"<at>{one['name']}</at>"}
        for one in told
    ]
    words = [str(tag["text"]) for tag in tags]
    text = " ".join([*words[:1], text, *words[1:]])
    place.send(place.activity(by, thread, type="message", text=text, textFormat="xml", entities=tags))


def network(place: Ground) -> Message:
    """Jonas starts one in the channel, with Mette as the anchor; its charter, as it is shown.

    Nobody writes for it: in a thread that was not begun in the page, the page loses its way when the bot answers.
    """
    card = form(place, "Jonas", {"action": "networks.start", "value": ""}, CHANNEL)
    unit = _choice(card, "unit", HOME)
    given = {
        "name": "Tryg hjem",
        "purpose": PURPOSE,
        "type": "velfaerd",
        "anchor": PEOPLE["Mette"]["aadObjectId"],
        "units": unit,
        "ends_on": (date.today() + timedelta(weeks=20)).isoformat(),
        "rhythm": "weekly",
        "place": "here",
        "informed": "read",
        "unit": unit,
    }
    send_in(place, "Jonas", card, CHANNEL, given)
    return place.sees(CHANNEL, PURPOSE)


def _choice(card: Json, field: str, title: str) -> str:
    choices: list[dict[str, Any]] = next(one["choices"] for one in card["body"] if one.get("id") == field)
    return str(next(one["value"] for one in choices if one["title"] == title))
