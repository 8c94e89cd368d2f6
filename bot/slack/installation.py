"""The bot as it is installed in one workspace: what the adapter has to know so that it never asks on the way."""

from dataclasses import dataclass

API_URL = "https://slack.com/api/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """`team`, `enterprise`, `bot_user`: Slack's ids of the workspace and the bot (`directory.identify` asks once).

    `signing_secret`: empty with Socket Mode; then nothing that comes by HTTP is believed.

    `name`: the bot's name, the title of what it shows in a modal of its own. `opening_seconds`: how long an
    attempt to open a form may take; the permission to lasts three seconds.
    """

    signing_secret: str
    bot_token: str
    team: str
    bot_user: str
    enterprise: str = ""
    app_token: str = ""
    api_url: str = API_URL
    name: str = "Netværksbot"
    opening_seconds: float = 2.5
