"""An operator invites somebody from outside into the tenant, where TEAMS_GRAPH lets the app do that."""

from contextlib import closing

from bot.access import GraphUse, SettingsError, TeamsAccess
from bot.control import OperationError
from bot.teams.client import TeamsClient
from bot.teams.graph import Graph
from bot.teams.installation import installed
from views.messenger import DeliveryError

_LEADS_TO = "https://teams.microsoft.com/"


def invite(access: TeamsAccess | None, mail: str, *, timeout: float) -> str:
    """What to print. Raises `SettingsError` or `OperationError` with a sentence."""
    if access is None or GraphUse.GUESTS not in access.graph:
        raise SettingsError("guests are only invited with TEAMS_GRAPH=guests; see .env.example.")
    with closing(TeamsClient(installed(access), timeout=timeout)) as client:
        graph = Graph(client)
        try:
            account = graph.invite(access.tenant, mail, leads_to=_LEADS_TO)
            if access.team:
                graph.add(access.tenant, access.team, "", account, private=False)
        except DeliveryError as error:
            raise OperationError(f"Microsoft did not invite them: {error.code}") from error
    team = "and is in the team" if access.team else "and can be added to a team by its owner"
    return f"{mail} is a guest of the tenant now ({account}) {team}. Microsoft has sent a mail."
