"""The test's levers that only Teams has: what things are called there, and activities of a test's own making."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.member import body
from sandbox.teams import identities
from sandbox.teams.line import Line
from sandbox.teams.platform import Platform


async def names(request: Request) -> Response:
    """→ {tenant, group, team, bot, people: {id: {object_id, account_id}}, service_url}"""
    platform: Platform = request.app.state.platform
    workspace = platform.workspace
    people = {
        one.id: {"object_id": identities.object_id(one.id), "account_id": identities.account_id(one.id)}
        for one in workspace.people.values()
        if not one.is_bot
    }
    return JSONResponse(
        {
            "tenant": workspace.tenant_id,
            "group": workspace.group_id,
            "team": workspace.general.id,
            "bot": platform.bot_account["id"],
            "service_url": platform.service_url,
            "people": people,
        }
    )


async def inject(request: Request) -> Response:
    """{activity, token?} → {outcome, status, body}: sent to the bot as it stands, with the service's token or that."""
    given = await body(request)
    line: Line = request.app.state.line
    answer = await line.send(given["activity"], token=given.get("token"))
    return JSONResponse({"outcome": answer.outcome, "status": answer.status, "body": answer.body})


async def sign(request: Request) -> Response:
    """{claims?} → {token}: the service's own signature, with these claims instead of the usual ones (null: without)."""
    platform: Platform = request.app.state.platform
    given = await body(request)
    token = platform.keys.inbound(platform.settings.app_id, platform.service_url, given.get("claims") or {})
    return JSONResponse({"token": token})


ROUTES = [
    Route("/sandbox/teams/names", names),
    Route("/sandbox/teams/activities", inject, methods=["POST"]),
    Route("/sandbox/teams/tokens", sign, methods=["POST"]),
]
