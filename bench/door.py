"""How a simple author serves bolt: its own Starlette handler, the usual middleware, no token to look up."""

from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.access import BOT_USER, PATH, SECRET, TEAM, TEXT

RECEIPT: dict[str, Any] = {
    "response_action": "update",
    "view": {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Netværk"},
        "blocks": [{"type": "section", "text": {"type": "plain_text", "text": TEXT}}],
    },
}


def app() -> AsyncApp:
    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_user_id=BOT_USER, bot_token="xoxb-bench")

    return AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)


def serve(app: AsyncApp, port: int) -> None:
    """Uvicorn with the settings that the bot has."""
    handler = AsyncSlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    web = Starlette(routes=[Route(PATH, endpoint, methods=["POST"])])
    uvicorn.run(web, host="127.0.0.1", port=port, log_level="warning", access_log=False, lifespan="off")
