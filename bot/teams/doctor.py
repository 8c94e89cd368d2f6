"""What `doctor` finds about Teams: the secret, Microsoft's keys, and what the settings ask of Graph."""

from collections.abc import Iterator

from bot.access import GraphUse, TeamsAccess
from bot.teams.client import Tokens, http_client
from bot.teams.gate import Gate
from bot.teams.graph import PERMISSIONS
from bot.teams.installation import CONNECTOR_SCOPE, GRAPH_SCOPE, Installation, installed
from views.messenger import DeliveryError, TokenRefused

Finding = tuple[bool, str]


def findings(access: TeamsAccess, *, timeout: float, port: int) -> Iterator[Finding]:
    """Whether each is well, and what there is to know or to do."""
    me = installed(access)
    if me.trusts_playground:
        yield True, f"Teams: TEAMS_TRUST=playground believes whoever calls {me.path} from this machine; for trying only"
        return
    yield True, f"Teams: comes in at {me.path} on port {port}; Microsoft must reach it by https"
    yield _token(me, timeout)
    yield _keys(me)
    if me.graph_uses:
        yield from _graph(me, timeout)
    else:
        yield True, "Teams: TEAMS_GRAPH is empty, so people make the channels and let each other in"


def _token(me: Installation, timeout: float) -> Finding:
    with http_client(me, timeout) as http:
        try:
            Tokens(me, http).of(me.tenant, CONNECTOR_SCOPE)
        except TokenRefused as error:
            return False, (
                f"Teams: Microsoft does not accept the secret ({error.code}). Check TEAMS_APP_ID and TEAMS_TENANT, "
                "make a new client secret and copy its value to TEAMS_APP_PASSWORD."
            )
        except DeliveryError as error:
            return (
                False,
                f"Teams: Microsoft does not answer ({error.code}). Check that this machine reaches the internet.",
            )
    return True, f"Teams: the secret of app {me.app_id} is accepted"


def _keys(me: Installation) -> Finding:
    gate = Gate(me)
    try:
        is_there = gate.warm()
    finally:
        gate.close()
    if is_there:
        return True, "Teams: Microsoft's keys are there, so activities can be verified"
    return False, f"Teams: Microsoft's keys cannot be fetched from {me.openid}; every activity would be put off."


def _graph(me: Installation, timeout: float) -> Iterator[Finding]:
    """Which permissions are given stands in the token's own roles; those of one team only show when they are used."""
    with http_client(me, timeout) as http:
        try:
            given = Tokens(me, http).roles(me.tenant, GRAPH_SCOPE)
        except DeliveryError as error:
            yield False, f"Teams: Graph cannot be used ({error.code})."
            return
    for use, permissions in PERMISSIONS.values():
        if use in me.graph_uses:
            yield _permission(use, permissions, given)


def _permission(use: GraphUse, permissions: str, given: frozenset[str]) -> Finding:
    missing = [each for each in permissions.split(", ") if each not in given and not each.endswith(".Group")]
    if missing:
        return False, (
            f"Teams: TEAMS_GRAPH={use.value} needs {', '.join(missing)}. Entra admin center -> App registrations -> "
            "API permissions -> Microsoft Graph -> Application permissions; then grant admin consent."
        )
    return True, f"Teams: for TEAMS_GRAPH={use.value} there is {permissions} (.Group: each team's owner gives it)"
