"""Slack over HTTP: the one address that it sends everything to."""

from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import bodies
from bot.slack.manifest import PATH
from core.failpoints import armed, reach

MOST_BYTES = 1_000_000
"""A form is at most 250 kB of JSON, which its encoding can make three times as long."""


def routes(app: AsyncApp) -> list[Route]:
    """What to mount; bolt checks the signature."""

    async def endpoint(request: Request) -> Response:
        body = await bodies.read(request, MOST_BYTES)
        if body is None:
            return PlainTextResponse("too large", 413)
        try:
            bolt_request = to_async_bolt_request(request, body)
        except UnicodeDecodeError:
            return PlainTextResponse("not UTF-8", 400)
        return _answered(to_starlette_response(await app.async_dispatch(bolt_request)))

    return [Route(PATH, endpoint, methods=["POST"])]


def _answered(response: Response) -> Response:
    reach("requests.before_acknowledge")
    if armed():
        response.background = BackgroundTask(_acknowledged)
    return response


async def _acknowledged() -> None:
    reach("requests.after_acknowledge")
