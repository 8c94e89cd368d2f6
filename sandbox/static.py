"""Files for the page, with what a browser may do with them."""

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

_PICTURES = "'self' https: data: http://127.0.0.1:*"
"""A real workspace fetches the pictures of messages itself; here the browser does, from the bot on this machine too."""

HEADERS = {
    "Content-Security-Policy": f"default-src 'self'; img-src {_PICTURES}; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


class Static(StaticFiles):
    """The page's files, always asked for afresh: the page is edited while it runs."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers.update(HEADERS)
        return response
