"""The bot as an app of Microsoft's: its ids, whose tenants it serves, and where all that is Microsoft's is reached."""

from dataclasses import dataclass, replace

from bot.access import GraphUse, TeamsAccess

PLATFORM = "teams"

CONNECTOR_SCOPE = "https://api.botframework.com/.default"
GRAPH_SCOPE = "https://graph.microsoft.com/.default"
GRAPH_RESOURCE = "https://graph.microsoft.com/v1.0"
"""How Graph names things, wherever it is reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """`tenants`: whose people are let in, the home tenant first. `service`: where somebody is spoken to whom nobody has
    told us of; `is_local`: or everybody, since all of Microsoft's is on this machine. `path`: where Microsoft sends
    everything to. `trusts_playground`: there are no tokens, and no Graph.
    """

    app_id: str
    password: str
    tenant: str
    tenants: tuple[str, ...]
    graph_uses: frozenset[GraphUse] = frozenset()
    team: str = ""
    openid: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    login: str = "https://login.microsoftonline.com"
    graph: str = GRAPH_RESOURCE
    service: str = "https://smba.trafficmanager.net/teams/"
    is_local: bool = False
    name: str = "Netværksbot"
    path: str = "/api/messages"
    trusts_playground: bool = False

    @property
    def bot(self) -> str:
        """The bot's own account."""
        return f"28:{self.app_id}"


def installed(access: TeamsAccess) -> Installation:
    """The installation of the settings; everything of Microsoft's is on this machine if they say so."""
    me = Installation(
        app_id=access.app_id,
        password=access.password,
        tenant=access.tenant,
        tenants=access.tenants,
        graph_uses=access.graph,
        team=access.team,
    )
    url = access.local_url
    if not url:
        return me
    if access.trusts_playground:
        here = f"{url}/_connector/"
        return replace(me, openid="", login="", graph="", service=here, is_local=True, trusts_playground=True)
    return replace(
        me,
        openid=f"{url}/v1/.well-known/openidconfiguration",
        login=url,
        graph=f"{url}/graph/v1.0",
        service=f"{url}/connector/",
        is_local=True,
    )
