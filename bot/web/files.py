"""Files that are fetched by a personal link: for who asked, for a day, worked out anew each time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot import files
from bot.access import LinkAccess
from bot.crew import Crew
from bot.web.drawing import notice
from bot.web.making import Desk, Made, make
from bot.web.pages import HEADERS, stranger
from bot.web.patience import Patience
from bot.web.secrets import digest_of, secret_of
from core.errors import NotAllowed, NotFound
from core.ports import UnitsOfWork
from core.services import files as services


@dataclass(frozen=True, slots=True)
class FileDoor:
    """Where files are fetched."""

    access: LinkAccess

    def __call__(self, key: str) -> tuple[str, str]:
        """The address that the key of a link leads to, without the end of the name; what its secret is known by."""
        secret = secret_of(key, self.access.secret)
        return f"{self.access.public_url}/f/{secret}", digest_of(secret)


def routes(units_of_work: UnitsOfWork, crew: Crew, *, now: Callable[[], datetime]) -> Sequence[BaseRoute]:
    """`now`: calendar clock."""
    patience = Patience()

    def made(secret: str) -> Made | None:
        with units_of_work.reading() as uow, uow.one_moment():
            at = now()
            try:
                reader, wanted = services.opens(uow, digest_of(secret), at=at)
                return make(Desk(uow=uow, reader=reader, wanted=wanted, at=at))
            except (NotFound, NotAllowed):
                return None

    def written(secret: str, end: str) -> tuple[str, bytes] | None:
        """The name and the bytes of a file."""
        found = made(secret)
        content = files.rendered(found.content, end, author=found.author, at=found.at) if found else None
        return (f"{found.name}.{end}", content) if found and content is not None else None

    async def fetch(request: Request) -> Response:
        who, end = request.client.host if request.client else "", request.path_params["end"]
        if not patience.has(who):
            return _html(notice(stranger(request), "outsiders.too_many"), 429)
        file = await crew.workers.run(written, request.path_params["secret"], end) if end in files.TYPES else None
        if file is None:
            patience.try_(who)
            return _html(notice(stranger(request), "reports.no_link"), 404)
        name, content = file
        shown = "inline" if end in files.INLINE else "attachment"
        headers = {**HEADERS, "Content-Disposition": f'{shown}; filename="{name}"'}
        return Response(content, media_type=files.TYPES[end], headers=headers)

    return (Route("/f/{secret}.{end}", fetch, methods=["GET", "HEAD"]),)


def _html(text: str, status: int) -> HTMLResponse:
    return HTMLResponse(text, status_code=status, headers=HEADERS)
